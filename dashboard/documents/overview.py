"""The article beside the record: its claims in its own order, each with verdict and chart."""

from collections.abc import Iterator
from itertools import groupby

from dashboard.documents.pieces import Document, Live, Piece, Subject, Words
from dashboard.documents.topics import with_claims
from dashboard.parts.card import card
from dashboard.parts.first_screen import first_screen
from dashboard.record.claims import ExcerptRecord, excerpts

RULE = '<hr class="ci-rule">'


def overview(about: Subject) -> Document:
    """The page’s pieces: one chart for each group of claims; excerpts whose chart stands above already are cards alone.

    Those that follow each other are one piece: the fewer a page has, the sooner its first chart stands.
    """
    shown = excerpts(about.build, about.article_id, about.asof)
    first = Words(first_screen(about.build, about.article, shown))
    return (first, Live("articles"), Live("search"), *_claims(about, shown))


def _claims(about: Subject, shown: tuple[ExcerptRecord, ...]) -> Iterator[Piece]:
    for chart, group in groupby(_first_charts(shown), key=lambda pair: pair[1]):
        cards = tuple(excerpt for excerpt, _ in group)
        if chart:
            yield from (Words(RULE), with_claims(about, cards, chart))
        else:
            yield Words("".join(RULE + card(about.build, excerpt, routed=about.routed) for excerpt in cards))


def _first_charts(shown: tuple[ExcerptRecord, ...]) -> Iterator[tuple[ExcerptRecord, str]]:
    """Each excerpt with the chart to draw beside it: its own, where no excerpt before it has drawn that one."""
    drawn = {""}
    for excerpt in shown:
        yield excerpt, "" if excerpt.chart_id in drawn else excerpt.chart_id
        drawn.add(excerpt.chart_id)
