"""One refresh of one source: ask, read, hold against what is expected, and append what is new, changed or gone.

Every step leaves what was known whole, so that a refresh may end anywhere: rows are appended before the answer they
came from is kept, and an answer read twice appends nothing.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from etl import answers, recomputed
from etl.addresses import rolls
from etl.answers import State
from etl.catalogue import Catalogue
from etl.declarations import Source
from etl.fetch import Fetcher, Got, Held, Unreachable
from etl.log import changes, newest
from etl.observations import KEY, empty, read_csv, write_csv
from etl.reading import SourceError, is_page
from etl.seed import declared
from etl.sources import parser
from etl.validate import disappeared, issues

FRESH, UNCHANGED, REFUSED, UNREACHABLE = "fresh", "unchanged", "refused", "unreachable"


@dataclass(frozen=True)
class Folders:
    """Where things lie: `data` with the kept tables, the `seed`, and the `log` and `raw` that a refresh writes."""

    data: Path
    seed: Path
    log: Path
    raw: Path


@dataclass(frozen=True)
class Result:
    """What a refresh of one source found. `problem`: in words, why it was refused or could not be reached.

    `remarks`: in words, what was passed over, or is new and harmless, though an answer was accepted.
    """

    source: str
    outcome: str
    new: int = 0
    changed: int = 0
    gone: int = 0
    newest: str = ""
    seconds: float = 0.0
    mirrors: tuple[str, ...] = ()
    problem: str = ""
    remarks: tuple[str, ...] = ()


class Refused(Exception):
    """Rows that may not be appended: impossible, too few, or fewer than before."""


def refresh(catalogue: Catalogue, source: Source, fetcher: Fetcher, folders: Folders, now: dt.datetime) -> Result:
    """Bring one source up to date. `now`: when this refresh learned what it learns, in UTC.

    Trouble with the source is a Result; OSError, when our own files cannot be read or written, is raised.
    """
    started = time.monotonic()
    try:
        result = _refresh(catalogue, source, fetcher, folders, now)
    except OSError:
        raise
    except Exception as error:
        # A fault of ours in one source must not keep the others from being refreshed. Nothing was appended.
        logging.exception("the refresh of %s failed", source.id)
        result = Result(source.id, REFUSED, problem=f"a fault in reading it, see the log: {error!r}")
    return Result(**{**result.__dict__, "seconds": round(time.monotonic() - started, 1)})


def _refresh(catalogue: Catalogue, source: Source, fetcher: Fetcher, folders: Folders, now: dt.datetime) -> Result:
    folder = folders.raw / source.id
    state = answers.load(folder)
    held = answers.bodies(folder, state)
    if held is None or held.keys() != {file.name for file in source.files}:
        state, held = State(), {}
    # Addresses whose answers were refused, by file, and whether that was a page in place of data.
    passed: dict[str, dict[str, bool]] = {file.name: {} for file in source.files}
    got: dict[str, Got] = {}
    refused: Result | None = None
    remarks: tuple[str, ...] = ()
    while True:
        try:
            for file in (file for file in source.files if file.name not in got):
                over = passed[file.name]
                at = state.held.get(file.name, Held())
                got[file.name] = fetcher.get(file, at, now.date(), passed=frozenset(over), older=all(over.values()))
        except Unreachable as error:
            # What was refused says more than that no further address answers.
            return refused or Result(source.id, UNREACHABLE, problem=str(error))
        try:
            return _taken(catalogue, source, folders, now, state, held, got, remarks)
        except (SourceError, Refused) as error:
            files = {name: one.body for name, one in got.items() if one.body not in (None, held.get(name))}
            if refused is None:
                refused = Result(source.id, REFUSED, problem=str(error), mirrors=_mirrors(got))
                answers.reject(folder, files, str(error))
            suspect = [error.file] if isinstance(error, SourceError) and error.file in files else list(files)
            if not suspect:
                return refused
            for file in (file for file in source.files if file.name in suspect):
                one = got.pop(file.name)
                passed[file.name][one.held.url] = page = is_page(one.body)
                # A month that is not published yet is no trouble, however its absence is told.
                if not (page and any(rolls(url) for url in file.urls)):
                    remarks += (f"{one.held.url}: passed over. {error}",)


def _taken(
    catalogue: Catalogue,
    source: Source,
    folders: Folders,
    now: dt.datetime,
    state: State,
    held: dict[str, bytes],
    got: dict[str, Got],
    remarks: tuple[str, ...],
) -> Result:
    """What is learned of an answer, appended and kept. Raises SourceError and Refused; nothing was written then."""
    folder, path = folders.raw / source.id, folders.log / f"{source.id}.csv"
    files = {name: held[name] if one.body is None else one.body for name, one in got.items()}
    tables = {name: (folders.data / "tables" / f"{name}.csv").read_bytes() for name in source.tables}
    kept = State(
        held={name: one.held for name, one in got.items()},
        sha256={name: answers.hash_of(body) for name, body in files.items()},
        code=answers.code_of(source.id, tables),
        log=_hash(path),
    )
    remarks += tuple(remark for one in got.values() for remark in one.remarks)
    if (kept.sha256, kept.code, kept.log) == (state.sha256, state.code, state.log):
        answers.keep(folder, kept, {})
        return Result(source.id, UNCHANGED, mirrors=_mirrors(got), remarks=remarks)
    steps = _steps(state, kept, held, files, now)
    earlier = [(files | {name: body}, now, "publisher") for name, one in got.items() for body in one.earlier]
    log, added, waits, told = _learned(catalogue, source, folders, [*steps[:-1], *earlier, *steps[-1:]], tables)
    if len(added):
        folders.log.mkdir(parents=True, exist_ok=True)
        write_csv(pd.concat([log, added]) if len(log) else added, path)
    recomputed.keep(folder, waits)
    answers.keep(folder, replace(kept, log=_hash(path)), files)
    return replace(_result(source, folders, added, _mirrors(got)), remarks=remarks + told)


def _steps(
    state: State, kept: State, held: dict[str, bytes], files: dict[str, bytes], now: dt.datetime
) -> list[tuple[dict[str, bytes], dt.datetime, str]]:
    """The answers to read, the moment each was learned, and its cause: what a changed parser makes of bytes that were
    read before is our change, and comes before what the publisher changed."""
    steps = []
    if held and state.code != kept.code:
        steps.append((held, now - dt.timedelta(seconds=1), "ours"))
    # Another log than the one that these bytes went into, or one that lost rows, must learn them again.
    if (state.sha256, state.log) != (kept.sha256, kept.log):
        steps.append((files, now, "publisher"))
    return steps


def _learned(
    catalogue: Catalogue,
    source: Source,
    folders: Folders,
    steps: list[tuple[dict[str, bytes], dt.datetime, str]],
    tables: dict[str, bytes],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """What the log held, the rows to append to it, those that wait, and what the answer tells besides.

    Raises SourceError, Refused.
    """
    log = _held(folders.log / f"{source.id}.csv")
    known = log if folders.log == folders.seed else _joined(_held(folders.seed / f"{source.id}.csv"), log)
    added, waits, told = empty(), empty(), ()
    for files, moment, cause in steps:
        rows = declared(catalogue, source.id, _parsed(source, files | tables))
        told = rows.attrs["remarks"]
        try:
            found = changes(known, rows, moment, cause)
        except ValueError as error:
            raise Refused(str(error)) from error
        _expected(catalogue, source, known, rows, _joined(known, found), set(log["series_id"]))
        if cause == "publisher":
            found, waits = _together(catalogue, source, known, found, moment)
        known, added = _joined(known, found), _joined(added, found)
    return log, added, waits, told


def _together(
    catalogue: Catalogue, source: Source, known: pd.DataFrame, found: pd.DataFrame, moment: dt.datetime
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The changes to append now, and the revisions that wait for others, of the series recomputed at each run."""
    waits = empty()
    for series in (series for series in catalogue.series if series.source == source.id and series.recomputed):
        of = found["series_id"] == series.id
        now, later = recomputed.gathered(known[known["series_id"] == series.id], found[of], moment)
        found, waits = _joined(found[~of], now), _joined(waits, later)
    return found, waits


def _parsed(source: Source, files: dict[str, bytes]) -> pd.DataFrame:
    try:
        return parser(source.id)(files)
    except ValueError as error:  # tidy: one answer states a value twice
        raise Refused(f"{source.id}: {error}") from error


def _expected(
    catalogue: Catalogue,
    source: Source,
    before: pd.DataFrame,
    answer: pd.DataFrame,
    after: pd.DataFrame,
    answered: set[str],
) -> None:
    """Hold the rows against what their series lead us to expect. Raises Refused with every reason.

    `answered`: the series that earlier answers had; what ships with the program may come from elsewhere.
    """
    found = []
    for series in (series for series in catalogue.series if series.source == source.id):
        old, new, read = (rows[rows["series_id"] == series.id] for rows in (before, after, answer))
        if not len(read):
            found += [f"{series.id}: not in the answer, though earlier ones had it"] if series.id in answered else []
            continue
        found += [issue.message for issue in issues(series, _standing(new)) if issue.refused]
        found += disappeared(series, _standing(old), read)
    if found:
        raise Refused("; ".join(found))


def _standing(rows: pd.DataFrame) -> pd.DataFrame:
    stand = newest(rows)
    return stand[stand["status"] != "withdrawn"]


def _hash(path: Path) -> str:
    return answers.hash_of(path.read_bytes()) if path.exists() else ""


def _held(path: Path) -> pd.DataFrame:
    return read_csv(path) if path.exists() else empty()


def _joined(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    frames = [frame for frame in (one, other) if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else empty()


def _mirrors(got: dict[str, Got]) -> tuple[str, ...]:
    return tuple(one.held.url for one in got.values())


def _result(source: Source, folders: Folders, added: pd.DataFrame, mirrors: tuple[str, ...]) -> Result:
    """The result of an accepted answer: rows of keys not held before, rows that say something else, and rows gone."""
    gone = int((added["status"] == "withdrawn").sum()) if len(added) else 0
    known = _joined(_held(folders.seed / f"{source.id}.csv"), _held(folders.log / f"{source.id}.csv"))
    earlier = known.groupby(KEY)["vintage"].min() if len(known) else pd.Series(dtype="datetime64[us]")
    first = earlier.reindex(pd.MultiIndex.from_frame(added[KEY])).to_numpy() == added["vintage"].to_numpy()
    new = int(first.sum()) if len(added) else 0
    last = max(known["period_end"]).isoformat() if len(known) else ""
    outcome = FRESH if len(added) else UNCHANGED
    return Result(source.id, outcome, new, len(added) - new - gone, gone, last, mirrors=mirrors)


def order(sources: list[Source], names: list[str]) -> Iterator[Source]:
    """The sources to refresh: those named, else every one whose live answer was recorded. Raises ValueError."""
    by_id = {source.id: source for source in sources}
    for name in names:
        if name not in by_id or not by_id[name].files:
            offered = ", ".join(source.id for source in sources if source.files)
            raise ValueError(f"there is no source {name!r} to refresh; there are {offered}")
    yield from (by_id[name] for name in dict.fromkeys(names)) if names else (s for s in sources if s.files and s.proven)
