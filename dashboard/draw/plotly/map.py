"""A map as a Plotly figure: outlines that ship with the program, projected here, so that nothing is fetched."""

import math
from collections.abc import Mapping, Sequence

from dashboard.chart.records import Drawing, Layer, Outline
from dashboard.draw import labels
from dashboard.draw.palette import Palette
from dashboard.draw.plotly.readings import readable, reading
from dashboard.draw.projection import (
    EAST,
    HATCH,
    LABELS,
    LEGEND_LINE,
    NARROW_LABELS,
    NORTH,
    PAD,
    SOUTH,
    WEST,
    country_labels,
    project,
)

WIDE, NARROW = 760, 350
# What an entry of the legend takes beside its name.
SIGN = 40


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
                data.append(shape | readable([reading(row)], [None]))
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
            "annotations": [
                _label(*place, colours, small) for place in country_labels(drawing, small, scale, count, outlines)
            ],
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
    columns = max(1, width // (labels.lines_width(names, size) + SIGN))
    return math.ceil(len(names) / columns)


def _label(name: str, east: float, north: float, colours: Palette, size: int) -> dict:
    halo = {"bgcolor": colours.page, "opacity": 0.85, "borderpad": PAD}
    return {"text": name, "x": east, "y": north, "showarrow": False, "font": {"size": size}} | halo
