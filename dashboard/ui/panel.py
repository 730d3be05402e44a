"""A chart on a page: title, measure and unit, the picture, and the line that says who counts and how far it reaches."""

from collections.abc import Callable
from functools import partial
from html import escape

import plotly.graph_objects as go
import streamlit as st

from dashboard.address.view import View, light_url
from dashboard.chart.records import Drawing
from dashboard.draw.plotly.figure import config, figure
from dashboard.draw.plotly.plotly_inside import selectable, unvalidated
from dashboard.parts.card import WRONG, card
from dashboard.parts.glossary import glossed
from dashboard.parts.source_line import notes_html, source_line
from dashboard.record import queries
from dashboard.record.build import Build, kept
from dashboard.record.claims import ExcerptRecord, charted
from dashboard.ui.context import Context
from dashboard.views import tables
from dashboard.views.pictures import drawn


@kept(128)
def plotted(build: Build, view: View, dark: bool, narrow: bool) -> go.Figure:
    """The figure of a view, made once per build, view, theme and width."""
    picture = drawn(build, view)
    return figure(picture, dark, narrow, queries.outlines(build) if picture.kind == "map" else {})


@kept(32)
def pointed(build: Build, view: View, dark: bool, narrow: bool) -> go.Figure:
    """The figure of a view whose points can be chosen."""
    return selectable(plotted(build, view, dark, narrow))


def panel(ctx: Context, chart_id: str) -> None:
    """A chart as it stands by itself: heading, picture, source line with a link to its own page."""
    show(ctx, View(chart=chart_id, article=ctx.article_id, asof=ctx.asof), linked=True)


def show(ctx: Context, view: View, *, linked: bool, chosen: Callable[[], None] | None = None) -> None:
    """Draw one view. `linked`: the source line ends with a link to the chart's own page.

    `chosen`: called when a point of the chart was chosen, or none any more; without it points cannot be.
    """
    picture = drawn(ctx.build, view)
    st.html(_title(ctx, picture, view.chart))
    if picture.layers:
        draw = partial(st.plotly_chart, theme=None, config=config(), alt=picture.alt, key=f"chart-{view.chart}")
        if chosen:
            draw(pointed(ctx.build, view, ctx.dark, ctx.narrow), on_select=chosen, selection_mode="points")
        else:
            draw(plotted(ctx.build, view, ctx.dark, ctx.narrow))
    wrong = f"{light_url(view).removeprefix('/')}#wrong"
    told = f'<p class="ci ci-soft"><a href="{escape(wrong)}" target="_self">{WRONG}</a></p>' if ctx.routed else ""
    st.html(notes_html(picture) + source_line(ctx.build, view, ctx.today, linked) + told)
    if linked and picture.kind == "map":
        _numbers(ctx, view)


def _numbers(ctx: Context, view: View) -> None:
    """The values of a map, which a colour says only roughly, as a table that is made when it is opened."""
    box = st.expander("The same numbers as a table", key=f"numbers-{view.chart}", on_change="rerun")
    if box.open:
        info, data = queries.chart(ctx.build, view.chart), queries.observations(ctx.build, view.chart, view.asof)
        box.dataframe(tables.observation_table(info, data, view), hide_index=True, column_order=tables.READABLE[:3])


def _title(ctx: Context, picture: Drawing, chart_id: str) -> str:
    return (
        f'<div class="ci"><p class="ci-chart-title" id="{escape(chart_id)}">{escape(picture.title)}</p>'
        f'<span class="ci-soft">{glossed(ctx.build, picture.subtitle)}</span></div>'
    )


def beside(ctx: Context, lanes: View, view: View) -> None:
    """A timeline's lanes under the chart of another view, on the very same axis of time."""
    spec = plotted(ctx.build, lanes, ctx.dark, ctx.narrow).to_dict()
    layout = spec["layout"]
    # Without data in the window there is no axis above.
    if drawn(ctx.build, view).layers:
        above = plotted(ctx.build, view, ctx.dark, ctx.narrow).to_dict()["layout"]
        layout |= {"margin": layout["margin"] | {side: above["margin"][side] for side in "lr"}}
        shared = {name: above["xaxis"][name] for name in ("range", "tickvals", "ticktext")}
        layout |= {"xaxis": layout["xaxis"] | shared}
    picture = drawn(ctx.build, lanes)
    st.html(_title(ctx, picture, lanes.chart))
    st.plotly_chart(
        unvalidated({"data": spec["data"], "layout": layout}),
        theme=None,
        config=config(),
        alt=picture.alt,
        key="chart-lanes",
    )


def claims_with_charts(ctx: Context, excerpts: tuple[ExcerptRecord, ...], chart_id: str) -> None:
    """Claims' cards with their chart beside them; on a phone, the chart below."""
    left, right = st.columns([0.4, 0.6], gap="medium")
    with left:
        st.html("".join(card(ctx.build, excerpt, chart_id, routed=ctx.routed) for excerpt in excerpts))
    with right:
        panel(ctx, chart_id)


def with_claims(ctx: Context, chart_id: str) -> None:
    """A chart of a topic page: beside the excerpts that claim something about it, or by itself."""
    excerpts = charted(ctx.build, ctx.article_id, chart_id, ctx.asof)
    if excerpts:
        claims_with_charts(ctx, excerpts, chart_id)
    else:
        panel(ctx, chart_id)
