"""What a build holds of charts, and of what is drawn in them beside observations."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.address.view import Known, View
from dashboard.chart.marks import happened
from dashboard.chart.records import ArticleDay, ChartInfo, EntityInfo, Outline, Period, SeriesInfo
from dashboard.chart.selection import pickable
from dashboard.record import claims
from dashboard.record.build import Build, ask, kept, records
from dashboard.record.series import observations
from dashboard.say import say, short_day


@kept(64)
def chart_ids(build: Build, topic: str = "") -> tuple[str, ...]:
    """The ids of all charts, or of one topic's, in their declared order."""
    rows = ask(build, "SELECT chart_id FROM chart WHERE $topic IN ('', topic) ORDER BY ordinal", topic=topic)
    return tuple(row["chart_id"] for row in rows)


@kept(256)
def chart_info(build: Build, chart_id: str) -> ChartInfo:
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
def shaded_periods(build: Build) -> tuple[Period, ...]:
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
def known_names(build: Build) -> Known:
    """What an address may name in this build: charts with what can be picked in each, articles, old names."""
    infos = [chart_info(build, name) for name in chart_ids(build)]
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


@kept(256)
def article_day(build: Build, article_id: str, chart_id: str) -> ArticleDay:
    """An article's day, and the figures of its claims that this chart shows in their own unit.

    A figure is about the day of its claim's first check; what flows over months or years, about that day's period.
    """
    article = claims.article(build, article_id)
    figures = records(
        build,
        _Figure,
        """SELECT DISTINCT l.claim_id, l.stated, l.unit, l.resolves_on, l.ordinal, k.at_day, k.series_id, k.entity,
                  if(t.measures = 'flow', CASE t.frequency
                      WHEN 'M' THEN date_trunc('month', k.at_day) WHEN 'Q' THEN date_trunc('quarter', k.at_day)
                      WHEN 'A' THEN date_trunc('year', k.at_day) ELSE k.at_day END, k.at_day)::DATE AS from_day
           FROM claim l JOIN chart_series c USING (chart_id) JOIN series s USING (series_id)
           LEFT JOIN claim_check k ON k.claim_id = l.claim_id AND k.ordinal = 0
           LEFT JOIN series t ON t.series_id = k.series_id
           WHERE l.article_id = $article AND l.chart_id = $chart AND l.stated IS NOT NULL AND l.unit = s.unit
           ORDER BY l.ordinal""",
        article=article_id,
        chart=chart_id,
    )
    lines = []
    for row in figures:
        ahead = f", for {short_day(row.resolves_on)}" if row.resolves_on else ""
        lines.append((row.claim_id, f"The article{ahead}: {say(row.stated, row.unit)}", row.stated))
    about = tuple((row.claim_id, row.from_day, row.at_day) for row in figures if row.from_day and row.at_day)
    measured = tuple((row.claim_id, row.series_id, row.entity) for row in figures if row.series_id and row.entity)
    return ArticleDay(article.title, article.published_on, tuple(lines), about, measured)


def article_shown(build: Build, view: View) -> ArticleDay | None:
    """The article that a view names, as `article_day` has it; None where it names none, or as of a day before it."""
    found = article_day(build, view.article, view.chart) if view.article else None
    return found if found and happened(found.date, view) else None
