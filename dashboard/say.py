"""How numbers, dates and periods are said: each unit in one way, missing as "no data", nothing rounded to nothing."""

import datetime as dt
import math
import re
from collections.abc import Sequence

from etl.vocabulary import PERIOD_DAYS, UNITS, Frequency, KnownBasis

NO_DATA = "no data"
NBSP = "\u00a0"
MINUS = "\u2212"
MILLION = 1_000_000
# Their second decimal is the publisher's own (a key rate of 14.25 %), so it is kept where the value has no third.
PERCENTAGES = ("percent", "percent_of_gdp", "points")
# What Streamlit's markdown makes something of.
MARKED = re.compile(r"[\\`*_\[\]<>$~]|:(?=\w)")
QUARTERS = ("first", "second", "third", "fourth")


def say(value: float | None, unit_id: str, short: bool = False) -> str:
    """A value in its unit's words: "844,005", "14.25 %", "−$3.5 bn", short "1.52 million"; None: "no data"."""
    if value is None or math.isnan(value):
        return NO_DATA
    unit = UNITS[unit_id]
    sign, digits = MINUS if value < 0 else "", _number(abs(value), unit_id, short)
    return sign + unit.prefix + digits + _suffix(unit.one if unit.one and digits == "1" else unit.suffix)


def say_exactly(value: float, unit_id: str) -> str:
    """A value in its unit's words with all its digits, for limits: "20.5 %", "0.015 %", "845,000"."""
    unit, digits = UNITS[unit_id], _trimmed(f"{abs(value):,.9f}")
    if len(digits.partition(".")[2]) <= unit.decimals:
        return say(value, unit_id)
    return (MINUS if value < 0 else "") + unit.prefix + digits + _suffix(unit.suffix)


def say_range(low: float | None, high: float | None, unit_id: str, short: bool = False) -> str:
    """An interval in its unit's words: "1.3–1.7 million", "−3 to 5 %"; one end only: "at least …", "at most …"."""
    if low is None and high is None:
        return NO_DATA
    if high is None:
        return f"at least {say(low, unit_id, short)}"
    if low is None:
        return f"at most {say(high, unit_id, short)}"
    if low == high:
        return say(low, unit_id, short)
    if low < 0 or high < 0:
        return f"{say(low, unit_id, short)} to {say(high, unit_id, short)}"
    unit = UNITS[unit_id]
    left, right = _number(low, unit_id, short), _number(high, unit_id, short)
    scale = f"{NBSP}million"
    if left.endswith(scale) and right.endswith(scale):
        left = left.removesuffix(scale)
    return f"{unit.prefix}{left}–{right}{_suffix(unit.suffix)}"


def say_day(date: dt.date) -> str:
    """7 March 2025."""
    return f"{date.day} {date:%B} {date.year}"


def short_day(date: dt.date) -> str:
    """7 Mar 2025: for the columns of tables alone, where the month's name has no room."""
    return f"{date.day} {date:%b} {date.year}"


def say_moment(moment: dt.datetime) -> str:
    """A moment in UTC: 7 March 2025, 05:31 UTC."""
    return f"{say_day(moment.date())}, {moment:%H:%M} UTC"


def say_period(start: dt.date, end: dt.date, frequency: str) -> str:
    """A period as readers name it: "7 March 2025", "week to 9 March 2025", "March 2025", "2024", "1939–1945".

    What a monthly series says of a single day, as a list of that day does, is of that day.

    Raises ValueError for a frequency that is none of D, W, M, Q, A, I.
    """
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if frequency == Frequency.WEEKLY:
        return f"week to {say_day(end)}"
    if frequency == Frequency.MONTHLY and start < end:
        return f"{end:%B} {end.year}"
    if frequency == Frequency.QUARTERLY and start < end:
        return f"{QUARTERS[(end.month - 1) // 3]} quarter of {end.year}"
    if frequency not in PERIOD_DAYS:
        raise ValueError(f"unknown frequency {frequency!r}")
    if start == end:
        return say_day(end)
    if whole_years:
        return f"{end.year}" if start.year == end.year else f"{start.year}–{end.year}"
    return f"{say_day(start)} to {say_day(end)}"


def first_known(recorded: bool) -> str:
    """What happened on the day of the earliest vintage held: we recorded the value, or its publisher told it."""
    return "as first recorded by us" if recorded else "as first published"


def hindsight(recorded: bool) -> str:
    """Of a value that nobody is known to have held at the time: its earliest vintage is later. See `first_known`."""
    return f"{first_known(recorded)}, not as known then"


def say_learned(day: dt.date, basis: str, recorded: bool) -> str:
    """When something became known: "learned 7 March 2025"; of what became known after the as-of day, just that."""
    if basis == KnownBasis.HINDSIGHT:
        return f"{first_known(recorded)} on {say_day(day)}, not as known then"
    return f"learned {say_day(day)}"


def join_words(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; `last`: the word before the last. Nothing gives an empty text."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def ticks(low: float, high: float, scale: str, most: int) -> list[float]:
    """At most about `most` round values between `low` and `high`."""
    if scale == "log":
        exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        factors = (1, 2, 5) if len(exponents) <= 3 else (1,)
        found = [f * 10.0**e for e in exponents for f in factors if low <= f * 10.0**e <= high]
        if len(found) > 1:
            return found
        # Between few powers of ten even steps are as round.
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    return [step * number for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def literal(text: str) -> str:
    """Text that Streamlit's markdown shows as it is: no emphasis, link, formula, colour or HTML is made of it."""
    return MARKED.sub(r"\\\g<0>", text)


def lowered(text: str) -> str:
    """A sentence's beginning as it stands inside another: only its first letter is made small."""
    return text[:1].lower() + text[1:]


def _suffix(suffix: str) -> str:
    """A suffix never starts a line of its own."""
    return suffix.replace(" ", NBSP, 1)


def _number(value: float, unit_id: str, short: bool) -> str:
    """Digits of a value that is not negative, with thousands separators."""
    if short and unit_id == "persons" and value >= MILLION:
        return f"{_trimmed(f'{value / MILLION:,.2f}')}{NBSP}million"
    places = UNITS[unit_id].decimals
    if unit_id in PERCENTAGES and math.isclose(value, round(value, 2), abs_tol=1e-9):
        places = 2
    elif short and places == 1 and value >= 10:
        places = 0
    if unit_id in PERCENTAGES and not round(value, places):
        places = 2
    if value and not round(value, places):
        # 0.04 said as "0" would claim that there was nothing.
        return _trimmed(f"{value:.{1 - math.floor(math.log10(value))}f}")
    digits = f"{value:,.{places}f}"
    # A price keeps both its decimals (₽89.10); elsewhere a closing zero says nothing.
    return digits if UNITS[unit_id].decimals == 2 else _trimmed(digits)


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
