"""One chart by itself, its whole view in the address: window, scale, selection, transform, table, events."""

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import settings
from dashboard.address.view import Show, View
from dashboard.documents.all import document
from dashboard.documents.chart import chart_view, drawn_table
from dashboard.documents.charts.tabs import map_view
from dashboard.parts.glossary import glossed
from dashboard.parts.window_strip import window_strip
from dashboard.record import charts
from dashboard.record.shown import chart_of, lines_found, series_lines
from dashboard.ui.context import Context, context
from dashboard.ui.controls import FIND, controls
from dashboard.ui.document import draw
from dashboard.ui.panel import DAYS, show
from dashboard.ui.share import share_row
from dashboard.ui.where import keep_chosen, where
from dashboard.ui.written import keep_shown
from dashboard.views import exports
from dashboard.views.pictures import drawings, pictured
from etl.vocabulary import ChartKind

VALUES = (
    "What is made of the values as published, such as a mean or lines with the first value = 100, is defined under the "
    "chart, which also says of what nothing is made. A logarithmic scale shows equal ratios as equal steps."
)


def adjust(ctx: Context, view: View) -> None:
    """The controls of the view."""
    info = chart_of(ctx.build, view)
    with st.expander("Adjust", expanded=not ctx.narrow):
        lines = series_lines(ctx.build, view.asof)
        found = lines_found(ctx.build, st.session_state.get(FIND, ""), view.asof)
        timed = drawings(ctx.build, view)[0].start is not None
        controls(info, view, charts.known_names(ctx.build), lines, found, timed)
        if info.kind == ChartKind.TIME:
            st.html(f'<p class="ci ci-soft">{glossed(ctx.build, VALUES)}</p>')


def table(ctx: Context, view: View) -> None:
    """What is drawn as a table."""
    st.dataframe(drawn_table(ctx, view), hide_index=True, column_config=DAYS)


def window(ctx: Context, view: View) -> None:
    """The strip on which a window of time is chosen."""
    st.html(window_strip(ctx.build, view))


def download(ctx: Context, view: View) -> None:
    """The file of what is drawn, made when it is asked for."""
    name = exports.filename(chart_of(ctx.build, view), view, ".csv")
    st.download_button("Download what is drawn as CSV", partial(exports.csv, ctx.build, view), name, "text/csv")


ctx = context()
view, _ = chart_view(ctx)
if view.name:
    info = chart_of(ctx.build, view)
    st.set_page_config(page_title=settings.titled(info.title))
    shown = pictured(ctx.build, view)
    mapped = map_view(ctx.build, view) if view.show == Show.MAP else None
    pictures = {
        f"chart {number}": partial(
            show,
            ctx,
            pane,
            linked=False,
            headed=len(shown) > 1,
            chosen=partial(keep_chosen, ctx, view, pane) if info.kind != ChartKind.TIMELINE else None,
        )
        for number, pane in enumerate(shown)
    }
    draw(
        ctx,
        document("chart", ctx),
        pictures
        | {
            "window": partial(window, ctx, view),
            "where": partial(where, ctx, view),
            "share": partial(share_row, ctx, replace(mapped, show=Show.CHART) if mapped else view),
            "adjust": partial(adjust, ctx, view),
            "table": partial(table, ctx, view),
            "download": partial(download, ctx, view),
        },
    )
    keep_shown(view)
else:
    draw(ctx, document("chart", ctx))
