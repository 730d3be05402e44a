"""The site as a whole: name, look and pages, and where it is reached."""

import os
from dataclasses import dataclass
from pathlib import Path

from dashboard.address.view import PARAMETERS

NAME = "Conflict Indicators"
# The look of all pages, that of their head last.
LOOK = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("look.css", "masthead.css"))
# Groups of the menu; pages of none stand in it by themselves.
TOPICS, MORE = "Topics", "More"
# The cookie that says whether a window is narrow.
NARROW = "ci_narrow"


@dataclass(frozen=True)
class Page:
    """A page of the dashboard: pages/<file>.py at /<name>. `menu`: the group of the menu it stands in.

    `record`: whether it shows the record, which can be set back to an earlier day. `asks`: the parameters that its
    address may have beside those that every page follows.
    """

    name: str
    file: str
    title: str
    description: str
    menu: str = ""
    record: bool = True
    asks: tuple[str, ...] = ()


PAGES = (
    Page(
        "",
        "overview",
        "The article",
        "Each claim of an article about Russia’s war on Ukraine beside public data, with a verdict that is computed.",
    ),
    Page(
        "timeline",
        "timeline",
        "Timeline",
        "Dated events of the war and its diplomacy beside any series, each with its source.",
        # One chart stands beside the events.
        asks=tuple(name for name in PARAMETERS if name != "series"),
    ),
    Page(
        "who",
        "who",
        "Who says so",
        "What every source states about a contested quantity, by what it counts; and claims under each definition.",
        asks=("quantity", "day", "counting"),
    ),
    Page(
        "search",
        "search",
        "Search",
        "Find charts, series, claims, events, words and sources.",
        asks=("q", "kind"),
    ),
    Page(
        "losses",
        "losses",
        "Losses",
        "Soldiers and civilians killed and wounded, and equipment lost, on both sides: who counts what, and how.",
        TOPICS,
    ),
    Page(
        "economy",
        "economy",
        "Economy",
        "Russia’s key rate, inflation, budget, wealth fund, oil and trade, as their publishers state them.",
        TOPICS,
    ),
    Page(
        "alliance",
        "alliance",
        "Alliance",
        "Defence spending of NATO’s members and of the European Union, and who joined the alliance when.",
        TOPICS,
    ),
    Page(
        "support",
        "support",
        "Support",
        "Aid for Ukraine: what was allocated and what was committed, by donor and kind.",
        TOPICS,
    ),
    Page(
        "ground",
        "ground",
        "Ground and people",
        "Territory, attacks, deaths in the fighting, refugees and displaced people, by several counts.",
        TOPICS,
    ),
    Page(
        "ledger",
        "ledger",
        "Ledger",
        "Every claim in one table: stated, known then, known now, both verdicts, when one changed, and the evidence.",
        MORE,
        asks=("verdict", "only", "words", "sort", "articles"),
    ),
    Page(
        "chart",
        "chart",
        "Charts",
        "Every chart and series by itself or beside others, to adjust, to read as a table, and to send as a link.",
        MORE,
        # Without a chart, the words by which the list of all is narrowed.
        asks=(*PARAMETERS, "q"),
    ),
    Page(
        "glossary",
        "glossary",
        "Glossary",
        "What the words mean that charts and verdicts use.",
        MORE,
        record=False,
        asks=("word",),
    ),
    Page(
        "sources",
        "sources",
        "Sources",
        "Who publishes each series, on whose side, under which licence, and how far it reaches.",
        MORE,
        record=False,
    ),
    Page(
        "changes",
        "changes",
        "What changed",
        "Values that publishers revised, and verdicts that moved, by day.",
        MORE,
        record=False,
        asks=("day",),
    ),
    Page(
        "corrections",
        "corrections",
        "Corrections",
        "Values that changed here because we read the same answer of a publisher differently, by day.",
        MORE,
        record=False,
    ),
    Page(
        "method",
        "method",
        "Method",
        "How verdicts come about, what is counted, and what data cannot tell.",
        MORE,
        record=False,
    ),
)


def page_at(name: str) -> Page | None:
    """The page at an address, given without slashes; None where there is none."""
    return next((each for each in PAGES if each.name == name), None)


def titled(title: str) -> str:
    """A title as it stands in a browser's tab and in search results."""
    return f"{title} · {NAME}"


def public_url() -> str:
    """The address at which readers reach the site, without a closing slash; empty when the setting is not given.

    Never taken from a request: its Host header says what the sender likes.
    """
    return os.environ.get("PUBLIC_URL", "").strip().rstrip("/")


def report_to() -> str:
    """Where reports of errors go: an address of an issue tracker that takes `title` and `body`, or "mailto:…".

    Empty when the setting is not given. Raises ValueError for anything else.
    """
    target = os.environ.get("REPORT_TO", "").strip()
    if target and not target.startswith(("https://", "http://", "mailto:")):
        raise ValueError(f"REPORT_TO is {target!r}: give an address that begins with https:// or mailto:")
    return target


def feed_url() -> str:
    """Where readers follow what changes; empty when `public_url` is. Only our own routes answer there."""
    base = public_url()
    return f"{base}/feed.xml" if base else ""
