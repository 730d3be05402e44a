"""A drawing inside a given rectangle, at a size that is still legible when the whole is shown smaller."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from dashboard.chart.records import Drawing, Outline
from dashboard.draw.frame import Room
from dashboard.draw.palette import LIGHT
from dashboard.draw.projection import EAST, NORTH, SOUTH, WEST
from dashboard.draw.still import beside, time, under
from dashboard.draw.still.legend import Setting, legend
from dashboard.draw.still.map import class_keys, draw_ground
from dashboard.draw.still.paper import Box, Paper, Pen, Type, part, stroke, words
from dashboard.draw.still.scale import Edges
from etl.vocabulary import ChartKind

# How much larger than in a page; the smaller ones where the words would leave too little to the data.
SCALES = (1.9, 1.7, 1.5)
# Of several panes each has less height.
PANE_SCALES, LEAST_PANE = (*SCALES, 1.3, 1.1, 0.95), 48
# Bars and lanes are drawn smaller rather than left out; those with long names smaller still.
ROW_SCALES, LONG_SCALES = (*SCALES, 1.3), (1.1, 0.95)
SIZE = 13
LEAST_PLOT = 100
# A picture so wide has room for labels beside it, and for the article's words clear of the data.
WIDE = 480
# What the legend takes beside a map.
KEYS = 260


def draw_fitted(sheet: Paper, picture: Drawing, place: Box, outlines: Mapping[str, Outline]) -> None:
    """Draw the picture as large as it fits. Bars and lanes that don't fit are left out, and their number is told."""
    if not picture.layers:
        _empty(sheet, place)
    elif picture.kind == ChartKind.MAP:
        _map(sheet, picture, place, outlines)
    elif picture.kind == ChartKind.TIMELINE or picture.start is None:
        _rows(sheet, picture, place)
    else:
        room, scale = _roomy(picture, place)
        time.draw_time(part(sheet, place.left, place.top, scale), picture, room)


def _roomy(picture: Drawing, place: Box) -> tuple[Room, float]:
    """The room that a picture with an axis of time has in the place, and how much it is enlarged."""
    scales, least = (PANE_SCALES, LEAST_PANE) if picture.beside else (SCALES, LEAST_PLOT)
    for scale in scales:
        wide, high = int((place.right - place.left) / scale), (place.bottom - place.top) / scale
        room = Room(wide, int(high), SIZE, wide < WIDE)
        # Less height for the plot may need a legend, and that takes height again.
        for _ in range(3):
            over = _height(time.draw_time, picture, room) - high
            if over <= 0 and room.plot >= least:
                return room, scale
            room = room._replace(plot=max(int(room.plot - over), least))
    return room, scale * min(1.0, high / _height(time.draw_time, picture, room))


def _rows(sheet: Paper, picture: Drawing, place: Box) -> None:
    """Bars or lanes: all of them with names at the left, else above; else as many as fit, and how many more."""
    tries = [(how, picture, scale) for scale in ROW_SCALES for how in (beside.draw_beside, under.draw_under)]
    tries += [(beside.draw_beside, fewer, SCALES[-1]) for fewer in _shorter(picture)]
    tries += [(under.draw_under, picture, scale) for scale in LONG_SCALES]
    tries += [(under.draw_under, fewer, LONG_SCALES[0]) for fewer in _shorter(picture)]
    for how, shown, scale in tries:
        left_out = _things(picture) - _things(shown)
        wide, high = int((place.right - place.left) / scale), (place.bottom - place.top) / scale
        room = Room(wide, 0, SIZE, wide < WIDE)
        if how is beside.draw_beside and not beside.fits_beside(shown, room):
            continue
        takes = _height(how, shown, room) + (1.5 * SIZE if left_out else 0)
        if takes <= high:
            break
    else:
        # A single one of great height: a name without end.
        scale *= high / takes
    edges = how(part(sheet, place.left, place.top, scale), shown, room)
    if left_out:
        end = place.top + (edges.height + SIZE) * scale
        words(sheet, (place.left, end), f"and {left_out} more", Type(sheet.colours.quiet, SIZE * scale))


def _height(how: Callable[[Paper, Drawing, Room], Edges], picture: Drawing, room: Room) -> float:
    return how(Paper(LIGHT, SIZE), picture, room).height


def _things(picture: Drawing) -> int:
    """Bars beside categories, or lanes."""
    return sum(
        len(layer.rows) if layer.kind == "bars" else 1 for layer in picture.layers if layer.kind in ("bars", "marks")
    )


def _shorter(picture: Drawing) -> Iterator[Drawing]:
    """The picture with fewer and fewer bars or lanes, the last ones left out first."""
    layers = list(picture.layers)
    while _things(dataclasses.replace(picture, layers=tuple(layers))) > 1:
        place = max(number for number, layer in enumerate(layers) if layer.kind in ("bars", "marks"))
        rows = layers[place].rows[:-1] if layers[place].kind == "bars" else ()
        layers[place : place + 1] = [dataclasses.replace(layers[place], rows=rows)] if rows else []
        yield dataclasses.replace(picture, layers=tuple(layers))


def _map(sheet: Paper, picture: Drawing, place: Box, outlines: Mapping[str, Outline]) -> None:
    """A map with its legend at the right."""
    high = place.bottom - place.top
    wide = min(high * (EAST - WEST) / (NORTH - SOUTH), place.right - place.left - KEYS)
    scale = SCALES[0]
    draw_ground(part(sheet, place.left, place.top, scale), picture, Room(round(wide / scale), 0, SIZE, True), outlines)
    key = part(sheet, place.left + wide + 24, place.top, scale)
    legend(
        key, class_keys(picture), Setting(0, (place.right - place.left - wide - 24) / scale, 8, SIZE, 20, column=True)
    )


def _empty(sheet: Paper, place: Box) -> None:
    left, top, right, bottom = place
    frame = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    stroke(sheet, frame, Pen(sheet.colours.rule, 2))
    middle = (left + right) / 2, (top + bottom) / 2
    words(sheet, middle, "no data", Type(sheet.colours.quiet, SIZE * SCALES[0], "center"))
