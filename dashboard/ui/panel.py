"""A chart on a page: title, measure and unit, the picture, and the line that says who counts and how far it reaches."""

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from dashboard.address.view import View
from dashboard.draw.plotly.figure import config, figure
from dashboard.draw.plotly.plotly_inside import selectable, zoomable
from dashboard.parts.panel_words import key_line, panel_foot, panel_head
from dashboard.record import charts
from dashboard.record.build import Build, kept
from dashboard.record.shown import chart_of
from dashboard.ui import reading
from dashboard.ui.context import Context
from dashboard.views import tables
from dashboard.views.pictures import drawn, selections
from etl.vocabulary import ChartKind

# Days of events are sorted as days and written as they are in all columns.
DAYS = {"Day": st.column_config.DateColumn("Day", format="D MMM YYYY")}


@kept(128)
def plotted(build: Build, view: View, dark: bool, narrow: bool) -> go.Figure:
    """The figure of a view, made once per build, view, theme and width."""
    picture = drawn(build, view)
    return figure(picture, dark, narrow, charts.outlines(build) if picture.kind == ChartKind.MAP else {})


@kept(32)
def pointed(build: Build, view: View, dark: bool, narrow: bool) -> go.Figure:
    """The figure of a view whose points can be chosen."""
    return selectable(windowed(build, view, dark, narrow))


@kept(32)
def windowed(build: Build, view: View, dark: bool, narrow: bool) -> go.Figure:
    """The figure of a view over which a window of time can be dragged, where it has an axis of time."""
    made = plotted(build, view, dark, narrow)
    return made if drawn(build, view).start is None else zoomable(made)


def show(
    ctx: Context,
    view: View,
    *,
    linked: bool,
    named: bool = True,
    headed: bool = True,
    chosen: Callable[[], None] | None = None,
) -> None:
    """Draw one view. `linked`: the source line ends with a link to the chart's own page; else this is that page, which
    has it further down, and a window of time can be dragged over the picture.
    `named`: the title has the chart's id. `headed`: whether it stands, or stood further up.

    `chosen`: called when a point of the chart was chosen, or none any more; without it points cannot be.
    """
    picture = drawn(ctx.build, view)
    if headed:
        st.html(panel_head(ctx.build, view, named))
    below = ""
    if picture.layers:
        draw = partial(st.plotly_chart, theme=None, config=config(), alt=picture.alt, key=f"chart-{view.name}")
        made = (plotted if linked else windowed)(ctx.build, view, ctx.dark, ctx.narrow)
        if chosen:
            draw(pointed(ctx.build, view, ctx.dark, ctx.narrow), on_select=chosen, selection_mode="points")
        else:
            draw(made)
        meta = made.layout.meta
        below = key_line(picture, ctx.dark, meta["crowded"]) + reading.reading_line(view.name, meta["longest"])
    foot = panel_foot(ctx.build, view, ctx.today, linked, ctx.routed) if linked else ""
    if below + foot:
        st.html(below + foot)
    if linked and picture.kind == ChartKind.MAP:
        _numbers(ctx, view)


def _numbers(ctx: Context, view: View) -> None:
    """The values of a map, which a colour says only roughly, as a table that is made when it is opened."""
    box = st.expander("The same numbers as a table", key=f"numbers-{view.name}", on_change="rerun")
    if box.open:
        table = tables.observation_table(chart_of(ctx.build, view), selections(ctx.build, view))
        box.dataframe(table, hide_index=True, column_order=tables.READABLE[:3])


def beside(ctx: Context, lanes: View, view: View) -> None:
    """A timeline's lanes under the chart of another view, on the very same axis of time."""
    picture = drawn(ctx.build, lanes)
    made = figure(picture, ctx.dark, ctx.narrow, above=drawn(ctx.build, view))
    st.html(panel_head(ctx.build, lanes))
    st.plotly_chart(made, theme=None, config=config(), alt=picture.alt, key="chart-lanes")
    st.html(reading.reading_line("lanes", made.layout.meta["longest"]))
