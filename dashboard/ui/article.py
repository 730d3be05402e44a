"""What a reader chose and every page follows: what the address names, else what was chosen before.

The menu leads to addresses without parameters, so what was chosen is remembered for the session: here the article, in
`asof` the day, and what the address before named is written into the new one. Back may lead to an address that names
none, too: then what stood there is shown again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

KEY = "article_chosen"
# Where the session keeps each parameter that every page follows.
KEYS = {"article": KEY, "asof": "asof_chosen"}


@dataclass(frozen=True)
class Chosen:
    """What the last run showed: its page, the value chosen, and whether the address named that.

    `bare`: by page, the value last shown there without being named.
    """

    page: str
    value: str
    named: bool
    bare: Mapping[str, str] = field(default_factory=dict)


def chosen_article(asked: str | None, page: str, before: Chosen | None, first: str) -> Chosen:
    """What to show on `page`. `asked`: what the address names, None where it names none; `first`: the default."""
    bare = dict(before.bare) if before else {}
    if asked is not None:
        return Chosen(page, asked, True, bare)
    value = before.value if before else first
    if before and before.named and before.page == page:
        # On the same page the name has gone from the address: the reader went back.
        value = bare.get(page, first)
    return Chosen(page, value, False, bare | {page: value})


def carry(asked: Mapping[str, str], page: str, articles: Mapping[str, object]) -> dict[str, str]:
    """{name: value} of what the address of the page before named and this one does not: written into this one."""
    held = {name: st.session_state.get(key) for name, key in KEYS.items() if name not in asked}
    named = {name: one.value for name, one in held.items() if one and one.named and one.page != page and one.value}
    # A new build may lack an article.
    kept = {name: value for name, value in named.items() if name != "article" or value in articles}
    for name, value in kept.items():
        st.query_params[name] = value
    return kept


def remembered_article(asked: str, page: str, articles: Mapping[str, object]) -> str:
    """The id of the article to show in this run, kept for the session. A new build may lack one that was chosen.

    `asked`: the one that the address names, or empty.
    """
    before = st.session_state.get(KEY)
    if before and not {before.value, *before.bare.values()} <= articles.keys():
        before = None
    chosen = st.session_state[KEY] = chosen_article(asked or None, page, before, next(iter(articles)))
    return chosen.value
