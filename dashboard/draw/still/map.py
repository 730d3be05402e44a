"""A map as a still picture: what `dashboard/draw/plotly/map.py` is for Plotly."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dashboard.chart.records import Drawing, Outline
from dashboard.draw.frame import Room
from dashboard.draw.keys import KeyEntry
from dashboard.draw.projection import (
    EAST,
    HATCH,
    LABELS,
    LEGEND_LINE,
    NARROW_LABELS,
    NORTH,
    SOUTH,
    WEST,
    country_labels,
    project,
)
from dashboard.draw.still.legend import Setting, legend
from dashboard.draw.still.markup import XY
from dashboard.draw.still.paper import Fill, Paper, Pen, Type, area, strokes, words
from dashboard.draw.still.scale import MIDDLE

# An island smaller than this many pixels either way is not seen.
LEAST = 0.8
# Corners nearer to each other than this many pixels, across and down, are one.
NEAR = 0.7
BORDER = 0.8
# From such a width on a map as wide as the room would be higher than a screen: this share of it, and so far from the
# legend.
BROAD, SHARE, BESIDE = 900, 0.7, 24

Ring = list[XY]


def draw_map(sheet: Paper, drawing: Drawing, room: Room, outlines: Mapping[str, Outline]) -> float:
    """The map with its legend below, in a wide room beside it; the height of both is returned."""
    if room.width >= BROAD:
        wide = round(room.width * SHARE)
        bottom = draw_ground(sheet, drawing, room._replace(width=wide), outlines)
        column = Setting(wide + BESIDE, room.width, 8, room.size, LEGEND_LINE, column=True)
        return max(bottom, legend(sheet, class_keys(drawing), column)) + 4
    bottom = draw_ground(sheet, drawing, room, outlines)
    return legend(sheet, class_keys(drawing), Setting(0, room.width, bottom + 6, room.size, LEGEND_LINE)) + 4


def class_keys(drawing: Drawing) -> list[KeyEntry]:
    """A class of values each."""
    return [KeyEntry(layer.kind, layer.name, layer.colour, False) for layer in drawing.layers]


def draw_ground(sheet: Paper, drawing: Drawing, room: Room, outlines: Mapping[str, Outline]) -> float:
    """All outlines, those with a value in the colour of their class, and names; the map's height is returned."""
    draw_shapes(sheet, drawing, room.width, outlines)
    scale, size = room.width / (EAST - WEST), room.size - 2
    count, how = NARROW_LABELS if room.narrow else LABELS, Type(sheet.colours.ink, size, "center", halo=True)
    for name, east, north in country_labels(drawing, size, scale, count, outlines):
        words(sheet, ((east - WEST) * scale, (NORTH - north) * scale + MIDDLE * size), name, how)
    return round(room.width * (NORTH - SOUTH) / (EAST - WEST))


def draw_shapes(sheet: Paper, drawing: Drawing, width: float, outlines: Mapping[str, Outline]) -> None:
    """The outlines of a map of such a width."""
    colours, scale = sheet.colours, width / (EAST - WEST)
    border = Pen(colours.page, BORDER)
    valued = {row.x for layer in drawing.layers for row in layer.rows}
    rest = [ring for entity, outline in outlines.items() if entity not in valued for ring in _rings(outline, scale)]
    area(sheet, rest, Fill(colours.rule, border))
    for layer in drawing.layers:
        shown = [outlines[row.name] for row in layer.rows if row.name in outlines]
        drawn = [ring for outline in shown for ring in _rings(outline, scale)]
        if layer.kind == "hatched":
            area(sheet, drawn, Fill(colours.rule, border))
            strokes(sheet, hatch(drawn), Pen(colours.lines[layer.colour], 1.5))
        else:
            area(sheet, drawn, Fill(colours.lines[layer.colour], border))


def _rings(outline: Outline, scale: float) -> Iterator[Ring]:
    """An outline's rings in pixels of the picture, cut to it."""
    for ring in outline:
        places = [((east - WEST) * scale, (NORTH - north) * scale) for east, north in (project(*each) for each in ring)]
        kept = cut(places, (EAST - WEST) * scale, (NORTH - SOUTH) * scale)
        xs, ys = [x for x, _ in kept], [y for _, y in kept]
        if kept and (max(xs) - min(xs) > LEAST or max(ys) - min(ys) > LEAST):
            yield _fewer(kept)


def cut(ring: Ring, width: float, height: float) -> Ring:
    """What of a closed ring lies in the picture, cut at one side after another (Sutherland and Hodgman's way)."""
    for axis, bound, way in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept: Ring = []
        for before, after in pairwise([*ring[-1:], *ring]):
            inside = [way * (place[axis] - bound) >= 0 for place in (before, after)]
            if inside[0] != inside[1]:
                share = (bound - before[axis]) / (after[axis] - before[axis])
                x, y = (start + share * (end - start) for start, end in zip(before, after, strict=True))
                kept.append((x, y))
            if inside[1]:
                kept.append(after)
        ring = kept
    return ring


def hatch(rings: Sequence[Ring]) -> list[Ring]:
    """Slanted strokes inside closed rings, each from end to end: on every line x + y = n · HATCH the stretches between
    an odd crossing of the rings and the even one after it."""
    crossed: dict[int, list[float]] = {}
    for ring in rings:
        for (x, y), (to_x, to_y) in pairwise([*ring, ring[0]]):
            low, high = sorted((x + y, to_x + to_y))
            for number in range(math.ceil(low / HATCH), math.ceil(high / HATCH)):
                share = (number * HATCH - x - y) / (to_x + to_y - x - y)
                crossed.setdefault(number, []).append(x + share * (to_x - x))
    stretches = [(n, *ends) for n, found in crossed.items() for ends in _pairs(sorted(found))]
    return [[(first, n * HATCH - first), (last, n * HATCH - last)] for n, first, last in stretches]


def _pairs(found: list[float]) -> Iterator[tuple[float, float]]:
    return zip(found[::2], found[1::2], strict=True)


def _fewer(ring: Ring) -> Ring:
    """Without the corners that lie close to the one kept before them."""
    kept = [ring[0]]
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) > NEAR or abs(y - kept[-1][1]) > NEAR:
            kept.append((x, y))
    return kept
