"""The room that a picture with a time axis gives to axes, labels and legend; all heights are pixels from the bottom.

The interactive chart and the still picture both rest on it, so that they look alike.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row, sure
from dashboard.draw import axes, labels
from dashboard.draw.events import MARK, EventLabel, event_labels, marked_rows
from dashboard.say import say, ticks

TOP, BOTTOM, LEGEND = 22, 30, 22
GAP = 8
# What stays free between two labels at the right, so that they don't read as one.
BETWEEN = 5
# No labels beside the plot take more of the width than this.
MARGINS = 0.8
# So far to the right of its line's end, as a share of the axis, a label inside the plot reaches; and it moves so far
# aside, in heights of its own, where something stands there.
REACH, ASIDE = 0.2, 0.8
# A point's label shows its sign, since no line leads to it.
SIGNS = {"points": "– ", "range": "| "}


class Room(NamedTuple):
    """What is given: the picture's width, the plot's height, the font's size, and whether the page is narrow."""

    width: int
    plot: int
    size: int
    narrow: bool


class Frame(NamedTuple):
    """What follows for one drawing. `ends`: the labels at the right, a layer with its lines each.

    `values`: lowest and highest value of the axis. `places`, `words`: its ticks. `early`: the only line is labelled
    where it ends, inside the plot. `shades`: the row of each shade's number, `above` what all of them take
    with the words at `events` over them. `marks`: the events that have a mark on the axis, with its size; others have
    a notch.
    """

    values: tuple[float, float]
    places: list[float]
    words: list[str]
    left: int
    right: int
    legend: bool
    named: list[Layer]
    ends: list[tuple[Layer, list[str]]]
    early: bool
    shades: list[int]
    above: int
    events: list[EventLabel]
    marks: Mapping[Row, float]


# Beside a claim's card a chart is narrower than by itself.
WIDE, NARROW = Room(560, 288, 13, False), Room(350, 238, 12, True)


def most_ticks(narrow: bool) -> int:
    """About how many ticks of an axis of time have words."""
    return 5 if narrow else 7


def frame(drawing: Drawing, room: Room) -> Frame:
    """Margins, ticks, and whether a legend has to stand in for labels beside the lines. Panes have the same margins."""
    others = [_framed(each, room) for each in drawing.beside if each.layers]
    return _framed(drawing, room, max((f.left for f in others), default=0), max((f.right for f in others), default=0))


def _framed(drawing: Drawing, room: Room, least_left: int = 0, least_right: int = 0) -> Frame:
    values = axes.value_range(drawing)
    # In a pane of little height no more than have room above each other.
    most = max(2, int(room.plot / (1.5 * room.size)))
    places = ticks(*values, drawing.scale, min(most, 4 if room.narrow else 5))
    words = axes.tick_words(places, drawing.unit, drawing.scale)
    barred = any(layer.kind == "bars" for layer in drawing.layers)
    ends = _ends(drawing, 13 if room.narrow else 18)
    named = [layer for layer, _ in ends]
    left = max(labels.lines_width(words, room.size) + GAP, least_left)
    right = max((labels.lines_width(lines, room.size) + GAP for _, lines in ends), default=0) + GAP
    second = labels.lines_width([text for _, text in drawing.right], room.size) + 2 * GAP if drawing.right else 0
    # A legend only where direct labels can't stand: beside bars, or when they take too much of height or width.
    high = sum(labels.lines_height(lines, room.size) + BETWEEN for _, lines in ends)
    crowded = left + right > room.width * MARGINS
    tall = high > room.plot or (room.narrow and left + right > room.width / 2)
    legend = len(ends) > 1 and (barred or tall or crowded or second > 0)
    early = False
    if legend or barred or crowded:
        ends, right = [], second or GAP
    elif _early(drawing, ends):
        early, right = True, GAP
    right = max(right, least_right)
    shades = _shade_rows(drawing, room.size, room.width - left - right)
    marked = [layer for layer in drawing.layers if layer.kind == "marks"]
    plot = room.width - left - right
    events = event_labels(drawing, marked, room.size - 1, (-MARK / 2, plot + right), 2, plot) if marked else []
    shown = marked_rows(drawing, marked, events, plot)
    # Over the rows of the shades' numbers.
    events = [each._replace(line=each.line + max(shades, default=-1) + 1) for each in events]
    lines = max([*shades, *(each.line for each in events)], default=-1) + 1
    # The words at an article's figure reach a little over the plot.
    above = labels.lines_height([""], room.size) * lines + (GAP // 2 if events else 0)
    return Frame(values, places, words, left, right, legend, named, ends, early, shades, above, events, shown)


def crowded(drawing: Drawing, found: Frame) -> bool:
    """Whether events have notches, since there is no room for all their marks."""
    return any(row not in found.marks for layer in drawing.layers if layer.kind == "marks" for row in layer.rows)


def _ends(drawing: Drawing, characters: int) -> list[tuple[Layer, list[str]]]:
    """Each member's last layer and its label's lines: its name, or its last value where the title names it already."""
    last = {
        layer.entity: layer
        for kinds in (("range",), ("points", "line", "step", "bars"))
        for layer in drawing.layers
        if layer.kind in kinds and not layer.faint
    }
    if len(last) == 1:
        layer = next(iter(last.values()))
        return [(layer, [say(layer.rows[-1].y, drawing.unit, short=True)])] if layer.kind in ("line", "step") else []
    return [(layer, labels.wrap(SIGNS.get(layer.kind, "") + layer.name, characters)) for layer in last.values()]


def _early(drawing: Drawing, ends: Sequence[tuple[Layer, list[str]]]) -> bool:
    """Whether the only line ends long before the window does: it is labelled there, not at the margin."""
    start, end = drawing.span
    return len(ends) == 1 and ends[0][0].rows[-1].day < end - (end - start) * 0.15


def middles(drawing: Drawing, found: Frame, room: Room) -> list[float]:
    """The middle of each label at the right, beside the end of its line, moved apart where lines end close together."""
    heights = [labels.lines_height(lines, room.size) + BETWEEN for _, lines in found.ends]
    wanted = [height_share(_level(layer.rows[-1]), found.values, drawing.scale) * room.plot for layer, _ in found.ends]
    if found.early:
        wanted = [_aside(drawing, found, room, wanted[0], heights[0])]
    return labels.spread(wanted, heights, 0, room.plot)


def _aside(drawing: Drawing, found: Frame, room: Room, level: float, height: float) -> float:
    """The middle of a label inside the plot: at `level`, or aside where a ghost goes on that would strike it out."""
    (start, end), first = drawing.span, found.ends[0][0].rows[-1].day
    last = first + (end - start) * REACH
    ahead = [
        height_share(sure(row.y), found.values, drawing.scale) * room.plot
        for layer in drawing.layers
        if layer.kind == "ghost"
        for row in layer.rows
        if first < row.day <= last
    ]
    if all(abs(each - level) > height for each in ahead):
        return level
    beside = [min(max(level + way * ASIDE * height, height / 2), room.plot - height / 2) for way in (1, -1)]
    return max(beside, key=lambda middle: min(abs(each - middle) for each in ahead))


def day_side(drawing: Drawing, day: dt.date) -> labels.Anchor:
    """On which side of its place the word of the article's day begins to stand."""
    start, end = drawing.span
    place = (day - start) / (end - start + dt.timedelta(days=1))
    return "left" if place < 0.2 else "right" if place > 0.8 else "center"


def height_share(value: float, values: tuple[float, float], scale: str) -> float:
    """The height of a value as a share of the axis."""
    low, high, place = (axis_value(number, scale) for number in (*values, value))
    return (place - low) / (high - low)


def axis_value(value: float, scale: str) -> float:
    """A value as the axis counts it."""
    return math.log10(value) if scale == "log" else value


def _shade_rows(drawing: Drawing, size: int, pixels: float) -> list[int]:
    """In which row above a plot `pixels` wide each shade's number stands clear of the others, the lowest being 0."""
    start, end = drawing.span
    days = (end - start).days or 1
    shades = [layer for layer in drawing.layers if layer.kind == "shade"]
    lefts = [(layer.rows[0].day - start).days / days * pixels for layer in shades]
    return labels.rows(lefts, [labels.lines_width([layer.entity], size) + GAP / 2 for layer in shades])


def _level(row: Row) -> float:
    """Where a row stands: its value, or without one the upper bound it has, or the lower."""
    return next(number for number in (row.y, row.high, row.low) if number is not None)
