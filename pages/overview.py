"""The article beside the record: its claims in its own order, each with verdict and chart."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

import streamlit as st

from dashboard.parts.card import article_line, card
from dashboard.parts.tiles import tiles
from dashboard.record import evidence
from dashboard.record.evidence import ExcerptRecord, excerpts
from dashboard.ui.article import article_list
from dashboard.ui.context import context
from dashboard.ui.panel import claimed
from dashboard.ui.search_box import search_box

RULE = '<hr class="ci-rule">'

ctx = context()


def first_charts(shown: tuple[ExcerptRecord, ...]) -> Iterator[tuple[ExcerptRecord, str]]:
    """Each excerpt with the chart to draw beside it: its own, where no excerpt before it has drawn that one."""
    drawn = {""}
    for excerpt in shown:
        yield excerpt, "" if excerpt.chart_id in drawn else excerpt.chart_id
        drawn.add(excerpt.chart_id)


st.html(
    '<div class="ci"><h1 class="ci-title">The article beside the record</h1><p class="ci-lede">'
    f"{escape(ctx.article['summary'])} Here is each of its claims beside public data, with what could be known when "
    "it appeared, what is known now, and a verdict that is computed.</p>"
    f'<p class="ci-soft">{escape(article_line(ctx.article))}</p></div>'
)
article_list(evidence.articles(ctx.build), ctx.article_id)
search_box()
if chosen_tiles := evidence.tiled(ctx.build, ctx.article_id):
    st.html(tiles(ctx.build, ctx.article["published_on"], chosen_tiles, ctx.asof))

# One interactive chart for each group of claims; excerpts whose chart stands above already are cards alone. Those that
# follow each other are sent together: the fewer pieces a page has, the sooner its first chart stands.
for chart, group in groupby(first_charts(excerpts(ctx.build, ctx.article_id, ctx.asof)), key=lambda pair: pair[1]):
    cards = tuple(excerpt for excerpt, _ in group)
    if chart:
        st.html(RULE)
        claimed(ctx, cards, chart)
    else:
        st.html("".join(RULE + card(ctx.build, excerpt, routed=ctx.routed) for excerpt in cards))
