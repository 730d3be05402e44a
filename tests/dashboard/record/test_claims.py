"""Claims with their verdicts, now and as of any day, and in words."""

import datetime as dt
from pathlib import Path

import pytest

from dashboard.parts.card import card
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord
from dashboard.words.reasons import explanation, finding, headline, sensitivity, since_value, values, when
from tests.dashboard.supposing import built, changed, claim_of
from tests.etl import world

ARTICLE = "weakness-2025-03"
JUNE = dt.date(2025, 6, 1)


def all_claims(build: Build, asof: dt.date | None = None) -> dict[str, ClaimRecord]:
    found = claims.excerpts(build, ARTICLE, asof)
    return {claim.id: claim for excerpt in found for claim in excerpt.claims}


def test_as_of_the_day_of_publication_both_verdicts_are_that_of_then(real_build: Build):
    published = claims.article(real_build, ARTICLE).published_on
    for claim in all_claims(real_build, published).values():
        assert claim.now == claim.then
        assert [row.outcome for row in claim.found_now] == [row.outcome for row in claim.found_then]


def test_as_of_a_day_after_everything_the_verdicts_are_those_of_now(real_build: Build):
    newest, late = all_claims(real_build), all_claims(real_build, dt.date(2030, 1, 1))
    assert {name: claim.now for name, claim in late.items()} == {name: claim.now for name, claim in newest.items()}
    assert {name: claim.since for name, claim in late.items()} == {name: claim.since for name, claim in newest.items()}


def test_then_is_the_same_whatever_day_is_asked_for(real_build: Build):
    newest, june = all_claims(real_build), all_claims(real_build, JUNE)
    assert {name: claim.then for name, claim in june.items()} == {name: claim.then for name, claim in newest.items()}


def test_nothing_after_the_day_is_told_as_newest(real_build: Build):
    rows = [row for claim in all_claims(real_build, JUNE).values() for row in claim.since.values()]
    assert rows and all(row.period_end <= JUNE for row in rows)


def test_the_words_name_the_day_instead_of_now(real_build: Build):
    claim = all_claims(real_build, JUNE)["key-rate-21"]
    assert when(claim) == "on 1 June 2025" and when(all_claims(real_build)["key-rate-21"]) == "now"
    assert [name for name, _ in values(claim)] == [
        "Known that day",
        "Same day, known on 1 June 2025",
        "Newest on 1 June 2025",
    ]
    assert values(claim)[2][1][0] == "21\u00a0%"
    assert sensitivity(claim) == ""


def test_the_cards_table_and_link_carry_the_day(real_build: Build):
    (excerpt,) = (
        each
        for each in claims.excerpts(real_build, ARTICLE, JUNE)
        if "key-rate-21" in [claim.id for claim in each.claims]
    )
    html = card(real_build, excerpt)
    assert "<th>On 1 June 2025</th>" in html and "asof=2025-06-01" in html and "<th>Now</th>" not in html


@pytest.mark.parametrize("asof", [None, JUNE])
def test_a_headline_says_two_moments_only_where_they_differ(real_build: Build, asof: dt.date | None):
    for claim in all_claims(real_build, asof).values():
        said = headline(claim.then, claim.now, when(claim))
        assert ("Then" in said) == (claim.then.verdict != claim.now.verdict)
        assert explanation(claim)


def test_a_change_of_a_share_is_told_in_points(real_build: Build):
    found = claims.excerpts(real_build, "sample-2026-08")
    (claim,) = (claim for excerpt in found for claim in excerpt.claims if claim.id == "sample-key-rate-14")
    (change,) = (row for row in claim.found_now if row.statistic == "change")
    assert (change.unit, change.level_unit) == ("points", "percent")
    assert "points (from" in finding(change)


def test_the_newest_of_a_sum_is_the_sum_of_its_newest_common_period(tmp_path: Path):
    summed = world.check(series="count", plus="claimed", low=300)
    build = built(tmp_path, summed, world.check(series="count", low=95))
    newest = claim_of(build).since
    assert (newest[0].value, newest[0].period_end) == (400, dt.date(2024, 2, 1))
    sql = "UPDATE observation SET period_end = '2024-02-05' WHERE period_end = '2024-02-01' AND series_id = 'count'"
    later = changed(build, (sql, []), ("DELETE FROM observation WHERE period_end = '2024-01-31'", []))
    assert 0 not in claim_of(later).since and claim_of(later).since[1].value == 100


def test_what_is_too_old_to_speak_is_still_the_newest_since(tmp_path: Path):
    claim = claim_of(built(tmp_path, world.check(low=95, max_age_days=1), published="2024-03-01"))
    assert claim.now.verdict == "not checkable" and since_value(claim) == ("100", "1 February 2024")
