"""One chart by itself, its whole view in the address: window, scale, selection, transform, table, events."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

import pandas as pd

from dashboard.address.params import parameter_words, problem_sentences
from dashboard.address.view import Show, View, light_url, parse_view
from dashboard.documents.charts.about import about_data
from dashboard.documents.charts.browser import browser
from dashboard.documents.charts.tabs import NO_MAP, map_view, tabs_html
from dashboard.documents.charts.together import seen_together
from dashboard.documents.pieces import Adjusted, Caution, Document, Live, Panel, Piece, Subject, Words
from dashboard.parts.glossary import glossed
from dashboard.parts.panel_words import panel_foot, panel_head
from dashboard.parts.source_line import source_line
from dashboard.parts.tables.frame_table import table_html
from dashboard.parts.window_strip import window_strip
from dashboard.record import charts
from dashboard.record.shown import chart_of
from dashboard.views import exports, tables
from dashboard.views.pictures import pictured, selections
from etl.vocabulary import ChartKind

COLUMNS = (
    "Status: final, provisional, estimate, unverified or withdrawn. Learned: the vintage; where nothing was held then "
    "(hindsight), as first published or as first recorded by us. Low and high: the ends of the interval."
)


def chart_view(about: Subject) -> tuple[View, list[str]]:
    """The view that the address asks for, and what of it was ignored."""
    asked = dict(about.asked)
    typed = asked.pop("q", "")
    view, problems = parse_view(asked, charts.known_names(about.build), about.today)
    if typed and view.name:
        problems.append(f"{parameter_words('q', typed)} was ignored: it narrows the list of all charts")
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
    return (*cautions, *(_view(about, view) if view.name else browser(about)))


def _view(about: Subject, view: View) -> Iterator[Piece]:
    info, shown, mapped = chart_of(about.build, view), pictured(about.build, view), map_view(about.build, view)
    if view.show == Show.MAP and not mapped:
        yield Caution(NO_MAP)
    alone = len(shown) == 1
    title = f'<div class="ci"><h1 class="ci-chart-title">{escape(info.title)}</h1></div>'
    yield Words(panel_head(about.build, view, alone=True) if alone else title)
    yield Words(tabs_html(about.build, view))
    match view.show:
        case Show.TABLE:
            pieces = _table(about, view)
        case Show.MAP if mapped:
            pieces = _map(mapped)
        case Show.ABOUT:
            pieces = about_data(about, view)
        case _:
            pieces = _chart(about, view, shown)
    together = seen_together(about.build, view, light=False)
    yield Adjusted((Live("adjust"),), (*pieces, *([Words(together)] if together else ())))


def _chart(about: Subject, view: View, shown: Sequence[View]) -> Iterator[Piece]:
    info, alone = chart_of(about.build, view), len(shown) == 1
    for number, pane in enumerate(shown):
        yield Panel(pane, linked=False, headed=not alone, told=False, live=f"chart {number}")
    if window_strip(about.build, view):
        # Only the application has it; its room is kept.
        yield Live("window", '<div class="ci-window"></div>')
    yield from (Words(panel_foot(about.build, pane, about.today, False, about.routed)) for pane in shown)
    if not alone:
        yield Words(f'<p class="ci ci-soft">{escape(info.note)}</p>')
    yield _share(view)
    if info.kind != ChartKind.TIMELINE:
        yield Live("where")
    yield from _files(about, view)


def _table(about: Subject, view: View) -> Iterator[Piece]:
    table = drawn_table(about, view)
    yield Live("table", table_html(table))
    yield Words(f'<p class="ci ci-soft">{glossed(about.build, COLUMNS)}</p>')
    yield Words(source_line(about.build, view, about.today, False))
    yield _share(view)
    yield from _files(about, view)


def _map(mapped: View) -> Iterator[Piece]:
    yield Panel(mapped)
    yield _share(replace(mapped, show=Show.CHART))


def _share(view: View) -> Live:
    return Live("share", _link(light_url(view), "The same view as a page to send, cite, embed and download"))


def _files(about: Subject, view: View) -> Iterator[Piece]:
    """What no file contains, and, where no file is served, the one of what is drawn."""
    info = chart_of(about.build, view)
    for sentence in tables.withheld_words(info, view):
        yield Words(f'<p class="ci ci-soft">{escape(sentence)}</p>')
    if exports.downloadable(info, view) and not about.routed:
        yield Live("download")


def _link(address: str, words: str) -> str:
    return f'<p class="ci"><a href="{escape(address.removeprefix("/"))}" target="_self">{escape(words)}</a></p>'
