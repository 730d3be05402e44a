"""What a reader may print about a view: a sentence with its values, and the citation of whoever counted them."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboard import site
from dashboard.layers import UNSETTLED, period, publishers, said, speaker
from dashboard.measure import UNDEFINED, bases, inside, made_of
from dashboard.publishers import labelled, named
from dashboard.selection import along_entities, picked
from dashboard.shapes import ChartInfo, Event, Member, Obs, Selection
from dashboard.spoken import stated, top
from dashboard.view import View
from dashboard.words import join_words, say_day, say_learned, short_day
from etl.units import counted

# Of more members so many are told, fewer where the sentence would grow longer than this.
MOST, LONGEST = 4, 420
Reach = Sequence[Mapping[str, Any]]


def sentence(info: ChartInfo, selection: Selection, view: View, reach_rows: Reach, events: Sequence[Event] = ()) -> str:
    """What a view shows, as one sentence: newest values, what is counted, period, according to whom, as of when.

    `reach_rows`: of `queries.reach`, for the chart's series. `events`: those that a timeline shows, in order of time.
    """
    head = f"{info.title} ({_subject(info, selection, view)}): "
    if info.kind == "timeline":
        return f"{head}{_timeline(events)}."
    short = f"{info.title} ({_subject(info, selection, view, short=True)}): "
    shown = [(member, row) for member in selection.members if (row := _newest(member))]
    if not shown:
        names = join_words(list(dict.fromkeys(named(series.publisher) for series in picked(info, view))))
        asof = f" as known on {say_day(view.asof)}" if view.asof else ""
        if selection.undefined:
            return f"{head}{UNDEFINED[view.transform]} for this view{asof} from what is held of {names}."
        return f"{head}no data for this view{asof} in what is held of {names}."
    # Few are a comparison, of which no side is left out; many are a list, which is cut.
    fewest = len(shown) if len(shown) <= MOST else 1
    told = [_told(info, selection, shown, view, reach_rows, most) for most in range(MOST, fewest - 1, -1)]
    tried = [f"{words}{values}." for values in told for words in (head, short)]
    return next((text for text in tried if len(text) <= LONGEST), tried[-1])


def citation(info: ChartInfo, reach_rows: Reach, view: View, address: str, today: dt.date, build_id: str) -> str:
    """The source of a chart as plain text: every producer with its series, then the chart with its address."""
    day = f", as known on {say_day(view.asof)}" if view.asof else ""
    chart = f"Chart: “{info.title}”{day}, {site.NAME}, build {build_id}, {address}, accessed {say_day(today)}."
    return " ".join([*(f"{producer}." for producer in producers(info, reach_rows, view)), chart])


def bibtex(info: ChartInfo, reach_rows: Reach, view: View, address: str, today: dt.date, build_id: str) -> str:
    """The same as an entry for a bibliography in BibTeX."""
    rows = _cited(reach_rows, view)
    day = f", as known on {say_day(view.asof)}" if view.asof else ""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in dict.fromkeys(row["publisher"] for row in rows)),
        "title": f"{{{_tex(info.title + day)}}}",
        "howpublished": _tex(f"Chart in {site.NAME}, build {build_id}"),
        "year": str(today.year),
        "url": address,
        "urldate": today.isoformat(),
        "note": _tex("; ".join(producers(info, reach_rows, view))),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{info.id},\n{lines}}}"


def producers(info: ChartInfo, reach_rows: Reach, view: View) -> list[str]:
    """For each source of what a view shows: publisher, titles of its series, how far they reach, licence."""
    if info.kind == "timeline":
        return ["Dated events, gathered by hand, each with its own source"]
    by_source: dict[str, list[Mapping[str, Any]]] = {}
    for row in _cited(reach_rows, view):
        by_source.setdefault(row["source_id"], []).append(row)
    return [_producer(rows) for rows in by_source.values()]


def _subject(info: ChartInfo, selection: Selection, view: View, short: bool = False) -> str:
    """What is counted and measured: the chart's subtitle or division, a transform, and counts that all share.

    `short`: of the subtitle, what stands before its first semicolon.
    """
    measure = inside(info.subtitle.split(";")[0] if short else info.subtitle)
    if info.divide:
        measure = f"{info.series[0].title}, divided by: {info.series[1].title}"
    counts = {member.series.counts_words for member in selection.members}
    common = counts.pop() if len(counts) == 1 else ""
    return "; ".join(filter(None, (made_of(selection, view, measure), _unless_said(common, info))))


def _unless_said(counts: str, info: ChartInfo, name: str = "") -> str:
    """What is counted, unless the title, the subtitle or the member's name say it already."""
    said_already = set(re.findall(r"\w+", f"{info.title} {info.subtitle} {name}".lower()))
    words = [word for word in re.findall(r"\w+", counts.lower()) if len(word) > 3]
    return counts if not said_already.issuperset(words) else ""


def _newest(member: Member) -> Obs | None:
    return next((row for row in reversed(member.rows) if stated(row)), None)


def _told(
    info: ChartInfo, selection: Selection, shown: list[tuple[Member, Obs]], view: View, reach_rows: Reach, most: int
) -> str:
    """The members with their values; what neighbours share, a period, a publisher, a day, is said once."""
    if info.since:
        shown = sorted(shown, key=lambda pair: pair[1].start, reverse=True)
    elif info.kind == "map":
        shown = sorted(shown, key=lambda pair: -top(pair[1]))
    alone = len(selection.members) == 1 and not along_entities(info) and len(info.series) == 1
    learned = {row["series_id"]: row["learned"] for row in reach_rows}
    facts = [
        (
            "" if info.since else _when(row, member, view),
            _who(row, member, info),
            _as_of(row, view, [learned[name] for name in row.series_id.split("/")]),
            _value(row, member, info, selection, alone),
        )
        for member, row in shown[:most]
    ]
    further = len(shown) - len(facts)
    # What one publisher says stands together, so that it is named once.
    order = list(dict.fromkeys(who for _, who, _, _ in facts))
    facts.sort(key=lambda fact: order.index(fact[1]))
    groups = [(when, who, day, [fact[3] for fact in group]) for (when, who, day), group in groupby(facts, _shared)]
    told = []
    for number, (when, who, day, values) in enumerate(groups):
        following = groups[number + 1] if number + 1 < len(groups) else ("", "", "", [])
        # After ", provisional" the period is set off too.
        comma = "," if values[-1].endswith(UNSETTLED) else ""
        parts = ["; ".join(values) + (f"{comma} {when}" if when else "")]
        parts += [f"according to {who}"] if who != following[1] else []
        # The day stands once at the end where it is the same for all.
        parts += [day] if day != following[2] else []
        told.append(", ".join(filter(None, parts)))
    return "; ".join(told) + (f"; and {further} further" if further else "")


def _shared(fact: tuple[str, ...]) -> tuple[str, ...]:
    return fact[:3]


def _value(row: Obs, member: Member, info: ChartInfo, selection: Selection, alone: bool) -> str:
    if info.since:
        return f"{member.name}, since {period(row, member)}"
    words = "" if alone else f"{member.name}: "
    words += said(row, selection.unit)
    base = f"{period(member.rows[0], member)} = 100" if selection.unit == "index" and len(bases(selection)) > 1 else ""
    several = len({one.series.counts_words for one in selection.members}) > 1
    counts = _unless_said(member.series.counts_words, info, member.name) if several else ""
    aside = "; ".join(filter(None, (base, counts)))
    return f"{words} ({aside})" if aside else words


def _when(row: Obs, member: Member, view: View) -> str:
    """The period with its preposition: "on 7 March 2025", cumulative "by 7 March 2025", "in June 2026"."""
    words, frequency = period(row, member), member.series.frequency
    summed = member.series.measures == "cumulative" and view.transform == "none"
    if row.start == row.end and frequency != "W":
        return f"{'by' if summed else 'on'} {words}"
    if frequency in ("W", "Q"):
        return f"in the {words}"
    if " to " in words:
        return f"from {words}"
    return f"{'by' if summed and frequency == 'M' else 'in'} {words}"


def _who(row: Obs, member: Member, info: ChartInfo) -> str:
    """Whose figure it is; a party to the war counting losses is labelled so."""
    if info.divide:
        return join_words([f"figures of {_labelled(series)}" for series in info.series])
    if member.series.varies_by == "publisher":
        return f"{named(speaker(member.series, row.entity, publishers(info)))} (source: {member.series.publisher})"
    return labelled(named(member.series.publisher), member.series.party)


def _labelled(series: Any) -> str:
    name = labelled(named(series.publisher), series.party)
    return f"{name}," if series.party else name


def _as_of(row: Obs, view: View, learned: Sequence[dt.date | None]) -> str:
    """The day of which the value is: the view's own, else the day on which the series was last learned."""
    if view.asof and row.basis == "hindsight":
        first = f" on {say_day(row.vintage)}" if row.vintage else ""
        return f"as first recorded by us{first}, not as known on {say_day(view.asof)}"
    day = view.asof or max(filter(None, learned), default=None)
    words = "as known on" if view.asof else "as of"
    return f"{words} {say_day(day)}" if day else ""


def _timeline(events: Sequence[Event]) -> str:
    if not events:
        return "no data for this view"
    first, newest = events[0], events[-1]
    count = counted(len(events), "event")
    span = f"on {say_day(first.date)}"
    if newest.date != first.date:
        span = f"from {say_day(first.date)} to {say_day(newest.date)}"
    doubt = f", {newest.doubt}" if newest.doubt else ""
    return f"{count} {span}, gathered by hand, each with its own source; the newest: {newest.title}{doubt}"


def _cited(reach_rows: Reach, view: View) -> list[Mapping[str, Any]]:
    """The series that a view shows: those picked, or all where none or entities are picked."""
    return [row for row in reach_rows if row["series_id"] in view.pick] or list(reach_rows)


def _producer(rows: Sequence[Mapping[str, Any]]) -> str:
    first = rows[0]
    who = labelled(first["publisher"], next((row["party"] for row in rows if row["party"]), ""))
    repeats = f"repeats figures of {first['derives_from']}" if first["derives_from"] else ""
    titles = join_words([f"“{row['title']}”" for row in rows])
    held = [row for row in rows if row["newest"]]
    reach = "no data held"
    if held:
        newest, last = max(row["newest"] for row in held), max(held, key=lambda row: row["learned"])
        reach = f"data to {short_day(newest)}, {say_learned(last['learned'], last['basis'])}"
    return ", ".join(filter(None, (who, titles, repeats, reach, f"licence: {first['licence'].removesuffix('.')}")))


def _tex(text: str) -> str:
    """Text with the characters that BibTeX and LaTeX give a meaning to made harmless."""
    plain = text.translate(str.maketrans("{}\\~^", "()/- "))
    return re.sub(r"([&%$#_])", r"\\\1", plain)
