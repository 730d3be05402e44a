"""What bars beside categories and lanes of events have in common, wherever their names stand."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row, sure
from dashboard.draw import labels
from dashboard.draw.depths import BAR, TOP
from dashboard.draw.events import MARK, NOTCH, NOTCH_UP, UP, EventLabel, aside, event_sign
from dashboard.draw.frame import Room
from dashboard.draw.signs import base, length, opacity
from dashboard.draw.still.markup import XY
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, Type, box, signs, stroke, strokes, words
from dashboard.draw.still.scale import PixelScale
from etl.vocabulary import Status


class Across(NamedTuple):
    """A horizontal axis of `values`, lowest and highest, between two edges in pixels."""

    values: tuple[float, float]
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a value is."""
        low, high = self.values
        return self.left + (value - low) / (high - low) * (self.right - self.left)


def bar(sheet: Paper, layer: Layer, row: Row, across: Across, middle: float) -> float:
    """A bar and what is between the bounds of its value. Returns where the last of both ends."""
    first, last = sorted((across.at(base(row)), across.at(base(row) + length(row))))
    fill = Fill(sheet.colours.lines[layer.colour], opacity=opacity(row))
    box(sheet, Box(first, middle - BAR / 2, last, middle + BAR / 2), fill)
    if row.y is None or row.low is None or row.high is None:
        return last
    low, high = across.at(row.low), across.at(row.high)
    ends = [[(end, middle - 3), (end, middle + 3)] for end in (low, high)]
    strokes(sheet, [[(low, middle), (high, middle)], *ends], Pen(sheet.colours.ink, 1.2))
    return max(last, high)


def levels(sheet: Paper, drawing: Drawing, room: Room, across: Across, bottom: float) -> None:
    """The article's figures as upright lines, their words one below another above the bars."""
    for number, layer in enumerate(layer for layer in drawing.layers if layer.kind == "hline"):
        place, top = across.at(sure(layer.rows[0].y)), TOP + number * labels.lines_height([""], room.size)
        stroke(sheet, [(place, top), (place, bottom)], Pen(sheet.colours.lines[layer.colour], 1.5))
        how = Type(sheet.colours.texts[layer.colour], room.size, face="bold", halo=True)
        inwards(sheet, (place, top + room.size), layer.name, how, room)


def inwards(sheet: Paper, place: XY, text: str, how: Type, room: Room) -> None:
    """Words at an upright line, on that side of it on which there is more room."""
    left = place[0] < room.width / 2
    words(sheet, (place[0] + (4 if left else -4), place[1]), text, how._replace(anchor="left" if left else "right"))


def draw_lane(sheet: Paper, layer: Layer, scale: PixelScale, depths: Sequence[float]) -> None:
    """The marks of a category, each at its depth."""
    for row, depth in zip(layer.rows, depths, strict=True):
        _mark(sheet, layer, row, (scale.across(row.day), depth), MARK)


def draw_events(sheet: Paper, layer: Layer, scale: PixelScale, marks: Mapping[Row, float]) -> None:
    """The marks of a category over the axis of time, as large as `marks` says; notches for events that it has not."""
    colour = sheet.colours.lines[layer.colour]
    places = [(scale.across(row.day), scale.bottom - NOTCH_UP) for row in layer.rows if row not in marks]
    signs(sheet, places, "tick", NOTCH, Fill(colour, Pen(colour)))
    for row in (row for row in layer.rows if row in marks):
        _mark(sheet, layer, row, (scale.across(row.day), scale.bottom - UP), marks[row])


def _mark(sheet: Paper, layer: Layer, row: Row, place: XY, size: float) -> None:
    """Open where the source page was not read."""
    colour, page = sheet.colours.lines[layer.colour], sheet.colours.page
    look = Fill(colour, Pen(page, 0.8)) if row.status == Status.FINAL else Fill(page, Pen(colour, 1.5))
    signs(sheet, [place], event_sign(layer), size, look)


def draw_event_label(sheet: Paper, label: EventLabel, scale: PixelScale, baseline: float, size: int) -> None:
    """The words at an event."""
    how = Type(sheet.colours.texts[label.layer.colour], size, label.anchor, halo=True)
    words(sheet, (scale.across(label.row.day) + aside(label), baseline), label.row.label, how)
