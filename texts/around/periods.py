"""What period a figure is about: the date that stands nearest in its sentence, or one told from it or from today."""

import datetime as dt
import re
from collections.abc import Sequence

from texts.tokens import Sort, Token

# Before these a date says since when, or compares.
ELSEWHEN = re.compile(
    r"\bsince(?: [\w']+){0,4}$|\b(?:spring|summer|autumn|winter|fall) of$|\b(?:until|till|before|as in|than in"
    r"|after|signed on|from|seen since|dating from|as)(?: (?:the|late|early|mid|end of|beginning of|spring of"
    r"|summer of|autumn of|winter of|start of))*$"
)
EARLIER = re.compile(
    r"^[^,.;]{0,14}\b(?:an?|one|the) year (?:earlier|before|ago|previously)\b|^ ?(?:in |for )?the year "
    r"before\b|^ ?the previous year\b"
)
LATER = re.compile(r"\b(?:a|one) year later,?(?: it was| only| just)?$")
BEFORE_THE_WAR = re.compile(r"\bbefore the (?:full-scale )?(?:war|invasion)\b")
THIS = re.compile(r"\b(?:this|of the|of this) (?P<unit>month|year)\b|\bthe (?P<end>year)'s end\b")
LAST = re.compile(r"\blast (?P<unit>month|year)\b")
TURN = re.compile(r"\bturn of(?: the year)?$")


def figure_period(
    every: Sequence[Token], around: tuple[str, str], place: tuple[int, int], bounds: tuple[int, int], *, left: bool
) -> str:
    """The period of the figure at a place, from one token to before another; empty where open.

    `around`: the words before and behind it; `bounds`: one past the figure before it, and
    the next one's first token; `left`: it says from where a change went.
    """
    (before, after), (first, last) = around, place
    if BEFORE_THE_WAR.search(after[:40]) or (
        BEFORE_THE_WAR.search(before[-60:]) and not _last(every, bounds[0], first)
    ):
        return ""
    here = next((token for token in _usable(every, last, bounds[1], after=True)), None)
    ahead = _last(every, bounds[0], first)
    anchor = ahead or _last(every, 0, first) or here or next(iter(_usable(every, last, len(every), after=True)), None)
    if EARLIER.match(after):
        return shifted(anchor.period, -1) if anchor is not None else ""
    if LATER.search(before):
        return shifted(anchor.period, 1) if anchor is not None else ""
    if left and here is None:
        return ""
    chosen = ahead or here or anchor
    if chosen is not None and here is not None and ahead is None:
        chosen = here
    if chosen is None:
        return ""
    at = every.index(chosen)
    if at and every[at - 1].low == "of" and at > 1 and every[at - 2].low == "turn" and len(chosen.period) == 4:
        return f"{int(chosen.period) - 1}-12"
    return chosen.period


def _usable(every: Sequence[Token], first: int, last: int, *, after: bool) -> list[Token]:
    found = []
    for at in range(first, last):
        token = every[at]
        if after and token.text in (",", ";") and last < len(every):
            break
        if (
            token.sort == Sort.DATE
            and token.period
            and not ELSEWHEN.search(" ".join(each.low for each in every[max(0, at - 4) : at]))
        ):
            found.append(token)
    return found


def _last(every: Sequence[Token], first: int, last: int) -> Token | None:
    """The last date that is usable; between two figures only one that a comma sets before the second."""
    found = _usable(every, first, last, after=False)
    if not found:
        return None
    if first:
        at = every.index(found[-1])
        comma = any(token.text in (",", ";", ":", ".") for token in every[first:at]) or every[first].low in (
            "and",
            "or",
            "but",
        )
        return found[-1] if comma else None
    return found[-1]


def shifted(said: str, years: int) -> str:
    """A period so many years later."""
    return re.sub(r"(?<!\d)(\d{4})(?=-|/|$)", lambda year: f"{int(year[1]) + years:04}", said)


def from_today(sentence: str, written: dt.date | None) -> str:
    """ "This month", "last year", from the day of writing."""
    if written is None:
        return ""
    if found := THIS.search(sentence):
        return f"{written:%Y-%m}" if found["unit"] == "month" else f"{written:%Y}"
    if found := LAST.search(sentence):
        if found["unit"] == "year":
            return f"{written.year - 1}"
        return f"{written.replace(day=1) - dt.timedelta(days=1):%Y-%m}"
    return ""
