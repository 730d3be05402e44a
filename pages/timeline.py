"""Timeline: dated events by category beside a chosen chart; which, and over what time, stand in the address."""

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.documents.all import document
from dashboard.documents.timeline import lanes_view, listed_events, timed_charts, timeline_view
from dashboard.record import charts
from dashboard.ui.context import context
from dashboard.ui.controls import timeline_controls
from dashboard.ui.document import draw
from dashboard.ui.panel import DAYS, beside
from dashboard.ui.written import keep_shown

ctx = context()
view, _ = timeline_view(ctx)
lanes = lanes_view(ctx, view)


def draw_table() -> None:
    """The events as a table."""
    st.dataframe(
        listed_events(ctx, lanes),
        hide_index=True,
        column_config={"Link": st.column_config.LinkColumn("Link", display_text="open"), **DAYS},
    )


draw(
    ctx,
    document("timeline", ctx),
    {
        "controls": partial(timeline_controls, view, timed_charts(ctx.build), charts.known_names(ctx.build)),
        "lanes": partial(beside, ctx, lanes, replace(view, end=lanes.end)),
        "table": draw_table,
    },
)
keep_shown(view)
