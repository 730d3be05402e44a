"""All amounts of a sentence, ranges among them."""

from collections.abc import Sequence
from dataclasses import replace

from texts.numbers.amount import Amount, ShareUnit
from texts.numbers.behind import CODES, CURRENCIES, MEASURES, OTHERS, suffixed
from texts.numbers.numerals import Numeral, numeral, two_readings, word
from texts.numbers.parts import measured_part, multiple, named_part, part_of
from texts.numbers.words import PARTS, listed
from texts.tokens import Gap, Sort, Token

ATTACHED = OTHERS | {"km", "sq", "h", "hr", "hrs", "t", "pc", "pp", "bp", "bps", "x", "strong", "odd", "c", "f"}


def amounts(every: Sequence[Token]) -> list[Amount]:
    """All amounts of a sentence, in order; none overlaps another."""
    found, at = [], 0
    while at < len(every):
        one = _none_at_all(every, at) or multiple(every, at) or part_of(every, at) or _ranged(every, at)
        if one is not None:
            found.append(one)
        at = max(at + 1, one.last if one is not None else 0)
    return found


def _none_at_all(every: Sequence[Token], at: int) -> Amount | None:
    """ "Not one", "not a single": zero."""
    if word(every, at) != "not":
        return None
    if word(every, at + 1) == "one" and word(every, at + 2) not in ("million", "billion", "thousand", "hundred", "per"):
        return Amount(at, at + 2, 0, in_words=True)
    single = word(every, at + 1) == "a" and word(every, at + 2) in ("single", "solitary")
    return Amount(at, at + 3, 0, in_words=True) if single else None


def _ranged(every: Sequence[Token], at: int) -> Amount | None:
    """An amount, or from one to another: "1.2–1.5 million", "between 20,000 and 30,000"."""
    one = _single(every, at)
    if one is None:
        return None
    here = one.last
    if here + 1 >= len(every) or one.open or one.value is None:
        return one
    if _joins(every, at, here):
        other = _single(every, here + 1)
        if other is not None and other.value is not None and not other.open:
            return _range(every, at, one, other) or one
    return one


RANGING = frozenset(
    listed(
        "range ranges ranging ranged vary varies varying varied run runs ran anywhere anything span spans "
        "spanning stretch between"
    )
)


def _joins(every: Sequence[Token], at: int, here: int) -> bool:
    """Whether a range goes on at a place: with a dash, "and" after "between", "to" where nothing moved, "or"."""
    if every[here].sort == Sort.DASH:
        return True
    before = word(every, at - 1)
    if every[here].low == "and":
        return before == "between" or (before in ("of", "about", "some") and word(every, at - 2) == "between")
    if every[here].low == "to":
        return before != "from" or any(each.low in RANGING for each in every[:at])
    return every[here].low == "or"


MOVED = frozenset(
    listed(
        "rose fell grew up down by dropped increased decreased climbed jumped slipped shrank sank declined cut "
        "raised gained lost slid"
    )
)


def _range(every: Sequence[Token], at: int, one: Amount, other: Amount) -> Amount | None:
    low, high, scale = one.value, other.value, other.scale
    if low is None or high is None or (other.signed and low >= 0):
        return None
    if one.scale == 1 and scale > 1 and low < 1000 and not one.share:
        low *= scale
    if not low < high or (one.currency and other.currency and one.currency != other.currency):
        return None
    if (one.share or one.currency or one.measured) and bool(one.share) != bool(other.share):
        return None
    if every[one.last].low == "to" and (one.share or one.currency or one.measured) and word(every, at - 1) in MOVED:
        return None
    if one.measure and other.measure and one.measure != other.measure:
        return None
    if every[one.last].low == "or" and not (high <= 100 and high - low <= 10):
        return None
    merged = replace(
        other, first=one.first, value=None, low=low, high=high, in_words=one.in_words and other.in_words, digits=""
    )
    return replace(
        merged,
        currency=other.currency or one.currency,
        share=other.share or one.share,
        measure=other.measure or one.measure,
        measured=other.measured or one.measured,
        scale=max(one.scale, scale),
    )


def _single(every: Sequence[Token], at: int) -> Amount | None:
    """One number with its sign and all that belongs to it."""
    here, negative, signed = at, False, False
    if word(every, here) in ("minus", "negative", "plus"):
        negative, signed, here = word(every, here) != "plus", True, here + 1
    elif every[here].sort == Sort.DASH and _sign(every, here):
        negative, signed, here = True, True, here + 1
    elif every[here].text == "+" and here + 1 < len(every) and every[here + 1].gap == Gap.NOTHING:
        signed, here = True, here + 1
    if here >= len(every):
        return None
    currency = ""
    if every[here].sort == Sort.MONEY or (every[here].text in CODES and every[here].sort == Sort.WORD):
        currency = CURRENCIES.get(every[here].text.upper(), every[here].text)
        here += 1
        if here < len(every) and every[here].sort == Sort.DASH and _joined(every, here):
            negative, signed, here = True, True, here + 1
    if here >= len(every) or (not currency and not signed and _inside(every, here)):
        return None
    if signed and not currency and (part := named_part(every, here)) is not None and part.value is not None:
        return replace(part, first=at, value=-part.value if negative else part.value, signed=True)
    found = numeral(every, here, money=bool(currency)) or _one_and_a_half(every, here)
    if found is None:
        return None
    if every[here].sort == Sort.FRACTION and found.scale == 1 and found.value is not None:
        part = measured_part(every, at, found.last, found.value)
        if part is not None and not signed and not currency:
            return part
    amount = suffixed(every, _amount(at, found, currency))
    amount = _settled(amount, found)
    if _nameless(every, here, found, amount):
        return None
    if negative and amount.value is not None:
        amount = replace(amount, value=-amount.value)
    return replace(amount, signed=signed)


def _one_and_a_half(every: Sequence[Token], at: int) -> Numeral | None:
    """ "An hour and a half"."""
    if word(every, at) not in ("a", "an", "one") or word(every, at + 2) != "and" or word(every, at + 3) != "a":
        return None
    part = PARTS.get(word(every, at + 4))
    measured = word(every, at + 1)
    return Numeral(at + 1, 1, in_words=True) if part and measured in MEASURES else None


def _amount(first: int, found: Numeral, currency: str) -> Amount:
    return Amount(
        first,
        found.last,
        found.value,
        found.scale,
        currency,
        doubtful=found.doubtful,
        open=found.open,
        in_words=found.in_words,
        digits=found.digits,
    )


def _settled(amount: Amount, found: Numeral) -> Amount:
    """What has three decimals and no scale, share or multiple may be thousands: no value."""
    fine = amount.scale > 1 or amount.share or amount.measure == "times"
    if two_readings(found.digits) and (found.digits.endswith(".000") or not fine):
        return replace(amount, value=None, doubtful=True)
    if amount.share == ShareUnit.BASIS and amount.value is not None:
        return replace(amount, value=amount.value / 100, share=ShareUnit.POINTS)
    return amount


def _sign(every: Sequence[Token], at: int) -> bool:
    """Whether a dash is a minus: joined to what is behind, apart from what is before."""
    return (at == 0 or every[at].gap != Gap.NOTHING or every[at - 1].text in "([:;,=") and _joined(every, at)


def _joined(every: Sequence[Token], at: int) -> bool:
    return at + 1 < len(every) and every[at + 1].gap == Gap.NOTHING


def _inside(every: Sequence[Token], at: int) -> bool:
    """Whether a number is a piece of a word: digits joined to letters before them."""
    before = every[at - 1] if at else None
    if before is None or every[at].gap != Gap.NOTHING:
        return False
    if before.sort == Sort.WORD and every[at].sort == Sort.NUMBER:
        return True
    return before.text in ("_", "#", "@", "\\", "/")


def _nameless(every: Sequence[Token], at: int, found: Numeral, amount: Amount) -> bool:
    """Whether it is a name after all: "4b", "5xyz", "One" alone, "Two" within a name."""
    after = every[amount.last] if amount.last < len(every) else None
    if not found.in_words and after is not None and after.gap == Gap.NOTHING:
        if after.sort == Sort.WORD and after.low not in ATTACHED:
            return True
        if after.text == "_":
            return True
    if every[at].sort != Sort.WORD:
        return False
    name = every[at].low
    if name in ("one", "zero") and found.last == at + 1 and amount.last == found.last:
        return not _one_counted(every, at)
    single = found.last == at + 1
    capital = every[at].text[:1].isupper() and at > 0 and (every[at - 1].sort == Sort.WORD or every[at - 1].text == ",")
    return (
        capital
        and single
        and not amount.share
        and every[at - 1].text.islower()
        and found.scale == 1
        and not amount.measured
    )


ONE_OF = frozenset(
    listed(
        "soldier civilian person man woman child drone missile rocket tank aircraft helicopter ship plane jet "
        "boat submarine policeman "
        "worker alert fire killed dead injured wounded policewoman girl boy pilot"
    )
)

TELLS = frozenset(
    listed(
        "said says told recalls recalled who wrote asked like here there put puts after at another or remembers "
        "explained complained"
    )
)


def _one_counted(every: Sequence[Token], at: int) -> bool:
    if every[at].low == "zero":
        return True
    behind = [word(every, at + step) for step in (1, 2, 3)]
    if any(name in TELLS for name in behind):
        return False
    return (
        any(name in ONE_OF for name in behind[:2])
        or (behind[0] in ("was", "person") and behind[1] in ONE_OF)
        or (
            word(every, at - 1) in ("killed", "killing", "injured", "injuring", "wounding", "wounded") and not behind[0]
        )
    )
