"""Bars beside categories and events in lanes with their names at the left, for pictures that have more width than
height: a row takes less than half of what it takes under its name."""

from itertools import accumulate

from dashboard.chart.records import Drawing, sure
from dashboard.draw import axes, depths, labels
from dashboard.draw.depths import BOTTOM, SIDE, TOP
from dashboard.draw.events import ROW as MARKS
from dashboard.draw.events import mark_rows
from dashboard.draw.frame import GAP, Room
from dashboard.draw.still.paper import Paper, Pen, Type, stroke, words
from dashboard.draw.still.rows import Across, bar, draw_lane, levels
from dashboard.draw.still.scale import MIDDLE, STANDOFF, Edges, PixelScale, draw_days
from etl.vocabulary import ChartKind

# How high a lane is, and the share of the width that lanes have at least.
ROW, LEAST = 20, 0.3


def fits_beside(drawing: Drawing, room: Room) -> bool:
    """Whether names and values leave enough room beside them."""
    if drawing.kind == ChartKind.TIMELINE:
        return room.width - SIDE - _left(drawing, room) >= LEAST * room.width
    return depths.columns(drawing, room) is not None


def draw_beside(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    """Draw the rows from the top left corner of the sheet."""
    return (_timeline if drawing.kind == ChartKind.TIMELINE else _bars)(sheet, drawing, room)


def _left(drawing: Drawing, room: Room) -> int:
    """Where the names of lanes end."""
    return labels.lines_width([layer.name for layer in drawing.layers if layer.kind == "marks"], room.size) + GAP


def _bars(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    colours, size, (found, shared) = sheet.colours, room.size, depths.told(drawing)
    left, right = sure(depths.columns(drawing, room))
    across = Across(axes.value_range(drawing), left, room.width - right)
    top = TOP + depths.above(drawing, size)
    bottom = top + depths.ROW * len(found)
    stroke(sheet, [(across.at(0.0), top), (across.at(0.0), bottom)], Pen(colours.quiet))
    for number, (layer, row, text) in enumerate(found):
        middle = top + (number + 0.5) * depths.ROW
        baseline = middle + MIDDLE * size
        words(sheet, (across.left - GAP, baseline), str(row.x), Type(colours.ink, size, "right"))
        end = bar(sheet, layer, row, across, middle)
        words(sheet, (end + GAP, baseline), text, Type(colours.quiet, size))
    levels(sheet, drawing, room, across, bottom)
    if shared:
        words(sheet, (across.at(0.0), bottom + size + STANDOFF), shared, Type(colours.quiet, size))
    return Edges(across.left, across.right, bottom + (labels.lines_height([""], size) if shared else 0) + TOP)


def _timeline(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    colours, size = sheet.colours, room.size
    lanes = [layer for layer in drawing.layers if layer.kind == "marks"]
    dated = [layer for layer in drawing.layers if layer.kind == "vline"]
    top = TOP + labels.lines_height([""], size) * bool(dated)
    left, right = _left(drawing, room) + SIDE, room.width - SIDE
    rows = [mark_rows(drawing, layer, (), right - left) for layer in lanes]
    ends = list(accumulate((ROW + MARKS * max(each, default=0) for each in rows), initial=top))
    scale = PixelScale(drawing, (0.0, 1.0), left, right, top, ends[-1])
    for layer in dated:
        day = scale.across(layer.rows[0].day)
        stroke(sheet, [(day, top - 4), (day, scale.bottom)], Pen(colours.quiet, 1.2, dash=3))
        half = labels.lines_width([layer.name], size - 1) / 2
        middle = min(max(day, half), room.width - half)
        words(sheet, (middle, TOP + size - 4), layer.name, Type(colours.quiet, size - 1, "center"))
    for layer, above, bottom in zip(lanes, rows, ends[1:], strict=True):
        middle = bottom - ROW / 2
        named = left - SIDE - GAP, middle + MIDDLE * size
        words(sheet, named, layer.name, Type(colours.ink, size, "right"))
        stroke(sheet, [(left, middle), (right, middle)], Pen(colours.rule))
        draw_lane(sheet, layer, scale, [middle - MARKS * row for row in above])
    draw_days(sheet, drawing, room, scale)
    return Edges(left, right, scale.bottom + BOTTOM)
