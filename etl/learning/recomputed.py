"""Histories that their publisher computes anew at each run: what is recorded of them at once, and what waits.

Every row of such a history differs from the one held at each run, mostly by little. What waits is kept beside the
answer, and recorded after all when a verdict would be another with it (etl.learning.run).
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from etl.building.declared_rows import sha256
from etl.building.observed_rows import READ
from etl.learning.log import LEARNED, newest_rows
from etl.parsing.columns import KEY
from etl.parsing.observations import empty, keys_in, read_csv, write_csv

# How long revisions wait for each other at most.
TOGETHER = dt.timedelta(days=28)
# The share of the largest value by which a figure has to move for them not to wait. The bounds of an estimate jump at
# the end of a history with each computation, and say by themselves that little is known there.
NOTICED = {"value": 0.03, "low": 0.1, "high": 0.1}
WAITING = "waiting.csv"
# What was found to move no verdict of which build.
JUDGED = "judged.txt"


def taken_and_waiting(
    known: pd.DataFrame, found: pd.DataFrame, learned: dt.datetime
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of `found`, the changes of one series, what to append now and what waits. Columns COLUMNS.

    New periods never wait. Revisions are taken or wait all together, so that what is held of them is of one
    computation. They are taken when a figure moved by NOTICED or another status says more, and else when TOGETHER has
    passed since the last were.
    """
    revising = keys_in(found, known)
    if not revising.any():
        return found, found[revising]
    later = known[known.duplicated(KEY) | (known["vintage"] == known["vintage"].min())]
    before, after = newest_rows(known).set_index(KEY), found[revising].set_index(KEY)
    before = before.loc[after.index]
    moved = (after[list(NOTICED)] - before[list(NOTICED)]).abs().max().dropna()
    small = moved < known["value"].abs().max() * pd.Series(NOTICED)[moved.index]
    same = after["status"] == before["status"]
    waits = small.all() and same.all() and learned - later["vintage"].max() < TOGETHER
    return (found[~revising], found[revising]) if waits else (found, found[:0])


def keep_waiting(folder: Path, rows: pd.DataFrame) -> None:
    """Keep what waits of the answer that lies in this folder, in place of what waited of the one before it."""
    if len(rows):
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(rows, folder / WAITING)
    else:
        (folder / WAITING).unlink(missing_ok=True)


def waiting_rows(raw: Path) -> dict[str, pd.DataFrame]:
    """{source: rows that wait}. Raises ValueError naming a file that is no such file."""
    return {path.parent.name: read_csv(path) for path in sorted(raw.glob(f"*/{WAITING}"))}


def record_waiting(log: Path, raw: Path, source: str, rows: pd.DataFrame) -> None:
    """Append what waited to the source's log, each row once; it waits no longer."""
    path = log / f"{source}.csv"
    held = read_csv(path) if path.exists() else empty()
    new = rows[~keys_in(rows, held, LEARNED)]
    if len(new):
        log.mkdir(parents=True, exist_ok=True)
        write_csv(pd.concat([held, new]) if len(held) else new, path)
    (raw / source / WAITING).unlink()


@contextmanager
def build_with_waiting(build: Path, raw: Path) -> Iterator[Path]:
    """A copy of a build in which what waits is known too, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(build, folder))
        with duckdb.connect(str(copy)) as db:
            db.execute("CREATE TEMP TABLE gathered AS FROM observation LIMIT 0")
            for path in raw.glob(f"*/{WAITING}"):
                db.execute(READ, {"file": str(path)})
            db.execute("INSERT INTO observation FROM gathered")
        yield copy


def is_settled(build: Path, raw: Path) -> bool:
    """Whether `settle` said that what waits moves no verdict of this build."""
    path = raw / JUDGED
    return path.exists() and path.read_text(encoding="utf-8") == _judged(build, raw)


def settle(build: Path, raw: Path) -> None:
    """Say that what waits moves no verdict of a build, so that it is not judged again at each run."""
    (raw / JUDGED).write_text(_judged(build, raw), encoding="utf-8")


def _judged(build: Path, raw: Path) -> str:
    waits = "".join(f"{path.parent.name} {sha256(path)}\n" for path in sorted(raw.glob(f"*/{WAITING}")))
    return f"{build.name}\n{waits}"
