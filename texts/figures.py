"""The figures of a text: numbers, amounts of money, shares and dates, each with its place, its value and its unit."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from texts import numerals
from texts.numerals import DIGITS, LOOSE, OPEN, SCALES, SHARES, SPACED, WORDS

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
DATE = (
    rf"\d{{4}}-\d\d-\d\d|{DAY} (?:{MONTHS})(?:,? \d{{4}})?|(?:{MONTHS}) {DAY}(?:,? \d{{4}})?\b(?![.,]\d)"
    rf"|(?:{MONTHS}) (?:of )?\d{{4}}|(?:1[89]|20)\d\ds?"
)
CURRENCIES = {"€": "bn_eur", "$": "bn_usd", "₽": "bn_rub", "¥": "bn_cny", "£": ""}
NAMED = {"euro": "€", "dollar": "$", "rouble": "₽", "ruble": "₽", "yuan": "¥", "pound": "£"}
CODES = {"EUR": "€", "USD": "$", "RUB": "₽", "CNY": "¥", "GBP": "£"}
SHARE = r"%|per cent\b|percent\b|percentage points?\b"
SCALE = "|".join(SCALES)
# What a name carries (F-16, T-72, MH17) is no figure of the text.
BEFORE = r"(?<!\w)(?<!\d[.,])(?<![A-Z]-)"
FIGURE = re.compile(
    rf"{BEFORE}(?P<date>{DATE})(?!\w|[.,]\d| ?(?:{SHARE}|(?:{SCALE})\b))"
    rf"|{BEFORE}(?P<sign>(?<![\d)])[−-])?(?P<money>(?:US)?[$€£¥₽] ?|(?:EUR|USD|RUB|CNY|GBP)[ \u00a0])?"
    rf"(?:(?P<digits>{DIGITS})(?:(?P<short>bn|tn|mn|k|m)\b|[ \u00a0](?P<scale>{SCALE})\b)?"
    rf"|\b(?P<words>(?i:{SHARES}|{LOOSE}|{WORDS})))"
    r"(?:[ \u00a0](?P<named>(?:US )?(?:euro|dollar|rouble|ruble|yuan|pound)s?\b|(?:EUR|USD|RUB|CNY|GBP)\b))?"
    rf"(?:[ \u00a0]?(?P<share>{SHARE}))?(?![A-Za-z\d]|[.,]\d)"
)
# The nearest of these names what is counted. Those of the first group stand right behind the number.
BEHIND = {
    "km2": r"square kilomet(?:re|er)s?|sq\.? ?km|km²|km2",
    "km": r"kilomet(?:re|er)s?|km",
    "tonnes": r"(?:metric )?ton(?:ne)?s?",
    "hours": r"hours?",
    "times": r"times|-?fold",
}
COUNTED = {
    "persons": r"soldiers?|troops|people|persons?|civilians?|casualties|refugees|deaths|dead|killed|wounded|injured"
    r"|men|women|children|personnel|servicem[ae]n|lives|displaced|Russians|Ukrainians",
    "countries": r"countries|nations|member states|members",
    "launches": r"missiles|drones|rockets",
    "items": r"tanks|vehicles|aircraft|helicopters|guns|artillery systems",
    "alerts": r"alerts|air raids",
    "fires": r"fires",
}
NEAR = 60
ECONOMY = re.compile(r"^\W*of (?:(?:its|their|the|national|annual) )*(?:GDP|gross domestic product|economy)", re.I)
BARREL = re.compile(r"^ (?:a|per) barrel")
STOP = re.compile(r"[.!?]\s|[;:\n]")
SHARE_UNITS = ("percent", "percent_of_gdp", "points")
# Units in which three decimals are told, and thousands hardly.
FINE = (*SHARE_UNITS, "rub_per_usd", "usd_per_barrel", "times", "index")
TIME = re.compile(r"(?:decade|centur)", re.I)


@dataclass(frozen=True)
class Figure:
    """A number of a text. `start`: characters before it. `kind`: number, money, share or date.

    `value` is in `unit`, an id of etl.vocabulary, or as written where the unit could not be guessed and is empty.
    None: a date, or a number that the words leave open.
    """

    start: int
    text: str
    kind: str
    value: float | None
    unit: str

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.start + len(self.text)


def figures(text: str) -> list[Figure]:
    """Every figure of a text, in order; none overlaps another."""
    return list(_found(text))


def foreign_figure(figure: Figure) -> bool:
    """Whether a figure is written as other languages write numbers, so that it may say two: "850.000", "21,5"."""
    return figure.value is None and figure.kind != "date" and numerals.foreign_numeral(figure.text)


def says(figure: Figure, stated: float, unit: str) -> bool:
    """Whether a figure says a number in a unit; one that its words leave open says none.

    Units of money are thousands, millions or billions, shares in words hundredths; a change may be told without sign.
    """
    value = _meant(figure, unit) if figure.value is None else figure.value
    if value is None or not value or not stated:
        return value is not None and value == stated
    if figure.unit in SHARE_UNITS and unit not in SHARE_UNITS:
        return False
    if figure.unit.startswith("bn_") and unit.startswith("bn_") and figure.unit != unit:
        return False
    ratio = abs(stated / value)
    if figure.kind == "share" and not figure.unit:
        return any(math.isclose(ratio, times, rel_tol=0.02) for times in (1, 100))
    of_money = figure.kind == "money" or unit.startswith(("bn_", "mn_"))
    powers = range(-4, 5) if of_money and figure.unit != unit else (0,)
    return any(math.isclose(ratio, 1000.0**power, rel_tol=1e-9) for power in powers)


def said_numbers(figure: Figure) -> frozenset[float]:
    """The numbers that a figure may say as it stands, whichever its unit; none where its words leave it open."""
    if figure.value is not None:
        return frozenset({figure.value})
    return frozenset(meant for unit in ("", FINE[0]) if (meant := _meant(figure, unit)) is not None)


def _meant(figure: Figure, unit: str) -> float | None:
    """The value of a figure that alone has none, where a unit leaves but one: a year's digits, "850 000", "1.125"."""
    if figure.kind == "date":
        return float(figure.text) if figure.text.isdigit() else None
    digits = figure.text.strip("−-$€£¥₽US ")
    if SPACED.fullmatch(digits):
        return float(digits.replace(" ", ""))
    # What ends in zeros alone are thousands, whatever the unit.
    return float(digits) if unit in FINE and OPEN.fullmatch(digits) and not digits.endswith("000") else None


def _found(text: str) -> Iterator[Figure]:
    for match in FIGURE.finditer(text):
        said = match.group().strip()
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if match["date"]:
            yield Figure(start, said, "date", None, "")
            continue
        if match["words"]:
            value = numerals.from_words(match["words"])
        else:
            scale = match["short"] or match["scale"] or ""
            value = numerals.from_digits(match["digits"], scale, share=bool(match["share"]))
        if value is not None and match["sign"]:
            value = -value
        yield Figure(start, said, *_guessed(text, match, value))


def _guessed(text: str, match: re.Match[str], value: float | None) -> tuple[str, float | None, str]:
    """Kind, value and unit of a number that is no date."""
    after = STOP.split(text[match.end() : match.end() + NEAR])[0]
    before = STOP.split(text[max(0, match.start() - NEAR) : match.start()])[-1].rpartition(", ")[2]
    if match["share"]:
        if "point" in match["share"]:
            return "share", value, "points"
        return "share", value, "percent_of_gdp" if ECONOMY.match(after) else "percent"
    if match["words"] and re.fullmatch(SHARES, match["words"], re.I):
        return "share", value, ""
    sign = _currency(match)
    if sign:
        if sign == "$" and (BARREL.match(after) or "barrel" in before):
            return "money", value, "usd_per_barrel"
        unit = CURRENCIES[sign]
        # Units of money are billions: what is far below one is rather a price.
        if value is None or not unit or abs(value) < 10**6:
            return "money", value, ""
        return "money", value / 10**9, unit
    for unit, words in BEHIND.items():
        if re.match(rf"[ \u00a0-]?(?:{words})\b", after, re.I):
            return "number", value, unit
    # "Two decades of war" and "a 28-point plan" count nothing that a series could.
    countless = TIME.search(match.group()) or re.match(r"-[a-z]", after)
    return "number", value, "" if countless else _counted(before, after)


def _currency(match: re.Match[str]) -> str:
    """The sign of the currency that stands before or behind a number; empty for none."""
    before, behind = (match["money"] or "").strip().removeprefix("US"), (match["named"] or "").removeprefix("US ")
    return CODES.get(before, before) or CODES.get(behind) or NAMED.get(behind.removesuffix("s"), "")


def _counted(before: str, after: str) -> str:
    """The unit whose word stands nearest, behind the number first; empty where none does."""
    for text, nearest in ((after, min), (before, max)):
        places = [
            (place.start(), unit)
            for unit, words in COUNTED.items()
            for place in re.finditer(rf"\b(?:{words})\b", text, re.I)
        ]
        if places:
            return nearest(places)[1]
    return ""
