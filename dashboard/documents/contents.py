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
# A page of fewer parts is seen at a glance; so many headings stand in a row of their own.
FEWEST, FEWEST_HEADINGS = 5, 3


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
                entries.append((piece.view.name, escape(drawn(build, piece.view).title), False))
                yield piece
            case _:
                yield piece


def _list(entries: list[tuple[str, str, bool]]) -> str:
    """Every entry, folded; before it, where there is room, the headings, of which that in view is marked."""
    every = [
        (f'<li{" class=ci-part" if heading else ""}><a href="#{escape(name)}" target="_self">{words}</a></li>', heading)
        for name, words, heading in entries
    ]
    headings = [item for item, heading in every if heading]
    parted = len(headings) >= FEWEST_HEADINGS
    row = f'<ol class="ci-parts">{"".join(headings)}</ol>' if parted else ""
    # Where the row has all, there is nothing to unfold.
    whole = " ci-all" if parted and len(headings) == len(every) else ""
    return (
        f'<nav class="ci ci-contents{" ci-parted" if parted else ""}{whole}" aria-label="On this page">{row}'
        f"<details><summary>On this page</summary><ol>{''.join(item for item, _ in every)}</ol></details></nav>"
    )
