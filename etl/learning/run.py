"""A whole refresh: every source at once, then one build, and a line in the history."""

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import clock
from etl.building.build import READING, BuildError, build, current, opens
from etl.building.public_copy import public_path
from etl.declared import catalogue as declarations
from etl.declared.shapes import AnswerFile, Source
from etl.history import Moved, Outcome, Result, Run, append
from etl.learning import recomputed
from etl.learning.fetch import Asking, Fetcher, Got, Unreachable, Version
from etl.learning.refresh import Folders, chosen_sources, refresh_source
from etl.store import DATA, SEED, data_dir, history_file, log_dir, raw_dir

# As many as there are hosts, or nearly: most only wait.
PARALLEL = 24


class Busy(Exception):
    """Another refresh is running."""


class Replay:
    """Stands in for a Fetcher: one source's answers from a folder laid out like raw/, FOLDER/<source>/<file>."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(
        self,
        file: AnswerFile,
        held: Version,
        today: dt.date,
        *,
        passed: frozenset[str] = frozenset(),
        older: bool = True,
    ) -> Got:
        """The recorded bytes of a file. Raises Unreachable when there are none, or they were refused."""
        path = self.folder / file.name
        if not path.is_file() or passed:
            raise Unreachable(f"{self.folder.name}/{file.name} is not there")
        return Got(path.read_bytes(), Version(path.as_posix()))


@dataclass(frozen=True)
class Request:
    """What a refresh is asked for: the sources named, or all that are proven.

    `log`: where learned rows go, DATA_DIR/log unless given. `replay`: a folder of answers instead of the publishers.
    `accept`: take what is doubted too.
    """

    names: Sequence[str] = ()
    log: Path | None = None
    replay: Path | None = None
    accept: bool = False


@dataclass(frozen=True)
class Watcher:
    """Who is told as a refresh goes: of each source that it begins, and of each result."""

    begun: Callable[[Source], None] = lambda source: None
    done: Callable[[Result], None] = lambda result: None


def refresh_all(
    request: Request,
    *,
    fetcher: Fetcher | None = None,
    now: dt.datetime | None = None,
    watcher: Watcher | None = None,
) -> Run:
    """Refresh the sources asked for, and make the build.

    Raises CatalogueError, ValueError for an unknown source, Busy, and OSError when our files cannot be written.
    """
    catalogue = declarations.load()
    sources = list(chosen_sources(catalogue.sources, request.names))
    # Absolute, so that data/seed is known as the seed from wherever it is named.
    folders = Folders(DATA, SEED, (request.log or log_dir()).resolve(), raw_dir())
    moment = (now or clock.now()).replace(tzinfo=None, microsecond=0)
    data_dir().mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data_dir() / "refresh.lock", timeout=0):
            before = current()
            publishers, told = fetcher or Fetcher(), watcher or Watcher()

            def one(source: Source) -> Result:
                told.begun(source)
                asking: Asking = Replay(request.replay / source.id) if request.replay else publishers
                return refresh_source(catalogue, source, asking, folders, moment, accept=request.accept)

            results: list[Result] = []
            pool = ThreadPoolExecutor(PARALLEL)
            try:
                for future in as_completed([pool.submit(one, source) for source in sources]):
                    results.append(future.result())
                    told.done(results[-1])
            except BaseException as error:
                # Whoever interrupts does not want to wait for the slowest answer.
                pool.shutdown(wait=not isinstance(error, KeyboardInterrupt), cancel_futures=True)
                raise
            pool.shutdown()
            finished = _built(moment, tuple(sorted(results, key=lambda result: result.source)), folders.log)
            finished = _with_what_moves_a_verdict(finished, folders)
            finished = replace(finished, verdicts=_moved(before, current()))
            append(history_file(), finished)
            return finished
    except Timeout as error:
        raise Busy("another refresh is running; wait until it has ended") from error


def _built(moment: dt.datetime, results: tuple[Result, ...], log: Path) -> Run:
    """The run with its build. What every source accepted may still not fit together: then the last build stays."""
    try:
        return Run(moment, build(log=log if log != SEED else None).path.name, "", results)
    except BuildError as error:
        present = current()
        return Run(moment, present.name if present else "", str(error), results)


def _with_what_moves_a_verdict(finished: Run, folders: Folders) -> Run:
    """The run with what waits of recomputed histories recorded, and another build, if a verdict would move with it."""
    built = current()
    waits = recomputed.waiting_rows(folders.raw)
    if finished.problem or built is None or not waits or recomputed.is_settled(built, folders.raw):
        return finished
    with recomputed.build_with_waiting(built, folders.raw) as copy:
        moves = verdicts(copy) != verdicts(built)
    if not moves:
        recomputed.settle(built, folders.raw)
        return finished
    for source, rows in waits.items():
        recomputed.record_waiting(folders.log, folders.raw, source, rows)
    results = tuple(
        replace(one, outcome=Outcome.FRESH, changed=one.changed + len(waits[one.source]))
        if one.source in waits
        else one
        for one in finished.results
    )
    return _built(finished.at, results, folders.log)


def _moved(before: Path | None, after: Path | None) -> tuple[Moved, ...]:
    """The claims of which two builds judge differently. Of one build nothing can have moved."""
    if before == after:
        return ()
    old, new = verdicts(before), verdicts(after)
    both = sorted(old.keys() & new.keys())
    return tuple(Moved(claim, old[claim], new[claim]) for claim in both if old[claim] != new[claim])


def verdicts(path: Path | None) -> dict[str, str]:
    """{claim: verdict as known now} of a build; nothing when there is none, or it is damaged."""
    # The public copy holds verdicts; the build would have to judge anew.
    held = next((file for file in (public_path(path), path) if opens(file)), None) if path else None
    if held is None:
        return {}
    with duckdb.connect(str(held), read_only=True, config=READING) as db:
        return dict(
            db.execute("SELECT claim_id, verdict FROM claim_verdict WHERE basis = 'now' AND shift_days = 0").fetchall()
        )
