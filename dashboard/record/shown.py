"""The chart that a view shows and what may be drawn in it: a declared one, or series that a reader put together."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.address.how import Line, line, record_lines
from dashboard.address.view import View
from dashboard.chart.definitions import short_words
from dashboard.chart.ratio import one_of_two
from dashboard.chart.records import ChartInfo, EntityInfo, SeriesInfo
from dashboard.chart.selection import of_entity, series_unit, shown_unit
from dashboard.record.build import Build, kept, records
from dashboard.record.charts import chart_info, entities_named, series_infos
from dashboard.record.search.found import find
from dashboard.record.search.words import word_stems
from dashboard.record.series import observations, record_at, series_observations
from dashboard.say import join_words
from etl.vocabulary import UNITS, ChartKind

CAUTION = (
    "These series were put beside each other by a reader. That two lines move together does not say that one moves "
    "the other."
)


def chart_of(build: Build, view: View) -> ChartInfo:
    """The chart of a view. Raises KeyError for an unknown chart or series."""
    if view.chart:
        return chart_info(build, view.chart)
    info = together(build, view.series)
    if not view.unit:
        return info
    return together(build, tuple(each.id for each in info.series if series_unit(each, view) == view.unit))


def view_observations(build: Build, view: View) -> pd.DataFrame:
    """What the chart of a view may draw, as `series.observations` has it of a declared one."""
    if view.chart:
        return observations(build, view.chart, view.asof)
    return series_observations(build, tuple(sorted(record_lines(view.series))), view.asof)


@kept(64)
def together(build: Build, members: tuple[str, ...]) -> ChartInfo:
    """A chart along time of any series: `members` as `View.series` names them. Raises KeyError for an unknown one."""
    lines = [line(name) for name in members]
    names = dict.fromkeys(each.partition(":")[0] for one in lines for each in one.of)
    held = {series.id: series for series in series_infos(build, tuple(names))}
    found = sorted(set(series_observations(build, tuple(sorted(record_lines(members))))["entity"]))
    entities = tuple(entities_named(build, found))
    called = {entity.id: entity for entity in entities}
    series = _told_apart([_member(one, held, called) for one in lines])
    units = list(dict.fromkeys(UNITS[shown_unit(each.unit, each.how.kind)].label for each in series))
    return ChartInfo(
        id=View(series=members).name,
        title=_title(series, {entity.id: entity.name for entity in entities}),
        subtitle=_capital(join_words(units)),
        topic=None,
        kind=ChartKind.TIME,
        start=None,
        end=None,
        note=CAUTION if len(members) > 1 else "",
        series=series,
        entities=entities,
    )


@dataclass(frozen=True)
class SeriesLine:
    """A line that a reader can put into a chart. `entity`: which one of the series it is of, by name, or empty.

    `first`, `last`: its reach. `value`, `low`, `high`: the newest, in `unit`.
    """

    id: str
    title: str
    entity: str
    publisher: str
    unit: str
    first: dt.date
    last: dt.date
    value: float | None
    low: float | None
    high: float | None


@kept(16)
def series_lines(build: Build, asof: dt.date | None = None) -> dict[str, SeriesLine]:
    """Every line that can be put into a chart, by its name in an address, in the order in which series are declared.

    Of the newest data, or of the record as it stood on a day. What holds nothing is left out.
    """
    rows, at = record_at(asof)
    found = records(
        build,
        SeriesLine,
        f"""SELECT series_id || if(named = '', '', ':' || named) AS id, s.title, coalesce(e.name, '') AS entity,
                   o.publisher, s.unit,
                   min(period_start) AS first, max(period_end) AS last, max_by(value, period_end) AS value,
                   max_by(low, period_end) AS low, max_by(high, period_end) AS high
            FROM (SELECT k.*, if(t.varies_by IN ('', 'publisher'), '', k.entity) AS named
                  FROM {rows} k JOIN series t USING (series_id))
            JOIN series s USING (series_id) JOIN source o USING (source_id) LEFT JOIN entity e ON e.entity_id = named
            GROUP BY ALL ORDER BY any_value(s.ordinal), any_value(e.name)""",
        **at,
    )
    return {line.id: line for line in found}


def lines_found(build: Build, words: str, asof: dt.date | None = None) -> list[str]:
    """The names of the lines of the series that words ask for, best first, and of each those whose entity they name;
    without words all of them."""
    lines = series_lines(build, asof)
    if not words.strip():
        return list(lines)
    found = [each.entry for each in find(build, words, asof).found if each.entry.kind == "series"]
    places = {entry.id: place for place, entry in enumerate(found)}
    named = set(word_stems(words))
    held = [(places[name.partition(":")[0]], line) for name, line in lines.items() if name.partition(":")[0] in places]
    ordered = sorted(held, key=lambda each: (each[0], -len(named & set(word_stems(each[1].entity)))))
    return [line.id for _, line in ordered]


def _member(asked: Line, held: Mapping[str, SeriesInfo], called: Mapping[str, EntityInfo]) -> SeriesInfo:
    """A line that a reader put into a chart as a series of its own; its label says what is made of it alone."""
    parts = [_of_entity(held[name], entity) for name, _, entity in (each.partition(":") for each in asked.of)]
    if asked.sign:
        above, below = (_named(part, called) for part in parts)
        found = one_of_two(above, below, asked.sign)
    else:
        found = dataclasses.replace(parts[0], of=asked.of)
    if asked.how is None:
        return found
    words = short_words(asked.how, found)
    return dataclasses.replace(
        found, id=asked.name, how=asked.how, label=f"{found.label}, {words}", title=f"{found.title}, {words}"
    )


def _named(series: SeriesInfo, called: Mapping[str, EntityInfo]) -> SeriesInfo:
    """A series whose label says of whom it is."""
    if not series.entity:
        return series
    name = called[series.entity].name
    return dataclasses.replace(series, label=f"{name}: {series.label}", title=f"{series.title}: {name}")


def _of_entity(series: SeriesInfo, entity: str) -> SeriesInfo:
    return (
        dataclasses.replace(of_entity(series, entity), id=f"{series.id}:{entity}", entity=entity) if entity else series
    )


def _told_apart(series: list[SeriesInfo]) -> tuple[SeriesInfo, ...]:
    """The series, of which none has the colour that an earlier one has."""
    return tuple(
        dataclasses.replace(each, colour="") if each.colour in {other.colour for other in series[:place]} else each
        for place, each in enumerate(series)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(series: tuple[SeriesInfo, ...], called: dict[str, str]) -> str:
    """What a chart of these series is called: one by its title, several by their labels."""
    if len(series) == 1:
        (only,) = series
        return f"{only.title}: {called[only.entity]}" if only.entity else only.title
    names = [f"{called[each.entity]}: {each.label}" if each.entity else each.label for each in series]
    alike = {each.entity for each in series}
    if len(alike) == 1 and "" not in alike:
        return f"{called[series[0].entity]}: {_joined([each.label for each in series])}"
    return _joined(names)


def _joined(names: list[str]) -> str:
    return "; ".join(names) if any("," in name for name in names) else join_words(names)
