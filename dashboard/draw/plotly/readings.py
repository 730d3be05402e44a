"""What the points of a figure say: to a reader, in the line below it, and to the server, which observation is meant."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row
from etl.vocabulary import ChartKind

# When, and what: words for the line below the picture.
Reading = tuple[str, str]
# Member, last day of the period, and whether it is of the newest data behind a record set back.
Observed = tuple[str, dt.date, bool]
# So many pixels from a place, what stands there is told as well: as in charts.js.
NEAR = 3


def iso_days(rows: Sequence[Row]) -> list[str]:
    """The days of rows as text, which Plotly copies and sends faster than dates."""
    return [row.day.isoformat() for row in rows]


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
    if drawing.kind in (ChartKind.MAP, ChartKind.TIMELINE):
        return "area" if drawing.kind == ChartKind.MAP else "mark"
    return "row" if drawing.start is None else "day"


def longest(data: Sequence[dict], near: float | None) -> str:
    """The longest that the line below a figure of these traces has to tell.

    `near`: where all that stands at one day is read together, as far as so many days from it; None where each place is
    read by itself. As `told` in charts.js says it.
    """
    traces = [places for trace in data if (places := _places(trace))]
    if near is None:
        return max((_line([place], place.when) for places in traces for place in places), key=len, default="")
    days = {(place.day, place.when) for places in traces for place in places}
    lines = (_line(filter(None, (_at(places, day, near) for places in traces)), when) for day, when in sorted(days))
    return max(lines, key=len, default="")


class _Place(NamedTuple):
    """A point that says something. `joined`: its value is read up to the next one, "step", or nearer to it, "line";
    "" where it stands by itself, and "alone" where it is read at its own day only."""

    day: int
    when: str
    words: str
    joined: str


def _places(trace: dict) -> list[_Place]:
    joined = "alone" if trace["type"] == "bar" or trace.get("yaxis") == "y2" else ""
    if trace.get("mode") == "lines":
        joined = "step" if trace.get("line", {}).get("shape") == "hv" else "line"
    said = (
        (x, words) for x, words in zip(trace.get("x", repeat(None)), trace.get("customdata", ()), strict=False) if words
    )
    return [
        _Place(dt.date.fromisoformat(x).toordinal() if isinstance(x, str) else 0, when, words, joined)
        for x, (when, words) in said
    ]


def _at(places: Sequence[_Place], day: int, near: float) -> _Place | None:
    """What one trace says at a day; of several places that are as near the one with the most words."""
    joined = places[0].joined
    first, last = (find(places, day, key=attrgetter("day")) for find in (bisect_left, bisect_right))
    beside = places[first:last] or places[max(first - 1, 0) : last + (joined != "step" or not first)]
    closest = min(abs(place.day - day) for place in beside)
    between = joined in ("line", "step") and 0 < first < len(places)
    if not between and closest > (0 if joined == "alone" else near):
        return None
    return max((each for each in beside if abs(each.day - day) == closest), key=lambda each: len(each.words))


def _line(places: Iterable[_Place], when: str) -> str:
    """What is told at a place of this day: each behind the sign of its colour, and behind it another day."""
    words = (f"■ {each.words}" + (f", {each.when}" if each.when and each.when != when else "") for each in places)
    return " ".join(filter(None, (when, *words)))
