"""A day looked back from is found once: what is kept of it is what the build tells, and nothing is made twice."""

import datetime as dt
from collections import Counter

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.parts import card as cards
from dashboard.record import claims
from dashboard.record.build import Build, ask, end_of
from dashboard.views import pictures
from dashboard.web import chart_page, claim_page
from dashboard.words import flips
from etl.building.build import READING

DAYS = st.dates(dt.date(2025, 3, 7), dt.date(2026, 11, 1))
# Few: the properties are simple, that what is kept is what is told, and each example judges all of a real article.
SHARED = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ARTICLE = "weakness-2025-03"
VERDICTS = """
SELECT claim_id, verdict, reason FROM claim_verdict JOIN claim USING (claim_id) WHERE basis = 'asof' AND article_id = $a
"""
TODAY = dt.date(2026, 11, 20)


@SHARED
@given(DAYS)
def test_the_record_of_a_day_is_the_one_that_the_build_tells(real_build: Build, day: dt.date) -> None:
    t = end_of(day)
    sql = "SELECT * EXCLUDE (note, url) FROM known_at($t::TIMESTAMP) ORDER BY ALL"
    kept = ask(real_build, sql, t=t)
    with duckdb.connect(str(real_build.path), read_only=True, config=READING) as db:
        told = db.execute(sql, {"t": t}).fetchall()
    assert [tuple(row.values()) for row in kept] == told


@SHARED
@given(DAYS)
def test_verdicts_as_of_a_day_are_those_that_the_build_tells(real_build: Build, day: dt.date) -> None:
    with duckdb.connect(str(real_build.path), read_only=True, config=READING) as db:
        db.execute("SET VARIABLE judged_at = $t::TIMESTAMP", {"t": end_of(day)})
        told = {claim: (verdict, reason) for claim, verdict, reason in db.execute(VERDICTS, {"a": ARTICLE}).fetchall()}
    all_claims = [each for excerpt in claims.excerpts(real_build, ARTICLE, day) for each in excerpt.claims]
    assert {each.id: (each.now.verdict, each.now.reason) for each in all_claims} == told


def test_a_connection_to_one_day_tells_of_no_other(real_build: Build) -> None:
    with (
        real_build.looking(end_of(TODAY)) as db,
        pytest.raises(duckdb.Error, match="the record of another moment"),
    ):
        db.execute("FROM known_at(TIMESTAMP '2025-03-07 23:59:59')").fetchall()


@pytest.mark.parametrize("day", [None, dt.date(2025, 9, 3)])
def test_a_light_page_selects_its_view_once(
    real_build: Build, monkeypatch: pytest.MonkeyPatch, day: dt.date | None
) -> None:
    asked: Counter[View] = Counter()
    select = pictures.select

    def counted(info: object, data: object, view: View) -> object:
        asked[view] += 1
        return select(info, data, view)

    monkeypatch.setattr(pictures, "select", counted)
    chart_page.chart_page_html(Build(real_build.path), View(chart="wealth-fund", asof=day, article=ARTICLE), [], TODAY)
    assert set(asked.values()) == {1} and len(asked) == (1 if day is None else 2)


def test_the_card_of_a_claim_page_is_made_once(real_build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    first = claim_page.claim_page_html(real_build, "key-rate-21", None, [], TODAY)
    monkeypatch.setattr(cards, "_claim", lambda *given: pytest.fail("made again"))
    assert claim_page.claim_page_html(real_build, "key-rate-21", None, [], TODAY) == first


def test_flips_are_found_once_where_a_day_adds_nothing(real_build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    _, now = claim_page.claim_of(real_build, "key-rate-21")
    flips.flips(real_build, now)
    monkeypatch.setattr(flips, "judge", lambda *given: pytest.fail("judged again"))
    _, newest = claim_page.claim_of(real_build, "key-rate-21", dt.date(2026, 11, 19))
    assert flips.flips(real_build, newest) == flips.flips(real_build, now)
