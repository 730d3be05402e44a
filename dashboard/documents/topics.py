"""The pieces of which topic pages are made: headings, sentences, and charts beside the claims about them."""

from collections.abc import Sequence
from html import escape

from dashboard.address.view import View
from dashboard.documents.pieces import Chart, Subject, Words
from dashboard.parts.card import card
from dashboard.parts.glossary import glossed
from dashboard.record.claims import ExcerptRecord, charted


def heading(about: Subject, title: str, lede: str) -> Words:
    """A page's title and the two sentences under it."""
    words = glossed(about.build, lede)
    return Words(f'<div class="ci"><h1 class="ci-title">{escape(title)}</h1><p class="ci-lede">{words}</p></div>')


def prose(about: Subject, text: str) -> Words:
    """A few plain sentences, as wide as they read well; words of the glossary lead to it."""
    return Words(f'<div class="ci"><hr class="ci-rule"><p class="ci-prose">{glossed(about.build, text)}</p></div>')


def section(about: Subject, title: str, text: str) -> Words:
    """A part of a page: its heading, and what to look for in the charts below it."""
    return Words(
        f'<div class="ci"><hr class="ci-rule"><h2 class="ci-section">{escape(title)}</h2>'
        f'<p class="ci-prose">{glossed(about.build, text)}</p></div>'
    )


def chart(about: Subject, chart_id: str) -> Chart:
    """A chart, beside the excerpts that claim something about it where there are any."""
    return with_claims(about, charted(about.build, about.article_id, chart_id, about.asof), chart_id)


def with_claims(about: Subject, excerpts: Sequence[ExcerptRecord], chart_id: str, brief: bool = False) -> Chart:
    """A chart beside the cards of these excerpts. `brief`: as `card` takes it."""
    cards = (card(about.build, excerpt, chart_id, routed=about.routed, brief=brief) for excerpt in excerpts)
    return Chart(View(chart=chart_id, article=about.article_id, asof=about.asof), "".join(cards))
