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

from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Source
from etl.learning import doubts, recomputed
from etl.learning import raw as answers
from etl.learning.addresses import rolls
from etl.learning.doubts import Judge, Refused
from etl.learning.fetch import Fetcher, Got, Held, Unreachable
from etl.learning.learned import Step, learned
from etl.learning.raw import State
from etl.learning.repair import repaired
from etl.learning.seed import declared
from etl.learning.slips import FEW
from etl.learning.taken_back import unasked
from etl.learning.weighing import told
from etl.parsing.admitted import LATER, counting
from etl.parsing.answer import SourceError, is_page
from etl.parsing.observations import KEY, Repeated, empty, joined, read_csv, write_csv
from etl.sources import parser
from etl.store import COMMAND, Unreadable, log_dir
from etl.vocabulary import counted

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

    `remarks`: in words, what was passed over, or is new and harmless, though an answer was accepted. `held_back`: rows
    that are doubted and were not taken; `accepted`: what was doubted and let in by hand.
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
    held_back: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


def refresh(
    catalogue: Catalogue,
    source: Source,
    fetcher: Fetcher,
    folders: Folders,
    now: dt.datetime,
    *,
    accept: bool = False,
) -> Result:
    """Bring one source up to date. `now`: when this refresh learned what it learns, in UTC. `accept`: what is doubted
    too, as a person decided.

    Trouble with the source is a Result; OSError, when our own files cannot be read or written, is raised.
    """
    started = time.monotonic()
    unlearned: tuple[str, ...] = ()
    try:
        unlearned = _unlearned(catalogue, source, folders, now)
        result = _refresh(catalogue, source, fetcher, folders, now, accept)
    except OSError:
        raise
    except Unreadable as error:
        result = Result(source.id, REFUSED, problem=str(error))
    except Exception as error:
        # A fault of ours in one source must not keep the others from being refreshed. Nothing was appended.
        logging.exception("the refresh of %s failed", source.id)
        result = Result(source.id, REFUSED, problem=f"a fault in reading it, see the log: {error!r}")
    seconds = round(time.monotonic() - started, 1)
    return replace(result, seconds=seconds, remarks=(*unlearned, *result.remarks))


def _unlearned(catalogue: Catalogue, source: Source, folders: Folders, now: dt.datetime) -> tuple[str, ...]:
    """Take out of the log what a clock that was ahead has learned, and say so: else it would count again when its day
    comes, and stand against what was learned meanwhile.

    Nothing is taken out of the seed, nor where the seed itself was learned later: then it is this clock that is wrong.
    """
    path = folders.log / f"{source.id}.csv"
    if folders.log == folders.seed or not _after(path, now) or _after(folders.seed / path.name, now):
        return ()
    removed = repaired(catalogue.series, path, now, only=LATER)
    return (
        f"{counted(len(removed), 'row')} dated after now taken out of log/{path.name}, the first {removed[0]}; "
        "the file as it was is kept beside it",
    )


def _after(path: Path, now: dt.datetime) -> bool:
    return bool((_held(path)["vintage"] > now).any())


def _refresh(
    catalogue: Catalogue, source: Source, fetcher: Fetcher, folders: Folders, now: dt.datetime, accept: bool
) -> Result:
    folder = folders.raw / source.id
    state, judge = answers.load(folder), Judge(doubts.load(folder), now.date(), accept)
    held = answers.bodies(folder, state)
    # What a clock that was ahead has learned does not count, so that it is learned again.
    if held is None or held.keys() != {file.name for file in source.files} or state.at > now.isoformat():
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
            return _taken(catalogue, source, folders, now, state, held, got, remarks, judge)
        except (SourceError, Refused) as error:
            files = {name: one.body for name, one in got.items() if one.body not in (None, held.get(name))}
            if refused is None:
                problem = str(error)
                if isinstance(error, Refused) and files:
                    problem += f"; kept as {', '.join(f'raw/{source.id}/{name}.rejected' for name in files)}"
                refused = Result(source.id, REFUSED, problem=problem, mirrors=_mirrors(got))
                answers.reject(folder, files, problem)
                if isinstance(error, Refused) and error.doubts:
                    doubts.keep(folder, error.doubts, judge)
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
    judge: Judge,
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
        at=now.isoformat(),
        dated={name: answers.dated(one.held, state.dated.get(name, {})) for name, one in got.items()},
    )
    remarks += tuple(remark for one in got.values() for remark in one.remarks)
    # What is doubted is weighed again, though the publisher says nothing new.
    if not judge.earlier and (kept.sha256, kept.code, kept.log) == (state.sha256, state.code, state.log):
        answers.keep(folder, replace(kept, at=state.at), {})
        return Result(source.id, UNCHANGED, mirrors=_mirrors(got), remarks=remarks)
    steps = _steps(state, kept, held, files, now, again=bool(judge.earlier))
    past = [Step(files | {name: body}, now) for name, one in got.items() for body in one.earlier]
    log = _held(path)
    found = learned(
        [series for series in catalogue.series if series.source == source.id],
        empty() if folders.log == folders.seed else _held(folders.seed / path.name),
        log,
        [*steps[:-1], *past, *steps[-1:]],
        lambda answer: declared(catalogue, source.id, _parsed(source, answer | tables)),
        judge,
        now=now,
        dated_earlier=any(answers.dated_earlier(one.held, state.dated.get(name, {})) for name, one in got.items()),
    )
    if len(found.added):
        folders.log.mkdir(parents=True, exist_ok=True)
        write_csv(joined(log, found.added), path)
    recomputed.keep(folder, found.together)
    doubts.keep(folder, found.waiting, judge)
    answers.keep(folder, replace(kept, log=_hash(path)), files)
    settled = [doubt for doubt in found.passed if judge.settled(doubt)]
    taken = [f"{words}: taken, since it was said before" for words in told(settled)]
    gone = told(unasked(found.added, found.passed))
    return replace(
        _result(catalogue, source, folders, found.added, now, _mirrors(got)),
        remarks=(*remarks, *taken, *gone, *found.remarks),
        held_back=tuple(told(found.held_back)),
        accepted=tuple(told(doubt for doubt in found.passed if doubt not in settled)),
    )


def _steps(
    state: State, kept: State, held: dict[str, bytes], files: dict[str, bytes], now: dt.datetime, *, again: bool
) -> list[Step]:
    """The answers to read: what a changed parser makes of bytes that were read before is our change, and comes before
    what the publisher changed. `again`: read the answer in any case."""
    steps = []
    if held and state.code != kept.code:
        steps.append(Step(held, now - dt.timedelta(seconds=1), "ours"))
    # Another log than the one that these bytes went into, or one that lost rows, must learn them again.
    if again or (state.sha256, state.log) != (kept.sha256, kept.log):
        steps.append(Step(files, now))
    return steps


def _parsed(source: Source, files: dict[str, bytes]) -> pd.DataFrame:
    """An answer's rows; of a few periods that it states twice, both. Raises SourceError, and Refused for many."""
    try:
        return parser(source.id)(files)
    except Repeated as error:
        if error.periods > FEW:
            raise Refused(f"{source.id}: {error}") from error
        return error.frame
    except ValueError as error:
        raise Refused(f"{source.id}: {error}") from error


def _hash(path: Path) -> str:
    return answers.hash_of(path.read_bytes()) if path.exists() else ""


def _held(path: Path) -> pd.DataFrame:
    """The rows of a seed or log, none where it is not there. Raises Unreadable."""
    try:
        return read_csv(path) if path.exists() else empty()
    except ValueError as error:
        elsewhere = "" if path.parent == log_dir().resolve() else f" --log {path.parent}"
        remedy = f"{COMMAND} repair {path.stem}{elsewhere} takes out what cannot be read"
        raise Unreadable(f"{error}; {remedy}") from error


def _mirrors(got: dict[str, Got]) -> tuple[str, ...]:
    return tuple(one.held.url for one in got.values())


def _result(
    catalogue: Catalogue,
    source: Source,
    folders: Folders,
    added: pd.DataFrame,
    now: dt.datetime,
    mirrors: tuple[str, ...],
) -> Result:
    """The result of an accepted answer: rows of keys not held before, rows that say something else, and rows gone."""
    gone = int((added["status"] == "withdrawn").sum()) if len(added) else 0
    known = joined(_held(folders.seed / f"{source.id}.csv"), _held(folders.log / f"{source.id}.csv"))
    known = counting([series for series in catalogue.series if series.source == source.id], known, now)
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
