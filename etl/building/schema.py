"""The schema of a build: all its tables, views and macros, without a row."""

import tempfile
from functools import cache
from pathlib import Path

import duckdb

from etl.store import ROOT

SQL = tuple(ROOT / "etl" / "building" / f"{name}.sql" for name in ("schema", "found", "verdict"))
# Older DuckDB can then open the public copy; a file of the newest format they refuse. What is not finished is thrown
# away, so what goes into it is not logged beside it before.
WRITTEN = "STORAGE_VERSION 'v1.0.0', RECOVERY_MODE 'no_wal_writes'"


def connected() -> duckdb.DuckDBPyConnection:
    """A connection to write with. One thread: rows lie in the same order in every file, and the peak of memory is
    lower."""
    db = duckdb.connect(config={"threads": 1})
    # To try fsst with every column takes 0.02 s a file, and makes none of ours smaller.
    db.execute("SET disabled_compression_methods = 'fsst'")
    return db


def create(db: duckdb.DuckDBPyConnection) -> None:
    """Create the schema in the database that is in use.

    It is copied from an empty file: DuckDB works longer on the words of its views than on all else in a small build.
    """
    (name,) = db.execute("SELECT current_database()").fetchall()[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.duckdb")
        path.write_bytes(_empty())
        attach(db, path, "without_rows", "READ_ONLY")
        db.execute(f'COPY FROM DATABASE without_rows TO "{name}"')
        db.execute("DETACH without_rows")


def attach(db: duckdb.DuckDBPyConnection, path: Path, name: str, how: str = WRITTEN) -> None:
    """Attach a file as `name`: a new one that is to be written, unless `how` says READ_ONLY."""
    quoted = str(path).replace("'", "''")
    db.execute(f"ATTACH '{quoted}' AS {name} ({how})")


def finish(db: duckdb.DuckDBPyConnection, name: str) -> None:
    """Write all of an attached file that was written, and let it go."""
    db.execute(f"CHECKPOINT {name}")
    db.execute("USE memory")
    db.execute(f"DETACH {name}")


@cache
def _empty() -> bytes:
    """The bytes of a file of the schema, made once by each process."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as db:
        path = Path(folder, "empty.duckdb")
        attach(db, path, "written")
        db.execute("USE written")
        for sql in SQL:
            db.execute(sql.read_text(encoding="utf-8"))
        finish(db, "written")
        return path.read_bytes()
