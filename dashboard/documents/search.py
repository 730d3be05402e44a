"""Search: charts, quantities, series, claims, events, words and sources, found by the words a reader types."""

from html import escape
from itertools import groupby

from dashboard.documents.pieces import Document, Subject, Words
from dashboard.documents.prose import heading
from dashboard.parts.masthead import search_form
from dashboard.record import search as record

MOST = 12


def search(about: Subject) -> Document:
    """The page’s pieces: the field, and what was found for the words of the address, by kind."""
    asked = about.asked.get("q", "")
    everything = record.documents(about.build)
    found = record.find(everything, asked)
    order = list(record.KINDS)
    kinds = groupby(sorted(found, key=lambda entry: order.index(entry.kind)), key=lambda entry: entry.kind)
    return (
        heading(
            about, "Search", "Charts, who says what, series, claims, events, sources and the words of the glossary."
        ),
        Words(f'<div class="ci">{search_form({}, asked, "ci-search")}</div>'),
        *([Words(_nothing(asked, record.suggestions(everything, asked)))] if asked and not found else []),
        *(Words(_kind(kind, list(group))) for kind, group in kinds),
    )


def _nothing(asked: str, near: list[str]) -> str:
    close = " · ".join(f'<a href="search?q={escape(word)}" target="_self">{escape(word)}</a>' for word in near)
    told = f" Did you mean: {close}?" if close else " Try fewer or other words."
    return f'<p class="ci">Nothing here is called “{escape(asked)}”.{told}</p>'


def _kind(kind: str, results: list[record.Findable]) -> str:
    more = f'<p class="ci-soft">and {len(results) - MOST} more: add a word</p>' if len(results) > MOST else ""
    items = "".join(map(_result, results[:MOST]))
    return f'<div class="ci ci-found"><p class="ci-chart-title">{record.KINDS[kind]}</p><ul>{items}</ul>{more}</div>'


def _result(entry: record.Findable) -> str:
    """One result as HTML."""
    told = entry.told if len(entry.told) < 200 else entry.told[:200].rsplit(" ", 1)[0] + " …"
    return (
        f'<li><a href="{escape(entry.link)}" target="_self">{escape(entry.title)}</a>'
        f'<br><span class="ci-soft">{escape(told)}</span></li>'
    )
