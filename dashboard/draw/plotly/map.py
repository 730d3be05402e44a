"""A map as a Plotly figure: outlines that ship with the program, projected here, so that nothing is fetched.

The projection is Lambert's azimuthal equal-area one (J. P. Snyder, Map Projections: A Working Manual, 1987, p. 185).
"""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.chart.records import Drawing, Layer, Outline, Row
from dashboard.draw import labels
from dashboard.draw.palette import Palette

CENTRE = (20.0, 52.0)
# The window in projected units (radii of the earth): from Iceland to the Caspian Sea, from Cyprus to the North Cape.
WEST, EAST, SOUTH, NORTH = -0.42, 0.38, -0.32, 0.36
WIDE, NARROW = 760, 350
NOWHERE: Mapping[str, Outline] = MappingProxyType({})
# A line of the legend, and what an entry takes beside its name.
LEGEND_LINE, SIGN = 20, 40
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


def atlas(drawing: Drawing, colours: Palette, size: int, narrow: bool, outlines: Mapping[str, Outline]) -> dict:
    """Data and layout of the map: all outlines as ground, those with a value on top in the colour of their class."""
    valued = {row.name for layer in drawing.layers for row in layer.rows}
    ground = [outline for entity, outline in outlines.items() if entity not in valued]
    data = [_trace(ground, colours.rule, colours.page) | {"hoverinfo": "skip"}]
    for layer in drawing.layers:
        colour = colours.lines[layer.colour]
        fill = _hatch(colour, colours.rule) if layer.kind == "hatched" else {"fillcolor": colour}
        for row in layer.rows:
            if row.name in outlines:
                shape = _trace([outlines[row.name]], colour, colours.page) | fill
                data.append(shape | {"text": row.text, "hoverinfo": "text"})
        data.append(_key(layer, colour, fill))
    scale, small, count = (NARROW if narrow else WIDE) / (EAST - WEST), size - 2, NARROW_LABELS if narrow else LABELS
    plot = round((NARROW if narrow else WIDE) * (NORTH - SOUTH) / (EAST - WEST))
    legend = LEGEND_LINE * _lines([layer.name for layer in drawing.layers], size, NARROW if narrow else WIDE) + 10
    nowhere = {"visible": False, "fixedrange": True}
    return {
        "data": data,
        "layout": {
            "height": plot + legend,
            "margin": {"t": 0, "b": legend, "l": 0, "r": 0, "pad": 0},
            "xaxis": nowhere | {"range": [WEST, EAST]},
            "yaxis": nowhere | {"range": [SOUTH, NORTH], "scaleanchor": "x"},
            "hovermode": "closest",
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 0, "yanchor": "top", "itemclick": False},
            "annotations": [_label(*place, colours, small) for place in named(drawing, small, scale, count, outlines)],
        },
    }


def _trace(outlines: Sequence[Outline], fill: str, line: str) -> dict:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in (ring for outline in outlines for ring in outline):
        for place in ring:
            east, north = project(*place)
            x.append(round(east, 4))
            y.append(round(north, 4))
        x.append(None)
        y.append(None)
    shape = {"type": "scatter", "mode": "lines", "fill": "toself", "hoveron": "fills", "showlegend": False}
    return shape | {"x": x, "y": y, "fillcolor": fill, "line": {"color": line, "width": 0.8}}


def _hatch(colour: str, ground: str) -> dict:
    """A fill of slanted strokes on the ground of what has no value."""
    return {"fillpattern": {"shape": "/", "size": HATCH, "solidity": 0.25, "fgcolor": colour, "bgcolor": ground}}


def _key(layer: Layer, colour: str, fill: dict) -> dict:
    """A trace without a place, for the legend alone."""
    if layer.kind == "hatched":
        area = {"type": "scatter", "mode": "lines", "fill": "toself", "line": {"width": 0}, "x": [None], "y": [None]}
        return area | fill | {"name": layer.name}
    marker = {"symbol": "square", "size": 11, "color": colour}
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": layer.name, "marker": marker}


def _lines(names: Sequence[str], size: int, width: int) -> int:
    """Lines of the legend: all entries are as wide as the widest."""
    columns = max(1, width // (labels.width(names, size) + SIGN))
    return math.ceil(len(names) / columns)


def named(
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
        for left, right, bottom, top in [box(*place, size, scale)]
        if west <= left and right <= east and south <= bottom and top <= north
    ]
    return [inside[number][0] for number in labels.apart([each for _, each in inside])]


def box(name: str, east: float, north: float, size: int, scale: float) -> labels.Box:
    """What a label takes around its place; `scale`: pixels to a radius of the earth."""
    wide, high = (measure([name], size) / 2 + PAD for measure in (labels.width, labels.height))
    return east * scale - wide, east * scale + wide, north * scale - high, north * scale + high


def _name(row: Row) -> str:
    return row.text.partition(":")[0]


def _label(name: str, east: float, north: float, colours: Palette, size: int) -> dict:
    halo = {"bgcolor": colours.page, "opacity": 0.85, "borderpad": PAD}
    return {"text": name, "x": east, "y": north, "showarrow": False, "font": {"size": size}} | halo


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
