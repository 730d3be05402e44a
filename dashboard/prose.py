"""Headings and sentences between the charts."""

from html import escape

import streamlit as st


def heading(title: str, lede: str) -> None:
    """A page's title and the two sentences under it."""
    st.html(f'<div class="ci"><h1 class="ci-title">{escape(title)}</h1><p class="ci-lede">{escape(lede)}</p></div>')


def prose(text: str) -> None:
    """A few plain sentences, as wide as they read well."""
    st.html(f'<div class="ci"><hr class="ci-rule"><p class="ci-prose">{escape(text)}</p></div>')
