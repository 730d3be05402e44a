"""As of a day before an article appeared its claims are shown, and nothing that came later is told of them."""

import datetime as dt

import pytest

from dashboard.address.view import View
from dashboard.parts.card import card
from dashboard.parts.tables.ledger_table import ledger_html
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.claims import UNPUBLISHED, ClaimRecord
from dashboard.record.verdict_days import changed
from dashboard.views import definitions, ledger
from dashboard.views.pictures import drawn
from dashboard.web import chart_page
from dashboard.words.reasons import explanation

# Both articles, each with the last day on which it had not appeared.
EVES = {"weakness-2025-03": dt.date(2025, 3, 6), "sample-2026-08": dt.date(2026, 8, 21)}
ARTICLES = pytest.mark.parametrize("article", EVES)


def all_claims(build: Build, article: str, asof: dt.date) -> list[ClaimRecord]:
    return [claim for excerpt in claims.excerpts(build, article, asof) for claim in excerpt.claims]


@ARTICLES
def test_no_claim_has_a_verdict_or_evidence_before_its_article(real_build: Build, article: str) -> None:
    for claim in all_claims(real_build, article, EVES[article]):
        assert (claim.then, claim.now) == (UNPUBLISHED, UNPUBLISHED) and not claim.shifted
        assert not claim.found_then and not claim.found_now and not claim.since
        assert definitions.meanings(real_build, claim) == () and changed(real_build, claim) is None
    for claim in all_claims(real_build, article, EVES[article] + dt.timedelta(days=1)):
        assert UNPUBLISHED not in (claim.then, claim.now) and claim.now == claim.then


def test_the_words_name_both_days(real_build: Build) -> None:
    for claim in all_claims(real_build, "weakness-2025-03", EVES["weakness-2025-03"]):
        assert explanation(claim) == "The article had not appeared by 6 March 2025: it is dated 7 March 2025."


@ARTICLES
def test_a_card_shows_the_excerpt_and_neither_then_nor_now(real_build: Build, article: str) -> None:
    for excerpt in claims.excerpts(real_build, article, EVES[article]):
        html = card(real_build, excerpt)
        assert 'class="ci-quote"' in html and html.count("Not yet published") == len(excerpt.claims)
        for words in ("Known that day", "Same day", "Newest on", "How this verdict", "it is held", "Rows and SQL"):
            assert words not in html


@ARTICLES
def test_the_ledger_counts_and_lists_such_claims_without_a_verdict(real_build: Build, article: str) -> None:
    found = ledger.rated_claims(real_build, (article,), EVES[article])
    assert ledger.verdict_tally(found) == f"{len(found)} claims: {len(found)} not yet published"
    for sort in ledger.SORTS:
        listed = ledger.chosen_claims(found, ledger.LedgerView(sort=sort))
        html = ledger_html(listed, several=False, routed=True)
        assert html.count("Not yet published") == len(found) and "none found" not in html
        assert not any(verdict.capitalize() in html for verdict in ledger.VERDICTS)
    both = ledger.rated_claims(real_build, tuple(EVES), dt.date(2025, 6, 1))
    last = ledger.chosen_claims(both, ledger.LedgerView(sort="verdict"))[-1]
    assert last.claim.now == UNPUBLISHED and last.article.article_id == "sample-2026-08"


@ARTICLES
def test_its_charts_know_nothing_of_the_article(real_build: Build, article: str) -> None:
    view = View(chart="key-rate", article=article, asof=EVES[article])
    before, after = (drawn(real_build, View("key-rate", article=article, asof=day)) for day in (EVES[article], None))
    kinds = [{layer.kind for layer in picture.layers} & {"figure", "vline"} for picture in (before, after)]
    assert kinds == [set(), {"figure", "vline"}]
    assert "the article" not in before.alt and "the article" in after.alt
    remarks = [row.why for block in chart_page.blocks(real_build, view) for row in block.rows]
    assert any(remarks) and not any("article" in words for words in remarks)
