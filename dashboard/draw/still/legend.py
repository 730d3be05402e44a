"""The legend under a still picture: a sign and a name for each entry, set in rows."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.chart.records import Drawing, Kind, Layer
from dashboard.draw import labels
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, Type, box, signs, stroke, strokes, words
from dashboard.draw.still.scale import MIDDLE

# What a sign takes before its name, and what stays free after an entry.
SIGN, AFTER = 22, 14


class Key(NamedTuple):
    """`sign`: the kind of layer that it stands for."""

    sign: Kind
    name: str
    colour: str
    party: bool


class Setting(NamedTuple):
    """Where a legend stands: between `left` and `right` from `top` downwards, its rows `line` pixels high or more.

    `column`: each entry in a row of its own.
    """

    left: float
    right: float
    top: float
    size: int
    line: float
    column: bool = False


def legend_keys(drawing: Drawing, named: Sequence[Layer]) -> list[Key]:
    """What has no label in the picture itself: the layers `named`, and events, which no pointer names here."""
    marks = [layer for layer in drawing.layers if layer.kind == "marks"]
    return [Key(layer.kind, layer.name, layer.colour, layer.party) for layer in [*named, *marks]]


def legend(sheet: Paper, found: Sequence[Key], setting: Setting) -> float:
    """Draw the entries. Returns where the last row ends."""
    left, right, down, size, line, column = setting
    across, used, high = left, 0.0, labels.lines_height([""], size)
    characters = max(8, int((right - left - SIGN) / (size * labels.CHARACTER)))
    for entry in found:
        lines = labels.wrap(entry.name, characters)
        wide = SIGN + labels.lines_width(lines, size)
        if across > left and (column or across + wide > right):
            across, down, used = left, down + used, 0.0
        _sign(sheet, entry, across, down + line / 2)
        for number, text in enumerate(lines):
            baseline = down + line / 2 + MIDDLE * size + number * high
            words(sheet, (across + SIGN, baseline), text, Type(sheet.colours.ink, size))
        across += wide + AFTER
        used = max(used, line + (len(lines) - 1) * high)
    return down + used


def _sign(sheet: Paper, entry: Key, left: float, middle: float) -> None:
    colour, across = sheet.colours.lines[entry.colour], left + SIGN / 2 - 3
    square = Box(left + 2, middle - 5.5, left + 13, middle + 5.5)
    match entry.sign:
        case "line" | "step":
            stroke(sheet, [(left, middle), (left + SIGN - 6, middle)], Pen(colour, 2, dash=5 if entry.party else 0))
        case "bars" | "areas":
            box(sheet, square, Fill(colour))
        case "hatched":
            box(sheet, square, Fill(sheet.colours.rule))
            slants = [[(left + x, middle + 4), (left + x + 6, middle - 4)] for x in (2, 7)]
            strokes(sheet, slants, Pen(colour, 1.5))
        case "marks":
            signs(sheet, [(across, middle)], "up", 8, Fill(colour))
        case "range":
            ends = [(across, middle - 5), (across, middle + 5)]
            stroke(sheet, ends, Pen(colour, 1.5))
            signs(sheet, ends, "dash", 7, Fill(colour, Pen(colour, 1.5)))
        case "points":
            signs(sheet, [(across, middle)], "circle", 7, Fill(sheet.colours.page, Pen(colour, 1.4)))
        case _:
            raise ValueError(f"no sign stands for layers of kind {entry.sign!r}")
