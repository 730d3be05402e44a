"""Bars beside categories and events in lanes with their names at the left, for pictures that have more width than
height: a row takes less than half of what it takes under its name."""

from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import axes, labels
from dashboard.draw.depths import BOTTOM, SIDE, TOP
from dashboard.draw.frame import GAP, Room
from dashboard.draw.still.paper import Paper, Pen, Type, stroke, words
from dashboard.draw.still.rows import Across, bar, draw_events, levels
from dashboard.draw.still.scale import MIDDLE, Edges, PixelScale, draw_days

ROW = 20
# The bars, or the lanes, have at least this share of the width.
LEAST = 0.3


def fits_beside(drawing: Drawing, room: Room) -> bool:
    """Whether names and values leave enough room beside them."""
    return _right(drawing, room) - _left(drawing, room) >= LEAST * room.width


def draw_beside(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    """Draw the rows from the top left corner of the sheet."""
    return (_timeline if drawing.kind == "timeline" else _bars)(sheet, drawing, room)


def _rows(drawing: Drawing) -> list[tuple[Layer, Row]]:
    return [(layer, row) for layer in drawing.layers if layer.kind == "bars" for row in layer.rows]


def _left(drawing: Drawing, room: Room) -> float:
    """Where the names at the left end."""
    names = [layer.name for layer in drawing.layers if layer.kind == "marks"]
    names += [str(row.x) for _, row in _rows(drawing)]
    return labels.lines_width(names, room.size) + GAP


def _right(drawing: Drawing, room: Room) -> float:
    """Where the values at the right begin."""
    texts = [row.text for _, row in _rows(drawing)]
    return room.width - (labels.lines_width(texts, room.size) + GAP if texts else SIDE)


def _bars(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    colours, size, found = sheet.colours, room.size, _rows(drawing)
    across = Across(axes.value_range(drawing), _left(drawing, room), _right(drawing, room))
    top = TOP + labels.lines_height([""], size) * sum(layer.kind == "hline" for layer in drawing.layers)
    bottom = top + ROW * len(found)
    stroke(sheet, [(across.at(0.0), top), (across.at(0.0), bottom)], Pen(colours.rule))
    for number, (layer, row) in enumerate(found):
        middle = top + (number + 0.5) * ROW
        baseline = middle + MIDDLE * size
        words(sheet, (across.left - GAP, baseline), str(row.x), Type(colours.ink, size, "right"))
        end = bar(sheet, layer, row, across, middle)
        words(sheet, (end + GAP, baseline), row.text, Type(colours.quiet, size))
    levels(sheet, drawing, room, across, bottom)
    return Edges(across.left, across.right, bottom + TOP)


def _timeline(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    colours, size = sheet.colours, room.size
    lanes = [layer for layer in drawing.layers if layer.kind == "marks"]
    dated = [layer for layer in drawing.layers if layer.kind == "vline"]
    top = TOP + labels.lines_height([""], size) * bool(dated)
    left, right = _left(drawing, room) + SIDE, _right(drawing, room)
    scale = PixelScale(drawing, (0.0, 1.0), left, right, top, top + ROW * len(lanes))
    for layer in dated:
        day = scale.across(layer.rows[0].day)
        stroke(sheet, [(day, top - 4), (day, scale.bottom)], Pen(colours.quiet, 1.2, dash=3))
        half = labels.lines_width([layer.name], size - 1) / 2
        middle = min(max(day, half), room.width - half)
        words(sheet, (middle, TOP + size - 4), layer.name, Type(colours.quiet, size - 1, "center"))
    for number, layer in enumerate(lanes):
        middle = top + (number + 0.5) * ROW
        named = left - SIDE - GAP, middle + MIDDLE * size
        words(sheet, named, layer.name, Type(colours.ink, size, "right"))
        stroke(sheet, [(left, middle), (right, middle)], Pen(colours.rule))
        draw_events(sheet, layer, scale, middle, 9)
    draw_days(sheet, drawing, room, scale)
    return Edges(left, right, scale.bottom + BOTTOM)
