"""The noun that a number counts: behind it, or before it where only the number goes on."""

from collections.abc import Sequence

from texts.around.nouns import COUNTED, DOERS, GOING_ON, PREPOSITIONS, VERBS, noun_unit
from texts.numbers.amount import Amount
from texts.numbers.numerals import tight, word
from texts.numbers.words import listed
from texts.tokens import Gap, Sort, Token

INHABITED = frozenset(
    listed("town city village settlement hamlet population suburb garrison crowd force crew staff army workforce")
)

# So far a noun may stand behind its number.
NEAR = 7


def elliptical(every: Sequence[Token], amount: Amount) -> bool:
    """Whether no noun stands behind a number, so that what it counts was said before."""
    if amount.last >= len(every):
        return True
    after = every[amount.last]
    if after.sort in (Sort.SIGN, Sort.DATE, Sort.NO_FIGURE):
        return after.text not in "\"“‘'(" or after.text in "(’”"
    if after.sort == Sort.DASH:
        return not tight(every, amount.last)
    return after.sort == Sort.WORD and _no_noun(after.low)


def _no_noun(name: str) -> bool:
    return (
        name in GOING_ON
        or name in PREPOSITIONS
        or name in VERBS
        or (
            name.endswith("ed")
            and name
            not in (
                "displaced",
                "wounded",
                "injured",
                "unemployed",
                "hundred",
                "red",
                "armoured",
                "armored",
                "unmanned",
                "guided",
            )
        )
    )


def counted_noun(
    every: Sequence[Token], amount: Amount, last: Amount | None, told: str | None, before: Sequence[Token]
) -> str:
    """The unit of the noun that is counted, behind the number or, where none is, before it."""
    if amount.last < len(every) and tight(every, amount.last):
        return "persons" if word(every, amount.last + 1) in ("strong", "man") else ""
    if word(every, amount.first - 1) == "of" and word(every, amount.first - 2) in INHABITED:
        return "persons"
    if (word(every, amount.first - 1) == "than" and word(every, amount.first - 2) in ("older", "younger")) or word(
        every, amount.first - 1
    ) in ("aged", "age"):
        return ""
    after = _behind(every, amount)
    if after is not None:
        return after
    first = last.last if last is not None else 0
    if unit := _before(every, first, amount.first):
        return unit
    if told in COUNTED:
        return told or ""
    if (told is None or told) and (unit := _before(every, 0, first)):
        return unit
    clause = _clause(every, amount.last)
    for token in clause:
        if unit := noun_unit(token.low, every):
            return unit
    for token in reversed(before):
        if token.low.endswith("s") and (unit := noun_unit(token.low, before)):
            return unit
    return ""


def _behind(every: Sequence[Token], amount: Amount) -> str | None:
    """The unit of the noun behind a number; "" for one of which no series tells; None where there is no noun."""
    content = False
    for at in range(amount.last, min(len(every), amount.last + NEAR)):
        token = every[at]
        if token.sort in (Sort.SIGN, Sort.DATE, Sort.NUMBER, Sort.MONEY, Sort.NO_FIGURE):
            if token.text in '"“”‘’':
                continue
            break
        if token.sort == Sort.DASH:
            continue
        if unit := noun_unit(token.low, every):
            if unit == "persons" and token.low in ("killed", "wounded", "injured", "dead", "missing") and content:
                continue
            return unit
        if token.low == "entries":
            return None
        if token.low in DOERS and not content:
            return DOERS[token.low]
        if token.low == "of" and (amount.open or not content) and not content:
            continue
        if not content and token.low in (
            "the",
            "its",
            "their",
            "these",
            "those",
            "his",
            "all",
            "our",
            "had",
            "have",
            "has",
            "been",
            "were",
            "was",
            "are",
        ):
            verb = next((DOERS[word(every, step)] for step in (at + 1, at + 2) if word(every, step) in DOERS), "")
            if verb and token.low in ("had", "have", "has", "been", "were", "was", "are"):
                return verb
            continue
        if _no_noun(token.low) or token.low in ("and", "or"):
            break
        content = True
    return "" if content and (word(every, amount.last) == "of" or not elliptical(every, amount)) else None


def _before(every: Sequence[Token], first: int, last: int) -> str:
    """The unit of the noun that stands nearest before a number, in its clause."""
    for at in range(last - 1, first - 1, -1):
        token = every[at]
        if token.text in ";:" and token.sort == Sort.SIGN and token.text == ";":
            return ""
        if unit := noun_unit(token.low, every):
            return unit
        if token.low in DOERS and last - at <= 4:
            return DOERS[token.low]
    return ""


def _clause(every: Sequence[Token], first: int) -> list[Token]:
    found = []
    for token in every[first : first + 2 * NEAR]:
        if token.sort in (Sort.SIGN, Sort.NUMBER) or token.gap == Gap.PARAGRAPH:
            break
        found.append(token)
    return found
