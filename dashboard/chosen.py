"""Which article's claims are shown: the one that the address names, else the one that the reader was reading.

The menu leads to addresses without parameters, so what was chosen is remembered for the session. Back may lead to an
address without an article too: then the one that stood there is shown again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard.words import short_day

KEY, LIST = "article_chosen", "article_list"


@dataclass(frozen=True)
class Chosen:
    """What the last run showed: its page, the article, and whether the address named that.

    `bare`: by page, the article last shown there without being named.
    """

    page: str
    article: str
    named: bool
    bare: Mapping[str, str] = field(default_factory=dict)


def choose(asked: str, page: str, before: Chosen | None, first: str) -> Chosen:
    """The article to show on `page`. `asked`: the one that the address names, or empty; `first`: the default."""
    bare = dict(before.bare) if before else {}
    if asked:
        return Chosen(page, asked, True, bare)
    article = before.article if before else first
    if before and before.named and before.page == page:
        # On the same page the name has gone from the address: the reader went back.
        article = bare.get(page, first)
    return Chosen(page, article, False, bare | {page: article})


def remember(asked: str, page: str, articles: Mapping[str, object]) -> str:
    """The id of the article to show in this run, kept for the session. A new build may lack one that was chosen."""
    before = st.session_state.get(KEY)
    if before and not {before.article, *before.bare.values()} <= articles.keys():
        before = None
    chosen = st.session_state[KEY] = choose(asked, page, before, next(iter(articles)))
    return chosen.article


def article_list(articles: Mapping[str, Mapping[str, Any]], shown: str) -> None:
    """A list to choose from, where there is a choice; it writes the address. `articles`: {id: row}; `shown`: an id."""
    if len(articles) < 2:
        return
    # Set before the list is made: the address may have changed under it, through a link or Back.
    st.session_state[LIST] = shown
    names = {name: _named(row) for name, row in articles.items()}
    st.selectbox("Article", list(names), key=LIST, format_func=names.get, width=460, on_change=_write)


def _named(article: Mapping[str, Any]) -> str:
    return f"{article['title']} ({short_day(article['published_on'])})"


def _write() -> None:
    st.query_params["article"] = st.session_state[LIST]
