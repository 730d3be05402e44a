"""What stands behind a number and belongs to it: currency, share, measure."""

from collections.abc import Sequence
from dataclasses import replace

from texts.numbers.amount import Amount, ShareUnit
from texts.numbers.numerals import tight, word
from texts.numbers.words import PARTS, listed
from texts.tokens import Gap, Sort, Token

CURRENCIES = {"€": "EUR", "$": "USD", "US$": "USD", "₽": "RUB", "¥": "CNY", "£": "GBP"}

CODES = listed("EUR USD RUB CNY GBP UAH JPY CHF PLN SEK NOK DKK CZK KZT TRY INR")

NAMED = {
    "euro": "EUR",
    "dollar": "USD",
    "rouble": "RUB",
    "ruble": "RUB",
    "yuan": "CNY",
    "renminbi": "CNY",
    "pound": "GBP",
}

NAMED |= {
    "sterling": "GBP",
    "yen": "JPY",
    "hryvnia": "UAH",
    "hryvnya": "UAH",
    "franc": "CHF",
    "zloty": "PLN",
    "rupee": "INR",
}

NAMED |= {"krona": "SEK", "krone": "NOK", "kroner": "NOK", "koruna": "CZK", "lira": "TRY", "tenge": "KZT", "won": "KRW"}

NAMED |= {"buck": "USD", "cent": "cent", "kopeck": "cent", "shekel": "ILS", "forint": "HUF", "leu": "RON", "lei": "RON"}

MEASURES = {"km": "km", "kilometre": "km", "kilometer": "km", "kms": "km", "km2": "km2", "km²": "km2"}

MEASURES |= {"tonne": "tonnes", "ton": "tonnes", "hour": "hours", "hr": "hours", "hrs": "hours"}

# Measures in which no series is told; they belong to their number all the same.
OTHERS = frozenset(
    listed(
        "kg g mm cm m kv kw mw gw kwh mwh gwh twh bcm ha hectare hectares l litre litres ft lb lbs mph kmh kph "
        "mb gb bpd"
    )
)


def suffixed(every: Sequence[Token], amount: Amount) -> Amount:
    """An amount with the currency, share or measure that stands behind it, also past a hyphen."""
    here = amount.last + tight(every, amount.last)
    if amount.open and word(every, here) == "of" and (money := _money(every, here + 1)) is not None:
        return replace(amount, last=money[0], currency=money[1])
    if here >= len(every):
        return amount
    hyphen = here > amount.last
    name, after = word(every, here), word(every, here + 1)
    attached = every[here].gap == Gap.NOTHING and not hyphen
    if every[here].text == "%":
        points = word(every, here + 1) in ("point", "points") or (
            tight(every, here + 1) and word(every, here + 2) in ("point", "points")
        )
        return replace(amount, last=here + 1 + points, share=ShareUnit.POINTS if points else ShareUnit.PERCENT)
    if every[here].sort == Sort.MONEY and not amount.currency:
        return replace(amount, last=here + 1, currency=CURRENCIES.get(every[here].text.upper(), every[here].text))
    if every[here].text == "+" and attached and every[here + 1 : here + 2] == []:
        return amount
    found = _shared(every, here, name, after, amount)
    if found is not None:
        return found
    if not amount.currency and (money := _money(every, here)) is not None:
        return replace(amount, last=money[0], currency=money[1])
    if name in ("year", "month", "day", "man", "woman") and hyphen and tight(every, here + 1):
        return amount
    return _measured(every, here, amount, hyphen=hyphen, attached=attached)


# Where these are spoken of, points are those of a percentage.
RATES_MOVED = frozenset(listed("rate rates inflation cent percent percentage share poll polls unemployment support"))


def _shared(every: Sequence[Token], here: int, name: str, after: str, amount: Amount) -> Amount | None:
    points = ("point", "points")
    if name == "per" and after in ("cent", "cents"):
        more = word(every, here + 2) in points
        return replace(amount, last=here + 2 + more, share=ShareUnit.POINTS if more else ShareUnit.PERCENT)
    if name in ("percent", "pc", "pct", "percentage", "per-cent"):
        more = after in points
        return replace(amount, last=here + 1 + more, share=ShareUnit.POINTS if more else ShareUnit.PERCENT)
    if name == "percentage-point" or (name in ("pp", "ppt", "ppts", "pps") and (name != "pp" or amount.digits)):
        return replace(amount, last=here + 1, share=ShareUnit.POINTS)
    if name in points and any(token.low in RATES_MOVED or token.text == "%" for token in every):
        return replace(amount, last=here + 1, share=ShareUnit.POINTS)
    if name in ("bp", "bps") or (name == "basis" and (after in points or tight(every, here + 1))):
        return replace(
            amount, last=here + (1 if name != "basis" else 3 if tight(every, here + 1) else 2), share=ShareUnit.BASIS
        )
    return None


def _money(every: Sequence[Token], here: int) -> tuple[int, str] | None:
    name = word(every, here)
    if every[here].text in CODES:
        return here + 1, every[here].text
    step = 1 if name in ("us", "american", "u.s", "chinese", "russian", "canadian", "australian", "hong") else 0
    other = name in ("canadian", "australian", "hong")
    bare = word(every, here + step).removesuffix("'s").removesuffix("'")
    found = NAMED.get(bare) or NAMED.get(bare.removesuffix("s"))
    if not found or (found == "KRW" and bare == "won"):
        return None
    return here + step + 1, "other" if other else found


def _measured(every: Sequence[Token], here: int, amount: Amount, *, hyphen: bool, attached: bool) -> Amount:
    name = word(every, here)
    step = here + (name == "metric")
    bare = word(every, step)
    if bare in ("square", "sq"):
        dot = step + 1 < len(every) and every[step + 1].text == "."
        of = word(every, step + 1 + dot)
        if of in ("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers"):
            return replace(amount, last=step + 2 + dot, measure="km2", measured=True)
        return replace(amount, last=step + 2 + dot, measured=True) if of else amount
    unit = MEASURES.get(bare) or MEASURES.get(bare.removesuffix("s"))
    if bare == "h" and attached:
        unit = "hours"
    if bare == "t" and attached:
        unit = "tonnes"
    if unit:
        last = step + 1
        if unit == "hours" and word(every, last) == "and" and word(every, last + 1) in ("a", "one"):
            part = PARTS.get(word(every, last + 2))
            if part and amount.value is not None:
                return replace(amount, last=last + 3, value=amount.value + 1 / part, measure=unit, measured=True)
        return replace(amount, last=last, measure=unit, measured=True)
    if bare in OTHERS and (attached or hyphen or len(bare) > 1):
        return replace(amount, last=step + 1, measured=True)
    return amount
