"""The schema of a build: all its tables, views and macros, without a row."""

import tempfile
from functools import cache
from pathlib import Path

import duckdb

from etl.store import ROOT

SQL = tuple(ROOT / "etl" / "building" / f"{name}.sql" for name in ("schema", "found", "verdict"))
# Older DuckDB can then open the public copy; a file of the newest format they refuse.
STORAGE = "v1.0.0"


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


def attach(db: duckdb.DuckDBPyConnection, path: Path, name: str, how: str = f"STORAGE_VERSION '{STORAGE}'") -> None:
    """Attach a file as `name`: a new one that is to be written, unless `how` says READ_ONLY."""
    quoted = str(path).replace("'", "''")
    db.execute(f"ATTACH '{quoted}' AS {name} ({how})")


@cache
def _empty() -> bytes:
    """The bytes of a file of the schema, made once by each process."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as db:
        path = Path(folder, "empty.duckdb")
        attach(db, path, "written")
        db.execute("USE written")
        for sql in SQL:
            db.execute(sql.read_text(encoding="utf-8"))
        db.execute("CHECKPOINT written")
        db.execute("USE memory")
        db.execute("DETACH written")
        return path.read_bytes()
