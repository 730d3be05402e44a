"""Reads texts back: the numbers in words that `words.say` and the alt text make of values."""

import math
import re
from typing import NamedTuple

from dashboard.say import MINUS, NBSP
from etl.vocabulary import UNITS

MILLION = f"{NBSP}million"
DIGITS = r"\d[\d,]*(?:\.\d+)?"
SPAN = re.compile(r"from (.+?) \(([^()]+)\) to (.+) \(([^()]+)\)")
SINGLE = re.compile(r"(.+) \(([^()]+)\)")
# A comma before these belongs to what stands before it.
NEXT = re.compile(r", (?!provisional|unverified|since )")


class Number(NamedTuple):
    """A number that was heard, and how far the value may lie from it for its rounding."""

    value: float
    within: float

    def of(self, value: float) -> bool:
        """Whether a value is said by this number."""
        return math.isclose(self.value, value, rel_tol=1e-9, abs_tol=self.within * (1 + 1e-6))


class Said(NamedTuple):
    """A value in words, taken apart: the value, its bounds, and its status."""

    value: Number | None
    low: Number | None
    high: Number | None
    status: str


def number(words: str, unit_id: str) -> Number:
    """One number with its unit. Raises ValueError for anything else."""
    unit = UNITS[unit_id]
    suffix = "|".join(re.escape(each.replace(" ", NBSP, 1)) for each in (unit.suffix, unit.one))
    found = re.fullmatch(rf"({MINUS}?){re.escape(unit.prefix)}({DIGITS})({MILLION})?(?:{suffix})", words)
    if not found:
        raise ValueError(f"{words!r} is no number in {unit_id}")
    sign, digits, scale = found.groups()
    places = len(digits.partition(".")[2])
    times = 1_000_000 if scale else 1
    # Without the zeros at its end a number says less than it was rounded to.
    kept = places if scale and places else 2 if scale else max(places, unit.decimals)
    value = float(digits.replace(",", "")) * times * (-1 if sign else 1)
    return Number(value, 0.5 * 10**-kept * times)


def interval(words: str, unit_id: str) -> tuple[Number | None, Number | None]:
    """Low and high: "at least …", "at most …", "−3 to 5 %", "1.3–1.7 million". One number is both."""
    if words.startswith("at least "):
        return number(words.removeprefix("at least "), unit_id), None
    if words.startswith("at most "):
        return None, number(words.removeprefix("at most "), unit_id)
    unit = UNITS[unit_id]
    suffix = unit.suffix.replace(" ", NBSP, 1)
    if " to " in words:
        low, high = words.split(" to ")
        return number(low, unit_id), number(high, unit_id)
    if "–" not in words:
        return number(words, unit_id), number(words, unit_id)
    left, right = words.split("–")
    scale = MILLION if right.endswith(MILLION) and MILLION not in left and "," not in left else ""
    return number(f"{left}{scale}{suffix}", unit_id), number(f"{unit.prefix}{right}", unit_id)


def said(words: str, unit_id: str) -> Said:
    """A value with its interval and status, as `layers.said` says it."""
    text, _, status = words.partition(", provisional")
    status = "provisional" if len(text) < len(words) else ""
    if text.endswith(", unverified"):
        text, status = text.removesuffix(", unverified"), "unverified"
    found = re.fullmatch(r"([^()]+?) \(([^()]+)\)", text)
    if found:
        return Said(number(found[1], unit_id), *interval(found[2], unit_id), status)
    try:
        return Said(number(text, unit_id), None, None, status)
    except ValueError:
        return Said(None, *interval(text, unit_id), status)


def statement(words: str, unit_id: str) -> tuple[Said, str]:
    """A value and its period in words: "14 % (6 October 2026)"."""
    found = SINGLE.fullmatch(words)
    if not found:
        raise ValueError(f"{words!r} is no value with its period")
    return said(found[1], unit_id), found[2]


def ends(words: str, unit_id: str) -> list[tuple[Said, str]]:
    """The first and last value of a member with their periods, or its only one."""
    found = SPAN.fullmatch(words)
    if not found:
        return [statement(words, unit_id)]
    return [(said(found[1], unit_id), found[2]), (said(found[3], unit_id), found[4])]
