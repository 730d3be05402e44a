"""From a place in a chart back to the observations that stand there, and to those that their values rest on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.address.how import MOVING, PUBLISHED, Transform
from dashboard.chart.definitions import month_words
from dashboard.chart.periods import year_before
from dashboard.chart.ratio import row_parts
from dashboard.chart.records import Drawing, Member, Obs
from dashboard.chart.transforms import base_on, windows
from dashboard.draw.plotly.figure import spec
from dashboard.draw.plotly.traces import read_together
from dashboard.draw.projection import NOWHERE

# What a value that was computed from others rests on beside the period's own.
BASES = {
    Transform.CHANGE_YEAR: "the same period a year earlier",
    Transform.CHANGE_PERIOD: "the value before",
    Transform.PER_DAY: "the value before",
    Transform.PER_MONTH: "of this month",
    Transform.SUM: "of the window",
    Transform.MEAN: "of the window",
    Transform.INDEX: "the value that is 100",
}
ITSELF = "this period"
# What rests on all of a stretch, its own period's value among them.
WHOLE = (*MOVING, Transform.PER_MONTH)
# So many values of a stretch are all told.
MANY = 24


@dataclass(frozen=True)
class Point:
    """A place in a chart: the last day of a period, of one member or of all that have a value there (empty id).

    `now`: of the newest data that stand faint behind a record set back.
    """

    member: str
    end: dt.date
    now: bool = False


def pointed_at(drawing: Drawing, curve: int, number: int) -> Point | None:
    """What a point of a drawing's figure shows; None for what is no observation, such as an event.

    `curve`, `number`: the places of the trace and of the point in it. Where the values of one day are read together,
    all of them are meant.
    """
    found = every_point(drawing)[curve]
    return found[number] if found else None


def every_point(drawing: Drawing) -> list[list[Point | None]]:
    """The same of all points, by trace; empty for a trace that shows no observations."""
    together = read_together(drawing)
    return [
        [Point("" if together else each[0], *each[1:]) if each else None for each in trace.get("observed") or ()]
        for trace in spec(drawing, False, False, NOWHERE)["data"]
    ]


def rows_at(members: Sequence[Member], point: Point) -> list[tuple[Member, Obs]]:
    """The members' rows at a point."""
    return [
        (member, row)
        for member in members
        if point.member in ("", member.id)
        for row in member.rows
        if row.end == point.end
    ]


def period_ends(members: Sequence[Member], member_id: str) -> list[dt.date]:
    """The last days of the periods that a member has, or with an empty id any of them; the newest first."""
    found = {row.end for member in members if member_id in ("", member.id) for row in member.rows}
    return sorted(found, reverse=True)


def rests_on(member: Member, row: Obs, observed: Sequence[Obs]) -> list[tuple[str, Obs]]:
    """(what for, observation) of all that a row's value is computed from, as far as they are held.

    `observed`: the chart's observations as published. What two series make rests on both. Of a window or a month of
    many values the first and the last are told.
    """
    found: list[tuple[str, Obs]] = []
    for series, entity in row_parts(row):
        own = [each for each in observed if (each.series_id, each.entity) == (series, entity)]
        itself = [each for each in own if (each.start, each.end) == (row.start, row.end)]
        itself = itself or [each for each in own if each.end == row.end]
        found += [(ITSELF, each) for each in itself]
        if member.how != PUBLISHED:
            base = _base(member, row, [each for each in own if each.value is not None])
            again = itself if member.how.kind in WHOLE else []
            found += [(BASES[member.how.kind], each) for each in base if each not in again]
    return found


def _base(member: Member, row: Obs, held: Sequence[Obs]) -> list[Obs]:
    """The observations that a member's value is counted from. Raises ValueError for values as published."""
    kind, often = member.how.kind, member.series.frequency
    if kind == Transform.CHANGE_YEAR:
        start = year_before(row.start, often)
        return [each for each in held if each.start == start]
    if kind in (Transform.PER_DAY, Transform.CHANGE_PERIOD):
        return [before for before, after in pairwise(held) if (after.start, after.end) == (row.start, row.end)]
    if kind == Transform.PER_MONTH:
        first = row.start - dt.timedelta(days=month_words(member.series) == "sum")
        return _ends([each for each in held if first <= each.end <= row.end])
    if kind in MOVING:
        whole = [each for each in windows(held, often, member.how.months) if held[each.stop - 1].end == row.end]
        return _ends(held[whole[0].start : whole[0].stop]) if whole else []
    if kind == Transform.INDEX:
        base = base_on(held, member.how.day, often) if member.how.day else None
        first_row = base or member.rows[0]
        return [each for each in held if (each.start, each.end) == (first_row.start, first_row.end)]
    raise ValueError(f"unknown transform {kind!r}")


def _ends(rows: Sequence[Obs]) -> list[Obs]:
    """All rows, or of many the first and the last."""
    return list(rows) if len(rows) <= MANY else [rows[0], rows[-1]]
