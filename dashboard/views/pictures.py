"""What a view of a build shows, and its drawing, each made once: pages, pictures, files and words start from them."""

import dataclasses
import datetime as dt

import pandas as pd

from dashboard.address.view import Axes, Scale, Show, View
from dashboard.chart.drawing import Around, drawing
from dashboard.chart.marks import chosen_events
from dashboard.chart.records import ArticleDay, ChartInfo, Drawing, Selection
from dashboard.chart.selection import select, series_unit, window
from dashboard.draw.two_axes import on_two_axes
from dashboard.record import charts
from dashboard.record.build import Build, kept
from dashboard.record.shown import chart_of, view_observations
from dashboard.words.alt import alt
from dashboard.words.measure import inside, view_subtitle
from dashboard.words.seen import seen, seen_in_panes
from etl.vocabulary import ChartKind

TWO_AXES = (
    "Two axes can be made to say anything: where the lines cross, and how alike they look, is a choice of the axes and "
    "says nothing of what they measure."
)
ONE_AXIS = "Two axes were asked for: only values in exactly two units have them."


def selected(build: Build, view: View) -> Selection:
    """The members of a view with their rows. Raises KeyError for an unknown chart."""
    # What no member depends on makes no further selection.
    return _selected(
        build, dataclasses.replace(view, show=Show.CHART, scale=Scale.LINEAR, article="", periods=False, axes=Axes.ONE)
    )


@kept(128)
def _selected(build: Build, view: View) -> Selection:
    return select(chart_of(build, view), view_observations(build, view), view)


@kept(128)
def panes(build: Build, view: View) -> tuple[View, ...]:
    """The views of one unit each, below each other on one axis of time, that a view is drawn as: mostly itself alone.

    Series that a reader put together may have several units. Raises KeyError for an unknown series.
    """
    series = chart_of(build, view).series if view.series and not view.unit else ()
    units = dict.fromkeys(series_unit(each, view) for each in series)
    return tuple(dataclasses.replace(view, unit=unit) for unit in units) if len(units) > 1 else (view,)


def pictured(build: Build, view: View) -> tuple[View, ...]:
    """The views that are drawn below each other: its panes, or the view itself where two of them share a plot."""
    return (view,) if _shares_plot(build, view) else panes(build, view)


def drawings(build: Build, view: View) -> tuple[Drawing, ...]:
    """The drawings of a view, below each other."""
    return tuple(drawn(build, each) for each in pictured(build, view))


def selections(build: Build, view: View) -> tuple[Selection, ...]:
    """What the panes of a view show."""
    return tuple(selected(build, pane) for pane in panes(build, view))


@kept(128)
def drawn(build: Build, view: View) -> Drawing:
    """The drawing of a view of one unit in one build. Raises KeyError for an unknown chart."""
    if _shares_plot(build, view):
        return _on_two_axes(build, view)
    if view.axes == Axes.TWO:
        alone = drawn(build, dataclasses.replace(view, axes=Axes.ONE))
        return dataclasses.replace(alone, notes=(*alone.notes, ONE_AXIS))
    if not view.unit:
        return _drawn(build, view)
    every = panes(build, dataclasses.replace(view, unit=""))
    ends = [(picture.start, picture.end) for picture in (_drawn(build, pane) for pane in every)]
    start, end = min((day for day, _ in ends if day), default=None), max((day for _, day in ends if day), default=None)
    beside = tuple(_drawn(build, pane, (start, end)) for pane in every)
    return dataclasses.replace(beside[every.index(view)], beside=beside)


@kept(128)
def _shares_plot(build: Build, view: View) -> bool:
    """Whether a view is one plot with two axes of values: asked for, of exactly two units, both with values."""
    if view.axes != Axes.TWO or view.unit:
        return False
    plain = panes(build, dataclasses.replace(view, axes=Axes.ONE))
    return len(plain) == 2 and all(drawn(build, pane).layers for pane in plain)


def _on_two_axes(build: Build, view: View) -> Drawing:
    info = chart_of(build, view)
    left, right = (drawn(build, pane) for pane in panes(build, dataclasses.replace(view, axes=Axes.ONE)))
    return dataclasses.replace(
        on_two_axes(left, right),
        chart=info.id,
        title=info.title,
        subtitle=f"Left: {inside(left.subtitle)}. Right: {inside(right.subtitle)}",
        alt=f"{left.alt} {right.alt}",
        seen=seen_in_panes((left, right)),
        notes=tuple(dict.fromkeys((TWO_AXES, *filter(None, (info.note, *left.notes, *right.notes))))),
    )


@kept(128)
def _drawn(build: Build, view: View, span: tuple[dt.date | None, dt.date | None] = (None, None)) -> Drawing:
    """The drawing of a view by itself; with a `span` that holds all it shows, on that axis of time."""
    info, selection = chart_of(build, view), selected(build, view)
    view = dataclasses.replace(view, start=view.start or span[0], end=view.end or span[1])
    article = charts.article_shown(build, view)
    events = charts.chart_events(build, view.chart) if view.events or info.kind == ChartKind.TIMELINE else None
    mapped = charts.outlines(build).keys() if info.kind == ChartKind.MAP else ()
    periods = charts.shaded_periods(build) if view.periods else ()
    newest = (
        selected(build, dataclasses.replace(view, asof=None)) if view.asof and info.kind == ChartKind.TIME else None
    )
    around = Around(article, events, periods, mapped, newest)
    # What holds until it changes may begin before the window, which all that stand on the axis then do.
    axis = dataclasses.replace(view, start=span[0] or view.start, end=span[1] or view.end)
    return worded(drawing(info, selection, axis, around), info, selection, view, article, events)


@kept(256)
def seen_line(build: Build, view: View, course: bool = True) -> str:
    """What the drawing of a view shows, in one line, without drawing it; without its `course` the newest value alone.

    Raises KeyError for an unknown chart.
    """
    info = charts.chart_info(build, view.chart)
    events = charts.chart_events(build, view.chart) if info.kind == "timeline" else None
    listed = [] if events is None else chosen_events(events, view, *window(info, view))
    return seen(info, selected(build, view), view, listed, charts.article_shown(build, view), course)


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
