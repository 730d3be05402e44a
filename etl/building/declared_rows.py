"""Fill a new database file: declarations become rows of the tables in schema.sql. Observations: observed_rows.py."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from etl.declared.articles import Check, Claim
from etl.declared.catalogue import Catalogue
from etl.declared.quantities import ContestedQuantity
from etl.declared.shapes import Series
from etl.vocabulary import COUNTS, LOSSES, PERIOD_DAYS, Frequency, Statistic

# Evidence older than this says nothing about a day, unless a check says otherwise. Days, by frequency.
OLDEST = {
    Frequency.DAILY: 14,
    Frequency.WEEKLY: 35,
    Frequency.MONTHLY: 70,
    Frequency.QUARTERLY: 150,
    Frequency.YEARLY: 550,
    Frequency.IRREGULAR: 45,
}
# {column: value} of one row of a table.
TableRow = Mapping[str, object]


def fill(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Insert what is declared into the empty tables of schema.sql."""
    insert(db, "event", [{**row, "event_id": row["id"], "day": row["date"]} for row in catalogue.events])
    insert(db, "declared_period", [{**row, "period_id": row["id"]} for row in catalogue.periods])
    insert(db, "word", [{**w.model_dump(), "word_id": w.id, "ordinal": n} for n, w in enumerate(catalogue.words)])
    insert(db, "synonyms", [group.model_dump() for group in catalogue.synonyms])
    insert(db, "shape", [_shape(row) for row in catalogue.shapes])
    insert(db, "entity", [{**row, "entity_id": row["id"]} for row in catalogue.entities])
    insert(db, "source", _sources(catalogue))
    recorded: list[TableRow] = [{"source_id": one.source, "learned": one.learned} for one in catalogue.recorded]
    recorded += [{"source_id": s.id, "learned": s.gathered} for s in catalogue.sources if s.gathered]
    insert(db, "recording", recorded)
    insert(db, "series", [_series(s, n) for n, s in enumerate(catalogue.series)])
    repeats = [(s.id, who, whose) for s in catalogue.series for who, whose in s.repeats.items()]
    insert(db, "series_repeats", [{"series_id": s, "entity": w, "source_id": o} for s, w, o in repeats])
    insert(
        db,
        "series_break",
        [{**b.model_dump(), "series_id": s.id, "on_day": b.on} for s in catalogue.series for b in s.breaks],
    )
    _charts(db, catalogue)
    insert(db, "rename", [{"kind": k, "old": o, "new": n} for k, v in catalogue.renames.items() for o, n in v.items()])
    by_id = {s.id: s for s in catalogue.series}
    insert(
        db,
        "quantity",
        [{**q.model_dump(), "quantity_id": q.id, "ordinal": n} for n, q in enumerate(catalogue.quantities)],
    )
    insert(db, "quantity_series", [row for quantity in catalogue.quantities for row in _stated(quantity, by_id)])
    articles = [{**a.model_dump(), "article_id": a.id, "ordinal": n} for n, a in enumerate(catalogue.articles)]
    insert(db, "article", articles)
    insert(db, "unfinished", [{"file": f, "problem": p} for f, told in catalogue.unfinished.items() for p in told])
    excerpts = [(a, e) for a in catalogue.articles for e in a.excerpt]
    insert(
        db,
        "excerpt",
        [
            {
                "excerpt_id": e.id,
                "article_id": a.id,
                "quote": e.quote,
                "start_at": e.offset,
                "chart_id": e.chart,
                "ordinal": n,
            }
            for n, (a, e) in enumerate(excerpts)
        ],
    )
    claims, titles = list(catalogue.claims()), {row["id"]: row["title"] for row in catalogue.events}
    insert(
        db,
        "claim",
        [
            {
                **c.model_dump(),
                "claim_id": c.id,
                "figure_at": e.place(c),
                "excerpt_id": e.id,
                "article_id": a.id,
                "chart_id": c.chart or e.chart,
                "ordinal": n,
            }
            for n, (a, e, c) in enumerate(claims)
        ],
    )
    insert(
        db,
        "claim_check",
        [row for a, _, c in claims for row in _checks(a.id, c, by_id, titles)],
    )


def insert(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[TableRow]) -> None:
    """Insert by column name: columns the table lacks are left out, columns the rows lack are NULL."""
    if not rows:
        return
    named = set().union(*rows)
    columns = {name: kind for name, kind, *_ in db.execute(f"DESCRIBE {table}").fetchall() if name in named}
    listed = ", ".join(f"unnest(${name}::{kind}[])" for name, kind in columns.items())
    db.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {listed}",
        {name: [row.get(name) for row in rows] for name in columns},
    )


def _sources(catalogue: Catalogue) -> list[TableRow]:
    by_id = {source.id: source for source in catalogue.sources}

    def origin(name: str) -> str:
        return origin(by_id[name].derives_from[0]) if by_id[name].derives_from else name

    return [
        {**s.model_dump(), "source_id": s.id, "origin": origin(s.id), "ordinal": n}
        for n, s in enumerate(catalogue.sources)
    ]


def _series(series: Series, ordinal: int) -> TableRow:
    return {
        **series.model_dump(),
        "series_id": series.id,
        "source_id": series.source,
        "counts_words": COUNTS.get(series.counts, ""),
        "contested": series.counts in LOSSES,
        "ended_on": series.ended,
        "interval_words": series.interval,
        "ordinal": ordinal,
    }


def _charts(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    charts = catalogue.charts
    insert(
        db,
        "chart",
        [
            {**c.model_dump(), "chart_id": c.id, "start_on": c.start, "end_on": c.end, "ordinal": n}
            for n, c in enumerate(charts)
        ],
    )
    for table, column, attribute in (
        ("chart_series", "series_id", "series"),
        ("chart_entity", "entity_id", "entities"),
        ("chart_event", "category", "events"),
    ):
        rows = [
            {"chart_id": chart.id, column: name, "ordinal": n}
            for chart in charts
            for n, name in enumerate(getattr(chart, attribute))
        ]
        insert(db, table, rows)


def _shape(row: dict[str, str]) -> TableRow:
    places = [float(place) for place in row["ring"].split()]
    return {"entity_id": row["entity"], "longitudes": places[::2], "latitudes": places[1::2]}


def _stated(quantity: ContestedQuantity, series: dict[str, Series]) -> Iterator[TableRow]:
    """The rows of a quantity, one for each line of a series."""
    lines = [
        (series[row.series], entity)
        for row in quantity.row
        for entity in ([""] if row.entities == "all" else row.entities or [series[row.series].entity])
    ]
    for ordinal, (one, entity) in enumerate(lines):
        yield {
            "quantity_id": quantity.id,
            "series_id": one.id,
            "entity": entity,
            "max_age_days": None if one.steps else max_age(one),
            "ordinal": ordinal,
        }


def _checks(article: str, claim: Claim, series: dict[str, Series], titles: dict[str, str]) -> Iterator[TableRow]:
    """The checks of a claim; after them, so that no check's id depends on it, each event that speaks against one."""
    checks = [_check(article, claim, check, n, series) for n, check in enumerate(claim.check)]
    yield from checks
    against = [(row, event) for row, check in zip(checks, claim.check, strict=True) for event in check.against]
    for n, (row, event) in enumerate(against, start=len(checks)):
        own = {"check_id": f"{claim.id}/{n + 1}", "ordinal": n, "kind": "against", "event_id": event}
        yield {**row, **own, "label": f"Against it: {titles[event]}"}


def _check(article: str, claim: Claim, check: Check, ordinal: int, series: dict[str, Series]) -> TableRow:
    def entity(name: str, given: str) -> str:
        return given or (series[name].entity if name else "")

    tested = series.get(check.series) or series.get(check.than)
    counts = check.counts or (tested.counts if tested else "")
    oldest = check.max_age_days
    if oldest is None and tested and not tested.steps and check.statistic != Statistic.FIRST_REACHED:
        oldest = max_age(tested)
    return {
        **check.model_dump(),
        "check_id": f"{claim.id}/{ordinal + 1}",
        "claim_id": claim.id,
        "article_id": article,
        "ordinal": ordinal,
        "kind": check.kind,
        "counts": counts,
        "series_id": check.series,
        "entity": entity(check.series, check.entity),
        "plus_series_id": check.plus,
        "plus_entity": entity(check.plus, check.plus_entity),
        "among": None if check.among == [] else [] if check.among == "all" else check.among,
        "than_series_id": check.than,
        "than_entity": entity(check.than, check.than_entity),
        "at_day": claim.resolves_on if check.at == "published" else check.at,
        "since_day": check.since,
        "limit_low": check.least,
        "limit_high": check.most,
        "strict_low": check.above is not None,
        "strict_high": check.below is not None,
        "max_age_days": oldest,
        "event_id": check.event,
        "then_event_id": check.then,
    }


def max_age(series: Series) -> int:
    """How old a series' newest value may be, in days, to say something about a day."""
    # What is published late has to be allowed to be so old, or it would never say anything.
    return max(OLDEST[series.frequency], series.known_after_days + PERIOD_DAYS[series.frequency])


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
