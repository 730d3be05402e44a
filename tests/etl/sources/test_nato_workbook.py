"""NATO's workbook of 2026: one edition, one table, every member, estimates by the heading of their year."""

from collections.abc import Callable

import pytest
from openpyxl import Workbook

from etl.sources.nato_workbook import COUNTRIES, parse
from tests.etl.sources.refusals import PAGE, edited, facts, refused
from tests.fixtures import answer

RAW = answer("nato_workbook")["workbook"]
HEADER, FIRST = 5, 6


def cell(row: int, column: int, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["Table 3"].cell(row, column).value = value

    return change


def place(name: str) -> int:
    return FIRST + list(COUNTRIES).index(name)


def test_exact_rows_of_a_member() -> None:
    rows = [row for row in facts(parse({"workbook": RAW})) if row[1] == "POL"]
    assert rows[0] == ("nato_share_gdp_2026", "POL", "2014-12-31", 1.875, "final")
    assert rows[1:11] == [("nato_share_gdp_2026", "POL", f"{year}-12-31", 2, "final") for year in range(2015, 2025)]
    assert rows[11:] == [
        ("nato_share_gdp_2026", "POL", "2025-12-31", 2, "estimate"),
        ("nato_share_gdp_2026", "POL", "2026-12-31", 4.812, "estimate"),
    ]


def test_members_alone_and_a_blank_cell_is_no_row() -> None:
    frame = parse({"workbook": RAW})
    assert set(frame.entity) == set(COUNTRIES.values()) and len(COUNTRIES) == 31
    assert len(frame) == 31 * 13 - 1
    assert "2025-12-31" not in {row[2] for row in facts(frame) if row[1] == "DEU"}
    assert frame["value"].max() < 5


def test_an_empty_column_between_years_moves_no_value() -> None:
    apart = edited(RAW, lambda book: book["Table 3"].insert_cols(5))
    assert facts(parse({"workbook": apart})) == facts(parse({"workbook": RAW}))


@pytest.mark.parametrize(
    ("raw", "found"),
    [(b"", "empty"), (PAGE, "HTML page"), (b"PK\x03\x04", "not an xlsx workbook"), (RAW[:3000], "not an xlsx")],
)
def test_answer_refused(raw: bytes, found: str) -> None:
    refused("nato_workbook", {"workbook": raw}, "workbook", found)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda book: setattr(book["Table 3"], "title", "Table 4"), "no sheet 'Table 3'"),
        (cell(1, 1, "Table 4: Something else"), "title: expected 'Table 3'"),
        (cell(4, 1, "Annual real change (%)"), "subtitle: expected 'share of real gdp'"),
        (cell(HEADER, 14, 2027), "not the years of the edition of 2026"),
        (cell(HEADER, 14, None), "not the years of the edition of 2026"),
        (cell(HEADER, 2, 2013), "not the years of the edition of 2026"),
        (cell(place("Poland"), 1, "Polonia"), "'Polonia' is no member, or stands twice"),
        (cell(place("Poland"), 1, "Norway"), "'Norway' is no member, or stands twice"),
        (cell(place("Poland"), 1, None), "no row of Poland, Portugal"),
        (cell(place("Poland"), 3, ".."), "Poland, 2015: '..' is not a number"),
    ],
)
def test_workbook_refused(change: Callable[[Workbook], object], found: str) -> None:
    refused("nato_workbook", {"workbook": edited(RAW, change)}, "workbook", found)


def test_without_any_header_of_years_it_is_refused() -> None:
    def blank(book: Workbook) -> None:
        for row in (HEADER, 41):
            book["Table 3"].cell(row, 1).value = "Country"

    refused("nato_workbook", {"workbook": edited(RAW, blank)}, "workbook", "no header row of years")
