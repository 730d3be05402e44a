"""A drawing with an axis of time as a still picture: `traces.py` and `figure.py` in draw/plotly for Plotly."""

import math
from typing import NamedTuple

from dashboard.chart.records import Drawing
from dashboard.draw import axes, labels
from dashboard.draw.callouts import AWAY, SIGN, figures
from dashboard.draw.frame import BOTTOM, GAP, LEGEND, TOP, Frame, Room, day_side, frame, middles
from dashboard.draw.still import data
from dashboard.draw.still.legend import entries, legend
from dashboard.draw.still.paper import Paper, box, signs, stroke, words
from dashboard.draw.still.scale import Scale

# From the middle of a line of text down to its baseline, as a share of the font's size.
MIDDLE = 0.35
# What stays free between a tick's words and the plot.
STANDOFF = 4


class Edges(NamedTuple):
    """Where the plot begins and ends across, in pixels, and the picture's height."""

    left: float
    right: float
    height: float


def draw(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    """Draw the picture from the top left corner of the sheet. The caller sets the height that is returned."""
    found = frame(drawing, room)
    top = TOP + found.above
    scale = Scale(drawing, found.values, found.left, room.width - found.right, top, top + room.plot)
    _ground(sheet, drawing, found, scale)
    data.draw(sheet, drawing, scale, room.narrow)
    _over(sheet, drawing, scale)
    days(sheet, drawing, room.size, room.narrow, scale, room.width)
    _ticks(sheet, found, room, scale)
    _ends(sheet, drawing, found, room, scale)
    _article(sheet, drawing, found, room, scale)
    _shades(sheet, drawing, found, room, scale)
    named = entries(drawing, found.named if found.legend else [])
    left = 0 if room.narrow else found.left
    depth = legend(sheet, named, left, room.width, scale.bottom + BOTTOM, room.size, LEGEND)
    return Edges(scale.left, scale.right, depth if named else scale.bottom + BOTTOM)


def _ground(sheet: Paper, drawing: Drawing, found: Frame, scale: Scale) -> None:
    """What lies under the data: shaded stretches, grid lines."""
    colours = sheet.colours
    for layer in (layer for layer in drawing.layers if layer.kind == "shade"):
        ends = (scale.across(layer.rows[0].x), scale.across(layer.rows[-1].x))
        box(sheet, ends[0], scale.top, max(ends[1], ends[0] + 1), scale.bottom, colours.quiet, 0.13)
    for place in found.places:
        stroke(sheet, (scale.left, scale.right), [scale.down(place)] * 2, colours.rule)


def _over(sheet: Paper, drawing: Drawing, scale: Scale) -> None:
    """What lies over the data: the article's day and its figures, and the axis."""
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        day = scale.across(layer.rows[0].x)
        stroke(sheet, (day, day), (scale.top, scale.bottom), sheet.colours.quiet, 1.2, dash=3)
    for layer in (layer for layer in drawing.layers if layer.kind == "figure"):
        ends = [scale.across(row.x) for row in (layer.rows[0], layer.rows[-1])]
        level, colour = scale.down(layer.rows[0].y), sheet.colours.lines[layer.colour]
        stroke(sheet, ends, (level, level), colour, 3)
        signs(sheet, [(sum(ends) / 2, level)], "diamond", SIGN, colour, sheet.colours.page, 1)
    stroke(sheet, (scale.left, scale.right), (scale.bottom, scale.bottom), sheet.colours.quiet)


def days(sheet: Paper, drawing: Drawing, size: float, narrow: bool, scale: Scale, width: float) -> None:
    """The words of the axis of time, inside the picture, and only those that stand clear of the one before."""
    end = -math.inf
    for place, text in axes.day_words(drawing, 4 if narrow else 7):
        half = labels.width([text], size) / 2 + 2
        middle = min(max(scale.left + place * scale.a_day, half), width - half)
        if middle - half > end:
            words(sheet, middle, scale.bottom + 4 + size, text, sheet.colours.quiet, size, "center")
            end = middle + half


def _ticks(sheet: Paper, found: Frame, room: Room, scale: Scale) -> None:
    for place, text in zip(found.places, found.words, strict=True):
        baseline = scale.down(place) + MIDDLE * room.size
        words(sheet, scale.left - STANDOFF, baseline, text, sheet.colours.quiet, room.size, "right")


def _ends(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: Scale) -> None:
    """Labels beside the ends of lines; one inside the plot keeps to the picture."""
    line = labels.height([""], room.size)
    for (layer, lines), middle in zip(found.ends, middles(drawing, found, room), strict=True):
        left = (scale.across(layer.rows[-1].x) if found.early else scale.right) + GAP
        left = min(left, room.width - labels.width(lines, room.size)) if found.early else left
        first = scale.bottom - middle - (len(lines) - 1) * line / 2 + MIDDLE * room.size
        for number, text in enumerate(lines):
            colour = sheet.colours.texts[layer.colour]
            words(sheet, left, first + number * line, text, colour, room.size, halo=found.early)


def _article(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: Scale) -> None:
    """The words at the article's marks."""
    for layer, day, middle, anchor in figures(drawing, found, room):
        place = scale.across(day) + {"left": AWAY, "center": 0, "right": -AWAY}[anchor]
        baseline = scale.bottom - middle + MIDDLE * room.size
        colour = sheet.colours.texts[layer.colour]
        words(sheet, place, baseline, layer.name, colour, room.size, anchor, bold=True, halo=True)
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        anchor, day = day_side(drawing, layer.rows[0].x), scale.across(layer.rows[0].x)
        baseline = scale.top - found.above - GAP / 2
        words(sheet, day, baseline, layer.name, sheet.colours.quiet, room.size - 1, anchor)


def _shades(sheet: Paper, drawing: Drawing, found: Frame, room: Room, scale: Scale) -> None:
    """Each shade's number above its first day; what it stands for is told below the picture."""
    shades = [layer for layer in drawing.layers if layer.kind == "shade"]
    line = labels.height([""], room.size)
    for layer, row in zip(shades, found.shades, strict=True):
        left, baseline = scale.across(layer.rows[0].x), scale.top - row * line - GAP / 2
        words(sheet, left, baseline, layer.entity, sheet.colours.quiet, room.size - 1, bold=True)
