"""The entries of the measured set, read strictly: each sentence with its figures, their places, and its kinds."""

import calendar
import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

FOLDER = Path(__file__).resolve().parent
# A number that stands in another one or in a word is not the one said.
WHOLE = r"(?<!\w)(?<!\w-)(?<!\d[.,]){}(?!\w|[.,]\d)"
SCALE = re.compile(r"thousand|[mbr]il-?\s?lion|\d ?(?:bn|trn|tn)\b|\d[kmbt]\b", re.IGNORECASE)
PERIOD = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q([1-4])|H([12])))?")


class Half(StrEnum):
    """The set's halves: one to tune by, one that only the measuring test reads."""

    TUNED = "tuned"
    HELD = "held"


class Kind(StrEnum):
    """What is to be read in a sentence. Those down to ONE are written in `kinds`, the others follow from the entry."""

    FRACTION = "fraction"
    PART = "part"
    NEGATION = "negation"
    NAME = "name"
    REFERENCE = "reference"
    CLOCK = "clock"
    ORDINAL = "ordinal"
    ONE = "one"

    WORDS = "words"
    SCALE = "scale"
    GROUPED = "grouped"
    SPACED = "spaced"
    ATTACHED = "attached"
    NEGATIVE = "negative"
    WRAPPED = "wrapped"
    MONEY = "money"
    SHARE = "share"
    RANGE = "range"
    BOUND = "bound"
    CHANGE = "change"
    TIMES = "times"
    RATE = "rate"
    RECORD = "record"
    DATE = "date"
    PERIOD = "period"
    ATTRIBUTION = "attribution"
    DOUBTFUL = "doubtful"
    OPEN = "open"
    CONTEXT = "context"
    SEVERAL = "several"
    NONE = "none"


WRITTEN = list(Kind)[: list(Kind).index(Kind.WORDS)]


class Entry(BaseModel):
    """Base of the set's shapes: no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(Entry):
    """One figure of a sentence, as its words say it; README.md explains each key."""

    said: str = Field(min_length=1)
    nth: int = Field(default=1, ge=1)
    value: float | None = Field(default=None, strict=True, allow_inf_nan=False)
    low: float | None = Field(default=None, strict=True, allow_inf_nan=False)
    high: float | None = Field(default=None, strict=True, allow_inf_nan=False)
    of: int | None = Field(default=None, strict=True, gt=0)
    doubtful: bool = False
    open: bool = False
    denied: bool = False
    unit: str = ""
    per: str = ""
    bound: Literal["", "at_least", "at_most", "more_than", "less_than", "about"] = ""
    change: Literal["", "to", "from", "by", "times"] = ""
    direction: Literal["", "up", "down"] = ""
    record: Literal["", "highest", "lowest"] = ""
    since: str = ""
    period: str = ""
    said_by: str = ""
    entity: str = ""
    series: list[str] = []

    @field_validator("since", "period")
    @classmethod
    def _a_period(cls, period: str) -> str:
        if period:
            days(period)
        return period

    @model_validator(mode="after")
    def _one_meaning(self) -> "Said":
        if (self.low is None) != (self.high is None) or (
            self.low is not None and self.high is not None and self.low >= self.high
        ):
            raise ValueError(f"{self.said!r}: give low and a high above it, or neither")
        if [self.value is not None, self.low is not None, self.doubtful, self.open].count(True) != 1:
            raise ValueError(f"{self.said!r}: give one of value, low with high, doubtful and open")
        if self.direction and not self.change:
            raise ValueError(f"{self.said!r}: only a change has a direction")
        if self.since and not self.record:
            raise ValueError(f"{self.said!r}: since belongs to a record")
        return self


class Sentence(Entry):
    """A sentence, what stood before it, when it was written, and all that is to be read in it."""

    text: str = Field(min_length=1)
    before: str = ""
    written: dt.date | None = None
    kinds: list[Kind] = []
    dates: dict[str, str] = {}
    figures: list[Said] = []

    @field_validator("kinds")
    @classmethod
    def _only_what_does_not_follow(cls, kinds: list[Kind]) -> list[Kind]:
        if stray := [str(kind) for kind in kinds if kind not in WRITTEN]:
            raise ValueError(f"leave out {', '.join(stray)}: the entry itself says so")
        return kinds

    @model_validator(mode="after")
    def _all_stands_in_the_text(self) -> "Sentence":
        taken = sorted([*self.places(), *self.dated()])
        if any(end > start for (_, end), (start, _) in itertools.pairwise(taken)):
            raise ValueError(f"{self.text!r}: two of what is said overlap")
        for period in filter(None, self.dates.values()):
            days(period)
        return self

    def places(self) -> list[tuple[int, int]]:
        """Of each figure: the characters before it, and those up to its end."""
        return [_place(self.text, each.said, each.nth) for each in self.figures]

    def dated(self) -> list[tuple[int, int]]:
        """The same of each date."""
        return [_place(self.text, said, 1) for said in self.dates]

    def all_kinds(self) -> set[Kind]:
        """What is written in `kinds`, and what follows from the entry."""
        return {*self.kinds, *_following(self)}


class Written(Entry):
    """What a file holds."""

    sentence: list[Sentence]


def sentences(half: Half) -> list[Sentence]:
    """The sentences of one half. Raises pydantic's ValidationError, which names the entry by its number."""
    written = tomllib.loads((FOLDER / f"{half}.toml").read_text(encoding="utf-8"))
    return Written.model_validate(written).sentence


def days(period: str) -> tuple[dt.date, dt.date]:
    """First and last day of a day, month, quarter, half or year as README.md writes it, or from one to another.

    Raises ValueError for anything else.
    """
    first, _, last = period.partition("/")
    found = _span(first)[0], _span(last or first)[1]
    if found[0] > found[1]:
        raise ValueError(f"{period!r} ends before it begins")
    return found


def _span(period: str) -> tuple[dt.date, dt.date]:
    match = PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"{period!r} is no period: write 2024, 2024-H1, 2024-Q3, 2024-12, 2024-12-31 or two with /")
    year, month, day, quarter, half = (int(part or 0) for part in match.groups())
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    length = 3 if quarter else 6 if half else 1 if month else 12
    begins = month or (quarter or half or 1) * length - length + 1
    ends = begins + length - 1
    return dt.date(year, begins, 1), dt.date(year, ends, calendar.monthrange(year, ends)[1])


def _place(text: str, said: str, nth: int) -> tuple[int, int]:
    found = [match.span() for match in re.finditer(WHOLE.format(re.escape(said)), text)]
    if len(found) < nth:
        raise ValueError(f"{said!r} stands whole {len(found)} times in {text!r}, not {nth}")
    return found[nth - 1]


def _following(sentence: Sentence) -> Iterator[Kind]:
    said = sentence.figures
    tells = {
        Kind.WORDS: any(not re.search(r"[\d½¼¾]", each.said) for each in said),
        Kind.SCALE: any(SCALE.search(each.said) for each in said),
        Kind.GROUPED: any(re.search(r"\d,\d{3}", each.said) for each in said),
        Kind.SPACED: any(re.search(r"\d[ \u00a0\u202f]\d{3}", each.said) for each in said),
        Kind.ATTACHED: any(re.search(r"\d[A-Za-z]", each.said) for each in said),
        Kind.NEGATIVE: any(each.value is not None and each.value < 0 for each in said),
        Kind.WRAPPED: "\n" in sentence.text,
        Kind.MONEY: any(each.unit.startswith(("bn_", "mn_", "usd_", "rub_")) for each in said),
        Kind.SHARE: any(each.unit in ("percent", "percent_of_gdp", "points") for each in said),
        Kind.RANGE: any(each.low is not None for each in said),
        Kind.BOUND: any(each.bound for each in said),
        Kind.CHANGE: any(each.change for each in said),
        Kind.TIMES: any(each.unit == "times" for each in said),
        Kind.RATE: any(each.per for each in said),
        Kind.RECORD: any(each.record for each in said),
        Kind.DATE: bool(sentence.dates),
        Kind.PERIOD: any(each.period for each in said),
        Kind.ATTRIBUTION: any(each.said_by for each in said),
        Kind.DOUBTFUL: any(each.doubtful for each in said),
        Kind.OPEN: any(each.open for each in said),
        Kind.CONTEXT: bool(sentence.before),
        Kind.SEVERAL: len(said) > 1,
        Kind.NONE: not said,
    }
    return (kind for kind, told in tells.items() if told)
