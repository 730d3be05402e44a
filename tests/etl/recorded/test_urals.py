import csv

import pytest

from etl.parsing.answer import SourceError
from etl.recorded.urals import urals_column
from etl.store import DATA
from tests.etl.recorded.macro_workbook import changed, workbook
from tests.etl.sources.refusals import PAGE, facts


def quoted() -> dict[str, float]:
    """{last day of the month: price} as the Finance Ministry was quoted."""
    with (DATA / "tables" / "urals_ministry.csv").open(encoding="utf-8", newline="") as file:
        return {row["period_end"]: float(row["value"]) for row in csv.DictReader(file)}


def test_rows_are_estimates_and_the_month_known_to_be_wrong_is_withheld():
    assert facts(urals_column({"macro": workbook()})) == [
        ("urals", "URALS", "2023-05-31", 53.1, "estimate"),
        ("urals", "URALS", "2023-07-31", 64.2, "estimate"),
        ("urals", "URALS", "2023-08-31", 73.7, "estimate"),
    ]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (changed(0, 2, "OIL"), "0 columns 'URALS'"),
        (changed(1, 0, 1.202), "1.202 is not text like 01.2020"),
        (changed(1, 2, "53,1"), "row 2, URALS: '53,1' is not a number"),
    ],
)
def test_refused(raw: bytes, found: str):
    with pytest.raises(SourceError, match="urals: macro, ") as caught:
        urals_column({"macro": raw})
    assert found in str(caught.value)


def test_recorded_column_is_near_what_the_ministry_was_quoted_with_except_where_it_says_so(recorded):
    raw = (recorded / "economy/russia-monthly-macro/Исходные данные.xlsx").read_bytes()
    rows = urals_column({"macro": raw})
    held = {str(row.period_end): row.value for row in rows.itertuples()}
    ministry = quoted()
    assert len(held) == 131 and len(ministry) == 13
    assert ministry.keys() - held.keys() == {"2023-06-30"}
    off = {day: abs(held[day] - price) for day, price in ministry.items() if day in held}
    assert {day for day, by in off.items() if by > 0.61} == {"2022-06-30"}
    assert {day for day, by in off.items() if by < 0.011} == {"2022-07-31", "2022-08-31", "2022-09-30", "2023-09-30"}
    assert [str(row.period_end) for row in rows.itertuples() if row.note] == ["2022-06-30"]
    assert held["2022-06-30"] == 90.22 and held["2025-12-31"] == 39.18
