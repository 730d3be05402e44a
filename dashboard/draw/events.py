"""Where marks of events and the words at them stand: signs by category, words only where they stand clear."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import axes, labels
from dashboard.draw.signs import EventSign

# The sign of a category, which differs from those of values; of others a dot.
SIGNS: Mapping[str, EventSign] = MappingProxyType(
    {
        "war": "square",
        "diplomacy": "circle",
        "defence": "pentagon",
        "NATO": "star",
        "military aid": "plus",
        "sanctions": "bowtie",
        "economy": "hourglass",
        "casualties": "hexagon",
        "Iran": "right",
        "article": "diamond",
    }
)
# Pixels of a mark, of one without words among others beside data, from the axis of time up to its middle, and what
# stays free between two labels.
MARK, SMALL, UP, BETWEEN = 9, 5, 6, 8


class EventLabel(NamedTuple):
    """The words at an event, in a line counted from its mark: they begin there, or end there."""

    layer: Layer
    row: Row
    anchor: labels.Anchor
    line: int


def event_sign(layer: Layer) -> EventSign:
    """The sign of a layer of marks."""
    return SIGNS.get(layer.entity, "circle")


def event_labels(
    drawing: Drawing, marked: Sequence[Layer], size: int, reach: tuple[float, float], lines: int, plot: float
) -> list[EventLabel]:
    """The labels of events that have the room: in at most so many `lines`, each clear of those before it.

    `plot`: its width in pixels; labels stay within `reach`, pixels from its left edge, and begin at their mark, or end
    there where that is too near to the end.
    """
    start, days = drawing.span[0], (axes.last_day(drawing) - drawing.span[0]).days
    events = sorted(((row.day, layer, row) for layer in marked for row in layer.rows if row.label), key=lambda e: e[0])
    free, found = [reach[0]] * lines, []
    for day, layer, row in events:
        place, wide = (day - start).days / days * plot, labels.lines_width([row.label], size)
        tries: list[tuple[labels.Anchor, float]] = [("left", place - MARK / 2), ("right", place + MARK / 2 - wide)]
        clear = [
            (line, anchor, left)
            for line in range(lines)
            for anchor, left in tries
            if free[line] <= left and left + wide <= reach[1]
        ]
        if clear:
            line, anchor, left = clear[0]
            free[line] = left + wide + BETWEEN
            found.append(EventLabel(layer, row, anchor, line))
    return found


def aside(label: EventLabel) -> float:
    """How far from its day the words' near end is, in pixels to the right."""
    return MARK / 2 if label.anchor == "right" else -MARK / 2
