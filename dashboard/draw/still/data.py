"""The data of a still picture with an axis of time, from below: ghosts, bands, ranges, bars, lines, points."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from dashboard.chart.layers import UNSETTLED, kept_places
from dashboard.chart.records import Drawing, Layer, Row, sure
from dashboard.draw.signs import (
    ALONE,
    CROSS_WIDTH,
    GHOST_OPACITY,
    GHOST_WIDTH,
    LEVEL,
    LEVEL_WIDTH,
    POINT,
    RING,
    RING_WIDTH,
    TICK,
    TICK_WIDTH,
    base,
    length,
    line_look,
    opacity,
)
from dashboard.draw.still.markup import XY
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, area, box, signs, stroke, strokes
from dashboard.draw.still.scale import PixelScale
from etl.vocabulary import ChartKind, Frequency

# So many points of a line are told apart on a phone.
NARROW_POINTS = 300
# The share of a period that its bars fill.
FILLED = 0.75


def draw_data(sheet: Paper, drawing: Drawing, scale: PixelScale, narrow: bool) -> None:
    """Every layer that holds values."""
    found = fewer_points(drawing.layers, NARROW_POINTS) if narrow else drawing.layers
    for layer in (layer for layer in found if layer.kind == "ghost"):
        _ghost(sheet, layer, scale)
    by_kind = {kind: [layer for layer in found if layer.kind == kind] for kind in ("band", "range", "points")}
    for layer in by_kind["band"]:
        _band(sheet, layer, scale)
    for layer in by_kind["range"]:
        _range(sheet, layer, scale)
    _bars(sheet, drawing, scale)
    lines = [layer for layer in found if layer.kind in ("line", "step")]
    # The line that leads lies over others.
    for entity in dict.fromkeys(
        layer.entity for layer in sorted(lines, key=lambda layer: not (layer.quiet or layer.faint))
    ):
        _line(sheet, [layer for layer in lines if layer.entity == entity], scale)
    for layer in by_kind["points"]:
        _points(sheet, layer, scale)


def fewer_points(found: Sequence[Layer], most: int) -> list[Layer]:
    """Lines with about `most` points, each band with those of its line."""
    kept: dict[tuple[str, bool], set[dt.date]] = {}
    for key in dict.fromkeys(map(_line_of, found)):
        runs = [layer.rows for layer in found if _line_of(layer) == key and layer.kind != "band"]
        if key and sum(map(len, runs)) > most:
            places = kept_places([[sure(row.y) for row in run] for run in runs], most)
            kept[key] = {run[place].day for run, some in zip(runs, places, strict=True) for place in some}
    return [
        dataclasses.replace(layer, rows=tuple(row for row in layer.rows if row.day in kept[key]))
        if (key := _line_of(layer)) in kept
        else layer
        for layer in found
    ]


def _line_of(layer: Layer) -> tuple[str, bool] | None:
    """The line that a layer belongs to: whose, and whether it is a ghost; None for what is no part of a line."""
    if "line" in (layer.kind, layer.shape) or "step" in (layer.kind, layer.shape) or layer.kind == "band":
        return layer.entity, layer.kind == "ghost"
    return None


def _line(sheet: Paper, runs: Sequence[Layer], scale: PixelScale) -> None:
    """All runs of a line, with signs where the line alone would hide something."""
    layer, colour = runs[0], sheet.colours.lines[runs[0].colour]
    lines = [_places(run.rows, scale) for run in runs]
    drawn = [_stairs(places) for places in lines] if layer.kind == "step" else lines
    width, share = line_look(layer)
    strokes(sheet, drawn, Pen(colour, width, 9 if layer.party else 0, share))
    alone = [place for places in lines if len(places) == 1 for place in places]
    unsettled = _places([row for run in runs for row in run.rows if row.status in UNSETTLED and not layer.faint], scale)
    signs(sheet, alone, "circle", ALONE, Fill(colour, Pen(colour, 1.5)))
    signs(sheet, unsettled, "tick", TICK, Fill(colour, Pen(colour, TICK_WIDTH)))


def _ghost(sheet: Paper, layer: Layer, scale: PixelScale) -> None:
    """What a member's data have become since the as-of day: thin and faint."""
    colour, places = sheet.colours.lines[layer.colour], _places(layer.rows, scale)
    if layer.shape == "points" or len(places) == 1:
        signs(sheet, places, "circle", ALONE, Fill(colour, opacity=GHOST_OPACITY))
        return
    drawn = _stairs(places) if layer.shape == "step" else places
    stroke(sheet, drawn, Pen(colour, GHOST_WIDTH, 9 if layer.party else 0, GHOST_OPACITY))


def _places(rows: Sequence[Row], scale: PixelScale) -> list[XY]:
    return [(scale.across(row.day), scale.down(sure(row.y))) for row in rows]


def _stairs(places: Sequence[XY]) -> list[XY]:
    """A value holds until the next one: across first, then up or down."""
    corners = [corner for before, after in pairwise(places) for corner in (before, (after[0], before[1]))]
    return [*corners, places[-1]]


def _band(sheet: Paper, layer: Layer, scale: PixelScale) -> None:
    upper = [(scale.across(row.day), scale.down(sure(row.high))) for row in layer.rows]
    lower = [(scale.across(row.day), scale.down(sure(row.low))) for row in reversed(layer.rows)]
    area(sheet, [[*upper, *lower]], Fill(sheet.colours.lines[layer.colour], opacity=0.16))


def _range(sheet: Paper, layer: Layer, scale: PixelScale) -> None:
    """Strokes between two bounds; an arrowhead for "at least" and "at most"."""
    pen = Pen(sheet.colours.lines[layer.colour], 1.5, opacity=0.7)
    both: list[tuple[XY, XY]] = []
    least: list[XY] = []
    most: list[XY] = []
    for row in layer.rows:
        low, high = [
            (scale.across(row.day), scale.down(end)) if end is not None else None for end in (row.low, row.high)
        ]
        if low and high:
            both.append((low, high))
        elif low:
            least.append(low)
        elif high:
            most.append(high)
    strokes(sheet, both, pen)
    ends, fill = [end for stretch in both for end in stretch], Fill(pen.colour, pen, pen.opacity)
    signs(sheet, ends, "dash", POINT, fill)
    signs(sheet, least, "up", POINT, fill)
    signs(sheet, most, "down", POINT, fill)


def _points(sheet: Paper, layer: Layer, scale: PixelScale) -> None:
    """A level stroke at each value; a cross where it is not settled."""
    colour = sheet.colours.lines[layer.colour]
    settled = [row for row in layer.rows if row.status not in UNSETTLED]
    crossed = [row for row in layer.rows if row.status in UNSETTLED]
    signs(sheet, _places(settled, scale), "dash", LEVEL, Fill(colour, Pen(colour, LEVEL_WIDTH)))
    signs(sheet, _places(crossed, scale), "cross", POINT, Fill(colour, Pen(colour, CROSS_WIDTH)))


def draw_met(sheet: Paper, layer: Layer, scale: PixelScale) -> None:
    """A ring where the record stands on the day of the article's figure."""
    colour = sheet.colours.lines[layer.colour]
    signs(sheet, _places(layer.rows, scale), "ring", RING, Fill(colour, Pen(colour, RING_WIDTH)))


def _bars(sheet: Paper, drawing: Drawing, scale: PixelScale) -> None:
    """Bars over their periods: above each other where they make up a whole, else side by side."""
    layers = [layer for layer in drawing.layers if layer.kind == "bars"]
    ends: dict[tuple[dt.date, bool], float] = {}
    for number, layer in enumerate(layers):
        for row in layer.rows:
            left = scale.across(row.day)
            period = scale.across(following(row.day, drawing.frequency)) - left
            left, wide = left + period * (1 - FILLED) / 2, period * FILLED
            if drawing.kind == ChartKind.STACKED:
                side = (row.day, length(row) + base(row) < 0)
                low = ends.get(side, 0.0)
                ends[side] = high = low + length(row)
            else:
                wide /= len(layers)
                left += number * wide
                low, high = base(row), base(row) + length(row)
            fill = Fill(sheet.colours.lines[layer.colour], opacity=opacity(row))
            box(sheet, Box(left, scale.down(high), left + wide, scale.down(low)), fill)
            _whisker(sheet, row, left + wide / 2, scale)


def _whisker(sheet: Paper, row: Row, middle: float, scale: PixelScale) -> None:
    if row.y is None or row.low is None or row.high is None:
        return
    low, high = scale.down(row.low), scale.down(row.high)
    ends = [[(middle - 3, end), (middle + 3, end)] for end in (low, high)]
    strokes(sheet, [[(middle, low), (middle, high)], *ends], Pen(sheet.colours.ink, 1.2))


def following(day: dt.date, frequency: str) -> dt.date:
    """The first day of the next period. Raises KeyError for a frequency that has no periods.

    A period that begins inside a month, as a count does that begins with the war, ends where its month, quarter or
    year does.
    """
    if frequency in (Frequency.DAILY, Frequency.WEEKLY):
        return day + dt.timedelta(days={"D": 1, "W": 7}[frequency])
    months, month = {"M": 1, "Q": 3, "A": 12}[frequency], 12 * day.year + day.month - 1
    if day.day > 1:
        month -= month % months
    return dt.date((month + months) // 12, (month + months) % 12 + 1, 1)
