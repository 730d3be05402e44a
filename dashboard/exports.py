"""A view as data for programs: CSV, long or wide, and JSON with everything that is known of its rows.

Data whose terms let them only be shown are in none of it.
"""

import csv as csv_format
import datetime as dt
import io
from pathlib import Path
from typing import Any

from dashboard import queries, ratio, tables
from dashboard.layers import publishers
from dashboard.selection import select
from dashboard.shapes import ChartInfo, Member, Obs
from dashboard.tables import safe
from dashboard.view import View, address, light_url
from etl.units import UNITS

OPEN = "open"
LAYOUTS = ("long", "wide")


def downloadable(info: ChartInfo) -> bool:
    """Whether any of the chart's data may be passed on. A quotient of withheld data is withheld as well."""
    if info.divide:
        return ratio.divided(info).share == OPEN
    return not info.series or any(series.share == OPEN for series in info.series)


def csv(path: Path, view: View, layout: str) -> str:
    """The view's rows as CSV, nothing thinned. `layout`: a name of LAYOUTS; a timeline's events have one layout.

    Long: a line for each row (tables.MACHINE). Wide: see `wide`.
    """
    info = queries.chart(path, view.chart)
    if info.kind == "timeline":
        return events_csv(path, info, view)
    data = queries.observations(path, view.chart, view.asof)
    return wide(info, members(info, data, view)) if layout == "wide" else tables.csv(info, data, view)


def members(info: ChartInfo, data: Any, view: View) -> list[Member]:
    """What is shown and may be passed on."""
    return [member for member in select(info, data, view).members if member.series.share == OPEN]


def wide(info: ChartInfo, shown: list[Member]) -> str:
    """One line for each period, one column for each member, as chart makers and spreadsheets want it.

    Columns: period_start, period_end, then the members' names. Where a member holds several rows of one period, as
    statements of several publishers, each has a column of its own: nothing is left out. A row without a value has its
    bounds in the columns "…, low" and "…, high", which a member has only if one of its rows needs them.
    """
    names = publishers(info)
    columns: dict[str, dict[tuple[dt.date, dt.date], float | None]] = {}
    for member in shown:
        bounded = any(row.value is None and (row.low, row.high) != (None, None) for row in member.rows)
        for row in member.rows:
            key, name = (row.start, row.end), _column(columns, member, row, names)
            columns[name][key] = row.value
            if bounded:
                columns.setdefault(f"{name}, low", {})[key] = row.low
                columns.setdefault(f"{name}, high", {})[key] = row.high
    periods = sorted({period for values in columns.values() for period in values}, key=lambda period: period[::-1])
    lines = [["period_start", "period_end", *(safe(name) for name in columns)]]
    lines += [[*period, *(values.get(period) for values in columns.values())] for period in periods]
    return _written(lines)


def _column(columns: dict[str, dict], member: Member, row: Obs, names: dict[str, str]) -> str:
    """The name of the first column of a member that has no row of this period yet; it is made if need be."""
    said = member.series.varies_by == "publisher" and row.entity in names
    name = f"{member.name}: {names[row.entity]}" if said else member.name
    number = 1
    while (row.start, row.end) in columns.setdefault(name if number == 1 else f"{name} ({number})", {}):
        number += 1
    return name if number == 1 else f"{name} ({number})"


def events_csv(path: Path, info: ChartInfo, view: View) -> str:
    """A timeline's events, a line each: day, event, category, source, verified, note, link."""
    listed = tables.events(info, queries.chart_events(path, view.chart), view)
    rows = [[safe(cell) for cell in row] for row in listed.itertuples(index=False)]
    return _written([[column.lower() for column in listed.columns], *rows])


def as_json(path: Path, view: View) -> dict[str, Any]:
    """The view with its rows, sources, definitions, caveats and notes, ready for json.dumps.

    Keys id, title, subtitle, unit, view, asof, build, built_at, page, members (id, name, series, rows), events of a
    timeline, series (with definition and caveats), sources (with licence), notes, withheld. Days are ISO texts, numbers
    have every digit they have, and what is missing is null.
    """
    info = queries.chart(path, view.chart)
    data = queries.observations(path, view.chart, view.asof)
    selection, build = select(info, data, view), queries.build_info(path)
    reach = queries.reach(path, tuple(series.id for series in info.series), view.asof)
    open_ = [row for row in reach if row["share"] == OPEN]
    found: dict[str, Any] = {
        "id": info.id,
        "title": info.title,
        "subtitle": info.subtitle,
        "unit": {"id": selection.unit, "label": UNITS[selection.unit].label} if selection.unit else None,
        "view": address(view),
        "asof": _day(view.asof),
        "build": build["build_id"],
        "built_at": build["built_at"].isoformat(),
        "page": light_url(view),
        "members": [_member(member) for member in selection.members if member.series.share == OPEN],
        "series": [_series(row) for row in open_],
        "sources": [
            _source(row) for row in queries.sources(path) if row["source_id"] in {r["source_id"] for r in reach}
        ],
        "notes": list(selection.notes),
        "withheld": list(tables.withheld(info)),
    }
    if info.kind == "timeline":
        listed = tables.events(info, queries.chart_events(path, view.chart), view)
        found["events"] = [{key.lower(): cell for key, cell in row.items()} for row in listed.to_dict("records")]
    return found


def _member(member: Member) -> dict[str, Any]:
    rows = [
        {
            "period_start": _day(row.start),
            "period_end": _day(row.end),
            "entity": row.entity,
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "status": row.status,
            "vintage": _day(row.vintage),
            "basis": row.basis or "newest",
            "note": row.note,
            "url": row.url,
        }
        for row in member.rows
    ]
    return {"id": member.id, "name": member.name, "series": member.series.id, "rows": rows}


def _series(row: dict[str, Any]) -> dict[str, Any]:
    told = ("title", "label", "unit", "frequency", "measures", "counts", "definition", "derived")
    return {"id": row["series_id"], **{name: row[name] for name in told}} | {
        "interval": row["interval_words"],
        "caveats": row["caveats"] or [],
        "source": row["source_id"],
        "newest": _day(row["newest"]),
        "learned": _day(row["learned"]),
    }


def _source(row: dict[str, Any]) -> dict[str, Any]:
    told = ("publisher", "kind", "side", "landing_url", "licence", "licence_url", "terms_read", "share")
    origin = row["origin"] if row["origin"] != row["source_id"] else ""
    return {"id": row["source_id"], **{name: row[name] for name in told}, "derives_from": origin}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _written(lines: list[list[object]]) -> str:
    text = io.StringIO()
    csv_format.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()
