"""A reader's transforms of observations: change on a year, per day, index. None looks across a break.

Each takes observations of one member in order of time and returns those for which the transform is defined. The
interval is dropped: the bounds of a change are not the change of the bounds.
"""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from dashboard.address.view import Transform
from dashboard.chart.records import Obs, sure
from etl.vocabulary import Frequency

Breaks = Sequence[tuple[dt.date, str]]
SHARES = ("percent", "percent_of_gdp", "points")
# What is said where a transform makes nothing of the values that are held.
UNDEFINED = {
    Transform.CHANGE_YEAR: "no change on a year earlier can be computed",
    Transform.PER_DAY: "no value per day can be computed",
    Transform.INDEX: "no index can be computed",
}
# Why a transform gives nothing at all, by transform.
NOTHING = {
    Transform.CHANGE_YEAR: "no value has one of the same period a year before it to be compared with",
    Transform.PER_DAY: "a daily change needs two values",
    Transform.INDEX: "nothing can be counted from a first value of zero or below",
}


def segment(day: dt.date, breaks: Breaks) -> int:
    """How many breaks lie on or before `day`: values compare only within one segment."""
    return sum(on <= day for on, _ in breaks)


def change_unit(unit: str) -> str:
    """The unit of a change on a year: per cent of the base, or points where values are per cent already."""
    return "points" if unit in SHARES else "percent"


def change_year(rows: Sequence[Obs], frequency: str, breaks: Breaks, unit: str) -> tuple[Obs, ...]:
    """Change against the same period a year earlier, in `change_unit(unit)`; only where that period is held.

    A base of zero or below has no percentage, so such periods are left out.
    """
    if change_unit(unit) == "points":
        return tuple(
            _with(row, sure(row.value) - sure(base.value), sure(row.value), sure(base.value))
            for base, row in _on_a_year(rows, frequency, breaks)
        )
    return tuple(
        _with(row, 100 * (sure(row.value) / sure(base.value) - 1), 100)
        for base, row in _on_a_year(rows, frequency, breaks)
        if sure(base.value) > 0
    )


def baseless(rows: Sequence[Obs], frequency: str, breaks: Breaks, unit: str) -> tuple[Obs, ...]:
    """The observations that `change_year` leaves out since a year before them stands zero or less."""
    if change_unit(unit) == "points":
        return ()
    return tuple(row for base, row in _on_a_year(rows, frequency, breaks) if sure(base.value) <= 0)


def _on_a_year(rows: Sequence[Obs], frequency: str, breaks: Breaks) -> Iterator[tuple[Obs, Obs]]:
    """Each observation that has one of the same period a year before it, after that one; never across a break."""
    held = {row.start: row for row in rows if row.value is not None}
    for row in held.values():
        before = year_before(row.start, frequency)
        base = held.get(before) if before else None
        if base is not None and segment(base.end, breaks) == segment(row.end, breaks):
            yield base, row


def per_day(rows: Sequence[Obs], breaks: Breaks, *, recomputed: bool = False) -> tuple[Obs, ...]:
    """Difference to the previous observation of a cumulative series, divided by the days between them.

    Of a `recomputed` series never that of two computations, which may be the model's alone.
    """
    held = [(row, row.value) for row in rows if row.value is not None]
    apart = set(computed_apart(rows)) if recomputed else set()
    return tuple(
        _with(row, (value - before) / (row.end - previous.end).days, value, before)
        for (previous, before), (row, value) in pairwise(held)
        if segment(previous.end, breaks) == segment(row.end, breaks) and row not in apart
    )


def computed_apart(rows: Sequence[Obs]) -> tuple[Obs, ...]:
    """Observations of a recomputed history that are of another computation than the value before them: those learned
    later than all before, since a history that is taken over whole is learned at once."""
    held = [(row, row.vintage) for row in rows if row.value is not None and row.vintage is not None]
    newest = accumulate((vintage for _, vintage in held), _later)
    return tuple(row for before, (row, vintage) in zip(newest, held[1:], strict=False) if vintage > before)


def _later(one: dt.date, other: dt.date) -> dt.date:
    return max(one, other)


def index(rows: Sequence[Obs], breaks: Breaks) -> tuple[Obs, ...]:
    """Values with the first one as 100, as far as the first break after it. Empty when the first is zero or below."""
    held = [(row, row.value) for row in rows if row.value is not None]
    if not held or held[0][1] <= 0:
        return ()
    (first, base), *_ = held
    within = segment(first.end, breaks)
    return tuple(_with(row, 100 * (value / base)) for row, value in held if segment(row.end, breaks) == within)


def year_before(start: dt.date, frequency: str) -> dt.date | None:
    """The first day of the same period a year before; 52 weeks for weeks; None for 29 February.

    Raises ValueError for a frequency that is none of D, W, M, Q, A, I.
    """
    if frequency not in tuple(Frequency):
        raise ValueError(f"unknown frequency {frequency!r}")
    if frequency == Frequency.WEEKLY:
        return start - dt.timedelta(weeks=52)
    if (start.month, start.day) == (2, 29):
        return None
    return start.replace(year=start.year - 1)


def exactly(value: float, *of: float) -> float:
    """A computed number less the digits that binary arithmetic adds: fourteen are kept, of the largest it is `of`."""
    largest = max(map(abs, (value, *of)))
    if not largest or math.isinf(largest):
        return value
    # Nought added: a rounded -0.0 is 0.0.
    return round(value, 14 - math.ceil(math.log10(largest))) + 0.0


def _with(row: Obs, value: float, *of: float) -> Obs:
    return row._replace(value=exactly(value, *of), low=None, high=None)
