"""Where countries and their names lie on a map, in both pictures.

The projection is Lambert's azimuthal equal-area one (J. P. Snyder, Map Projections: A Working Manual, 1987, p. 185).
"""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.chart.records import Drawing, Outline, Row
from dashboard.draw import labels

CENTRE = (20.0, 52.0)
# The window in projected units (radii of the earth): from Iceland to the Caspian Sea, from Cyprus to the North Cape.
WEST, EAST, SOUTH, NORTH = -0.42, 0.38, -0.32, 0.36
NOWHERE: Mapping[str, Outline] = MappingProxyType({})
LEGEND_LINE = 20
LABELS, NARROW_LABELS = 9, 4
# The ground of a label reaches so far beyond its text.
PAD = 1
# From one stroke of what is hatched to the next, in pixels.
HATCH = 6


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to radii of the earth east and north of CENTRE; areas keep their proportions."""
    turn, north, middle = (math.radians(angle) for angle in (longitude - CENTRE[0], latitude, CENTRE[1]))
    scale = math.sqrt(
        2 / (1 + math.sin(middle) * math.sin(north) + math.cos(middle) * math.cos(north) * math.cos(turn))
    )
    east = scale * math.cos(north) * math.sin(turn)
    return east, scale * (math.cos(middle) * math.sin(north) - math.sin(middle) * math.cos(north) * math.cos(turn))


def country_labels(
    drawing: Drawing, size: int, scale: float, count: int, outlines: Mapping[str, Outline]
) -> list[tuple[str, float, float]]:
    """Name and place of the `count` countries with most, at a font of `size` pixels, `scale` pixels to a radius of the
    earth; a name that would cover one of more, or leave the map, is left out."""
    rows = [row for layer in drawing.layers for row in layer.rows if row.name in outlines and row.y is not None]
    if len({row.y for row in rows}) < 2:
        return []
    most = sorted(rows, key=lambda row: -(row.y or 0))[:count]
    west, east, south, north = (edge * scale for edge in (WEST, EAST, SOUTH, NORTH))
    placed = [(_name(row), *middle(outlines[row.name])) for row in most]
    inside = [
        (place, (left, right, bottom, top))
        for place in placed
        for left, right, bottom, top in [label_box(*place, size, scale)]
        if west <= left and right <= east and south <= bottom and top <= north
    ]
    return [inside[number][0] for number in labels.clear_boxes([each for _, each in inside])]


def label_box(name: str, east: float, north: float, size: int, scale: float) -> labels.LabelBox:
    """What a label takes around its place; `scale`: pixels to a radius of the earth."""
    wide, high = (measure([name], size) / 2 + PAD for measure in (labels.lines_width, labels.lines_height))
    return east * scale - wide, east * scale + wide, north * scale - high, north * scale + high


def _name(row: Row) -> str:
    return row.text.partition(":")[0]


def middle(outline: Outline) -> tuple[float, float]:
    """The centre of area of a country's largest ring, projected."""
    return max((_centroid([project(*place) for place in ring]) for ring in outline), key=lambda found: found[2])[:2]


def _centroid(ring: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """East and north of the centre of area, and the area, by the shoelace formula."""
    crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    double = sum(cross for _, _, cross in crosses)
    if not double:
        return *ring[0], 0.0
    east = sum((a[0] + b[0]) * cross for a, b, cross in crosses) / (3 * double)
    return east, sum((a[1] + b[1]) * cross for a, b, cross in crosses) / (3 * double), abs(double) / 2
