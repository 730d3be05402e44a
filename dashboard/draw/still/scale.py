"""Days and values as pixels of a still picture, across and downwards, and the words of its axis of time."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.chart.records import Drawing
from dashboard.draw import axes
from dashboard.draw.axes import TICK
from dashboard.draw.frame import Room, height_share, most_ticks
from dashboard.draw.still.paper import Paper, Pen, Type, strokes, words

# From the middle of a line of text down to its baseline, as a share of the font's size.
MIDDLE = 0.35
# What stays free between a tick's words and the plot.
STANDOFF = 4


class Edges(NamedTuple):
    """Where the plot begins and ends across, in pixels, and the picture's height; with an axis of time also where the
    plot begins and ends downwards."""

    left: float
    right: float
    height: float
    top: float = 0
    bottom: float = 0


@dataclass(frozen=True)
class PixelScale:
    """The plot's edges in pixels, and the axis of `values`, lowest and highest, that fills it."""

    drawing: Drawing
    values: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float

    @property
    def a_day(self) -> float:
        """Pixels of one day."""
        return (self.right - self.left) / (axes.last_day(self.drawing) - self.drawing.span[0]).days

    def across(self, day: dt.date) -> float:
        """Where a day is; one outside the axis is at its end."""
        return min(max(self.left + (day - self.drawing.span[0]).days * self.a_day, self.left), self.right)

    def down(self, value: float) -> float:
        """Where a value is."""
        return self.bottom - height_share(value, self.values, self.drawing.scale) * (self.bottom - self.top)


def draw_days(sheet: Paper, drawing: Drawing, room: Room, scale: PixelScale) -> None:
    """The axis of time: its line, a tick where each year, month or day begins, and words that begin there."""
    quiet = sheet.colours.quiet
    plot, beyond = scale.right - scale.left, room.width - scale.right
    found = axes.time_ticks(drawing, most_ticks(room.narrow), room.size, plot, beyond)
    places = [scale.across(tick.day) for tick in found]
    line = [(scale.left, scale.bottom), (scale.right, scale.bottom)]
    strokes(sheet, [line, *([(x, scale.bottom), (x, scale.bottom + TICK)] for x in places)], Pen(quiet))
    for place, tick in zip(places, found, strict=True):
        if tick.words:
            words(sheet, (place, scale.bottom + TICK + room.size), tick.words, Type(quiet, room.size))
