"""The ledger: all claims in a table, filtered and sorted as the address says; each row opens its claim."""

from dataclasses import replace

import streamlit as st

from dashboard.address.params import FOLLOWED
from dashboard.documents.all import document
from dashboard.documents.ledger import ALL
from dashboard.record import claims
from dashboard.say import say_day
from dashboard.ui.context import context
from dashboard.ui.controls import Writing
from dashboard.ui.document import draw
from dashboard.views import ledger

ONLY_WORDS = {"": "All claims", "changed": "Changed only", "forecasts": "Forecasts"}
SORT_WORDS = {
    "article": "The article’s own order",
    "verdict": "Verdict",
    "changed": "When it changed, newest first",
    "evidence": "Independent sources, most first",
    "statement": "Statement",
}
KEYS = {name: f"ledger_{name}" for name in ("article", "verdict", "only", "words", "sort")}

ctx = context()
known = claims.articles(ctx.build)
asked, _ = ledger.parse_ledger(ctx.asked)


def write_filter(before: ledger.LedgerView) -> None:
    """Write what the controls ask for into the address; what every page follows stays in it."""
    state = {name: st.session_state[key] for name, key in KEYS.items()}
    now = replace(
        before,
        verdicts=tuple(state["verdict"]),
        only=before.only if state["only"] is None else state["only"],
        words=" ".join(state["words"].split()),
        sort=state["sort"],
        articles=ALL if state["article"] == ALL else "",
    )
    kept = {name: value for name, value in ctx.asked.items() if name in FOLLOWED}
    if state["article"] != ALL:
        kept["article"] = state["article"]
    st.query_params.from_dict(kept | ledger.ledger_params(now))


def draw_filter() -> None:
    """The controls, which show what the address says, and write it."""
    # Set before the controls are made: the address may have changed under them, through a link or Back.
    shown = ALL if asked.articles == ALL else ctx.article_id
    for name, value in (
        ("article", shown),
        ("verdict", list(asked.verdicts)),
        ("only", asked.only),
        ("words", asked.words),
        ("sort", asked.sort),
    ):
        st.session_state[KEYS[name]] = value
    titles = {name: f"{each.title} ({say_day(each.published_on)})" for name, each in known.items()}
    titles |= {ALL: "All articles"} if len(known) > 1 else {}
    on = f"on {say_day(ctx.asof)}" if ctx.asof else "now"
    change: Writing[ledger.LedgerView] = {"on_change": write_filter, "args": (asked,)}
    with st.expander("Filter and sort", expanded=not ctx.narrow):
        left, middle, right = st.columns(3)
        left.selectbox("Article", list(titles), key=KEYS["article"], format_func=titles.__getitem__, **change)
        left.text_input("Words in statement or excerpt", key=KEYS["words"], **change)
        words = {name: name.capitalize() for name in ledger.VERDICTS}
        middle.multiselect(
            f"Verdict {on}",
            ledger.VERDICTS,
            key=KEYS["verdict"],
            format_func=words.__getitem__,
            placeholder="All",
            **change,
        )
        middle.segmented_control("Show", ledger.ONLY, key=KEYS["only"], format_func=ONLY_WORDS.__getitem__, **change)
        right.selectbox("Sort by", ledger.SORTS, key=KEYS["sort"], format_func=SORT_WORDS.__getitem__, **change)


draw(ctx, document("ledger", ctx), {"filter": draw_filter})
