"""What a build holds of charts, and of what is drawn in them beside observations."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.address.view import Known, View
from dashboard.chart.marks import happened
from dashboard.chart.records import ArticleDay, ChartInfo, EntityInfo, Outline, Period, SeriesInfo
from dashboard.chart.selection import member_names, pickable
from dashboard.record import claims
from dashboard.record.build import Build, as_records, ask, kept, records
from dashboard.record.series import observations
from dashboard.say import say, say_day
from etl.vocabulary import ChartKind

# Columns have the names of the fields of what is made of them.
CHART = """
SELECT chart_id AS id, title, subtitle, topic, kind, start_on AS start, end_on AS "end", note, divide, since, phrase
FROM chart WHERE chart_id = $id
"""
SERIES = """
SELECT s.series_id AS id, s.title, s.label, s.unit, s.frequency, s.measures, s.counts, s.counts_words, s.steps,
       s.recomputed, s.interval_words AS interval, s.colour, o.publisher, o.kind, o.side, o.share, o.landing_url,
       s.varies_by,
       (SELECT list((entity, on_day, note) ORDER BY on_day) FROM series_break b
        WHERE b.series_id = s.series_id) AS breaks,
       (SELECT map_from_entries(list((coalesce(p.entity, ''), p.party) ORDER BY p.entity)) FROM speaker p
        WHERE p.series_id = s.series_id AND p.party <> '') AS parties
FROM (SELECT unnest($ids) AS series_id, generate_subscripts($ids, 1) AS place) asked
JOIN series s USING (series_id) JOIN source o USING (source_id) ORDER BY place
"""
OF_CHART = "SELECT series_id FROM chart_series WHERE chart_id = $id ORDER BY ordinal"
ENTITIES = """
SELECT e.entity_id AS id, e.name, e.kind, e.side, e.colour
FROM chart_entity c JOIN entity e USING (entity_id) WHERE chart_id = $id ORDER BY c.ordinal
"""
OTHERS = """
SELECT entity_id AS id, name, kind, side, colour FROM entity
WHERE entity_id IN (SELECT unnest($names)) ORDER BY name
"""


@kept(64)
def chart_ids(build: Build, topic: str = "") -> tuple[str, ...]:
    """The ids of all charts, or of one topic's, in their declared order."""
    with build.cursor() as db:
        sql = "SELECT chart_id FROM chart WHERE $topic IN ('', topic) ORDER BY ordinal"
        return tuple(name for (name,) in db.execute(sql, {"topic": topic}).fetchall())


@kept(256)
def chart_info(build: Build, chart_id: str) -> ChartInfo:
    """One chart with its series and entities. Raises KeyError for an unknown id."""
    declared = ask(build, CHART, id=chart_id)
    if not declared:
        raise KeyError(chart_id)
    entities = records(build, EntityInfo, ENTITIES, id=chart_id)
    names = sorted(set(observations(build, chart_id)["entity"]) - {each.id for each in entities})
    entities += entities_named(build, names)
    ids = tuple(row["series_id"] for row in ask(build, OF_CHART, id=chart_id))
    rest = {"series": series_infos(build, ids), "entities": tuple(entities)}
    return as_records(ChartInfo, [declared[0] | rest])[0]


def entities_named(build: Build, names: Sequence[str]) -> list[EntityInfo]:
    """Entities by their ids, in order of their names."""
    return records(build, EntityInfo, OTHERS, names=list(names))


@kept(256)
def series_infos(build: Build, ids: tuple[str, ...]) -> tuple[SeriesInfo, ...]:
    """Series by their ids, in that order. Those that are not held are left out."""
    rows = ask(build, SERIES, ids=list(ids))
    for row in rows:
        breaks, parties = [tuple(each) for each in row["breaks"] or ()], row["parties"] or {}
        row |= {
            "breaks": tuple((on, note) for entity, on, note in breaks if not entity),
            "apart": tuple(each for each in breaks if each[0]),
            "party": parties.get("", ""),
            "parties": tuple((who, words) for who, words in parties.items() if who),
        }
    return tuple(as_records(SeriesInfo, rows))


@kept(256)
def chart_events(build: Build, chart_id: str) -> pd.DataFrame:
    """A timeline's own events, or every event for another chart. Columns event_id, day, title, category, url, …,
    and `named`: whether a check of an article names it."""
    with build.cursor() as db:
        frame = db.execute(
            """SELECT *, event_id IN (SELECT unnest([event_id, then_event_id]) FROM claim_check) AS named FROM event
               WHERE NOT EXISTS (SELECT 1 FROM chart_event WHERE chart_id = $id)
                  OR category IN (SELECT category FROM chart_event WHERE chart_id = $id)
               ORDER BY day, event_id""",
            {"id": chart_id},
        ).df()
    frame["day"] = pd.to_datetime(frame["day"]).dt.date
    return frame


@kept(1)
def maps(build: Build) -> dict[str, str]:
    """{series: the first map that draws it}."""
    rows = ask(
        build,
        """SELECT series_id, arg_min(chart_id, chart.ordinal) AS chart_id
           FROM chart JOIN chart_series USING (chart_id) WHERE kind = $kind GROUP BY series_id""",
        kind=ChartKind.MAP,
    )
    return {row["series_id"]: row["chart_id"] for row in rows}


@kept(1)
def shaded_periods(build: Build) -> tuple[Period, ...]:
    """Stretches of time that can be shaded, in order of their first day."""
    rows = ask(build, 'SELECT start_on AS start, end_on AS "end", title FROM period ORDER BY start_on, period_id')
    return tuple(Period(**row) for row in rows)


@dataclass(frozen=True)
class _Shape:
    entity_id: str
    longitudes: list[float]
    latitudes: list[float]


@kept(1)
def outlines(build: Build) -> dict[str, Outline]:
    """The countries' shapes in Europe and around it, by id, also of those without data."""
    found: dict[str, list[tuple[tuple[float, float], ...]]] = {}
    for shape in records(build, _Shape, "FROM shape"):
        ring = tuple(zip(shape.longitudes, shape.latitudes, strict=True))
        found.setdefault(shape.entity_id, []).append(ring)
    return {entity: tuple(rings) for entity, rings in found.items()}


@kept(1)
def known_names(build: Build) -> Known:
    """What an address may name in this build: charts with what can be picked in each, articles, old names."""
    infos = [chart_info(build, name) for name in chart_ids(build)]
    choices = {info.id: pickable(info) for info in infos}
    renames: dict[str, dict[str, str]] = {}
    with build.cursor() as db:
        for kind, old, new in db.execute("SELECT kind, old, new FROM rename").fetchall():
            renames.setdefault(kind, {})[old] = new
        categories = tuple(
            name for (name,) in db.execute("SELECT DISTINCT category FROM event ORDER BY category").fetchall()
        )
        articles = dict(db.execute("SELECT article_id, title FROM article ORDER BY ordinal").fetchall())
    # Bars, stacks and areas have no room for a change, and a change of a part is no part of a change.
    untransformed = frozenset(info.id for info in infos if info.kind != ChartKind.TIME)
    members = {info.id: member_names(info) for info in infos if info.kind == ChartKind.TIME and not info.divide}
    return Known(choices, articles, categories, renames, untransformed, _choices(build), members, _units(build))


def _units(build: Build) -> dict[str, str]:
    """{series: its unit}, but for statements by many."""
    rows = ask(build, "SELECT series_id, unit FROM series WHERE varies_by <> 'publisher'")
    return {row["series_id"]: row["unit"] for row in rows}


def _choices(build: Build) -> dict[str, tuple[str, ...]]:
    """{series: the entities of which an address has to name one}; none of a single line, and of statements by many."""
    rows = ask(
        build,
        """SELECT s.series_id, list(DISTINCT l.entity ORDER BY l.entity)
                  FILTER (s.varies_by NOT IN ('', 'publisher') AND l.entity IS NOT NULL) AS entities
           FROM series s LEFT JOIN latest l USING (series_id) GROUP BY ALL ORDER BY any_value(s.ordinal)""",
    )
    return {row["series_id"]: tuple(row["entities"] or ()) for row in rows}


@dataclass(frozen=True)
class _Figure:
    claim_id: str
    stated: float
    unit: str
    resolves_on: dt.date | None
    at_day: dt.date | None
    from_day: dt.date | None
    series_id: str | None
    entity: str | None


# A figure is about the day of the check that measures it; what flows over months or years, about that day's period.
FIGURE = """
SELECT DISTINCT l.claim_id, l.stated, l.unit, l.resolves_on, l.ordinal, k.at_day, k.series_id, k.entity,
       if(t.measures = 'flow', CASE t.frequency
           WHEN 'M' THEN date_trunc('month', k.at_day) WHEN 'Q' THEN date_trunc('quarter', k.at_day)
           WHEN 'A' THEN date_trunc('year', k.at_day) ELSE k.at_day END, k.at_day)::DATE AS from_day
"""
CHART_FIGURES = f"""{FIGURE}
FROM claim l JOIN chart_series c USING (chart_id) JOIN series s USING (series_id)
LEFT JOIN claim_check k ON k.claim_id = l.claim_id AND k.ordinal = 0
LEFT JOIN series t ON t.series_id = k.series_id
WHERE l.article_id = $article AND l.chart_id = $chart AND l.stated IS NOT NULL AND l.unit = s.unit
ORDER BY l.ordinal
"""
# What a check takes as it is published can be marked beside it.
SERIES_FIGURES = f"""{FIGURE}
FROM claim l JOIN claim_check k USING (claim_id) JOIN series t ON t.series_id = k.series_id
WHERE l.article_id = $article AND l.stated IS NOT NULL AND l.unit = t.unit AND $unit IN ('', l.unit)
  AND k.statistic = 'value' AND coalesce(k.plus_series_id, '') = ''
  AND (k.series_id IN $lines OR concat(k.series_id, ':', k.entity) IN $lines)
QUALIFY row_number() OVER (PARTITION BY l.claim_id ORDER BY k.ordinal) = 1
ORDER BY l.ordinal
"""


@kept(256)
def article_day(build: Build, article_id: str, chart_id: str) -> ArticleDay:
    """An article's day, and the figures of its claims that this chart shows in their own unit."""
    return _article_day(build, article_id, records(build, _Figure, CHART_FIGURES, article=article_id, chart=chart_id))


@kept(64)
def series_article_day(build: Build, article_id: str, lines: tuple[str, ...], unit: str) -> ArticleDay:
    """The same of series, as `View.series` names them: the figures that a check holds against a value of one of them.

    `unit`: the only one that is wanted, or empty.
    """
    found = records(build, _Figure, SERIES_FIGURES, article=article_id, lines=list(lines), unit=unit)
    return _article_day(build, article_id, found)


def _article_day(build: Build, article_id: str, figures: Sequence[_Figure]) -> ArticleDay:
    article, lines = claims.article(build, article_id), []
    for row in figures:
        ahead = f", for {say_day(row.resolves_on)}" if row.resolves_on else ""
        lines.append((row.claim_id, f"The article{ahead}: {say(row.stated, row.unit)}", row.stated))
    about = tuple((row.claim_id, row.from_day, row.at_day) for row in figures if row.from_day and row.at_day)
    measured = tuple(
        (row.claim_id, row.series_id, row.entity) for row in figures if row.series_id and row.entity is not None
    )
    return ArticleDay(article.title, article.published_on, tuple(lines), about, measured)


def article_shown(build: Build, view: View) -> ArticleDay | None:
    """The article that a view names, as `article_day` has it; None where it names none, or as of a day before it."""
    if not view.article:
        return None
    of_series = bool(view.series) and not view.chart
    found = (
        series_article_day(build, view.article, view.series, view.unit)
        if of_series
        else article_day(build, view.article, view.chart)
    )
    return found if happened(found.date, view) else None
