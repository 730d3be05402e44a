"""Kept tables of the economy against the transcriptions they were made from."""

import csv
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.etl import ours

KEPT = ours.CATALOGUE.kept
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
    assert all(row["known_on"] > row["period_end"] for row in KEPT[source] if row["known_on"])


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
    # Of these another report was found, which told the same figure earlier.
    early = {
        ("euroclear_interest", "2022"): "2023-02-08",
        ("euroclear_interest", "2023"): "2024-02-01",
        ("euroclear_sanctioned_assets", "2025-03-31"): "2025-05-14",
        ("euroclear_sanctioned_assets", "2025-06-30"): "2025-07-18",
    }
    days = {(row["series_id"], row["period_end"]): row["known_on"] for row in KEPT["euroclear"]}
    assert {name: days[name[0], name[1] if len(name[1]) > 4 else f"{name[1]}-12-31"] for name in early} == early
    assert {name for name in told if held[name][1] != told[name][1]} == set(early)
    assert {name: value for name, (value, _) in held.items()} == {name: value for name, (value, _) in told.items()}


def test_recorded_ministry(recorded: Path) -> None:
    told = {
        row["month"]: (float(row["urals_usd_per_barrel"]), row["source_url"])
        for row in transcribed(recorded / "economy/oil-prices/urals_minfin_monthly_transcribed.csv")
    }
    held = {row["period_start"][:7]: (float(row["value"]), row["url"]) for row in KEPT["urals_ministry"]}
    assert {month: value for month, (value, _) in held.items()} == {month: value for month, (value, _) in told.items()}
    # Of these a report was found that told the same figure earlier.
    assert {month for month in told if held[month][1] != told[month][1]} == {"2022-08", "2022-12"}


def test_a_figure_told_only_for_comparison_has_no_day_of_its_own() -> None:
    known = {row["period_start"][:7]: row["known_on"] for row in KEPT["urals_ministry"]}
    compared = {row["period_start"][:7] for row in KEPT["urals_ministry"] if "Comparison figure" in row["note"]}
    assert compared == {month for month, day in known.items() if not day}
    assert (known["2022-08"], known["2022-12"], known["2023-08"]) == ("2022-09-21", "2023-01-05", "2023-09-01")


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
