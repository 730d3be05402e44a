"""What a build holds about contested quantities. All SQL about them stands here."""

import datetime as dt
from dataclasses import dataclass

from dashboard.chart.contested import Axis, StatedRow, axes
from dashboard.record.build import Build, end_of, kept, records

# Each source's newest value by the day asked about.
STATED = """
SELECT s.series_id, s.title, s.label, s.unit, s.frequency, s.measures, s.counts, s.varies_by, q.max_age_days,
       p.who, p.kind, p.side, p.origin, p.repeats, p.party, k.entity, coalesce(e.name, '') AS entity_name,
       k.period_start, k.period_end, k.vintage, k.value, k.low, k.high, k.status, k.url, {basis} AS basis,
       s.known_after_days, recorded_here(s.source_id, k.vintage) AS recorded
FROM quantity_series q
JOIN series s USING (series_id)
JOIN {rows} k ON k.series_id = q.series_id AND q.entity IN ('', k.entity)
JOIN speaker p ON p.series_id = q.series_id AND (p.entity IS NULL OR p.entity = k.entity)
LEFT JOIN entity e ON e.entity_id = k.entity
WHERE q.quantity_id = $quantity AND k.period_end <= coalesce($day::DATE, k.period_end)
QUALIFY row_number() OVER (PARTITION BY k.series_id, k.entity ORDER BY k.period_end DESC, k.vintage DESC) = 1
ORDER BY q.ordinal, p.who, k.entity
"""

# A claim bears on a quantity where one of its checks reads a series of it.
BEARING = """
SELECT DISTINCT c.claim_id, q.quantity_id, y.title, y.ordinal
FROM claim_check c
JOIN quantity_series q
  ON (q.series_id = c.series_id AND q.entity IN ('', c.entity))
  OR (q.series_id = c.plus_series_id AND q.entity IN ('', c.plus_entity))
  OR (q.series_id = c.than_series_id AND q.entity IN ('', c.than_entity))
JOIN quantity y USING (quantity_id)
ORDER BY c.claim_id, y.ordinal
"""


@dataclass(frozen=True)
class QuantityRecord:
    """A contested quantity, and why its sources part."""

    id: str
    title: str
    about: str


@kept(1)
def quantities(build: Build) -> dict[str, QuantityRecord]:
    """All quantities by id, in their declared order."""
    found = records(build, QuantityRecord, "SELECT quantity_id AS id, title, about FROM quantity ORDER BY ordinal")
    return {each.id: each for each in found}


@kept(64)
def statements(
    build: Build, quantity: str, day: dt.date | None = None, asof: dt.date | None = None
) -> tuple[Axis, ...]:
    """What the sources of a quantity state about `day`, None for their newest, as known on `asof`, or now."""
    if asof is None:
        rows = records(build, StatedRow, STATED.format(rows="latest", basis="''"), quantity=quantity, day=day)
    else:
        sql = STATED.format(rows="known_at($t::TIMESTAMP)", basis="k.basis")
        rows = records(build, StatedRow, sql, quantity=quantity, day=day, t=end_of(asof))
    return axes(rows, day)


@kept(1)
def _bearing(build: Build) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    with build.cursor() as db:
        for claim, quantity, *_ in db.execute(BEARING).fetchall():
            found[claim] = (*found.get(claim, ()), quantity)
    return found


def bearing(build: Build, claim_id: str) -> tuple[str, ...]:
    """The ids of the quantities that a claim is about."""
    return _bearing(build).get(claim_id, ())


def source_count(build: Build, quantity: str, asof: dt.date | None = None) -> int:
    """How many sources state a quantity, by `asof` or now."""
    return len(
        {each.who for axis in statements(build, quantity, None, asof) for group in axis.groups for each in group.stated}
    )
