"""A document as Streamlit draws it."""

from collections.abc import Callable

import streamlit as st

from dashboard.documents.pieces import Chart, Document, Live, Words
from dashboard.ui import panel
from dashboard.ui.context import Context


def draw(ctx: Context, document: Document, **live: Callable[[], None]) -> None:
    """Every piece, from the top of the page down. `live`: by name, what draws those that only the application has."""
    for piece in document:
        match piece:
            case Words(html):
                st.html(html)
            case Chart():
                _chart(ctx, piece)
            case Live(name):
                live[name]()


def _chart(ctx: Context, piece: Chart) -> None:
    """A chart with what stands beside it; on a phone, the chart below."""
    if not piece.beside:
        panel.show(ctx, piece.view, linked=piece.linked)
        return
    left, right = st.columns([0.4, 0.6], gap="medium")
    left.html(piece.beside)
    with right:
        panel.show(ctx, piece.view, linked=piece.linked)
