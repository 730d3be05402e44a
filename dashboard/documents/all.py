"""The document of each page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from dashboard.documents.changes import changes
from dashboard.documents.chart import chart
from dashboard.documents.contents import with_contents
from dashboard.documents.corrections import corrections
from dashboard.documents.glossary import glossary
from dashboard.documents.ledger import ledger
from dashboard.documents.method import method
from dashboard.documents.overview import overview
from dashboard.documents.pieces import Adjusted, Caution, Document, Live, Panel, Piece, Subject, Words
from dashboard.documents.search import search
from dashboard.documents.sources import sources
from dashboard.documents.timeline import timeline
from dashboard.documents.topics.alliance import alliance
from dashboard.documents.topics.economy import economy
from dashboard.documents.topics.ground import ground
from dashboard.documents.topics.losses import losses
from dashboard.documents.topics.support import support
from dashboard.documents.who import who

# By the file of the page.
DOCUMENTS: dict[str, Callable[[Subject], Document]] = {
    each.__name__: each
    for each in (
        overview,
        losses,
        economy,
        alliance,
        support,
        ground,
        glossary,
        sources,
        changes,
        corrections,
        method,
        search,
        ledger,
        who,
        timeline,
        chart,
    )
}
ID = re.compile(r' id="([^"]+)"')


def document(file: str, about: Subject) -> Document:
    """The document of a page. An excerpt may stand beside two charts, or have the id of one: the first to stand keeps
    it."""
    return tuple(_first_ids(with_contents(about.build, DOCUMENTS[file](about))))


def _first_ids(pieces: Document) -> Iterator[Piece]:
    seen: set[str] = set()
    return (_once(piece, seen) for piece in pieces)


def _once(piece: Piece, seen: set[str]) -> Piece:
    """The piece without the ids that have been `seen`, which get those that it has."""

    def first(html: str) -> str:
        parts, done = [], 0
        for found in ID.finditer(html):
            if found[1] in seen:
                parts.append(html[done : found.start()])
                done = found.end()
            seen.add(found[1])
        return "".join([*parts, html[done:]])

    match piece:
        case Words(html):
            return replace(piece, html=first(html))
        case Panel():
            beside, named = first(piece.beside), piece.view.name not in seen
            seen.add(piece.view.name)
            return replace(piece, beside=beside, named=named)
        case Live(_, still):
            return replace(piece, still=first(still))
        case Adjusted(by, within):
            by, within = (tuple(_once(each, seen) for each in pieces) for pieces in (by, within))
            return Adjusted(by, within)
        case Caution():
            return piece
