"""The article beside the record: its claims in its own order, each with verdict and chart."""

from collections.abc import Iterator
from itertools import groupby

import streamlit as st

from dashboard.card import article_line, card
from dashboard.context import context
from dashboard.evidence import ExcerptRecord, excerpts
from dashboard.panel import claimed
from dashboard.search_box import search_box
from dashboard.tiles import tiles

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
    "An opinion piece says that Russia enters peace talks from weakness. Here is each of its claims beside public "
    "data, with what could be known when it appeared, what is known now, and a verdict that is computed.</p>"
    f'<p class="ci-soft">{article_line(ctx.article)}</p></div>'
)
search_box()
st.html(
    tiles(
        ctx.path,
        ctx.article["published_on"],
        (
            ("Russian casualties, estimated", "casualties_economist", "RUS"),
            ("Bank of Russia key rate", "key_rate", "RUS"),
            ("Wealth fund, liquid part", "fund_liquid_usd", "RUS"),
            ("EU governments’ defence spending in a year", "eu_defence_spending", "EU27"),
        ),
    )
)

# One interactive chart for each group of claims; excerpts whose chart stands above already are cards alone. Those that
# follow each other are sent together: the fewer pieces a page has, the sooner its first chart stands.
for chart, group in groupby(first_charts(excerpts(ctx.path, ctx.article_id)), key=lambda pair: pair[1]):
    cards = tuple(excerpt for excerpt, _ in group)
    if chart:
        st.html(RULE)
        claimed(ctx, cards, chart)
    else:
        st.html("".join(RULE + card(ctx.path, excerpt) for excerpt in cards))
