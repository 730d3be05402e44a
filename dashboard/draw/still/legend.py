"""The legend under a still picture: a sign and a name for each entry, set in rows."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer
from dashboard.draw import labels
from dashboard.draw.still.paper import Paper, box, signs, stroke, words

# What a sign takes before its name, and what stays free after an entry.
SIGN, AFTER = 22, 14


class Entry(NamedTuple):
    """`sign`: the kind of layer that it stands for."""

    sign: str
    name: str
    colour: str
    party: bool


def entries(drawing: Drawing, named: Sequence[Layer]) -> list[Entry]:
    """What has no label in the picture itself: the layers `named`, and events, which no pointer names here."""
    marks = [layer for layer in drawing.layers if layer.kind == "marks"]
    return [Entry(layer.kind, layer.name, layer.colour, layer.party) for layer in [*named, *marks]]


def legend(
    sheet: Paper,
    found: Sequence[Entry],
    left: float,
    right: float,
    top: float,
    size: int,
    line: float,
    column: bool = False,
) -> float:
    """Draw the entries between `left` and `right` from `top` downwards. Returns where the last row ends.

    `column`: each in a row of its own.
    """
    across, down, used = left, top, 0.0
    characters = max(8, int((right - left - SIGN) / (size * labels.CHARACTER)))
    for entry in found:
        lines = labels.wrap(entry.name, characters)
        wide = SIGN + labels.width(lines, size)
        if across > left and (column or across + wide > right):
            across, down, used = left, down + used, 0.0
        _sign(sheet, entry, across, down + line / 2)
        for number, text in enumerate(lines):
            baseline = down + line / 2 + 0.35 * size + number * labels.height([""], size)
            words(sheet, across + SIGN, baseline, text, sheet.colours.ink, size)
        across += wide + AFTER
        used = max(used, line + (len(lines) - 1) * labels.height([""], size))
    return down + used


def _sign(sheet: Paper, entry: Entry, left: float, middle: float) -> None:
    colour, page = sheet.colours.lines[entry.colour], sheet.colours.page
    ends = (left, left + SIGN - 6)
    centre = [(left + SIGN / 2 - 3, middle)]
    if entry.sign in ("line", "step"):
        stroke(sheet, ends, (middle, middle), colour, 2, dash=5 if entry.party else 0)
    elif entry.sign in ("bars", "areas"):
        box(sheet, left + 2, middle - 5.5, left + 13, middle + 5.5, colour)
    elif entry.sign == "hatched":
        box(sheet, left + 2, middle - 5.5, left + 13, middle + 5.5, sheet.colours.rule)
        for shift in (-2.5, 2.5):
            stroke(sheet, (left + 3 + shift + 1.5, left + 9 + shift + 1.5), (middle + 4, middle - 4), colour, 1.5)
    elif entry.sign == "marks":
        signs(sheet, centre, "up", 8, colour, colour)
    elif entry.sign == "range":
        stroke(sheet, [centre[0][0]] * 2, (middle - 5, middle + 5), colour, 1.5)
        signs(sheet, [(centre[0][0], middle - 5), (centre[0][0], middle + 5)], "dash", 7, colour, colour, 1.5)
    elif entry.sign == "points":
        signs(sheet, centre, "circle", 7, page, colour, 1.4)
    else:
        raise ValueError(f"no sign stands for layers of kind {entry.sign!r}")
