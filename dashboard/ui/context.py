"""What one page run works with: one build, one article, today, and the reader's theme. Made once, by the shell."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.record.build import Build


@dataclass(frozen=True)
class Context:
    """One page run's givens. `article`: the article's row. `dark`: the reader's theme. `narrow`: a phone's width.
    `routed`: whether our own routes, light pages and files, are served beside it.

    `asof`: the day at whose end the record is shown, None for today. `asked`: what the address says, as `params.read`
    gives it, without what the shell has named as ignored.
    """

    build: Build
    notes: tuple[str, ...]
    article: dict[str, Any]
    today: dt.date
    asof: dt.date | None
    dark: bool
    narrow: bool
    routed: bool
    asked: Mapping[str, str]

    @property
    def article_id(self) -> str:
        """The id of the article whose claims are shown."""
        return self.article["article_id"]


def enter(context: Context) -> None:
    """Make `context` the givens of this page run."""
    st.session_state["context"] = context


def context() -> Context:
    """The givens of this page run, as the shell made them."""
    return st.session_state["context"]
