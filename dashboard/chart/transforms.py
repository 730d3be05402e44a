"""A reader's transforms of observations: changes, per day and month, moving sums and means, index.

None looks across a break or fills a gap. Each takes observations of one member in order of time and returns those for
which the transform is defined. The interval is dropped: the bounds of a change are not the change of the bounds.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, groupby, pairwise

from dashboard.chart.periods import (
    LONGEST_DAILY_GAP,
    Breaks,
    month_ends,
    months_before,
    runs,
    segment,
    year_before,
)
from dashboard.chart.records import Obs, sure
from etl.vocabulary import PERIOD_MONTHS, Frequency, KnownBasis, Measure

SHARES = ("percent", "percent_of_gdp", "points")
# From settled to not.
SETTLED = ("final", "estimate", "provisional", "unverified", "withdrawn")
Pair = tuple[Obs, Obs]


def change_unit(unit: str) -> str:
    """The unit of a change: per cent of the base, or points where values are per cent already."""
    return "points" if unit in SHARES else "percent"


def change_year(rows: Sequence[Obs], frequency: str, breaks: Breaks, unit: str) -> tuple[Obs, ...]:
    """Change against the same period a year earlier, in `change_unit(unit)`; only where that period is held.

    A base of zero or below has no percentage, so such periods are left out.
    """
    return tuple(_changed(base, row, unit) for base, row in _on_a_year(rows, frequency, breaks) if _based(base, unit))


def baseless(rows: Sequence[Obs], frequency: str, breaks: Breaks, unit: str) -> tuple[Obs, ...]:
    """The observations that `change_year` leaves out since a year before them stands zero or less."""
    return tuple(row for base, row in _on_a_year(rows, frequency, breaks) if not _based(base, unit))


def _on_a_year(rows: Sequence[Obs], frequency: str, breaks: Breaks) -> Iterator[Pair]:
    """Each observation that has one of the same period a year before it, after that one; never across a break."""
    held = {row.start: row for row in rows if row.value is not None}
    for row in held.values():
        before = year_before(row.start, frequency)
        base = held.get(before) if before else None
        if base is not None and segment(base.end, breaks) == segment(row.end, breaks):
            yield base, row


def change_period(
    rows: Sequence[Obs], frequency: str, breaks: Breaks, unit: str, *, recomputed: bool = False
) -> tuple[Obs, ...]:
    """Change against the period before, in `change_unit(unit)`; only where that period is held and above zero.

    Of daily values the one before, which may lie some days back: over a weekend none is due. Of a `recomputed` series
    never that of two computations.
    """
    apart = set(computed_apart(rows)) if recomputed else set()
    return tuple(
        _together((base, row), sure(_changed(base, row, unit).value))
        for run in runs([row for row in rows if row.value is not None], frequency, breaks)
        for base, row in pairwise(run)
        if _based(base, unit) and row not in apart
    )


def _based(base: Obs, unit: str) -> bool:
    """Whether a change in per cent can be counted from it."""
    return change_unit(unit) == "points" or sure(base.value) > 0


def _changed(base: Obs, row: Obs, unit: str) -> Obs:
    value, before = sure(row.value), sure(base.value)
    if change_unit(unit) == "points":
        return _with(row, value - before, value, before)
    return _with(row, 100 * (value / before - 1), 100)


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


def per_month(rows: Sequence[Obs], measures: str, breaks: Breaks, *, recomputed: bool = False) -> tuple[Obs, ...]:
    """Daily values by whole calendar month: of what is counted up what a month added, else the mean of its values.

    What was added is the value of a month's last day less that of the last day before it: both have to be held. A mean
    needs values from the month's beginning to its end, without a gap, by the rule for daily values.
    """
    held = [row for row in rows if row.value is not None]
    months = _added(held, breaks, recomputed) if measures == Measure.CUMULATIVE else _averaged(held, breaks)
    return tuple(months)


def _added(held: Sequence[Obs], breaks: Breaks, recomputed: bool) -> Iterator[Obs]:
    on = {row.end: row for row in held}
    apart = {row.end for row in computed_apart(held)} if recomputed else set()
    for row in held:
        first, last = month_ends(row.end)
        base = on.get(first - dt.timedelta(days=1))
        if row.end != last or base is None or segment(base.end, breaks) != segment(row.end, breaks):
            continue
        if not any(base.end < day <= row.end for day in apart):
            value, before = sure(row.value), sure(base.value)
            yield _together((base, row), exactly(value - before, value, before))._replace(start=first)


def _averaged(held: Sequence[Obs], breaks: Breaks) -> Iterator[Obs]:
    for run in runs(held, Frequency.DAILY, breaks):
        for (first, last), grouped in groupby(run, lambda row: month_ends(row.end)):
            rows = list(grouped)
            # Over a weekend at its end a month is whole once a value has followed.
            if run[0].end <= first and run[-1].end >= last:
                yield _together(rows, _mean(rows))._replace(start=first, end=last)


def moving(rows: Sequence[Obs], frequency: str, breaks: Breaks, months: int, *, summed: bool) -> tuple[Obs, ...]:
    """The sum or the mean of all values of so many months that end with each period, where every one of them is held.

    Of days and weeks those that end within these months, with values from their beginning on and no gap among them.
    """
    held = [row for row in rows if row.value is not None]
    return tuple(
        row for run in runs(held, frequency, breaks) for row in _moved(run, windows(run, frequency, months), summed)
    )


def _moved(run: Sequence[Obs], over: Iterable[range], summed: bool) -> Iterator[Obs]:
    """Sums or means of the windows of a run. A window moves on: nothing is added up twice, and exactly."""
    values = [sure(row.value) for row in run]
    totals, largest = list(accumulate(map(Fraction, values), initial=Fraction(0))), max(map(abs, values))
    inside: Counter[tuple[object, ...]] = Counter()
    alike = {_settled(row): row for row in run}
    done = left = 0
    for window in over:
        inside.update(map(_settled, run[done : window.stop]))
        inside.subtract(map(_settled, run[left : window.start]))
        done, left, inside = window.stop, window.start, +inside
        total = totals[window.stop] - totals[window.start]
        value = exactly(float(total if summed else total / len(window)), largest)
        yield taken_together(run[window.stop - 1], [alike[each] for each in inside], value)


def _settled(row: Obs) -> tuple[object, ...]:
    """What of a row matters to how settled and how late a value is that rests on it."""
    return row.vintage, row.status, row.basis, row.recorded


def windows(run: Sequence[Obs], frequency: str, months: int) -> Iterator[range]:
    """The places of the values of so many months that end with each period of an unbroken run, where it holds all."""
    if frequency in PERIOD_MONTHS:
        size = months // PERIOD_MONTHS[frequency]
        yield from (range(place - size, place) for place in range(size, len(run) + 1) if size)
        return
    begun = 0
    for place, row in enumerate(run):
        before = months_before(row.end, months)
        while run[begun].end <= before:
            begun += 1
        if begun or run[0].start <= before + dt.timedelta(days=1):
            yield range(begun, place + 1)


def index(rows: Sequence[Obs], breaks: Breaks, base: Obs | None = None) -> tuple[Obs, ...]:
    """Values with that of `base`, else the first one, as 100, between the breaks around it.

    Empty when that value is zero or below.
    """
    held = [(row, row.value) for row in rows if row.value is not None]
    base = base or (held[0][0] if held else None)
    if base is None or sure(base.value) <= 0:
        return ()
    within = segment(base.end, breaks)
    return tuple(
        _with(row, 100 * (value / sure(base.value))) for row, value in held if segment(row.end, breaks) == within
    )


def base_on(rows: Sequence[Obs], day: dt.date, frequency: str) -> Obs | None:
    """The value of the period that a day lies in; of daily values without one of that day the last before it."""
    held = [row for row in rows if row.value is not None and row.start <= day]
    if not held:
        return None
    near = LONGEST_DAILY_GAP if frequency == Frequency.DAILY else dt.timedelta(0)
    return held[-1] if day - held[-1].end <= near else None


def taken_together(row: Obs, others: Sequence[Obs], value: float) -> Obs:
    """A row with a value that rests on others too: known when the last of them was, and as little settled as any."""
    rows = (row, *others)
    late = [each for each in rows if each.basis == KnownBasis.HINDSIGHT]
    return row._replace(
        value=value,
        low=None,
        high=None,
        vintage=max(filter(None, (each.vintage for each in rows)), default=None),
        status=max((each.status for each in rows), key=SETTLED.index),
        basis=late[0].basis if late else row.basis,
        recorded=any(each.recorded for each in late),
        note="",
        url="",
    )


def _together(rows: Sequence[Obs], value: float) -> Obs:
    return taken_together(rows[-1], rows[:-1], value)


def _mean(rows: Sequence[Obs]) -> float:
    values = [sure(row.value) for row in rows]
    return exactly(math.fsum(values) / len(values), *values)


def exactly(value: float, *of: float) -> float:
    """A computed number less the digits that binary arithmetic adds: fourteen are kept, of the largest it is `of`."""
    largest = max(map(abs, (value, *of)))
    if not largest or math.isinf(largest):
        return value
    # Nought added: a rounded -0.0 is 0.0.
    return round(value, 14 - math.ceil(math.log10(largest))) + 0.0


def _with(row: Obs, value: float, *of: float) -> Obs:
    return row._replace(value=exactly(value, *of), low=None, high=None)
