"""How far down bars and events stand below each other, in pixels from the top of a picture without a value axis.

The interactive chart and the still picture both rest on it. Names stand above, not beside, so that they have the whole
width, on a phone as well.
"""

from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import labels

BAR, SPACE, LANE = 12, 14, 30
# What stays free above, below (for the axis) and at the left.
TOP, BOTTOM, SIDE = 8, 30, 14


class Bar(NamedTuple):
    """A bar whose middle is at `depth`, under the lines of its name and of its value in words, which begin at `top`."""

    layer: Layer
    row: Row
    name: list[str]
    text: list[str]
    top: float
    depth: float


class Lane(NamedTuple):
    """A category of events: its name begins at `top`, its marks stand at `depth`."""

    layer: Layer
    top: float
    depth: float


def bar_depths(drawing: Drawing, size: int, characters: int) -> tuple[list[Bar], float]:
    """One bar below another, and where the last one ends. Above the first, each of the article's figures has a line."""
    depth = float(labels.lines_height([""], size)) * sum(layer.kind == "hline" for layer in drawing.layers)
    found = []
    for layer, row in [(each, row) for each in drawing.layers if each.kind == "bars" for row in each.rows]:
        name, text = (labels.wrap(str(words), characters) for words in (row.x, row.text))
        top, depth = depth, depth + labels.lines_height([*name, *text], size) + BAR / 2 + 4
        found.append(Bar(layer, row, name, text, top, depth))
        depth += BAR / 2 + SPACE
    return found, depth


def lane_depths(drawing: Drawing, size: int) -> tuple[list[Lane], float]:
    """One lane of events below another, and where the last one ends."""
    # The article's day is named above the lanes, where no lane's name is.
    depth = float(labels.lines_height([""], size) if any(layer.kind == "vline" for layer in drawing.layers) else 0)
    found = []
    for layer in drawing.layers:
        if layer.kind == "marks":
            top, depth = depth, depth + labels.lines_height([""], size) + LANE / 2
            found.append(Lane(layer, top, depth))
            depth += LANE / 2
    return found, depth
