"""Days and values as pixels of a still picture, across and downwards, and the words of its axis of time."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.chart.records import Drawing
from dashboard.draw import axes, labels
from dashboard.draw.frame import Room, share
from dashboard.draw.still.paper import Paper, Type, words

# From the middle of a line of text down to its baseline, as a share of the font's size.
MIDDLE = 0.35
# What stays free between a tick's words and the plot.
STANDOFF = 4


class Edges(NamedTuple):
    """Where the plot begins and ends across, in pixels, and the picture's height."""

    left: float
    right: float
    height: float


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
        return self.bottom - share(value, self.values, self.drawing.scale) * (self.bottom - self.top)


def days(sheet: Paper, drawing: Drawing, room: Room, scale: PixelScale) -> None:
    """The words of the axis of time, inside the picture, and only those that stand clear of the one before."""
    end, usual = -math.inf, Type(sheet.colours.quiet, room.size, "center")
    for place, text in axes.day_words(drawing, 4 if room.narrow else 7):
        half = labels.width([text], room.size) / 2 + 2
        middle = min(max(scale.left + place * scale.a_day, half), room.width - half)
        if middle - half > end:
            words(sheet, (middle, scale.bottom + STANDOFF + room.size), text, usual)
            end = middle + half
