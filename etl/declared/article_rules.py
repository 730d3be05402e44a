"""What a typo in an article's file must not become: a verdict. Rules as in etl/declared/rules.py."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from etl.declared.articles import Article, Check, Claim
from etl.declared.shapes import Series
from etl.vocabulary import RANKS, CheckKind, Statistic
from texts.plain import unplain

if TYPE_CHECKING:
    from etl.declared.catalogue import Catalogue

CHANGES = (Statistic.CHANGE, Statistic.CHANGE_PCT)
# A claim about a day further off, or further back, is rather a slip of a digit.
FURTHEST, EARLIEST = dt.timedelta(days=50 * 366), dt.date(1900, 1, 1)


def already_published(c: "Catalogue") -> Iterator[str]:
    """Nothing is judged as known on a day that has not come, or of which nothing could be known."""
    for article in c.articles:
        if article.published_on and article.published_on < EARLIEST:
            yield f"article {article.id}, published_on: {article.published_on} lies before 1900: mend the year"
        if article.published_on and article.published_on > c.today:
            yield (
                f"article {article.id}, published_on: {article.published_on} lies ahead of today, {c.today} UTC: "
                "mend it, or wait until it has appeared"
            )


def in_english(c: "Catalogue") -> Iterator[str]:
    """Quotes are plain English: a figure in another convention would be another number."""
    for article in c.articles:
        for excerpt in article.excerpt:
            if said := unplain(excerpt.quote):
                yield f"excerpt {excerpt.id}: its quote {said}"


def days_fit(c: "Catalogue") -> Iterator[str]:
    """A check's days lie before the day that the claim is about, and that day not behind the article's."""
    for article, claim in _claims(c):
        day = article.published_on
        if claim.resolves_on and day and claim.resolves_on - day > FURTHEST:
            yield f"claim {claim.id}, resolves_on: {claim.resolves_on} lies more than 50 years ahead: mend the year"
        for number, check in enumerate(claim.check, start=1):
            name = f"claim {claim.id}, check {number}"
            at = check.at if isinstance(check.at, dt.date) else claim.resolves_on or day
            for key, given in (("at", check.at), ("since", check.since)):
                if isinstance(given, dt.date) and given < EARLIEST:
                    yield f"{name}, {key}: {given} lies before 1900: mend the year"
            if isinstance(check.at, dt.date) and day and check.at > day and not claim.resolves_on:
                yield (
                    f"{name}, at: {check.at} lies after the article, of {day}: mend it; a claim about a day still to "
                    "come is a forecast, and has resolves_on"
                )
            if check.since and at and check.since >= at:
                yield f"{name}, since: {check.since} does not lie before {at}, where its window ends: mend one of them"


def stated_is_tested(c: "Catalogue") -> Iterator[str]:
    """Where numbers test a claim, one of its checks says what its stated figure means: its interval contains it."""
    series = {s.id: s for s in c.series}
    for _, claim in _claims(c):
        tests = [(n, check) for n, check in enumerate(claim.check, start=1) if check.kind == CheckKind.SERIES]
        if claim.stated is None or not tests or any(check.series not in series for _, check in tests):
            continue
        alike = [(n, check) for n, check in tests if measured_in(check, series[check.series]) == claim.unit]
        if not alike:
            units = ", ".join(dict.fromkeys(measured_in(check, series[check.series]) for _, check in tests))
            yield f"claim {claim.id}, unit: no check is in {claim.unit}, only in {units}: mend unit, or add a check"
        elif not any(contains(check, claim.stated) for _, check in alike):
            intervals = "; ".join(f"check {n}: {interval(check)}" for n, check in alike)
            yield (
                f"claim {claim.id}, stated: {claim.stated:,.10g} lies in the interval of no check ({intervals}): "
                "mend stated, or the limits of the check that tests it"
            )


def checks_differ(c: "Catalogue") -> Iterator[str]:
    """One test is no evidence twice."""
    for _, claim in _claims(c):
        seen: dict[str, int] = {}
        for number, check in enumerate(claim.check, start=1):
            first = seen.setdefault(repr(check.model_dump(exclude={"label", "reading"})), number)
            if first != number:
                yield f"claim {claim.id}, check {number}: tests the same as check {first}: take one out, or mend it"


def measured_in(check: Check, series: Series) -> str:
    """The unit of what a check of a series looks at."""
    if check.statistic == Statistic.CHANGE_PCT:
        return "percent"
    if check.statistic == Statistic.RATIO:
        return "times"
    if check.statistic in RANKS:
        return "rank"
    if check.statistic == Statistic.CHANGE and series.unit in ("percent", "percent_of_gdp"):
        return "points"
    return series.unit


def contains(check: Check, stated: float) -> bool:
    """Whether a number lies in a check's interval or at its ends; a change may be told without its sign."""
    numbers = (stated, -stated) if check.statistic in CHANGES else (stated,)
    return any(
        (check.least is None or check.least <= number) and (check.most is None or number <= check.most)
        for number in numbers
    )


def interval(check: Check) -> str:
    """A check's limits in words."""
    low = "" if check.least is None else f"{check.least:,.10g} or more"
    high = "" if check.most is None else f"{check.most:,.10g} or less"
    return f"{check.least:,.10g} to {check.most:,.10g}" if low and high else low or high


def _claims(c: "Catalogue") -> Iterator[tuple[Article, Claim]]:
    return ((article, claim) for article, _, claim in c.claims())
