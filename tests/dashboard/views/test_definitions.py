"""A claim read under another definition, on the repository's own data."""

import datetime as dt
from dataclasses import replace

import pytest

from dashboard.parts.card import card
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord, Verdict
from dashboard.views import definitions
from dashboard.words.reasons import explanation


def all_claims(build: Build, article: str = "weakness-2025-03", asof: dt.date | None = None) -> dict[str, ClaimRecord]:
    return {claim.id: claim for excerpt in claims.excerpts(build, article, asof) for claim in excerpt.claims}


def test_only_claims_whose_checks_count_different_things_offer_a_choice(real_build: Build) -> None:
    found = {name: definitions.meanings(real_build, claim) for name, claim in all_claims(real_build).items()}
    assert {name: offered for name, offered in found.items() if offered} == {
        "casualties-850k": ("killed_wounded", "losses_undefined"),
        "more-than-us-british-ww2": ("", "killed", "killed_wounded", "killed_wounded_against_killed"),
        "fund-depleting": ("", "whole_fund", "liquid_part"),
    }


@pytest.mark.parametrize("asof", [None, dt.date(2025, 6, 1)])
def test_read_as_it_stands_a_claim_is_the_same(real_build: Build, asof: dt.date | None) -> None:
    for claim in all_claims(real_build, asof=asof).values():
        read = definitions.read_as(real_build, claim, claim.counts)
        assert (read.then, read.now, explanation(read)) == (claim.then, claim.now, explanation(claim))
        assert (read.found_then, read.found_now) == (claim.found_then, claim.found_now)


def test_another_definition_changes_the_verdict_and_says_why(real_build: Build) -> None:
    claim = all_claims(real_build)["fund-depleting"]
    whole = definitions.read_as(real_build, claim, "whole_fund")
    assert [row.decides for row in whole.found_now] == [False, False, True, True]
    assert whole.now.verdict == "contradicted" and "Liquid part" not in explanation(whole)
    assert definitions.difference(claim, whole) == (
        "As claimed: disputed. Counting the whole fund: contradicted, since only “Whole fund, in dollars” and "
        "“Whole fund, in roubles” decide it."
    )


def test_a_verdict_that_stays_is_said_to(real_build: Build) -> None:
    claim = all_claims(real_build)["casualties-850k"]
    read = definitions.read_as(real_build, claim, "losses_undefined")
    assert definitions.difference(replace(claim, then=claim.now), read) == (
        "The verdict stays the same, uncertain, only its reason is another, "
        "though only “Claimed by the General Staff of Ukraine” decides it."
    )


def test_as_of_a_day_the_second_verdict_is_that_days(real_build: Build) -> None:
    claim = all_claims(real_build, asof=dt.date(2025, 6, 1))["more-than-us-british-ww2"]
    read = definitions.read_as(real_build, claim, "killed")
    # The Economist's file of deaths could not be read before July 2025.
    assert read.now.verdict == "not checkable"
    now = definitions.read_as(real_build, all_claims(real_build)["more-than-us-british-ww2"], "killed")
    assert now.now.verdict == "contradicted"


def test_a_meaning_that_no_check_has_is_refused(real_build: Build) -> None:
    with pytest.raises(KeyError):
        definitions.read_as(real_build, all_claims(real_build)["key-rate-21"], "killed")


def test_a_card_says_what_is_strongest_and_leads_to_all_sources(real_build: Build) -> None:
    cards = {excerpt.id: card(real_build, excerpt) for excerpt in claims.excerpts(real_build, "weakness-2025-03")}
    # The reason names both already, and what weakens evidence, so nothing is said again.
    assert "It fails: Whole fund, in dollars: 1.5" in cards["wealth-fund"]
    assert "For it" not in cards["wealth-fund"] and "Against it" not in cards["wealth-fund"]
    assert "For it" not in cards["aligns"]
    assert "It rests on something that was not verified. Press summary" in cards["aligns"]
    assert 'href="who?quantity=wealth-fund&amp;day=newest' in cards["wealth-fund"]
    assert "Who says so: 1 source<" in cards["wealth-fund"]
    assert "Who says so" not in cards["interest-rate"]


def test_that_only_the_reason_changes_is_said(real_build: Build) -> None:
    claim = next(
        c for e in claims.excerpts(real_build, "weakness-2025-03") for c in e.claims if c.id == "casualties-850k"
    )
    other = replace(claim, now=Verdict(claim.now.verdict, "unverified"))
    assert "only its reason is another" in definitions.difference(
        claim, other
    ) and "another" not in definitions.difference(claim, claim)
