"""Days and values as pixels of a still picture, across and downwards."""

import datetime as dt
from dataclasses import dataclass

from dashboard.chart.records import Drawing
from dashboard.draw import axes
from dashboard.draw.frame import share


@dataclass(frozen=True)
class Scale:
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
        return (self.right - self.left) / (axes.last_day(self.drawing) - self.drawing.start).days

    def across(self, day: dt.date) -> float:
        """Where a day is; one outside the axis is at its end."""
        return min(max(self.left + (day - self.drawing.start).days * self.a_day, self.left), self.right)

    def down(self, value: float) -> float:
        """Where a value is."""
        return self.bottom - share(value, self.values, self.drawing.scale) * (self.bottom - self.top)
