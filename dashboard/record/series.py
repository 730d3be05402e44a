"""What a build holds of series: their observations, and how far they reach.

Frames are shared between sessions: read them, never change them.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from dashboard.record.build import Build, end_of, kept, records
from etl.vocabulary import Frequency, Measure, Share, Side, SourceKind

ROWS = """
SELECT k.series_id, k.entity, k.period_start, k.period_end, k.vintage, k.value, k.low, k.high, k.status, k.note, k.url,
       k.basis, k.recorded
FROM {rows} k
"""
OF_CHART = f"""
{ROWS}JOIN chart_series c USING (series_id)
JOIN series s USING (series_id)
WHERE c.chart_id = $chart
  AND (s.varies_by IN ('', 'publisher')
       OR NOT EXISTS (SELECT 1 FROM chart_entity e WHERE e.chart_id = $chart)
       OR k.entity IN (SELECT entity_id FROM chart_entity e WHERE e.chart_id = $chart))
ORDER BY c.ordinal, k.entity, k.period_end, k.vintage
"""


@kept(256)
def observations(build: Build, chart_id: str, asof: dt.date | None = None) -> pd.DataFrame:
    """What a chart may draw: the newest vintages, or the record as it stood at the end of the day `asof`.

    Columns series_id, entity, period_start, period_end, vintage, value, low, high, status, note, url, basis, recorded;
    days are datetime64.
    """
    rows, at = record_at(asof)
    with build.looking(at.get("t")) as db:
        return db.execute(OF_CHART.format(rows=rows), {"chart": chart_id} | at).df()


OF_SERIES = f"""
{ROWS}WHERE k.series_id IN $wanted OR concat(k.series_id, ':', k.entity) IN $wanted
ORDER BY k.series_id, k.entity, k.period_end, k.vintage
"""


@kept(64)
def series_observations(build: Build, wanted: tuple[str, ...], asof: dt.date | None = None) -> pd.DataFrame:
    """The same of any series, whole as "key_rate" or of one entity as "equipment_claimed:tank"."""
    rows, at = record_at(asof)
    with build.looking(at.get("t")) as db:
        return db.execute(OF_SERIES.format(rows=rows), {"wanted": list(wanted)} | at).df()


def record_at(asof: dt.date | None) -> tuple[str, dict[str, dt.datetime]]:
    """What stands in SQL for the newest vintages, or for the record at the end of a day, with its parameters."""
    if asof is None:
        return "(SELECT *, '' AS basis, false AS recorded FROM latest)", {}
    return "known_at($t::TIMESTAMP)", {"t": end_of(asof)}


@kept(256)
def newest_values(build: Build, series_id: str, entity: str, asof: dt.date | None = None) -> pd.DataFrame:
    """One line of the newest vintages, or as it stood on a day. Columns period_end, value, low, high, vintage, status,
    basis, recorded."""
    rows, at = record_at(asof)
    with build.looking(at.get("t")) as db:
        frame = db.execute(
            f"""SELECT period_end, value, low, high, vintage, status, basis, recorded FROM {rows}
                WHERE series_id = $series AND entity = $entity AND value IS NOT NULL ORDER BY period_end""",
            {"series": series_id, "entity": entity} | at,
        ).df()
    frame["period_end"] = pd.to_datetime(frame["period_end"]).dt.date
    return frame


def series_ids(build: Build) -> tuple[str, ...]:
    """The ids of all series, in their declared order."""
    with build.cursor() as db:
        return tuple(name for (name,) in db.execute("SELECT series_id FROM series ORDER BY ordinal").fetchall())


@dataclass(frozen=True)
class SeriesReach:
    """How far a series reaches, with what its source says of itself.

    `newest`, `learned`: the last day of its newest period, and the day on which that was learned; None where nothing is
    held. `basis`: "then", "hindsight", or empty for the newest. `recorded`: here on the day learned, not told by its
    publisher then. `derives_from`: whose figures it repeats, or empty. `party`: in words, of who counts losses.
    """

    series_id: str
    title: str
    label: str
    unit: str
    frequency: Frequency
    measures: Measure
    counts: str
    counts_words: str
    caveats: list[str]
    definition: str
    derived: str
    interval_words: str
    varies_by: str
    steps: bool
    ended_on: dt.date | None
    known_after_days: int
    source_id: str
    publisher: str
    kept: bool
    kind: SourceKind
    side: Side
    landing_url: str
    share: Share
    licence: str
    expected_every_days: int | None
    derives_from: str
    party: str
    newest: dt.date | None
    learned: dt.date | None
    basis: str
    recorded: bool
    issues: list[str]


@kept(256)
def series_reach(build: Build, series_ids: tuple[str, ...], asof: dt.date | None = None) -> list[SeriesReach]:
    """How far series reach, or reached in the record as it stood on a day: one each, in the order given."""
    rows, at = record_at(asof)
    return records(
        build,
        SeriesReach,
        f"""SELECT s.series_id, s.title, s.label, s.unit, s.frequency, s.measures, s.counts, s.counts_words,
                  coalesce(s.caveats, []) AS caveats, s.definition, s.derived, s.interval_words, s.varies_by, s.steps,
                  s.ended_on,
                  s.known_after_days, o.source_id, o.publisher, o.kept, o.kind, o.side,
                  o.landing_url, o.share, o.licence, o.expected_every_days, coalesce(p.repeats, '') AS derives_from,
                  coalesce(p.party, '') AS party,
                  max(l.period_end) AS newest, max(l.vintage)::DATE AS learned,
                  coalesce(any_value(l.basis), '') AS basis,
                  coalesce(arg_max(l.recorded, l.vintage), false) AS recorded,
                  coalesce(list(DISTINCT i.message) FILTER (i.message IS NOT NULL), []) AS issues
           FROM (SELECT unnest($ids) AS series_id, generate_subscripts($ids, 1) AS place) asked
           JOIN series s USING (series_id) JOIN source o USING (source_id)
           LEFT JOIN speaker p ON p.series_id = s.series_id AND p.entity IS NULL
           LEFT JOIN {rows} l USING (series_id) LEFT JOIN issue i USING (series_id)
           GROUP BY ALL ORDER BY any_value(place)""",
        ids=list(series_ids),
        **at,
    )
