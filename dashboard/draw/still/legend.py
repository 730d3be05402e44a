"""The legend under a still picture: a sign and a name for each entry, set in rows."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer
from dashboard.draw import labels
from dashboard.draw.events import MARK, SIGNS
from dashboard.draw.events import NOTCH as NOTCH_HIGH
from dashboard.draw.keys import NOTCH, KeyEntry, sign_keys
from dashboard.draw.signs import (
    CROSS_WIDTH,
    GHOST_OPACITY,
    GHOST_WIDTH,
    LEVEL,
    LEVEL_WIDTH,
    POINT,
    QUIET_WIDTH,
    RING_WIDTH,
    TICK,
    TICK_WIDTH,
)
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, Type, box, signs, stroke, strokes, words
from dashboard.draw.still.scale import MIDDLE
from etl.vocabulary import ChartKind

# What a sign takes before its name, and what stays free after an entry.
SIGN, AFTER = 22, 14


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


def legend_keys(drawing: Drawing, named: Sequence[Layer], crowded: bool = False) -> list[KeyEntry]:
    """What has no label in the picture itself: the layers `named`, events, which no pointer names here, and signs.

    `crowded`: some events have no mark of their own.
    """
    marks = [layer for layer in drawing.layers if layer.kind == "marks" and drawing.kind != ChartKind.TIMELINE]
    members = [KeyEntry(layer.kind, layer.name, layer.colour, layer.party) for layer in named]
    categories = [KeyEntry("marks", layer.name, layer.colour, category=layer.entity) for layer in marks]
    return [*members, *categories, *([NOTCH] if crowded else []), *sign_keys(drawing)]


def legend(sheet: Paper, found: Sequence[KeyEntry], setting: Setting) -> float:
    """Draw the entries. Returns where the last row ends."""
    left, right, down, size, line, column = setting
    across, used, high = left, 0.0, labels.lines_height([""], size)
    characters = max(8, int((right - left - SIGN) / (size * labels.CHARACTER)))
    for entry in found:
        lines = labels.wrap(entry.name, characters)
        wide = SIGN + labels.lines_width(lines, size)
        if across > left and (column or across + wide > right):
            across, down, used = left, down + used, 0.0
        draw_key(sheet, entry, across, down + line / 2)
        for number, text in enumerate(lines):
            baseline = down + line / 2 + MIDDLE * size + number * high
            words(sheet, (across + SIGN, baseline), text, Type(sheet.colours.ink, size))
        across += wide + AFTER
        used = max(used, line + (len(lines) - 1) * high)
    return down + used


def draw_key(sheet: Paper, entry: KeyEntry, left: float, middle: float) -> None:
    """The sign of a key, in the room that begins at `left`. Raises ValueError for a sign that is not known."""
    colour, across = sheet.colours.lines[entry.colour], left + SIGN / 2 - 3
    square = Box(left + 2, middle - 5.5, left + 13, middle + 5.5)
    match entry.sign:
        case "line" | "step":
            stroke(sheet, [(left, middle), (left + SIGN - 6, middle)], Pen(colour, 2, dash=5 if entry.party else 0))
        case "party" | "faint":
            faint = Pen(colour, GHOST_WIDTH, opacity=GHOST_OPACITY)
            pen = faint if entry.sign == "faint" else Pen(colour, QUIET_WIDTH, dash=4)
            stroke(sheet, [(left, middle), (left + SIGN - 6, middle)], pen)
        case "ticked":
            stroke(sheet, [(left, middle), (left + SIGN - 6, middle)], Pen(colour, QUIET_WIDTH))
            signs(sheet, [(across, middle)], "tick", TICK, Fill(colour, Pen(colour, TICK_WIDTH)))
        case "notch":
            signs(sheet, [(across, middle)], "tick", NOTCH_HIGH, Fill(colour, Pen(colour)))
        case "pale":
            box(sheet, square, Fill(colour, opacity=0.55))
        case "least" | "most":
            signs(sheet, [(across, middle)], "up" if entry.sign == "least" else "down", POINT, Fill(colour))
        case "crossed":
            signs(sheet, [(across, middle)], "cross", POINT, Fill(colour, Pen(colour, CROSS_WIDTH)))
        case "met":
            signs(sheet, [(across, middle)], "ring", 11, Fill(colour, Pen(colour, RING_WIDTH)))
        case "open":
            signs(sheet, [(across, middle)], "ring", POINT, Fill(colour, Pen(colour, 1.4)))
        case "bars" | "areas":
            box(sheet, square, Fill(colour))
        case "hatched":
            box(sheet, square, Fill(sheet.colours.rule))
            slants = [[(left + x, middle + 4), (left + x + 6, middle - 4)] for x in (2, 7)]
            strokes(sheet, slants, Pen(colour, 1.5))
        case "marks":
            signs(sheet, [(across, middle)], SIGNS.get(entry.category, "circle"), MARK, Fill(colour))
        case "range":
            ends = [(across, middle - 5), (across, middle + 5)]
            stroke(sheet, ends, Pen(colour, 1.5))
            signs(sheet, ends, "dash", 7, Fill(colour, Pen(colour, 1.5)))
        case "points":
            signs(sheet, [(across, middle)], "dash", LEVEL, Fill(colour, Pen(colour, LEVEL_WIDTH)))
        case _:
            raise ValueError(f"no sign stands for layers of kind {entry.sign!r}")
