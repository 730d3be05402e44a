"""As of which day the record is shown: the address is the one truth, and the day is remembered for the session."""

import datetime as dt

import streamlit as st

from dashboard.ui.article import KEYS, chosen_article


def remembered_day(asked: str | None, page: str) -> dt.date | None:
    """The day to show in this run, None for today; kept for the session.

    `asked`: the day that the address names, empty for today, None where it names none.
    """
    key = KEYS["asof"]
    chosen = st.session_state[key] = chosen_article(asked, page, st.session_state.get(key), "")
    return dt.date.fromisoformat(chosen.value) if chosen.value else None
