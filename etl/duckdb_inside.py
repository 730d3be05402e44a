"""What we lean on of DuckDB beyond what its documents promise; tests/etl/test_duckdb_inside.py tells what broke.

One thing besides these functions: temporary tables and macros come before what has their names in an attached file, in
the file's own views and macros as well. So a build is read as of a day (dashboard/record/build.py), its verdicts
under a supposition (dashboard/record/supposed.py), and its public copy is judged (etl/building/public_copy.py).
"""

from pathlib import Path

import duckdb

# What comes of a disk that is full, or fails: which of them differs by the moment.
UNWRITTEN = (duckdb.OperationalError, duckdb.FatalException)
# What follows this in the message about a file are remedies and settings, none of which is a reader's to change.
REMEDIES = "Possible "


def trouble(error: duckdb.Error) -> str:
    """What is wrong with a CSV file that could not be read, with the number of its line, and no more."""
    return str(error).partition(REMEDIES)[0].strip()


def has_all_blocks(db: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether the file of an open database has all its blocks: one cut off opens when its first ones are there."""
    (size,) = db.execute("SELECT block_size * total_blocks FROM pragma_database_size()").fetchall()[0]
    return path.stat().st_size >= size
