"""A contested quantity: what its sources state about one day, beside each other and apart by what they count. Pure.

Sources share an axis where they state the same thing in the same unit, and a group where they also count the same. A
band is an envelope within one group, from the least to the most that its sources state: never an average, and never
across groups.
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.publishers import side_words
from etl.vocabulary import COUNTS, UNITS, Dimension, Measure

SPANS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "A": "year"}


@dataclass(frozen=True)
class StatedRow:
    """The row of a quantity that one source states about a day, with what is known of its series and of who speaks.

    `max_age_days`: an older one does not speak about a day; None: there is no limit.
    """

    series_id: str
    title: str
    label: str
    unit: str
    frequency: str
    measures: str
    counts: str
    varies_by: str
    max_age_days: int | None
    known_after_days: int
    who: str
    kind: str
    side: str
    origin: str
    repeats: str
    party: str
    entity: str
    entity_name: str
    period_start: dt.date
    period_end: dt.date
    vintage: dt.datetime
    value: float | None
    low: float | None
    high: float | None
    status: str
    url: str
    basis: str
    recorded: bool


@dataclass(frozen=True)
class Stated:
    """What one source states. `value`, `low`, `high`: None where it names none.

    `lag`: days from the period's end to the day on which it was told. Where that day is not known (`usual`), since the
    value stood in an answer that was recorded later, the days that the series usually takes.

    `repeats`: whose figures it repeats, or empty. `party`: in words, that it is, or repeats, a party to the
    war that counts losses; or empty.
    `age`: days before the day asked about; `old`: too many for it to speak about that day. `again`: another source of
    the group has the same origin, and is counted in its place.
    """

    label: str
    who: str
    kind: str
    side: str
    origin: str
    repeats: str
    party: str
    unit: str
    frequency: str
    value: float | None
    low: float | None
    high: float | None
    period_start: dt.date
    period_end: dt.date
    lag: int
    usual: bool
    status: str
    basis: str
    url: str
    age: int
    old: bool
    again: bool


@dataclass(frozen=True)
class Envelope:
    """From the least to the most that sources of one group state. `open_low`, `open_high`: one names no such end."""

    low: float | None
    high: float | None
    open_low: bool
    open_high: bool


@dataclass(frozen=True)
class Group:
    """Sources that count the same. `day`: the day that they are compared for. `band`: over those that are not old, None
    where none is; `origins`: how many stand behind those, each counted once."""

    counts: str
    words: str
    day: dt.date
    stated: tuple[Stated, ...]
    band: Envelope | None
    origins: int


@dataclass(frozen=True)
class Axis:
    """Groups on one scale."""

    title: str
    unit: str
    groups: tuple[Group, ...]


def axes(rows: Iterable[StatedRow], day: dt.date | None = None) -> tuple[Axis, ...]:
    """The axes of a quantity, in the rows' order. `day`: None for the newest that each group has.

    `rows`: one a source.
    """
    by_axis: dict[tuple[str, ...], list[StatedRow]] = {}
    for row in rows:
        by_axis.setdefault(_axis(row), []).append(row)
    return tuple(_drawn(found, day) for found in by_axis.values())


def _axis(row: StatedRow) -> tuple[str, ...]:
    """What rows on one scale share: the unit, what a series varies by unless it is who speaks, and the time summed."""
    part = "" if row.varies_by in ("", Dimension.PUBLISHER) else row.entity
    return row.unit, part, row.frequency if row.measures == Measure.FLOW else ""


def _drawn(rows: list[StatedRow], day: dt.date | None) -> Axis:
    unit, part, flow = _axis(rows[0])
    title = UNITS[unit].label if not part else f"{rows[0].entity_name}, {UNITS[unit].label}"
    groups: dict[str, list[StatedRow]] = {}
    for row in rows:
        # Series that count nothing from the closed list are each a definition of their own.
        groups.setdefault(row.counts or row.series_id, []).append(row)
    return Axis(
        title=f"{title}, in a {SPANS[flow]}" if flow else title,
        unit=unit,
        groups=tuple(_group(found, day) for found in groups.values()),
    )


def _group(rows: list[StatedRow], asked: dt.date | None) -> Group:
    day = asked or max(row.period_end for row in rows)
    old = sorted((row for row in rows if _old(row, day)), key=lambda row: row.period_end, reverse=True)
    current = []
    origins: set[str] = set()
    # Who repeats another comes after whoever does not.
    for row in sorted((row for row in rows if not _old(row, day)), key=lambda row: row.repeats != ""):
        current.append(_stated(row, day, again=row.origin in origins))
        origins.add(row.origin)
    first = rows[0]
    return Group(
        counts=first.counts,
        words=COUNTS[first.counts] if first.counts else first.title,
        day=day,
        stated=(*current, *(_stated(row, day, again=False) for row in old)),
        band=envelope(current),
        origins=len(origins),
    )


def _stated(row: StatedRow, day: dt.date, again: bool) -> Stated:
    told = (row.vintage.date() - row.period_end).days
    return Stated(
        label=row.label,
        who=row.who,
        kind=row.kind,
        side=row.side,
        origin=row.origin,
        repeats=row.repeats,
        party=row.party,
        unit=row.unit,
        frequency=row.frequency,
        value=row.value,
        low=row.low,
        high=row.high,
        period_start=row.period_start,
        period_end=row.period_end,
        status=row.status,
        basis=row.basis,
        url=row.url,
        lag=row.known_after_days if row.recorded else told,
        usual=row.recorded,
        age=(day - row.period_end).days,
        old=_old(row, day),
        again=again,
    )


def _old(row: StatedRow, day: dt.date) -> bool:
    return row.max_age_days is not None and (day - row.period_end).days > row.max_age_days


def stated_range(stated: Stated) -> tuple[float, float]:
    """The least and the most that a source states: endless where it names no such end, as verdict.sql reads it."""
    least = next((end for end in (stated.low, stated.value) if end is not None), -math.inf)
    most = next((end for end in (stated.high, stated.value) if end is not None), math.inf)
    return least, most


def envelope(stated: Iterable[Stated]) -> Envelope | None:
    """From the least to the most of the ends that are named; None of nothing."""
    pairs = [stated_range(each) for each in stated]
    if not pairs:
        return None
    named = [end for pair in pairs for end in pair if math.isfinite(end)]
    return Envelope(
        low=min(named, default=None),
        high=max(named, default=None),
        open_low=any(math.isinf(least) for least, _ in pairs),
        open_high=any(math.isinf(most) for _, most in pairs),
    )


def axis_range(axis: Axis) -> tuple[float, float]:
    """From where to where an axis runs: everything stated on it, and zero, so that lengths can be compared."""
    named = [
        end
        for group in axis.groups
        for each in group.stated
        for end in (*stated_range(each), each.value)
        if end is not None and math.isfinite(end)
    ]
    low, high = min([0.0, *named]), max([0.0, *named])
    return low, high if high > low else low + 1


def sides(stated: Stated) -> str:
    """Kind and side of a source in words, and whose figures it repeats: "government, ally of Ukraine; repeats …"."""
    party = stated.party if not stated.repeats else ""
    repeats = f"repeats figures of {stated.repeats}" if stated.repeats else ""
    if stated.party and stated.repeats:
        repeats += ", a party to the war"
    return "; ".join(filter(None, (", ".join(filter(None, (stated.kind, side_words(stated.side), party))), repeats)))
