"""What must hold across declarations: unique ids, nothing dangling, charts that vary once, readable kept rows.

Each rule takes the Catalogue and yields its problems as sentences that begin with the entry's id.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from etl.declared.article_rules import already_published, checks_differ, days_fit, in_english, stated_is_tested
from etl.declared.check_rules import checks_fit, one_age
from etl.declared.quantities import quantities_fit
from etl.declared.shapes import Chart, Series
from etl.vocabulary import ChartKind, Colour, Dimension, Side, SourceKind, Status

if TYPE_CHECKING:
    from etl.declared.catalogue import Catalogue

Strings = tuple[str, ...]
VERIFIED = ("stored page", "summary only", "not found")
# Events' labels stand beside each other in a picture.
LONGEST_LABEL = 20
KEPT_STATUSES = (Status.FINAL, Status.PROVISIONAL, Status.ESTIMATE)
ENTITY_KINDS = ("country", "party", "part", "force", "alliance", *SourceKind)


def _repeated(kind: str, ids: list[str]) -> Iterator[str]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"{kind} {name}: the id is used {count} times"


def unique_ids(c: "Catalogue") -> Iterator[str]:
    """An id names one thing."""
    yield from _repeated("source", [s.id for s in c.sources])
    yield from _repeated("series", [s.id for s in c.series])
    yield from _repeated("chart", [s.id for s in c.charts])
    # Charts that readers put together have it.
    if any(chart.id == "series" for chart in c.charts):
        yield "chart series: choose another id, since this stands for charts of any series"
    yield from _repeated("article", [a.id for a in c.articles])
    yield from _repeated("excerpt", [e.id for a in c.articles for e in a.excerpt])
    yield from _repeated("claim", [claim.id for _, _, claim in c.claims()])
    yield from _repeated("entity", [row["id"] for row in c.entities])
    yield from _repeated("event", [row["id"] for row in c.events])
    yield from _repeated("period", [row["id"] for row in c.periods])
    yield from _repeated("word", [word.id for word in c.words])
    yield from _repeated("synonyms", [word.lower() for group in c.synonyms for word in group.words])
    yield from _repeated("word", [form.lower() for word in c.words for form in (word.word, *word.also)])


def known_ids(c: "Catalogue") -> Iterator[str]:
    """What is referred to exists."""
    sources, series = {s.id for s in c.sources}, {s.id for s in c.series}
    entities, charts = {row["id"] for row in c.entities}, {chart.id for chart in c.charts}
    categories = {row["category"] for row in c.events}

    def dangling(name: str, kind: str, ids: list[str], known: Collection[str]) -> Iterator[str]:
        for missing in ids:
            if missing not in known:
                yield f"{name}: there is no {kind} {missing!r}"

    for source in c.sources:
        yield from dangling(f"source {source.id}", "source", source.derives_from, sources)
    for s in c.series:
        yield from dangling(f"series {s.id}, repeats", "source", list(s.repeats.values()), sources)
        yield from dangling(f"series {s.id}", "source", [s.source], sources)
        named = [] if s.entities == "all" else list(s.entities)
        yield from dangling(f"series {s.id}", "entity", [*named, *([s.entity] if s.entity else [])], entities)
    for chart in c.charts:
        yield from dangling(f"chart {chart.id}", "series", chart.series, series)
        yield from dangling(f"chart {chart.id}", "entity", chart.entities, entities)
        yield from dangling(f"chart {chart.id}", "category of events", chart.events, categories)
    for _, excerpt, claim in c.claims():
        yield from dangling(f"excerpt {excerpt.id}", "chart", [excerpt.chart] if excerpt.chart else [], charts)
        yield from dangling(f"claim {claim.id}", "chart", [claim.chart] if claim.chart else [], charts)
    words, events = {word.id for word in c.words}, {row["id"] for row in c.events}
    for word in c.words:
        yield from dangling(f"word {word.id}", "word", word.see, words)
    for row in c.periods:
        named = [row["from_event"], *([row["to_event"]] if row["to_event"] else [])]
        yield from dangling(f"period {row['id']}", "event", named, events)
    yield from _renamed("chart", c.renames.get("chart", {}), charts)
    yield from _renamed("entity", c.renames.get("entity", {}), entities)
    yield from _renamed("series", c.renames.get("series", {}), series)


def renamed_articles(c: "Catalogue") -> Iterator[str]:
    """Old names of articles and claims lead to new ones. Asked only where every article was read."""
    yield from _renamed("article", c.renames.get("article", {}), {article.id for article in c.articles})
    yield from _renamed("claim", c.renames.get("claim", {}), {claim.id for _, _, claim in c.claims()})


def _renamed(kind: str, names: dict[str, str], known: Collection[str]) -> Iterator[str]:
    for name in names.values():
        if name not in known:
            yield f"renames.toml, {kind}: there is no {kind} {name!r}"


def origins_end(c: "Catalogue") -> Iterator[str]:
    """What a source derives from leads to an origin, not back to the source."""
    by_id = {s.id: s for s in c.sources}
    for source in c.sources:
        seen, name = {source.id}, source.id
        while name in by_id and by_id[name].derives_from:
            name = by_id[name].derives_from[0]
            if name in seen:
                yield f"source {source.id}: derives_from leads in a circle through {name!r}"
                break
            seen.add(name)


def charts_vary_once(c: "Catalogue") -> Iterator[str]:
    """A chart varies along its series or along its entities, never both; its series share a unit.

    A series that varies by publisher is drawn as one set of points, so it counts as one line among several; of any
    other varying series a chart of several series names exactly one entity.
    """
    by_id = {s.id: s for s in c.series}
    for chart in c.charts:
        members = [by_id[name] for name in chart.series if name in by_id]
        if len({s.unit for s in members}) > 1:
            yield f"chart {chart.id}: its series have different units: {', '.join(sorted({s.unit for s in members}))}"
        if chart.divide:
            yield from _divisible(chart, members)
        elif len(members) > 1:
            for s in members:
                chosen = [entity for entity in chart.entities if s.entities == "all" or entity in s.entities]
                if s.varies_by not in ("", Dimension.PUBLISHER) and len(chosen) != 1:
                    yield (
                        f"chart {chart.id}: varies along its series and along the entities of {s.id}; "
                        "draw one series, or name one entity of it"
                    )
        if len(members) == 1 and members[0].entities not in ("all", []):
            for entity in set(chart.entities) - set(members[0].entities):
                yield f"chart {chart.id}: series {members[0].id} has no entity {entity!r}"


def _divisible(chart: Chart, members: list[Series]) -> Iterator[str]:
    """What is divided has the same entities above and below the line."""
    for s in members:
        for entity in chart.entities:
            if entity not in s.entities:
                yield f"chart {chart.id}: series {s.id} has no entity {entity!r} to divide"
    if not chart.entities:
        yield f"chart {chart.id}: name the entities that are divided"


def maps_have_countries(c: "Catalogue") -> Iterator[str]:
    """A map draws a series that varies by country; shapes are rings of longitudes and latitudes."""
    by_id = {s.id: s for s in c.series}
    for chart in c.charts:
        series = by_id.get(chart.series[0]) if chart.kind == ChartKind.MAP else None
        if series and series.varies_by != Dimension.COUNTRY:
            yield f"chart {chart.id}: a map draws a series that varies by country"
    for number, row in enumerate(c.shapes, start=2):
        places = row["ring"].split()
        if len(places) % 2 or len(places) < 8 or not all(_is(_number, place) for place in places):
            yield f"shapes.csv, row {number}, ring: not pairs of longitude and latitude, four at least"


def labels_short(c: "Catalogue") -> Iterator[str]:
    """Events' labels have room beside each other in a picture."""
    for number, row in enumerate(c.events, start=2):
        if len(row["label"]) > LONGEST_LABEL:
            yield f"events.csv, row {number}, label: longer than {LONGEST_LABEL} characters"


def rows_readable(c: "Catalogue") -> Iterator[str]:
    """Cells of the kept tables are what their columns promise."""
    series = {s.id: s for s in c.series}
    for row in c.entities:
        if row["kind"] not in ENTITY_KINDS:
            yield f"entity {row['id']}: unknown kind {row['kind']!r}"
        if row["side"] not in ("", *Side):
            yield f"entity {row['id']}: unknown side {row['side']!r}"
        if row["colour"] not in ("", *Colour):
            yield f"entity {row['id']}: unknown colour {row['colour']!r}"
    for number, row in enumerate(c.events, start=2):
        yield from _cells(f"events.csv, row {number}", row, dates=("date",), needed=("title", "category"))
    days = {row["id"]: row["date"] for row in c.events}
    for row in c.periods:
        if not row["title"]:
            yield f"period {row['id']}, title: is empty"
        if row["to_event"] and days.get(row["from_event"], "") > days.get(row["to_event"], "9"):
            yield f"period {row['id']}: {row['to_event']} lies before {row['from_event']}"
    gathered = {source.id for source in c.sources if source.gathered}
    for source, rows in c.kept.items():
        for number, row in enumerate(rows, start=2):
            name = f"{source}.csv, row {number}"
            # A day of publication that is not known is left empty, and told by the day of the table.
            dates = (
                "period_start",
                "period_end",
                *(("known_on",) if row["known_on"] or source not in gathered else ()),
            )
            yield from _cells(name, row, dates=dates, numbers=("value", "low", "high"))
            if row["status"] not in KEPT_STATUSES:
                yield f"{name}, status: {row['status']!r} is none of {', '.join(KEPT_STATUSES)}"
            if row["period_start"] > row["period_end"]:
                yield f"{name}: the period ends before it starts"
            if row["series_id"] not in series or series[row["series_id"]].source != source:
                yield f"{name}: series {row['series_id']!r} is not declared for source {source}"
            elif (
                _is(_day, row["period_end"])
                and row["period_end"] > (row["known_on"] or "9")
                and not series[row["series_id"]].ahead
            ):
                yield f"{name}: the period ends after {row['known_on']}, when it was known; mend it, or declare ahead"


def _cells(
    name: str, row: dict[str, str], *, dates: Strings = (), numbers: Strings = (), needed: Strings = ()
) -> Iterator[str]:
    if row["verified"] not in VERIFIED:
        yield f"{name}, verified: {row['verified']!r} is none of {', '.join(VERIFIED)}"
    if not row["url"].startswith(("http://", "https://")):
        yield f"{name}, url: {row['url']!r} is no address"
    for column in needed:
        if not row[column]:
            yield f"{name}, {column}: is empty"
    for column in dates:
        if not _is(_day, row[column]):
            yield f"{name}, {column}: {row[column]!r} is not a date like 2025-03-07"
    for column in numbers:
        if row[column] and not _is(_number, row[column]):
            yield f"{name}, {column}: {row[column]!r} is not a number"


def _day(text: str) -> None:
    # fromisoformat also reads 20250307 and 2025-W10-5.
    if dt.date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)


def _number(text: str) -> None:
    if not math.isfinite(float(text)):
        raise ValueError(text)


def _is(convert: Callable[[str], object], text: str) -> bool:
    try:
        convert(text)
    except ValueError:
        return False
    return True


def excerpts_show_what_is_held(c: "Catalogue") -> Iterator[str]:
    """A chart beside an article's words has data in every build."""
    empty = {chart.id for chart in c.charts if set(chart.series) & c.awaited()}
    for _, excerpt, claim in c.claims():
        for name in sorted({excerpt.chart, claim.chart} & empty):
            yield f"claim {claim.id}: chart {name} draws a series of which no answer was ever recorded"


RULES = (
    unique_ids,
    known_ids,
    origins_end,
    excerpts_show_what_is_held,
    charts_vary_once,
    maps_have_countries,
    already_published,
    days_fit,
    in_english,
    stated_is_tested,
    checks_differ,
    checks_fit,
    one_age,
    labels_short,
    rows_readable,
    quantities_fit,
)
