"""From seed, log and declarations to one finished, checked database file; CURRENT moves to it in one step."""

import datetime as dt
import hashlib
import json
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import clock
from etl.building import declared_rows, observed_rows, public_copy, schema
from etl.building.magnitudes import misplaced
from etl.building.schema import SQL
from etl.code import code_files
from etl.declared import article_files
from etl.declared import catalogue as declared
from etl.declared.catalogue import Catalogue
from etl.duckdb_inside import UNWRITTEN, has_all_blocks
from etl.parsing.plausible import Issue
from etl.store import COMMAND, DATA, ROOT, SEED, builds_dir, log_dir, short_name

# Another table or view is another schema: a build of one is not read by the program of another.
SCHEMA_VERSION = zlib.crc32(b"".join(path.read_bytes() for path in SQL)) >> 1
KEPT_BUILDS = 5
Config = dict[str, str | bool | int | float | list[str]]
# Every reader in a process must open a path with the same configuration.
READING: Config = {"enable_external_access": "false", "lock_configuration": "true"}


class BuildError(Exception):
    """A build that must not be published. The message lists what is wrong and what to do."""


@dataclass(frozen=True)
class Built:
    """Which build CURRENT names now, and whether this call made it."""

    path: Path
    new: bool


def build(
    *,
    data: Path = DATA,
    seed: Path = SEED,
    log: Path | None = None,
    builds: Path | None = None,
    now: dt.datetime | None = None,
    publish: bool = True,
) -> Built:
    """Make a build and its public copy, unless CURRENT already has one of the same inputs and code.

    An article that is not finished is left out: see `unfinished`. Unless `publish`, no public copy is made, and nobody
    asks whether every claim has a verdict: that half of the work is for a build that is to be read by anyone.

    Raises CatalogueError for broken declarations, BuildError for observations that may not be published, OSError when
    the folder cannot be written. In each case CURRENT stays where it was.
    """
    log, builds = log or log_dir(), builds or builds_dir()
    moment = now or clock.now()
    inputs = _inputs(data, seed, log)
    made_of = [inputs, *article_files.ahead(article_files.article_paths(data / "articles"), moment.date())]
    # What is left out, since its day has not come, may count tomorrow: such a build is of its day.
    fingerprint, of_today = _fingerprint(made_of), _fingerprint([*made_of, str(moment.date())])
    present = current(builds)
    if present is not None and _is_of(present, (fingerprint, of_today), moment) and opens(present):
        if publish and not opens(public_copy.public_path(present)):
            with schema.connected() as db:
                public_copy.make_copy(db, present, public_copy.public_path(present))
        return Built(present, new=False)
    catalogue = declared.load(data, today=moment.date())
    builds.mkdir(parents=True, exist_ok=True)
    part = builds / f"{moment:%Y%m%dT%H%M%SZ}-{fingerprint}.part"
    # Says with an OSError that the folder cannot be written; DuckDB would say it with an error of its own.
    part.touch()
    part.unlink()
    try:
        with schema.connected() as db:
            schema.attach(db, part, "built")
            db.execute("USE built")
            schema.create(db)
            declared_rows.fill(db, catalogue)
            left_out, odd = fill_observed(db, catalogue, [*sorted(seed.glob("*.csv")), *sorted(log.glob("*.csv"))])
            path = builds / f"{moment:%Y%m%dT%H%M%SZ}-{of_today if left_out else fingerprint}.duckdb"
            told = [{"series_id": issue.series_id, "message": issue.message} for issue in (*left_out, *odd)]
            declared_rows.insert(db, "issue", told)
            declared_rows.insert(
                db, "build", [{"build_id": path.stem, "built_at": moment, "schema_version": SCHEMA_VERSION}]
            )
            declared_rows.insert(db, "input", [{"path": name, "sha256": digest} for name, digest in inputs.items()])
            check_rows(db)
            schema.finish(db, "built")
            if publish:
                public_copy.make_copy(db, part, public_copy.public_path(path))
                check_verdicts(db, public_copy.public_path(path))
        part.replace(path)
    except UNWRITTEN as error:
        raise OSError(f"{part.name} could not be written: {error}") from error
    finally:
        for left in (part, part.with_name(f"{part.name}.wal")):
            left.unlink(missing_ok=True)
    point_current(path)
    return Built(path, new=True)


def fill_observed(
    db: duckdb.DuckDBPyConnection, catalogue: Catalogue, files: list[Path]
) -> tuple[list[Issue], list[Issue]]:
    """Fill the table of observations; returns what is left out of it, and what is odd. Raises BuildError for what is
    refused.

    An article whose limits do not fit to them is taken out again.
    """
    try:
        left_out = observed_rows.gather(db, catalogue, files)
    except ValueError as error:
        remedy = f"Mend or remove the file; {COMMAND} repair takes out of a log what cannot be read."
        raise BuildError(f"{error}\n{remedy}") from error
    found = observed_rows.found_issues(db, catalogue)
    if refused := [issue for issue in found if issue.refused]:
        raise BuildError(_refusal(catalogue, files, refused))
    observed_rows.drop_empty_charts(db)
    wrong = misplaced(db, catalogue)
    if len(wrong) == len(catalogue.articles):
        raise BuildError("\n".join(problem for problems in wrong.values() for problem in problems))
    observed_rows.leave_out(db, catalogue, wrong)
    return left_out, found


def _refusal(catalogue: Catalogue, files: list[Path], refused: list[Issue]) -> str:
    """What is refused, a line each, then the files in which it stands, and what to do."""
    names = {issue.series_id for issue in refused}
    sources = {series.source for series in catalogue.series if series.id in names}
    held = [short_name(path) for path in files if path.stem in sources]
    held += [f"tables/{name}.csv" for name in catalogue.kept if name in sources]
    where = ", ".join(held) or "seed or log"
    lines = [f"{issue.series_id}: {issue.message}" for issue in refused]
    return "\n".join([*lines, f"Mend that in {where}, or what its series expects in catalogue/sources."])


def check_rows(db: duckdb.DuckDBPyConnection) -> None:
    """What must hold in every build. Raises BuildError."""
    repeated = db.execute(
        "SELECT series_id, entity, period_end, vintage FROM observation"
        " GROUP BY series_id, entity, period_start, period_end, vintage HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    if repeated:
        series_id, entity, period, vintage = repeated
        raise BuildError(
            f"{series_id}, {entity}, {period}: learned twice at {vintage}. Remove one row from its seed or log."
        )


def check_verdicts(db: duckdb.DuckDBPyConnection, copy: Path) -> None:
    """Every claim has a verdict: asked of the public copy, for which they were computed. Raises BuildError."""
    schema.attach(db, copy, "copied", "READ_ONLY")
    unjudged = db.execute(
        "SELECT claim_id FROM copied.claim EXCEPT SELECT claim_id FROM copied.claim_verdict WHERE verdict IS NOT NULL"
    ).fetchall()
    if unjudged:
        raise BuildError(f"claims without a verdict: {unjudged}. See etl/building/verdict.sql.")


def point_current(path: Path) -> None:
    """Point CURRENT at a finished build, in one step, and drop all but the newest few and what killed builds left."""
    pointer = path.parent / "CURRENT"
    part = pointer.with_suffix(".part")
    part.write_text(path.name + "\n", encoding="utf-8")
    part.replace(pointer)
    finished = sorted(path.parent.glob("*.duckdb"), reverse=True)
    for old in [build for build in finished if build != path][KEPT_BUILDS - 1 :]:
        # Windows keeps a file that a reader has open; the next build drops it.
        with suppress(PermissionError):
            old.unlink()
    public_copy.drop_orphans(path.parent)
    # What a killed build left. One that is under way was written to within the hour.
    for left in path.parent.rglob("*.part*"):
        with suppress(FileNotFoundError, PermissionError):
            if time.time() - left.stat().st_mtime > 3600:
                left.unlink()


def current(builds: Path | None = None) -> Path | None:
    """The build that CURRENT names, or None when there is no CURRENT or it names nothing that exists."""
    builds = builds or builds_dir()
    try:
        name = (builds / "CURRENT").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    path = builds / name
    return path if name and path.is_file() else None


def opens(path: Path) -> bool:
    """Whether a finished build can be read: a damaged or half-written file cannot, nor one of another schema."""
    try:
        with duckdb.connect(str(path), read_only=True, config=READING) as db:
            return has_all_blocks(db, path) and db.execute("SELECT schema_version FROM build").fetchall() == [
                (SCHEMA_VERSION,)
            ]
    except duckdb.Error:
        return False


def unfinished_articles(path: Path) -> dict[str, list[str]]:
    """{file: what is wrong with it} of the articles that a build leaves out."""
    found: dict[str, list[str]] = {}
    with duckdb.connect(str(path), read_only=True, config=READING) as db:
        for name, problem in db.execute("SELECT file, problem FROM unfinished ORDER BY rowid").fetchall():
            found.setdefault(name, []).append(problem)
    return found


def _is_of(present: Path, fingerprints: tuple[str, ...], moment: dt.datetime) -> bool:
    """Whether a build was made of the same. A clock that was ahead counted rows whose day has not come."""
    return present.stem.endswith(fingerprints) and present.stem.partition("-")[0] <= f"{moment:%Y%m%dT%H%M%SZ}"


def _fingerprint(made_of: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:12]


def _inputs(data: Path, seed: Path, log: Path) -> dict[str, str]:
    """The hash of everything a build is made from: declarations, tables, seed, log, and the code that builds."""
    declared = ("catalogue/*.*", "catalogue/*/*.toml", "tables/*.csv")
    written = article_files.article_paths(data / "articles")
    groups = {
        "data": (data, [*written, *(path for pattern in declared for path in data.glob(pattern))]),
        "seed": (seed, seed.glob("*.csv")),
        "log": (log, log.glob("*.csv")),
        "code": (ROOT, [*code_files("etl.building.build"), *SQL]),
    }
    return {
        f"{group}/{path.relative_to(folder).as_posix()}": declared_rows.sha256(path) if path.is_file() else "no file"
        for group, (folder, paths) in groups.items()
        for path in sorted(paths)
    }
