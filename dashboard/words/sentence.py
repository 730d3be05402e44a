"""One sentence about a view that a newspaper would print: who counted, what, how much, and as of when."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dashboard.address.how import Transform
from dashboard.address.view import View
from dashboard.chart.definitions import NO_TRANSFORM, UNDEFINED
from dashboard.chart.layers import UNSETTLED, party, period, publishers, said, speaker
from dashboard.chart.leading import has_number
from dashboard.chart.ratio import row_parts
from dashboard.chart.records import ChartInfo, Event, Member, Obs, Selection, SeriesInfo
from dashboard.chart.selection import along_entities, picked
from dashboard.publishers import labelled, printed, provenance, publisher_words
from dashboard.record.series import SeriesReach
from dashboard.say import first_known, join_words, say_day
from dashboard.words.measure import bases, inside, made_of
from dashboard.words.spoken import in_period, top
from etl.vocabulary import ChartKind, Dimension, KnownBasis, Measure, counted

# So many members at most are told, fewer where the sentence would have more words or brackets than these.
MOST, WORDS, BRACKETS = 4, 42, 1
# What came to so much, and did not stand there.
CHANGES = (Transform.CHANGE_YEAR, Transform.CHANGE_PERIOD, Transform.PER_DAY)
Reach = Sequence[SeriesReach]
Shown = list[tuple[Member, Obs]]


class Fact(NamedTuple):
    """One member's newest value in words, of which period, whose, and as of when. The value ends with a comma where
    what stands after its number does.
    """

    when: str
    who: str
    day: str
    value: str


def sentence(info: ChartInfo, selection: Selection, view: View, reach_rows: Reach, events: Sequence[Event] = ()) -> str:
    """What a view shows, as one sentence: newest values, what is counted, period, according to whom, as of when.

    Of more members than fit it tells the first: the largest of a map, the newest of what began, of countries and parts
    those that reach furthest, in the chart's order; of series those that no party to the war speaks for, and that
    reach furthest. It says how many more the chart shows, and of how many of them a party speaks.

    `reach_rows`: of `series_reach`, for the chart's series. `events`: those that a timeline shows, in order of time.
    """
    if info.kind == ChartKind.TIMELINE:
        return f"{info.title}: {_timeline(events)}."
    told = [member for member in selection.members if not member.faint]
    shown = _ordered(info, [(member, row) for member in told if (row := _newest(member))])
    head = _subject(info, selection, view)
    if not shown:
        names = join_words(
            list(dict.fromkeys(publisher_words(printed(series.publisher)) for series in picked(info, view)))
        )
        asof = f" as known on {say_day(view.asof)}" if view.asof else ""
        nothing = UNDEFINED.get(view.transform, NO_TRANSFORM) if selection.undefined else "no data"
        held = f"{'from' if selection.undefined else 'in'} what is held of {names}"
        return f"{head.rstrip(',')}: {nothing} for this view{asof} {held}."
    tried = list(_tries(info, selection, shown, view, reach_rows, head))
    return next((text for text in tried if short_enough(text)), tried[-1])


def short_enough(text: str) -> bool:
    """Whether a sentence is as short as a newspaper's."""
    # What is never parted, as "21 %", is one word.
    return len(text.split(" ")) <= WORDS and text.count("(") <= BRACKETS


def _tries(
    info: ChartInfo, selection: Selection, shown: Shown, view: View, reach_rows: Reach, head: str
) -> Iterator[str]:
    learned = {row.series_id: row.learned for row in reach_rows}
    alone = (
        sum(not member.faint for member in selection.members) == 1
        and not along_entities(info)
        and len(info.series) == 1
    )
    for most in range(min(MOST, len(shown)), 0, -1):
        facts = [
            Fact(
                "" if info.since else in_period(row, member),
                who_says(row, member, info),
                _as_of(row, view, [learned[name] for name, _ in row_parts(row)]),
                _value(row, member, info, selection, alone),
            )
            for member, row in shown[:most]
        ]
        further = _further([member for member, _ in shown[most:]], any(party(member) for member, _ in shown[:most]))
        verb = f" {_verb(*shown[0])}" if alone else ":"
        yield f"{head if alone else head.rstrip(',')}{verb} {_joined(facts)}{further}."


def _further(others: Sequence[Member], said: bool) -> str:
    """How many more members the chart shows, and whether a party to the war speaks for one of them, unless `said`."""
    claimed = sum(party(member) for member in others)
    if not others:
        return ""
    whose = {0: "", 1: ", one of them", len(others): ","}.get(claimed, f", {claimed} of them")
    return f"; the chart shows {len(others)} more{f'{whose} from a party to the war' if claimed and not said else ''}"


def _ordered(info: ChartInfo, shown: Shown) -> Shown:
    if info.since:
        return sorted(shown, key=lambda pair: pair[1].start, reverse=True)
    if info.kind == ChartKind.MAP:
        return sorted(shown, key=lambda pair: -top(pair[1]))
    if along_entities(info):
        return sorted(shown, key=lambda pair: (pair[1].end, pair[1].vintage), reverse=True)
    # Where only some are told, a party's claim is not the one, nor what ends early.
    return sorted(shown, key=lambda pair: (party(pair[0]), -pair[1].end.toordinal()))


def _subject(info: ChartInfo, selection: Selection, view: View) -> str:
    """What is counted and measured, and a transform of it; what all members count, where no word says it yet."""
    measure = f"{info.title} ({inside(info.subtitle)})"
    if info.divide:
        measure = f"{info.series[0].title}, divided by: {info.series[1].title}"
    words = info.phrase or measure
    counts = {member.series.counts_words for member in selection.members}
    unsaid = _unsaid(counts.pop(), (), words) if len(counts) == 1 else ""
    found = made_of(selection, view, words if view.transform == Transform.NONE else inside(words))
    found = f"{found.rstrip(',')}, {unsaid}," if unsaid else found
    return found[:1].upper() + found[1:]


def _unsaid(counts: str, others: Sequence[str], text: str) -> str:
    """What is counted, unless some word that sets it apart from what others count is in the text."""
    said_already, of_others = _words(text), set().union(*map(_words, others))
    apart = (_words(counts) - of_others) or _words(counts)
    return "" if apart & said_already else counts


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def _newest(member: Member) -> Obs | None:
    return next((row for row in reversed(member.rows) if has_number(row)), None)


def _joined(facts: Sequence[Fact]) -> str:
    """The values; what neighbours share, a period, a publisher, a day, is said once."""
    # What one publisher says stands together, so that it is named once.
    order = list(dict.fromkeys(fact.who for fact in facts))
    ordered = sorted(facts, key=lambda fact: order.index(fact.who))
    groups = [(key, [fact.value for fact in group]) for key, group in groupby(ordered, lambda fact: fact[:3])]
    told = []
    for number, ((when, who, day), values) in enumerate(groups):
        following = groups[number + 1][0] if number + 1 < len(groups) else ("", "", "")
        # After ", provisional" the period is set off too.
        comma = "," if values[-1].endswith(",") else ""
        plain = [value.rstrip(",") for value in values]
        listed = "; ".join(plain) if any(", " in value for value in plain) else join_words(plain)
        parts = [listed + (f"{comma} {when}" if when else "")]
        parts += [f"according to {who}"] if who != following[1] else []
        # The day stands once at the end where it is the same for all.
        parts += [day] if day != following[2] else []
        told.append(", ".join(filter(None, parts)))
    return "; ".join(told)


def _verb(member: Member, row: Obs) -> str:
    """What agrees with one thing and with many: how much flowed or changed, or how high something stood."""
    flows = member.series.measures == Measure.FLOW or member.how.kind in CHANGES
    bound = row.value is None and None in (row.low, row.high)
    return "came to" if flows or bound else "stood at"


def _value(row: Obs, member: Member, info: ChartInfo, selection: Selection, alone: bool) -> str:
    if info.since:
        return f"{member.name}, since {period(row, member)}"
    words = said(row, selection.unit)
    if not alone:
        name = _named(member, info, selection)
        words = f"{name}{',' if ', ' in name else ''} {words}"
    base = f"{period(member.rows[0], member)} = 100" if selection.unit == "index" and len(bases(selection)) > 1 else ""
    others = {one.series.counts_words for one in selection.members} - {member.series.counts_words}
    counts = _unsaid(member.series.counts_words, tuple(others), f"{info.phrase} {member.name}") if others else ""
    aside = "".join(f", {each}" for each in (counts, base) if each)
    return f"{words}{aside}{',' if aside or row.status in UNSETTLED else ''}"


def _named(member: Member, info: ChartInfo, selection: Selection) -> str:
    """The member's name without what its publisher's, or all names together, say already."""
    if along_entities(info):
        # Parts of a whole are common nouns; countries, donors and regions have names.
        kinds = {entity.id: entity.kind for entity in info.entities}
        common = kinds.get(member.id) == "part" and member.series.varies_by != Dimension.REGION
        return inside(member.name) if common else member.name
    heads = {one.name.partition(": ")[0] for one in selection.members if ": " in one.name}
    name = member.name.removeprefix(f"{member.series.publisher}, ")
    alike = len(heads) == 1 and len(selection.members) > 1 and all(": " in one.name for one in selection.members)
    return inside(name.partition(": ")[2] if alike else name)


def who_says(row: Obs, member: Member, info: ChartInfo) -> str:
    """Whose figure it is; a party to the war counting losses is labelled so."""
    if info.divide:
        return join_words([_labelled(series) for series in info.series])
    series = member.series
    if series.varies_by == Dimension.PUBLISHER:
        through = provenance(series.publisher) or f"by way of {publisher_words(series.publisher)}"
        return f"{publisher_words(speaker(series, row.entity, publishers(info)))}, {through}"
    return labelled(publisher_words(printed(series.publisher)), series.party)


def _labelled(series: SeriesInfo) -> str:
    name = labelled(publisher_words(printed(series.publisher)), series.party)
    return f"{name}," if series.party else name


def _as_of(row: Obs, view: View, learned: Sequence[dt.date | None]) -> str:
    """The day of which the value is: the view's own, else the day on which the series was last learned."""
    if view.asof and row.basis == KnownBasis.HINDSIGHT:
        first = f" on {say_day(row.vintage)}" if row.vintage else ""
        return f"{first_known(row.recorded)}{first}, not as known on {say_day(view.asof)}"
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
    return f"{count} {span}, each with its own source; the newest: {newest.title}{doubt}"
