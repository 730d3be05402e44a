"""Which picture a link to a chart, a claim or a page of the dashboard unfolds to."""

import dataclasses
import datetime as dt

from dashboard import settings
from dashboard.address.view import View
from dashboard.chart.selection import picked
from dashboard.draw.still import poster
from dashboard.draw.still.thumbnail import thumbnail
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.charts import chart_ids, known_names, outlines
from dashboard.record.claims import ClaimRecord
from dashboard.record.shown import chart_of
from dashboard.say import join_words, say_day
from dashboard.views.pictures import drawings, drawn
from dashboard.web import chart_page
from dashboard.web.answers import Made
from dashboard.words.message import SIGNS, article_message, tally
from dashboard.words.reasons import headline, when
from etl.vocabulary import ChartKind

PICTURE, PREVIEW = "image/svg+xml", "image/png"
# Between a sign and its word, which stand in one line.
NO_BREAK = "\u00a0"


def picture(build: Build, view: View, ending: str, today: dt.date) -> Made:
    """The view with its title and source as one picture; with the verdict of the first claim that the chart has."""
    found = [claim for excerpt in chart_page.bearing_excerpts(build, view) for claim in excerpt.claims]
    return _drawn(build, view, poster_words(build, view, today, found[0] if view.article and found else None), ending)


def small_picture(build: Build, chart: str, asof: dt.date | None) -> Made:
    """A chart as a small picture, as of a day. Raises KeyError for an unknown one."""
    shown = drawn(build, View(chart=chart, asof=asof))
    return Made(thumbnail(shown, outlines(build) if shown.kind == ChartKind.MAP else {}), PICTURE)


def claim_preview(build: Build, claim: ClaimRecord, today: dt.date) -> Made:
    """A claim's verdict, beside its chart where it has one."""
    view = claims.view_of(claim)
    if view.chart:
        return _drawn(build, view, poster_words(build, view, today, claim), "png")
    return Made(poster.card_png(claim.statement, _history(claim), _verdict(claim), claim.now.verdict), PREVIEW)


def page_preview(build: Build, page: settings.Page, today: dt.date, followed: View | None = None) -> Made:
    """A topic's first chart; on other pages a mark for each claim of the article, and on its page what they come to.

    `followed`: names the article, or none for the first one, and the day that is looked back from.
    """
    article, asof = (followed.article, followed.asof) if followed else ("", None)
    charts = chart_ids(build, page.name) if page.name else ()
    if charts:
        view = View(chart=charts[0], article=article, asof=asof)
        shown = drawn(build, view)
        words = poster_words(build, view, today)
        titled = dataclasses.replace(words, title=page.title, subtitle=f"{shown.title}: {shown.subtitle}")
        return _drawn(build, view, titled, "png")
    article = article or next(iter(known_names(build).articles))
    found = [claim for excerpt in claims.excerpts(build, article, asof) for claim in excerpt.claims]
    marks = [poster.Mark(SIGNS[claim.now.verdict], claim.now.verdict) for claim in found]
    if page.name:
        return Made(poster.card_png(page.title, page.description, marks=marks), PREVIEW)
    counts = " · ".join(f"{SIGNS[verdict]}{NO_BREAK}{count} {verdict}" for verdict, count in tally(found))
    return Made(poster.card_png(article_message(found), counts, marks=marks), PREVIEW)


def poster_words(build: Build, view: View, today: dt.date, claim: ClaimRecord | None = None) -> poster.Poster:
    """What stands around a picture. `claim`: whose verdict is told."""
    shown, info = drawings(build, view), chart_of(build, view)
    publishers = list(dict.fromkeys(series.publisher for series in picked(info, view)))
    faint = " (faint: now)" if any(layer.kind == "ghost" for each in shown for layer in each.layers) else ""
    return poster.Poster(
        title=info.title,
        subtitle=shown[0].subtitle if len(shown) == 1 else "",
        quote=claim.statement if claim else "",
        verdict=_verdict(claim) if claim else "",
        source=f"Source: {join_words(publishers)}" if publishers else "Source: each event has its own",
        day=f"As known on {say_day(view.asof)}{faint}" if view.asof else f"Drawn {say_day(today)}",
        tone=claim.now.verdict if claim else None,
        before=_history(claim) if claim else "",
    )


def _verdict(claim: ClaimRecord) -> str:
    return f"{SIGNS[claim.now.verdict]}{NO_BREAK}{claim.now.verdict.capitalize()}"


def _history(claim: ClaimRecord) -> str:
    """Then and now, where they differ."""
    return headline(claim.then, claim.now, when(claim)) if claim.then.verdict != claim.now.verdict else ""


def _drawn(build: Build, view: View, words: poster.Poster, ending: str) -> Made:
    shown = drawings(build, view)
    shapes = outlines(build) if shown[0].kind == ChartKind.MAP else {}
    if ending == "svg":
        return Made(poster.svg(shown, words, shapes), PICTURE)
    return Made(poster.png(shown, words, shapes), PREVIEW)
