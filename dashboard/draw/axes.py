"""Ranges, ticks and their words for the axes of a figure."""

import datetime as dt
import math

from dashboard.chart.records import Drawing
from dashboard.say import MILLION, MINUS, NBSP, say
from etl.vocabulary import UNITS

HOVER = {"D": "%-d %B %Y", "W": "week to %-d %B %Y", "M": "%B %Y", "Q": "%B %Y", "A": "%Y", "I": "%-d %B %Y"}
# A day in milliseconds, as Plotly counts.
DAY = 86_400_000
YEARS = (1, 2, 5, 10, 20, 50)
MONTHS = (1, 2, 3, 6)
# The share of the axis that stays free above the highest value.
HEADROOM = 0.05


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
    if drawing.kind == "stacked":
        high = max(high, _tallest(drawing))
    if low >= 0 and (drawing.kind != "time" or low < 0.6 * high or low == high):
        low = 0.0
    if high <= 0 and drawing.kind != "time":
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


def whole(drawing: Drawing) -> bool:
    """Whether the label of a period stands under the whole of it, where values do; else under its first day."""
    return drawing.frequency == "A" or any(layer.kind == "bars" for layer in drawing.layers)


def time_axis(drawing: Drawing, most: int) -> dict[str, object]:
    """The axis of time for Plotly; about `most` ticks."""
    start, end = drawing.span[0], last_day(drawing)
    axis: dict[str, object] = {"type": "date", "range": [start, end], "hoverformat": HOVER[drawing.frequency]}
    return axis | date_ticks(start, end, most) | ({"ticklabelmode": "period"} if whole(drawing) else {})


def date_ticks(start: dt.date, end: dt.date, most: int) -> dict[str, str | int]:
    """Spacing and format of ticks on a date axis: years, months or days, at most about `most` of them."""
    days = (end - start).days
    if days > 366 * 1.5:
        years = next((step for step in YEARS if days / 365.25 / step <= most), YEARS[-1])
        return {"dtick": f"M{12 * years}", "tick0": "2000-01-01", "tickformat": "%Y"}
    if days > 45:
        months = next((step for step in MONTHS if days / 30.4 / step <= most), 12)
        return {"dtick": f"M{months}", "tick0": "2000-01-01", "tickformat": "%b %Y"}
    step = max(1, math.ceil(days / most))
    return {"dtick": step * DAY, "tick0": start.isoformat(), "tickformat": "%-d %b"}


def day_words(drawing: Drawing, most: int) -> list[tuple[float, str]]:
    """The words of the ticks that `time_axis` asks for, each with its place in days after the axis's first."""
    start, end = drawing.span[0], last_day(drawing)
    spacing = date_ticks(start, end, most)
    if isinstance(spacing["dtick"], int):
        step = spacing["dtick"] // DAY
        days = [start + dt.timedelta(days=number) for number in range(0, (end - start).days + 1, step)]
        found = [(day, 1, f"{day.day} {day:%b}") for day in days]
    else:
        step = int(spacing["dtick"].removeprefix("M"))
        # Months since January 2000, from which Plotly counts as well.
        first, last = (12 * (day.year - 2000) + day.month - 1 for day in (start, end))
        months = range(first // step * step, last + 1, step)
        # A link may name the calendar's first day, too.
        days = [dt.date(2000 + month // 12, month % 12 + 1, 1) for month in months if 2000 + month // 12 >= dt.MINYEAR]
        yearly = spacing["tickformat"] == "%Y"
        found = [(day, 365 if yearly else 30, str(day.year) if yearly else f"{day:%b} {day.year}") for day in days]
    places = [((day - start).days + (span / 2 if whole(drawing) else 0), words) for day, span, words in found]
    return [(place, words) for place, words in places if 0 <= place <= (end - start).days]
