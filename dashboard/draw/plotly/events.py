"""Marks of events and the words at them, for Plotly."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import get_args

from dashboard.chart.records import Layer, Row
from dashboard.draw.events import MARK, NOTCH, NOTCH_UP, UP, EventLabel, aside, event_sign
from dashboard.draw.palette import Palette, faded
from dashboard.draw.plotly.readings import iso_days, readable, reading
from dashboard.draw.signs import EventSign
from etl.vocabulary import Status

# What Plotly calls our signs of events, where it has another name for them.
SYMBOLS: Mapping[EventSign, str] = MappingProxyType(
    {
        **{name: name for name in get_args(EventSign)},
        "plus": "cross",
        "right": "triangle-right",
    }
)
# Plotly draws an upright line longer than its size.
NOTCH_SIZE = NOTCH / 1.4


def lane_trace(layer: Layer, depths: Sequence[float], colours: Palette) -> dict:
    """The events of a category, each at its depth; open where the source page was not read."""
    count, sign = len(layer.rows), SYMBOLS[event_sign(layer)]
    return _marks(layer, depths, ([sign] * count, [MARK] * count), colours)


def event_trace(layer: Layer, marks: Mapping[Row, float], colours: Palette) -> dict:
    """The events of a category over the axis of time, on an axis of pixels."""
    shown, sign = [row in marks for row in layer.rows], SYMBOLS[event_sign(layer)]
    heights = [UP if each else NOTCH_UP for each in shown]
    looks = [sign if each else "line-ns" for each in shown], [marks.get(row, NOTCH_SIZE) for row in layer.rows]
    return _marks(layer, heights, looks, colours) | {"yaxis": "y2"}


def _marks(layer: Layer, heights: Sequence[float], looks: tuple[list[str], list[float]], colours: Palette) -> dict:
    """`looks`: the symbol and the size of each mark."""
    colour, (symbols, sizes) = colours.lines[layer.colour], looks
    read = [row.status == Status.FINAL for row in layer.rows]
    filled = [each and symbol != "line-ns" for each, symbol in zip(read, symbols, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": layer.name,
        "x": iso_days(layer.rows),
        "y": [*heights],
        "cliponaxis": False,
        "showlegend": False,
        **readable([reading(row, f"{layer.name}: ") for row in layer.rows], [None] * len(layer.rows)),
        "marker": {
            "symbol": symbols,
            "size": sizes,
            "opacity": 1,
            "color": [colour if each else colours.page for each in read],
            "line": {"color": [colours.page if each else colour for each in filled], "width": 1},
        },
    }


def event_note(label: EventLabel, colours: Palette, size: int) -> dict:
    """The words at an event, without their height."""
    font = {"color": colours.texts[label.layer.colour], "size": size}
    place = {"x": label.row.day, "xanchor": label.anchor, "xshift": aside(label)}
    ground = {"bgcolor": faded(colours.page, 0.7), "borderpad": 0}
    return {"text": label.row.label, "showarrow": False, "font": font, **ground, **place}
