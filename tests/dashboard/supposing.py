"""What the tests of flips share: builds of one claim, and copies of them in which something else was found."""

import datetime as dt
import itertools
import os
import shutil
from pathlib import Path

import duckdb

from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord
from dashboard.words import flips
from etl.building import build as builder
from etl.building.build import READING
from tests.etl import world

EXAMPLES = itertools.count()


def built(folder: Path, *checks: str, written: bool = False, published: str = "2024-02-01", **keys: object) -> Build:
    """A build of the tiny world with one claim `c` of these checks. `written`: the world lies in `folder`/data."""
    root = folder / "data" if written else world.write(folder / "data")
    text = world.article(world.claim("c", *checks, **keys), published=published)
    (root / "articles/piece.toml").write_text(text, encoding="utf-8")
    return Build(
        builder.build(data=root, seed=root / "seed", builds=folder / "builds", log=folder / "log", publish=False).path
    )


def claim_of(build: Build, name: str = "c", asof: dt.date | None = None) -> ClaimRecord:
    found = (c for a in claims.articles(build) for e in claims.excerpts(build, a, asof) for c in e.claims)
    return next(claim for claim in found if claim.id == name)


def told(build: Build, name: str = "c", asof: dt.date | None = None) -> tuple[str, ...]:
    return tuple(text.replace("\u00a0", " ") for text in flips.flip_sentences(build, claim_of(build, name, asof)))


def changed(build: Build, *updates: tuple[str, list]) -> Build:
    """A copy of a build in which rows were changed. Workers share builds, so a copy is named after its own."""
    copy = build.path.with_name(f"{build.id}-{os.getpid()}-{next(EXAMPLES)}.duckdb")
    shutil.copy(build.path, copy)
    with duckdb.connect(str(copy)) as db:
        for sql, values in updates:
            db.execute(sql, values)
    return Build(copy)


def evidence_is(lo: float, hi: float, series: str = "count") -> tuple[str, list]:
    sql = "UPDATE observation SET value = ?, low = ?, high = ? WHERE series_id = ? AND period_end = '2024-02-01'"
    return sql, [lo if lo == hi else None, lo, hi, series]


NOW = "SELECT verdict FROM claim_verdict WHERE (claim_id, basis, shift_days) = (?, 'now', 0)"


def verdict(build: Build, name: str) -> str:
    with duckdb.connect(str(build.path), read_only=True, config=READING) as db:
        ((found,),) = db.execute(NOW, [name]).fetchall()
    return found
