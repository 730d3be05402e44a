"""The list of what a long page has, built from its own headings and charts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from dashboard.documents.pieces import Document, Panel, Piece, Words
from dashboard.record.build import Build
from dashboard.views.pictures import drawn

HEADING = re.compile(r"<h2\b([^>]*)>(.*?)</h2>", re.DOTALL)
NAMED = re.compile(r'\bid="([^"]+)"')
TAG = re.compile(r"<[^>]+>")
# A page of fewer parts is seen at a glance.
FEWEST = 5


def with_contents(build: Build, document: Document) -> Document:
    """A document whose headings have ids, with the list of its parts after the first piece if it is long."""
    entries: list[tuple[str, str, bool]] = []
    pieces = tuple(_told(build, document, entries))
    if len(entries) < FEWEST:
        return pieces
    return (*pieces[:1], Words(_list(entries)), *pieces[1:])


def _told(build: Build, document: Document, entries: list[tuple[str, str, bool]]) -> Iterator[Piece]:
    """The pieces; `entries` get what is to be listed of them: (id, words as HTML, whether it is a heading)."""

    def named(found: re.Match[str]) -> str:
        words = TAG.sub("", found[2])
        given = NAMED.search(found[1])
        name = given[1] if given else "part-" + re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        entries.append((name, words, True))
        return found[0] if given else f'<h2 id="{name}"{found[1]}>{found[2]}</h2>'

    for piece in document:
        match piece:
            case Words(html):
                yield replace(piece, html=HEADING.sub(named, html))
            case Panel():
                entries.append((piece.view.chart, escape(drawn(build, piece.view).title), False))
                yield piece
            case _:
                yield piece


def _list(entries: list[tuple[str, str, bool]]) -> str:
    items = "".join(
        f'<li{" class=ci-part" if heading else ""}><a href="#{escape(name)}" target="_self">{words}</a></li>'
        for name, words, heading in entries
    )
    return (
        '<nav class="ci ci-contents" aria-label="On this page"><details><summary>On this page</summary>'
        f"<ol>{items}</ol></details></nav>"
    )
