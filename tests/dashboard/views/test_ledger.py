"""The ledger tells every claim as its record does; its filter, its order and its address."""

import datetime as dt
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.tables.ledger_table import ledger_html, link
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.say import say, short_day
from dashboard.views import ledger
from dashboard.views.ledger import (
    LedgerView,
    RatedClaim,
    chosen_claims,
    counted_sources,
    ledger_params,
    parse_ledger,
    verdict_tally,
)
from dashboard.words.message import SIGNS, WHY
from dashboard.words.reasons import measured, now_value, since_value, then_value

ARTICLES = ("weakness-2025-03", "sample-2026-08")
ASKED = st.builds(
    LedgerView,
    verdicts=st.lists(st.sampled_from(ledger.VERDICTS), unique=True).map(tuple),
    only=st.sampled_from(ledger.ONLY),
    words=st.sampled_from(("", "rate", "RUSSIA fund", "no such words at all")),
    sort=st.sampled_from(ledger.SORTS),
    articles=st.sampled_from(ledger.SCOPES),
)


@pytest.fixture(scope="module")
def every(real_build: Build) -> list[RatedClaim]:
    return ledger.rated_claims(real_build, ARTICLES)


@given(ASKED)
def test_an_address_says_what_is_asked_for(asked: LedgerView):
    assert parse_ledger(ledger_params(asked)) == (asked, [])


@given(st.dictionaries(st.sampled_from(ledger.PARAMETERS), st.text(max_size=12)))
def test_any_address_is_read_and_what_is_ignored_is_named(params: dict[str, str]):
    asked, problems = parse_ledger(params)
    assert parse_ledger(ledger_params(asked)) == (asked, [])
    kept = ledger_params(asked)
    for name, value in params.items():
        if name != "words" and value and kept[name] != value and not kept[name]:
            assert any(name in problem for problem in problems)


def test_what_every_page_follows_is_no_matter_of_the_ledgers():
    assert parse_ledger({"article": "weakness-2025-03", "asof": "2025-06-01"}) == (LedgerView(), [])
    asked, problems = parse_ledger({"verdict": "supported,nice", "sort": "size", "only": "some", "articles": "both"})
    assert asked == LedgerView(verdicts=("supported",))
    assert [re.findall("‘(.*?)’", problem)[0] for problem in problems] == [
        "nice",
        "only=some",
        "sort=size",
        "articles=both",
    ]


def test_every_claim_is_one_entry_in_the_articles_own_order(every: list[RatedClaim], real_build: Build):
    all_claims = [
        claim for name in ARTICLES for excerpt in claims.excerpts(real_build, name) for claim in excerpt.claims
    ]
    assert [entry.claim for entry in every] == all_claims and len(all_claims) > 25
    assert {entry.article.article_id for entry in every} == set(ARTICLES)


@given(asked=ASKED)
def test_the_list_is_what_is_asked_for_and_nothing_is_lost(every: list[RatedClaim], asked: LedgerView):
    found = chosen_claims(every, asked)
    assert len(set(map(id, found))) == len(found)
    for entry in every:
        text = f"{entry.claim.statement} {entry.quote} {entry.article.title}".lower()
        wanted = (
            (not asked.verdicts or entry.claim.now.verdict in asked.verdicts)
            and (asked.only != "changed" or entry.claim.then != entry.claim.now)
            and (asked.only != "forecasts" or entry.claim.resolves_on is not None)
            and all(word.lower() in text for word in asked.words.split())
        )
        assert (entry in found) == wanted


@pytest.mark.parametrize("sort", ledger.SORTS)
def test_each_order_is_kept_and_leaves_what_is_alike_in_place(every: list[RatedClaim], sort: str):
    found = chosen_claims(every, LedgerView(sort=sort))
    keys = {
        "article": lambda entry: 0,
        "verdict": lambda entry: ledger.VERDICTS.index(entry.claim.now.verdict),
        "changed": lambda entry: -entry.change.day.toordinal() if entry.change else 0,
        "evidence": lambda entry: (-entry.independent, -entry.sources),
        "statement": lambda entry: entry.claim.statement.lower(),
    }
    marks = [(keys[sort](entry), every.index(entry)) for entry in found]
    assert marks == sorted(marks) and len(found) == len(every)


def test_an_order_that_is_not_known_is_an_error(every: list[RatedClaim]):
    with pytest.raises(ValueError, match="not sorted by 'size'"):
        chosen_claims(every, LedgerView(sort="size"))


def test_sources_of_one_origin_count_once_among_the_independent(every: list[RatedClaim]):
    counted = {entry.claim.id: (entry.sources, entry.independent) for entry in every}
    assert counted["key-rate-21"] == (2, 1)  # the second copy is taken from the first
    assert counted["kremlin-desperate"] == (0, 0)
    assert counted["casualties-850k"] == (2, 2)
    for entry in every:
        assert 0 <= entry.independent <= entry.sources
        assert (entry.sources == 0) == (entry.claim.now.verdict in ("not checkable", "open"))
        assert counted_sources(entry.claim) == (entry.sources, entry.independent)


def cells(html: str) -> dict[str, tuple[str, list[str]]]:
    """{claim: (its first cell, the others)} as plain text."""
    rows = re.findall(r'<tr id="([\w-]+)"><th scope="row">(.*?)</th>(.*?)</tr>', html)
    return {
        name: (plain(first), [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", rest)])
        for name, first, rest in rows
    }


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "|", html)).replace("||", "|").strip("|")


@pytest.mark.parametrize("asof", [None, dt.date(2025, 6, 1)])
def test_rows_say_what_the_records_say(real_build: Build, asof: dt.date | None):
    found = ledger.rated_claims(real_build, ARTICLES[:1], asof)
    told = cells(ledger_html(found, several=False, routed=True))
    assert list(told) == [entry.claim.id for entry in found]
    for entry in found:
        claim, (first, (stated, then, now, since, was, verdict, moved, evidence_)) = entry.claim, told[entry.claim.id]
        assert first == claim.statement
        assert stated == (say(claim.stated, claim.unit) if claim.stated is not None else "")
        values = [value(claim)[0] for value in (then_value, now_value, since_value)] if measured(claim) else [""] * 3
        assert [then.split("|")[0], now.split("|")[0], since.split("|")[0]] == values
        for cell, said in ((was, claim.then), (verdict, claim.now)):
            told_verdict = f"{SIGNS[said.verdict]}| {said.verdict.capitalize()}"
            assert cell == "|".join(filter(None, (told_verdict, WHY[said.reason])))
        assert moved.split("|")[0] == (short_day(entry.change.day) if entry.change else "")
        assert evidence_.startswith(str(entry.sources) if entry.sources else "none found")


def test_a_day_stands_in_the_heads_for_now(real_build: Build):
    html = ledger_html(ledger.rated_claims(real_build, ARTICLES[:1], dt.date(2025, 6, 1)), several=False, routed=True)
    assert "Value on 1 June 2025" in html and "Verdict on 1 June 2025" in html and ">Value now<" not in html


def test_a_forecast_says_its_day_and_an_open_one_has_no_value_of_it(every: list[RatedClaim]):
    first, row = cells(ledger_html(every, several=True, routed=True))["sample-key-rate-13"]
    assert "A forecast for 31 December 2026" in first and "Sample" in first
    assert row[2] == "" and row[1] and row[3] and row[5].startswith(f"{SIGNS['open']}| Open")


def test_a_row_opens_its_claims_own_page_or_where_there_is_none_its_card(every: list[RatedClaim]):
    hrefs = re.findall(r'href="([^"]+)"', ledger_html(every, several=True, routed=False))
    assert hrefs == [f"./?article={entry.article.article_id}#{entry.excerpt}" for entry in every]
    hrefs = re.findall(r'href="([^"]+)"', ledger_html(every, several=True, routed=True))
    assert hrefs == [f"claim/{entry.claim.id}" for entry in every]


def test_rows_lead_on_as_of_the_same_day(real_build: Build):
    entry = ledger.rated_claims(real_build, ARTICLES[:1], dt.date(2025, 6, 1))[0]
    assert link(entry, routed=False) == f"./?article=weakness-2025-03&asof=2025-06-01#{entry.excerpt}"
    assert link(entry, routed=True) == f"claim/{entry.claim.id}?asof=2025-06-01"


def test_the_count_tells_each_verdict(every: list[RatedClaim]):
    said = verdict_tally(every)
    assert said.startswith(f"{len(every)} claims: ") and "1 open" in said
    assert sum(map(int, re.findall(r"(\d+) [a-z]+(?: checkable)?", said.split(": ")[1]))) == len(every)
    assert (
        verdict_tally([]) == "No claim"
        and verdict_tally(every[:1]) == "1 claim: 1 supported"
        and ledger_html([], several=False, routed=True) == ""
    )
