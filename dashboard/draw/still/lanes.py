"""Bars beside categories, and events in lanes, as still pictures: what `draw/plotly/rows.py` is for Plotly."""

import math

from dashboard.chart.layers import UNSETTLED
from dashboard.chart.records import Drawing
from dashboard.draw import axes, depths, labels
from dashboard.draw.depths import BAR
from dashboard.draw.frame import Room
from dashboard.draw.plotly.rows import BOTTOM, SIDE, TOP
from dashboard.draw.plotly.traces import base, length
from dashboard.draw.still.paper import Paper, box, signs, stroke, words
from dashboard.draw.still.scale import Scale
from dashboard.draw.still.time import STANDOFF, Edges, days
from dashboard.say import ticks


def beside(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    """One bar below another, each under its name and its value in words."""
    colours, size = sheet.colours, room.size
    low, high = axes.value_range(drawing)
    places = ticks(low, high, drawing.scale, 3 if room.narrow else 6)
    texts = axes.tick_words(places, drawing.unit, drawing.scale)
    right = room.width - max(SIDE, labels.width(texts[-1:], size) // 2)
    bars, depth = depths.bars(drawing, size, int((room.width - 2 * SIDE) / size / labels.CHARACTER))
    bottom = TOP + depth

    def across(value: float) -> float:
        return SIDE + (value - low) / (high - low) * (right - SIDE)

    for place, text in zip(places, texts, strict=True):
        stroke(sheet, [across(place)] * 2, (TOP, bottom), colours.rule)
        middle = max(across(place), labels.width([text], size) / 2)
        words(sheet, middle, bottom + STANDOFF + size, text, colours.quiet, size, "center")
    for layer, row, name, text, top, middle in bars:
        baseline = TOP + top + size
        for number, line in enumerate([*name, *text]):
            bold = number < len(name)
            down = baseline + number * labels.height([""], size)
            words(sheet, SIDE, down, line, colours.ink, size, bold=bold, halo=True)
        ends = sorted((across(base(row)), across(base(row) + length(row))))
        opacity = 0.55 if row.status in UNSETTLED else 1.0
        box(
            sheet,
            ends[0],
            TOP + middle - BAR / 2,
            ends[1],
            TOP + middle + BAR / 2,
            colours.lines[layer.colour],
            opacity,
        )
        if None not in (row.y, row.low, row.high):
            first, last, y = across(row.low), across(row.high), TOP + middle
            xs = [first, last, math.nan, first, first, math.nan, last, last]
            stroke(sheet, xs, [y, y, math.nan, y - 3, y + 3, math.nan, y - 3, y + 3], colours.ink, 1.2)
    stroke(sheet, (SIDE, right), (bottom, bottom), colours.quiet)
    for number, layer in enumerate(layer for layer in drawing.layers if layer.kind == "hline"):
        place, top = across(layer.rows[0].y), TOP + number * labels.height([""], size)
        stroke(sheet, (place, place), (top, bottom), colours.lines[layer.colour], 1.5)
        left = place < room.width / 2
        anchor, shift = ("left", 4) if left else ("right", -4)
        words(sheet, place + shift, top + size, layer.name, colours.texts[layer.colour], size, anchor, True, True)
    return Edges(SIDE, right, bottom + BOTTOM)


def timeline(sheet: Paper, drawing: Drawing, room: Room) -> Edges:
    """Events as marks on one level a category, under its name; open where the source page was not read."""
    colours, size = sheet.colours, room.size
    lanes, depth = depths.lanes(drawing, size)
    bottom = TOP + depth
    scale = Scale(drawing, (0.0, 1.0), SIDE, room.width - SIDE, TOP, bottom)
    for lane in lanes:
        stroke(sheet, (scale.left, scale.right), [TOP + lane.depth] * 2, colours.rule)
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        day = scale.across(layer.rows[0].x)
        stroke(sheet, (day, day), (TOP, bottom), colours.quiet, 1.2, dash=3)
        anchor, shift = ("left", 3) if day < room.width / 2 else ("right", -3)
        words(sheet, day + shift, TOP + size - 1, layer.name, colours.quiet, size - 1, anchor)
    for layer, top, middle in lanes:
        colour = colours.lines[layer.colour]
        words(sheet, SIDE, TOP + top + size, layer.name, colours.ink, size, bold=True, halo=True)
        for read, fill in ((True, colour), (False, colours.page)):
            rows = [row for row in layer.rows if (row.status == "final") == read]
            signs(sheet, [(scale.across(row.x), TOP + middle) for row in rows], "circle", 10, fill, colour, 1.5)
    stroke(sheet, (scale.left, scale.right), (bottom, bottom), colours.quiet)
    days(sheet, drawing, size, room.narrow, scale, room.width)
    return Edges(scale.left, scale.right, bottom + BOTTOM)
