"""NATO's shares of GDP: two editions that no chart mixes, as transcribed, with what is missing missing."""

import csv
from pathlib import Path

import pytest

from etl.declared import catalogue
from etl.declared.catalogue import Catalogue

# The edition as the transcription names it: our series, and the day of its publication.
EDITIONS = {
    "2025-08-28": ("nato_share_gdp_2025", "2025-08-28"),
    "2024-06": ("nato_share_gdp_2024", "2024-06-17"),
}
STATUS = {"actual": "final", "estimate": "estimate"}


@pytest.fixture(scope="module")
def declared() -> Catalogue:
    return catalogue.load()


@pytest.fixture(scope="module")
def rows(declared: Catalogue) -> dict[tuple[str, str, int], dict[str, str]]:
    """{(series, country, year): row} of the kept table."""
    kept = declared.kept["nato_expenditure"]
    found = {(row["series_id"], row["entity"], int(row["period_start"][:4])): row for row in kept}
    assert len(found) == len(kept) == 157
    return found


def test_no_chart_mixes_two_editions(declared: Catalogue) -> None:
    editions = {series.id for series in declared.series if series.source == "nato_expenditure"}
    assert editions == {series for series, _ in EDITIONS.values()}
    drawn = [set(chart.series) & editions for chart in declared.charts]
    assert max(map(len, drawn)) == 1 and set().union(*drawn) == editions
    # Nor is an edition drawn beside another source's shares.
    assert all(len(chart.series) == 1 for chart in declared.charts if set(chart.series) & editions)


def test_a_series_holds_one_edition_by_whole_years(rows: dict) -> None:
    known = dict(EDITIONS.values())
    for (series, _, year), row in rows.items():
        assert row["known_on"] == known[series]
        assert (row["period_start"], row["period_end"]) == (f"{year}-01-01", f"{year}-12-31")


def test_the_same_year_differs_between_editions(rows: dict) -> None:
    found = {(series, year): float(rows[series, "DEU", year]["value"]) for series, iso, year in rows if iso == "DEU"}
    assert found["nato_share_gdp_2024", 2014] == 1.19 and found["nato_share_gdp_2025", 2014] == 1.16
    assert found["nato_share_gdp_2024", 2024] == 2.12 and found["nato_share_gdp_2025", 2024] == 2.0


def test_a_blank_cell_is_no_row(rows: dict) -> None:
    assert ("nato_share_gdp_2025", "DEU", 2024) in rows and ("nato_share_gdp_2025", "DEU", 2025) not in rows


def test_each_edition_has_the_members_it_is_held_for(rows: dict) -> None:
    older = {(iso, year) for series, iso, year in rows if series == "nato_share_gdp_2024"}
    newer = {(iso, year) for series, iso, year in rows if series == "nato_share_gdp_2025"}
    assert len({iso for iso, _ in older}) == 31 and {year for _, year in older} == {2014, 2024} and len(older) == 62
    seven = {iso for iso, year in newer if year == 2014}
    assert seven == {"CAN", "FRA", "DEU", "ITA", "TUR", "GBR", "USA"}
    assert {(iso, year) for iso, year in newer if iso in seven} == {
        (iso, year) for iso in seven for year in range(2014, 2026) if (iso, year) != ("DEU", 2025)
    }
    assert {year for iso, year in newer if iso not in seven} == {2025} and len(newer) == 95


def test_the_newest_years_of_an_edition_are_estimates(rows: dict) -> None:
    for (series, _, year), row in rows.items():
        newest = {"nato_share_gdp_2025": (2024, 2025), "nato_share_gdp_2024": (2024,)}[series]
        assert row["status"] == ("estimate" if year in newest else "final")


def test_what_was_not_read_on_the_page_that_is_named_is_not_called_verified(rows: dict) -> None:
    for row in rows.values():
        assert row["verified"] == ("summary only" if "www.nato.int" in row["url"] else "stored page")


def test_the_chart_of_highest_and_lowest_shows_just_these(declared: Catalogue, rows: dict) -> None:
    (chart,) = [chart for chart in declared.charts if chart.id == "nato-share-2024-edition"]
    ranked = sorted(
        (iso for series, iso, year in rows if (series, year) == ("nato_share_gdp_2024", 2024)),
        key=lambda iso: float(rows["nato_share_gdp_2024", iso, 2024]["value"]),
        reverse=True,
    )
    assert set(chart.entities[:6]) == set(ranked[:6]) and set(chart.entities[6:]) == set(ranked[-6:])


def test_recorded_transcription_says_the_same(recorded: Path, rows: dict) -> None:
    path = recorded / "economy/nato-defence-expenditure/nato_defence_pct_gdp_transcribed.csv"
    with path.open(encoding="utf-8", newline="") as file:
        transcribed = list(csv.DictReader(file))
    # The average of all members comes from a weak source and is left out.
    members = [row for row in transcribed if row["iso3"]]
    assert len(transcribed) == 158 and len(members) == len(rows)
    for row in members:
        series, known_on = EDITIONS[row["nato_edition"]]
        kept = rows[series, row["iso3"], int(row["year"])]
        assert float(kept["value"]) == float(row["pct_of_gdp"])
        assert (kept["status"], kept["url"], kept["known_on"]) == (STATUS[row["status"]], row["source_url"], known_on)
