"""What of a view may be passed on, as CSV or as JSON with everything that is known of its rows and of who says so.

Data whose terms let them only be shown are in none of it.
"""

import datetime as dt
from typing import Any

from dashboard import settings
from dashboard.address.view import View, light_url, view_params, view_url
from dashboard.chart import ratio
from dashboard.chart.layers import publishers
from dashboard.chart.records import ChartInfo, EntityInfo, Member, SeriesInfo
from dashboard.chart.selection import picked, picked_ids
from dashboard.record import charts
from dashboard.record.build import Build, build_info
from dashboard.record.series import SeriesReach, series_reach
from dashboard.record.shown import chart_of
from dashboard.record.sources import SourceRecord, source_records
from dashboard.views import spreadsheet, tables
from dashboard.views.pictures import selections
from etl.vocabulary import UNITS, ChartKind, Share

LAYOUTS = ("long", "wide")
# Nothing picked is everything.
WHOLE = View()
# What JSON tells of each, beside its id.
SERIES = (
    "title",
    "label",
    "unit",
    "frequency",
    "measures",
    "counts",
    "counts_words",
    "varies_by",
    "definition",
    "derived",
    "caveats",
    "share",
)
SOURCE = ("publisher", "kind", "side", "licence", "licence_url", "terms_read", "landing_url", "share")


def downloadable(info: ChartInfo, view: View = WHOLE) -> bool:
    """Whether any of what the view shows, or the whole chart, may be passed on.

    `tables.withheld` says why not, and where to get it. A quotient of withheld data is withheld as well. Events are
    our own.
    """
    if info.divide:
        return ratio.divided(info).share == Share.OPEN
    return not info.series or any(series.share == Share.OPEN for series in picked(info, view))


def filename(info: ChartInfo, view: View, ending: str) -> str:
    """The name of a file with data, such as "tanks-lost-open-part.csv": it says when something was withheld."""
    part = "-open-part" if any(series.share != Share.OPEN for series in picked(info, view)) else ""
    return f"{info.id}{part}{ending}"


def csv(build: Build, view: View, layout: str = "long") -> str:
    """The view in a build as CSV. `layout`: one of LAYOUTS; a timeline's events have one layout, with columns EVENTS.

    Raises KeyError for an unknown chart.
    """
    info = chart_of(build, view)
    if info.kind == ChartKind.TIMELINE:
        return spreadsheet.csv_events(info, charts.chart_events(build, view.chart), view)
    return {"long": spreadsheet.csv_long, "wide": spreadsheet.csv_wide}[layout](info, selections(build, view), view)


def as_json(build: Build, view: View) -> dict[str, Any]:
    """The view in a build with its rows, sources, definitions, caveats and notes; docs/api.md has an example.

    Ready for json.dumps: days are ISO texts, numbers have every digit, what is missing is null. Series that may only
    be shown have no rows: `withheld` names them. Raises KeyError for an unknown chart.
    """
    info, made = chart_of(build, view), build_info(build)
    chosen = selections(build, view)
    several, units = len(chosen) > 1, {member.id: each.unit for each in chosen for member in each.members}
    shown = list(spreadsheet.shareable(member for each in chosen for member in each.members))
    notes = [note for each in chosen for note in each.notes]
    reach = series_reach(build, picked_ids(info, view), view.asof)
    open_ = [row for row in reach if row.share == Share.OPEN]
    # What is odd in the newest data is nothing to know about an earlier record.
    issues = [issue for row in open_ for issue in row.issues] if view.asof is None else []
    who, base = publishers(info), settings.public_url()
    found = {
        "id": info.id,
        "title": info.title,
        "subtitle": info.subtitle,
        "kind": info.kind,
        # Of series that have several, each member has its own.
        "unit": None if several else _unit(chosen[0].unit),
        "counts": list(dict.fromkeys(row.counts_words for row in open_ if row.counts_words)),
        "asof": iso_day(view.asof),
        "view": view_params(view),
        "page": light_url(view, base),
        "interactive": view_url(view, base),
        "build": made.build_id,
        "built_at": f"{made.built_at.isoformat(timespec='seconds')}Z",
        "members": [_member(member, who) | ({"unit": _unit(units[member.id])} if several else {}) for member in shown],
        "entities": _entities(info.entities, shown),
        "series": [series_json(row) for row in open_],
        "sources": _sources(build, reach),
        "notes": list(dict.fromkeys(filter(None, (info.note, *notes, *issues)))),
        "withheld": withheld_series(picked(info, view)),
    }
    if info.kind == ChartKind.TIMELINE:
        listed = tables.table_rows(info, charts.chart_events(build, view.chart), view)
        found["events"] = [
            {name: getattr(row, name) for name in spreadsheet.EVENTS[1:]} | {"day": row.day.isoformat()}
            for row in listed
        ]
    return found


def withheld_series(series: tuple[SeriesInfo, ...]) -> list[dict[str, str]]:
    """The series that no download contains, each with its publisher's address."""
    return [
        {"id": one.id, "title": one.title, "publisher": one.publisher, "landing_url": one.landing_url}
        for one in series
        if one.share != Share.OPEN
    ]


def _unit(unit: str) -> dict[str, str] | None:
    return {"id": unit, "label": UNITS[unit].label} if unit else None


def _member(member: Member, who: dict[str, str]) -> dict[str, Any]:
    rows = [
        {
            "name": spreadsheet.who_said(member, row, who),
            "entity": row.entity,
            "period": spreadsheet.period_name(row, member.series.frequency),
            "period_start": iso_day(row.start),
            "period_end": iso_day(row.end),
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "status": row.status,
            "vintage": iso_day(row.vintage),
            "basis": row.basis or "newest",
            "note": row.note,
            "url": row.url or member.series.landing_url,
        }
        for row in member.rows
    ]
    return {
        "id": member.id,
        "name": member.name,
        "series": member.series.series_id,
        "transform": member.how.text,
        "rows": rows,
    }


def _entities(entities: tuple[EntityInfo, ...], shown: list[Member]) -> list[dict[str, str]]:
    """Who or what the rows are about; of publishers, on whose side they are."""
    held = {row.entity for member in shown for row in member.rows}
    return [{"id": one.id, "name": one.name, "kind": one.kind, "side": one.side} for one in entities if one.id in held]


def series_json(row: SeriesReach) -> dict[str, Any]:
    """A series for programs, with the newest period held of it, and the day it was learned."""
    return {"id": row.series_id, **{name: getattr(row, name) for name in SERIES}} | {
        "source": row.source_id,
        "interval": row.interval_words,
        "newest": iso_day(row.newest),
        "learned": iso_day(row.learned),
    }


def _sources(build: Build, reach: list[SeriesReach]) -> list[dict[str, Any]]:
    """The sources of the chart, with the newest period held of its series, and the day it was learned."""
    held: dict[str, list[SeriesReach]] = {}
    for row in reach:
        held.setdefault(row.source_id, []).append(row)
    return [
        source_json(
            row,
            max((one.newest for one in held[row.source_id] if one.newest), default=None),
            max((one.learned for one in held[row.source_id] if one.learned), default=None),
        )
        for row in source_records(build)
        if row.source_id in held
    ]


def source_json(row: SourceRecord, newest: dt.date | None, learned: dt.date | None) -> dict[str, Any]:
    """A source for programs. `newest`, `learned`: of those of its series that are told of."""
    return {"id": row.source_id, **{name: getattr(row, name) for name in SOURCE}} | {
        "derives_from": row.origin if row.origin != row.source_id else "",
        "newest": iso_day(newest),
        "learned": iso_day(learned),
    }


def iso_day(day: dt.date | None) -> str | None:
    """A day as 2025-03-07."""
    return None if day is None else day.isoformat()
