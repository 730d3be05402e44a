"""A drawing with an axis of time as a still picture: `traces.py` and `figure.py` in draw/plotly for Plotly."""

from dashboard.chart.records import Drawing, sure
from dashboard.draw import labels
from dashboard.draw.callouts import AWAY, SIGN, figure_callouts
from dashboard.draw.frame import BOTTOM, GAP, LEGEND, TOP, Frame, Room, crowded, day_side, frame, middles
from dashboard.draw.still import data
from dashboard.draw.still.legend import Setting, legend, legend_keys
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, Type, box, signs, stroke, words
from dashboard.draw.still.rows import draw_event_label, draw_events
from dashboard.draw.still.scale import MIDDLE, STANDOFF, Edges, PixelScale, draw_days


def draw_time(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    """Draw the picture from the top left corner of the sheet. The caller sets the height that is returned."""
    found = frame(drawing, room)
    top = TOP + found.above
    scale = PixelScale(drawing, found.values, found.left, room.width - found.right, top, top + room.plot)
    _ground(sheet, drawing, found, scale)
    data.draw_data(sheet, drawing, scale, room.narrow)
    _over(sheet, drawing, scale)
    draw_days(sheet, drawing, room, scale)
    _events(sheet, drawing, found, room, scale)
    _ticks(sheet, drawing, found, room, scale)
    _ends(sheet, drawing, found, room, scale)
    _article(sheet, drawing, found, room, scale)
    _shades(sheet, drawing, found, room, scale)
    named = legend_keys(drawing, found.named if found.legend else [], crowded(drawing, found))
    left = 0 if room.narrow else found.left
    bottom = scale.bottom + BOTTOM
    depth = legend(sheet, named, Setting(left, room.width, bottom, room.size, LEGEND))
    return Edges(scale.left, scale.right, depth if named else bottom, scale.top, scale.bottom)


def _events(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: PixelScale) -> None:
    """Events on the axis of time, and above the plot the words at some of them."""
    for layer in (layer for layer in drawing.layers if layer.kind == "marks"):
        draw_events(sheet, layer, scale, found.marks)
    for label in found.events:
        baseline = scale.top - label.line * labels.lines_height([""], room.size) - GAP
        draw_event_label(sheet, label, scale, baseline, room.size - 1)


def _ground(sheet: Paper, drawing: Drawing, found: Frame, scale: PixelScale) -> None:
    """What lies under the data: shaded stretches, days of events, grid lines."""
    colours = sheet.colours
    for layer in (layer for layer in drawing.layers if layer.kind == "shade"):
        first, last = scale.across(layer.rows[0].day), scale.across(layer.rows[-1].day)
        shaded = Box(first, scale.top, max(last, first + 1), scale.bottom)
        box(sheet, shaded, Fill(colours.quiet, opacity=0.13))
    for each in found.events:
        day = scale.across(each.row.day)
        stroke(sheet, [(day, scale.top), (day, scale.bottom)], Pen(colours.rule))
    for level in map(scale.down, found.places):
        stroke(sheet, [(scale.left, level), (scale.right, level)], Pen(colours.rule))


def _over(sheet: Paper, drawing: Drawing, scale: PixelScale) -> None:
    """What lies over the data: the article's day and its figures."""
    quiet = sheet.colours.quiet
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        day = scale.across(layer.rows[0].day)
        stroke(sheet, [(day, scale.top), (day, scale.bottom)], Pen(quiet, 1.2, dash=3))
    for layer in (layer for layer in drawing.layers if layer.kind == "figure"):
        first, last = scale.across(layer.rows[0].day), scale.across(layer.rows[-1].day)
        level, colour = scale.down(sure(layer.rows[0].y)), sheet.colours.lines[layer.colour]
        stroke(sheet, [(first, level), (last, level)], Pen(colour, 3))
        signs(sheet, [((first + last) / 2, level)], "diamond", SIGN, Fill(colour, Pen(sheet.colours.page)))
    for layer in (layer for layer in drawing.layers if layer.kind == "met"):
        data.draw_met(sheet, layer, scale)


def _ticks(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: PixelScale) -> None:
    beyond = Type(sheet.colours.quiet, room.size)
    for place, text in drawing.right:
        words(sheet, (scale.right + GAP, scale.down(place) + MIDDLE * room.size), text, beyond)
    usual = Type(sheet.colours.quiet, room.size, "right")
    for place, text in zip(found.places, found.words, strict=True):
        words(sheet, (scale.left - STANDOFF, scale.down(place) + MIDDLE * room.size), text, usual)


def _ends(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: PixelScale) -> None:
    """Labels beside the ends of lines; one inside the plot keeps to the picture."""
    line = labels.lines_height([""], room.size)
    for (layer, lines), middle in zip(found.ends, middles(drawing, found, room), strict=True):
        left = (scale.across(layer.rows[-1].day) if found.early else scale.right) + GAP
        left = min(left, room.width - labels.lines_width(lines, room.size)) if found.early else left
        first = scale.bottom - middle - (len(lines) - 1) * line / 2 + MIDDLE * room.size
        how = Type(sheet.colours.texts[layer.colour], room.size, halo=found.early)
        for number, text in enumerate(lines):
            words(sheet, (left, first + number * line), text, how)


def _article(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: PixelScale) -> None:
    """The words at the article's marks."""
    for layer, day, middle, anchor in figure_callouts(drawing, found, room):
        place = scale.across(day) + {"left": AWAY, "center": 0, "right": -AWAY}[anchor]
        how = Type(sheet.colours.texts[layer.colour], room.size, anchor, "bold", halo=True)
        words(sheet, (place, scale.bottom - middle + MIDDLE * room.size), layer.name, how)
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        appears = layer.rows[0].day
        how = Type(sheet.colours.quiet, room.size - 1, day_side(drawing, appears))
        words(sheet, (scale.across(appears), scale.top - found.above - GAP / 2), layer.name, how)


def _shades(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: PixelScale) -> None:
    """Each shade's number above its first day; what it stands for is told below the picture."""
    shades = [layer for layer in drawing.layers if layer.kind == "shade"]
    line, how = labels.lines_height([""], room.size), Type(sheet.colours.quiet, room.size - 1, face="bold")
    for layer, row in zip(shades, found.shades, strict=True):
        words(sheet, (scale.across(layer.rows[0].day), scale.top - row * line - GAP / 2), layer.entity, how)
