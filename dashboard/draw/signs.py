"""How large signs are, how far bars reach and how pale they are, in both pictures; sizes in pixels."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from dashboard.chart.layers import UNSETTLED
from dashboard.chart.records import Layer, Row

EventSign = Literal[
    "square", "circle", "pentagon", "star", "plus", "bowtie", "hourglass", "hexagon", "right", "diamond"
]
# A value with none beside it, and one that stands by itself.
ALONE, POINT = 5, 7
# A statement's value: a level stroke, thick enough to be seen on a line, or a cross.
# What is not settled on a line: a small tick.
LEVEL, LEVEL_WIDTH, CROSS_WIDTH, TICK, TICK_WIDTH = 9, 2.4, 1.6, 7, 1.3
# Around the article's figure, where the record stands on its day.
RING, RING_WIDTH = 15, 1.8
# Lines: the one that leads, or is alone, and others.
LINE_WIDTH, QUIET_WIDTH = 2.4, 1.4
# How pale the others are, by colour: none has less contrast with either page than 3.
QUIET_OPACITY: Mapping[str, float] = MappingProxyType(
    {"blue": 0.7, "orange": 0.78, "green": 0.65, "purple": 0.75, "sky": 1.0, "red": 0.7, "grey": 0.8, "brown": 0.7}
)
# The newest data behind a record set back, and values behind their mean.
GHOST_WIDTH, GHOST_OPACITY = 1.2, 0.5


def line_look(layer: Layer) -> tuple[float, float]:
    """Width and opacity of a line."""
    if layer.faint:
        return GHOST_WIDTH, GHOST_OPACITY
    return (QUIET_WIDTH, QUIET_OPACITY[layer.colour]) if layer.quiet else (LINE_WIDTH, 1.0)


def opacity(row: Row) -> float:
    """The opacity of a bar: paler where its value is not settled."""
    return 0.55 if row.status in UNSETTLED else 1.0


def base(row: Row) -> float:
    """Where a bar begins: at zero, or at its lower bound when it spans two and has no value."""
    return row.low if row.y is None and row.low is not None and row.high is not None else 0.0


def length(row: Row) -> float:
    """How far a bar reaches from its base: to its value, else to its upper bound, else to its lower."""
    return next(number for number in (row.y, row.high, row.low) if number is not None) - base(row)
