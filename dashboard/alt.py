"""The alt text: one sentence with what a drawing shows, for readers who don't see it."""

from collections.abc import Sequence

from dashboard.layers import period, said
from dashboard.shapes import ArticleDay, ChartInfo, Event, Member, Obs, Selection
from dashboard.view import View
from dashboard.words import say_day
from etl.units import UNITS

TRANSFORM_WORDS = {
    "none": "",
    "change_year": "change on a year earlier",
    "per_day": "per day, on average since the value before",
    "index": "first value shown = 100",
}


def alt(info: ChartInfo, selection: Selection, view: View, events: Sequence[Event], article: ArticleDay | None) -> str:
    """Title and unit; each member's first, last and highest value; the as-of day; the article's figures."""
    if info.kind == "timeline":
        parts = [_timeline(events)]
    else:
        parts = [_member(member, selection.unit) for member in selection.members] or ["nothing selected"]
    if view.asof:
        parts.append(f"as known on {say_day(view.asof)}")
    if article and view.transform == "none" and info.kind not in ("timeline", "map"):
        parts += [label for _, label, _ in article.figures]
    unit = UNITS[selection.unit].label if selection.unit else ""
    measured = ", ".join(filter(None, (unit, TRANSFORM_WORDS[view.transform])))
    return f"{info.title}{f' ({measured})' if measured else ''}: {'; '.join(parts)}."


def _timeline(events: Sequence[Event]) -> str:
    if not events:
        return "no data"
    return f"{len(events)} events from {say_day(events[0].date)} to {say_day(events[-1].date)}"


def _member(member: Member, unit: str) -> str:
    rows = [row for row in member.rows if (row.value, row.low, row.high) != (None, None, None)]
    if not rows:
        return f"{member.name}, no data"
    first, last = _at(rows[0], member, unit), _at(rows[-1], member, unit)
    if len(rows) == 1:
        return f"{member.name}, {last}"
    peak = max(rows, key=_top)
    return f"{member.name}, from {first} to {last}, highest {_at(peak, member, unit)}"


def _top(row: Obs) -> float:
    return (
        max(number for number in (row.value, row.low, row.high) if number is not None)
        if row.value is None
        else row.value
    )


def _at(row: Obs, member: Member, unit: str) -> str:
    return f"{said(row, unit)} ({period(row, member)})"
