"""The Economist's model: two files with intervals, newest day empty."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.parsing.answer import SourceError
from etl.parsing.columns import FIELDS, KEY
from etl.sources.economist import parse
from tests.fixtures import answer

FILES = answer("economist")


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    text = FILES[file].decode()
    assert old in text
    return FILES | {file: text.replace(old, new, 1).encode()}


def test_exact_rows() -> None:
    frame = parse(FILES)
    assert frame[["series_id", "period_end", "value", "low", "high"]].to_numpy().tolist() == [
        ["casualties_economist", dt.date(2022, 2, 24), 4771, 486, 46871],
        ["casualties_economist", dt.date(2025, 3, 6), 409800, 400501, 419001],
        ["casualties_economist", dt.date(2025, 3, 7), 410601, 401000, 420001],
        ["deaths_economist", dt.date(2022, 2, 24), 4771, 486, 46871],
        ["deaths_economist", dt.date(2025, 3, 6), 109800, 100501, 119001],
        ["deaths_economist", dt.date(2025, 3, 7), 110601, 101000, 120001],
    ]
    assert set(frame.entity) == {"RUS"} and set(frame.status) == {"estimate"} and frame.vintage.isna().all()


@pytest.mark.parametrize("file", ["casualties", "deaths"])
@pytest.mark.parametrize(
    ("raw", "found"),
    [(b"", "empty"), (b"<html><title>404</title></html>", "HTML page"), (b"date,estimate\n", "is missing")],
)
def test_answer_refused(file: str, raw: bytes, found: str) -> None:
    with pytest.raises(SourceError, match=f"economist: {file}.*{found}"):
        parse(FILES | {file: raw})


@pytest.mark.parametrize("file", ["casualties", "deaths"])
@pytest.mark.parametrize("column", ["date", "estimate", "ci_lower", "ci_upper", "pi_low", "pi_high", "type", "country"])
def test_renamed_column_is_refused(file: str, column: str) -> None:
    with pytest.raises(SourceError, match=f"economist: {file}, header: column '{column}' is missing"):
        parse(changed(file, column, f"new_{column}"))


def test_new_column_is_refused() -> None:
    with pytest.raises(SourceError, match="economist: deaths, header: unknown column 'model'"):
        parse(changed("deaths", ",country", ",country,model"))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("410600.5678", "NA", "row 3, estimate"),
        ("NA,NA,NA,NA,NA", "411000,NA,NA,NA,NA", "row 2, ci_lower"),
        (
            "2025-03-06,1106,409800.25,404000.1,414000.2,400500.5001,419000.75",
            "2025-03-06,1106,NA,NA,NA,NA,NA",
            "row 4, estimate",
        ),
        ("casualties,russia", "deaths,russia", "row 2, type"),
        ("casualties,russia", "casualties,ukraine", "row 2, country"),
        ("2025-03-07", "07/03/2025", "row 3, date"),
        ("2025-03-07", "0001-03-07", "row 3, date"),
        ("2025-03-07", "2022-02-23", "row 3, date"),
        ("410600.5678", '"410,600.5678"', "row 3, estimate"),
    ],
)
def test_row_refused(old: str, new: str, where: str) -> None:
    with pytest.raises(SourceError, match=f"economist: casualties, {where}"):
        parse(changed("casualties", old, new))


def test_newest_day_is_kept_once_it_is_computed() -> None:
    frame = parse(changed("casualties", "NA,NA,NA,NA,NA", "411000,1,2,410000,412000"))
    newest = frame[frame.period_end == dt.date(2025, 3, 8)]
    assert newest[["series_id", "value", "low", "high"]].to_numpy().tolist() == [
        ["casualties_economist", 411000, 410000, 412000]
    ]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 22))
def test_all_of_the_newest_days_without_an_estimate_are_skipped(count: int) -> None:
    """In September 2025 the publisher ran its model for up to 22 days without new input."""
    days = [dt.date(2025, 9, 28) - dt.timedelta(days=number) for number in range(count)]
    rows = "".join(f"{day},1200,NA,NA,NA,NA,NA,deaths,russia\n" for day in days)
    header, _, held = (
        FILES["deaths"].decode().replace("2025-03-08,1108,NA,NA,NA,NA,NA,deaths,russia\n", "").partition("\n")
    )
    frame = parse(FILES | {"deaths": f"{header}\n{rows}{held}".encode()})
    assert frame[KEY + FIELDS].equals(parse(FILES)[KEY + FIELDS])
    told = f"deaths: the newest {count} days have no estimate yet, from {min(days)} on" if count > 1 else ""
    assert frame.attrs["remarks"] == ((told,) if told else ())


def test_a_file_without_any_estimate_is_refused() -> None:
    rows = "date,days_since_invasion,estimate,ci_lower,ci_upper,pi_low,pi_high,type,country\n"
    rows += "2025-03-08,1108,NA,NA,NA,NA,NA,deaths,russia\n"
    with pytest.raises(SourceError, match="economist: deaths, row 2, estimate"):
        parse(FILES | {"deaths": rows.encode()})


def test_recorded(recorded: Path) -> None:
    folder = recorded / "conflict/casualty-estimates"
    frame = parse({file: (folder / f"meta-estimate-{file}.csv").read_bytes() for file in ("casualties", "deaths")})
    rows = frame.set_index(["series_id", "period_end"])
    casualties = rows.loc[("casualties_economist", dt.date(2025, 3, 6))]
    assert (casualties.value, casualties.low, casualties.high) == (844_005, 744_688, 956_568)
    assert rows.loc[("deaths_economist", dt.date(2025, 3, 6))].value == 233_518
    assert rows.loc[("casualties_economist", dt.date(2026, 8, 21))].value == 1_524_946
    assert rows.loc[("deaths_economist", dt.date(2026, 8, 21))].value == 490_321
    assert frame.period_end.max() == dt.date(2026, 8, 21) and len(frame) == 2 * 1640
