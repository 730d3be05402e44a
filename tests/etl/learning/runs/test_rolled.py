"""Addresses that roll on with the calendar, and those that are found on a publisher's page."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.declared import catalogue
from etl.declared.shapes import AnswerFile
from etl.learning.addresses import FIRST, MONTHS_BACK, addresses, between, filled, linked_addresses

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31))
MONTHLY = ["https://a.example/{month:%Y-%m}.csv", "https://b.example/{month:%Y-%m}.csv"]


@given(DAYS)
def test_months_fall_one_by_one_from_this_one(today: dt.date) -> None:
    days = [dt.date.fromisoformat(address) for (address,) in addresses(["{month:%Y-%m-%d}"], today)]
    assert len(days) == MONTHS_BACK + 1 and days[0] == today.replace(day=1)
    for newer, older in pairwise(days):
        assert older.day == 1 and (newer.year * 12 + newer.month) - (older.year * 12 + older.month) == 1


@given(DAYS, st.text(st.characters(exclude_characters="{}")))
def test_what_names_no_day_is_one_address_as_written(today: dt.date, text: str) -> None:
    assert addresses([text], today) == [[text]]
    assert addresses([text + "{to:%d/%m/%Y}&{from:%Y}"], today) == [[f"{text}{today:%d/%m/%Y}&{FIRST:%Y}"]]


@given(DAYS, DAYS)
def test_days_are_filled_in_each_in_its_own_form(today: dt.date, month: dt.date) -> None:
    words = filled("{from:%d.%m.%Y}|{to:%Y-%m-%d}|{month:%m-%Y}|{other:%Y}|{}", today, month)
    assert words == f"01.01.2014|{today.isoformat()}|{month:%m-%Y}|{{other:%Y}}|{{}}"


def test_all_mirrors_of_a_month_are_asked_before_the_month_before() -> None:
    (one, other), *older = addresses(MONTHLY, dt.date(2026, 1, 31))
    assert (one, other) == ("https://a.example/2026-01.csv", "https://b.example/2026-01.csv")
    assert older[0] == ["https://a.example/2025-12.csv", "https://b.example/2025-12.csv"]


@pytest.mark.parametrize(
    ("today", "year"),
    [("2027-07-01", "2025"), ("2027-07-03", "2026"), ("2028-01-02", "2026"), ("2028-12-31", "2027")],
)
def test_a_year_has_its_final_counts_half_a_year_after_its_end(today: str, year: str) -> None:
    assert addresses(["{ended:%Y}"], dt.date.fromisoformat(today)) == [[year]]


@given(DAYS, st.integers(0, 40), st.integers(0, MONTHS_BACK))
def test_between_two_months_lie_those_that_neither_is(today: dt.date, ago: int, back: int) -> None:
    def month(number: int) -> dt.date:
        total = today.year * 12 + today.month - 1 - number
        return dt.date(total // 12, total % 12 + 1, 1)

    at = [f"https://b.example/{month(number):%Y-%m}.csv" for number in range(ago + back + 1)]
    assert between(MONTHLY, at[back + ago], at[back], today) == at[back + 1 : back + ago][::-1]


def test_nothing_lies_between_what_is_not_of_the_same_address() -> None:
    today = dt.date(2026, 3, 9)
    newest = "https://a.example/2026-03.csv"
    for held in ("", "https://b.example/2025-12.csv", "https://a.example/older.csv"):
        assert between(MONTHLY, held, newest, today) == []
    assert between(["https://a.example/all.csv"], "https://a.example/all.csv", "https://a.example/all.csv", today) == []


def test_the_newest_file_that_a_page_links_to_is_found() -> None:
    file = AnswerFile(
        name="file",
        urls=["https://a.example/data-1949-2025_v1.2.xlsx"],
        page="https://a.example/milex/",
        link=r'href="([^"]*data-1949-\d{4}[^"]*\.xlsx)"',
    )
    page = """<a href="//a.example/f/data-1949-2026_v1.9.xlsx">old</a> <a href="/f/data-1949-2026_v1.10.xlsx">new</a>
    <a href="about.xlsx">else</a>"""
    assert linked_addresses(file, page) == [
        "https://a.example/f/data-1949-2026_v1.10.xlsx",
        "https://a.example/f/data-1949-2026_v1.9.xlsx",
    ]
    assert linked_addresses(file, "<html></html>") == []


def test_no_declared_address_stands_still_when_a_year_ends() -> None:
    """On 2 January 2028 nothing is asked that names only a year gone by, unless a page is asked first."""
    today = dt.date(2028, 1, 2)
    asked = {
        (source.id, file.name): addresses(file.urls, today)
        for source in catalogue.load().sources
        for file in source.files
        if not file.page
    }
    for (source, name), rows in asked.items():
        for url in rows[0]:
            # The list of 2022 is a name; what a file is called after is its period.
            years = {int(year) for year in YEAR.findall(url)} - {2014, 2022}
            assert not years or max(years) >= 2026, f"{source}, {name}: {url}"
    names = {key: [url.rpartition("/")[2] for row in rows for url in row] for key, rows in asked.items()}
    assert names["meduza", "weekly"][:2] == ["meduza_2028_weekly.csv", "meduza_2028_weekly.csv"]
    assert "meduza_2027_weekly.csv" in names["meduza", "weekly"]
    assert names["nato_workbook", "workbook"] == ["def-exp-2028-en.xlsx", "def-exp-2027-en.xlsx"]
    assert "yearTo=2026" in names["unhcr", "population"][0]
    assert names["ucdp_candidate", "month"][0] == "GEDEvent_v28_0_1.csv"
    assert names["rosstat", "cpi"][:3] == ["ipc_mes_01-2028.xlsx", "Ipc_mes_01-2028.xlsx", "IPC_mes_01-2028.xlsx"]
