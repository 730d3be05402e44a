"""What the numbers of a sentence count: units from the words around, and from the numbers that they stand beside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from texts.around.counted import NEAR, counted_noun, elliptical
from texts.figure import Kind
from texts.numbers.amount import Amount, ShareUnit
from texts.numbers.amounts import MOVED
from texts.numbers.numerals import word
from texts.numbers.words import listed
from texts.tokens import Sort, Token

BILLIONS = {"EUR": "bn_eur", "USD": "bn_usd", "RUB": "bn_rub", "CNY": "bn_cny"}

PERIODS = frozenset(listed("second minute hour day night week month quarter year decade"))

SHIFTED = frozenset(listed("earlier later before ago after previously"))

RATES = {"daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}

PERCENTAGES = ("percent", "percent_of_gdp")


@dataclass(frozen=True)
class Counted:
    """What an amount counts. `value`, `low`, `high` are in `unit`; `currency` and `scale` go on to those behind it."""

    kind: Kind
    unit: str
    value: float | None
    low: float | None
    high: float | None
    per: str = ""
    currency: str = ""


def counted_amounts(every: Sequence[Token], found: Sequence[Amount], before: Sequence[Token] = ()) -> list[Counted]:
    """Kind, unit and value of each amount of a sentence. `before`: the tokens of the sentences before it."""
    amounts = _carried_back(every, found)
    told: list[Counted] = []
    for at, amount in enumerate(amounts):
        last = amounts[at - 1] if at else None
        told.append(_counted(every, amount, last, told[-1] if told else None, before))
    for at in range(len(told) - 2, -1, -1):
        # What is said behind the last alone, per cent of GDP, is so of those before it.
        if amounts[at].share and not found[at].share:
            told[at] = replace(told[at], unit=told[at + 1].unit)
    return told


def _carried_back(every: Sequence[Token], found: Sequence[Amount]) -> list[Amount]:
    """ "From 590 to 288 billion roubles", "5, 6 and 7 per cent": what is said once, behind the last."""
    amounts = list(found)
    for at in range(len(amounts) - 2, -1, -1):
        one, other = amounts[at], amounts[at + 1]
        if one.share or one.measured or one.currency or one.part or one.value is None or other.part:
            continue
        between = [token.low for token in every[one.last : other.first]]
        names = every[one.last : other.first]
        if other.share and "." in one.digits and len(names) > 1 and names[-1].text[:1].isupper():
            between = between[:-1]
        moved = between in (["to"], ["and"], ["or"], [","], [",", "and"], ["and", "then"])
        if not moved or not (other.share or other.currency or other.measured) or other.measure == "times":
            continue
        if between != ["to"] and not (other.share or other.currency):
            continue
        times = other.scale if one.scale == 1 and one.value < 1000 and not (other.value or 0) < 0 else 1
        amounts[at] = replace(
            one,
            value=one.value * times,
            scale=one.scale * times,
            currency=other.currency,
            share=other.share,
            measure=other.measure,
            measured=other.measured,
        )
    return amounts


def _counted(
    every: Sequence[Token], amount: Amount, last: Amount | None, told: Counted | None, before: Sequence[Token]
) -> Counted:
    per = _per(every, amount)
    plain = Counted(Kind.NUMBER, "", amount.value, amount.low, amount.high, per)
    if amount.share:
        return replace(plain, kind=Kind.SHARE, unit=_share(every, amount, told))
    if amount.currency:
        return _money(every, amount, replace(plain, kind=Kind.MONEY))
    if amount.measured:
        return replace(plain, unit=amount.measure)
    if per == "dollar" and any(token.low.startswith(("rouble", "ruble")) for token in every):
        return replace(plain, kind=Kind.MONEY, unit="rub_per_usd", currency="RUB")
    if told is not None and last is not None and (again := _again(every, amount, last, told, plain)) is not None:
        return again
    if amount.value is not None and (unit := _level(every, amount)):
        return replace(plain, kind=Kind.SHARE if unit == "percent" else Kind.NUMBER, unit=unit)
    unit = counted_noun(every, amount, last, None if told is None else told.unit, before)
    if unit in BILLIONS.values():
        code = next(code for code, name in BILLIONS.items() if name == unit)
        return _money(every, replace(amount, currency=code), replace(plain, kind=Kind.MONEY))
    same = told is not None and unit and unit == told.unit and not per and elliptical(every, amount)
    return replace(plain, unit=unit, per=told.per if same and told is not None else per)


def _share(every: Sequence[Token], amount: Amount, told: Counted | None) -> str:
    if amount.share == ShareUnit.POINTS:
        return "points"
    if amount.part:
        return "percent"
    after = [token.low for token in every[amount.last : amount.last + 8]]
    if after[:1] == ["of"]:
        whole = [
            name
            for name in after[1:]
            if name not in ("its", "their", "the", "national", "annual", "a", "year's", "his", "our", "country's")
        ]
        if "gdp" in after[1:5] or after[1:3] == ["gross", "domestic"] or whole[:1] in (["economy"], ["gdp"], ["gross"]):
            return "percent_of_gdp"
        return "percent"
    moved = word(every, amount.first - 1) in MOVED
    if told is not None and told.unit == "percent_of_gdp" and not moved:
        return "percent_of_gdp"
    words = " ".join(token.low for token in every[: amount.first])
    share = any(
        said in words
        for said in (
            "share of gdp",
            "proportion of gdp",
            "percentage of gdp",
            "in relation to gdp",
            "as gdp",
            "gdp share",
        )
    )
    return "percent_of_gdp" if share and not moved else "percent"


def _money(every: Sequence[Token], amount: Amount, plain: Counted) -> Counted:
    code = amount.currency
    most = max(abs(each) for each in (amount.value or 0, amount.low or 0, amount.high or 0))
    low = [token.low for token in every]
    told = replace(plain, currency=code)
    if code == "CNY" and any(name in ("yen", "tokyo", "japan", "japan's", "japanese") for name in low):
        return replace(told, currency="JPY")
    small = amount.scale == 1 and most < 1000
    if code == "USD" and small and (told.per == "barrel" or {"barrel", "brent", "urals", "crude"} & {*low}):
        return replace(told, unit="usd_per_barrel", per="barrel" if told.per == "barrel" else told.per)
    if code == "RUB" and small and _dollars(every, amount):
        return replace(told, unit="rub_per_usd", per="dollar")
    if code == "EUR" and told.per == "day" and most >= 10**5:
        return _divided(replace(told, unit="mn_eur_per_day"), 10**6)
    unit = BILLIONS.get(code, "")
    if not unit or (
        most < 10**6
        and not (amount.value is None and amount.low is None and amount.scale >= 1 and _large(every, amount))
    ):
        return told
    return _divided(replace(told, unit=unit), 10**9)


def _level(every: Sequence[Token], amount: Amount) -> str:
    """Per cent of a rate, or points of an index, that says its number alone: "the key rate is at 16.5"."""
    if (
        amount.scale > 1
        or amount.in_words
        or amount.of is not None
        or not elliptical(every, amount)
        or (amount.value or 0) < 0
    ):
        return ""
    clause = [token.low for token in every[max(0, amount.first - 9) : amount.first]]
    for mark in (";", "while", "but"):
        if mark in clause:
            clause = clause[len(clause) - clause[::-1].index(mark) :]
    if "index" in clause:
        return "index"
    rate = (
        "inflation" in clause
        or "unemployment" in clause
        or ("rate" in clause and not {"exchange", "birth", "death", "casualty", "loss"} & {*clause})
    )
    return (
        "percent"
        if rate
        and (amount.value or 0) < 100
        and word(every, amount.first - 1) not in ("in", "the", "these")
        and "killed" not in clause
        else ""
    )


def _large(every: Sequence[Token], amount: Amount) -> bool:
    """Whether the words of an open or doubtful amount say millions."""
    return amount.scale >= 10**6 or any(
        token.low in ("millions", "billions", "trillions", "million", "billion", "trillion")
        for token in every[amount.first : amount.last]
    )


def _divided(told: Counted, by: float) -> Counted:
    value, low, high = (None if each is None else each / by for each in (told.value, told.low, told.high))
    return replace(told, value=value, low=low, high=high)


def _dollars(every: Sequence[Token], amount: Amount) -> bool:
    """Whether roubles are told for a dollar."""
    around = [token.low for token in every[max(0, amount.first - 8) : amount.last + 8]]
    for at, name in enumerate(around):
        if name in ("dollar", "dollar's", "greenback") or (
            name == "$" and around[at - 1 : at] in (["the"], ["per"], ["to"], ["a"])
        ):
            return True
    return False


def _per(every: Sequence[Token], amount: Amount) -> str:
    """What a rate is for each of: "a day", "per barrel", "daily"."""
    for at in range(amount.last, min(len(every), amount.last + NEAR)):
        name = word(every, at)
        after = word(every, at + 1)
        if every[at].sort not in (Sort.WORD, Sort.DASH):
            if every[at].text == "/" and after in PERIODS | {"barrel"}:
                return after
            break
        if name == "per" and after and after not in ("cent", "cents"):
            return after
        if name in ("a", "an", "each", "every") and after in PERIODS | {"barrel", "head", "tonne", "litre", "kilo"}:
            if word(every, at + 2) in SHIFTED or word(every, at - 1) in ("for", "in", "than", "about", "after"):
                break
            return after
        if name in RATES:
            return RATES[name]
        if name in ("from", "to", "by", "and", "in", "since", "after", "before"):
            break
    return ""


def _again(every: Sequence[Token], amount: Amount, last: Amount, told: Counted, plain: Counted) -> Counted | None:
    """A number whose currency or share the one before it said: "EU members gave 3.2 billion", "Gazprom's by 6"."""
    after = every[amount.last].low if amount.last < len(every) else ""
    bare = elliptical(every, amount)
    if told.currency and amount.scale >= 10**6 and (bare or after == "of"):
        if told.unit == "mn_eur_per_day":
            return _divided(replace(plain, kind=Kind.MONEY, unit=told.unit, per="day", currency=told.currency), 10**6)
        return _money(every, replace(amount, currency=told.currency), replace(plain, kind=Kind.MONEY))
    if not bare or amount.scale > 1 or amount.of is not None:
        return None
    if told.unit in ("rub_per_usd", "usd_per_barrel") and after != "of":
        return replace(plain, kind=Kind.MONEY, unit=told.unit, per=told.per, currency=told.currency)
    if last.share and not last.part and after != "of" and not amount.in_words and _share_goes_on(every, amount):
        return replace(plain, kind=Kind.SHARE, unit=told.unit)
    if last.share and after == "of" and word(every, amount.last + 1) in ("it", "that", "this", "which"):
        return replace(plain, kind=Kind.SHARE, unit=told.unit)
    billions = (
        told.unit in BILLIONS.values() and not amount.in_words and amount.value is not None and amount.value < 1000
    )
    if billions and after != "of" and word(every, amount.first - 1) not in ("the", "by", "in"):
        return replace(plain, kind=Kind.MONEY, unit=told.unit, currency=told.currency)
    if told.currency and word(every, amount.first - 1) == "from" and amount.value is not None:
        return _money(every, replace(amount, currency=told.currency), replace(plain, kind=Kind.MONEY))
    again = last.measure not in ("", "times") and not amount.in_words and word(every, amount.first - 1) != "the"
    dated = amount.last + 1 < len(every) and every[amount.last + 1].sort == Sort.DATE
    if again and (
        dated or after in (".", ",", ";", "", ")") or word(every, amount.first - 1) in ("from", "to", "by", "than")
    ):
        return replace(plain, unit=last.measure)
    return None


def _share_goes_on(every: Sequence[Token], amount: Amount) -> bool:
    before = word(every, amount.first - 1)
    return (
        before
        in (
            "from",
            "by",
            "to",
            "at",
            "than",
            "only",
            "just",
            "against",
            "was",
            "with",
            "of",
            "over",
            "about",
            "nearly",
            "and",
            "then",
        )
        or "." in amount.digits
    )
