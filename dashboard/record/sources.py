"""What a build holds of sources."""

from typing import Any

from dashboard.record.build import Build, ask, kept
from etl import states
from etl.states import Holding


@kept(1)
def holdings(build: Build) -> list[Holding]:
    """What is held of each source, from which its state is told."""
    with build.cursor() as db:
        return states.holdings(db)


@kept(1)
def source_records(build: Build) -> list[dict[str, Any]]:
    """Every source with what it feeds: columns of table source plus derives_from, newest, learned, series, charts."""
    return ask(
        build,
        """SELECT o.*, r.publisher AS derives_from, max(l.period_end) AS newest, max(l.vintage)::DATE AS learned,
                  list(DISTINCT s.title ORDER BY s.title) FILTER (s.title IS NOT NULL) AS series,
                  list(DISTINCT c.chart_id ORDER BY c.chart_id) FILTER (c.chart_id IS NOT NULL) AS charts
           FROM source o LEFT JOIN series s USING (source_id) LEFT JOIN latest l USING (series_id)
           LEFT JOIN chart_series c USING (series_id)
           LEFT JOIN source r ON r.source_id = o.origin AND o.origin <> o.source_id
           GROUP BY ALL ORDER BY o.ordinal""",
    )
