"""Multiples, and parts of a whole: "doubled", "2.5 times", "one in five", "a third of"."""

from collections.abc import Sequence
from dataclasses import replace

from texts.numbers.amount import Amount, ShareUnit
from texts.numbers.behind import suffixed
from texts.numbers.numerals import numeral, tight, word
from texts.numbers.words import CARDINALS, ONES, PARTS, PLURAL_PARTS, listed
from texts.tokens import Gap, Sort, Token

TIMES = {
    "doubled": 2,
    "doubling": 2,
    "doubles": 2,
    "double": 2,
    "halved": 0.5,
    "halving": 0.5,
    "halves": 0.5,
    "trebled": 3,
}

TIMES |= {"trebling": 3, "tripled": 3, "tripling": 3, "triples": 3, "triple": 3, "quadrupled": 4, "quadrupling": 4}

TIMES |= {"quintupled": 5, "treble": 3, "quadruple": 4, "halve": 0.5}

VERBS = frozenset(listed("double triple treble quadruple halve halves"))

FOLD = {f"{name}fold": value for name, value in CARDINALS.items() if value} | {"hundredfold": 100, "thousandfold": 1000}

COMPARED = (
    "as",
    "that",
    "what",
    "its",
    "the",
    "those",
    "more",
    "higher",
    "larger",
    "bigger",
    "greater",
    "their",
    "a",
    "faster",
    "less",
)


RATIO = ("ratio", "odds", "outnumber", "outnumbered", "advantage")


def multiple(every: Sequence[Token], at: int) -> Amount | None:
    """ "Doubled", "fivefold", "2.5 times", "twice as many", "seven to one", "10:1": in times."""
    name, after = word(every, at), word(every, at + 1)
    if name in TIMES and not (
        name in VERBS
        and word(every, at - 1)
        not in ("to", "will", "would", "could", "may", "might", "than", "about", "is", "was", "nearly", "almost", "")
    ):
        if name == "halves" and word(every, at - 1) in ("two", "both"):
            return None
        return _times(at, at + 1, TIMES[name])
    if name in FOLD:
        return _times(at, at + 1, FOLD[name])
    if name == "half" and after == "as":
        return _times(at, at + 3 if word(every, at + 2) in ("many", "much", "large", "big", "high") else at + 2, 0.5)
    if name in ("twice", "thrice"):
        value = 2 if name == "twice" else 3
        return _times(at, at + 1, value) if after in COMPARED else Amount(at, at + 1, value, in_words=True)
    found = numeral(every, at)
    if found is None or found.scale > 1 or found.value is None:
        return None
    last = found.last + tight(every, found.last)
    if word(every, last) == "fold" and last <= found.last + 1:
        return _times(at, last + 1, found.value)
    if (
        word(every, last) == "x"
        and last + 1 < len(every)
        and every[last + 1].gap == Gap.NOTHING
        and every[last + 1].sort == Sort.NUMBER
    ):
        return None
    if word(every, last) in ("times", "x", "×") or (last < len(every) and every[last].text == "×"):
        return _times(at, last + 1, found.value)
    between = every[found.last].text.lower() if found.last < len(every) else ""
    one = word(every, found.last + 1) == "one"
    digit = found.last + 1 < len(every) and every[found.last + 1].text == "1"
    ratio = one or (digit and any(token.low in RATIO for token in every))
    whole = found.last + 2 >= len(every) or every[found.last + 2].text not in (".5", ":")
    if whole and found.value > 1 and ((digit and between == ":") or (ratio and between in ("to", "-"))):
        return _times(at, found.last + 2, found.value)
    return None


def _times(first: int, last: int, value: float) -> Amount:
    return Amount(first, last, value, measure="times", measured=True)


CLAUSE_ENDS = frozenset(
    [
        "",
        "and",
        "or",
        "in",
        "from",
        "since",
        "by",
        "to",
        "on",
        "at",
        "for",
        "as",
        "over",
        "between",
        "after",
        "while",
        "but",
    ]
)

AFTER_PART = frozenset(
    [
        "of",
        "more",
        "less",
        "higher",
        "lower",
        "larger",
        "smaller",
        "fewer",
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "all",
        "as",
    ]
)

BEFORE_PART = frozenset(
    listed(
        "by about almost nearly over than to around roughly some least most under only exactly up down fell rose "
        "lost cut below above was is were to of "
        "just approximately at make makes made"
    )
)


# With these "half" is of a game, a year, or a word.
BEFORE_HALF = ("the", "first", "second", "last", "other", "and", "per")
AFTER_HALF = ("past", "way", "year", "time", "hearted")


def part_of(every: Sequence[Token], at: int) -> Amount | None:
    """A part of a whole: "one in five", "a third of", "two-thirds", "22 of 32"."""
    return _in_every(every, at) or named_part(every, at)


def _in_every(every: Sequence[Token], at: int) -> Amount | None:
    one = numeral(every, at)
    if one is None or one.value is None or one.value <= 0:
        return None
    here = one.last
    out = word(every, here) == "out"
    here += out
    joiner = word(every, here)
    if joiner not in ("in", "of") or (joiner == "in" and out):
        return None
    here += 1
    each = word(every, here) == "every"
    here += each or word(every, here) in ("the", "its", "all", "their", "some", "about")
    if here >= len(every) or every[here].sort == Sort.DATE:
        return None
    other = numeral(every, here)
    if other is None or other.value is None or other.value <= one.value or other.value != int(other.value):
        return None
    if other.last < len(every) and (
        every[other.last].text == "%" or word(every, other.last) in ("per", "percent", "pc")
    ):
        return None
    ratio = 100 * one.value / other.value
    words = one.in_words and other.in_words
    round_whole = other.value in (*range(2, 11), 12, 20, 50, 100, 1000, 10_000, 100_000, 1_000_000)
    if (
        joiner == "in"
        and not each
        and not (round_whole and one.value <= 100 and word(every, other.last) not in TIME_WORDS)
    ):
        return None
    if joiner == "in" or each or (out and words):
        return Amount(at, other.last, ratio, share=ShareUnit.PERCENT, part=True, in_words=True)
    if one.value == 1 and one.in_words:
        return None
    return Amount(at, other.last, one.value, of=int(other.value), digits=one.digits)


TIME_WORDS = frozenset(
    listed("day days week weeks month months year years hours nights minutes quarters decades am pm")
)


def named_part(every: Sequence[Token], at: int) -> Amount | None:
    """ "A third", "two-thirds", "half", as per cent; "half an hour", "a quarter of a point" in their measure."""
    name, first = word(every, at), at
    many = float(ONES.get(name, 1))
    article = name in ("a", "an")
    counted = name in ONES
    if article or counted:
        first = at + 1 + tight(every, at + 1)
    part = PARTS.get(word(every, first)) if many == 1 else PLURAL_PARTS.get(word(every, first))
    if not part or (first == at and part != PARTS["half"]):
        return None
    if (number := numeral(every, at)) is not None and number.last > first + 1:
        return None
    last, after = first + 1, word(every, first + 1)
    value = many / part
    if tight(every, last):
        return None
    measured = measured_part(every, at, last, value)
    if measured is not None:
        return measured
    if after in ("a", "an") and word(every, last + 1) in TIME_WORDS:
        return (
            Amount(at, last, value, in_words=True)
            if word(every, last + 2) not in ("ago", "later", "earlier", "before")
            else None
        )
    if counted and part == PARTS["quarter"] and many == 2:
        return None
    if part == PARTS["half"] and many == 1:
        goes_on = word(every, at - 1) == "and" and after in AFTER_PART
        if not goes_on and (word(every, at - 1) in BEFORE_HALF or after in AFTER_HALF):
            return None
    elif (article and not _no_ordinal(every, at, first, after)) or (
        counted
        and part == PARTS["quarter"]
        and (
            after in ("running", "and", "ago", "later")
            or [token.low for token in every[last : last + 2]] == ["in", "a"]
        )
    ):
        return None
    return Amount(at, last, 100 * value, share=ShareUnit.PERCENT, part=True, in_words=True)


def _no_ordinal(every: Sequence[Token], at: int, name: int, after: str) -> bool:
    """Whether "a third", "a fifth" is a part and not the next of a row."""
    if after in AFTER_PART and after != "as":
        return not (
            after == "of"
            and every[name].low == "quarter"
            and name + 2 < len(every)
            and every[name + 2].sort == Sort.DATE
        )
    row = any(each.low in ("first", "second", "third", "fourth") for each in every[:at])
    ends = name + 1 >= len(every) or every[name + 1].sort in (Sort.SIGN, Sort.DATE) or after in CLAUSE_ENDS
    if every[name].low == "quarter":
        return ends and word(every, at - 1) in BEFORE_PART and word(every, at - 1) not in ("at", "to", "than")
    return ends and not row and (at == 0 or word(every, at - 1) in BEFORE_PART)


def measured_part(every: Sequence[Token], first: int, last: int, value: float) -> Amount | None:
    """ "Half a per cent", "a quarter of a percentage point", "half an hour"."""
    here = last
    for skipped in ("of", "a", "an", "one"):
        here += word(every, here) == skipped
    bare = Amount(first, here, value, in_words=True)
    found = suffixed(every, bare)
    if found.last == here and word(every, here) == "point":
        found = replace(bare, last=here + 1, share=ShareUnit.POINTS)
    return found if found.last > here and not (found.currency and here == last) else None
