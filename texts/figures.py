"""The figures of a text: numbers, amounts of money, shares and dates, each with its place, value and unit."""

import datetime as dt
import math
import re

from texts.figure import Figure, Kind
from texts.numbers.numerals import two_readings
from texts.reading import read_figures

SHARE_UNITS = ("percent", "percent_of_gdp", "points")
# Units in which three decimals are told, and thousands hardly.
FINE = (*SHARE_UNITS, "rub_per_usd", "usd_per_barrel", "times", "index")
DIGITS = re.compile(r"\d[\d.]*")


def figures(text: str, written: dt.date | None = None) -> list[Figure]:
    """Every figure of a text, in order; none overlaps another. `written`: its day, for dates without a year."""
    return read_figures(text, written)


def foreign_figure(figure: Figure) -> bool:
    """Whether a figure is written as other languages write numbers, so that it may say two: "850.000", "21,5"."""
    return figure.doubtful


def says(figure: Figure, stated: float, unit: str) -> bool:
    """Whether a figure says a number in a unit, as an end of its range too; one that its words leave open says none.

    Units of money are thousands, millions or billions, shares in words hundredths; a change may be told without sign.
    """
    return any(_says(figure, value, stated, unit) for value in _values(figure, unit))


def said_numbers(figure: Figure) -> frozenset[float]:
    """The numbers that a figure may say as it stands, whichever its unit; none where its words leave it open."""
    return frozenset(value for unit in ("", FINE[0]) for value in _values(figure, unit))


def _values(figure: Figure, unit: str) -> list[float]:
    told = [each for each in (figure.value, figure.low, figure.high) if each is not None]
    return told or [meant for meant in [_meant(figure, unit)] if meant is not None]


def _says(figure: Figure, value: float, stated: float, unit: str) -> bool:
    if not value or not stated:
        return value == stated
    ratio = abs(stated / value)
    if figure.part:
        return any(math.isclose(ratio, times, rel_tol=0.02) for times in (1, 0.01))
    if figure.unit in SHARE_UNITS and unit not in SHARE_UNITS:
        return False
    if figure.unit.startswith("bn_") and unit.startswith("bn_") and figure.unit != unit:
        return False
    of_money = figure.kind == Kind.MONEY or unit.startswith(("bn_", "mn_"))
    powers = range(-4, 5) if of_money and figure.unit != unit else (0,)
    return any(math.isclose(ratio, 1000.0**power, rel_tol=1e-9) for power in powers)


def _meant(figure: Figure, unit: str) -> float | None:
    """The value of a figure that alone has none, where a unit leaves but one: a year's digits, "1.125"."""
    if figure.kind == Kind.DATE:
        return float(figure.text) if figure.text.isdigit() else None
    digits = DIGITS.search(figure.text)
    # What ends in zeros alone are thousands, whatever the unit.
    fine = figure.doubtful and unit in FINE and digits is not None
    return float(digits[0]) if fine and digits and two_readings(digits[0]) and not digits[0].endswith("000") else None
