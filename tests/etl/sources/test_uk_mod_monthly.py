"""The UK Ministry's monthly averages: sums that must come out, and addresses that a spreadsheet counted on."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from etl.sources.uk_mod_monthly import parse
from tests.etl.sources.refusals import PAGE, refused, swapped
from tests.fixtures import answer

FILES = answer("uk_mod_monthly")
POST = "https://x.com/DefenceHQ/status/"


def test_exact_rows() -> None:
    frame = parse(FILES)
    assert set(frame.series_id) == {"losses_uk_mod_daily_average"} and set(frame.entity) == {"RUS"}
    assert [[row.period_start, row.period_end, row.value, row.vintage.date()] for row in frame.itertuples()] == [
        [dt.date(2022, 3, 1), dt.date(2022, 3, 31), 300, dt.date(2025, 1, 7)],
        [dt.date(2022, 4, 1), dt.date(2022, 4, 30), 200, dt.date(2025, 1, 7)],
        [dt.date(2022, 5, 1), dt.date(2022, 5, 31), 250, dt.date(2025, 5, 3)],
        [dt.date(2022, 6, 1), dt.date(2022, 6, 30), 150, dt.date(2025, 5, 3)],
        [dt.date(2022, 7, 1), dt.date(2022, 7, 31), 170, dt.date(2025, 5, 3)],
        [dt.date(2022, 8, 1), dt.date(2022, 8, 31), 180, dt.date(2025, 8, 5)],
    ]
    assert set(frame.status) == {"estimate"}


def test_addresses_counted_on_by_a_spreadsheet_are_those_of_the_first() -> None:
    assert list(parse(FILES).url) == [
        *2 * [POST + "1876584633103507960/photo/2"],
        *3 * [POST + "1918563185390502173"],
        POST + "1952652176704111038/photo/1",
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("casualties (average daily losses)", "casualties", "is missing"),
        ("cumulative casualties", "cumulative", "is missing"),
        (",note\n", ",note,extra\n", "unknown column 'extra'"),
        ("march,2022", "mars,2022", "'mars', 'UK MoD' is not known"),
        ("UK MoD,", "UK,", "'march', 'UK' is not known"),
        ("april,2022,200", "april,2022,about 200", "'about 200' is not a number"),
        ("april,2022,200", "april,2022,201", "do not follow from 201 a day in April 2022"),
        ("200,30,6000,15300", "200,30,6000,15301", "15301 where the months add up to 15300"),
        ("01/05/2022", "01/06/2022", "do not follow from 200 a day in April 2022"),
        ("01/05/2022", "2022-05-01", "is not a date"),
        ("june,2022,150,30,4500", "july,2022,150,31,4650", "do not follow from 150 a day in July 2022"),
        (POST + "1952652176704111038/photo/1", "https://example.org/graph", "is no post"),
    ],
)
def test_refused(old: str, new: str, found: str) -> None:
    refused("uk_mod_monthly", {"monthly": swapped(FILES["monthly"], old, new)}, "monthly", found)


def test_a_month_left_out_is_refused() -> None:
    lines = FILES["monthly"].decode().splitlines()
    del lines[2]
    refused("uk_mod_monthly", {"monthly": "\n".join(lines).encode()}, "monthly", "May 2022 where April 2022")


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "an HTML page")])
def test_empty_file_and_error_page_are_refused(raw: bytes, found: str) -> None:
    refused("uk_mod_monthly", {"monthly": raw}, "monthly", found)


def test_recorded(recorded: Path) -> None:
    name = "Soldier deaths_casualties in Ukraine - uk mod month-by-month estimates.csv"
    frame = parse({"monthly": (recorded / "conflict/casualty-estimates" / name).read_bytes()})
    months = frame.set_index("period_start")
    assert len(frame) == 47 and months.index.min() == dt.date(2022, 3, 1) and months.index.max() == dt.date(2026, 1, 1)
    days = pd.Series({row.period_start: row.period_end.day for row in frame.itertuples()})
    sums = (months.value * days).cumsum()
    assert months.value[dt.date(2025, 1, 1)] * 31 == 48_236
    assert sums[dt.date(2025, 1, 1)] == 831_374 and sums[dt.date(2025, 2, 1)] == 866_514
    # The five months whose publication was checked, each by the number of its post.
    published = {(month.year, month.month): months.vintage[month].date() for month in months.index}
    assert {published[2025, number] for number in (1, 2, 3, 4)} == {dt.date(2025, 5, 3)}
    assert published[2025, 5] == dt.date(2025, 8, 5) and published[2024, 8] == dt.date(2025, 1, 7)
    assert months.url[dt.date(2025, 4, 1)] == POST + "1918563185390502173"
