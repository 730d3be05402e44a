"""Corrections of our own: values that changed since we read the same answer of a publisher differently."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from dashboard.chart.layers import UNSETTLED
from dashboard.record.build import Build, kept, records
from dashboard.record.revised import revisions
from dashboard.record.revised.revisions import (
    LARGEST,
    MOST_OF_EACH,
    NAMED,
    TOGETHER,
    WITHDRAWN,
    Batch,
    ChangedValue,
    Revision,
)
from dashboard.say import say_range
from etl.history import Run

# So many of one series are told each by itself.
MOST = 100

# Also what has another interval or status, which `revision` leaves out. What was not held before is no correction: a
# series that was declared later is read from old answers too.
CORRECTED = f"""
WITH told AS (
    SELECT series_id, entity, period_start, period_end, vintage, value, low, high, status, cause,
           lag(value) OVER history AS value_before, lag(low) OVER history AS low_before,
           lag(high) OVER history AS high_before, lag(status) OVER history AS status_before
    FROM observation
    SEMI JOIN (SELECT * FROM observation WHERE cause = 'ours') USING (series_id, entity, period_start, period_end)
    WINDOW history AS (PARTITION BY series_id, entity, period_start, period_end ORDER BY vintage)
)
SELECT r.*, {NAMED}, r.vintage AS moment, count(*) OVER ({TOGETHER}) AS together
FROM told r JOIN series s USING (series_id) LEFT JOIN entity e ON e.entity_id = r.entity
WHERE cause = 'ours' AND status_before IS NOT NULL
  AND (value, low, high, status) IS DISTINCT FROM (value_before, low_before, high_before, status_before)
QUALIFY {MOST_OF_EACH}
ORDER BY moment DESC, {LARGEST}
"""


@kept(1)
def correction_batches(build: Build) -> tuple[Batch, ...]:
    """Every correction that a build holds, newest first, of each series the largest MOST values."""
    return revisions.batches(records(build, ChangedValue, CORRECTED, most=MOST), _worded)


def made_by(correction: Batch, runs: Sequence[Run]) -> Run | None:
    """The refresh that made a correction, which it dates a second before its own news; None when it is not known."""
    return next((run for run in runs if run.at - correction.moment == dt.timedelta(seconds=1)), None)


def _worded(row: ChangedValue) -> Revision:
    before = _whole(row.value_before, row.low_before, row.high_before, row.status_before, row.unit)
    after = _whole(row.value, row.low, row.high, row.status, row.unit)
    return replace(revisions.revision(row), before=before, after=after)


def _whole(value: float | None, low: float | None, high: float | None, status: str, unit: str) -> str:
    """A value with its interval and, when it is not settled, its status, of which any may be what was corrected."""
    if status == WITHDRAWN:
        return WITHDRAWN
    bounded = value is not None and (low is not None or high is not None)
    words = revisions.value_words(value, low, high, unit) + (f" ({say_range(low, high, unit)})" if bounded else "")
    return f"{words}, {status}" if status in UNSETTLED else words
