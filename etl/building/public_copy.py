"""The public copy of a build: what anyone may download and attach.

It has every table and view of the build, but no observation of a source whose terms let it only be shown. Verdicts
rest on those as well, so what found.sql and verdict.sql compute from all of the build stands in it as tables, without
their values.
"""

from contextlib import suppress
from pathlib import Path

import duckdb

from etl.building import schema
from etl.duckdb_inside import UNWRITTEN

# Views of found.sql and verdict.sql, each of which reads the one before it.
JUDGED = ("check_found", "check_result", "claim_verdict")
# When a limit was reached tells as much as a value.
FOUND_VALUES = (
    *("value", "level", "level_lo", "level_hi", "base_value"),
    *("lo", "hi", "than_lo", "than_hi", "reached_on"),
)
WITHHELD = "SELECT series_id FROM whole.series JOIN whole.source USING (source_id) WHERE share <> 'open'"
# What the rows of these tables say of a series are its values, or words that repeat some.
OF_SERIES = ("observation", "issue")
# What is wrong with articles that nobody has published yet.
OURS = ("unfinished",)
UNTOLD = f"""
SELECT check_id FROM whole.claim_check
WHERE series_id IN ({WITHHELD}) OR plus_series_id IN ({WITHHELD}) OR than_series_id IN ({WITHHELD})
"""


def public_path(build: Path) -> Path:
    """Where the public copy of a build lies, if it was made."""
    return build.parent / "public" / build.name


def make_copy(db: duckdb.DuckDBPyConnection, build: Path, copy: Path) -> None:
    """Make the public copy of a build, in one step. `db`: a connection that has no database but its own. Raises OSError
    when the copy cannot be written."""
    part = copy.with_suffix(".part")
    try:
        write_copy(db, build, part)
        part.replace(copy)
    finally:
        for left in (part, part.with_name(f"{part.name}.wal")):
            left.unlink(missing_ok=True)


def write_copy(db: duckdb.DuckDBPyConnection, build: Path, copy: Path) -> None:
    """Write what may be passed on of a build into a new file. Raises OSError when it cannot be written.

    Nothing is deleted from a copy of the whole file, since bytes of deleted rows stay in it.
    """
    copy.parent.mkdir(exist_ok=True)
    # Says with an OSError that the folder cannot be written; DuckDB would say it with an error of its own.
    copy.touch()
    copy.unlink()
    try:
        schema.attach(db, build, "whole", "READ_ONLY")
        _find(db)
        schema.attach(db, copy, "copied")
        db.execute("USE copied")
        schema.create(db)
        _copy_tables(db)
        _keep_verdicts(db)
        schema.finish(db, "copied")
        db.execute("DETACH whole")
    except UNWRITTEN as error:
        raise OSError(f"{copy.name} could not be written: {error}") from error


def _find(db: duckdb.DuckDBPyConnection) -> None:
    """Make the first of JUDGED a temporary table. It alone reads observations, and needs most of the memory: so it is
    asked first, while nothing else is held, and of one article at a time."""
    into = f"CREATE TEMP TABLE {JUDGED[0]} AS"
    for article in db.execute("SELECT DISTINCT article_id FROM whole.moment ORDER BY ALL").fetchall():
        # Temporary tables come before the views of their name, in other views too.
        db.execute("CREATE TEMP TABLE moment AS FROM whole.moment WHERE article_id = ?", article)
        db.execute(f"{into} FROM whole.{JUDGED[0]}")
        db.execute("DROP TABLE temp.moment")
        into = f"INSERT INTO temp.{JUDGED[0]}"


def _copy_tables(db: duckdb.DuckDBPyConnection) -> None:
    tables = db.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'whole'").fetchall()
    for table in (name for (name,) in tables if name not in OURS):
        kept = f"WHERE series_id NOT IN ({WITHHELD})" if table in OF_SERIES else ""
        db.execute(f"INSERT INTO copied.{table} FROM whole.{table} {kept}")


def _keep_verdicts(db: duckdb.DuckDBPyConnection) -> None:
    """Put tables in the place of the views JUDGED: what the whole build finds, less the values of withheld series."""
    # Asked once, and not for each of the values.
    db.execute(f"SET VARIABLE untold = (SELECT list(check_id) FROM ({UNTOLD}))")
    untold = "list_contains(getvariable('untold'), check_id)"
    hidden = ", ".join(f"if({untold}, NULL, {name}) AS {name}" for name in FOUND_VALUES)
    # They are computed from what the first one found, values included. Temporary tables come before the views of their
    # name, in other views too, and are in no file.
    for view in JUDGED[1:]:
        db.execute(f"CREATE TEMP TABLE {view} AS FROM copied.{view}")
    for view in reversed(JUDGED):
        db.execute(f"DROP VIEW copied.{view}")
    for view in JUDGED:
        told = "*" if view == "claim_verdict" else f"* REPLACE ({hidden})"
        db.execute(f"CREATE TABLE copied.{view} AS SELECT {told} FROM temp.{view}")


def drop_orphans(builds: Path) -> None:
    """Remove the public copies of builds that are no more."""
    for copy in (builds / "public").glob("*.duckdb"):
        if not (builds / copy.name).exists():
            # Windows keeps a file that a reader has open; the next build drops it.
            with suppress(PermissionError):
                copy.unlink(missing_ok=True)
