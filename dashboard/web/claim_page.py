"""What a claim's light page says: excerpt, every check then and now, verdict with reason, chart."""

import datetime as dt
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from dashboard import settings
from dashboard.address.params import problem_sentences
from dashboard.address.view import follow, light_url
from dashboard.parts.card import card
from dashboard.parts.embedded import Embedded, embedded_claim
from dashboard.parts.masthead import Location, masthead
from dashboard.parts.report import report
from dashboard.parts.source_line import notes_html, source_line
from dashboard.parts.templates import embedded_style, render
from dashboard.record import charts, claims
from dashboard.record.build import Build, build_info, kept
from dashboard.record.claims import UNPUBLISHED, ArticleRecord, ClaimRecord, ExcerptRecord
from dashboard.record.series import series_reach
from dashboard.say import say_day
from dashboard.views.pictures import drawn
from dashboard.views.rests_on import rests
from dashboard.web.chart_page import pictures, script
from dashboard.web.meta import oembed_url
from dashboard.words.rated import rated
from dashboard.words.reasons import explanation, headline, when
from etl.vocabulary import Judgement


# Kept, so that what is made of an excerpt once is found again: records are told apart by identity.
@kept(512)
def claim_of(build: Build, claim_id: str, asof: dt.date | None = None) -> tuple[ExcerptRecord, ClaimRecord]:
    """A claim with its excerpt, judged as of a day or now. Raises KeyError for an unknown id."""
    for article in charts.known_names(build).articles:
        for excerpt in claims.excerpts(build, article, asof):
            for claim in excerpt.claims:
                if claim.id == claim_id:
                    return ExcerptRecord(excerpt.id, excerpt.quote, excerpt.chart_id, (claim,)), claim
    raise KeyError(claim_id)


def claim_page_url(claim: ClaimRecord, base: str = "", ending: str = "") -> str:
    """The link to a claim's light page, or with an ending to its preview, as of the day that it is judged at."""
    return f"{base}/claim/{claim.id}{ending}{f'?asof={claim.asof.isoformat()}' if claim.asof else ''}"


def claim_content(build: Build, claim: ClaimRecord, problems: list[str]) -> dict[str, Any]:
    """What every page about a claim says of it, and its head."""
    sentence, base = claim_sentence(build, claim, claims.article(build, claim.article_id)), settings.public_url()
    return {
        "title": claim.statement,
        "problems": problem_sentences(problems),
        "description": sentence,
        "sentence": sentence,
        "canonical": claim_page_url(claim, base) if base else "",
        "address": claim_page_url(claim, base) if base else "",
        "oembed": oembed_url(claim_page_url(claim, base), base) if base else "",
        "image": claim_page_url(claim, base, ".png") if base else "",
        "image_alt": sentence,
        "here": claim_page_url(claim).removeprefix("/"),
        "follow": follow(claim.article_id, claim.asof),
        "masthead": Markup(masthead(_standing(build, claim))),
    }


def _standing(build: Build, claim: ClaimRecord) -> Location:
    articles = claims.articles(build)
    return Location(f"claim/{claim.id}", None, {}, claim.article_id, articles, claim.asof, True)


def claim_in_frame(build: Build, claim: ClaimRecord, today: dt.date) -> Embedded:
    """The parts of a claim that stand in a frame."""
    article = claims.article(build, claim.article_id)
    words = f"a claim of: {article.title}, {article.publisher}, {say_day(article.published_on)}"
    return embedded_claim(build, claim, words, today)


def framed_claim_html(
    build: Build, claim_id: str, asof: dt.date | None, problems: list[str], today: dt.date, theme: str
) -> str:
    """What stands in the frame of another's page, as HTML. `theme`: one of THEMES. KeyError for an unknown claim."""
    _, claim = claim_of(build, claim_id, asof)
    content, shown = claim_content(build, claim, problems), claim_in_frame(build, claim, today)
    return render("embed.html", **content, light=content["here"], shown=shown, style=embedded_style(theme))


def claim_page_html(build: Build, claim_id: str, asof: dt.date | None, problems: list[str], today: dt.date) -> str:
    """The whole page as HTML. Raises KeyError for an unknown claim."""
    excerpt, claim = claim_of(build, claim_id, asof)
    article, view = claims.article(build, claim.article_id), claims.view_of(claim)
    content: dict[str, Any] = claim_content(build, claim, problems) | {
        "wrong": report(claim.statement, claim_page_url(claim, settings.public_url()), build.id, claim.asof),
        "id": claim.id,
        "asof": say_day(claim.asof) if claim.asof else "",
        "judged": claim.now != UNPUBLISHED,
        "article": article,
        "published": say_day(article.published_on),
        "place": f"{article.url}#:~:text={quote(excerpt.quote, safe='')}" if article.url else "",
        "card": Markup(card(build, excerpt, claim.chart_id, alone=True)),
        "others": [
            {
                "link": claim_page_url(other).removeprefix("/"),
                "statement": other.statement,
                "headline": headline(other.then, other.now, when(other)),
            }
            for each in claims.excerpts(build, claim.article_id, asof)
            for other in each.claims
            if other.id != claim.id
        ],
        "today": say_day(today),
        "build": build_info(build).build_id,
        "linked": review_json_ld(build, claim, article),
        "pictures": (),
        "rests": rests(build, claim),
    }
    if claim.chart_id:
        picture = drawn(build, view)
        content |= {
            "pictures": pictures(build, view),
            "chart": {
                "title": picture.title,
                "subtitle": picture.subtitle,
                "light": light_url(view).removeprefix("/"),
            },
            "told": Markup(notes_html(picture)),
            "source": Markup(source_line(build, view, today, False)),
        }
    return render("claim.html", **content)


def claim_sentence(build: Build, claim: ClaimRecord, article: ArticleRecord) -> str:
    """The claim and our verdict in one sentence that can be printed"""
    return rated(claim, article, build_info(build).newest_vintage.date())


def review_json_ld(build: Build, claim: ClaimRecord, article: ArticleRecord) -> Markup:
    """schema.org’s ClaimReview; empty where nothing is reviewed: a sample of our own, or no verdict on what it says.

    The verdict stands in words: it is none of true and false, and has no number.
    """
    if article.sample or claim.now == UNPUBLISHED or claim.now.verdict in (Judgement.NOT_CHECKABLE, Judgement.OPEN):
        return Markup()
    base, newest = settings.public_url(), build_info(build).newest_vintage.date()
    appeared = {"@type": "Article", "headline": article.title, "url": article.url}
    found = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim.statement,
        "reviewRating": {"@type": "Rating", "alternateName": headline(claim.then, claim.now, when(claim))},
        "reviewBody": explanation(claim),
        "author": {"@type": "Organization", "name": settings.NAME},
        "dateModified": (claim.asof or newest).isoformat(),
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": article.published_on.isoformat(),
            "author": {"@type": "Organization", "name": article.publisher},
        }
        | ({"appearance": appeared} if article.url else {}),
    }
    based = _based_on(build, claim)
    return script(
        found | ({"isBasedOn": based} if based else {}) | ({"url": claim_page_url(claim, base)} if base else {})
    )


def _based_on(build: Build, claim: ClaimRecord) -> list[str]:
    """The pages of what decides the verdict: the sources of series, and those that report events."""
    rows = [row for row in claim.found_now if row.decides and not row.trouble]
    series = tuple(dict.fromkeys(row.series_id for row in rows if row.series_id))
    pages = [row.landing_url for row in series_reach(build, series, claim.asof)] if series else []
    return list(dict.fromkeys([*pages, *(url for row in rows for url in (row.event_url, row.then_url) if url)]))
