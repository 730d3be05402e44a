"""The document of each page."""

import dataclasses
import re
from collections.abc import Callable, Iterator

from dashboard.documents.changes import changes
from dashboard.documents.chart import chart
from dashboard.documents.contents import with_contents
from dashboard.documents.corrections import corrections
from dashboard.documents.glossary import glossary
from dashboard.documents.ledger import ledger
from dashboard.documents.method import method
from dashboard.documents.overview import overview
from dashboard.documents.pieces import Caution, Document, Live, Panel, Piece, Subject, Words
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

    def once(html: str) -> str:
        parts, done = [], 0
        for found in ID.finditer(html):
            if found[1] in seen:
                parts.append(html[done : found.start()])
                done = found.end()
            seen.add(found[1])
        return "".join([*parts, html[done:]])

    for piece in pieces:
        match piece:
            case Words(html):
                yield Words(once(html))
            case Panel():
                beside = once(piece.beside)
                yield dataclasses.replace(piece, beside=beside, named=piece.view.chart not in seen)
                seen.add(piece.view.chart)
            case Live(name, still):
                yield Live(name, once(still))
            case Caution():
                yield piece
