"""Method: the words, what is counted, how verdicts come about, the limits, and how to report an error."""

import re
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

from dashboard.documents.pieces import Document, Subject, Words
from dashboard.documents.prose import folded, heading
from dashboard.record import charts
from dashboard.record.series import SeriesReach, series_reach
from etl.store import ROOT

HEADING = re.compile(r"<(h[2-6])>(.*?)</\1>")
MEANING = ROOT / "docs" / "meaning.md"
REPORT = (
    "## Report an error\n\n"
    "Open an issue in this program’s repository with the chart’s link, what is wrong, and the source that says "
    "otherwise. A wrong number comes first. The table behind every chart names the source of each row."
)


def method(about: Subject) -> Document:
    """The page’s pieces: the text of the repository, and what each series counts."""
    every = [charts.chart_info(about.build, chart) for chart in charts.chart_ids(about.build)]
    # Of all series at once: a question for each chart would take seconds.
    names = tuple(dict.fromkeys(series.id for info in every for series in info.series))
    reach = {row.series_id: row for row in series_reach(about.build, names)}
    return (
        heading(
            about,
            "Method",
            "What the words mean, what is counted, how a verdict comes about from data, and what the data cannot tell.",
        ),
        Words(f'<p class="ci ci-soft">Article: {escape(about.article.published_on_basis)}</p>'),
        # The same text that stands in the repository; its title is the heading above.
        _text(MEANING.read_text(encoding="utf-8").split("\n", 1)[1]),
        _text("## Each series"),
        # A timeline draws events, which have no series to define.
        *(
            folded(info.title, "".join(_series(reach[each.id]) for each in info.series))
            for info in every
            if info.series
        ),
        _text(REPORT),
    )


def _text(text: str) -> Words:
    return Words(f'<div class="ci ci-text">{markdown_html(text)}</div>')


def _series(row: SeriesReach) -> str:
    """What a series counts, and what to know of it, as HTML."""
    told = [f"<b>{escape(row.title)}</b> ({escape(row.publisher)}). {escape(row.definition)}"]
    told += [f"Low and high: {escape(row.interval_words)}."] if row.interval_words else []
    told += [f"Derived: {escape(row.derived)}."] if row.derived else []
    items = "".join(f"<li>{escape(caveat)}</li>" for caveat in row.caveats)
    return "".join(f"<p>{each}</p>" for each in told) + (f"<ul>{items}</ul>" if items else "")


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def markdown_html(text: str) -> str:
    """A text as HTML, with tables. Headings have ids made of their words: "report-an-error"; HTML in it is text."""
    return HEADING.sub(_named, _reader().render(text))


def _named(heading: re.Match[str]) -> str:
    name = re.sub(r"[^\w]+", "-", re.sub(r"<[^>]+>|&\w+;", "", heading[2]).lower()).strip("-")
    return f'<{heading[1]} id="{name}" class="ci-section">{heading[2]}</{heading[1]}>'
