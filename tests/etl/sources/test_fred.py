"""FRED's Brent price: days without trading have a row and no number."""

import pytest

from etl.sources.fred import parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped
from tests.fixtures import answer

RAW = answer("fred")["brent"]
ROWS = [
    ("brent_fred", "BRENT", "2022-03-04", 118.5, "final"),
    ("brent_fred", "BRENT", "2022-03-07", 129.25, "final"),
    ("brent_fred", "BRENT", "2022-03-09", 116, "final"),
]


@pytest.mark.parametrize("blank", ["", "."])
def test_exact_rows_and_none_for_a_day_without_trading(blank: str) -> None:
    assert facts(parse({"brent": swapped(RAW, "2022-03-08,", f"2022-03-08,{blank}")})) == ROWS


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (b"observation_date,DCOILBRENTEU\n", "a header without rows"),
        (b"observation_date,DCOILBRENTEU\n2022-03-08,\n", "no day with a price"),
        (swapped(RAW, "observation_date", "DATE"), "column 'observation_date' is missing"),
        (swapped(RAW, "DCOILBRENTEU", "DCOILWTICO"), "column 'DCOILBRENTEU' is missing"),
        (swapped(RAW, "DCOILBRENTEU", "DCOILBRENTEU,X"), "unknown column 'X'"),
        (swapped(RAW, "129.25", "#N/A"), "row 3, DCOILBRENTEU: '#N/A' is not a number"),
        (swapped(RAW, "2022-03-07", "07.03.2022"), "row 3, observation_date: '07.03.2022' is not a date"),
        (b'{"error_code":400,"error_message":"Bad Request."}', "row 1: not CSV"),
    ],
)
def test_refused(raw: bytes, found: str) -> None:
    refused("fred", {"brent": raw}, "brent", found)
