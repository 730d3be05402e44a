"""A whole refresh: every source at once, then one build, and a line in the history."""

import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import clock
from etl.building.build import READING, BuildError, build, current, opens
from etl.declared import catalogue as declarations
from etl.declared.shapes import File, Source
from etl.learning import recomputed
from etl.learning.fetch import Fetcher, Got, Held, Unreachable
from etl.learning.source import FRESH, REFUSED, UNREACHABLE, Folders, Result, order, refresh
from etl.store import DATA, SEED, data_dir, history, log_dir, raw_dir

# As many as there are hosts, or nearly: most only wait.
PARALLEL = 24


class Busy(Exception):
    """Another refresh is running."""


@dataclass(frozen=True)
class Run:
    """A finished refresh. `build`: the name of the build served after it; `problem`: why none could be made."""

    at: dt.datetime
    results: tuple[Result, ...]
    build: str
    problem: str = ""

    @property
    def well(self) -> bool:
        """Whether every source answered and everything was accepted."""
        return not self.problem and all(
            one.outcome not in (REFUSED, UNREACHABLE) and not one.held_back for one in self.results
        )


class Replay:
    """Stands in for a Fetcher: one source's answers from a folder laid out like raw/, FOLDER/<source>/<file>."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(
        self, file: File, held: Held, today: dt.date, *, passed: frozenset[str] = frozenset(), older: bool = True
    ) -> Got:
        """The recorded bytes of a file. Raises Unreachable when there are none, or they were refused."""
        path = self.folder / file.name
        if not path.is_file() or passed:
            raise Unreachable(f"{self.folder.name}/{file.name} is not there")
        return Got(path.read_bytes(), Held(path.as_posix()))


def run(
    names: list[str],
    *,
    log: Path | None = None,
    replay: Path | None = None,
    fetcher: Fetcher | None = None,
    now: dt.datetime | None = None,
    accept: bool = False,
    begun: Callable[[Source], None] = lambda source: None,
    done: Callable[[Result], None] = lambda result: None,
) -> Run:
    """Refresh the sources named, or all that are proven, and make the build. `begun`, `done`: told as it goes.

    `log`: where learned rows go, DATA_DIR/log unless given. `replay`: a folder of answers instead of the publishers.
    `accept`: take what is doubted too.
    Raises CatalogueError, ValueError for an unknown source, Busy, and OSError when our files cannot be written.
    """
    catalogue = declarations.load()
    sources = list(order(catalogue.sources, names))
    # Absolute, so that data/seed is known as the seed from wherever it is named.
    folders = Folders(DATA, SEED, (log or log_dir()).resolve(), raw_dir())
    moment = (now or clock.now()).replace(tzinfo=None, microsecond=0)
    data_dir().mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data_dir() / "refresh.lock", timeout=0):
            before = current()
            asking = fetcher or Fetcher()

            def one(source: Source) -> Result:
                begun(source)
                given = Replay(replay / source.id) if replay else asking
                return refresh(catalogue, source, given, folders, moment, accept=accept)

            results = []
            pool = ThreadPoolExecutor(PARALLEL)
            try:
                for future in as_completed([pool.submit(one, source) for source in sources]):
                    results.append(future.result())
                    done(results[-1])
            except BaseException as error:
                # Whoever interrupts does not want to wait for the slowest answer.
                pool.shutdown(wait=not isinstance(error, KeyboardInterrupt), cancel_futures=True)
                raise
            pool.shutdown()
            finished = _built(moment, tuple(sorted(results, key=lambda result: result.source)), folders.log)
            finished = _with_what_moves_a_verdict(finished, folders)
            _remember(finished, *_compared(before, current()))
            return finished
    except Timeout as error:
        raise Busy("another refresh is running; wait until it has ended") from error


def _built(moment: dt.datetime, results: tuple[Result, ...], log: Path) -> Run:
    """The run with its build. What every source accepted may still not fit together: then the last build stays."""
    try:
        return Run(moment, results, build(log=log if log != SEED else None).path.name)
    except BuildError as error:
        present = current()
        return Run(moment, results, present.name if present else "", str(error))


def _with_what_moves_a_verdict(finished: Run, folders: Folders) -> Run:
    """The run with what waits of recomputed histories recorded, and another build, if a verdict would move with it."""
    built = current()
    waits = recomputed.waiting(folders.raw)
    if finished.problem or built is None or not waits or recomputed.judged(built, folders.raw):
        return finished
    with recomputed.supposed(built, folders.raw) as copy:
        moves = verdicts(copy) != verdicts(built)
    if not moves:
        recomputed.settle(built, folders.raw)
        return finished
    for source, rows in waits.items():
        recomputed.record(folders.log, folders.raw, source, rows)
    results = tuple(
        replace(one, outcome=FRESH, changed=one.changed + len(waits[one.source])) if one.source in waits else one
        for one in finished.results
    )
    return _built(finished.at, results, folders.log)


def _compared(before: Path | None, after: Path | None) -> tuple[dict[str, str], dict[str, str]]:
    """The verdicts of two builds. Of one build nothing can have moved, and judging takes longer than all else here."""
    return ({}, {}) if before == after else (verdicts(before), verdicts(after))


def verdicts(path: Path | None) -> dict[str, str]:
    """{claim: verdict as known now} of a build; nothing when there is none, or it is damaged."""
    if path is None or not opens(path):
        return {}
    with duckdb.connect(str(path), read_only=True, config=READING) as db:
        return dict(
            db.execute("SELECT claim_id, verdict FROM claim_verdict WHERE basis = 'now' AND shift_days = 0").fetchall()
        )


def _remember(finished: Run, before: dict[str, str], after: dict[str, str]) -> None:
    """Append the run to the history, in place of a line that a crash left unfinished."""
    moved = [
        {"claim": claim, "before": before[claim], "after": after[claim]}
        for claim in sorted(before.keys() & after.keys())
        if before[claim] != after[claim]
    ]
    line = {
        "at": finished.at.isoformat(),
        "build": finished.build,
        "problem": finished.problem,
        "results": [asdict(result) for result in finished.results],
        "verdicts": moved,
    }
    with history().open("a+b") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write(f"{json.dumps(line, ensure_ascii=False)}\n".encode())
