"""The box in which a reader types what to find; the results have a page, and an address, of their own."""

from pathlib import Path

import streamlit as st

RESULTS = Path(__file__).resolve().parents[2] / "pages" / "search.py"


def search_box(asked: str = "") -> None:
    """A text field; what is typed opens the page of results, or takes its place in the address there."""
    st.session_state["search_for"] = asked
    st.text_input(
        "Search",
        key="search_for",
        placeholder="Search charts, series, claims, events, words",
        label_visibility="collapsed",
        icon=":material/search:",
        width=460,
        on_change=_asked,
    )
    if wanted := st.session_state.pop("search_wanted", ""):
        st.switch_page(RESULTS, query_params={"q": wanted})


def _asked() -> None:
    st.session_state["search_wanted"] = st.session_state["search_for"].strip()
