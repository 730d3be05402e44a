"""What a view shows as a table for readers: every row, nothing thinned. For programs: dashboard/views/exports.py."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.address.view import View
from dashboard.chart.layers import period, publishers, speaker
from dashboard.chart.marks import CHECKED, happened, wanted
from dashboard.chart.records import ChartInfo, Member, Obs, Selection
from dashboard.chart.selection import picked, window
from dashboard.say import first_known, say, short_day
from etl.vocabulary import Dimension, KnownBasis, Share

READABLE = ("Series or who", "Period", "Value", "Low", "High", "Status", "Learned", "Source", "Note", "Link")
# How far the page of an event was read.
READ = {"stored page": "page read", **{name: words for name, words in CHECKED.items() if words}}


def observation_table(info: ChartInfo, chosen: Sequence[Selection]) -> pd.DataFrame:
    """Every row of what a view’s panes show, in words: columns READABLE, all text; "Learned" is the day of its vintage.

    An end of an interval that is not given is empty; a missing value says "no data".
    """
    names = publishers(info)
    rows = [
        _readable(row, member, names, selection.unit)
        for selection in chosen
        for member in selection.members
        for row in member.rows
    ]
    return pd.DataFrame(rows, columns=list(READABLE), dtype=str)


def event_table(info: ChartInfo, found: pd.DataFrame, view: View) -> pd.DataFrame:
    """The events that a timeline's view shows: columns Day, Event, Category, Source, Verified, Note, Link, all text."""
    return pd.DataFrame(
        [
            (row.day.isoformat(), row.title, row.category, row.source_name, READ[row.verified], row.note, row.url)
            for row in table_rows(info, found, view)
        ],
        columns=["Day", "Event", "Category", "Source", "Verified", "Note", "Link"],
        dtype=str,
    )


class ListedEvent(NamedTuple):
    """A row of the table of events. `verified`: a key of CHECKED."""

    event_id: str
    day: dt.date
    title: str
    category: str
    source_name: str
    verified: str
    note: str
    url: str


def table_rows(info: ChartInfo, found: pd.DataFrame, view: View) -> list[ListedEvent]:
    """The events of the view's window and categories, none after its as-of day."""
    start, end = window(info, view)
    columns = [found[name] for name in ListedEvent._fields]
    return [
        row
        for row in map(ListedEvent._make, zip(*columns, strict=True))
        if (not start or row.day >= start)
        and (not end or row.day <= end)
        and happened(row.day, view)
        and wanted(row.category, view)
    ]


def withheld_words(info: ChartInfo, view: View) -> tuple[str, ...]:
    """A sentence for each series of the view that no download contains, with the publisher's link."""
    return tuple(
        f"{series.title} may be shown but not passed on; get it from {series.publisher}: {series.landing_url}"
        for series in picked(info, view)
        if series.share != Share.OPEN
    )


def _readable(row: Obs, member: Member, names: dict[str, str], unit: str) -> tuple[str, ...]:
    who = member.name
    if member.series.varies_by == Dimension.PUBLISHER:
        who = f"{member.name}: {speaker(member.series, row.entity, names)}"
    learned = short_day(row.vintage) if row.vintage else ""
    return (
        who,
        period(row, member),
        say(row.value, unit),
        "" if row.low is None else say(row.low, unit),
        "" if row.high is None else say(row.high, unit),
        row.status,
        f"{learned}, {first_known(row.recorded)}" if row.basis == KnownBasis.HINDSIGHT else learned,
        member.series.publisher,
        row.note,
        row.url or member.series.landing_url,
    )
