"""What a claim's light page says: excerpt, every check then and now, verdict with reason, chart."""

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from dashboard import evidence, queries, site
from dashboard.card import card
from dashboard.cite import MOST, named
from dashboard.evidence import UNPUBLISHED, ClaimRecord, ExcerptRecord
from dashboard.light.page import pictures, script
from dashboard.light.rests import rests
from dashboard.light.templates import render
from dashboard.params import sentences
from dashboard.pictures import drawn
from dashboard.reasons import NOT_DUE, Finding, explanation, headline, when
from dashboard.source_line import source_line, told
from dashboard.view import View, follow, light_url
from dashboard.words import join_words, lowered, say_day, short_day

# Kinds of checks that read a series.
NUMERIC = ("series", "comparison")


# Kept, so that what is made of an excerpt once is found again: records are told apart by identity.
@lru_cache(maxsize=512)
def find(path: Path, claim_id: str, asof: dt.date | None = None) -> tuple[ExcerptRecord, ClaimRecord]:
    """A claim with its excerpt, judged as of a day or now. Raises KeyError for an unknown id."""
    for article in queries.known(path).articles:
        for excerpt in evidence.excerpts(path, article, asof):
            for claim in excerpt.claims:
                if claim.id == claim_id:
                    return ExcerptRecord(excerpt.id, excerpt.quote, excerpt.chart_id, (claim,)), claim
    raise KeyError(claim_id)


def view_of(claim: ClaimRecord) -> View:
    """The view that illustrates a claim; of no chart where it has none."""
    return View(chart=claim.chart_id, article=claim.article_id, asof=claim.asof)


def address(claim: ClaimRecord, base: str = "", ending: str = "") -> str:
    """The link to a claim's light page, or with an ending to its preview, as of the day that it is judged at."""
    return f"{base}/claim/{claim.id}{ending}{f'?asof={claim.asof.isoformat()}' if claim.asof else ''}"


def page(path: Path, claim_id: str, asof: dt.date | None, problems: list[str], today: dt.date) -> str:
    """The whole page as HTML. Raises KeyError for an unknown claim."""
    excerpt, claim = find(path, claim_id, asof)
    article = evidence.article(path, claim.article_id)
    base, view = site.public_url(), view_of(claim)
    sentence = said(path, claim, article)
    content: dict[str, Any] = {
        "id": claim.id,
        "title": claim.statement,
        "problems": sentences(problems),
        "description": sentence,
        "sentence": sentence,
        "canonical": address(claim, base) if base else "",
        "address": address(claim, base) if base else "",
        "image": address(claim, base, ".png") if base else "",
        "image_alt": sentence,
        "here": address(claim).removeprefix("/"),
        "follow": follow(claim.article_id, claim.asof),
        "asof": say_day(claim.asof) if claim.asof else "",
        "judged": claim.now != UNPUBLISHED,
        "article": {**article, "day": say_day(article["published_on"])},
        "place": f"{article['url']}#:~:text={quote(excerpt.quote, safe='')}" if article["url"] else "",
        "card": Markup(card(path, excerpt, claim.chart_id, alone=True)),
        "others": [
            {
                "link": address(other).removeprefix("/"),
                "statement": other.statement,
                "headline": headline(other.then, other.now, when(other)),
            }
            for each in evidence.excerpts(path, claim.article_id, asof)
            for other in each.claims
            if other.id != claim.id
        ],
        "today": short_day(today),
        "build": queries.build_info(path)["build_id"],
        "linked": json_ld(claim, article),
        "pictures": (),
        "rests": rests(path, claim),
    }
    if claim.chart_id:
        picture = drawn(path, view)
        content |= {
            "pictures": pictures(path, view),
            "chart": {
                "title": picture.title,
                "subtitle": picture.subtitle,
                "light": light_url(view).removeprefix("/"),
            },
            "told": Markup(told(picture)),
            "source": Markup(source_line(path, view, today, False)),
        }
    return render("claim.html", **content)


def said(path: Path, claim: ClaimRecord, article: dict[str, Any]) -> str:
    """The claim and its verdict in words that can be printed: who says what it rests on, as of when, and why.

    As of when: the day that stands in for now, else that on which the newest of all data held was learned.
    """
    told = [row for row in (*claim.found_now, *claim.found_then) if row["decides"] and _speaks(row)]
    names = list(dict.fromkeys(name for row in told for name in _names(row)))
    shown = names[:MOST] + ([f"{len(names) - MOST} further"] if len(names) > MOST else [])
    newest = queries.build_info(path)["newest_vintage"].date()
    parts = (
        lowered(headline(claim.then, claim.now, when(claim))),
        f"according to {join_words(shown)}" if shown else "",
        f"as known on {say_day(claim.asof)}" if claim.asof else f"as of {say_day(newest)}",
    )
    head = f"“{claim.statement}” ({article['publisher']}, {say_day(claim.published)})"
    return f"{head}: {', '.join(filter(None, parts))}. {explanation(claim)}"


def _speaks(row: Finding) -> bool:
    """Whether a check found something, or tells how far things have come until a forecast's day."""
    return row["trouble"] == "" or (row["trouble"] == NOT_DUE and row["value"] is not None)


def _names(row: Finding) -> list[str]:
    """Who reports an event, or whose figure it is; a party to the war is labelled so."""
    if row["kind"] not in NUMERIC:
        return [named(name) for name in (row["event_source"], row["then_source"]) if name]
    party = f" ({row['party']})" if row["party"] else ""
    return [f"{named(row['who'])}{party}"]


def json_ld(claim: ClaimRecord, article: dict[str, Any]) -> Markup:
    """schema.org’s ClaimReview. The verdict stands in words: it is none of true and false, and has no number."""
    base = site.public_url()
    found = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim.statement,
        "reviewRating": {"@type": "Rating", "alternateName": headline(claim.then, claim.now, when(claim))},
        "reviewBody": explanation(claim),
        "author": {"@type": "Organization", "name": site.NAME},
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": article["published_on"].isoformat(),
            "author": {"@type": "Organization", "name": article["publisher"]},
        },
    }
    return script(found | ({"url": address(claim, base)} if base else {}))
