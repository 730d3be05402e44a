"""Every question the dashboard asks of a build, except those about claims: plain functions of the build.

A build never changes, so answers are kept with it. Frames are shared between sessions: read them, never change them.
"""

import datetime as dt
from typing import Any

import pandas as pd

from dashboard.address.view import Known
from dashboard.chart.records import ChartInfo, EntityInfo, Outline, Period, SeriesInfo
from dashboard.chart.selection import pickable
from dashboard.record.build import Build, kept
from etl import states
from etl.states import Holding

OBSERVED = """
SELECT k.series_id, k.entity, k.period_start, k.period_end, k.vintage, k.value, k.low, k.high, k.status, k.note, k.url,
       k.basis, k.recorded
FROM {rows} k
JOIN chart_series c USING (series_id)
JOIN series s USING (series_id)
WHERE c.chart_id = $chart
  AND (s.varies_by IN ('', 'publisher')
       OR NOT EXISTS (SELECT 1 FROM chart_entity e WHERE e.chart_id = $chart)
       OR k.entity IN (SELECT entity_id FROM chart_entity e WHERE e.chart_id = $chart))
ORDER BY c.ordinal, k.entity, k.period_end, k.vintage
"""


def ask(build: Build, sql: str, judged_at: dt.datetime | None = None, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of one query, as dictionaries. `judged_at`: the moment as of which verdict.sql judges claims; it, or a
    parameter `t`, is the moment of which known_at tells.
    """
    with build.looking(judged_at or parameters.get("t")) as db:
        answer = db.execute(sql, parameters or None)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def end_of(day: dt.date) -> dt.datetime:
    """The last second of a day: as known on it means by then."""
    return dt.datetime.combine(day, dt.time(23, 59, 59))


@kept(1)
def build_info(build: Build) -> dict[str, Any]:
    """build_id, built_at, and the newest vintage held."""
    return ask(build, "SELECT b.*, (SELECT max(vintage) FROM observation) AS newest_vintage FROM build b")[0]


@kept(64)
def charts(build: Build, topic: str = "") -> tuple[str, ...]:
    """The ids of all charts, or of one topic's, in their declared order."""
    rows = ask(build, "SELECT chart_id FROM chart WHERE $topic IN ('', topic) ORDER BY ordinal", topic=topic)
    return tuple(row["chart_id"] for row in rows)


@kept(256)
def chart(build: Build, chart_id: str) -> ChartInfo:
    """One chart with its series and entities. Raises KeyError for an unknown id."""
    declared = ask(build, "SELECT * FROM chart WHERE chart_id = $id", id=chart_id)
    if not declared:
        raise KeyError(chart_id)
    found = declared[0]
    entities = ask(
        build,
        "SELECT e.* FROM chart_entity c JOIN entity e USING (entity_id) WHERE chart_id = $id ORDER BY c.ordinal",
        id=chart_id,
    )
    names = sorted(set(observations(build, chart_id)["entity"]) - {row["entity_id"] for row in entities})
    entities += ask(build, "SELECT * FROM entity WHERE entity_id IN (SELECT unnest($names)) ORDER BY name", names=names)
    return ChartInfo(
        id=chart_id,
        title=found["title"],
        subtitle=found["subtitle"],
        topic=found["topic"],
        kind=found["kind"],
        start=found["start_on"],
        end=found["end_on"],
        note=found["note"],
        divide=found["divide"],
        since=found["since"],
        phrase=found["phrase"],
        series=_series_of(build, chart_id),
        entities=tuple(
            EntityInfo(row["entity_id"], row["name"], row["kind"], row["side"], row["colour"]) for row in entities
        ),
    )


def _series_of(build: Build, chart_id: str) -> tuple[SeriesInfo, ...]:
    rows = ask(
        build,
        """SELECT s.*, o.publisher, o.kind, o.side, o.share, o.landing_url,
                  (SELECT list((entity, on_day, note) ORDER BY on_day) FROM series_break b
                   WHERE b.series_id = s.series_id) AS breaks,
                  (SELECT map_from_entries(list((coalesce(p.entity, ''), p.party) ORDER BY p.entity)) FROM speaker p
                   WHERE p.series_id = s.series_id AND p.party <> '') AS parties
           FROM chart_series c JOIN series s USING (series_id) JOIN source o USING (source_id)
           WHERE c.chart_id = $id ORDER BY c.ordinal""",
        id=chart_id,
    )
    return tuple(
        SeriesInfo(
            id=row["series_id"],
            title=row["title"],
            label=row["label"],
            unit=row["unit"],
            frequency=row["frequency"],
            measures=row["measures"],
            counts=row["counts"],
            counts_words=row["counts_words"],
            steps=row["steps"],
            recomputed=row["recomputed"],
            interval=row["interval_words"],
            breaks=tuple((on, note) for entity, on, note in _breaks(row) if not entity),
            apart=tuple(each for each in _breaks(row) if each[0]),
            colour=row["colour"],
            publisher=row["publisher"],
            kind=row["kind"],
            side=row["side"],
            share=row["share"],
            landing_url=row["landing_url"],
            varies_by=row["varies_by"],
            party=(row["parties"] or {}).get("", ""),
            parties=tuple((who, words) for who, words in (row["parties"] or {}).items() if who),
        )
        for row in rows
    )


def _breaks(row: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(b.values()) if isinstance(b, dict) else tuple(b) for b in row["breaks"] or ()]


@kept(256)
def observations(build: Build, chart_id: str, asof: dt.date | None = None) -> pd.DataFrame:
    """What a chart may draw: the newest vintages, or the record as it stood at the end of the day `asof`.

    Columns series_id, entity, period_start, period_end, vintage, value, low, high, status, note, url, basis, recorded;
    days are datetime64.
    """
    rows, at = _record(asof)
    with build.looking(at.get("t")) as db:
        return db.execute(OBSERVED.format(rows=rows), {"chart": chart_id} | at).df()


def _record(asof: dt.date | None) -> tuple[str, dict[str, dt.datetime]]:
    """What stands in SQL for the newest vintages, or for the record at the end of a day, with its parameters."""
    if asof is None:
        return "(SELECT *, '' AS basis, false AS recorded FROM latest)", {}
    return "known_at($t::TIMESTAMP)", {"t": end_of(asof)}


@kept(64)
def chart_events(build: Build, chart_id: str) -> pd.DataFrame:
    """A timeline's own events, or every event for another chart. Columns event_id, day, title, category, url, …"""
    with build.cursor() as db:
        frame = db.execute(
            """SELECT * FROM event
               WHERE NOT EXISTS (SELECT 1 FROM chart_event WHERE chart_id = $id)
                  OR category IN (SELECT category FROM chart_event WHERE chart_id = $id)
               ORDER BY day, event_id""",
            {"id": chart_id},
        ).df()
    frame["day"] = pd.to_datetime(frame["day"]).dt.date
    return frame


@kept(1)
def periods(build: Build) -> tuple[Period, ...]:
    """Stretches of time that can be shaded, in order of their first day."""
    rows = ask(build, "SELECT start_on, end_on, title FROM period ORDER BY start_on, period_id")
    return tuple(Period(row["start_on"], row["end_on"], row["title"]) for row in rows)


@kept(1)
def outlines(build: Build) -> dict[str, Outline]:
    """The countries' shapes in Europe and around it, by id, also of those without data."""
    found: dict[str, list[tuple[tuple[float, float], ...]]] = {}
    for row in ask(build, "SELECT * FROM shape"):
        ring = tuple(zip(row["longitudes"], row["latitudes"], strict=True))
        found.setdefault(row["entity_id"], []).append(ring)
    return {entity: tuple(rings) for entity, rings in found.items()}


@kept(1)
def known(build: Build) -> Known:
    """What an address may name in this build: charts with what can be picked in each, articles, old names."""
    infos = [chart(build, chart_id) for chart_id in charts(build)]
    choices = {info.id: pickable(info) for info in infos}
    renames: dict[str, dict[str, str]] = {}
    for row in ask(build, "SELECT * FROM rename"):
        renames.setdefault(row["kind"], {})[row["old"]] = row["new"]
    rows = ask(build, "SELECT article_id, title FROM article ORDER BY ordinal")
    articles = {row["article_id"]: row["title"] for row in rows}
    categories = tuple(row["category"] for row in ask(build, "SELECT DISTINCT category FROM event ORDER BY category"))
    # Bars, stacks and areas have no room for a change, and a change of a part is no part of a change.
    untransformed = frozenset(info.id for info in infos if info.kind != "time")
    return Known(choices, articles, categories, renames, untransformed)


@kept(64)
def newest_values(build: Build, series_id: str, entity: str, asof: dt.date | None = None) -> pd.DataFrame:
    """One line of the newest vintages, or as it stood on a day. Columns period_end, value, low, high, vintage, status,
    basis, recorded."""
    rows, at = _record(asof)
    with build.looking(at.get("t")) as db:
        frame = db.execute(
            f"""SELECT period_end, value, low, high, vintage, status, basis, recorded FROM {rows}
                WHERE series_id = $series AND entity = $entity AND value IS NOT NULL ORDER BY period_end""",
            {"series": series_id, "entity": entity} | at,
        ).df()
    frame["period_end"] = pd.to_datetime(frame["period_end"]).dt.date
    return frame


@kept(64)
def reach(build: Build, series_ids: tuple[str, ...], asof: dt.date | None = None) -> list[dict[str, Any]]:
    """How far series reach, or reached in the record as it stood on a day: one row a series, in the order given.

    Keys series_id, publisher, kind, side, source_id, landing_url, share, frequency, kept, expected_every_days,
    known_after_days, newest (day), learned (day), basis ("then", "hindsight", empty for newest), recorded (here on the
    day learned, not told by its publisher then), counts_words, derives_from (whose figures it repeats), party (in
    words, of who counts losses), caveats, interval_words, definition.
    """
    rows, at = _record(asof)
    return ask(
        build,
        f"""SELECT s.series_id, s.title, s.label, s.unit, s.frequency, s.measures, s.counts, s.counts_words, s.caveats,
                  s.definition, s.derived, s.interval_words, s.varies_by, s.steps, s.ended_on,
                  s.known_after_days, o.source_id, o.publisher, o.kept, o.kind, o.side,
                  o.landing_url, o.share, o.licence, o.expected_every_days, nullif(p.repeats, '') AS derives_from,
                  coalesce(p.party, '') AS party,
                  max(l.period_end) AS newest, max(l.vintage)::DATE AS learned, count(l.series_id) AS rows,
                  coalesce(any_value(l.basis), '') AS basis,
                  coalesce(arg_max(l.recorded, l.vintage), false) AS recorded,
                  list(DISTINCT i.message) FILTER (i.message IS NOT NULL) AS issues
           FROM (SELECT unnest($ids) AS series_id, generate_subscripts($ids, 1) AS place) asked
           JOIN series s USING (series_id) JOIN source o USING (source_id)
           LEFT JOIN speaker p ON p.series_id = s.series_id AND p.entity IS NULL
           LEFT JOIN {rows} l USING (series_id) LEFT JOIN issue i USING (series_id)
           GROUP BY ALL ORDER BY any_value(place)""",
        ids=list(series_ids),
        **at,
    )


@kept(1)
def held(build: Build) -> list[Holding]:
    """What is held of each source, from which its state is told."""
    with build.cursor() as db:
        return states.holdings(db)


@kept(1)
def sources(build: Build) -> list[dict[str, Any]]:
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
