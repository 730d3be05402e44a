"""Headings and sentences of a document."""

from html import escape

from dashboard.documents.pieces import Subject, Words
from dashboard.parts.glossary import glossed


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


def folded(title: str, html: str) -> Words:
    """What opens in place, below its title."""
    return Words(f'<div class="ci"><details><summary>{escape(title)}</summary>{html}</details></div>')
