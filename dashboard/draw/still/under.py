"""Bars beside categories and events in lanes, each under its name, so that names have the whole width."""

from dashboard.chart.records import Drawing
from dashboard.draw import axes, depths, labels
from dashboard.draw.depths import BOTTOM, SIDE, TOP
from dashboard.draw.events import MARK
from dashboard.draw.frame import Room
from dashboard.draw.still.paper import Paper, Pen, Type, stroke, words
from dashboard.draw.still.rows import Across, bar, draw_event_label, draw_lane, inwards, levels
from dashboard.draw.still.scale import STANDOFF, Edges, PixelScale, draw_days
from dashboard.say import ticks
from etl.vocabulary import ChartKind


def draw_under(sheet: Paper, drawing: Drawing, room: Room, sides: tuple[int, int] = (SIDE, SIDE)) -> Edges:
    """Draw the rows from the top left corner of the sheet. `sides`: what stays free beside lanes of events."""
    if drawing.kind == ChartKind.TIMELINE:
        return _timeline(sheet, drawing, sides, room)
    return _bars(sheet, drawing, room)


def _bars(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    colours, size = sheet.colours, room.size
    values = axes.value_range(drawing)
    places = ticks(*values, drawing.scale, 3 if room.narrow else 6)
    texts = axes.tick_words(places, drawing.unit, drawing.scale)
    across = Across(values, SIDE, room.width - max(SIDE, labels.lines_width(texts[-1:], size) // 2))
    bars, depth = depths.bar_depths(drawing, room)
    shared = depths.told(drawing)[1]
    bottom = TOP + depth
    for place, text in zip(places, texts, strict=True):
        stroke(sheet, [(across.at(place), TOP), (across.at(place), bottom)], Pen(colours.rule))
        middle = max(across.at(place), labels.lines_width([text], size) / 2)
        words(sheet, (middle, bottom + STANDOFF + size), text, Type(colours.quiet, size, "center"))
    for each in bars:
        top, line = TOP + each.top + size, labels.lines_height([""], size)
        for number, text in enumerate([*each.name, *([] if each.beside else each.text)]):
            how = Type(colours.ink, size, face="bold" if number < len(each.name) else "sans", halo=True)
            words(sheet, (SIDE, top + number * line), text, how)
        if each.beside:
            words(sheet, (room.width - SIDE, top), each.text[0], Type(colours.ink, size, "right", halo=True))
        bar(sheet, each.layer, each.row, across, TOP + each.depth)
    stroke(sheet, [(across.left, bottom), (across.right, bottom)], Pen(colours.quiet))
    levels(sheet, drawing, room, across, bottom)
    if shared:
        bottom += labels.lines_height([""], size)
        words(sheet, (SIDE, bottom + STANDOFF + size), shared, Type(colours.quiet, size))
    return Edges(across.left, across.right, bottom + BOTTOM)


def _timeline(sheet: Paper, drawing: Drawing, sides: tuple[int, int], room: Room) -> Edges:
    colours, size = sheet.colours, room.size
    lanes, depth = depths.lane_depths(drawing, room, sides)
    scale = PixelScale(drawing, (0.0, 1.0), sides[0], room.width - sides[1], TOP, TOP + depth)
    for lane in lanes:
        stroke(sheet, [(scale.left, TOP + lane.depth), (scale.right, TOP + lane.depth)], Pen(colours.rule))
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        day = scale.across(layer.rows[0].day)
        stroke(sheet, [(day, TOP), (day, scale.bottom)], Pen(colours.quiet, 1.2, dash=3))
        inwards(sheet, (day, TOP + size - 1), layer.name, Type(colours.quiet, size - 1), room)
    for layer, top, middle, told, marks in lanes:
        words(sheet, (scale.left, TOP + top + size), layer.name, Type(colours.ink, size, face="bold", halo=True))
        draw_lane(sheet, layer, scale, [TOP + depth for depth in marks])
        for label in told:
            draw_event_label(sheet, label, scale, TOP + middle + MARK / 2 + size, size - 1)
    draw_days(sheet, drawing, room, scale)
    return Edges(scale.left, scale.right, scale.bottom + BOTTOM, scale.top, scale.bottom)
