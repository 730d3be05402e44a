"""Numbers as they are written: digits with separators, scales, and words from "two" to "half a million"."""

import math
import re

ONES = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
ONES |= {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
ONES |= {"seventeen": 17, "eighteen": 18, "nineteen": 19}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
HUNDRED = {"hundred": 100}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
GROUPS = {"dozen": 12, "decade": 10, "century": 100}
PLURALS = {"decades": 10, "centuries": 100}
FRACTIONS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}
# Written at the digits themselves: "$3.5bn", "850k". A letter alone may be a unit, so it needs a currency before it.
SHORT = {"k": 10**3, "mn": 10**6, "m": 10**6, "bn": 10**9, "tn": 10**12}

ENGLISH = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
# Thousands set apart by blanks or apostrophes are one number too, though not written in the English way.
DIGITS = r"(?:\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+|[\u00a0\u202f'’]\d{3}(?!\d))*)"
# "850.000" is 850 in English, and 850,000 in half of Europe: its words have to tell.
OPEN = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# As other languages write numbers: "850.000", "21,5", "850'000"; also what no language does, such as "1,00,00".
ELSEWHERE = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:['’]\d+)+(?:[.,]\d+)?|[\d.]+(?:,\d+)+(?:\.\d+)?")
SPACED = re.compile(r"\d{1,3}(?: \d{3})+", re.ASCII)
MULTIPLIED = SCALES | GROUPS | PLURALS
_COUNTING = "|".join([*TENS, *sorted(ONES, key=len, reverse=True)])
_MULTIPLE = "|".join([*HUNDRED, *MULTIPLIED])
# "two hundred and fifty thousand", "twenty-five", "a decade", "half a million". "One" alone is mostly no number.
WORDS = (
    rf"(?:(?:half )?an? (?:{_MULTIPLE})|(?!one\b(?![ -](?:{_MULTIPLE}|per ?cent)))(?:{_COUNTING}))\b"
    rf"(?:(?:[ -]|(?<=hundred) and |(?<=thousand) and |(?<=million) and )(?:{_COUNTING}|{_MULTIPLE})\b)*"
)
SHARES = rf"(?:(?:an?|one|two|three|four)[ -](?:{'|'.join(FRACTIONS)})|half)\b(?! (?:an?|of {_MULTIPLE}))"
# How many is left open: "tens of thousands", "dozens".
LOOSE = r"(?:(?:tens|hundreds|thousands) of )?(?:dozens|hundreds|thousands|millions|billions|trillions)\b"


def from_digits(digits: str, scale: str = "", *, share: bool = False) -> float | None:
    """The value of "850,000", or of "3.5" with a scale such as "million" or "bn". `share`: it is one of a hundred.

    None for what is not written in the English way ("3,5", "850 000"), for what may be read in two ways ("850.000", but
    not "1.125 million" or "4.125 %", whose decimals are not all zeros), and where it is no finite number.
    """
    if not ENGLISH.fullmatch(digits) or (OPEN.fullmatch(digits) and (digits.endswith(".000") or not (scale or share))):
        return None
    value = float(re.sub(r"[,\u00a0\u202f]", "", digits)) * (SCALES | SHORT | {"": 1}).get(scale.lower(), 1)
    return value if math.isfinite(value) else None


def foreign_numeral(text: str) -> bool:
    """Whether the first digits of a text, which have no value as English writes it, are written in another convention.

    "850 000" is not: it may be two numbers, but no other one than 850,000.
    """
    found = re.search(DIGITS, text)
    return found is not None and (
        bool(ELSEWHERE.fullmatch(found.group())) or not re.sub(r"\D", "", found.group()).isascii()
    )


def from_words(words: str) -> float | None:
    """The value of "two hundred and fifty thousand"; None for words that leave it open. Raises KeyError for others."""
    lower = words.lower()
    if re.fullmatch(LOOSE, lower):
        return None
    if re.fullmatch(SHARES, lower):
        first, _, last = lower.replace("-", " ").rpartition(" ")
        return ({"a": 1, "an": 1, "": 1} | ONES)[first] / FRACTIONS[last]
    total, group = 0.0, 0.0
    for word in re.findall(r"[a-z]+", lower):
        if word in ("a", "an", "and"):
            continue
        if word == "half":
            group = 0.5
        elif word in HUNDRED:
            group = (group or 1) * 100
        elif word in MULTIPLIED:
            total, group = total + (group or 1) * MULTIPLIED[word], 0.0
        else:
            group += (ONES | TENS)[word]
    return total + group
