"""What one page run works with: what it is about, and the reader's theme and width. Made once, by the shell."""

from dataclasses import dataclass

import streamlit as st

from dashboard.documents.pieces import Subject


@dataclass(frozen=True)
class Context(Subject):
    """The subject as one reader's browser shows it. `dark`: the reader's theme. `narrow`: a phone's width."""

    dark: bool
    narrow: bool


def enter(context: Context) -> None:
    """Make `context` the givens of this page run."""
    st.session_state["context"] = context


def context() -> Context:
    """The givens of this page run, as the shell made them."""
    return st.session_state["context"]
