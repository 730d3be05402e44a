"""Ranges, ticks and their words for the axes of a figure."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.chart.records import Drawing
from dashboard.draw import labels
from dashboard.say import MILLION, MINUS, NBSP, say
from etl.vocabulary import UNITS, ChartKind

HOVER = {"D": "%-d %B %Y", "W": "week to %-d %B %Y", "M": "%B %Y", "Q": "%B %Y", "A": "%Y", "I": "%-d %B %Y"}
YEARS = (1, 2, 5, 10, 20, 50)
MONTHS = (1, 2, 3, 6)
# Up to so many days ticks are days, up to so many they are months; years named so many apart each have one.
FEW_DAYS, FEW_MONTHS, MARKED = 45, 366 * 1.5, 5
# What stays free between the words of two ticks.
BETWEEN = 6
# The share of the axis that stays free above the highest value.
HEADROOM = 0.05
# How far a tick of the axis of time reaches down.
TICK = 5


def numbers(drawing: Drawing) -> list[float]:
    """Every value and bound that the drawing's layers hold, its levels included."""
    return [
        number
        for layer in drawing.layers
        for row in layer.rows
        for number in (row.y, row.low, row.high)
        if number is not None
    ]


def value_range(drawing: Drawing) -> tuple[float, float]:
    """Lowest and highest value of the axis, before any logarithm. Begins at zero unless all values lie far above it."""
    found = numbers(drawing)
    low, high = min(found), max(found)
    if drawing.scale == "log":
        return low / 1.2, high * 1.2
    if drawing.kind == ChartKind.STACKED:
        high = max(high, _tallest(drawing))
    if low >= 0 and (drawing.kind != ChartKind.TIME or low < 0.6 * high or low == high):
        low = 0.0
    if high <= 0 and drawing.kind != ChartKind.TIME:
        high = 0.0
    room = HEADROOM * (high - low or 1.0)
    return low - (room if low else 0.0), high + room


def _tallest(drawing: Drawing) -> float:
    """The tallest stack: values of one period above each other."""
    stacks: dict[object, float] = {}
    for layer in drawing.layers:
        if layer.kind == "bars":
            for row in layer.rows:
                stacks[row.x] = stacks.get(row.x, 0.0) + max(row.y or 0.0, 0.0)
    return max(stacks.values(), default=0.0)


def tick_words(places: list[float], unit_id: str, scale: str) -> list[str]:
    """Short words for ticks: "1.5 million", "5 %", "$40 bn", all with the decimals that tell them apart."""
    if scale == "log":
        return [say(place, unit_id, short=True) for place in places]
    unit = UNITS[unit_id]
    # The subtitle says of what; the axis only has room for the sign.
    suffix = " %" if unit_id == "percent_of_gdp" else unit.suffix
    divisor = 1.0
    if unit_id == "persons" and places and max(places) >= MILLION:
        divisor, suffix = float(MILLION), " million"
    digits = [f"{abs(place) / divisor:,.6f}".rstrip("0").rstrip(".") for place in places]
    decimals = max((len(text.partition(".")[2]) for text in digits), default=0)
    return [
        "0"
        if not place
        else (MINUS if place < 0 else "")
        + unit.prefix
        + (text := f"{abs(place) / divisor:,.{decimals}f}")
        + (unit.one if unit.one and text == "1" else suffix).replace(" ", NBSP, 1)
        for place in places
    ]


def last_day(drawing: Drawing) -> dt.date:
    """Where the axis of time ends: a little after the last day, so that its mark is whole."""
    start, end = drawing.span
    room = max(dt.timedelta(days=1), (end - start) * HEADROOM / 2)
    # A link may name the calendar's last day.
    return end + min(room, dt.date.max - end)


class Tick(NamedTuple):
    """Where a year, a month or a day begins; its words begin there too, and are empty where they have no room."""

    day: dt.date
    words: str


def time_axis(drawing: Drawing, found: Sequence[Tick]) -> dict[str, object]:
    """The axis of time for Plotly, with these ticks."""
    return {
        "type": "date",
        "range": [drawing.span[0], last_day(drawing)],
        "hoverformat": HOVER[drawing.frequency],
        "tickvals": [tick.day for tick in found],
        "ticktext": [tick.words for tick in found],
        "ticks": "outside",
        "tickangle": 0,
        "ticklabelposition": "outside right",
    }


def time_ticks(drawing: Drawing, most: int, size: int, plot: float, beyond: float) -> list[Tick]:
    """The ticks of the axis of time, at most about `most` of them with words.

    The words stand clear of each other, on a `plot` so many pixels wide with `beyond` free at its right.
    """
    start, end = drawing.span[0], last_day(drawing)
    found, free = [], 0.0
    for day, words in _begun(start, end, most):
        left = (day - start).days / (end - start).days * plot
        right = left + labels.lines_width([words], size)
        fits = bool(words) and free <= left and right <= plot + beyond
        found.append(Tick(day, words if fits else ""))
        free = right + BETWEEN if fits else free
    return found


def _begun(start: dt.date, end: dt.date, most: int) -> list[Tick]:
    """The years, months or days that begin between two days; of years that are close together all have a tick."""
    days = (end - start).days
    if days <= FEW_DAYS:
        step = max(1, math.ceil(days / most))
        begun = [start + dt.timedelta(days=number) for number in range(0, days + 1, step)]
        return [Tick(day, f"{day.day} {day:%b}") for day in begun]
    if days <= FEW_MONTHS:
        step = next((step for step in MONTHS if days / 30.4 / step <= most), 12)
        return [Tick(day, f"{day:%b} {day.year}") for day in _firsts(start, end, step)]
    years = next((step for step in YEARS if days / 365.25 / step <= most), YEARS[-1])
    firsts = _firsts(start, end, 12 if years <= MARKED else 12 * years)
    return [Tick(day, "" if day.year % years else str(day.year)) for day in firsts]


def _firsts(start: dt.date, end: dt.date, step: int) -> list[dt.date]:
    """The first days of months between two days, `step` months apart, counted from year 0."""
    first, last = (12 * day.year + day.month - 1 for day in (start, end))
    begun = (dt.date(month // 12, month % 12 + 1, 1) for month in range(-(-first // step) * step, last + 1, step))
    return [day for day in begun if day >= start]
