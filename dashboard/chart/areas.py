"""From one value a country to the layers of a map: countries of one class are one layer, darker for more."""

import datetime as dt
import math
from collections.abc import Collection, Sequence
from itertools import pairwise

from dashboard.chart.layers import apart_words, period, said
from dashboard.chart.records import Layer, Member, Obs, Row, sure
from dashboard.say import join_words, say, say_day, say_range, ticks
from etl.vocabulary import Frequency

# The shades of the palette, from least to most.
SHADES = ("shade1", "shade2", "shade3", "shade4", "shade5")
# So many countries that lie outside the map are told by name.
TOLD = 5
# What is no class of values, as the legend names it.
APART = "no data: counted in another way"


def newest_members(members: Sequence[Member]) -> list[Member]:
    """Each member with the one row that a map shows: of a regular series, all of the same and newest period.

    What is counted in another way than the others has no value: its note says why, and what was published.
    """
    last = max((row.end for member in members for row in member.rows), default=None)
    return [
        _with(member, [_comparable(row, member) for row in member.rows if _regular(member, row, last)][-1:])
        for member in members
    ]


def _regular(member: Member, row: Obs, last: dt.date | None) -> bool:
    return member.series.frequency == Frequency.IRREGULAR or row.end == last


def _comparable(row: Obs, member: Member) -> Obs:
    why = apart_words(row, member)
    published = say_range(row.low, row.high, member.series.unit) if row.value is None else said(row, member.series.unit)
    note = f"{why} (published: {published})"
    return row._replace(value=None, low=None, high=None, note=note) if why else row


def uncounted(members: Sequence[Member]) -> list[str]:
    """In words, who has no value on a map since it is counted in another way, each with the reason."""
    return [f"{m.name}: no data, {row.note}." for m in members for row in m.rows if apart_words(row, m)]


def areas(members: Sequence[Member], unit: str, since: dt.date | None) -> list[Layer]:
    """The layers of a map. `since`: what began on that day or later is one class, what was there before the other."""
    shown = [(member, row) for member in members for row in member.rows if row.value is not None]
    if not shown:
        return []
    if since:
        before = [pair for pair in shown if pair[1].start < since]
        after = [pair for pair in shown if pair[1].start >= since]
        named = [(f"before {say_day(since)}", "shade3", before), ("since then", "orange", after)]
    else:
        edges = classes([sure(row.value) for _, row in shown])
        ends = [-math.inf, *edges[1:], math.inf]
        named = [
            (_class(low, high, unit), shade, [pair for pair in shown if low <= sure(pair[1].value) < high])
            for (low, high), shade in zip(pairwise(ends), SHADES[-len(edges) :], strict=True)
        ]
    drawn = [
        Layer("areas", name, name, colour, tuple(_area(*pair, unit, since) for pair in pairs))
        for name, colour, pairs in named
        if pairs
    ]
    hatched = [(member, row) for member in members for row in member.rows if apart_words(row, member)]
    if hatched:
        drawn.append(Layer("hatched", APART, APART, "grey", tuple(_hatched(*pair) for pair in hatched)))
    return drawn


def classes(values: Sequence[float]) -> list[float]:
    """The lower ends of at most five classes, the first 0: round steps, each about three times the one before where the
    values spread widely. Changes may lie below zero: then even steps, and no lower end of the first."""
    low, high = min(values), max(values)
    if low < 0:
        return [-math.inf, *ticks(low, max(high, 0.0), "linear", 3)]
    if not high:
        return [0.0]
    if high < 10 * sorted(values)[len(values) // 2]:
        return ticks(0.0, high, "linear", 4)[: len(SHADES)]
    # 1, 3, 10, 30 …: half a decade each.
    top = math.floor(2 * math.log10(high))
    steps = [(3.0 if place % 2 else 1.0) * 10.0 ** (place // 2) for place in range(top - 4, top + 1)]
    return [0.0, *[step for step in steps if step <= high][-(len(SHADES) - 1) :]]


def outside(members: Sequence[Member], unit: str, mapped: Collection[str], valued: bool) -> str:
    """In words, who has a value but no place on the map; empty when there is none. `valued`: with their values."""
    shown = [(m, row) for m in members for row in m.rows if row.value is not None and m.id not in mapped]
    if not shown:
        return ""
    largest = sorted(shown, key=lambda pair: -sure(pair[1].value))[:TOLD]
    told = [f"{member.name} {say(row.value, unit)}" if valued else member.name for member, row in largest]
    further = [f"{len(shown) - len(told)} further"] if len(shown) > len(told) else []
    return f"Not on the map: {join_words([*told, *further])}."


def _class(low: float, high: float, unit: str) -> str:
    if low == -math.inf:
        return f"less than {say(high, unit, short=True)}" if math.isfinite(high) else say(0.0, unit)
    return f"{say(low, unit, short=True)} and more" if high == math.inf else say_range(low, high, unit, short=True)


def _area(member: Member, row: Obs, unit: str, since: dt.date | None) -> Row:
    told = f"since {period(row, member)}" if since else f"{said(row, unit)}, {period(row, member)}"
    return Row(member.id, row.value, row.low, row.high, f"{member.name}: {told}", row.status)


def _hatched(member: Member, row: Obs) -> Row:
    text = f"{member.name}: no data, {period(row, member)}: {row.note}"
    return Row(member.id, None, None, None, text, row.status)


def _with(member: Member, rows: Sequence[Obs]) -> Member:
    return Member(member.id, member.name, member.colour, member.series, tuple(rows))
