"""The article beside the record: its claims in its own order, each with verdict and chart."""

import streamlit as st

from dashboard.card import article_line, card
from dashboard.context import context
from dashboard.evidence import excerpts
from dashboard.panel import claimed
from dashboard.tiles import tiles

ctx = context()

st.html(
    '<div class="ci"><h1 class="ci-title">The article beside the record</h1><p class="ci-lede">'
    "An opinion piece says that Russia enters peace talks from weakness. Here is each of its claims beside public "
    "data, with what could be known when it appeared, what is known now, and a verdict that is computed.</p>"
    f'<p class="ci-soft">{article_line(ctx.article)}</p></div>'
)
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

# One interactive chart for each group of claims; an excerpt whose chart stands above already is a card alone.
shown = set()
for excerpt in excerpts(ctx.path, ctx.article_id):
    st.html('<hr class="ci-rule">')
    if excerpt.chart_id and excerpt.chart_id not in shown:
        shown.add(excerpt.chart_id)
        claimed(ctx, excerpt, excerpt.chart_id)
    else:
        st.html(card(excerpt))
