"""A document as Streamlit draws it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from dashboard.documents.pieces import Adjusted, Caution, Document, Live, Panel, Words
from dashboard.ui import panel
from dashboard.ui.cautions import caution
from dashboard.ui.context import Context

NONE: Mapping[str, Callable[[], None]] = MappingProxyType({})


def draw(ctx: Context, document: Document, live: Mapping[str, Callable[[], None]] = NONE) -> None:
    """Every piece, from the top of the page down. `live`: by name, what draws those that only the application has."""
    for piece in document:
        match piece:
            case Words(html):
                st.html(html)
            case Caution(text):
                caution(text)
            case Panel() if piece.live:
                live[piece.live]()
            case Panel():
                _chart(ctx, piece)
            case Live(name):
                live[name]()
            case Adjusted(by, pieces):
                left, right = st.columns(2, gap="medium")
                # Where both have room, the page's look lets the first stand at the right.
                with left.container(key="adjusting"):
                    draw(ctx, by, live)
                with right:
                    draw(ctx, pieces, live)


def _chart(ctx: Context, piece: Panel) -> None:
    """A chart with what stands beside it; on a phone, the chart below."""
    if not piece.beside:
        panel.show(ctx, piece.view, linked=piece.linked, named=piece.named)
        return
    left, right = st.columns([0.4, 0.6], gap="medium")
    left.html(piece.beside)
    with right:
        panel.show(ctx, piece.view, linked=piece.linked, named=piece.named)
