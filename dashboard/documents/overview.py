"""The article beside the record: its claims in its own order, each with verdict and chart."""

from collections.abc import Iterator
from itertools import accumulate

from dashboard.documents.pieces import Document, Piece, Subject, Words
from dashboard.documents.topics.beside import with_claims
from dashboard.parts.card import card
from dashboard.parts.first_screen import first_screen
from dashboard.record.claims import ExcerptRecord, excerpts

# So many claims stand beside a chart; what follows on them stands below it, in two columns.
MOST = 4
RULE = '<hr class="ci-rule">'


def overview(about: Subject) -> Document:
    """The page’s pieces: the first screen, and each chart beside the claims it stands for and those that follow."""
    shown = excerpts(about.build, about.article_id, about.asof)
    return (Words(first_screen(about.build, about.article, shown)), *_claims(about, shown))


def _claims(about: Subject, shown: tuple[ExcerptRecord, ...]) -> Iterator[Piece]:
    for chart, group in _groups(shown):
        yield Words(RULE)
        room = _beside(group) if chart else 0
        if chart:
            yield with_claims(about, group[:room], chart, brief=True)
        if group[room:]:
            cards = (card(about.build, excerpt, routed=about.routed, brief=True) for excerpt in group[room:])
            yield Words(f'<div class="ci-cards">{"".join(cards)}</div>')


def _beside(group: list[ExcerptRecord]) -> int:
    """How many of the excerpts are about as high as their chart: the first, and more up to MOST claims."""
    counts = accumulate(len(excerpt.claims) for excerpt in group)
    return max(1, sum(count <= MOST for count in counts))


def _groups(shown: tuple[ExcerptRecord, ...]) -> list[tuple[str, list[ExcerptRecord]]]:
    """Excerpts in their order by the chart beside them: those whose chart stands above already go on beside it."""
    groups: list[tuple[str, list[ExcerptRecord]]] = []
    for excerpt, chart in _first_charts(shown):
        if chart or not groups:
            groups.append((chart, [excerpt]))
        else:
            groups[-1][1].append(excerpt)
    return groups


def _first_charts(shown: tuple[ExcerptRecord, ...]) -> Iterator[tuple[ExcerptRecord, str]]:
    """Each excerpt with the chart to draw beside it: its own, where no excerpt before it has drawn that one."""
    drawn = {""}
    for excerpt in shown:
        yield excerpt, "" if excerpt.chart_id in drawn else excerpt.chart_id
        drawn.add(excerpt.chart_id)
