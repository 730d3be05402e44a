"""From a place in a chart back to the observations that stand there, and to those that their values rest on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.address.view import Transform
from dashboard.chart.records import Drawing, Member, Obs
from dashboard.chart.transforms import year_before
from dashboard.draw.plotly.figure import spec
from dashboard.draw.plotly.traces import read_together
from dashboard.draw.projection import NOWHERE

# What a value that was computed from others rests on beside the period's own.
BASES = {
    Transform.CHANGE_YEAR: "the same period a year earlier",
    Transform.PER_DAY: "the value before",
    Transform.INDEX: "the first value",
}
ITSELF = "this period"


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


def rests_on(member: Member, row: Obs, observed: Sequence[Obs], transform: Transform) -> list[tuple[str, Obs]]:
    """(what for, observation) of all that a row's value is computed from, as far as they are held.

    `observed`: the chart's observations as published. A quotient rests on two series.
    """
    series = row.series_id.split("/")
    own = [each for each in observed if each.series_id in series and each.entity == row.entity]
    found = [(ITSELF, each) for each in own if (each.start, each.end) == (row.start, row.end)]
    if not found or len(series) > 1:
        found = [(ITSELF, each) for each in own if each.end == row.end]
    if transform == Transform.NONE:
        return found
    base = _base(member, row, [each for each in own if each.value is not None], transform)
    return [*found, *((BASES[transform], each) for each in base)]


def _base(member: Member, row: Obs, held: Sequence[Obs], transform: Transform) -> list[Obs]:
    """The observations that a change or an index is counted from. Raises ValueError for an unknown transform."""
    if transform == Transform.CHANGE_YEAR:
        start = year_before(row.start, member.series.frequency)
        return [each for each in held if each.start == start]
    if transform == Transform.PER_DAY:
        return [before for before, after in pairwise(held) if (after.start, after.end) == (row.start, row.end)]
    if transform == Transform.INDEX:
        first = member.rows[0]
        return [each for each in held if (each.start, each.end) == (first.start, first.end)]
    raise ValueError(f"unknown transform {transform!r}")
