"""Headings and sentences between the charts."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.address.params import problem_sentences
from dashboard.parts.glossary import glossed
from dashboard.say import literal
from dashboard.ui.context import context


def heading(title: str, lede: str) -> None:
    """A page's title and the two sentences under it."""
    words = glossed(context().build, lede)
    st.html(f'<div class="ci"><h1 class="ci-title">{escape(title)}</h1><p class="ci-lede">{words}</p></div>')


def warn(problems: Sequence[str]) -> None:
    """What of the page's address was ignored, a sentence each."""
    for sentence in problem_sentences(problems):
        caution(sentence)


def caution(text: str) -> None:
    """A warning that is shown as it stands: what it repeats of files and addresses is not Markdown."""
    st.warning(literal(text))


def prose(text: str) -> None:
    """A few plain sentences, as wide as they read well; words of the glossary lead to it."""
    st.html(f'<div class="ci"><hr class="ci-rule"><p class="ci-prose">{glossed(context().build, text)}</p></div>')
