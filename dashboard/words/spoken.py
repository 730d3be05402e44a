"""One member of a view in words: where it begins and ends, how far it moved, how far it is from a figure, its peak."""

import math
from collections.abc import Sequence

from dashboard.address.how import PUBLISHED
from dashboard.chart.layers import apart_words, period, said
from dashboard.chart.leading import numbered
from dashboard.chart.periods import segment
from dashboard.chart.records import Member, Obs, sure
from dashboard.chart.transforms import change_unit
from dashboard.say import say
from etl.vocabulary import Dimension, Frequency, Measure

# Beyond it a percentage says no more than that there was hardly anything before.
MOST_PERCENT = 1000
# In words, and in the unit of the values.
Figures = Sequence[tuple[str, float]]


def spoken(member: Member, unit: str, figures: Figures, peak: bool = True) -> str:
    """First and last value with their periods, change, distance of the last to each figure; with `peak` the highest."""
    rows = numbered(member)
    if not rows:
        why = next((f", {row.note}" for row in member.rows if apart_words(row, member)), "")
        return f"{member.name}, {f'no data{why}' if member.how == PUBLISHED else 'nothing can be computed'}"
    distance = [_distance(sure(rows[-1].value), value, words, unit) for words, value in figures if is_compared(member)]
    if len(rows) == 1:
        return ", ".join([member.name, _at(rows[0], member, unit), *distance])
    told = f"from {_at(rows[0], member, unit)} to {_at(rows[-1], member, unit)}"
    highest = _peak(rows, member, unit) if peak else ""
    return ", ".join(filter(None, (member.name, told, _change(rows, member, unit), *distance, highest)))


def in_period(row: Obs, member: Member) -> str:
    """The period with its preposition: "on 7 March 2025", cumulative "by 7 March 2025", "in June 2026"."""
    words, frequency = period(row, member), member.series.frequency
    summed = member.series.measures == Measure.CUMULATIVE and member.how == PUBLISHED
    if row.start == row.end and frequency != Frequency.WEEKLY:
        return f"{'by' if summed else 'on'} {words}"
    if frequency in (Frequency.WEEKLY, Frequency.QUARTERLY):
        return f"in the {words}"
    if " to " in words:
        return f"from {words}"
    return f"{'by' if summed and frequency == 'M' else 'in'} {words}"


def is_compared(member: Member) -> bool:
    """Whether a member's newest is one value, whose distance to a figure can be told."""
    rows = numbered(member)
    return bool(rows) and rows[-1].value is not None


def _change(rows: Sequence[Obs], member: Member, unit: str) -> str:
    """The last value against the first. Statements of different publishers, and bounds, have no change."""
    first, last, series = rows[0], rows[-1], member.series
    if first.value is None or last.value is None or series.varies_by == Dimension.PUBLISHER:
        return ""
    if segment(first.end, series.breaks) != segment(last.end, series.breaks):
        return "which do not compare, since the series breaks between them"
    difference = last.value - first.value
    if math.isclose(first.value, last.value, rel_tol=1e-9):
        return "unchanged"
    moved = f"{'up' if difference > 0 else 'down'} {say(abs(difference), _steps(unit))}"
    # A share has points; an index its own percentage; of a count that only grows it tells how long it has been kept.
    shares = _steps(unit) == "points" or unit == "index"
    grows = series.measures == Measure.CUMULATIVE and member.how == PUBLISHED
    if shares or grows or first.value <= 0 or last.value < 0:
        return moved
    share = 100 * abs(difference) / first.value
    return f"{moved} ({say(share, 'percent')})" if share <= MOST_PERCENT else moved


def _distance(value: float, figure: float, words: str, unit: str) -> str:
    if math.isclose(value, figure, rel_tol=1e-9):
        return f"as the article’s {words}"
    return f"{say(abs(value - figure), _steps(unit))} {'above' if value > figure else 'below'} the article’s {words}"


def _peak(rows: Sequence[Obs], member: Member, unit: str) -> str:
    peak = highest(rows)
    if peak is rows[0]:
        return "highest at the start"
    return "highest at the end" if peak is rows[-1] else f"highest {_at(peak, member, unit)}"


def highest(rows: Sequence[Obs]) -> Obs:
    """The first of the rows whose `top` no other exceeds; every row says a number."""
    return max(rows, key=top)


def top(row: Obs) -> float:
    """The value, or the furthest bound that stands in its place; never the upper end of a value's own interval."""
    return max(number for number in (row.low, row.high) if number is not None) if row.value is None else row.value


def _steps(unit: str) -> str:
    """The unit of a difference: points where values are per cent."""
    return "points" if change_unit(unit) == "points" else unit


def _at(row: Obs, member: Member, unit: str) -> str:
    return f"{said(row, unit)} ({period(row, member)})"
