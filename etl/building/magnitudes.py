"""Limits of checks against what their series hold: one in thousands, of a series of persons, is a slip.

So is one that lies a zero or a decimal point away from what its excerpt states, a fall by more than all, and a place
that no order has.
"""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from etl.declared.article_files import located
from etl.declared.article_rules import CHANGES, measured_in
from etl.declared.articles import Article, Check, Claim
from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Series
from etl.vocabulary import RANKS, Frequency, Statistic

# So many times larger or smaller than all that its line held within a year is no limit, but another unit. Quotients
# over time vary less; a number that is compared with a series is of something else, so it may lie further off.
FAR, FAR_OVER_TIME, FAR_COMPARED = 8, 2.5, 50
# A claim may be as wrong as it likes: limits near what its excerpt states are meant.
NEAR = 2
# A limit is a slip of a zero where it lies so near a power of ten of what is stated: three quarters to a third more.
AROUND = 0.125
PERIOD = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 28,
    Frequency.QUARTERLY: 90,
    Frequency.YEARLY: 365,
}
# The lines that a check reads, each with the days that it asks about.
LINES = """
WITH line AS (
    SELECT c.check_id, s.side, s.series_id, s.entity, c.statistic, c.over_months, c.since_day,
           coalesce(c.at_day, a.published_on) AS day,
           least(day, coalesce(c.since_day, (day - to_months(coalesce(c.over_months, 0)))::DATE)) AS begins
    FROM claim_check c JOIN article a USING (article_id), LATERAL (
        VALUES ('tested', c.series_id, c.entity), ('plus', c.plus_series_id, c.plus_entity),
               ('than', c.than_series_id, c.than_entity)
    ) s(side, series_id, entity)
    WHERE s.series_id <> ''
), held AS (
    SELECT l.*, o.period_start, o.period_end, coalesce(o.value, o.low, o.high) AS found
    FROM line l JOIN latest o USING (series_id, entity)
)
"""
# Sizes within a year of those days, or of the row nearest to them; no row for a line that has none but zeros.
SIZES = f"""{LINES}
SELECT check_id, side, min(abs(found)), max(abs(found)), sum(abs(found)) FROM (
    SELECT *, greatest(period_end - day, begins - period_end, 0) AS away FROM held WHERE found <> 0
    QUALIFY away <= 366 + min(away) OVER (PARTITION BY check_id, side)
) GROUP BY ALL
"""
# The least and the greatest quotient that the line ever had over such a time.
QUOTIENTS = f"""{LINES}, paired AS (
    SELECT *, period_end - if(since_day IS NULL, to_months(over_months), to_days(day - since_day)) AS before
    FROM held
    WHERE statistic IN ('ratio', 'change_pct') AND (over_months > 0 OR since_day IS NOT NULL) AND found > 0
)
SELECT n.check_id, min(n.found / b.found), max(n.found / b.found)
FROM paired n ASOF JOIN paired b
  ON (n.check_id, n.side) = (b.check_id, b.side) AND n.before >= b.period_end
GROUP BY n.check_id
"""
ENTITIES = "SELECT series_id, count(DISTINCT entity) FROM latest GROUP BY series_id"


@dataclass(frozen=True)
class Magnitude:
    """What of a series a check's limits are held against: `least` to `most` in their own unit, as `words` say.

    Limits are plausible between `lowest` and `highest`, which are not.
    """

    least: float
    most: float
    lowest: float
    highest: float
    words: str


Sizes = dict[str, tuple[float, float, float]]


def misplaced(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> dict[str, list[str]]:
    """{article: its limits of another magnitude than their series, each with file, line and remedy}.

    `db` holds the catalogue and its observations.
    """
    sizes: dict[str, Sizes] = {}
    for name, side, *row in db.execute(SIZES).fetchall():
        sizes.setdefault(name, {})[side] = tuple(row)
    quotients = {name: (least, most) for name, least, most in db.execute(QUOTIENTS).fetchall()}
    entities = dict(db.execute(ENTITIES).fetchall())
    series = {s.id: s for s in catalogue.series}
    found: dict[str, list[str]] = {}
    for article, excerpt, claim in catalogue.claims():
        for number, check in enumerate(claim.check, start=1):
            tested = series.get(check.series or check.than)
            if tested is None:
                continue
            name = f"{claim.id}/{number}"
            if check.statistic in RANKS:
                problems = no_place(article, claim, check, tested, entities.get(tested.id, 0))
            else:
                unit = measured_in(check, tested)
                stated = [one.stated for one in excerpt.claim if one.stated and one.unit == unit]
                held = _over_time(check, *quotients[name]) if name in quotients else _around(check, sizes.get(name, {}))
                problems = far_off(check, tested, held, sizes.get(name, {}), stated)
            for key, problem in problems:
                said = f"claim {claim.id}, check {number}, {key}: {problem}"
                found.setdefault(article.id, []).append(located(said, catalogue.places))
    return found


def no_place(article: Article, claim: Claim, check: Check, series: Series, entities: int) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) of the limits of a rank that are no place in its order."""
    day = claim.resolves_on or (check.at if isinstance(check.at, dt.date) else article.published_on)
    if check.among:
        last = entities if check.among == "all" else len({*check.among, check.entity})
    elif series.frequency in PERIOD:
        days = (day - check.since).days if check.since else 31 * (check.over_months or 0)
        last = days // PERIOD[series.frequency] + 1
    else:
        last = 0  # irregular: as many as there will be
    for key, limit in limits(check):
        if limit < 1 or (last and limit > last):
            order = f"from 1 to {last:,}" if last else "from 1 on"
            yield key, f"{limit:,.10g} is no place in this order of series {series.id}, which go {order}: mend it"


def far_off(
    check: Check, series: Series, held: Magnitude | None, sizes: Sizes, stated: list[float]
) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) of the limits far from what the series holds, or a power of ten from what is stated."""
    unit = {Statistic.CHANGE_PCT: "per cent", Statistic.RATIO: "times"}.get(check.statistic, series.unit)
    remedy = f"give it in {unit}, or in stated and unit what the claim says in so many words"
    for key, limit in limits(check):
        if not limit or any(1 / NEAR <= _beside(check, limit / each) <= NEAR for each in stated):
            continue
        if check.statistic == Statistic.CHANGE_PCT and limit <= -100:
            # As a lower limit all there is leaves nothing out, so it says nothing wrong.
            if limit < -100 or key not in ("low", "above"):
                yield key, f"{limit:,.10g} per cent is a fall by all there is, or by more: mend it"
            continue
        size = limit if check.statistic == Statistic.CHANGE_PCT else abs(limit)
        if held and not held.lowest < size < held.highest:
            yield key, f"{limit:,.10g} is of another magnitude than series {series.id}, which {held.words}: {remedy}"
        elif limit < 0 and _never_below_zero(check, series):
            yield key, f"{limit:,.10g} lies below zero, and nothing of series {series.id} can: mend the sign"
        elif _slipped(check, limit, stated) and not (held and held.least <= size <= held.most):
            has = f"; series {series.id} {held.words}" if held else ""
            yield key, f"{limit:,.10g} lies a zero or a decimal point from what is stated{has}: mend it"
    than = sizes.get("than")
    if check.figure and than and not than[0] / FAR_COMPARED < abs(check.figure) < FAR_COMPARED * than[1]:
        words = f"which holds {than[0]:,.10g} to {than[1]:,.10g} around that day"
        yield "figure", f"{check.figure:,.10g} is of another magnitude than series {series.id}, {words}: {remedy}"


def _beside(check: Check, quotient: float) -> float:
    """A limit over what is stated; a change may be told without its sign."""
    return abs(quotient) if check.statistic in CHANGES else quotient


def _never_below_zero(check: Check, series: Series) -> bool:
    """Whether what a check looks at is zero or more, as its series expects."""
    of_values = check.statistic not in CHANGES and (not check.than or check.statistic == Statistic.RATIO)
    return of_values and series.expect.low >= 0


def _slipped(check: Check, limit: float, stated: list[float]) -> bool:
    """Whether a limit is about ten times, or a tenth of, or further powers of ten from a number that is stated."""
    if check.statistic == Statistic.CHANGE or check.than:
        return False
    powers = [math.log10(abs(limit / each)) for each in stated]
    return any(round(power) != 0 and abs(power - round(power)) <= AROUND for power in powers)


def _over_time(check: Check, least: float, most: float) -> Magnitude:
    """The quotients that a line has had over the time that a check asks about, or the changes in per cent."""
    lowest, highest = least / FAR_OVER_TIME, most * FAR_OVER_TIME
    if check.statistic == Statistic.CHANGE_PCT:
        least, most, lowest, highest = (100 * (each - 1) for each in (least, most, lowest, highest))
        words = f"changed by {least:,.3g} to {most:,.3g} per cent over such a time, as far as is held"
    else:
        words = f"grew {least:,.3g} to {most:,.3g} times over such a time, as far as is held"
    return Magnitude(least, most, lowest, highest, words)


def _around(check: Check, sizes: Sizes) -> Magnitude | None:
    """What the lines of a check hold around its day; None where they hold nothing, or nothing over such a time."""
    tested, plus, than = (sizes.get(side, (0.0, 0.0, 0.0)) for side in ("tested", "plus", "than"))
    if check.figure is not None:
        tested = (abs(check.figure),) * 3
    least, most = tested[0] + plus[0], tested[1] + plus[1]
    if check.statistic == Statistic.CHANGE_PCT or not most or (check.than and not than[1]):
        return None
    if check.statistic == Statistic.RATIO:
        if not check.than:
            return None
        ends = least / than[1], most / than[0]
        words = f"is {ends[0]:,.3g} to {ends[1]:,.3g} times the other around that day"
        return Magnitude(*ends, ends[0] / FAR, ends[1] * FAR, words)
    words = f"holds {least:,.10g} to {most:,.10g} around that day"
    if check.statistic == Statistic.SUM:
        most = tested[2] + plus[2]
    # A change, or a difference, may be as small as it likes.
    if check.statistic == Statistic.CHANGE or check.than:
        return Magnitude(0.0, most, 0.0, FAR * max(most, than[1]), words)
    return Magnitude(least, most, least / FAR, FAR * most, words)


def limits(check: Check) -> Iterator[tuple[str, float]]:
    """A check's limits that are given, by their keys."""
    return ((key, getattr(check, key)) for key in ("low", "above", "high", "below") if getattr(check, key) is not None)
