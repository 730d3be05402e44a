"""Timeline: dated events by category beside a chosen chart; which, and over what time, stand in the address."""

from dataclasses import replace

import streamlit as st

from dashboard.address.view import ON, View, parse_view, view_url
from dashboard.record import charts
from dashboard.ui.context import context
from dashboard.ui.controls import timeline_controls
from dashboard.ui.panel import DAYS, beside, show
from dashboard.ui.prose import heading, prose, warn
from dashboard.views import tables

FIRST = "casualties"

ctx = context()
known = charts.known_names(ctx.build)
view, problems = parse_view(ctx.asked, known, ctx.today)
timed = tuple(chart for chart in known.charts if charts.chart_info(ctx.build, chart).kind in ("time", "stacked"))
if view.chart and view.chart not in timed:
    problems.append(f"the chart ‘{view.chart}’ does not run along time")
begins = charts.chart_info(ctx.build, "events").start
view = replace(
    view,
    chart=view.chart if view.chart in timed else FIRST,
    # What was picked belongs to the chart that was asked for.
    pick=view.pick if view.chart in timed else (),
    events=view.events or (ON,),
    start=view.start or (begins if begins is None or view.end is None or view.end > begins else None),
    asof=ctx.asof,
    article=view.article or ctx.article_id,
)

heading(
    "Timeline",
    "What happened when, beside one of the charts. An event next to a turn of a line does not say that one caused the "
    "other.",
)
warn(problems)
timeline_controls(view, {chart: charts.chart_info(ctx.build, chart).title for chart in timed}, known)
# Both axes reach to today, so that events after a chart's last value have their place.
shown = replace(view, end=view.end or ctx.today)
show(ctx, shown, linked=True)
lanes = View("events", shown.start, shown.end, events=view.events, article=view.article, asof=view.asof)
listed = tables.event_table(charts.chart_info(ctx.build, "events"), charts.chart_events(ctx.build, "events"), lanes)
if listed.empty:
    st.html('<p class="ci">No event held lies in this window.</p>')
    st.stop()
beside(ctx, lanes, shown)
prose(
    "Open marks are events whose source page was not read in full. Choose categories and days above; the list follows."
)
st.dataframe(
    listed,
    hide_index=True,
    column_config={"Link": st.column_config.LinkColumn("Link", display_text="open"), **DAYS},
)
st.html(
    f'<p class="ci"><a href="{view_url(view, page="timeline").removeprefix("/")}" target="_self">Link to exactly this '
    "timeline</a></p>"
)
