"""The sentence about a claim that a reader may print."""

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from dashboard.record import charts, claims
from dashboard.record.build import Build, build_info
from dashboard.record.claims import ClaimRecord, Verdict
from dashboard.say import say_day
from dashboard.web.claim_page import claim_of, claim_page_html, claim_sentence

JUNE = dt.date(2025, 6, 1)


def all_claims(build: Build, article: str) -> list[ClaimRecord]:
    return [claim for excerpt in claims.excerpts(build, article) for claim in excerpt.claims]


def sentence(build: Build, name: str, asof: dt.date | None = None, **changes: object) -> str:
    claim = replace(claim_of(build, name, asof)[1], **changes)
    return claim_sentence(build, claim, claims.article(build, claim.article_id))


@pytest.mark.parametrize(
    ("name", "asof", "words"),
    [
        (
            "key-rate-21",
            None,
            "rates this supported, going by the Bank of Russia and the Bank for International Settlements",
        ),
        ("casualties-850k", JUNE, "rates this supported, going by the United Kingdom government"),
        ("eu-800bn-fund", None, "rates this contradicted, going by the European Commission"),
        ("eu-800bn-proposed", JUNE, "rates this supported, going by Censor.NET and the European Commission"),
        (
            "fund-depleting",
            None,
            "rates this disputed, since definitions differ, going by the Ministry of Finance of the",
        ),
        (
            "sample-key-rate-13",
            None,
            "leaves this open until data reach 31 December 2026, going by the Bank of Russia and",
        ),
        ("kremlin-desperate", None, "holds nothing that can check this"),
    ],
)
def test_the_verdict_is_ours_and_who_it_goes_by_is_named(
    real_build: Build, name: str, asof: dt.date | None, words: str
) -> None:
    newest = build_info(real_build).newest_vintage.date()
    day = f"as known on {say_day(asof)}" if asof else f"as of {say_day(newest)}"
    text = sentence(real_build, name, asof)
    assert f"; Conflict Indicators {words}" in text and f", {day}" in text and "according to" not in text
    writer = "our sample text says" if name.startswith("sample-") else "Share Talk wrote on 7 March 2025"
    assert text.startswith(f"{claim_of(real_build, name)[1].statement}, {writer}; ")


def test_what_was_known_then_is_said_where_it_differs(real_build: Build) -> None:
    text = sentence(real_build, "key-rate-21", JUNE, then=Verdict("uncertain", "party"))
    assert text.endswith(", as known on 1 June 2025, and uncertain by what was known then.")


def test_a_claim_before_its_article_is_not_rated(real_build: Build) -> None:
    assert sentence(real_build, "key-rate-21", dt.date(2025, 1, 1)) == (
        "Russia’s interest rate stands at 21 %, Share Talk wrote on 7 March 2025; by 1 January 2025 that had not "
        "appeared, so Conflict Indicators does not rate it."
    ).replace("21 %", "21\u00a0%" if "\u00a0" in claim_of(real_build, "key-rate-21")[1].statement else "21 %")


def test_who_says_so_is_named_no_more_often_than_a_reader_can_take(real_build: Build) -> None:
    _, claim = claim_of(real_build, "key-rate-21")
    (row, *_) = claim.found_now
    many = tuple(replace(row, who=f"Publisher {number}") for number in range(7))
    assert "going by Publisher 0, Publisher 1, Publisher 2, Publisher 3 and 3 others, as of" in sentence(
        real_build, "key-rate-21", found_now=many, found_then=many
    )


@pytest.mark.parametrize("asof", [None, JUNE])
def test_every_claim_has_a_sentence_that_a_newspaper_would_print(real_build: Build, asof: dt.date | None) -> None:
    names = [
        claim.id for article in charts.known_names(real_build).articles for claim in all_claims(real_build, article)
    ]
    texts = {name: sentence(real_build, name, asof) for name in names}
    assert len(texts) > 30
    assert {name: text for name, text in texts.items() if len(text.split(" ")) > 45 or text.count("(") > 1} == {}


def structured(build: Build, name: str, asof: dt.date | None = None) -> dict[str, Any]:
    text = str(claim_page_html(build, name, asof, [], dt.date(2026, 11, 29)))
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(found[1]) if found else {}


def test_nothing_is_called_a_review_where_nothing_was_reviewed(real_build: Build) -> None:
    for article in charts.known_names(real_build).articles:
        sample = claims.article(real_build, article).sample
        assert sample == (article == "sample-2026-08")
        for claim in all_claims(real_build, article):
            reviewed = not sample and claim.now.verdict not in ("not checkable", "open")
            assert bool(structured(real_build, claim.id)) == reviewed, claim.id


def test_a_review_says_where_the_claim_appeared_and_what_it_rests_on(real_build: Build) -> None:
    found = structured(real_build, "key-rate-21", JUNE)
    article = claims.article(real_build, "weakness-2025-03")
    assert found["itemReviewed"].get("appearance", {}).get("url", "") == article.url
    assert "https://www.cbr.ru/hd_base/KeyRate/" in found["isBasedOn"]
    assert found["dateModified"] == "2025-06-01"
    newest = build_info(real_build).newest_vintage.date()
    assert structured(real_build, "key-rate-21")["dateModified"] == newest.isoformat()
    events = structured(real_build, "trump-talks")["isBasedOn"]
    assert events and all(link.startswith("http") for link in events)
