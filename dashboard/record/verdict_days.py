"""When a verdict became what it is: the first day since publication at whose end it was so, and stayed so."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.record.build import Build, end_of, kept, records
from dashboard.record.claims import ClaimRecord, Verdict

# The days on which what a claim's checks may use became known: a superset of those that can move its verdict. From when
# a row counts the build says (known_since); no earlier than its period's end; an event from its day; and of a forecast
# everything once the data reach its day, or that day and the series' usual lag are over (check_due).
DAYS = """
WITH learned AS (
    SELECT DISTINCT o.series_id, o.entity, o.period_end, l.resolves_on, coalesce(d.at_day, a.published_on) AS until,
           o.first_vintage::DATE AS first_day, greatest(o.vintage::DATE, o.period_end) AS vintage_day, o.hindsight_from
    FROM claim l JOIN article a USING (article_id)
    JOIN claim_check c USING (claim_id) JOIN check_side d USING (check_id)
    JOIN known_since o ON o.series_id = d.series_id AND (len(d.entities) = 0 OR list_contains(d.entities, o.entity))
    WHERE l.claim_id = $claim
),
day AS (
    SELECT first_day AS day FROM learned
    UNION SELECT vintage_day FROM learned WHERE period_end <= until
    UNION SELECT hindsight_from FROM learned WHERE period_end <= until AND hindsight_from < first_day
    UNION SELECT unnest([min(vintage_day), min(hindsight_from)])
          FROM learned WHERE period_end >= resolves_on GROUP BY series_id, entity
    UNION SELECT l.resolves_on + s.known_after_days + 1 FROM learned l JOIN series s USING (series_id)
    UNION SELECT resolves_on + 1 FROM claim WHERE claim_id = $claim
    UNION SELECT e.day FROM claim_check c JOIN event e ON e.event_id IN (c.event_id, c.then_event_id)
          WHERE c.claim_id = $claim
)
SELECT DISTINCT day::DATE AS day
FROM day, claim l JOIN article a USING (article_id)
WHERE l.claim_id = $claim AND day > a.published_on AND day >= coalesce(l.resolves_on, day) AND day <= $until
ORDER BY day
"""

JUDGED = "SELECT verdict, reason FROM claim_verdict WHERE claim_id = $claim AND basis = 'asof'"


@dataclass(frozen=True)
class Change:
    """The day of a verdict's last change. `reason_alone`: the verdict is the same, for another reason."""

    day: dt.date
    reason_alone: bool


def since(days: Sequence[dt.date], as_now: Callable[[dt.date], bool]) -> dt.date | None:
    """The first of `days` from which on each one is `as_now`; None when the last one is not. `days`: ascending.

    Asked from the newest back, so no more often than the answer needs; what was found once may have changed twice.
    """
    first = None
    for day in reversed(days):
        if not as_now(day):
            return first
        first = day
    return first


@kept(512)
def changed(build: Build, claim: ClaimRecord) -> Change | None:
    """When a claim's verdict last changed since its article appeared; None where it is that of then.

    Raises ValueError for a verdict that no day explains.
    """
    if claim.then == claim.now:
        return None
    alone = claim.then.verdict == claim.now.verdict

    def as_now(day: dt.date) -> bool:
        found = verdict_on(build, claim.id, day)
        return found == claim.now if alone else found.verdict == claim.now.verdict

    day = since(days_of_change(build, claim), as_now)
    if day is None:
        raise ValueError(f"claim {claim.id}: nothing was learned on the day on which its verdict changed")
    return Change(day, alone)


def days_of_change(build: Build, claim: ClaimRecord) -> tuple[dt.date, ...]:
    """The days since publication on which the claim's verdict may have moved, up to what stands for now."""
    with build.cursor() as db:
        ((now,),) = db.execute("SELECT max(t)::DATE FROM moment WHERE basis = 'now'").fetchall()
        return tuple(day for (day,) in db.execute(DAYS, {"claim": claim.id, "until": claim.asof or now}).fetchall())


@kept(4096)
def verdict_on(build: Build, claim_id: str, day: dt.date) -> Verdict:
    """The claim's verdict as of the end of a day."""
    (verdict,) = records(build, Verdict, JUDGED, end_of(day), claim=claim_id)
    return verdict
