"""Connections to a build, read-only: one for everybody, and one for each of the newest days looked back from."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock

import duckdb

from etl.building.build import READING

# Of so many days the record as it stood is held; each takes a few MB.
DAYS = 6


@lru_cache(maxsize=2)
def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config=READING)


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A cursor on a build, read-only; one path, one configuration. A build is never overwritten, so it stays open."""
    return _opened(path).cursor()


@contextmanager
def looking(path: Path, moment: dt.datetime | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a build; with a `moment` one in which the record as known then is at hand and claims are judged
    as of then. Nobody else uses it meanwhile.
    """
    if moment is None:
        with connect(path) as db:
            yield db
        return
    db, lock = _record(path, moment)
    with lock:
        yield db


@lru_cache(maxsize=DAYS)
def _record(path: Path, moment: dt.datetime) -> tuple[duckdb.DuckDBPyConnection, Lock]:
    """The record of one moment, found once: every question about a day would look through all vintages otherwise."""
    db = connect(path)
    db.execute("SET VARIABLE judged_at = $t::TIMESTAMP", {"t": moment})
    db.execute("CREATE TEMP TABLE record AS FROM known_at($t::TIMESTAMP)", {"t": moment})
    # Temporary macros come before those of the build that have their names, in its views too.
    db.execute(
        "CREATE TEMP MACRO known_at(t) AS TABLE FROM record WHERE t = getvariable('judged_at')"
        " OR error('this connection holds the record of another moment')"
    )
    return db, Lock()
