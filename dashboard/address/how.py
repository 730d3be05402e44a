"""What is computed of a line that a view shows, and how an address names it: "brent", "brent~mean.3", "fund/reserves".

A line is a series, or where that varies a series of one entity ("equipment_claimed:tank"), or two of these joined by a
sign; after a tilde follows what is made of its values. No id holds a sign, a tilde or a point.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from dashboard.address.params import shortened


class Transform(StrEnum):
    """What is computed of the values that were published."""

    NONE = "none"
    CHANGE_YEAR = "change_year"
    CHANGE_PERIOD = "change_period"
    PER_DAY = "per_day"
    PER_MONTH = "per_month"
    SUM = "sum"
    MEAN = "mean"
    INDEX = "index"


class Sign(StrEnum):
    """How two lines are made one."""

    RATIO = "/"
    DIFFERENCE = "-"


# Of these values of a window are taken together.
MOVING = (Transform.SUM, Transform.MEAN)
# So many months such a window may have, and has where an address names none.
SPANS, YEAR = (1, 3, 6, 12, 24), 12
# What is asked for and is no transform, with what there is instead.
UNMADE = {
    "share_of_gdp": "it is the ratio to a line of gross domestic product in the same unit, where the record holds one, "
    "as military_spending_usd:POL/gdp_world_bank:POL",
    "per_100000": "the record holds no numbers of inhabitants",
}
HOW, PART = "~", "."


class How(NamedTuple):
    """A transform with what it needs to know. `months`: of a moving sum or mean. `day`: that on which an index is 100,
    None for that of its first value."""

    kind: Transform = Transform.NONE
    months: int = YEAR
    day: dt.date | None = None

    @property
    def text(self) -> str:
        """As an address names it, as "mean.3" or "index.2022-02-24"; what is usual is not written."""
        if self.kind in MOVING and self.months != YEAR:
            return f"{self.kind}{PART}{self.months}"
        return f"{self.kind}{PART}{self.day.isoformat()}" if self.kind == Transform.INDEX and self.day else self.kind


PUBLISHED = How()


class Line(NamedTuple):
    """A member of a chart that a reader puts together. `of`: one line of the record, or the two that `sign` joins.

    `how`: what is made of its values; None where its name does not say, and what the view says holds.
    """

    of: tuple[str, ...]
    sign: Sign | None = None
    how: How | None = None

    @property
    def name(self) -> str:
        """As an address names it."""
        return (self.sign or "").join(self.of) + (f"{HOW}{self.how.text}" if self.how else "")


def line(name: str, problems: list[str] | None = None) -> Line:
    """What a name names. A transform that there is not is added to the `problems`, and none is taken."""
    joined, tilde, text = name.partition(HOW)
    sign = next((each for each in Sign if each in joined), None)
    how = named_how(text, f"‘{shortened(name)}’ in ‘series’", problems) if tilde else None
    return Line(tuple(part.strip() for part in joined.split(sign, 1)) if sign else (joined.strip(),), sign, how)


def record_lines(names: Iterable[str]) -> tuple[str, ...]:
    """The lines of the record that those named are made of, each once."""
    return tuple(dict.fromkeys(each for name in names for each in line(name).of))


def named_how(text: str, given: str, problems: list[str] | None = None) -> How:
    """The transform that a text names; as published where it names none, which is added to the `problems`.

    `given`: what the address said, as a sentence names it.
    """
    kind, point, part = text.partition(PART)
    wrong = ""
    if kind in UNMADE:
        wrong = UNMADE[kind]
    elif kind and kind not in tuple(Transform):
        wrong = f"transform is one of {', '.join(Transform)}"
    elif point and kind in MOVING:
        if part in map(str, SPANS):
            return How(Transform(kind), int(part))
        wrong = f"‘{kind}’ is over {', '.join(map(str, SPANS))} months"
    elif point and kind == Transform.INDEX:
        day = _day(part)
        if day:
            return How(Transform.INDEX, day=day)
        wrong = "the day on which an index is 100 is written like 2025-03-07"
    elif point:
        wrong = f"‘{kind}’ takes nothing after a point"
    if wrong and problems is not None:
        problems.append(f"{given} was ignored: {wrong}")
    return PUBLISHED if wrong or not kind else How(Transform(kind))


def each_named(names: tuple[str, ...], how: How) -> tuple[tuple[str, ...], How]:
    """Lines and the transform of all of them, as one address says it: where any line names its own, each does.

    No line stands twice.
    """
    lines = [line(name) for name in names]
    if not any(each.how for each in lines):
        return names, how
    said = [each.how or how for each in lines]
    shown = [each._replace(how=None if own == PUBLISHED else own).name for each, own in zip(lines, said, strict=True)]
    return tuple(dict.fromkeys(shown)), PUBLISHED


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    # fromisoformat also reads 20250307 and 2025-W10-5.
    return day if day.isoformat() == text else None
