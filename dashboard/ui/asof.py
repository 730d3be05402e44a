"""As of which day the record is shown: the control at the top of every page that shows it, and the line that says so.

The address is the one truth, and the day is remembered for the session, as `chosen_article` does it.
"""

import datetime as dt

import streamlit as st

from dashboard.say import say_day
from dashboard.ui.article import KEYS, browser_page, chosen_article

KEY, CHOICE, DAY, BACK = KEYS["asof"], "asof_choice", "asof_day", "asof_back"
PUBLISHED, TODAY = "published", "today"
WORDS = {PUBLISHED: "Day of publication", TODAY: "Today"}


def remembered_day(asked: str | None, page: str) -> dt.date | None:
    """The day to show in this run, None for today; kept for the session.

    `asked`: the day that the address names, empty for today, None where it names none.
    """
    chosen = st.session_state[KEY] = chosen_article(asked, page, st.session_state.get(KEY), "")
    return dt.date.fromisoformat(chosen.value) if chosen.value else None


def control(published: dt.date, asof: dt.date | None, today: dt.date) -> None:
    """The control, and below it the line that says as of when the record stands; a change rewrites the address.

    `published`: the day of publication, from which on a day may be chosen.
    """
    # Set before the widgets are made: the address may have changed under them, through a link or Back.
    st.session_state[CHOICE] = {None: TODAY, published: PUBLISHED}.get(asof)
    st.session_state[DAY] = asof
    seen = browser_page("asof")
    # A link may name a day outside the range; a control that refused it would fail the page.
    days = (published, today, asof or today)
    with st.container(key="asof", horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            "As of",
            list(WORDS),
            key=CHOICE,
            format_func=WORDS.__getitem__,
            on_change=_choose,
            args=(published, seen),
            width="content",
        )
        st.date_input(
            "As of another day",
            key=DAY,
            min_value=min(days),
            max_value=max(days),
            format="YYYY-MM-DD",
            label_visibility="collapsed",
            on_change=_pick,
            args=(today, seen),
            width=145,
        )
        if asof:
            st.html(f'<p class="ci">{asof_line(asof, published)}</p>', width="content")
            st.button("Back to today", key=BACK, type="tertiary", on_click=_write, args=(None, seen))


def asof_line(asof: dt.date, published: dt.date) -> str:
    """What a page set back says: "The record as it stood on 7 March 2025."; `published`: the article's day."""
    before = f", before the article appeared on {say_day(published)}" if asof < published else ""
    return f"The record as it stood on {say_day(asof)}{before}."


def _choose(published: dt.date, seen: tuple[str | None, str | None]) -> None:
    """A choice that is taken back, by a second click, changes nothing."""
    if choice := st.session_state[CHOICE]:
        _write(published if choice == PUBLISHED else None, seen)


def _pick(today: dt.date, seen: tuple[str | None, str | None]) -> None:
    day = st.session_state[DAY]
    # The record of today is the newest, which keeps growing.
    _write(None if day == today else day, seen)


def _write(day: dt.date | None, seen: tuple[str | None, str | None]) -> None:
    """Write a choice into the address. `seen`: the place at which the control was drawn."""
    # Back, pressed twice quickly, brings the value of a page before the last along: nobody has chosen it.
    if browser_page("asof") != seen:
        return
    # Today is written too, as an empty value: an address without it shows the day that is remembered.
    st.query_params["asof"] = day.isoformat() if day else ""
