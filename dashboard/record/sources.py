"""What a build holds of sources."""

import datetime as dt
from dataclasses import dataclass

from dashboard.record.build import Build, kept, records
from etl import states
from etl.states import Holding
from etl.vocabulary import Share, Side, SourceKind


@kept(1)
def source_holdings(build: Build) -> list[Holding]:
    """What is held of each source, from which its state is told."""
    with build.cursor() as db:
        return states.holdings(db)


@dataclass(frozen=True)
class SourceRecord:
    """A source, how far it reaches, and what it feeds: titles of `series`, ids of `charts`.

    `origin`: the source it derives from at the root, or itself; `derives_from`: that one's publisher, or empty.
    `newest`, `learned`: None where nothing is held. `proven`: its answer was recorded once.
    """

    source_id: str
    publisher: str
    kind: SourceKind
    side: Side
    origin: str
    derives_from: str
    landing_url: str
    licence: str
    licence_url: str
    terms_read: bool
    share: Share
    proven: bool
    kept: bool
    expected_every_days: int | None
    note: str
    newest: dt.date | None
    learned: dt.date | None
    series: list[str]
    charts: list[str]


@kept(1)
def source_records(build: Build) -> list[SourceRecord]:
    """Every source with what it feeds, in their declared order."""
    return records(
        build,
        SourceRecord,
        """SELECT o.*, coalesce(r.publisher, '') AS derives_from, max(l.period_end) AS newest,
                  max(l.vintage)::DATE AS learned,
                  coalesce(list(DISTINCT s.title ORDER BY s.title) FILTER (s.title IS NOT NULL), []) AS series,
                  coalesce(list(DISTINCT c.chart_id ORDER BY c.chart_id) FILTER (c.chart_id IS NOT NULL), []) AS charts
           FROM source o LEFT JOIN series s USING (source_id) LEFT JOIN latest l USING (series_id)
           LEFT JOIN chart_series c USING (series_id)
           LEFT JOIN source r ON r.source_id = o.origin AND o.origin <> o.source_id
           GROUP BY ALL ORDER BY o.ordinal""",
    )
