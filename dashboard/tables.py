"""What a view shows as a table for readers and as CSV for programs: every row, nothing thinned."""

import csv as csv_format
import io

import pandas as pd

from dashboard.layers import period, publishers
from dashboard.marks import CHECKED, happened, wanted
from dashboard.selection import select, window
from dashboard.shapes import ChartInfo, Member, Obs
from dashboard.view import View
from dashboard.words import say, short_day

READABLE = ("Series or who", "Period", "Value", "Low", "High", "Status", "Learned", "Source", "Note", "Link")
# How far the page of an event was read.
READ = {"stored page": "page read", **{name: words for name, words in CHECKED.items() if words}}
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MACHINE = (
    *("chart", "series_id", "entity", "period_start", "period_end", "value", "low", "high", "unit", "transform"),
    *("status", "basis", "vintage", "publisher", "note", "url"),
)


def table(info: ChartInfo, data: pd.DataFrame, view: View) -> pd.DataFrame:
    """Every row shown, in words: columns READABLE, all text; "Learned" is the day of its vintage.

    An end of an interval that is not given is empty; a missing value says "no data".
    """
    selection = select(info, data, view)
    names = publishers(info)
    rows = [_readable(row, member, names, selection.unit) for member in selection.members for row in member.rows]
    return pd.DataFrame(rows, columns=list(READABLE), dtype=str)


def csv(info: ChartInfo, data: pd.DataFrame, view: View) -> str:
    """Every row shown, with columns MACHINE; series whose terms let them only be shown are left out: see `withheld`."""
    selection = select(info, data, view)
    text = io.StringIO()
    writer = csv_format.writer(text, lineterminator="\n")
    writer.writerow(MACHINE)
    for member in selection.members:
        if member.series.share == "open":
            writer.writerows(_machine(row, member, info.id, selection.unit, view.transform) for row in member.rows)
    return text.getvalue()


def events(info: ChartInfo, listed: pd.DataFrame, view: View) -> pd.DataFrame:
    """The events that a timeline's view shows: columns Day, Event, Category, Source, Verified, Note, Link, all text.

    None lies after the view's as-of day.
    """
    start, end = window(info, view)
    return pd.DataFrame(
        [
            (row.day.isoformat(), row.title, row.category, row.source_name, READ[row.verified], row.note, row.url)
            for row in listed.itertuples()
            if (not start or row.day >= start) and (not end or row.day <= end)
            if happened(row.day, view) and wanted(row.category, view)
        ],
        columns=["Day", "Event", "Category", "Source", "Verified", "Note", "Link"],
        dtype=str,
    )


def withheld(info: ChartInfo) -> tuple[str, ...]:
    """A sentence for each series of the chart that no download contains, with the publisher's link."""
    return tuple(
        f"{series.title} may be shown but not passed on; get it from {series.publisher}: {series.landing_url}"
        for series in info.series
        if series.share != "open"
    )


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: one that looks like it gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _readable(row: Obs, member: Member, names: dict[str, str], unit: str) -> tuple[str, ...]:
    who = f"{member.name}: {names[row.entity]}" if member.series.varies_by == "publisher" else member.name
    learned = short_day(row.vintage) if row.vintage else ""
    return (
        who,
        period(row, member),
        say(row.value, unit),
        "" if row.low is None else say(row.low, unit),
        "" if row.high is None else say(row.high, unit),
        row.status,
        f"{learned}, as first recorded by us" if row.basis == "hindsight" else learned,
        member.series.publisher,
        row.note,
        row.url or member.series.landing_url,
    )


def _machine(row: Obs, member: Member, chart: str, unit: str, transform: str) -> tuple[object, ...]:
    """An absent number is an empty cell; numbers keep every digit they have."""
    return (
        *(chart, row.series_id, row.entity, row.start, row.end, row.value, row.low, row.high, unit, transform),
        *(row.status, row.basis, row.vintage, safe(member.series.publisher), safe(row.note)),
        safe(row.url or member.series.landing_url),
    )
