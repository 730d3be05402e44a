"""Warnings on a page."""

from collections.abc import Sequence

import streamlit as st

from dashboard.address.params import problem_sentences
from dashboard.say import literal


def warn(problems: Sequence[str]) -> None:
    """What of the page's address was ignored, a sentence each."""
    for sentence in problem_sentences(problems):
        caution(sentence)


def caution(text: str) -> None:
    """A warning that is shown as it stands: what it repeats of files and addresses is not Markdown."""
    st.warning(literal(text))
