"""The article beside the record: its claims in its own order, each with verdict and chart."""

from collections.abc import Iterator
from itertools import groupby

import streamlit as st

from dashboard.parts.card import card
from dashboard.parts.first_screen import first_screen
from dashboard.record import claims
from dashboard.record.claims import ExcerptRecord, excerpts
from dashboard.ui.article import article_list
from dashboard.ui.context import context
from dashboard.ui.panel import claims_with_charts
from dashboard.ui.search_box import search_box

RULE = '<hr class="ci-rule">'

ctx = context()


def first_charts(shown: tuple[ExcerptRecord, ...]) -> Iterator[tuple[ExcerptRecord, str]]:
    """Each excerpt with the chart to draw beside it: its own, where no excerpt before it has drawn that one."""
    drawn = {""}
    for excerpt in shown:
        yield excerpt, "" if excerpt.chart_id in drawn else excerpt.chart_id
        drawn.add(excerpt.chart_id)


shown = excerpts(ctx.build, ctx.article_id, ctx.asof)
st.html(first_screen(ctx.build, ctx.article, shown))
article_list(claims.articles(ctx.build), ctx.article_id)
search_box()

# One interactive chart for each group of claims; excerpts whose chart stands above already are cards alone. Those that
# follow each other are sent together: the fewer pieces a page has, the sooner its first chart stands.
for chart, group in groupby(first_charts(shown), key=lambda pair: pair[1]):
    cards = tuple(excerpt for excerpt, _ in group)
    if chart:
        st.html(RULE)
        claims_with_charts(ctx, cards, chart)
    else:
        st.html("".join(RULE + card(ctx.build, excerpt, routed=ctx.routed) for excerpt in cards))
