"""UCDP's country-years: latin-1, one version, an interval that must hold its best estimate."""

from pathlib import Path

import pandas as pd
import pytest

from etl.sources.ucdp import BOUNDS, KEYS, parse
from tests.etl.sources.refusals import PAGE, refused
from tests.fixtures import answer

FILES = answer("ucdp")


def changed(old: str, new: str) -> dict[str, bytes]:
    text = FILES["country_years"].decode("latin-1")
    assert old in text
    return {"country_years": text.replace(old, new, 1).encode("latin-1")}


def rows(frame: pd.DataFrame) -> list[tuple]:
    return [(r.entity, str(r.period_end), r.value, r.low, r.high) for r in frame.astype({"high": object}).itertuples()]


def test_exact_rows_from_the_first_year_on() -> None:
    frame = parse(FILES)
    assert rows(frame[frame.high.notna()]) == [
        ("RUS", "2022-12-31", 60, 50, 70),
        ("UKR", "2022-12-31", 90000, 70000, 160000),
        ("UKR", "2023-12-31", 75000, 60000, 135000),
    ]
    assert set(frame.series_id) == {"deaths_ucdp"} and set(frame.status) == {"estimate"}


def test_a_high_below_the_best_estimate_is_left_out_where_it_is_known_and_said_so() -> None:
    (row,) = (row for row in parse(FILES).itertuples() if (row.entity, row.period_end.year) == ("RUS", 2024))
    assert (row.value, row.low, pd.isna(row.high)) == (7000, 6000, True)
    assert row.note == "the published high estimate, 5,000, lies below the best one and is left out"


def test_another_version_may_not_cross() -> None:
    raw = FILES["country_years"].replace(b",25.1", b",26.1")
    refused("ucdp", {"country_years": raw}, "country_years", "best 7000 lies outside low 6000 to high 5000")


def test_the_file_is_latin_1() -> None:
    with pytest.raises(UnicodeDecodeError):
        FILES["country_years"].decode("utf-8")


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "HTML page"), (b"year_cy\n", "is missing")])
def test_answer_refused(raw: bytes, found: str) -> None:
    refused("ucdp", {"country_years": raw}, "country_years", found)


@pytest.mark.parametrize("column", [key for key in KEYS if key != "version"])
def test_renamed_column_is_refused(column: str) -> None:
    refused("ucdp", changed(column, f"new_{column}"), "country_years", f"column '{column}' is missing")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("version", "version,extra", "unknown column 'extra'"),
        ("Ukraine,2022", "Ucraine,2022", "'Ucraine' where 'Ukraine' is expected"),
        ("Ukraine,2022", "Ukraine,MMXXII", "row 7, year_cy"),
        (",25.1", ",26.1", "several versions: 25.1, 26.1"),
        ("90000", "190000", "best 190000 lies outside low 70000 to high 160000"),
        ("90000", "60000", "best 60000 lies outside low 70000 to high 160000"),
        ("90000", "90000.5", "'90000.5' is not a whole number"),
        ("90000", "-9", "'-9' is not a whole number, zero or more"),
        ("90000", "", "'' is not a number"),
    ],
)
def test_row_refused(old: str, new: str, found: str) -> None:
    refused("ucdp", changed(old, new), "country_years", found)


def test_a_year_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="deaths_ucdp, UKR, 2022-12-31 stands twice"):
        parse(changed("Ukraine,2023", "Ukraine,2022"))


def test_a_file_without_one_of_the_countries_is_refused() -> None:
    lines = FILES["country_years"].splitlines(keepends=True)
    raw = b"".join(line for line in lines if not line.startswith(b"369,"))
    refused("ucdp", {"country_years": raw}, "country_years", "no year of Ukraine")


def test_recorded(recorded: Path) -> None:
    raw = (recorded / "conflict/conflict-events/organizedviolencecy_v25_1.csv").read_bytes()
    frame = parse({"country_years": raw})
    held = {(row.entity, row.period_end.year): (row.value, row.low, row.high) for row in frame.itertuples()}
    assert len(held) == 22 and BOUNDS.keys() == {"best", "low", "high"}
    assert held["UKR", 2022] == (91_485, 69_212, 166_875)
    assert held["UKR", 2023] == (75_080, 59_585, 135_322)
    assert held["UKR", 2024] == (68_099, 62_546, 115_405)
    assert held["RUS", 2024][:2] == (7_673, 6_314)
    # The one high that is left out, and no other.
    assert [key for key, (_, _, high) in held.items() if high != high] == [("RUS", 2024)]
