"""Where marks of events and the words at them stand: signs by category, words only where they stand clear."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
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
# Pixels of a mark, of one without words among others beside data, and of a notch that stands for one without room.
MARK, SMALL, NOTCH = 9, 5, 5
# From the axis of time up to the middle of notches and, over them, of marks; from one row of marks to the next.
NOTCH_UP, UP, ROW = NOTCH / 2, NOTCH + 2 + MARK / 2, 11
# What stays free between two labels, and between two marks, of which some are wider than their size.
BETWEEN, APART = 8, 3


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
    """The labels of events that have the room, in the order of their days.

    Those that matter more take it first, among equals the earlier: in at most so many `lines`, each clear of those
    before it, and their marks as well. `plot`: its width in pixels; labels stay within `reach`, pixels from its left
    edge, and begin at their mark, or end there where that is too near to the end.
    """
    at = _places(drawing, plot)
    events = [(layer, row) for layer in marked for row in layer.rows if row.label]
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lines)]
    signs: list[float] = []
    found = []
    for layer, row in sorted(events, key=lambda each: _order(each[1])):
        place, wide = at(row), labels.lines_width([row.label], size)
        tries: list[tuple[labels.Anchor, float]] = [("left", place - MARK / 2), ("right", place + MARK / 2 - wide)]
        clear = [
            (line, anchor, left)
            for line in range(lines)
            for anchor, left in tries
            if reach[0] <= left and left + wide <= reach[1] and _clear(left, left + wide, taken[line])
        ]
        if clear and all(abs(place - other) >= MARK + APART for other in signs):
            line, anchor, left = clear[0]
            taken[line].append((left, left + wide))
            signs.append(place)
            found.append(EventLabel(layer, row, anchor, line))
    return sorted(found, key=lambda label: label.row.day)


def marked_rows(
    drawing: Drawing, marked: Sequence[Layer], told: Sequence[EventLabel], plot: float
) -> Mapping[Row, float]:
    """The events whose marks stand clear of each other on one axis, each with the size of its mark in pixels.

    Those `told` in words have theirs; the others by how much they matter.
    """
    at = _places(drawing, plot)
    found: dict[Row, float] = {label.row: MARK for label in told}
    for row in sorted((row for layer in marked for row in layer.rows if row not in found), key=_order):
        place = at(row)
        if all(abs(place - at(other)) >= (size + SMALL) / 2 + APART for other, size in found.items()):
            found[row] = SMALL
    return found


def mark_rows(drawing: Drawing, layer: Layer, told: Sequence[EventLabel], plot: float) -> list[int]:
    """How many rows above the line of its lane each mark stands clear of the others; those `told` in words on it."""
    at, found = _places(drawing, plot), {label.row: 0 for label in told}
    for row in (row for row in layer.rows if row not in found):
        place = at(row)
        near = {line for other, line in found.items() if abs(place - at(other)) < MARK + APART}
        found[row] = next(line for line in range(len(near) + 1) if line not in near)
    return [found[row] for row in layer.rows]


def aside(label: EventLabel) -> float:
    """How far from its day the words' near end is, in pixels to the right."""
    return MARK / 2 if label.anchor == "right" else -MARK / 2


def _places(drawing: Drawing, plot: float) -> Callable[[Row], float]:
    """Where on a plot so many pixels wide the day of a row is."""
    start, days = drawing.span[0], (axes.last_day(drawing) - drawing.span[0]).days
    return lambda row: (row.day - start).days / days * plot


def _order(row: Row) -> tuple[int, dt.date]:
    return -row.weight, row.day


def _clear(left: float, right: float, taken: Sequence[tuple[float, float]]) -> bool:
    return all(right + BETWEEN <= first or last + BETWEEN <= left for first, last in taken)
