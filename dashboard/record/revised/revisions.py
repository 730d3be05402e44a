"""What became known on which day, as a build holds it: values added, revised and withdrawn, by source and by day.

A day is that of the vintage: the day a refresh or a recording learned something, or the day its publisher put on it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dashboard.address.view import claim_url
from dashboard.record.build import Build, kept, records
from dashboard.say import MINUS, say, say_period, say_range
from etl.vocabulary import Cause, Frequency, Share, Status

# How something became known: by a refresh, by a recording that ships with the program, from a table kept
# by hand, or as its publisher dates it.
REFRESHED, RECORDED, KEPT, DATED = "refreshed", "recorded", "kept", "dated"
CAUSES = {Cause.PUBLISHER: "by the publisher", Cause.OURS: "by us, who read the same answer differently"}
WITHDRAWN = "withdrawn"
# So many values of one series are told each by itself.
MOST = 20
# A tenth is a revision that a reader would want to hear of.
LARGE = 0.1

# How every row differs from the one before it. Of what is neither new, revised nor withdrawn only interval or status
# changed. A refresh writes the second at which it ran; recordings and publishers name a day alone.
LEARNED = """
WITH told AS (
    SELECT series_id, vintage, value, status,
           row_number() OVER history AS nth, lag(value) OVER history AS value_before
    FROM observation
    WINDOW history AS (PARTITION BY series_id, entity, period_start, period_end ORDER BY vintage)
)
SELECT vintage AS moment, source_id, publisher,
       CASE WHEN vintage <> vintage::DATE OR list_contains($moments::TIMESTAMP[], vintage) THEN 'refreshed'
            WHEN EXISTS (SELECT 1 FROM recording r WHERE r.source_id = o.source_id AND r.learned = told.vintage)
            THEN 'recorded' WHEN o.kept THEN 'kept' ELSE 'dated' END AS way,
       count(*) FILTER (nth = 1) AS added,
       count(*) FILTER (nth > 1 AND status <> 'withdrawn' AND value IS DISTINCT FROM value_before) AS revised,
       count(*) FILTER (nth > 1 AND status = 'withdrawn') AS withdrawn,
       count(*) FILTER (nth > 1 AND status <> 'withdrawn' AND value IS NOT DISTINCT FROM value_before) AS restated
FROM told JOIN series USING (series_id) JOIN source o USING (source_id)
GROUP BY ALL ORDER BY moment DESC, any_value(o.ordinal)
"""

# What is said of a row `r` of series `s` and entity `e`: also the first chart that shows it, and the share it moved by.
# A value that was nought moved by more than any share; what has no number before or after comes last.
NAMED = """
s.title, s.unit, s.frequency, CASE WHEN s.varies_by = '' THEN '' ELSE coalesce(e.name, '') END AS who,
coalesce((SELECT c.chart_id FROM chart_series c JOIN chart USING (chart_id)
 WHERE c.series_id = r.series_id
   AND (s.varies_by IN ('', 'publisher')
        OR NOT EXISTS (SELECT 1 FROM chart_entity a WHERE a.chart_id = c.chart_id)
        OR r.entity IN (SELECT a.entity_id FROM chart_entity a WHERE a.chart_id = c.chart_id))
 ORDER BY chart.ordinal LIMIT 1), '') AS chart_id,
CASE WHEN value_before = 0 AND value IS NOT NULL THEN 'infinity'::DOUBLE
     ELSE abs(value - value_before) / abs(value_before) END AS share
"""
LARGEST = "share DESC NULLS LAST, s.ordinal, r.entity, r.period_end DESC, r.vintage DESC"
# What is told as one: a series may be recomputed with all of its history. Of each the largest $most are found.
TOGETHER = "PARTITION BY r.vintage, r.series_id, r.cause"
MOST_OF_EACH = f"row_number() OVER ({TOGETHER} ORDER BY {LARGEST}) <= $most"
REVISED = f"""
SELECT r.*, {NAMED}, count(*) OVER ({TOGETHER}) AS together
FROM revision r JOIN series s USING (series_id) LEFT JOIN entity e ON e.entity_id = r.entity
WHERE r.vintage::DATE = $day AND (r.status = 'withdrawn') = $gone
QUALIFY {MOST_OF_EACH}
ORDER BY {LARGEST}
"""
LARGE_ONES = f"""
SELECT r.*, {NAMED}, count(*) OVER ({TOGETHER}) AS together,
       max(r.vintage) OVER (PARTITION BY r.vintage::DATE) AS moment
FROM revision r JOIN series s USING (series_id) LEFT JOIN entity e ON e.entity_id = r.entity
WHERE r.status <> 'withdrawn' AND r.cause = 'publisher' AND share >= $least
QUALIFY {MOST_OF_EACH}
ORDER BY moment DESC, {LARGEST}
"""
# Of lines, each a series or, with a colon, one of its entities; of each day and line what is newest or largest.
ASKED = "CASE WHEN r.series_id IN $lines THEN r.series_id ELSE concat(r.series_id, ':', r.entity) END"
SHARING = "(SELECT o.share FROM source o WHERE o.source_id = s.source_id)"
FIRST = f"""
WITH first AS (
    SELECT series_id, entity, period_start, period_end, vintage, value, low, high, status FROM observation
    WHERE series_id IN $lines OR concat(series_id, ':', entity) IN $lines
    QUALIFY row_number() OVER (PARTITION BY series_id, entity, period_start, period_end ORDER BY vintage) = 1
)
SELECT r.*, s.title, s.unit, s.frequency, CASE WHEN s.varies_by = '' THEN '' ELSE coalesce(e.name, '') END AS who,
       r.series_id || if(s.varies_by IN ('', 'publisher'), '', ':' || r.entity) AS line,
       {SHARING} AS sharing, {ASKED} AS asked, max(r.vintage) OVER together AS moment,
       count(*) OVER together AS together
FROM first r JOIN series s USING (series_id) LEFT JOIN entity e ON e.entity_id = r.entity
WHERE r.status <> 'withdrawn'
WINDOW together AS (PARTITION BY {ASKED}, r.vintage::DATE)
QUALIFY row_number() OVER (PARTITION BY {ASKED}, r.vintage::DATE ORDER BY r.period_end DESC, r.entity) = 1
ORDER BY moment DESC, s.ordinal LIMIT $most
"""
CHANGED = f"""
SELECT r.*, {NAMED}, {SHARING} AS sharing, {ASKED} AS asked, count(*) OVER together AS together,
       max(r.vintage) OVER together AS moment
FROM revision r JOIN series s USING (series_id) LEFT JOIN entity e ON e.entity_id = r.entity
WHERE r.series_id IN $lines OR concat(r.series_id, ':', r.entity) IN $lines
WINDOW together AS (PARTITION BY {ASKED}, r.cause, r.status = 'withdrawn', r.vintage::DATE)
QUALIFY row_number() OVER (
    PARTITION BY {ASKED}, r.cause, r.status = 'withdrawn', r.vintage::DATE ORDER BY {LARGEST}) = 1
ORDER BY moment DESC, {LARGEST} LIMIT $most
"""


@dataclass(frozen=True)
class FirstValue:
    """The newest of `together` values that became known on one day, at `moment`, of a line as it was `asked` for.

    `line`: whose it is, as an address of a chart names it. `who` may be empty.
    """

    asked: str
    line: str
    title: str
    who: str
    unit: str
    frequency: Frequency
    period_start: dt.date
    period_end: dt.date
    value: float | None
    low: float | None
    high: float | None
    moment: dt.datetime
    together: int
    sharing: Share


@dataclass(frozen=True)
class LearnedValues:
    """What became known of one source at one moment. `restated`: its interval or status alone changed."""

    moment: dt.datetime
    source_id: str
    publisher: str
    way: str
    added: int
    revised: int
    withdrawn: int
    restated: int


@dataclass(frozen=True)
class ChangedValue:
    """A row of a query with NAMED: a value before and after. `together`: how many of its series changed with it.

    `who` and `chart_id` may be empty. `moment`: that of its batch, `asked`: the line that was asked for, where the
    query tells one.
    """

    series_id: str
    title: str
    who: str
    chart_id: str
    unit: str
    frequency: Frequency
    period_start: dt.date
    period_end: dt.date
    vintage: dt.datetime
    value: float | None
    low: float | None
    high: float | None
    status: Status
    value_before: float | None
    low_before: float | None
    high_before: float | None
    cause: Cause
    together: int
    status_before: str = ""
    moment: dt.datetime | None = None
    asked: str = ""
    sharing: Share = Share.OPEN


@dataclass(frozen=True)
class Revision:
    """One value that changed, in words. `change`: signed, in per cent; empty where there is none.

    `chart`: the id of one that shows it, or empty. `every`: of how many values of its series that changed together it
    is the largest change; `others`: the next largest of them.
    """

    title: str
    who: str
    period: str
    before: str
    after: str
    change: str
    cause: str
    chart: str
    every: int = 1
    others: tuple["Revision", ...] = ()


@dataclass(frozen=True)
class Batch:
    """What changed at one moment: of each series its largest change, the largest of all first."""

    moment: dt.datetime
    rows: tuple[Revision, ...]

    @property
    def every(self) -> int:
        """How many values changed."""
        return sum(row.every for row in self.rows)


@kept(8)
def revisions_by_day(build: Build, moments: tuple[dt.datetime, ...] = ()) -> dict[dt.date, tuple[LearnedValues, ...]]:
    """What became known on each day, newest day first, sources in their declared order.

    `moments`: when refreshes ran, for one that ran in the first second of a day.
    """
    found = records(build, LearnedValues, LEARNED, moments=list(moments))
    return {day: tuple(rows) for day, rows in groupby(found, key=lambda one: one.moment.date())}


@kept(64)
def revisions(build: Build, day: dt.date, gone: bool = False) -> tuple[Revision, ...]:
    """What was revised on a day, one for each series and refresh, the largest first; with `gone` what was withdrawn."""
    return largest_of_each(records(build, ChangedValue, REVISED, day=day, gone=gone, most=MOST), revision)


@kept(1)
def large(build: Build) -> tuple[Batch, ...]:
    """What publishers revised by LARGE or more, day by day, newest first. A moment is the last of its day."""
    return batches(records(build, ChangedValue, LARGE_ONES, least=LARGE, most=1), revision)


def first_values(build: Build, lines: Sequence[str], most: int) -> list[FirstValue]:
    """What became known of lines, of each day and line the newest value, the `most` newest days first."""
    return records(build, FirstValue, FIRST, lines=list(lines), most=most)


def changed_values(build: Build, lines: Sequence[str], most: int) -> list[ChangedValue]:
    """What was revised, corrected or withdrawn of lines, of each day and line the largest change, newest first."""
    return records(build, ChangedValue, CHANGED, lines=list(lines), most=most)


def batches(rows: Sequence[ChangedValue], worded: Callable[[ChangedValue], Revision]) -> tuple[Batch, ...]:
    """Rows of a query with NAMED, `moment` and `together`, which are in the order of their moments."""
    grouped = groupby(rows, key=lambda row: row.moment or row.vintage)
    return tuple(Batch(moment, largest_of_each(list(found), worded)) for moment, found in grouped)


def largest_of_each(rows: Sequence[ChangedValue], worded: Callable[[ChangedValue], Revision]) -> tuple[Revision, ...]:
    """One for each series and moment, of rows that have the largest change first."""
    grouped: dict[tuple[dt.datetime, str, str], list[ChangedValue]] = {}
    for row in rows:
        grouped.setdefault((row.vintage, row.series_id, row.cause), []).append(row)
    return tuple(
        replace(worded(found[0]), every=found[0].together, others=tuple(map(worded, found[1:])))
        for found in grouped.values()
    )


@kept(1)
def claims(build: Build) -> dict[str, tuple[str, str]]:
    """{claim: statement and the link to its card}."""
    with build.cursor() as db:
        rows = db.execute("SELECT claim_id, statement, article_id, excerpt_id FROM claim").fetchall()
    return {claim: (statement, claim_url(article, excerpt)) for claim, statement, article, excerpt in rows}


def revision(row: ChangedValue) -> Revision:
    """A row of a query with NAMED in words."""
    return Revision(
        title=row.title,
        who=row.who,
        period=say_period(row.period_start, row.period_end, row.frequency),
        before=value_words(row.value_before, row.low_before, row.high_before, row.unit),
        after=WITHDRAWN if row.status == WITHDRAWN else value_words(row.value, row.low, row.high, row.unit),
        change=_change(row.value_before, row.value),
        cause=CAUSES[row.cause],
        chart=row.chart_id,
    )


def value_words(value: float | None, low: float | None, high: float | None, unit: str) -> str:
    """A value, or the bounds that stand in its place: "at least 15,000"."""
    return say_range(low, high, unit) if value is None else say(value, unit)


def _change(before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return ""
    if before == 0:
        return "from nought"
    change = 100 * (after - before) / abs(before)
    return f"{'+' if change > 0 else MINUS}{say(abs(change), 'percent')}"
