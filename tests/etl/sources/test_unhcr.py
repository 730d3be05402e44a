"""UNHCR: one page of JSON, counts as numbers or strings, codes that are no country, and years still under way."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parsing.answer import SourceError
from etl.sources.unhcr import parse
from tests.etl.sources.refusals import facts, refused, swapped
from tests.fixtures import answer

FILES = answer("unhcr")


def changed(old: str, new: str) -> dict[str, bytes]:
    """The fixture with the first `old` replaced."""
    text = FILES["population"].decode()
    assert old in text
    return {"population": text.replace(old, new, 1).encode()}


def test_exact_rows() -> None:
    assert facts(parse(FILES)) == [
        ("refugees", "DEU", "2022-12-31", 900100, "final"),
        ("refugees", "DEU", "2023-12-31", 950200, "final"),
        ("refugees", "DEU", "2024-12-31", 1000300, "final"),
        ("refugees", "DEU", "2025-12-31", 1010400, "final"),
        ("refugees", "PER", "2023-12-31", 5, "final"),
        ("refugees", "PER", "2024-12-31", 7, "final"),
        ("refugees", "RUS", "2022-12-31", 1200300, "final"),
        ("refugees", "RUS", "2023-12-31", 1150400, "final"),
        ("refugees", "RUS", "2024-12-31", 6100, "final"),
        ("refugees", "RUS", "2025-12-31", 5200, "final"),
        ("refugees_total", "UKR", "2022-12-31", 2100400, "final"),
        ("refugees_total", "UKR", "2023-12-31", 2100605, "final"),
        ("refugees_total", "UKR", "2024-12-31", 1006407, "final"),
        ("refugees_total", "UKR", "2025-12-31", 1015600, "final"),
    ]


def test_the_country_is_the_iso_code_and_not_unhcrs_own() -> None:
    assert b'"coa": "GFR"' in FILES["population"]
    assert set(parse(FILES).entity) == {"DEU", "PER", "RUS", "UKR"}


def test_the_rows_of_russia_say_that_it_was_counted_in_another_way() -> None:
    frame = parse(FILES)
    noted = frame[frame.note != ""]
    assert [(r.entity, r.period_end.year) for r in noted.itertuples()] == [("RUS", 2024), ("RUS", 2025)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"page": 1', '"page": 2', "page 2 of 1"),
        ('"maxPages": 1', '"maxPages": 3', "page 1 of 3; one page with everything is expected"),
        ('"maxPages": 1, ', "", "page 1 of None"),
        ('"items"', '"data"', "no list of items"),
        ('"refugees": 900100, ', "", "item 1: other columns than expected"),
        ('"coa_iso": "DEU"', '"coa_iso2": "DEU"', "item 1: other columns than expected"),
        ('"hst": "0"', '"hst": "0", "new": 1', "item 1: other columns than expected"),
        ('"coo_iso": "UKR"', '"coo_iso": "-"', "item 1, coo_iso: '-' where 'UKR'"),
        ('"refugees": 900100', '"refugees": "900.100"', "item 1, refugees: '900.100' is not a whole number"),
        ('"refugees": 900100', '"refugees": 900.100', "item 1, refugees: 900.1 is not a whole number"),
        ('"refugees": 900100', '"refugees": 900100.5', "is not a whole number"),
        ('"refugees": 900100', '"refugees": -1', "-1 is not a whole number, zero or more"),
        ('"refugees": 900100', '"refugees": true', "True is not a number"),
        ('"refugees": 900100', '"refugees": null', "None is not a number"),
        ('"refugees": 900100', '"refugees": 1, "refugees": 900100', "key 'refugees' stands twice"),
        ('"coa_iso": "DEU"', '"coa_iso": "de"', "item 1, coa_iso: 'de' is not an ISO code"),
        ('"coa_iso": "DEU"', '"coa_iso": "UNK"', "900100 refugees from Ukraine in 'UNK'"),
        ('"coa_iso": "DEU"', '"coa_iso": "XXA"', "900100 refugees from Ukraine in 'XXA'"),
        ('"coa_iso": "DEU"', '"coa_iso": "UKR"', "900100 refugees from Ukraine in 'UKR'"),
        ('"coa_iso": "DEU"', '"coa_iso": "RUS"', "item 2: RUS stands twice in 2022"),
        ('"year": 2022', '"year": 20222', "item 1, year: '20222' is not a date like %Y"),
        ('"year": 2025', '"year": 2027', "2026: no refugees at all in this year"),
        ('"year": 2022', '"year": 2021', "2021 is none of the years asked for"),
    ],
)
def test_refused(old: str, new: str, found: str) -> None:
    refused("unhcr", changed(old, new), "population", found)


def test_a_year_without_refugees_is_refused() -> None:
    page = json.loads(FILES["population"])
    page["items"] = [item for item in page["items"] if item["year"] != 2024]
    refused("unhcr", {"population": json.dumps(page).encode()}, "population", "2024: no refugees at all in this year")


@given(st.dictionaries(st.sampled_from(["DEU", "POL", "CZE", "PER"]), st.integers(0, 10**7), max_size=4))
def test_the_total_is_the_sum_of_the_hosts(counts: dict[str, int]) -> None:
    item = json.loads(FILES["population"])["items"][0]
    items = [item | {"year": year, "coa_iso": "FRA", "refugees": 1} for year in (2022, 2023, 2024, 2025)]
    items += [item | {"coa_iso": host, "refugees": count or "0"} for host, count in counts.items()]
    frame = parse({"population": json.dumps({"page": 1, "maxPages": 1, "items": items}).encode()})
    year = frame[frame.period_end.astype(str) == "2022-12-31"].set_index(["series_id", "entity"])["value"]
    assert year["refugees_total", "UKR"] == year["refugees"].sum() == 1 + sum(counts.values())
    assert set(year["refugees"].index) == {"FRA"} | {host for host, count in counts.items() if count}


@pytest.mark.parametrize("raw", [b"[]", b'{"page": 1, "maxPages": 1, "items": []}', b"{"])
def test_no_answer_is_refused(raw: bytes) -> None:
    with pytest.raises(SourceError, match="unhcr: population"):
        parse({"population": raw})


@pytest.mark.parametrize("country", ["GBR", "TUR"])
def test_recorded_items_have_the_columns_expected(recorded: Path, country: str) -> None:
    """The excerpts are about all countries of origin, and say nothing of pages: neither may pass for the whole."""
    raw = (recorded / f"samples/unhcr/population_2024_coa_{country}.json").read_bytes()
    refused("unhcr", {"population": raw}, "population", "page 1 of None")
    paged = swapped(raw, '"page": 1', '"page": 1, "maxPages": 1')
    refused("unhcr", {"population": paged}, "population", "item 1, coo_iso: '-'")
    whole = swapped(paged, '"coo_iso": "-"', '"coo_iso": "UKR"')
    refused("unhcr", {"population": whole}, "population", "2022: no refugees at all")
