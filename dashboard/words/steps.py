"""The ways in which what a check found might be moved, from limit to limit: between them no outcome changes."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from dashboard.chart.records import sure
from dashboard.record.findings import Finding
from dashboard.record.supposed import Instead
from dashboard.say import say_day, say_exactly
from etl.vocabulary import RANKS, CheckKind, Statistic

EVENTS = ("event", "against")


@dataclass(frozen=True)
class Step:
    """One thing that a check might have found instead: `instead` as columns of check_found, in words after "with" what
    moves, and where to.
    """

    moves: str
    words: str
    instead: Instead


class Movable(NamedTuple):
    """A number of a check's evidence, in words, where it stands, and the limits at which an outcome may change.

    `instead`: the columns of check_found with it elsewhere. `inside`: of a number that moves as a whole between two
    limits, those: what comes in at one leaves at the other.
    """

    words: str
    start: float
    limits: Iterable[float]
    instead: Callable[[float], Instead]
    inside: tuple[float, float] | None = None


def ways(row: Finding, published: dt.date) -> list[tuple[Step, ...]]:
    """The ways in which a check's evidence might be moved alone, each a walk away from what was found.

    Outcomes are constant between limits, so a walk steps on each limit and just past it.
    """
    if row.kind in EVENTS:
        return [(_event(row, row.at_day or published),)] if row.trouble in ("", "not yet") else []
    if row.trouble:
        return []
    if row.kind == CheckKind.ORDER:
        return _orders(row)
    return list(_numbers(row))


def _event(row: Finding, day: dt.date) -> Step:
    moves = f"“{row.event_title}” "
    if row.trouble:
        return Step(moves, f"found by {say_day(day)}", {"trouble": ""})
    return Step(f"{moves}({say_day(sure(row.event_day))}) ", f"not found by {say_day(day)}", {"trouble": "not yet"})


def _orders(row: Finding) -> list[tuple[Step, ...]]:
    moves, first, day = f"“{row.event_title}” ", sure(row.event_day), sure(row.then_day)
    same = Step(moves, f"on the day of “{row.then_title}”, {say_day(day)}", {"event_day": day})
    if first < day:
        return [(same,), (Step("it ", "later", {"event_day": day + dt.timedelta(1)}),)]
    return [(same,), (Step("it ", "earlier", {"event_day": day - dt.timedelta(1)}),)]


def just(value: float, up: bool) -> float:
    """A number just past another: nearer than any value is ever told."""
    return value + (1 if up else -1) * 1e-9 * max(1.0, abs(value))


def _numbers(row: Finding) -> Iterator[tuple[Step, ...]]:
    """A value moves as a whole; of an interval one end alone, and both where they lie on both sides."""
    limits = sorted(limit for limit in (row.limit_low, row.limit_high) if limit is not None)
    for up in (True, False):
        if row.statistic in RANKS:
            yield from _ranked(row, limits, up)
        else:
            yield from (_walk(row, each, up) for each in _movable(row, limits))
    lo, hi = sure(row.lo), sure(row.hi)
    if len(limits) == 2 and lo < limits[0] and hi > limits[1] and row.kind != CheckKind.COMPARISON:
        low, high = limits
        words = f"between {_said(row, low)} and {_said(row, high)}"
        inner = {
            "lo": just(low, True) if row.strict_low else low,
            "hi": just(high, False) if row.strict_high else high,
        }
        yield (Step("both its ends ", words, inner),)


def _movable(row: Finding, limits: Sequence[float]) -> list[Movable]:
    """What of a check's evidence may move: its value, or each end of its interval."""
    if row.statistic != Statistic.RATIO and row.kind == CheckKind.COMPARISON:
        return _compared(row, limits)
    lo, hi = sure(row.lo), sure(row.hi)
    if lo == hi:
        inside = (limits[0], limits[1]) if len(limits) == 2 else None
        return [Movable("a value ", lo, limits, lambda x: {"lo": x, "hi": x}, inside)]
    lower = "the most that it reached for certain " if row.statistic == Statistic.FIRST_REACHED else "its lower end "
    return [
        Movable(lower, lo, [x for x in limits if x <= hi], lambda x: {"lo": x}),
        Movable("its upper end ", hi, [x for x in limits if x >= lo], lambda x: {"hi": x}),
    ]


def _ranked(row: Finding, limits: Sequence[float], up: bool) -> Iterator[tuple[Step, ...]]:
    """Ranks are whole: past a limit lies the next one. The lower end of what a rank may be is the best."""
    lo, hi = sure(row.lo), sure(row.hi)
    ranks = sorted({limit + step for limit in limits for step in (0, 1 if up else -1)}, reverse=not up)
    ranked = {"lo": lo, "hi": hi}
    ends = {"a rank of ": ("lo", "hi")} if lo == hi else {"its best rank at ": ("lo",), "its worst rank at ": ("hi",)}
    for moves, moved in ends.items():
        start, least, most = ranked[moved[0]], 1 if "lo" in moved else lo, hi if moved == ("lo",) else math.inf
        yield tuple(
            Step(moves, f"no. {rank:.0f} or {'lower' if up else 'higher'}", dict.fromkeys(moved, rank))
            for rank in ranks
            if least <= rank <= most and ((rank > start) if up else (rank < start))
        )


def _compared(row: Finding, limits: Sequence[float]) -> list[Movable]:
    """The value tested moves, or, where the article's own figure is tested, what it is compared with."""
    if row.series_id:
        name, low, high = "", sure(row.level_lo), sure(row.level_hi)
        least, most = sure(row.than_hi), sure(row.than_lo)
        shifts = {"lo": lambda x: x - least, "hi": lambda x: x - most}
        candidates = {limit + part for limit in limits for part in (least, most)}
        inside = (limits[0] + least, limits[-1] + most)
    else:
        name, low, high = "what it is compared with, ", sure(row.than_lo), sure(row.than_hi)
        value = sure(row.value)
        # The higher that is, the lower the difference.
        shifts = {"hi": lambda x: value - x, "lo": lambda x: value - x}
        candidates = {value - limit for limit in limits}
        inside = (value - limits[-1], value - limits[0])
    if low == high:
        whole = partial(_shifted, shifts, tuple(shifts))
        return [Movable(name or "a value ", low, candidates, whole, inside if len(limits) == 2 else None)]
    lower, upper = shifts
    return [
        Movable(
            f"{name}its lower end ", low, [x for x in candidates if x <= high], partial(_shifted, shifts, (lower,))
        ),
        Movable(
            f"{name}its upper end ", high, [x for x in candidates if x >= low], partial(_shifted, shifts, (upper,))
        ),
    ]


def _shifted(shifts: Mapping[str, Callable[[float], float]], moved: Sequence[str], x: float) -> Instead:
    return {end: shifts[end](x) for end in moved}


def _walk(row: Finding, moved: Movable, up: bool) -> tuple[Step, ...]:
    """Steps on and just past each limit that lies in one direction, the nearest first."""
    steps, inside = [], moved.inside
    for x in sorted(set(moved.limits), reverse=not up):
        said = _said(row, x)
        within = ""
        if inside and x == inside[0 if up else 1]:
            low, high = (_said(row, limit) for limit in inside)
            within = f"at {low}" if low == high else f"between {low} and {high}"
        if (x > moved.start) if up else (x < moved.start):
            on = {name: _snapped(row, value, x) for name, value in moved.instead(x).items()}
            steps.append(Step(moved.words, within or f"at {said} or {'more' if up else 'less'}", on))
        if (x >= moved.start) if up else (x <= moved.start):
            past = within if inside and inside[0] < inside[1] else ""
            steps.append(Step(moved.words, past or f"{'above' if up else 'below'} {said}", moved.instead(just(x, up))))
    return tuple(steps)


def _said(row: Finding, number: float) -> str:
    """A limit, or what would have to be found, in its unit: a quotient of two series is in none of theirs."""
    return say_exactly(number, "times" if row.statistic == Statistic.RATIO else row.unit)


def _snapped(row: Finding, value: float, size: float) -> float:
    """The limit that a computed value is, but for the last digits of a difference."""
    limits = (row.limit_low, row.limit_high)
    near = 1e-12 * max(1.0, abs(size))
    return next((x for x in limits if x is not None and math.isclose(x, value, rel_tol=0, abs_tol=near)), value)
