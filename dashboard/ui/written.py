"""What controls write into the address, which is the one truth of what is shown."""

from collections.abc import Mapping

import streamlit as st

from dashboard.address.view import View, view_params

# Where it is kept which address a browser shows, and what view that is.
SHOWN = "address_shown"


def keep_shown(view: View) -> None:
    """Keep that the page of this view has been sent whole; to be called at its end."""
    st.session_state[SHOWN] = (st.query_params.to_dict(), view_params(view))


def write_view(view: View) -> None:
    """Write a view, as the page's controls have it, into the address."""
    said = st.query_params.to_dict()
    address, shown = st.session_state.get(SHOWN, (said, {}))
    wanted = view_params(view)
    st.query_params.from_dict(wanted if address == said else merged(said, shown, wanted))


def merged(said: Mapping[str, str], shown: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """What an address said, with what was changed of another address that was `shown` still.

    A page that is left before it was sent whole is not what a browser shows: its controls are those of the one before,
    and tell as a change whatever differs.
    """
    usual = view_params(View()) | dict(said)
    return {
        name: usual.get(name, "") if wanted.get(name, "") == shown.get(name, "") else wanted.get(name, "")
        for name in dict.fromkeys((*usual, *wanted))
    }
