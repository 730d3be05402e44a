"""The tables of people gathered by hand: civilians killed and injured, refugees and displaced, against sums known."""

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from etl.building.observed_rows import kept_observations
from etl.declared import catalogue
from etl.learning.log import newest_rows
from tests.etl.doubted import doubted

CIVILIANS = "conflict/civilian-casualties/ohchr_civilian_casualties_from_stored_pages.csv"
OPERATIONAL = "conflict/displacement/unhcr_iom_operational_figures_from_stored_pages.csv"


@pytest.fixture(scope="module")
def kept() -> pd.DataFrame:
    return pd.DataFrame(kept_observations(catalogue.load()))


def reports(kept: pd.DataFrame, series: str, month: str) -> list[tuple[str, float]]:
    """(day of report, value) of a month, in the order in which they became known."""
    rows = kept[(kept.series_id == series) & (kept.period_end.astype(str).str[:7] == month)].sort_values("vintage")
    return [(f"{row.vintage:%Y-%m-%d}", row.value) for row in rows.itertuples()]


def known(kept: pd.DataFrame, series: str, day: str) -> pd.DataFrame:
    """The newest row of every period by a day."""
    return newest_rows(kept[(kept.series_id == series) & (kept.vintage <= pd.Timestamp(day))])


def test_a_month_has_each_report_as_its_own_vintage(kept: pd.DataFrame) -> None:
    march = reports(kept, "civilians_killed_by_month", "2022-03")
    assert march[0] == ("2022-11-07", 3298) and march[-1] == ("2024-02-22", 4289)
    assert {("2023-02-06", 3378), ("2023-03-06", 3951), ("2023-07-18", 4154)} <= set(march)
    assert reports(kept, "civilians_killed_by_month", "2023-02")[:2] == [("2023-03-06", 138), ("2023-05-22", 142)]
    assert reports(kept, "civilians_injured_by_month", "2022-10") == [("2022-11-21", 787), ("2024-08-10", 795)]


def test_no_report_repeats_the_one_before(kept: pd.DataFrame) -> None:
    rows = kept[kept.series_id.isin(["civilians_killed_by_month", "civilians_injured_by_month"])]
    for _, history in rows.sort_values("vintage").groupby(["series_id", "period_end"]):
        assert (history["value"].diff().dropna() != 0).all()


def test_the_first_report_is_the_earliest_held_where_a_later_one_differs(kept: pd.DataFrame) -> None:
    by_month = kept[kept.series_id == "civilians_killed_by_month"].sort_values("vintage").groupby("period_end")["value"]
    expected = {day: values.iloc[0] for day, values in by_month if values.nunique() > 1}
    first = kept[kept.series_id == "civilians_killed_first_reported"]
    assert dict(zip(first.period_end, first.value, strict=True)) == expected


def test_no_report_is_older_than_what_it_counts(kept: pd.DataFrame) -> None:
    rows = kept[kept.series_id.str.startswith("civilians_")]
    assert (rows.vintage.dt.date >= rows.period_end).all()


@pytest.mark.parametrize(
    ("day", "after", "total"),
    [
        # Killed in the days after the last whole month, and since the invasion, both from the same report.
        ("2022-11-07", 35, 6490),
        ("2023-07-18", 74, 9287),
        ("2023-08-15", 48, 9444),
        ("2023-09-11", 55, 9614),
    ],
)
def test_the_months_of_a_report_add_up_to_its_total(kept: pd.DataFrame, day: str, after: int, total: int) -> None:
    """Within 20: of some months an earlier report's number is the newest held by then."""
    months = known(kept, "civilians_killed_by_month", day)["value"].sum()
    (held,) = kept[(kept.series_id == "civilians_killed_total") & (kept.vintage == pd.Timestamp(day))]["value"].tail(1)
    assert held == total
    assert 0 <= total - months - after <= 20


def test_months_stay_below_their_year_and_their_quarter(kept: pd.DataFrame) -> None:
    months = known(kept, "civilians_killed_by_month", "2026-12-31").set_index("period_end")["value"]
    years = known(kept, "civilians_killed_by_year", "2026-12-31").set_index("period_end")["value"]
    assert years.to_dict() == {dt.date(2023, 12, 31): 1974, dt.date(2024, 12, 31): 2088, dt.date(2025, 12, 31): 2526}
    for end, total in years.items():
        assert 0 < sum(value for day, value in months.items() if day.year == end.year) < total
    spring = sum(value for day, value in months.items() if dt.date(2024, 3, 1) <= day <= dt.date(2024, 5, 31))
    assert spring == 432 and spring <= 436


def test_months_without_a_report_are_missing_and_not_zero(kept: pd.DataFrame) -> None:
    months = kept[kept.series_id == "civilians_killed_by_month"].period_end.astype(str).str[:7]
    assert not set(months) & {"2023-09", "2023-10", "2023-12", "2024-12", "2025-11", "2025-12"}
    assert kept[kept.series_id.str.startswith("civilians_")]["value"].min() > 0


def test_more_than_is_a_lower_bound_until_the_number_was_told(kept: pd.DataFrame) -> None:
    rows = kept[(kept.series_id == "civilians_killed_total") & (kept.period_end == dt.date(2026, 1, 31))]
    bound, told = rows.sort_values("vintage").itertuples()
    assert (bound.low, told.value) == (15000, 15172) and pd.isna(bound.value) and pd.isna(told.low)


def test_every_number_of_the_recorded_table_is_there(kept: pd.DataFrame, recorded: Path) -> None:
    """Rows of a month, a year or since the invasion; not the totals without killed, and not longer periods."""
    held = {(row.period_end.isoformat(), row.value) for row in kept.itertuples()}
    with (recorded / CIVILIANS).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 56
    missing = [
        (row["period_end"], row[column])
        for row in rows
        for column in ("killed", "injured")
        if row["measure"] != "period" and row[column] and (row["period_end"], float(row[column])) not in held
    ]
    # Lower bounds; here they are low, not value.
    assert missing == [("2026-01-31", "15000"), ("2026-01-31", "41000")]


def test_every_operational_figure_is_there_but_border_crossings(kept: pd.DataFrame, recorded: Path) -> None:
    rows = kept[kept.series_id.isin(["refugees_recorded_europe", "refugees_recorded_globally", "idps_surveyed"])]
    held = sorted(
        (row.period_end.isoformat(), row.low if pd.isna(row.value) else row.value) for row in rows.itertuples()
    )
    with (recorded / OPERATIONAL).open(encoding="utf-8") as file:
        expected = sorted(
            (row["as_of"], float(row["value"]))
            for row in csv.DictReader(file)
            if "border crossings" not in row["measure"]
        )
    # Of February 2026 the table has the month; the day is that of the briefing, which another page tells.
    february = [("2026-02-28", value) for value in (3_700_000, 5_900_000)]
    assert [row for row in expected if row in february] == february
    expected = sorted([row for row in expected if row not in february] + [("2026-02-24", v) for _, v in february])
    assert held == expected and len(held) == 28


def test_figures_of_different_ways_of_counting_are_kept_apart() -> None:
    series = {series.id: series for series in catalogue.load().series}
    breaks = {name: [b.on for b in series[name].breaks] for name in series if name.startswith("refugees_")}
    assert breaks == {
        "refugees_total": [dt.date(2024, 1, 1)],
        "refugees_recorded_europe": [dt.date(2023, 6, 14)],
        "refugees_recorded_globally": [dt.date(2025, 6, 1)],
    }


def test_no_row_stands_on_a_guessed_day_of_publication() -> None:
    """A day that was not found is left empty: the day of the table is the vintage then, and hindsight before it."""
    declared = catalogue.load()
    gathered = {source.id for source in declared.sources if source.gathered}
    for source, rows in declared.kept.items():
        for row in rows:
            guessed = doubted(row["note"]) or row["verified"] == "not found"
            assert not guessed or (row["known_on"] == "" and source in gathered), row
    assert {source for source, rows in declared.kept.items() if not all(row["known_on"] for row in rows)} == gathered


@pytest.mark.parametrize(
    "note",
    [
        *(
            "day of the report approximate",
            "day inferred: the page quotes a total",
            "an interview that may be a day older",
        ),
        *("The page has no date; the day is one on which other press had it", "an undated page on the report"),
        *("day of publication not known", "told by 3 July or earlier", "not later than 3 July"),
        *("the report may be of the day before", "day of the copy of the page"),
    ],
)
def test_notes_that_doubt_a_day_are_recognised(note: str) -> None:
    assert doubted(note)


@pytest.mark.parametrize(
    "note", ["press report of the day", "about 10,000 wounded", "“approximately”; day of the page"]
)
def test_notes_that_doubt_the_figure_alone_are_not(note: str) -> None:
    assert not doubted(note)


def test_totals_to_a_day_are_placed_on_one_day(kept: pd.DataFrame) -> None:
    totals = kept[kept["series_id"].str.endswith("_total") & kept["series_id"].str.startswith("civilians")]
    assert len(totals) > 40 and (totals["period_start"] == totals["period_end"]).all()


def test_displaced_people_were_known_when_the_survey_was_told(kept: pd.DataFrame) -> None:
    rows = kept[kept["series_id"] == "idps_surveyed"].set_index("period_end")["vintage"]
    days = {dt.date(2022, 4, 17): dt.datetime(2022, 4, 21), dt.date(2022, 5, 3): dt.datetime(2022, 5, 10)}
    assert {day: rows[day] for day in days} == days
