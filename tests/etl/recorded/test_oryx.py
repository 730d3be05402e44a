"""The two tables of Oryx's totals: one day a month, spoilt days, classes that come, go and change their name."""

import datetime as dt
import io
from pathlib import Path

import pandas as pd
import pytest

from etl.parsing.answer import SourceError
from etl.recorded.oryx import CUT, monthly_tables
from etl.sources.oryx import CLASSES, MRAP
from tests.etl.sources.refusals import PAGE, facts, swapped

HEADER = "snapshot_date,country,equipment_type,destroyed,abandoned,captured,damaged,type_total,source_commit\n"
NAMES = [name for names in CLASSES.values() for name in names]
LATER = [name for name in NAMES if name not in ("Towed Artillery", "Rocket and Missile Artillery")]


def day(date: str, value: int, names: list[str] = NAMES, ukraine: list[str] | None = None) -> str:
    """Rows of one day: every class of both countries with the same number."""
    listed = [("Russia", name) for name in names] + [("Ukraine", name) for name in (ukraine or names)]
    return "".join(f"{date},{country},{name},{value},0,0,0,{value},abc\n" for country, name in listed)


def tables(history: str, months: str = day("2025-09-01", 90, LATER)) -> dict[str, bytes]:
    return {"history": (HEADER + history).encode(), "months": (HEADER + months).encode()}


def tanks(files: dict[str, bytes]) -> list[tuple[str, float]]:
    return [row[2:4] for row in facts(monthly_tables(files)) if row[:2] == ("equipment_confirmed_russia", "tank")]


FILES = tables(day("2022-07-02", 5) + day("2022-07-03", 6) + day("2022-09-01", 8))


def test_exact_rows() -> None:
    rows = monthly_tables(FILES)
    russia = [row[1:4] for row in facts(rows) if row[0] == "equipment_confirmed_russia"]
    assert russia == [
        *(("aircraft", date, value) for date, value in (("2022-07-02", 5), ("2022-09-01", 8), ("2025-09-01", 90))),
        *(
            ("armoured_vehicle", date, value)
            for date, value in (("2022-07-02", 20), ("2022-09-01", 32), ("2025-09-01", 360))
        ),
        *(("artillery", date, value) for date, value in (("2022-07-02", 10), ("2022-09-01", 16))),
        *(("helicopter", date, value) for date, value in (("2022-07-02", 5), ("2022-09-01", 8), ("2025-09-01", 90))),
        *(("rocket_artillery", date, value) for date, value in (("2022-07-02", 5), ("2022-09-01", 8))),
        *(("tank", date, value) for date, value in (("2022-07-02", 5), ("2022-09-01", 8), ("2025-09-01", 90))),
    ]
    assert (rows["vintage"] == pd.to_datetime(rows["period_end"])).all()


def test_a_month_without_an_early_day_stays_empty() -> None:
    assert tanks(tables(day("2022-07-10", 5) + day("2022-08-11", 6) + day("2022-08-28", 7))) == [
        ("2022-07-10", 5),
        ("2025-09-01", 90),
    ]


def test_spoilt_days_are_not_used() -> None:
    spoilt = day("2024-01-09", 5) + day("2024-01-10", 6)
    assert tanks(tables(spoilt + day("2024-02-01", 7))) == [("2024-02-01", 7), ("2025-09-01", 90)]


def test_the_class_cut_in_two_is_passed_over_and_its_day_is_not_used() -> None:
    rest = [name for name in NAMES if name != "Infantry Fighting Vehicles"]
    cut = "".join(f'2022-12-26,Russia,"{name}",0,0,0,0,0,abc\n' for name in sorted(CUT))
    history = day("2022-12-26", 5, rest) + cut + day("2023-01-01", 6)
    assert tanks(tables(history)) == [("2023-01-01", 6), ("2025-09-01", 90)]


def test_mine_resistant_vehicles_were_not_listed_for_ukraine_at_first() -> None:
    without = [name for name in NAMES if name != MRAP]
    rows = facts(monthly_tables(tables(day("2022-06-01", 5, ukraine=without))))
    assert ("equipment_confirmed_ukraine", "armoured_vehicle", "2022-06-01", 15, "final") in rows
    with pytest.raises(SourceError, match="oryx: history, Ukraine, 2022-07-01: no row for Mine-Resistant"):
        monthly_tables(tables(day("2022-07-01", 5, ukraine=without)))


def test_a_class_not_read_may_stand_twice() -> None:
    twice = 2 * "2022-07-02,Ukraine,Infantry Mobility Vehicles,5,0,0,0,5,abc\n"
    assert len(monthly_tables(tables(day("2022-07-02", 5) + twice))) == len(
        monthly_tables(tables(day("2022-07-02", 5)))
    )


def test_unified_names_are_known_in_the_newer_table_only() -> None:
    trucks = ",Russia,Trucks (label varies),5,0,0,0,5,abc\n"
    assert len(monthly_tables(tables(day("2022-07-02", 5), day("2025-09-01", 90, LATER) + "2025-09-01" + trucks)))
    with pytest.raises(SourceError, match=r"history, row .*unknown class 'Trucks \(label varies\)'"):
        monthly_tables(tables(day("2022-07-02", 5) + "2022-07-02" + trucks))


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("history", "snapshot_date", "date", "column 'snapshot_date' is missing"),
        ("months", "type_total", "total", "column 'type_total' is missing"),
        ("history", "Helicopters", "Rotorcraft", "unknown class 'Rotorcraft'"),
        ("history", "Russia,Tanks,5,0,0,0,5", "Russia,Tanks,5,1,0,0,5", "do not add up to 5"),
        ("history", "Russia,Tanks,5,0,0,0,5", "Moldova,Tanks,5,0,0,0,5", "unknown country 'Moldova'"),
        ("history", "2022-07-02,Russia,Tanks", "2.7.2022,Russia,Tanks", "is not a date"),
        ("history", "2022-07-02,Russia,Tanks", "2022-07-01,Russia,Tanks", "no row for"),
        ("months", "2025-09-01", "2022-09-03", "is in both files"),
    ],
)
def test_refused(file: str, old: str, new: str, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        monthly_tables(FILES | {file: swapped(FILES[file], old, new)})
    assert (caught.value.source, caught.value.file) == ("oryx", file)
    assert found in str(caught.value)


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "an HTML page")])
def test_empty_file_and_error_page_are_refused(raw: bytes, found: str) -> None:
    for file in FILES:
        with pytest.raises(SourceError, match=f"oryx: {file}, .*{found}"):
            monthly_tables(FILES | {file: raw})


@pytest.fixture(scope="module")
def held(recorded: Path) -> dict[str, bytes]:
    folder = recorded / "conflict/oryx-equipment"
    return {
        "history": (folder / "oryx_totals_by_type_history_2022-03_2025-07.csv").read_bytes(),
        "months": (folder / "oryx_totals_by_type_monthly_2025-09_2026-09_selected.csv").read_bytes(),
    }


def test_recorded_months(held: dict[str, bytes]) -> None:
    rows = monthly_tables(held)
    months = {(date.year, date.month) for date in rows.period_end}
    expected = {(2022 + number // 12, number % 12 + 1) for number in range(3, 57)}
    assert expected - months == {(2024, 1), (2025, 5), (2025, 8)} and months <= expected
    ends = rows.groupby("entity").period_end.max()
    assert ends["artillery"] == ends["rocket_artillery"] == dt.date(2025, 7, 1)
    assert set(ends.drop(["artillery", "rocket_artillery"])) == {dt.date(2026, 9, 1)}


def test_recorded_armour_adds_up_to_the_total_of_oryx(held: dict[str, bytes]) -> None:
    """Tanks and armoured vehicles together are the publisher's own total, on each of the days since September 2025."""
    value = {(row[0], row[1], row[2]): row[3] for row in facts(monthly_tables(held))}
    total = "Losses of Armoured Combat Vehicles [Tanks, AFVs, IFVs, APCs, and MRAPs]"
    table = pd.read_csv(io.BytesIO(held["months"]))
    table = table[table["equipment_type"] == total]
    assert len(table) == 26
    for row in table.itertuples():
        series = f"equipment_confirmed_{row.country.lower()}"
        parts = [value[series, entity, row.snapshot_date] for entity in ("tank", "armoured_vehicle")]
        assert sum(parts) == row.type_total
    assert value["equipment_confirmed_russia", "tank", "2026-09-01"] == 4443


def test_recorded_types_do_not_jump_where_other_classes_were_dropped(held: dict[str, bytes]) -> None:
    rows = monthly_tables(held).set_index(["series_id", "entity", "period_end"])["value"].unstack("period_end")
    before, after = rows[dt.date(2026, 5, 1)].dropna(), rows[dt.date(2026, 6, 1)].dropna()
    assert ((after >= before) & (after <= 1.03 * before)).all() and len(before) == 8
