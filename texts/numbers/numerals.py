"""Numbers as they are written: digits in the English convention, scales, fractions, words, and these mixed."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from texts.numbers.words import (
    CARDINALS,
    GROUPS,
    LETTERS,
    LOOSE,
    ONES,
    PARTS,
    PLURAL_PARTS,
    SCALES,
    SHORT,
    TEENS,
    TENS,
    listed,
)
from texts.tokens import FRACTIONS, Gap, Sort, Token

BLANKS = re.compile(r"[ \u00a0\u202f\u2009]")
ENGLISH = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?", re.ASCII
)
# "850.000" is 850 in English, and 850,000 in half of Europe: its words have to tell.
OPEN = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
# More digits than this are no number that anybody counts.
LONGEST = 30
# What follows a small m that means metres.
METRES = frozenset(
    listed("high long wide deep tall away from above below bridge tower wall tunnel yacht ship vessel trench of to")
)


@dataclass(frozen=True)
class Numeral:
    """A number. `last`: one past its last token. `value`: with its scale; None where `doubtful` or `open`.

    `said`: the number without the scale. `plain`: digits without a scale, of which three decimals may be thousands.
    """

    last: int
    value: float | None
    scale: float = 1
    doubtful: bool = False
    open: bool = False
    in_words: bool = False
    digits: str = ""


def english(digits: str) -> float | None:
    """The value of digits as English writes them; None for any other way, and for what may say two numbers."""
    if len(digits) > LONGEST or not ENGLISH.fullmatch(digits):
        return None
    value = float(BLANKS.sub("", digits.replace(",", "")))
    return value if math.isfinite(value) else None


def two_readings(digits: str) -> bool:
    """Whether digits are 850 in English and 850,000 elsewhere."""
    return bool(OPEN.fullmatch(digits))


def numeral(every: Sequence[Token], at: int, *, money: bool = False) -> Numeral | None:
    """The number that begins at a token, with its scale. `money`: a currency stands before it."""
    token = every[at]
    if token.sort == Sort.NUMBER:
        return _digits(every, at, money=money)
    if token.sort == Sort.FRACTION:
        return _scaled(every, Numeral(at + 1, FRACTIONS[token.text], in_words=True), money=money)
    if token.sort == Sort.WORD:
        return _loose(every, at) or _fraction(every, at) or _words(every, at)
    return None


def word(every: Sequence[Token], at: int) -> str:
    """The word at a place in small letters, empty where there is none."""
    return every[at].low if 0 <= at < len(every) and every[at].sort == Sort.WORD else ""


def tight(every: Sequence[Token], at: int) -> bool:
    """Whether a hyphen stands at a place that joins what is around it."""
    return (
        0 < at < len(every) - 1
        and every[at].sort == Sort.DASH
        and every[at].gap == Gap.NOTHING
        and every[at + 1].gap == Gap.NOTHING
    )


def _digits(every: Sequence[Token], at: int, *, money: bool) -> Numeral | None:
    token, last = every[at], at + 1
    value = english(token.text)
    if len(token.text) > LONGEST or (token.text[0] == "0" and token.text[1:2].isdigit()):
        return None
    found = Numeral(last, value, doubtful=value is None, digits=token.text)
    if value is not None and last < len(every):
        after = every[last]
        if after.sort == Sort.FRACTION and value == int(value):
            found = replace(found, last=last + 1, value=value + FRACTIONS[after.text], digits="")
        elif (half := _and_a_half(every, last)) is not None:
            found = replace(found, last=half[0], value=value + half[1], digits="")
        elif ratio := _slashed(every, at):
            found = replace(found, last=ratio[0], value=ratio[1], digits="")
    found = _scaled(every, found, money=money)
    if (half := _and_a_half(every, found.last)) is not None and found.scale > 1 and found.value is not None:
        found = replace(found, last=half[0], value=found.value + half[1] * found.scale)
    return found


def _slashed(every: Sequence[Token], at: int) -> tuple[int, float] | None:
    """A fraction such as 1/2, alone or after a whole number."""
    first = at
    if at + 3 < len(every) and every[at + 1].sort == Sort.NUMBER and every[at + 1].gap == Gap.BLANK:
        first = at + 1
    if first + 2 >= len(every) or every[first + 1].text != "/" or every[first + 2].sort != Sort.NUMBER:
        return None
    above, below = every[first].text, every[first + 2].text
    if every[first + 1].gap != Gap.NOTHING or (above, below) not in {
        ("1", "2"),
        ("1", "3"),
        ("2", "3"),
        ("1", "4"),
        ("3", "4"),
    }:
        return None
    whole = float(every[at].text) if first > at and every[at].text.isascii() and every[at].text.isdigit() else 0.0
    return first + 3, whole + float(above) / float(below)


def _scaled(every: Sequence[Token], found: Numeral, *, money: bool = False) -> Numeral:
    """A number with the scales behind it: "1.2 million", "$500M", "2,000 million"."""
    while (scale := _scale(every, found.last, money=money, digits=found.digits)) is not None:
        last, times = scale
        value = None if found.value is None else found.value * times
        found = replace(found, last=last, scale=found.scale * times, value=value)
        if found.scale > 10**15:
            break
    return found


def _scale(every: Sequence[Token], at: int, *, money: bool, digits: str) -> tuple[int, float] | None:
    joined = 1 if tight(every, at) and word(every, at + 1) in SCALES else 0
    name = word(every, at + joined)
    if name in SCALES or name in SHORT:
        return at + joined + 1, SCALES[name] if name in SCALES else SHORT[name]
    if name in ("hundred", "dozen"):
        return at + 1, 100 if name == "hundred" else 12
    if name not in LETTERS or not digits:
        return None
    attached = every[at].gap == Gap.NOTHING
    if attached and at + 1 < len(every) and every[at + 1].gap == Gap.NOTHING and every[at + 1].sort == Sort.NUMBER:
        return None
    capital = every[at].text.isupper()
    if money and (attached or name in "mb"):
        return at + 1, LETTERS[name]
    named = name == "b" and at + 1 < len(every) and every[at + 1].text[:1].isupper()
    if (
        not attached
        or named
        or (name == "t" and not capital)
        or (name == "m" and not capital and word(every, at + 1) in METRES)
    ):
        return None
    if name == "m" and not capital and not word(every, at + 1) and "." not in digits:
        return None
    return at + 1, LETTERS[name]


def _and_a_half(every: Sequence[Token], at: int) -> tuple[int, float] | None:
    """ "And a half", "and three quarters": what is added, and one past its last token."""
    if word(every, at) != "and":
        return None
    many = word(every, at + 1)
    if many in ("a", "one") and (part := PARTS.get(word(every, at + 2))):
        return (at + 3, 1 / part) if word(every, at + 3) != "of" else None
    part = PLURAL_PARTS.get(word(every, at + 2))
    return (at + 3, ONES[many] / part) if many in ONES and part else None


def _loose(every: Sequence[Token], at: int) -> Numeral | None:
    """ "Tens of thousands", "several hundred", "a few dozen"."""
    name = word(every, at)
    if name in LOOSE:
        last = at + 1
        while word(every, last) == "of" and (word(every, last + 1) in LOOSE or word(every, last + 1) in SCALES):
            last += 2
        return Numeral(last, None, open=True, in_words=True)
    start = at + 1 if name == "a" and word(every, at + 1) == "few" else at
    if word(every, start) in ("several", "few", "many", "countless") and (
        word(every, start + 1) in SCALES or word(every, start + 1) in ("hundred", "dozen")
    ):
        last = start + 2
        while word(every, last) in SCALES:
            last += 1
        return Numeral(last, None, open=True, in_words=True)
    return None


def _fraction(every: Sequence[Token], at: int) -> Numeral | None:
    """A fraction of a number: "half a million", "a quarter million", "two thirds of a billion", "half a dozen"."""
    many, last = 1.0, at
    name = word(every, at)
    if name in ("a", "an", "one") or (name in ONES and name != "one"):
        many = float(ONES.get(name, 1))
        last = at + 1 + tight(every, at + 1)
    part = PARTS.get(word(every, last)) or PLURAL_PARTS.get(word(every, last))
    if not part or (part != PARTS["half"] and last == at):
        return None
    last += 1
    if tight(every, last):
        last += 1
    for skipped in ("of", "a", "an", "one"):
        last += word(every, last) == skipped
    times = SCALES.get(word(every, last)) or {"dozen": 12, "hundred": 100}.get(word(every, last))
    if not times:
        return None
    found = Numeral(last + 1, many / part * times, scale=times, in_words=True)
    return _scaled(every, found) if times <= 100 else found


def _words(every: Sequence[Token], at: int) -> Numeral | None:
    """A number in words: "two hundred and fifty thousand", "one point two million", "a million and a half"."""
    name, here = word(every, at), at
    if name in ("a", "an"):
        if word(every, at + 1) not in SCALES | GROUPS | {"hundred": 100}:
            return None
        here, group = at + 1, 1.0
    elif name in CARDINALS:
        group = -1.0
    else:
        return None
    total, last, biggest, least = 0.0, here, 1.0, 1000.0
    while True:
        name = word(every, here)
        if name in CARDINALS and (number := CARDINALS[name]) < least:
            group = max(group, 0) + number
            least = 10 if name in TENS else 0
        elif name == "hundred" and 0 < group < 100:
            group, least = group * 100, 100
        elif (times := SCALES.get(name) or GROUPS.get(name)) and group != 0:
            if group < 0 and total:
                total *= times
            else:
                total += max(group, 1) * times
            group, least, biggest = -1.0, 1000, max(biggest, times)
        elif name == "point" and group >= 0 and (decimals := _decimals(every, here + 1)):
            group += decimals[1]
            here, least = decimals[0] - 1, 0
        elif (half := _and_a_half(every, here)) is not None:
            if group >= 0:
                group += half[1]
                here, least = half[0] - 1, 0
            else:
                return Numeral(half[0], total + half[1] * biggest, biggest, in_words=True)
        else:
            break
        last = here + 1
        here = _next_word(every, last, least)
    value = total + max(group, 0)
    return Numeral(last, value, biggest, in_words=True)


def _next_word(every: Sequence[Token], at: int, least: float) -> int:
    """Where a number in words may go on: past a hyphen, or past "and" before what is smaller."""
    if tight(every, at) and word(every, at + 1) in CARDINALS:
        return at + 1
    if tight(every, at) and word(every, at + 1) in SCALES:
        return at + 1
    if (
        word(every, at) == "and"
        and word(every, at + 1) in CARDINALS
        and least in (100, 1000)
        and word(every, at - 1)
        in (
            "hundred",
            *SCALES,
        )
    ):
        return at + 1
    return at


def _decimals(every: Sequence[Token], at: int) -> tuple[int, float] | None:
    """ "Two five" of "one point two five"."""
    digits, last = "", at
    while (name := word(every, last)) in CARDINALS and CARDINALS[name] < 10:
        digits += str(CARDINALS[name])
        last += 1
    if not digits and word(every, at) in TEENS | TENS:
        return None
    return (last, float(f"0.{digits}")) if digits else None
