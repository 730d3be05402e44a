"""What a reader cites of a view: whoever counted, as text and in BibTeX."""

import datetime as dt
import re
from collections.abc import Sequence

from dashboard import settings
from dashboard.address.view import View
from dashboard.chart.records import ChartInfo
from dashboard.publishers import labelled
from dashboard.record.series import SeriesReach
from dashboard.say import join_words, say_day, say_learned
from dashboard.words.measure import how_words
from etl.vocabulary import ChartKind


def citation(
    info: ChartInfo, reach_rows: Sequence[SeriesReach], view: View, address: str, today: dt.date, build_id: str
) -> str:
    """The source of a chart as plain text: every producer with its series, then the chart with its address."""
    day = _shown_as(view)
    chart = f"Chart: “{info.title}”{day}, {settings.NAME}, build {build_id}, {address}, accessed {say_day(today)}."
    return " ".join([*(f"{producer}." for producer in producers(info, reach_rows, view)), chart])


def bibtex(
    info: ChartInfo, reach_rows: Sequence[SeriesReach], view: View, address: str, today: dt.date, build_id: str
) -> str:
    """The same as an entry for a bibliography in BibTeX."""
    rows, day = _cited(reach_rows, view), _shown_as(view)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in dict.fromkeys(row.publisher for row in rows)),
        "title": f"{{{_tex(info.title + day)}}}",
        "howpublished": _tex(f"Chart in {settings.NAME}, build {build_id}"),
        "year": str(today.year),
        "url": address,
        "urldate": today.isoformat(),
        "note": _tex("; ".join(producers(info, reach_rows, view))),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{info.id},\n{lines}}}"


def _shown_as(view: View) -> str:
    """What is made of the values of all members, and as of which day, after a title; empty for neither."""
    day = f"as known on {say_day(view.asof)}" if view.asof else ""
    return "".join(f", {words}" for words in (how_words(view.how), day) if words)


def producers(info: ChartInfo, reach_rows: Sequence[SeriesReach], view: View) -> list[str]:
    """For each source of what a view shows: publisher, titles of its series, how far they reach, licence."""
    if info.kind == ChartKind.TIMELINE:
        return ["Dated events, gathered by hand, each with its own source"]
    by_source: dict[str, list[SeriesReach]] = {}
    for row in _cited(reach_rows, view):
        by_source.setdefault(row.source_id, []).append(row)
    return [_producer(rows) for rows in by_source.values()]


def _cited(reach_rows: Sequence[SeriesReach], view: View) -> list[SeriesReach]:
    """The series that a view shows: those picked, or all where none or entities are picked."""
    return [row for row in reach_rows if row.series_id in view.pick] or list(reach_rows)


def _producer(rows: Sequence[SeriesReach]) -> str:
    first = rows[0]
    who = labelled(first.publisher, next((row.party for row in rows if row.party), ""))
    repeats = f"repeats figures of {first.derives_from}" if first.derives_from else ""
    titles = join_words([f"“{row.title}”" for row in rows])
    held = [(row.newest, row.learned, row) for row in rows if row.newest and row.learned]
    reach = "no data held"
    if held:
        newest, (_, learned, last) = max(day for day, *_ in held), max(held, key=lambda each: each[1])
        reach = f"data to {say_day(newest)}, {say_learned(learned, last.basis, last.recorded)}"
    return ", ".join(filter(None, (who, titles, repeats, reach, f"licence: {first.licence.removesuffix('.')}")))


def _tex(text: str) -> str:
    """Text with the characters that BibTeX and LaTeX give a meaning to made harmless."""
    plain = text.translate(str.maketrans("{}\\~^", "()/- "))
    return re.sub(r"([&%$#_])", r"\\\1", plain)
