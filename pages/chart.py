"""One chart by itself, its whole view in the address: window, scale, selection, transform, table, events."""

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from dashboard import settings
from dashboard.address.view import Show, parse_view
from dashboard.chart.selection import picked
from dashboard.parts.glossary import glossed
from dashboard.record import charts
from dashboard.record.series import observations, series_reach
from dashboard.say import literal
from dashboard.ui.context import context
from dashboard.ui.controls import controls
from dashboard.ui.panel import DAYS, show
from dashboard.ui.prose import heading, warn
from dashboard.ui.share import share_row
from dashboard.ui.where import keep_chosen, where
from dashboard.views import exports, tables
from dashboard.views.pictures import drawn

VALUES = (
    "Beside the values as published there are the change on a year earlier, the change per day, and lines with the "
    "first value = 100. A logarithmic scale shows equal ratios as equal steps."
)
COLUMNS = (
    "Status: final, provisional, estimate, unverified or withdrawn. Learned: the vintage; where nothing was held then "
    "(hindsight), as first published or as first recorded by us. Low and high: the ends of the interval."
)

ctx = context()
known = charts.known_names(ctx.build)
view, problems = parse_view(ctx.asked, known, ctx.today)
# An address that names no day shows the one that the reader set.
view = replace(view, asof=ctx.asof)

warn(problems)

if not view.chart:
    heading("Charts", "Every chart by itself, to adjust, to read as a table, and to send as a link.")
    day = f"&amp;asof={view.asof}" if view.asof else ""
    for topic in dict.fromkeys(charts.chart_info(ctx.build, chart).topic for chart in known.charts):
        links = "".join(
            f'<li><a href="chart?chart={chart}{day}" target="_self">'
            f"{escape(charts.chart_info(ctx.build, chart).title)}</a></li>"
            for chart in charts.chart_ids(ctx.build, topic)
        )
        st.html(f'<div class="ci"><p class="ci-chart-title">{topic.capitalize()}</p><ul>{links}</ul></div>')
    st.stop()

info = charts.chart_info(ctx.build, view.chart)
st.set_page_config(page_title=settings.titled(info.title))
data = observations(ctx.build, view.chart, view.asof)
traceable = info.kind != "timeline"
show(ctx, view, linked=False, chosen=partial(keep_chosen, ctx, view) if traceable else None)
if traceable:
    where(ctx, view)
share_row(ctx, view)
with st.expander("Adjust", expanded=not ctx.narrow):
    if info.kind == "time":
        st.html(f'<p class="ci ci-soft">{glossed(ctx.build, VALUES)}</p>')
    controls(info, view, known, timed=drawn(ctx.build, view).start is not None)

if info.kind == "timeline":
    table = partial(tables.event_table, info, charts.chart_events(ctx.build, view.chart), view)
else:
    table = partial(tables.observation_table, info, data, view)

# A long table is made and sent when it is looked at, and a file when it is asked for.
box = st.expander(
    "Table of what is drawn", expanded=view.show == Show.TABLE, key=f"table-{view.show}", on_change="rerun"
)
if box.open:
    box.dataframe(table(), hide_index=True, column_config=DAYS)
    box.html(f'<p class="ci ci-soft">{glossed(ctx.build, COLUMNS)}</p>')
for sentence in tables.withheld_words(info, view):
    st.html(f'<p class="ci ci-soft">{escape(sentence)}</p>')
if exports.downloadable(info, view) and not ctx.routed:
    file = partial(exports.csv, ctx.build, view)
    st.download_button("Download what is drawn as CSV", file, exports.filename(info, view, ".csv"), "text/csv")

for row in series_reach(ctx.build, tuple(series.id for series in picked(info, view))):
    with st.expander(f"What it counts: {literal(row.title)}"):
        told = [row.definition, *row.caveats]
        items = "".join(f"<li>{glossed(ctx.build, sentence)}</li>" for sentence in told[1:])
        st.html(f'<div class="ci"><p>{glossed(ctx.build, told[0])}</p><ul>{items}</ul></div>')
