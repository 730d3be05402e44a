"""Charts of a page, beside the claims about them."""

from collections.abc import Sequence

from dashboard.address.view import View
from dashboard.documents.pieces import Panel, Subject
from dashboard.parts.card import card
from dashboard.record.claims import ExcerptRecord, charted


def topic_chart(about: Subject, chart_id: str) -> Panel:
    """A chart, beside the excerpts that claim something about it where there are any."""
    return with_claims(about, charted(about.build, about.article_id, chart_id, about.asof), chart_id)


def with_claims(about: Subject, excerpts: Sequence[ExcerptRecord], chart_id: str, brief: bool = False) -> Panel:
    """A chart beside the cards of these excerpts. `brief`: as `card` takes it."""
    cards = (card(about.build, excerpt, chart_id, routed=about.routed, brief=brief) for excerpt in excerpts)
    return Panel(View(chart=chart_id, article=about.article_id, asof=about.asof), "".join(cards))
