"""CREA's counter: every day of it is needed, ends of months are kept."""

import json

import pytest

from etl.sources.crea_counter import KEYS, parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped
from tests.fixtures import answer

RAW = answer("crea_counter")["counter"]


def test_exact_rows_at_the_ends_of_months_alone() -> None:
    assert facts(parse({"counter": RAW})) == [
        ("fossil_revenue_total", "RUS", "2022-02-28", 5, "estimate"),
        ("fossil_revenue_total", "RUS", "2022-03-31", 36, "estimate"),
    ]


def test_the_order_of_days_does_not_matter() -> None:
    page = json.loads(RAW)
    page["data"].reverse()
    assert parse({"counter": json.dumps(page).encode()}).equals(parse({"counter": RAW}))


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_renamed_key_is_refused(key: str) -> None:
    refused("crea_counter", {"counter": swapped(RAW, key, f"{key}_new")}, "counter", "record 1: expected the keys")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (b"[]", "expected an object with records under data"),
        (b'{"data": []}', "expected an object with records under data"),
        (b'{"error": "Not Found"}', "expected an object with records under data"),
        (swapped(RAW, "2022-03-10T", "2022-03-11T"), "record 16, date: 2022-03-11 stands twice"),
        (swapped(RAW, "2022-03-10T", "2023-03-10T"), "2022-03-10 is missing"),
        (swapped(RAW, "2022-02-24T", "2022-02-23T"), "2022-02-24 is missing, or a day before 2022-02-24"),
        (swapped(RAW, "2022-02-24T00:00:00", "24 February 2022"), "record 1, date: '24 February 2022' is not a date"),
        (swapped(RAW, '"value_eur": 2000000000.0', '"value_eur": null'), "record 2, value_eur: None is not a number"),
        (swapped(RAW, '"value_eur": 2000000000.0', '"value_eur": "2"'), "record 2, value_eur: '2' is not a number"),
        (swapped(RAW, '"value_eur": 2000000000.0', '"value_eur": -2'), "record 2, value_eur: -2 is no sum"),
    ],
)
def test_refused(raw: bytes, found: str) -> None:
    refused("crea_counter", {"counter": raw}, "counter", found)


def test_an_answer_before_the_first_month_is_over_is_refused() -> None:
    page = json.loads(RAW)
    page["data"] = page["data"][:3]
    refused("crea_counter", {"counter": json.dumps(page).encode()}, "counter", "no month is over")
