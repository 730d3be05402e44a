"""One refresh of one source: ask, read, hold against what is expected, and append what is new, changed or gone.

Every step leaves what was known whole, so that a refresh may end anywhere: rows are appended before the answer they
came from is kept, and an answer read twice appends nothing.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Series, Source
from etl.history import Outcome, Result
from etl.learning import answers, doubts, recomputed
from etl.learning.addresses import rolls
from etl.learning.answers import KeptAnswer
from etl.learning.doubts import Judge, Refused
from etl.learning.fetch import Asking, Got, Unreachable, Version
from etl.learning.repair import repaired
from etl.learning.seed import wanted_rows
from etl.learning.slips import FEW
from etl.learning.taken_back import unasked
from etl.learning.updates import DatedAnswer, Record, update_from
from etl.learning.weighing import doubt_words
from etl.parsing.admitted import LATER, counting
from etl.parsing.answer import SourceError, is_page
from etl.parsing.columns import KEY
from etl.parsing.observations import Repeated, empty, joined, read_csv, write_csv
from etl.sources import parser
from etl.store import COMMAND, Unreadable, log_dir
from etl.vocabulary import Cause, Status, counted


@dataclass(frozen=True)
class Folders:
    """Where things lie: `data` with the kept tables, the `seed`, and the `log` and `raw` that a refresh writes."""

    data: Path
    seed: Path
    log: Path
    raw: Path


@dataclass(frozen=True)
class Task:
    """One source to be refreshed: what is declared of it, where its files lie, and when (UTC) that is."""

    source: Source
    series: list[Series]
    folders: Folders
    now: dt.datetime

    @property
    def raw(self) -> Path:
        """The folder of its answers."""
        return self.folders.raw / self.source.id

    @property
    def log(self) -> Path:
        """What refreshes learned of it."""
        return self.folders.log / f"{self.source.id}.csv"

    @property
    def seed(self) -> Path:
        """What ships with the program of it."""
        return self.folders.seed / f"{self.source.id}.csv"


def refresh_source(
    catalogue: Catalogue, source: Source, asking: Asking, folders: Folders, now: dt.datetime, *, accept: bool = False
) -> Result:
    """Bring one source up to date. `now`: when this refresh learned what it learns, in UTC. `accept`: what is doubted
    too, as a person decided.

    Trouble with the source is a Result; OSError, when our own files cannot be read or written, is raised.
    """
    started = time.monotonic()
    unlearned: tuple[str, ...] = ()
    task = Task(source, [series for series in catalogue.series if series.source == source.id], folders, now)
    try:
        unlearned = _unlearned(task)
        result = _refreshed(task, asking, accept)
    except OSError:
        raise
    except Unreadable as error:
        result = Result(source.id, Outcome.REFUSED, problem=str(error))
    except Exception as error:
        # A fault of ours in one source must not keep the others from being refreshed. Nothing was appended.
        logging.exception("the refresh of %s failed", source.id)
        result = Result(source.id, Outcome.REFUSED, problem=f"a fault in reading it, see the log: {error!r}")
    seconds = round(time.monotonic() - started, 1)
    return replace(result, seconds=seconds, remarks=(*unlearned, *result.remarks))


def _unlearned(task: Task) -> tuple[str, ...]:
    """Take out of the log what a clock that was ahead has learned, and say so: else it would count again when its day
    comes, and stand against what was learned meanwhile.

    Nothing is taken out of the seed, nor where the seed itself was learned later: then it is this clock that is wrong.
    """
    if task.log == task.seed or not _after(task.log, task.now) or _after(task.seed, task.now):
        return ()
    removed = repaired(task.series, task.log, task.now, only=LATER)
    return (
        f"{counted(len(removed), 'row')} dated after now taken out of log/{task.log.name}, the first {removed[0]}; "
        "the file as it was is kept beside it",
    )


def _after(path: Path, now: dt.datetime) -> bool:
    return bool((_held(path)["vintage"] > now).any())


def _refreshed(task: Task, asking: Asking, accept: bool) -> Result:
    source = task.source
    kept, judge = answers.kept_answer(task.raw), Judge(doubts.earlier_doubts(task.raw), task.now.date(), accept)
    held = answers.bodies(task.raw, kept)
    # What a clock that was ahead has learned does not count, so that it is learned again.
    if held is None or held.keys() != {file.name for file in source.files} or kept.at > task.now.isoformat():
        kept, held = KeptAnswer(), {}
    # Addresses whose answers were refused, by file, and whether that was a page in place of data.
    passed: dict[str, dict[str, bool]] = {file.name: {} for file in source.files}
    got: dict[str, Got] = {}
    refused: Result | None = None
    remarks: tuple[str, ...] = ()
    while True:
        try:
            for file in (file for file in source.files if file.name not in got):
                over = passed[file.name]
                at = kept.held.get(file.name, Version())
                older = all(over.values())
                got[file.name] = asking.get(file, at, task.now.date(), passed=frozenset(over), older=older)
        except Unreachable as error:
            # What was refused says more than that no further address answers.
            return refused or Result(source.id, Outcome.UNREACHABLE, problem=str(error))
        try:
            result = _taken(task, kept, held, got, judge)
            return replace(result, remarks=(*remarks, *result.remarks))
        except (SourceError, Refused) as error:
            files = {name: one.body for name, one in got.items() if one.body not in (None, held.get(name))}
            if refused is None:
                problem = str(error)
                if isinstance(error, Refused) and files:
                    problem += f"; kept as {', '.join(f'raw/{source.id}/{name}.rejected' for name in files)}"
                refused = Result(source.id, Outcome.REFUSED, problem=problem, mirrors=_mirrors(got))
                answers.keep_refused(task.raw, files, problem)
                if isinstance(error, Refused) and error.doubts:
                    doubts.keep_doubts(task.raw, error.doubts, judge)
            suspect = [error.file] if isinstance(error, SourceError) and error.file in files else list(files)
            if not suspect:
                return refused
            for file in (file for file in source.files if file.name in suspect):
                url = got.pop(file.name).version.url
                passed[file.name][url] = page = is_page(files[file.name])
                # A month that is not published yet is no trouble, however its absence is told.
                if not (page and any(rolls(each) for each in file.urls)):
                    remarks += (f"{url}: passed over. {error}",)


def _taken(task: Task, before: KeptAnswer, held: dict[str, bytes], got: dict[str, Got], judge: Judge) -> Result:
    """What is learned of an answer, appended and kept. `before`, `held`: what was kept of the one before it, and its
    bytes. Raises SourceError and Refused; nothing was written then."""
    source = task.source
    files = {name: held[name] if one.body is None else one.body for name, one in got.items()}
    tables = {name: (task.folders.data / "tables" / f"{name}.csv").read_bytes() for name in source.tables}
    kept = KeptAnswer(
        held={name: one.version for name, one in got.items()},
        sha256={name: answers.hash_of(body) for name, body in files.items()},
        code=answers.code_of(source.id, tables),
        log=_hash(task.log),
        at=task.now.isoformat(),
        dated={name: answers.last_modified(one.version, before.dated.get(name, {})) for name, one in got.items()},
    )
    remarks = tuple(remark for one in got.values() for remark in one.remarks)
    # What is doubted is weighed again, though the publisher says nothing new.
    if not judge.earlier and (kept.sha256, kept.code, kept.log) == (before.sha256, before.code, before.log):
        answers.keep_answer(task.raw, replace(kept, at=before.at), {})
        return Result(source.id, Outcome.UNCHANGED, mirrors=_mirrors(got), remarks=remarks)
    read = _answers(before, kept, held, files, task.now, again=bool(judge.earlier))
    past = [DatedAnswer(files | {name: body}, task.now) for name, one in got.items() for body in one.earlier]
    seed, log = empty() if task.log == task.seed else _held(task.seed), _held(task.log)
    found = update_from(
        Record(task.series, seed, log),
        [*read[:-1], *past, *read[-1:]],
        lambda answer: wanted_rows(task.series, _parsed(source, answer | tables)),
        judge,
        now=task.now,
        dated_earlier=any(answers.dated_earlier(one.version, before.dated.get(name, {})) for name, one in got.items()),
    )
    log = joined(log, found.added)
    if len(found.added):
        task.folders.log.mkdir(parents=True, exist_ok=True)
        write_csv(log, task.log)
    recomputed.keep_waiting(task.raw, found.together)
    doubts.keep_doubts(task.raw, found.waiting, judge)
    answers.keep_answer(task.raw, replace(kept, log=_hash(task.log)), files)
    settled = [doubt for doubt in found.passed if judge.settled(doubt)]
    taken = [f"{words}: taken, since it was said before" for words in doubt_words(settled)]
    gone = doubt_words(unasked(found.added, found.passed))
    return replace(
        _result(task, joined(seed, log), found.added, _mirrors(got)),
        remarks=(*remarks, *taken, *gone, *found.remarks),
        held_back=tuple(doubt_words(found.held_back)),
        accepted=tuple(doubt_words(doubt for doubt in found.passed if doubt not in settled)),
    )


def _answers(
    before: KeptAnswer,
    kept: KeptAnswer,
    held: dict[str, bytes],
    files: dict[str, bytes],
    now: dt.datetime,
    *,
    again: bool,
) -> list[DatedAnswer]:
    """The answers to read: what a changed parser makes of bytes that were read before is our change, and comes before
    what the publisher changed. `again`: read the answer in any case."""
    found = []
    if held and before.code != kept.code:
        found.append(DatedAnswer(held, now - dt.timedelta(seconds=1), Cause.OURS))
    # Another log than the one that these bytes went into, or one that lost rows, must learn them again.
    if again or (before.sha256, before.log) != (kept.sha256, kept.log):
        found.append(DatedAnswer(files, now))
    return found


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
    return tuple(one.version.url for one in got.values())


def _result(task: Task, held: pd.DataFrame, added: pd.DataFrame, mirrors: tuple[str, ...]) -> Result:
    """The result of an accepted answer: rows of keys not held before, rows that say something else, and rows gone.

    `held`: all that seed and log hold with it.
    """
    gone = int((added["status"] == Status.WITHDRAWN).sum()) if len(added) else 0
    known = counting(task.series, held, task.now)
    earlier = known.groupby(KEY)["vintage"].min() if len(known) else pd.Series(dtype="datetime64[us]")
    first = earlier.reindex(pd.MultiIndex.from_frame(added[KEY])).to_numpy() == added["vintage"].to_numpy()
    new = int(first.sum()) if len(added) else 0
    last = max(known["period_end"]).isoformat() if len(known) else ""
    outcome = Outcome.FRESH if len(added) else Outcome.UNCHANGED
    return Result(task.source.id, outcome, new, len(added) - new - gone, gone, last, mirrors=mirrors)


def chosen_sources(sources: list[Source], names: Sequence[str]) -> Iterator[Source]:
    """The sources to refresh: those named, else every one whose live answer was recorded. Raises ValueError."""
    by_id = {source.id: source for source in sources}
    for name in names:
        if name not in by_id or not by_id[name].files:
            offered = ", ".join(source.id for source in sources if source.files)
            raise ValueError(f"there is no source {name!r} to refresh; there are {offered}")
    yield from (by_id[name] for name in dict.fromkeys(names)) if names else (s for s in sources if s.files and s.proven)
