"""One chart by itself, its whole view in the address: window, scale, selection, transform, table, events."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

import pandas as pd

from dashboard.address.params import problem_sentences
from dashboard.address.view import Known, Show, View, light_url, parse_view, view_url
from dashboard.chart.selection import picked_ids
from dashboard.documents.charts.together import seen_together
from dashboard.documents.pieces import Caution, Document, Live, Panel, Piece, Subject, Words
from dashboard.documents.prose import folded, heading
from dashboard.parts.frame_table import table_html
from dashboard.parts.glossary import glossed
from dashboard.record import charts
from dashboard.record.series import series_reach
from dashboard.record.shown import chart_of
from dashboard.views import exports, tables
from dashboard.views.pictures import panes, selections
from etl.vocabulary import ChartKind

TABLE = "Table of what is drawn"
COLUMNS = (
    "Status: final, provisional, estimate, unverified or withdrawn. Learned: the vintage; where nothing was held then "
    "(hindsight), as first published or as first recorded by us. Low and high: the ends of the interval."
)


def chart_view(about: Subject) -> tuple[View, list[str]]:
    """The view that the address asks for, and what of it was ignored."""
    view, problems = parse_view(about.asked, charts.known_names(about.build), about.today)
    # An address that names no day shows the one that the reader set.
    return replace(view, asof=about.asof), problems


def drawn_table(about: Subject, view: View) -> pd.DataFrame:
    """What is drawn as a table, as views/tables tells it."""
    info = chart_of(about.build, view)
    if info.kind == ChartKind.TIMELINE:
        return tables.event_table(info, charts.chart_events(about.build, view.chart), view)
    return tables.observation_table(info, selections(about.build, view))


def chart(about: Subject) -> Document:
    """The page’s pieces; without a chart in the address, those of the list of all."""
    view, problems = chart_view(about)
    cautions = tuple(map(Caution, problem_sentences(problems)))
    return (*cautions, *(_view(about, view) if view.name else _list(about, view)))


def _list(about: Subject, view: View) -> Iterator[Piece]:
    yield heading(about, "Charts", "Every chart by itself, to adjust, to read as a table, and to send as a link.")
    known: Known = charts.known_names(about.build)
    day = f"&amp;asof={view.asof}" if view.asof else ""
    topics = (charts.chart_info(about.build, each).topic for each in known.charts)
    for topic in dict.fromkeys(filter(None, topics)):
        links = "".join(
            f'<li><a href="chart?chart={each}{day}" target="_self">'
            f"{escape(charts.chart_info(about.build, each).title)}</a></li>"
            for each in charts.chart_ids(about.build, topic)
        )
        yield Words(f'<div class="ci"><p class="ci-chart-title">{topic.capitalize()}</p><ul>{links}</ul></div>')


def _view(about: Subject, view: View) -> Iterator[Piece]:
    info, shown = chart_of(about.build, view), panes(about.build, view)
    if len(shown) > 1:
        yield Words(f'<div class="ci"><h1 class="ci-chart-title">{escape(info.title)}</h1></div>')
    for number, pane in enumerate(shown):
        yield Panel(pane, linked=False, alone=len(shown) == 1, live=f"chart {number}")
    if len(shown) > 1:
        yield Words(f'<p class="ci ci-soft">{escape(info.note)}</p>')
    if info.kind != ChartKind.TIMELINE:
        yield Live("where")
    yield Live("share", _link(light_url(view), "The same view as a page to send, cite, embed and download"))
    yield Live("adjust")
    yield Live("table", _table(about, view))
    for sentence in tables.withheld_words(info, view):
        yield Words(f'<p class="ci ci-soft">{escape(sentence)}</p>')
    if exports.downloadable(info, view) and not about.routed:
        yield Live("download")
    together = seen_together(about.build, view, light=False)
    if together:
        yield Words(together)
    for row in series_reach(about.build, picked_ids(info, view)):
        told = [glossed(about.build, sentence) for sentence in (row.definition, *(row.caveats))]
        items = "".join(f"<li>{sentence}</li>" for sentence in told[1:])
        yield folded(f"What it counts: {row.title}", f"<p>{told[0]}</p><ul>{items}</ul>")


def _table(about: Subject, view: View) -> str:
    """The table where the address asks for it, else a link to it: it may be long."""
    if view.show != Show.TABLE:
        return _link(view_url(replace(view, show=Show.TABLE)), TABLE)
    columns = f'<p class="ci ci-soft">{glossed(about.build, COLUMNS)}</p>'
    return f"{table_html(drawn_table(about, view))}{columns}"


def _link(address: str, words: str) -> str:
    return f'<p class="ci"><a href="{escape(address.removeprefix("/"))}" target="_self">{escape(words)}</a></p>'
