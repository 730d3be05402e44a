"""Kept tables of the economy against the transcriptions they were made from."""

import csv
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from etl import catalogue

KEPT = catalogue.load().kept
MEASURES = {
    "sanctioned_russian_assets_on_balance_sheet": "euroclear_sanctioned_assets",
    "interest_income_on_sanctioned_assets": "euroclear_interest",
}
DOCUMENTS = {
    "draft budget 2022-2024 (autumn 2021)": "budget_draft_2021",
    "draft budget 2023-2025 (28-29 Sep 2022)": "budget_draft_2022",
    "budget law 2025": "budget_law_2025",
}


def transcribed(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_years_of_interest_are_whole_and_do_not_overlap() -> None:
    years = [row for row in KEPT["euroclear"] if row["series_id"] == "euroclear_interest"]
    assert [(row["period_start"], row["period_end"]) for row in years] == [
        (f"{year}-01-01", f"{year}-12-31") for year in range(2022, 2026)
    ]


def test_round_figures_of_interest_are_estimates() -> None:
    status = {row["period_end"][:4]: row["status"] for row in KEPT["euroclear"] if row["value"] in ("6.9", "5")}
    assert status == dict.fromkeys(("2024", "2025"), "estimate")


@pytest.mark.parametrize("source", ["euroclear", "urals_ministry"])
def test_what_is_kept_was_known_after_its_period(source: str) -> None:
    assert all(row["known_on"] > row["period_end"] for row in KEPT[source])


def test_plans_were_known_before_the_year_they_plan_for_is_over() -> None:
    plans = KEPT["defence_budget_plans"]
    assert all(row["known_on"] < row["period_end"] for row in plans)
    drafts = [[row["period_end"] for row in plans if row["entity"] == name] for name in DOCUMENTS.values()]
    assert all(first < second for days in drafts for first, second in pairwise(days))


def test_recorded_euroclear(recorded: Path) -> None:
    path = recorded / "economy/frozen-assets/euroclear_sanctioned_russian_assets_transcribed.csv"
    told = {
        (MEASURES[row["measure"]], row["period"]): (float(row["value_bn_eur"]), row["source_url"])
        for row in transcribed(path)
        # Halves, quarters and nine months overlap with the years.
        if row["measure"] in MEASURES and (row["kind"] == "end of period" or len(row["period"]) == 4)
    }
    held = {}
    for row in KEPT["euroclear"]:
        period = row["period_end"] if row["series_id"] == "euroclear_sanctioned_assets" else row["period_end"][:4]
        held[row["series_id"], period] = (float(row["value"]), row["url"])
    # The interest of 2023 was first told a year earlier, in another report of the same figure.
    early = "https://www.dailymail.co.uk/wires/reuters/article-13032447/"
    assert (
        held.pop(("euroclear_interest", "2023"))[1].startswith(early)
        and told.pop(("euroclear_interest", "2023"))[0] == 4.4
    )
    assert held == told


def test_recorded_ministry(recorded: Path) -> None:
    told = {
        row["month"]: (float(row["urals_usd_per_barrel"]), row["source_url"])
        for row in transcribed(recorded / "economy/oil-prices/urals_minfin_monthly_transcribed.csv")
    }
    held = {row["period_start"][:7]: (float(row["value"]), row["url"]) for row in KEPT["urals_ministry"]}
    assert held == told


def test_recorded_plans_are_the_rows_in_roubles(recorded: Path) -> None:
    told = {
        (DOCUMENTS[row["document"]], row["budget_year"]): (float(row["value"]), row["source_url"])
        for row in transcribed(recorded / "economy/federal-budget/national_defence_budget_plans_transcribed.csv")
        if row["unit"] == "trn RUB"
    }
    held = {
        (row["entity"], row["period_end"][:4]): (float(row["value"]) / 1000, row["url"])
        for row in KEPT["defence_budget_plans"]
    }
    assert held == told
