"""Two drawings of one axis of time in one plot, each on an axis of values of its own.

The values of the second lie where its own axis would have them on the first one's: both pictures then draw one plot,
with the words of the second axis at the right. What is told of a value is told as it is.
"""

import dataclasses

from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import axes
from dashboard.draw.frame import axis_value
from dashboard.say import ticks
from etl.vocabulary import Colour

# What both have is drawn once.
SHARED = ("marks", "shade", "vline")
PLACES = 5
Range = tuple[float, float]


def on_two_axes(left: Drawing, right: Drawing) -> Drawing:
    """The first drawing with the second one's layers, and the second axis as `Drawing.right`. Both hold something."""
    frame, other = axes.value_range(left), axes.value_range(right)
    places = ticks(*other, right.scale, PLACES)
    words = axes.tick_words(places, right.unit, right.scale)
    taken = {layer.colour for layer in left.layers if layer.kind not in SHARED}
    added = [layer for layer in right.layers if layer.kind not in SHARED]
    colours = _told_apart([layer.colour for layer in added], taken)
    moved = [
        dataclasses.replace(
            layer,
            name=_named(layer, "right"),
            colour=colours[layer.colour],
            rows=tuple(_moved(row, other, frame, left.scale) for row in layer.rows),
        )
        for layer in added
    ]
    own = [dataclasses.replace(layer, name=_named(layer, "left")) for layer in left.layers]
    return dataclasses.replace(
        left,
        layers=(*own, *moved),
        right=tuple((_place(place, other, frame, left.scale), text) for place, text in zip(places, words, strict=True)),
        beside=(),
    )


def _named(layer: Layer, side: str) -> str:
    return layer.name if layer.kind in (*SHARED, "figure", "met", "band") else f"{layer.name} ({side})"


def _told_apart(wanted: list[str], taken: set[str]) -> dict[str, str]:
    """{colour: one that nothing has which is not among these}, as far as there are such."""
    found: dict[str, str] = {}
    for colour in dict.fromkeys(wanted):
        used = taken | set(found.values())
        spare = (each for each in Colour if each not in used and each not in wanted)
        found[colour] = next(spare, colour) if colour in taken and colour in tuple(Colour) else colour
    return found


def _moved(row: Row, other: Range, frame: Range, scale: str) -> Row:
    y, low, high = (
        None if value is None else _place(value, other, frame, scale) for value in (row.y, row.low, row.high)
    )
    return row._replace(y=y, low=low, high=high)


def _place(value: float, other: Range, frame: Range, scale: str) -> float:
    """Where a value of one axis lies on another, both spaced alike."""
    low, high, place = (axis_value(number, scale) for number in (*other, value))
    first, last = (axis_value(number, scale) for number in frame)
    moved = first + (place - low) / (high - low) * (last - first)
    return 10**moved if scale == "log" else moved
