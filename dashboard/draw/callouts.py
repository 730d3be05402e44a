"""Where the words at the article's figures stand: beside their signs, clear of the data and of each other."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row, sure
from dashboard.draw import axes, labels
from dashboard.draw.frame import GAP, Frame, Room, axis_value, height_share, middles

# The sign of a figure, in pixels; words begin so far from its middle.
SIGN, AWAY = 10, 9
# Heights above and below the sign, in lines of text, the nearest first, and sides, of which the first is preferred.
LIFTS = (0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 4.0, -4.0, 5.0, -5.0)
SIDES: tuple[labels.Anchor, ...] = ("right", "left", "center")
# Places across a label at which the data are looked at.
LOOKS = 9


class Callout(NamedTuple):
    """The words at a figure: the `middle` of their line in pixels from the bottom, and which of their ends is at the
    figure's `day`; of a period the day is its first, middle or last."""

    layer: Layer
    day: dt.date
    middle: float
    anchor: labels.Anchor


class Course(NamedTuple):
    """What a layer draws, in pixels from the plot's lower left corner: at `xs`, ascending, from the lower to the higher
    of `ys`; and, where it is `joined`, between them, in level steps where it is `stepped`."""

    xs: list[float]
    ys: list[tuple[float, float]]
    joined: bool
    stepped: bool


def figure_callouts(drawing: Drawing, found: Frame, room: Room) -> list[Callout]:
    """The words at every figure of a drawing with an axis of time, in the order of its layers."""
    placed: list[Callout] = []
    taken, courses = list(_labelled(drawing, found, room)), list(_courses(drawing, found, room))
    plot = room.width - found.left - found.right
    for layer in (layer for layer in drawing.layers if layer.kind == "figure"):
        tried = list(_tries(layer, drawing, found, room))
        best, box = max(tried, key=lambda each: _room(each[1], plot, courses, taken))
        placed.append(best)
        taken.append(box)
    return placed


def _tries(layer: Layer, drawing: Drawing, found: Frame, room: Room) -> Iterator[tuple[Callout, labels.LabelBox]]:
    first, last = layer.rows[0], layer.rows[-1]
    days = {"right": first.day, "left": last.day, "center": first.day + (last.day - first.day) / 2}
    level, line = (
        height_share(sure(first.y), found.values, drawing.scale) * room.plot,
        labels.lines_height([""], room.size),
    )
    wide, ceiling = labels.lines_width([layer.name], room.size), room.plot + GAP / 2
    for lift, side in product(LIFTS, SIDES):
        if side == "center" and not lift:
            continue
        middle = min(max(level + lift * line, line / 2), ceiling - line / 2)
        at = across(drawing, days[side], found, room)
        left = {"right": at - AWAY - wide, "left": at + AWAY, "center": at - wide / 2}[side]
        yield Callout(layer, days[side], middle, side), (left, left + wide, middle - line / 2, middle + line / 2)


def _room(
    box: labels.LabelBox, plot: float, courses: list[Course], taken: list[labels.LabelBox]
) -> tuple[float, bool, float]:
    """How good a place is: inside the plot, then clear of other words, then of data, as far as a line of text."""
    line, outside = box[3] - box[2], max(0.0, -box[0]) + max(0.0, box[1] - plot)
    # From each stretch of heights to the box, below nought where they overlap.
    apart = min((max(low - box[3], box[2] - high) for low, high in _heights(box, courses)), default=line)
    return -outside, len(labels.clear_boxes([*taken, box])) > len(labels.clear_boxes(taken)), min(apart, line / 4)


def _courses(drawing: Drawing, found: Frame, room: Room) -> Iterator[Course]:
    foot, top = (axis_value(value, drawing.scale) for value in found.values)
    pixels = room.plot / (top - foot)
    start, end = drawing.span
    first, width = across(drawing, start, found, room), across(drawing, end, found, room)
    days = (end - start).days or 1

    def height(value: float) -> float:
        return (axis_value(value, drawing.scale) - foot) * pixels

    for layer in drawing.layers:
        if layer.kind not in ("line", "step", "ghost", "points", "range", "bars", "figure"):
            continue
        xs = [first + (row.day - start).days / days * (width - first) for row in layer.rows]
        ends = [_ends(row, layer.kind == "bars") for row in layer.rows]
        ys = [(height(low), height(high)) for low, high in ends]
        if layer.kind == "bars":
            ys += [ys[-1]]
            xs += [width]
        stepped = layer.kind in ("step", "bars") or layer.shape == "step"
        yield Course(xs, ys, layer.kind in ("line", "step", "ghost", "bars"), stepped)


def _heights(box: labels.LabelBox, courses: list[Course]) -> Iterator[tuple[float, float]]:
    """What stands over and under the box: of each layer the lowest and highest place of what is drawn there."""
    looks = [box[0] + (box[1] - box[0]) * place / (LOOKS - 1) for place in range(LOOKS)]
    for xs, ys, joined, stepped in courses:
        if joined:
            yield from (_between(look, xs, ys, stepped) for look in looks if xs[0] <= look <= xs[-1])
        yield from ys[bisect_left(xs, box[0] - SIGN / 2) : bisect_right(xs, box[1] + SIGN / 2)]


def _between(look: float, xs: list[float], ys: list[tuple[float, float]], stepped: bool) -> tuple[float, float]:
    """The heights of a line at a place between two of its rows."""
    after = min(bisect_right(xs, look), len(xs) - 1)
    before = max(after - 1, 0)
    if stepped or xs[after] == xs[before]:
        return ys[before]
    way = (look - xs[before]) / (xs[after] - xs[before])
    height = ys[before][0] + way * (ys[after][0] - ys[before][0])
    return height, height


def _ends(row: Row, bar: bool) -> tuple[float, float]:
    """From which value to which a row is drawn."""
    # Bars stand on the ground; the interval of a line is a faint band, which words may cover.
    if row.y is not None and not bar:
        return row.y, row.y
    held = [number for number in (row.y, row.low, row.high) if number is not None] + ([0.0] if bar else [])
    return min(held), max(held)


def _labelled(drawing: Drawing, found: Frame, room: Room) -> Iterator[labels.LabelBox]:
    """The label of a line that ends inside the plot."""
    if found.early:
        (layer, lines), (middle,) = found.ends[0], middles(drawing, found, room)
        left = across(drawing, layer.rows[-1].day, found, room) + GAP
        half = labels.lines_height(lines, room.size) / 2
        yield left, left + labels.lines_width(lines, room.size), middle - half, middle + half


def across(drawing: Drawing, day: dt.date, found: Frame, room: Room) -> float:
    """Pixels from the left edge of the plot to a day."""
    start, _ = drawing.span
    return (day - start).days / (axes.last_day(drawing) - start).days * (room.width - found.left - found.right)
