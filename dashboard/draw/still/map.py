"""A map as a still picture: what `dashboard/draw/plotly/map.py` is for Plotly."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from matplotlib.path import Path
from matplotlib.transforms import Bbox

from dashboard.chart.records import Drawing, Outline
from dashboard.draw.frame import Room
from dashboard.draw.plotly.map import (
    EAST,
    HATCH,
    LABELS,
    LEGEND_LINE,
    NARROW_LABELS,
    NORTH,
    SOUTH,
    WEST,
    named,
    project,
)
from dashboard.draw.still.legend import Entry, legend
from dashboard.draw.still.paper import Paper, area, stroke, words

# An island smaller than this many pixels either way is not seen.
LEAST = 0.8
# Corners nearer to each other than this many pixels, across and down, are one.
NEAR = 0.7
BORDER = 0.8

Ring = list[tuple[float, float]]


def draw(sheet: Paper, drawing: Drawing, room: Room, outlines: Mapping[str, Outline]) -> float:
    """The map and its legend below; the height of both is returned."""
    bottom = ground(sheet, drawing, room, outlines)
    return legend(sheet, keys(drawing), 0, room.width, bottom + 6, room.size, LEGEND_LINE) + 4


def keys(drawing: Drawing) -> list[Entry]:
    """A class of values each."""
    return [Entry(layer.kind, layer.name, layer.colour, False) for layer in drawing.layers]


def ground(sheet: Paper, drawing: Drawing, room: Room, outlines: Mapping[str, Outline]) -> float:
    """All outlines, those with a value in the colour of their class; the map's height is returned."""
    colours, scale = sheet.colours, room.width / (EAST - WEST)
    size = room.size - 2
    valued = {row.x for layer in drawing.layers for row in layer.rows}
    rest = [ring for entity, outline in outlines.items() if entity not in valued for ring in _rings(outline, scale)]
    area(sheet, rest, colours.rule, 1.0, colours.page, BORDER)
    for layer in drawing.layers:
        drawn = [ring for row in layer.rows if row.x in outlines for ring in _rings(outlines[row.x], scale)]
        if layer.kind == "hatched":
            area(sheet, drawn, colours.rule, 1.0, colours.page, BORDER)
            stroke(sheet, *hatch(drawn), colours.lines[layer.colour], 1.5)
        else:
            area(sheet, drawn, colours.lines[layer.colour], 1.0, colours.page, BORDER)
    count = NARROW_LABELS if room.narrow else LABELS
    for name, east, north in named(drawing, size, scale, count, outlines):
        middle = (NORTH - north) * scale + 0.35 * size
        words(sheet, (east - WEST) * scale, middle, name, colours.ink, size, "center", halo=True)
    return round(room.width * (NORTH - SOUTH) / (EAST - WEST))


def _rings(outline: Outline, scale: float) -> Iterator[Ring]:
    """An outline's rings in pixels of the picture, cut to it."""
    window = Bbox([[0, 0], [(EAST - WEST) * scale, (NORTH - SOUTH) * scale]])
    for ring in outline:
        places = [((east - WEST) * scale, (NORTH - north) * scale) for east, north in (project(*each) for each in ring)]
        cut = Path([*places, places[0]], closed=True).clip_to_bbox(window).vertices.tolist()
        xs, ys = [x for x, _ in cut], [y for _, y in cut]
        if cut and (max(xs) - min(xs) > LEAST or max(ys) - min(ys) > LEAST):
            yield _fewer(cut)


def hatch(rings: Sequence[Ring]) -> tuple[list[float], list[float]]:
    """Slanted strokes inside closed rings, as xs and ys with a hole after each: on every line x + y = n · HATCH the
    stretches between an odd crossing of the rings and the even one after it."""
    crossed: dict[int, list[float]] = {}
    for ring in rings:
        for (x, y), (to_x, to_y) in pairwise([*ring, ring[0]]):
            low, high = sorted((x + y, to_x + to_y))
            for number in range(math.ceil(low / HATCH), math.ceil(high / HATCH)):
                share = (number * HATCH - x - y) / (to_x + to_y - x - y)
                crossed.setdefault(number, []).append(x + share * (to_x - x))
    stretches = [(n, *ends) for n, found in crossed.items() for ends in _pairs(sorted(found))]
    xs = [x for _, first, last in stretches for x in (first, last, math.nan)]
    return xs, [y for n, first, last in stretches for y in (n * HATCH - first, n * HATCH - last, math.nan)]


def _pairs(found: list[float]) -> Iterator[tuple[float, float]]:
    return zip(found[::2], found[1::2], strict=True)


def _fewer(ring: Ring) -> Ring:
    """Without the corners that lie close to the one kept before them."""
    kept = [ring[0]]
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) > NEAR or abs(y - kept[-1][1]) > NEAR:
            kept.append((x, y))
    return kept
