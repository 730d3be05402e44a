"""Everything observed, from seed, log and kept tables into a new database file, and what is wrong or odd about it.

DuckDB reads the files itself: as frames of Python's dates they would need many times the memory.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb

from etl.building.declared_rows import TableRow, insert
from etl.declared.catalogue import Catalogue
from etl.duckdb_inside import trouble
from etl.parsing.columns import COLUMNS, KEY, SAYS, TYPES
from etl.parsing.plausible import Issue, PlainRow, issues
from etl.store import short_name
from etl.vocabulary import Cause, counted

# A text cell left empty is an empty text, not a missing one. DuckDB's reader takes 2025-03-7x for 7 March.
WRITTEN = {"DATE": r"\d{4}-\d\d-\d\d", "TIMESTAMP": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"}


def _cell(name: str, kind: str) -> str:
    """A cell in SQL as its kind; a date or moment that is none as NULL."""
    if kind in WRITTEN:
        return f"if(regexp_full_match({name}, '{WRITTEN[kind]}'), try_cast({name} AS {kind}), NULL) AS {name}"
    return f"coalesce({name}, '') AS {name}" if kind == "VARCHAR" else name


CELLS = ", ".join(_cell(name, kind) for name, kind in TYPES.items())
AS_READ = {name: "VARCHAR" if kind in WRITTEN else kind for name, kind in TYPES.items()}
READ = (
    f"INSERT INTO gathered SELECT {CELLS} FROM read_csv($file, header = true, auto_detect = false, columns = {AS_READ})"
)
UNDATED = """
SELECT count(*) FROM gathered WHERE period_start IS NULL OR period_end IS NULL OR vintage IS NULL
"""
# What does not count, or not yet (etl.parsing.admitted): by the day, so that builds of one day are alike at each hour.
LIMITS = "CREATE TEMP TABLE limits (series_id VARCHAR, begins DATE, ahead BOOLEAN)"
UNCOUNTED = """
DELETE FROM gathered USING limits
WHERE gathered.series_id = limits.series_id
  AND (vintage::DATE > $today OR period_end > $today AND NOT ahead OR period_start < begins)
RETURNING gathered.series_id, entity, period_end::VARCHAR, vintage::DATE::VARCHAR
"""
# Rows less those that say the same as their predecessor.
DIFFERING = f"""
INSERT INTO observation
SELECT * FROM gathered
WINDOW history AS (PARTITION BY {", ".join(KEY)} ORDER BY vintage)
QUALIFY row_number() OVER history = 1
     OR {" OR ".join(f"{name} IS DISTINCT FROM lag({name}) OVER history" for name in SAYS)}
ORDER BY {", ".join(KEY)}, vintage
"""
# A chart of a series whose source was never asked would be an empty frame: it comes with the first rows.
EMPTY = """
SELECT chart_id FROM chart_series WHERE series_id NOT IN (SELECT series_id FROM observation)
"""

NEWEST = f"""
SELECT series_id, {", ".join(PlainRow._fields)} FROM latest ORDER BY {", ".join(KEY)}
"""


def gather(db: duckdb.DuckDBPyConnection, catalogue: Catalogue, files: list[Path]) -> list[Issue]:
    """Fill the empty table `observation` from seed and log files (etl.parsing.columns) and the kept
    tables.

    Returns what is left out, since it does not count on the catalogue's `today`. Raises ValueError naming a file that
    is no such file.
    """
    db.execute("CREATE TEMP TABLE gathered AS FROM observation LIMIT 0")
    for path in files:
        try:
            with path.open(encoding="utf-8", newline="") as file:
                header = next(csv.reader(file), [])
            if header != COLUMNS:
                raise ValueError(f"columns are {', '.join(header)}; expected {', '.join(COLUMNS)}")
            db.execute(READ, {"file": str(path)})
        except (ValueError, duckdb.Error) as error:
            said = trouble(error) if isinstance(error, duckdb.Error) else str(error)
            raise ValueError(f"{short_name(path)}: {said.replace(str(path), short_name(path))}") from error
        if db.execute(UNDATED).fetchone() != (0,):
            raise ValueError(f"{short_name(path)}: {_undated(path)}")
    insert(db, "gathered", kept_observations(catalogue))
    left_out = _uncounted(db, catalogue)
    db.execute(DIFFERING)
    db.execute("DROP TABLE gathered")
    return left_out


def _undated(path: Path) -> str:
    """The first row without a date where one belongs, and what it has there."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            for name, kind in TYPES.items():
                if kind in WRITTEN and not (re.fullmatch(WRITTEN[kind], row[name]) and _is_date(row[name])):
                    return f"row {number}, {name}: {row[name]!r} is no date"
    return "a row has no date"


def _is_date(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _uncounted(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Issue]:
    """Take the rows that do not count out of `gathered`; returns an issue for each of their series."""
    db.execute(LIMITS)
    insert(db, "limits", [{"series_id": s.id, "begins": s.begins, "ahead": s.ahead} for s in catalogue.series])
    found: dict[str, list[str]] = {}
    for name, entity, period, learned in db.execute(UNCOUNTED, {"today": catalogue.today}).fetchall():
        found.setdefault(name, []).append(f"{entity}, {period}, learned {learned}")
    db.execute("DROP TABLE limits")
    return [
        Issue(
            name,
            f"{counted(len(rows), 'row')} left out: of a day to come, learned on one, or before the series began "
            f"({max(rows)})",
            refused=False,
        )
        for name, rows in sorted(found.items())
    ]


def kept_observations(catalogue: Catalogue) -> list[TableRow]:
    """The rows of the kept tables, keys COLUMNS: `known_on` is the vintage, or where it is not known the day of the
    table; unverified rows say so."""
    gathered = {source.id: source.gathered for source in catalogue.sources if source.gathered}
    return [
        {
            **{name: row[name] for name in ("series_id", "entity", "note", "url")},
            **{name: dt.date.fromisoformat(row[name]) for name in ("period_start", "period_end")},
            **{name: float(row[name]) if row[name] else None for name in ("value", "low", "high")},
            "vintage": dt.datetime.fromisoformat(row["known_on"] or gathered[source].isoformat()),
            "status": row["status"] if row["verified"] == "stored page" else "unverified",
            "cause": Cause.PUBLISHER.value,
        }
        for source, rows in catalogue.kept.items()
        for row in rows
    ]


def drop_empty_charts(db: duckdb.DuckDBPyConnection) -> None:
    """Leave out the charts of which a series holds no rows."""
    empty = [name for (name,) in db.execute(EMPTY).fetchall()]
    for table in ("chart", "chart_series", "chart_entity", "chart_event"):
        db.execute(f"DELETE FROM {table} WHERE chart_id IN (SELECT unnest($ids))", {"ids": empty})


def leave_out(db: duckdb.DuckDBPyConnection, catalogue: Catalogue, problems: dict[str, list[str]]) -> None:
    """Take articles out again, for what only the observations tell. `problems`: {article: what is wrong with it}."""
    for table in ("claim_check", "claim", "excerpt", "article"):
        db.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT unnest($ids))", {"ids": list(problems)})
    files = {name: catalogue.places[f"article {name}"].partition(",")[0] for name in problems}
    insert(
        db, "unfinished", [{"file": files[name], "problem": said} for name, told in problems.items() for said in told]
    )


def found_issues(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Issue]:
    """The issues of every series' newest rows, and of rows whose series is not declared. Nothing held is none where
    nothing was ever recorded."""
    held = {name for (name,) in db.execute("SELECT DISTINCT series_id FROM observation").fetchall()}
    declared = {series.id: series for series in catalogue.series}
    unknown = [Issue(name, "the series is not declared", refused=True) for name in sorted(held - declared.keys())]
    found = {name: issues(declared[name], rows) for name, rows in _newest(db) if name in declared}
    asked = declared.keys() - (catalogue.awaited() - held)
    found |= {name: issues(declared[name], []) for name in asked - found.keys()}
    return [*unknown, *(issue for name in declared for issue in found.get(name, []))]


def _newest(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[PlainRow]]]:
    """The newest rows of each series. Some at a time: all of them together would be the peak of memory."""
    db.execute(NEWEST)
    cells = (row for some in iter(lambda: db.fetchmany(2000), []) for row in some)
    for name, rows in groupby(cells, key=itemgetter(0)):
        yield name, [PlainRow(*row[1:]) for row in rows]
