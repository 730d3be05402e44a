"""How far down bars and events stand below each other, in pixels from the top of a picture without a value axis.

The interactive chart and the still picture both rest on it. Names and values stand beside bars where they leave them
room, else above, where they have the whole width.
"""

import dataclasses
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import labels
from dashboard.draw.events import MARK, EventLabel, event_labels, mark_rows
from dashboard.draw.events import ROW as MARKS
from dashboard.draw.frame import GAP, Room, frame

BAR, SPACE, LANE = 12, 10, 22
# How high a row is whose name and value stand beside its bar, and the share of the width that bars then have at least.
ROW, LEAST = 22, 0.3
# What stands between a value and its period in words.
APART = ", "
# What stays free above, below (for the axis) and at the left.
TOP, BOTTOM, SIDE = 8, 30, 14


class Bar(NamedTuple):
    """A bar whose middle is at `depth`, under the lines of its name, which begin at `top`, and of its value in words;
    with `beside` that stands at the right end of the name's line."""

    layer: Layer
    row: Row
    name: list[str]
    text: list[str]
    beside: bool
    top: float
    depth: float


class Lane(NamedTuple):
    """A category of events: its name begins at `top`, its line is at `depth`, the words at it below. `marks`: how deep
    each of its marks is, on the line or above."""

    layer: Layer
    top: float
    depth: float
    labels: list[EventLabel]
    marks: list[float]


def told(drawing: Drawing) -> tuple[list[tuple[Layer, Row, str]], str]:
    """Every bar with its value in words, and with what all of them end, as their period, which is told once."""
    found = [(layer, row) for layer in drawing.layers if layer.kind == "bars" for row in layer.rows]
    ends = {row.text.rpartition(APART)[::2] for _, row in found}
    shared = {end for begin, end in ends if begin}
    if len(found) < 2 or len(shared) != 1 or not all(begin for begin, _ in ends):
        return [(layer, row, row.text) for layer, row in found], ""
    return [(layer, row, row.text.rpartition(APART)[0]) for layer, row in found], shared.pop()


def columns(drawing: Drawing, room: Room) -> tuple[int, int] | None:
    """What names at the left and values at the right take of the width; None where that leaves too little to bars."""
    bars, _ = told(drawing)
    left = labels.lines_width([str(row.x) for _, row, _ in bars], room.size) + GAP
    right = labels.lines_width([text for *_, text in bars], room.size) + GAP
    return (left, right) if room.width - left - right >= LEAST * room.width else None


def above(drawing: Drawing, size: int) -> int:
    """What the article's figures take above the first bar, a line each."""
    return labels.lines_height([""], size) * sum(layer.kind == "hline" for layer in drawing.layers)


def bar_depths(drawing: Drawing, room: Room) -> tuple[list[Bar], float]:
    """One bar below another, under its name, and where the last one ends."""
    depth, characters = float(above(drawing, room.size)), int((room.width - 2 * SIDE) / room.size / labels.CHARACTER)
    found = []
    for layer, row, text in told(drawing)[0]:
        name, value = labels.wrap(str(row.x), characters), labels.wrap(text, characters)
        beside = len(name) == len(value) == 1 and len(name[0]) + len(text) + 2 <= characters
        lines = name if beside else [*name, *value]
        top, depth = depth, depth + labels.lines_height(lines, room.size) + BAR / 2 + 4
        found.append(Bar(layer, row, name, value, beside, top, depth))
        depth += BAR / 2 + SPACE
    return found, depth


def under(lanes: Drawing, above: Drawing | None, room: Room) -> tuple[Drawing, tuple[int, int]]:
    """Events in lanes, and what stays free at their sides, both as in the picture `above` them where there is one."""
    if above is None or not above.layers:
        return lanes, (SIDE, SIDE)
    found = frame(above, room)
    return dataclasses.replace(lanes, start=above.start, end=above.end), (found.left, found.right)


def lane_depths(drawing: Drawing, room: Room, sides: tuple[float, float] = (SIDE, SIDE)) -> tuple[list[Lane], float]:
    """One lane of events below another, and where the last one ends. `sides`: what stays free beside the plot."""
    # The article's day is named above the lanes, where no lane's name is.
    line, plot = labels.lines_height([""], room.size), room.width - sum(sides)
    depth = float(line if any(layer.kind == "vline" for layer in drawing.layers) else 0)
    found = []
    for layer in drawing.layers:
        if layer.kind == "marks":
            told = event_labels(drawing, [layer], room.size - 1, (-MARK / 2, float(plot + sides[1])), 1, plot)
            rows = mark_rows(drawing, layer, told, plot)
            top, depth = depth, depth + line + LANE / 2 + MARKS * max(rows, default=0)
            found.append(Lane(layer, top, depth, told, [depth - MARKS * row for row in rows]))
            depth += LANE / 2 + (line if told else 0)
    return found, depth
