"""What machines are told of a view: its sources with how far they reach, and schema.org’s Dataset."""

import datetime as dt
from typing import Any, NamedTuple

from dashboard import settings
from dashboard.address.view import View, canonical, light_url
from dashboard.chart.records import ChartInfo, sure
from dashboard.chart.selection import picked, picked_ids
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.record.series import series_reach
from dashboard.record.shown import chart_of
from dashboard.record.sources import SourceRecord, source_records
from dashboard.say import short_day
from dashboard.views import exports, tables
from dashboard.views.pictures import selections
from etl.vocabulary import ChartKind

# Under which terms our own tables of events are passed on.
GATHERED = "Facts gathered from the pages named in each row"


class Reaching(NamedTuple):
    """A source, and in words the last day to which it reaches; empty where nothing is held of it."""

    source: SourceRecord
    newest: str


def source_rows(build: Build, info: ChartInfo, view: View) -> list[Reaching]:
    """The sources of what a view shows, as the page's table tells them: how far they reach, or reached on its day."""
    reach = series_reach(build, picked_ids(info, view), view.asof)
    named = dict.fromkeys(row.source_id for row in reach)
    newest = {
        name: max((each.newest for each in reach if each.source_id == name and each.newest), default=None)
        for name in named
    }
    return [
        Reaching(row, short_day(day) if (day := newest[row.source_id]) else "")
        for row in source_records(build)
        if row.source_id in named
    ]


def dataset(build: Build, view: View, description: str) -> dict[str, Any]:
    """schema.org’s Dataset for the view, which only machines read."""
    info, base = chart_of(build, view), settings.public_url()
    held, days = [row.source for row in source_rows(build, info, view)], _days(build, info, view)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": info.title,
        "description": description,
        "creator": [{"@type": "Organization", "name": row.publisher, "url": row.landing_url} for row in held],
        "isBasedOn": [row.landing_url for row in held],
        "license": list(dict.fromkeys(row.licence_url or row.licence for row in held)),
        "variableMeasured": [series.title for series in picked(info, view)],
    }
    if info.kind == ChartKind.TIMELINE:
        listed = tables.table_rows(info, charts.chart_events(build, view.chart), view)
        found |= {
            "creator": [{"@type": "Organization", "name": settings.NAME}],
            "isBasedOn": list(dict.fromkeys(event.url for event in listed)),
            "license": [GATHERED],
            "variableMeasured": [info.subtitle],
        }
    if days:
        first, last, learned = (day.isoformat() for day in days)
        found |= {"temporalCoverage": f"{first}/{last}", "dateModified": learned}
    if base:
        found |= {"url": canonical(view, base), "image": light_url(view, base, ".png")}
        if exports.downloadable(info, view):
            found["distribution"] = [
                {"@type": "DataDownload", "encodingFormat": media, "contentUrl": light_url(view, base, ending)}
                for media, ending in (("text/csv", ".csv"), ("application/json", ".json"))
            ]
    return found


def _days(build: Build, info: ChartInfo, view: View) -> tuple[dt.date, dt.date, dt.date] | None:
    """The first and last day that a view tells of, and the day on which the newest of it was learned, of events that
    of the newest; None for a view of nothing."""
    if info.kind == ChartKind.TIMELINE:
        listed = [event.day for event in tables.table_rows(info, charts.chart_events(build, view.chart), view)]
        return (min(listed), max(listed), max(listed)) if listed else None
    rows = [row for each in selections(build, view) for member in each.members for row in member.rows]
    if not rows:
        return None
    return min(row.start for row in rows), max(row.end for row in rows), max(sure(row.vintage) for row in rows)
