"""Bars beside categories and events in lanes with their names at the left, for pictures that have more width than
height: a row takes less than half of what it takes under its name."""

import math

from dashboard.chart.layers import UNSETTLED
from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import axes, labels
from dashboard.draw.frame import GAP, Room
from dashboard.draw.plotly.rows import BOTTOM, SIDE, TOP
from dashboard.draw.plotly.traces import base, length
from dashboard.draw.still.paper import Paper, box, signs, stroke, words
from dashboard.draw.still.scale import Scale
from dashboard.draw.still.time import MIDDLE, Edges, days

ROW, BAR = 20, 12
# The bars, or the lanes, have at least this share of the width.
LEAST = 0.3


def fits(drawing: Drawing, room: Room) -> bool:
    """Whether names and values leave enough room beside them."""
    return _right(drawing, room) - _left(drawing, room) >= LEAST * room.width


def draw(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    """Draw the rows from the top left corner of the sheet. The caller sets the height that is returned."""
    return (_timeline if drawing.kind == "timeline" else _beside)(sheet, drawing, room)


def _bars(drawing: Drawing) -> list[tuple[Layer, Row]]:
    return [(layer, row) for layer in drawing.layers if layer.kind == "bars" for row in layer.rows]


def _left(drawing: Drawing, room: Room) -> float:
    """Where the names at the left end."""
    names = [layer.name for layer in drawing.layers if layer.kind == "marks"]
    names += [str(row.x) for _, row in _bars(drawing)]
    return labels.width(names, room.size) + GAP


def _right(drawing: Drawing, room: Room) -> float:
    """Where the values at the right begin."""
    texts = [row.text for _, row in _bars(drawing)]
    return room.width - (labels.width(texts, room.size) + GAP if texts else SIDE)


def _beside(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    colours, size = sheet.colours, room.size
    values = axes.value_range(drawing)
    left, right = _left(drawing, room), _right(drawing, room)
    line = labels.height([""], size)
    levels = [layer for layer in drawing.layers if layer.kind == "hline"]
    top, bars = TOP + line * len(levels), _bars(drawing)
    bottom = top + ROW * len(bars)

    def across(value: float) -> float:
        return left + (value - values[0]) / (values[1] - values[0]) * (right - left)

    stroke(sheet, [across(0.0)] * 2, (top, bottom), colours.rule)
    for number, (layer, row) in enumerate(bars):
        middle = top + (number + 0.5) * ROW
        words(sheet, left - GAP, middle + MIDDLE * size, str(row.x), colours.ink, size, "right")
        ends = sorted((across(base(row)), across(base(row) + length(row))))
        opacity = 0.55 if row.status in UNSETTLED else 1.0
        box(sheet, ends[0], middle - BAR / 2, ends[1], middle + BAR / 2, colours.lines[layer.colour], opacity)
        if None not in (row.y, row.low, row.high):
            first, last = across(row.low), across(row.high)
            xs = [first, last, math.nan, first, first, math.nan, last, last]
            ys = [middle, middle, math.nan, middle - 3, middle + 3, math.nan, middle - 3, middle + 3]
            stroke(sheet, xs, ys, colours.ink, 1.2)
            ends.append(last)
        words(sheet, max(ends) + GAP, middle + MIDDLE * size, row.text, colours.quiet, size)
    for number, layer in enumerate(levels):
        place, above = across(layer.rows[0].y), TOP + number * line
        stroke(sheet, (place, place), (above, bottom), colours.lines[layer.colour], 1.5)
        anchor, shift = ("left", 4) if place < room.width / 2 else ("right", -4)
        words(sheet, place + shift, above + size, layer.name, colours.texts[layer.colour], size, anchor, True, True)
    return Edges(left, right, bottom + TOP)


def _timeline(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    colours, size = sheet.colours, room.size
    lanes = [layer for layer in drawing.layers if layer.kind == "marks"]
    dated = [layer for layer in drawing.layers if layer.kind == "vline"]
    top = TOP + labels.height([""], size) * bool(dated)
    bottom = top + ROW * len(lanes)
    scale = Scale(drawing, (0.0, 1.0), _left(drawing, room) + SIDE, _right(drawing, room), top, bottom)
    for layer in dated:
        day = scale.across(layer.rows[0].x)
        stroke(sheet, (day, day), (top - 4, bottom), colours.quiet, 1.2, dash=3)
        half = labels.width([layer.name], size - 1) / 2
        middle = min(max(day, half), room.width - half)
        words(sheet, middle, TOP + size - 4, layer.name, colours.quiet, size - 1, "center")
    for number, layer in enumerate(lanes):
        middle, colour = top + (number + 0.5) * ROW, colours.lines[layer.colour]
        words(sheet, scale.left - SIDE - GAP, middle + MIDDLE * size, layer.name, colours.ink, size, "right")
        stroke(sheet, (scale.left, scale.right), (middle, middle), colours.rule)
        for read, fill in ((True, colour), (False, colours.page)):
            rows = [row for row in layer.rows if (row.status == "final") == read]
            signs(sheet, [(scale.across(row.x), middle) for row in rows], "circle", 9, fill, colour, 1.5)
    stroke(sheet, (scale.left, scale.right), (bottom, bottom), colours.quiet)
    days(sheet, drawing, size, room.narrow, scale, room.width)
    return Edges(scale.left, scale.right, bottom + BOTTOM)
