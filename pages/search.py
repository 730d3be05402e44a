"""Search: charts, quantities, series, claims, events, words and sources, found by the words a reader types."""

from html import escape
from itertools import groupby

import streamlit as st

from dashboard.parts.masthead import search_form
from dashboard.record import search
from dashboard.ui.context import context
from dashboard.ui.prose import heading

MOST = 12

ctx = context()
asked = ctx.asked.get("q", "")

heading("Search", "Charts, who says what, series, claims, events, sources and the words of the glossary.")
st.html(f'<div class="ci">{search_form({}, asked, "ci-search")}</div>')
everything = search.documents(ctx.build)
found = search.find(everything, asked)
if asked and not found:
    close = " · ".join(
        f'<a href="search?q={escape(word)}" target="_self">{escape(word)}</a>'
        for word in search.suggestions(everything, asked)
    )
    near = f" Did you mean: {close}?" if close else " Try fewer or other words."
    st.html(f'<p class="ci">Nothing here is called “{escape(asked)}”.{near}</p>')


def listed(entry: search.Document) -> str:
    """One result as HTML."""
    told = entry.told if len(entry.told) < 200 else entry.told[:200].rsplit(" ", 1)[0] + " …"
    return (
        f'<li><a href="{escape(entry.link)}" target="_self">{escape(entry.title)}</a>'
        f'<br><span class="ci-soft">{escape(told)}</span></li>'
    )


order = list(search.KINDS)
for kind, group in groupby(sorted(found, key=lambda entry: order.index(entry.kind)), key=lambda entry: entry.kind):
    results = list(group)
    more = f'<p class="ci-soft">and {len(results) - MOST} more: add a word</p>' if len(results) > MOST else ""
    items = "".join(map(listed, results[:MOST]))
    st.html(f'<div class="ci ci-found"><p class="ci-chart-title">{search.KINDS[kind]}</p><ul>{items}</ul>{more}</div>')
