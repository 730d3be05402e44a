"""What a reader asks for: words, numbers in whichever way they are written, a period, and ids of what is held."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from dashboard.address.params import written_day
from dashboard.record.search.words import STOPS, fold
from texts.dates import MONTHS
from texts.figure import Figure, Kind
from texts.figures import figures, foreign_figure, said_numbers
from texts.numbers.words import SCALES

# So much of a query is read, so many of its words are looked for.
LONGEST, MOST, MOST_NUMBERS = 200, 16, 3
NAMES = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
SHORT = {name[:3]: name for name in NAMES} | {"sept": "september"}
# What the reader of figures knows in one way of writing only; a short month's name is one beside a number alone.
WRITTEN = re.compile(
    rf"\b(?:{MONTHS}|{'|'.join(SCALES)})\b|(?<=\d )(?:{'|'.join(SHORT)})\b|\b(?:{'|'.join(SHORT)})(?= \d)",
    re.IGNORECASE,
)
ISO_MONTH = re.compile(r"(?<![\w-])((?:1[89]|20)\d\d)-(0[1-9]|1[0-2])(?![\w-])")
YEAR, QUARTER = re.compile(r"(?:1[89]|20)\d\d"), re.compile(r"q([1-4])")


@dataclass(frozen=True)
class SearchQuery:
    """`words`: folded, in alphabetical order, none twice. `period`: first and last day. `ids`: what may be one.

    `numbers`: each with its unit, as far as that is said. `cut`: whether there was more than is read.
    """

    words: tuple[str, ...]
    numbers: tuple[Figure, ...]
    period: tuple[dt.date, dt.date] | None
    ids: frozenset[str]
    cut: bool


def search_query(typed: str) -> SearchQuery:
    """What a query asks for. Any text is one, of any length."""
    text = ISO_MONTH.sub(lambda found: f"{calendar.month_name[int(found[2])]} {found[1]}", typed[:LONGEST])
    text = WRITTEN.sub(lambda found: _as_read(found.group().lower()), text)
    read = [_english(figure) for figure in figures(text)]
    days = [figure.text for figure in read if figure.kind == Kind.DATE]
    numbers = [figure for figure in read if figure.kind != Kind.DATE and said_numbers(figure)]
    rest = text
    for figure in reversed(numbers):
        rest = f"{rest[: figure.start]} {rest[figure.end :]}"
    words = fold(rest).split()
    period, dated = _period(words, days)
    sought = [word for word in words if word not in STOPS and word not in dated] or ([] if period else words)
    if numbers and all(word in STOPS for word in sought):
        sought = []
    ids = frozenset(name for word in typed[:LONGEST].split() if (name := plain_id(word)).count("-"))
    kept = tuple(sorted(dict.fromkeys(sought[: 4 * MOST])))
    return SearchQuery(
        kept[:MOST], tuple(numbers[:MOST_NUMBERS]), period, ids, len(typed) > LONGEST or len(kept) > MOST
    )


def plain_id(text: str) -> str:
    """An id as it is compared: "key_rate" and "Key-Rate" are one."""
    return text.lower().replace("_", "-").strip(".,;:!?()\"'")


def _as_read(word: str) -> str:
    """A month's name or a scale as texts write it."""
    name = SHORT.get(word, word)
    return name.capitalize() if name in NAMES else word


def _english(figure: Figure) -> Figure:
    """A figure as written in other languages ("850.000", "21,5") read in the way that is not English."""
    if not foreign_figure(figure):
        return figure
    read = figures(figure.text.translate(str.maketrans(",.", ".,", "'’")))
    return replace(read[0], start=figure.start, text=figure.text) if len(read) == 1 else figure


def _period(words: list[str], days: list[str]) -> tuple[tuple[dt.date, dt.date] | None, set[str]]:
    """The days that are asked for, and the words that say them. A month without a year is a word like any other."""
    written = [day for text in days for day in _day(text)]
    if written:
        return (min(written), max(written)), {part for text in days for part in fold(text).split()}
    years = sorted({int(word) for word in words if YEAR.fullmatch(word)})
    if not years:
        return None, set()
    said = {str(year) for year in years}
    if len(years) == 1:
        for word in words:
            month, quarter = NAMES.get(word), QUARTER.fullmatch(word)
            if month:
                return _months(years[0], month, month), said | {word}
            if quarter:
                return _months(years[0], 3 * int(quarter[1]) - 2, 3 * int(quarter[1])), said | {word}
    return (dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31)), said


def _day(text: str) -> list[dt.date]:
    """The day that a date says, if it says one: "15th April 2022", not "April 2022"."""
    day = written_day(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))
    try:
        return [dt.date.fromisoformat(day)] if len(day) == len("2022-04-15") else []
    except ValueError:
        return []


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
