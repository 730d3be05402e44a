"""The World Bank's arrays of two: one page, the countries asked for, and errors that come with HTTP 200."""

import json
from pathlib import Path

import pytest

from etl.sources.world_bank import KEYS, parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped
from tests.fixtures import answer

FILES = answer("world_bank")


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    return FILES | {file: swapped(FILES[file], old, new)}


def test_exact_rows() -> None:
    rows = [row for row in facts(parse(FILES)) if row[1] in ("RUS", "UKR")]
    assert rows == [
        ("gdp_world_bank", "RUS", "2023-12-31", 2100, "final"),
        ("gdp_world_bank", "RUS", "2024-12-31", 2100, "final"),
        ("gdp_world_bank", "UKR", "2023-12-31", 190, "final"),
        ("gdp_world_bank", "UKR", "2024-12-31", 190, "final"),
        ("inflation_world_bank", "RUS", "2023-12-31", 8.432, "final"),
        ("inflation_world_bank", "RUS", "2024-12-31", 8.432, "final"),
        ("inflation_world_bank", "UKR", "2023-12-31", 6.5, "final"),
        ("inflation_world_bank", "UKR", "2024-12-31", 6.5, "final"),
        # 2024 is null in the answer: no row.
        ("military_share_world_bank", "RUS", "2023-12-31", 7.05, "final"),
        ("military_share_world_bank", "UKR", "2023-12-31", 34.5, "final"),
        ("military_share_world_bank", "UKR", "2024-12-31", 34.5, "final"),
    ]
    assert len(parse(FILES)) == 3 * 8 * 2 - 1


ERROR = b'[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]'


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "HTML page"),
        (ERROR, "the service answers with an error: [{'id': '120'"),
        (b'[{"page": 1, "pages": 1}, null]', "no rows"),
        (b'[{"page": 1, "pages": 1}, []]', "no rows"),
        (b'[{"page": 1, "pages": 1}]', "expected an array of two"),
        (b"[1, 2]", "expected an array of two"),
        (b"<?xml version='1.0'?><wb:data/>", "not JSON"),
    ],
)
def test_answer_refused(file: str, raw: bytes, found: str) -> None:
    refused("world_bank", FILES | {file: raw}, file, found)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_renamed_key_is_refused(key: str) -> None:
    head, rows = json.loads(FILES["gdp"])
    rows[2][f"{key}_new"] = rows[2].pop(key)
    refused("world_bank", FILES | {"gdp": json.dumps([head, rows]).encode()}, "gdp", "row 3: expected the keys")


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("inflation", '"countryiso3code": "BLR"', '"countryiso3code": "XKX"', "'XKX' is none of the countries"),
        ("inflation", '"countryiso3code": "BLR"', '"countryiso3code": ""', "'' is none of the countries"),
        ("military", "MS.MIL.XPND.GD.ZS", "MS.MIL.XPND.CD", "where MS.MIL.XPND.GD.ZS is expected"),
        ("gdp", '"obs_status": ""', '"obs_status": "E"', "unknown unit '' or obs_status 'E'"),
        ("gdp", '"unit": ""', '"unit": "EUR"', "unknown unit 'EUR'"),
        ("gdp", '"date": "2024"', '"date": "2024M01"', "'2024M01' is not a date like %Y"),
        ("gdp", "2100000000000", '"2100000000000"', "is not a number"),
        ("gdp", "2100000000000", "true", "True is not a number"),
        ("gdp", '"pages": 1', '"pages": 2', "page 1 of 2; expected one page"),
        ("gdp", '"countryiso3code": "POL"', '"countryiso3code": "SWE"', "no row of POL"),
    ],
)
def test_row_refused(file: str, old: str, new: str, found: str) -> None:
    refused("world_bank", changed(file, old, new), file, found)


def test_a_year_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"gdp_world_bank, [A-Z]{3}, 2024-12-31 stands twice"):
        parse(changed("gdp", '"date": "2023"', '"date": "2024"'))


def test_the_recorded_error_is_refused_with_its_words(recorded: Path) -> None:
    raw = (recorded / "samples/worldbank/error_invalid_value.json").read_bytes()
    refused("world_bank", FILES | {"gdp": raw}, "gdp", "The provided parameter value is not valid")
