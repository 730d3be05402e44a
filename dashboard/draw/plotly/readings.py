"""What the points of a figure say: to a reader, in the line below it, and to the server, which observation is meant."""

import datetime as dt
from collections.abc import Sequence

from dashboard.chart.records import Drawing, Layer, Row

# When, and what: words for the line below the picture.
Reading = tuple[str, str]
# Member, last day of the period, and whether it is of the newest data behind a record set back.
Observed = tuple[str, dt.date, bool]


def readable(readings: Sequence[Reading | None], observed: Sequence[Observed | None]) -> dict:
    """What a trace's points say of themselves: to the page, which tells it below the picture, and to the server."""
    return {"customdata": readings, "observed": observed, "hoverinfo": "none"}


def reading(row: Row, before: str = "", after: str = "") -> Reading:
    """What a reader is told at a row, the period or day apart, so that values of one day can share it."""
    apart = row.text.removeprefix(f"{row.when}: ").replace(f", {row.when}", "", 1) if row.when else row.text
    return row.when, f"{before}{apart}{after}"


def observed(layer: Layer, row: Row) -> Observed | None:
    """The observation that a point shows; None for what is no observation, such as an event."""
    return (layer.entity, row.end, layer.kind == "ghost") if row.end else None


def along(drawing: Drawing) -> str:
    """What is read together: all that stands at one day, the bar of one row, an area of a map, or a single mark."""
    if drawing.kind in ("map", "timeline"):
        return "area" if drawing.kind == "map" else "mark"
    return "row" if drawing.start is None else "day"


def longest(data: Sequence[dict], together: bool) -> str:
    """About the longest that the line below a figure of these traces has to tell: of all, if they are read together.

    Events of one day are, and those of other days are not.
    """
    lines = [trace for trace in data if trace.get("yaxis") != "y2"]
    said = ([_whole(*one) for one in trace.get("customdata") or () if one] for trace in lines)
    each = [max(told, key=len, default="") for told in said]
    events: dict[str, str] = {}
    for trace in (trace for trace in data if trace.get("yaxis") == "y2"):
        for day, one in zip(trace["x"], trace["customdata"], strict=True):
            events[day] = f"{events.get(day, '')} {_whole(*one)}"
    each.append(max(events.values(), key=len, default=""))
    return " ".join(filter(None, each)) if together else max(each, key=len, default="")


def _whole(when: str, words: str) -> str:
    """Behind the sign of its colour."""
    return f"■ {words}, {when}" if when else f"■ {words}"
