"""What the checks of an article's claims found, as verdict.sql and found.sql tell it."""

import datetime as dt
from dataclasses import dataclass

from dashboard.record.build import Build, records
from etl.vocabulary import Basis, CheckKind, CheckOutcome, KnownBasis, Statistic

# What is told of an event or of a series where a check has none is empty.
FINDINGS = """
SELECT r.*, c.figure, c.over_months, c.since_day, c.than_series_id, c.than_entity, c.at_day,
       c.plus_series_id, c.plus_entity, c.among, c.strict_low, c.strict_high,
       CASE WHEN r.statistic = 'change_pct' THEN 'percent'
            WHEN r.statistic = 'ratio' AND c.than_series_id = '' THEN 'times'
            WHEN r.statistic IN ('rank_greatest', 'rank_least') THEN 'rank'
            WHEN r.statistic = 'change' AND s.unit IN ('percent', 'percent_of_gdp') THEN 'points'
            ELSE coalesce(s.unit, '') END AS unit, coalesce(s.unit, '') AS level_unit,
       coalesce(s.frequency, '') AS frequency, coalesce(s.counts_words, '') AS counts_words, coalesce(p.who, '') AS who,
       coalesce(e.title, '') AS event_title, coalesce(e.url, '') AS event_url,
       coalesce(e.source_name, '') AS event_source, coalesce(e.verified, '') AS event_verified,
       coalesce(e2.title, '') AS then_title, coalesce(e2.url, '') AS then_url,
       coalesce(e2.source_name, '') AS then_source, coalesce(e2.verified, '') AS then_verified
FROM check_result r
JOIN claim_check c USING (check_id)
LEFT JOIN series s ON s.series_id = coalesce(nullif(c.series_id, ''), nullif(c.than_series_id, ''))
LEFT JOIN speaker p
    ON p.series_id = s.series_id AND (p.entity IS NULL OR p.entity = if(c.series_id <> '', c.entity, c.than_entity))
LEFT JOIN event e ON e.event_id = c.event_id
LEFT JOIN event e2 ON e2.event_id = c.then_event_id
WHERE r.article_id = $article AND r.shift_days = 0
ORDER BY r.claim_id, r.ordinal
"""

NEWEST = """
SELECT c.claim_id, c.ordinal, l.period_start, l.period_end, s.unit, s.frequency,
       if(p.series_id IS NULL, l.value, added(l.value, p.value)) AS value,
       if(p.series_id IS NULL, l.low, added(coalesce(l.low, l.value), coalesce(p.low, p.value))) AS low,
       if(p.series_id IS NULL, l.high, added(coalesce(l.high, l.value), coalesce(p.high, p.value))) AS high
FROM claim_check c JOIN series s USING (series_id)
JOIN {rows} l ON l.series_id = c.series_id AND l.entity = c.entity
LEFT JOIN {rows} p ON p.series_id = c.plus_series_id AND p.entity = c.plus_entity
                  AND (p.period_start, p.period_end) = (l.period_start, l.period_end)
WHERE c.article_id = $article AND (c.plus_series_id = '' OR p.series_id IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY c.check_id ORDER BY l.period_end DESC) = 1
"""


@dataclass(frozen=True)
class Finding:
    """What one check found at one moment, what it asked, and how that came out: columns of check_result in verdict.sql.

    `lo` and `hi` are endless where a bound is not there. `unit`: of the value; `level_unit`: of the series. Whatever
    belongs to a series or an event that the check has not is None or empty.
    """

    check_id: str
    claim_id: str
    article_id: str
    basis: Basis
    shift_days: int
    ordinal: int
    kind: CheckKind
    label: str
    reading: str
    counts: str
    counts_words: str
    decides: bool
    outcome: CheckOutcome
    trouble: str
    unverified: bool
    who: str
    origin: str
    party: str
    statistic: Statistic
    series_id: str | None
    entity: str | None
    unit: str
    level_unit: str
    frequency: str
    period_start: dt.date | None
    period_end: dt.date | None
    vintage: dt.datetime | None
    known_basis: KnownBasis | None
    recorded: bool
    value: float | None
    lo: float | None
    hi: float | None
    level: float | None
    level_lo: float | None
    level_hi: float | None
    base_value: float | None
    base_period_end: dt.date | None
    reached_on: dt.date | None
    window_from: dt.date | None
    than_series_id: str
    than_entity: str
    than_lo: float | None
    than_hi: float | None
    than_period_end: dt.date | None
    plus_series_id: str
    plus_entity: str
    among: list[str] | None
    figure: float | None
    limit_low: float | None
    limit_high: float | None
    strict_low: bool
    strict_high: bool
    over_months: int | None
    since_day: dt.date | None
    at_day: dt.date | None
    event_title: str
    event_url: str
    event_source: str
    event_verified: str
    event_day: dt.date | None
    then_title: str
    then_url: str
    then_source: str
    then_verified: str
    then_day: dt.date | None


@dataclass(frozen=True)
class NewestRow:
    """The newest row of what a check reads, with what is added to it; `ordinal`: of the check."""

    claim_id: str
    ordinal: int
    period_start: dt.date
    period_end: dt.date
    unit: str
    frequency: str
    value: float | None
    low: float | None
    high: float | None


def findings(build: Build, article_id: str, moment: dt.datetime | None = None) -> list[Finding]:
    """What all checks of an article found then and now, or as of a moment; by claim, in the order of its checks."""
    return records(build, Finding, FINDINGS, moment, article=article_id)


def newest_read(build: Build, article_id: str, moment: dt.datetime | None = None) -> list[NewestRow]:
    """The newest row of what each check of an article reads, or the newest that was known at a moment."""
    if moment is None:
        return records(build, NewestRow, NEWEST.format(rows="latest"), article=article_id)
    return records(build, NewestRow, NEWEST.format(rows="known_at($t)"), article=article_id, t=moment)
