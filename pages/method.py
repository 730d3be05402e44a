"""Method: the words, what is counted, how verdicts come about, the limits, and how to report an error."""

from html import escape
from pathlib import Path

import streamlit as st

from dashboard.record import charts
from dashboard.record.series import series_reach
from dashboard.say import literal
from dashboard.ui.context import context
from dashboard.ui.prose import heading

MEANING = Path(__file__).resolve().parent.parent / "docs" / "meaning.md"

ctx = context()

heading(
    "Method",
    "What the words mean, what is counted, how a verdict comes about from data, and what the data cannot tell.",
)
st.html(f'<p class="ci ci-soft">Article: {escape(ctx.article.published_on_basis)}</p>')
# The same text that stands in the repository; its title is the heading above.
st.markdown(MEANING.read_text(encoding="utf-8").split("\n", 1)[1])

st.markdown("## Each series")
for chart in charts.chart_ids(ctx.build):
    info = charts.chart_info(ctx.build, chart)
    # A timeline draws events, which have no series to define.
    if not info.series:
        continue
    with st.expander(literal(info.title)):
        for row in series_reach(ctx.build, tuple(series.id for series in info.series)):
            st.markdown(f"**{literal(row.title)}** ({literal(row.publisher)}). {literal(row.definition)}")
            if row.interval_words:
                st.markdown(f"Low and high: {literal(row.interval_words)}.")
            if row.derived:
                st.markdown(f"Derived: {literal(row.derived)}.")
            for caveat in row.caveats:
                st.markdown(f"- {literal(caveat)}")

st.markdown(
    "## Report an error\n\n"
    "Open an issue in this program’s repository with the chart’s link, what is wrong, and the source that says "
    "otherwise. A wrong number comes first. The table behind every chart names the source of each row."
)
