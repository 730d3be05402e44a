"""What a view of a build shows, and its drawing, each made once: pages, pictures, files and words start from them."""

import dataclasses

import pandas as pd

from dashboard.address.view import Scale, Show, View
from dashboard.chart.drawing import Around, drawing
from dashboard.chart.marks import chosen_events
from dashboard.chart.records import ArticleDay, ChartInfo, Drawing, Selection
from dashboard.chart.selection import select, window
from dashboard.record import charts
from dashboard.record.build import Build, kept
from dashboard.record.series import observations
from dashboard.words.alt import alt
from dashboard.words.measure import view_subtitle
from dashboard.words.seen import seen
from etl.vocabulary import ChartKind


def selected(build: Build, view: View) -> Selection:
    """The members of a view with their rows. Raises KeyError for an unknown chart."""
    # What no member depends on makes no further selection.
    return _selected(build, dataclasses.replace(view, show=Show.CHART, scale=Scale.LINEAR, article="", periods=False))


@kept(128)
def _selected(build: Build, view: View) -> Selection:
    return select(charts.chart_info(build, view.chart), observations(build, view.chart, view.asof), view)


@kept(128)
def drawn(build: Build, view: View) -> Drawing:
    """The drawing of a view in one build. Raises KeyError for an unknown chart."""
    info = charts.chart_info(build, view.chart)
    article = charts.article_shown(build, view)
    events = charts.chart_events(build, view.chart) if view.events or info.kind == ChartKind.TIMELINE else None
    mapped = charts.outlines(build).keys() if info.kind == ChartKind.MAP else ()
    periods = charts.shaded_periods(build) if view.periods else ()
    newest = (
        selected(build, dataclasses.replace(view, asof=None)) if view.asof and info.kind == ChartKind.TIME else None
    )
    around = Around(article, events, periods, mapped, newest)
    picture = drawing(info, selected(build, view), view, around)
    return worded(picture, info, selected(build, view), view, article, events)


@kept(256)
def seen_line(build: Build, view: View) -> str:
    """What the drawing of a view shows, in one line, without drawing it. Raises KeyError for an unknown chart."""
    info = charts.chart_info(build, view.chart)
    events = charts.chart_events(build, view.chart) if info.kind == "timeline" else None
    listed = [] if events is None else chosen_events(events, view, *window(info, view))
    return seen(info, selected(build, view), view, listed, charts.article_shown(build, view))


def worded(
    picture: Drawing,
    info: ChartInfo,
    selection: Selection,
    view: View,
    article: ArticleDay | None = None,
    events: pd.DataFrame | None = None,
) -> Drawing:
    """The drawing with what it says in words: what its values measure, and what it shows to those who do not see it."""
    listed = [] if events is None else chosen_events(events, view, *window(info, view))
    said = alt(info, selection, view, listed, article)
    line = seen(info, selection, view, listed, article)
    return dataclasses.replace(picture, subtitle=view_subtitle(info, selection, view), alt=said, seen=line)
