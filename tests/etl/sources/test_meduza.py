"""Deaths by week: several editions of the names in the columns of one file, and an estimate with its interval."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from etl.parsing.answer import SourceError
from etl.sources.meduza import parse
from tests.fixtures import answer

FILES = answer("meduza")
HEADER = "Year,Week,ED,EDPrediction,EDAssembled,EDAssembledLow,EDAssembledHigh,BmzNow"


def changed(old: str, new: str) -> dict[str, bytes]:
    text = FILES["weekly"].decode()
    assert old in text
    return {"weekly": text.replace(old, new, 1).encode()}


def edition(frame: pd.DataFrame, vintage: dt.datetime | None) -> list[list]:
    frame = frame[frame.series_id == "deaths_confirmed_by_week"]
    rows = frame[frame.vintage.isna() if vintage is None else frame.vintage == vintage]
    return rows[["period_start", "period_end", "value"]].to_numpy().tolist()


def test_newest_edition() -> None:
    assert edition(parse(FILES), None) == [
        [dt.date(2022, 12, 19), dt.date(2022, 12, 25), 838],
        [dt.date(2022, 12, 26), dt.date(2023, 1, 1), 995],
        [dt.date(2023, 12, 18), dt.date(2023, 12, 24), 1329],
        [dt.date(2023, 12, 25), dt.date(2023, 12, 31), 1145],
        [dt.date(2024, 1, 1), dt.date(2024, 1, 7), 1100],
    ]


def test_earlier_editions_hold_the_weeks_of_their_years() -> None:
    frame = parse(FILES)
    assert edition(frame, dt.datetime(2023, 3, 1)) == [[dt.date(2022, 12, 19), dt.date(2022, 12, 25), 286]]
    assert [row[2] for row in edition(frame, dt.datetime(2024, 3, 1))] == [700, 804, 143, 90]
    assert frame.vintage.nunique() == 2
    assert frame[frame.vintage.notna()].note.str.contains("day is not stated").all()
    assert set(frame[frame.vintage.isna()].note) == {""}


def test_another_edition_is_read_alike() -> None:
    text = FILES["weekly"].decode().splitlines()
    lines = [line + (",Bmz2029" if number == 0 else f",{number}") for number, line in enumerate(text)]
    frame = parse({"weekly": "\n".join(lines).encode()})
    assert [row[2] for row in edition(frame, dt.datetime(2030, 3, 1))] == [1, 2, 3, 4, 5]


def test_newest_half_year_of_every_edition_is_provisional() -> None:
    weeks = [dt.date.fromisocalendar(2021, number, 1).isocalendar() for number in range(1, 31)]
    text = HEADER + ",Bmz2021\n" + "\n".join(f"{week.year},{week.week},1,,1,1,1,10,9" for week in reversed(weeks))
    frame = parse({"weekly": text.encode()})
    frame = frame[frame.series_id == "deaths_confirmed_by_week"]
    for _, rows in frame.groupby(frame.vintage.isna()):
        statuses = rows.sort_values("period_end").status.tolist()
        assert statuses == ["final"] * (len(rows) - 26) + ["provisional"] * 26 and len(rows) > 26


@pytest.mark.parametrize(
    ("raw", "found"),
    [(b"", "empty"), (b"<html><title>404</title></html>", "HTML page"), (HEADER.encode(), "without rows")],
)
def test_answer_refused(raw: bytes, found: str) -> None:
    with pytest.raises(SourceError, match=f"meduza: weekly.*{found}"):
        parse({"weekly": raw})


def estimates(files: dict[str, bytes]) -> list[list]:
    frame = parse(files)
    frame = frame[frame.series_id == "deaths_excess_by_week"]
    return frame[["period_end", "value", "low", "high", "status", "note"]].to_numpy().tolist()


def test_estimate_is_rounded_and_predicted_weeks_are_provisional() -> None:
    rows = estimates(FILES)
    assert rows[0] == [dt.date(2022, 12, 25), 903, 803, 1003, "estimate", ""]
    assert rows[-1] == [dt.date(2024, 1, 7), 2003, 1503, 2503, "provisional", ""] and len(rows) == 5
    assert parse(FILES).query("series_id == 'deaths_excess_by_week'").vintage.isna().all()


def test_an_interval_given_the_wrong_way_round_is_turned_and_says_so() -> None:
    first = estimates(changed("902.6,1002.7,802.8", "902.6,802.8,1002.7"))[0]
    assert first[1:4] == [903, 803, 1003] and "low end of this interval as the high one" in first[5]


@pytest.mark.parametrize("column", ["ED", "EDPrediction", "EDAssembled", "EDAssembledHigh", "EDAssembledLow"])
def test_renamed_column_of_the_estimate_is_refused(column: str) -> None:
    with pytest.raises(SourceError, match=f"meduza: weekly, header: column '{column}' is missing"):
        parse(changed(f",{column},", ",Other,") if column != "EDAssembledLow" else changed(column, "Other"))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("902.6,1002.7,802.8", "1100.1,1002.7,802.8", "row 2: 1100 lies outside its own interval, 803 to 1003"),
        ("902.6,1002.7,802.8", "902.6,,802.8", "row 2, EDAssembledHigh"),
        ("900.1,1000.2,800.3,,,", ",,,,,", "row 2: not exactly one of ED and EDPrediction"),
        (",,,2000.1", "1.0,,,2000.1", "row 6: not exactly one of ED and EDPrediction"),
    ],
)
def test_estimate_refused(old: str, new: str, where: str) -> None:
    with pytest.raises(SourceError, match=f"meduza: weekly, {where}"):
        parse(changed(old, new))


@pytest.mark.parametrize("column", ["Year", "Week", "BmzNow"])
def test_renamed_column_is_refused(column: str) -> None:
    with pytest.raises(SourceError, match=f"meduza: weekly, header: column '{column}' is missing"):
        parse(changed(column, f"New{column}"))


@pytest.mark.parametrize("column", ["Bmz2023", "EDPredictionHigh"])
def test_unknown_column_is_refused(column: str) -> None:
    with pytest.raises(SourceError, match="meduza: weekly, header: unknown column 'Other'"):
        parse(changed(column, "Other"))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("2022,52,995", "2022,53,995", "row 3, Year, Week"),
        ("2022,52,995", "2022,,995", "row 3, Year, Week"),
        ("2022,52,995", "2022,52,", "row 3, BmzNow"),
        ("995,335,804", "995,335,n/a", "row 3, Bmz2023"),
    ],
)
def test_row_refused(old: str, new: str, where: str) -> None:
    with pytest.raises(SourceError, match=f"meduza: weekly, {where}"):
        parse(changed(old, new))


def test_a_week_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        parse(changed("2022,52,995", "2022,51,995"))


def test_recorded(recorded: Path) -> None:
    frame = parse({"weekly": (recorded / "conflict/confirmed-deaths/meduza_2026_weekly.csv").read_bytes()})
    estimate = frame[frame.series_id == "deaths_excess_by_week"]
    frame = frame[frame.series_id == "deaths_confirmed_by_week"]
    newest = frame[frame.vintage.isna()]
    assert len(newest) == 201 and newest.value.sum() == 205_470
    assert newest.period_start.min() == dt.date(2022, 2, 21) and newest.period_end.max() == dt.date(2025, 12, 28)
    sums = {vintage.year: rows.value.sum() for vintage, rows in frame.groupby("vintage")}
    assert sums == {2023: 12_157, 2024: 42_141, 2025: 95_852, 2026: 170_995}
    # Sums of the unrounded columns: 351,817, 301,826 and 401,808; the ends of one week, given the wrong way round, are
    # turned, and rounding moves a sum by a few persons.
    assert abs(estimate.value.sum() - 351_817) < 5 and len(estimate) == 201
    turned = estimate[estimate.note != ""]
    assert [str(end) for end in turned.period_end] == ["2022-06-19"]
    width = (turned.high - turned.low).item()
    assert abs(estimate.low.sum() + width - 301_826) < 9 and abs(estimate.high.sum() - width - 401_808) < 9
    assert (estimate.status == "provisional").sum() == 25
    below = estimate.set_index("period_end").value < newest.set_index("period_end").value
    assert below.sum() == 46
