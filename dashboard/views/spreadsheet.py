"""A view as CSV, long for programs, wide for chart makers and spreadsheets.

Text that a spreadsheet would take for a formula gets an apostrophe before it. Data whose terms let them only be shown
are left out.
"""

import csv as csv_format
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.address.how import PUBLISHED
from dashboard.address.view import View
from dashboard.chart.layers import publishers, speaker
from dashboard.chart.records import ChartInfo, Member, Obs, Selection
from dashboard.views import tables
from dashboard.words.measure import how_words
from etl.vocabulary import UNITS, Dimension, Frequency, Share

LONG = (
    *("chart", "series_id", "entity", "name", "period_start", "period_end", "value", "low", "high", "unit"),
    *("transform", "status", "basis", "vintage", "publisher", "note", "url"),
)
# The name of a column of the wide layout, whose rows it is of, by their day, and which part of them it holds.
Header = tuple[str, tuple[dict[dt.date, Obs], str]]
EVENTS = ("chart", "event_id", "day", "title", "category", "source_name", "verified", "note", "url")
# What a spreadsheet takes for a formula, or drops to find one.
FORMULA = ("=", "+", "-", "@", "\t", "\n")


def csv_long(info: ChartInfo, chosen: Sequence[Selection], view: View) -> str:
    """Every row that is shown and may be passed on, nothing thinned, with columns LONG.

    `chosen`: what the view's panes show. An absent number is an empty cell; numbers keep every digit they have.
    """
    who = publishers(info)
    rows = [
        (
            *(info.id, row.series_id, row.entity, who_said(member, row, who), row.start, row.end),
            *(row.value, row.low, row.high, selection.unit, member.how.text, row.status, row.basis, row.vintage),
            *(member.series.publisher, row.note, row.url or member.series.landing_url),
        )
        for selection in chosen
        for member in shareable(selection.members)
        for row in member.rows
    ]
    return csv_text(LONG, rows)


class Column(NamedTuple):
    """One column of a wide table: its values by the last day of their period."""

    name: str
    rows: dict[dt.date, Obs]


def csv_wide(info: ChartInfo, chosen: Sequence[Selection], view: View) -> str:
    """One line a period, one column a member, as chart makers and spreadsheets want it; nothing thinned.

    Columns: `period_end`, an ISO day. `period`, only where a line has a usual name of its own: 2024, 2024-Q1, 2024-03.
    Then the members, each named with its unit. Lines are told apart by the last day of their period, so that a daily
    and a monthly member stand side by side; periods of several lengths that end on one day have no name.

    Nothing is lost where a member holds several rows of one day: each publisher has a column of its own, and a further
    row of the same day one with "(2)". Where a column has a row with bounds but no value, its bounds follow it in
    "…, low" and "…, high"; the intervals of others stand in columns of these names after all others.
    """
    shown = [(member, _unit(each.unit, member)) for each in chosen for member in shareable(each.members)]
    who = publishers(info)
    columns = [(column, unit) for member, unit in shown for column in _columns(member, who)]
    headers: list[Header] = []
    last: list[Header] = []
    for place, (column, unit) in enumerate(columns):
        earlier = sum(other.name == column.name for other, _ in columns[:place])
        name = f"{column.name} ({earlier + 1})" if earlier else column.name
        bounded = [row for row in column.rows.values() if (row.low, row.high) != (None, None)]
        parts = [(f"{name}, {part} ({unit})", (column.rows, part)) for part in ("low", "high")] if bounded else []
        ends = any(row.value is None for row in bounded)
        headers.append((f"{name} ({unit})", (column.rows, "value")))
        (headers if ends else last).extend(parts)
    headers += last
    days = sorted({day for column, _ in columns for day in column.rows})
    names = _period_names([member for member, _ in shown])
    named_periods = any(names[day] != day.isoformat() for day in days)
    lines = [
        (
            day,
            *((names[day],) if named_periods else ()),
            *(getattr(rows[day], part) if day in rows else None for _, (rows, part) in headers),
        )
        for day in days
    ]
    return csv_text(("period_end", *(("period",) if named_periods else ()), *(name for name, _ in headers)), lines)


def csv_events(info: ChartInfo, listed: pd.DataFrame, view: View) -> str:
    """The events that a timeline's view shows, with columns EVENTS. `listed`: as `charts.chart_events` gives them."""
    return csv_text(
        EVENTS,
        [(info.id, *(getattr(row, name) for name in EVENTS[1:])) for row in tables.table_rows(info, listed, view)],
    )


def shareable(members: Iterable[Member]) -> Iterable[Member]:
    """The members that may be passed on."""
    return (member for member in members if member.series.share == Share.OPEN)


def who_said(member: Member, row: Obs, who: dict[str, str]) -> str:
    """A row's member as readers name it, with the publisher of a statement."""
    if member.series.varies_by != Dimension.PUBLISHER:
        return member.name
    return f"{member.name}: {speaker(member.series, row.entity, who)}"


def _columns(member: Member, who: dict[str, str]) -> list[Column]:
    """A member's rows as columns in which no day stands twice; one column also where it has no row."""
    found = [] if member.rows else [Column(member.name, {})]
    for row in member.rows:
        name = who_said(member, row, who)
        free = next((column for column in found if column.name == name and row.end not in column.rows), None)
        if free is None:
            free = Column(name, {})
            found.append(free)
        free.rows[row.end] = row
    return found


def _period_names(members: Iterable[Member]) -> dict[dt.date, str]:
    """{last day: what periods that end then are called}; the day itself unless all of them have one name."""
    names: dict[dt.date, set[str]] = {}
    for member in members:
        for row in member.rows:
            names.setdefault(row.end, set()).add(period_name(row, member.series.frequency))
    return {day: found.pop() if len(found) == 1 else day.isoformat() for day, found in names.items()}


def period_name(row: Obs, frequency: str) -> str:
    """2024 for a calendar year, 2024-Q1, 2024-03; for any other period its last day, 2024-03-07."""
    year = (row.start.month, row.start.day, row.end.month, row.end.day) == (1, 1, 12, 31)
    if frequency == Frequency.YEARLY and year and row.start.year == row.end.year:
        return f"{row.end.year:04d}"
    if frequency == Frequency.QUARTERLY and row.start < row.end:
        return f"{row.end.year:04d}-Q{(row.end.month + 2) // 3}"
    return f"{row.end:%Y-%m}" if frequency == Frequency.MONTHLY and row.start < row.end else row.end.isoformat()


def _unit(unit_id: str, member: Member) -> str:
    """A member's unit, with what is made of it where its name does not say so."""
    made = how_words(member.how, [member.series]) if member.series.how == PUBLISHED else ""
    return ", ".join(filter(None, (UNITS[unit_id].label if unit_id else "", made)))


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Lines of CSV; text that a spreadsheet takes for a formula gets an apostrophe before it, numbers never."""
    text = io.StringIO()
    writer = csv_format.writer(text, lineterminator="\n")
    writer.writerow([safe(name) for name in header])
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula, with line feeds alone: a carriage return would end the line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(FORMULA) else text
