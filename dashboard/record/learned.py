"""When what is held of series was learned, and what of it was revised since, up to a day or until now."""

import datetime as dt
from dataclasses import dataclass

from dashboard.record.build import Build, end_of, kept, records
from dashboard.record.revised.revisions import (
    LARGEST,
    MOST_OF_EACH,
    NAMED,
    TOGETHER,
    Batch,
    ChangedValue,
    batches,
    revision,
)

# So many moments of revisions are told, and so many values of a series at each.
MOMENTS, MOST = 6, 5
HELD = """
SELECT series_id, min(period_start) AS first, max(period_end) AS last,
       count(DISTINCT (entity, period_start, period_end)) AS periods,
       min(vintage)::DATE AS first_learned, max(vintage)::DATE AS last_learned,
       count(DISTINCT vintage::DATE) AS vintages
FROM observation WHERE concat(series_id, ':', entity) IN (SELECT unnest($lines)) AND vintage <= $until
GROUP BY series_id
"""
REVISED = f"""
SELECT r.*, {NAMED}, count(*) OVER ({TOGETHER}) AS together, r.vintage AS moment
FROM revision r JOIN series s USING (series_id) LEFT JOIN entity e ON e.entity_id = r.entity
WHERE concat(r.series_id, ':', r.entity) IN (SELECT unnest($lines)) AND r.vintage <= $until
QUALIFY {MOST_OF_EACH} AND dense_rank() OVER (ORDER BY r.vintage DESC) <= $moments
ORDER BY moment DESC, {LARGEST}
"""


@dataclass(frozen=True)
class HeldSeries:
    """What is held of a series: its first and last day, how many `periods` of all its lines, and on how many days
    something of it was learned (`vintages`), the first and the last of them."""

    series_id: str
    first: dt.date
    last: dt.date
    periods: int
    first_learned: dt.date
    last_learned: dt.date
    vintages: int


@kept(64)
def held_series(build: Build, lines: tuple[str, ...], asof: dt.date | None = None) -> dict[str, HeldSeries]:
    """{series: what is held of it}, of these `lines` alone, each "series:entity", as learned by the end of a day."""
    return {row.series_id: row for row in records(build, HeldSeries, HELD, lines=list(lines), until=_until(asof))}


@kept(64)
def line_revisions(build: Build, lines: tuple[str, ...], asof: dt.date | None = None) -> tuple[Batch, ...]:
    """What was revised or withdrawn of these lines, each "series:entity", at the last MOMENTS at which any was."""
    until = _until(asof)
    rows = records(build, ChangedValue, REVISED, lines=list(lines), until=until, moments=MOMENTS, most=MOST)
    return batches(rows, revision)


def _until(asof: dt.date | None) -> dt.datetime:
    return end_of(asof) if asof else dt.datetime.max
