"""The history of refreshes as it is read: every run, newest first, and what each source answered last.

`etl.learning.run` appends a line when a refresh has ended; commands and pages read it here.
"""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, NaiveDatetime, NonNegativeFloat, NonNegativeInt, TypeAdapter, ValidationError

from etl import clock
from etl.store import unplaced

OUTCOMES = ("fresh", "unchanged", "refused", "unreachable")
WELL = ("fresh", "unchanged")
STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class Answer:
    """What one run found of one source: rows new, changed and gone, the addresses that answered, and what was wrong.

    `remarks`: what was passed over though an answer was accepted; `held_back`: in words, rows that were not taken;
    `accepted`: what was held back before, and let through by hand. Older lines have none of them.
    """

    __pydantic_config__ = STRICT
    source: str
    outcome: Literal[OUTCOMES]
    new: NonNegativeInt
    changed: NonNegativeInt
    gone: NonNegativeInt
    newest: str
    seconds: NonNegativeFloat
    mirrors: tuple[str, ...]
    problem: str
    remarks: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Who answered, each once; an answer that was replayed from a file has no host."""
        return tuple(dict.fromkeys(urlsplit(url).netloc or "a file" for url in self.mirrors))


@dataclass(frozen=True)
class Moved:
    """A claim whose verdict, as known now, the build after a run judges differently from the one before it."""

    __pydantic_config__ = STRICT
    claim: str
    before: str
    after: str


@dataclass(frozen=True)
class Run:
    """One refresh: when (UTC), the build served after it, why none could be made, its answers, verdicts that moved."""

    __pydantic_config__ = STRICT
    at: NaiveDatetime
    build: str
    problem: str
    results: tuple[Answer, ...]
    verdicts: tuple[Moved, ...]


@dataclass(frozen=True)
class Standing:
    """Where a source stands: the newest run that asked for it, and when it was last fresh or unchanged.

    What went wrong stays told until a later run succeeds, since `answer` is the newest one.
    """

    at: dt.datetime
    answer: Answer
    succeeded: dt.datetime | None


# Read once for each state of its file, so histories are told apart by identity: that makes them cheap keys.
@dataclass(frozen=True, eq=False)
class History:
    """Every run, newest first, and in words what of the history could not be read."""

    runs: tuple[Run, ...] = ()
    problems: tuple[str, ...] = ()

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Where every source stands that some run asked for."""
        return standings(self.runs)


LINE = TypeAdapter(Run)
NEVER = History()


def read(path: Path) -> History:
    """The history in a file; NEVER where there is none. What cannot be read is told, never raised."""
    try:
        state = path.stat()
        return _read(path, state.st_mtime_ns, state.st_size, clock.today())
    except FileNotFoundError:
        return NEVER
    except OSError as error:
        return History(problems=(f"{path.name} cannot be read: {error.strerror}",))


def state(path: Path) -> str:
    """What changes when the history does; empty where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return str(error.strerror)
    return f"{found.st_mtime_ns}-{found.st_size}"


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int, today: dt.date) -> History:
    """Read once for each state of the file and each day: runs of a day to come, of a clock ahead, do not count yet."""
    # A run that was cut off may have left half a line; the next run drops it.
    *lines, _ = path.read_bytes().split(b"\n")
    runs, problems = [], []
    for number, line in enumerate(lines, 1):
        try:
            run = _unplaced(LINE.validate_json(line))
            if run.at.date() > today:
                problems.append(
                    f"line {number} of {path.name} is of {run.at.date()}, a day to come, and does not count"
                )
            else:
                runs.append(run)
        except ValidationError as error:
            problems.append(f"line {number} of {path.name} cannot be read: {_words(error)}")
    return History(tuple(sorted(runs, key=lambda run: run.at, reverse=True)), tuple(problems))


def _unplaced(run: Run) -> Run:
    """The run as it may be shown: its problems name no folder of the server."""
    return replace(run, problem=unplaced(run.problem), results=tuple(map(_unplaced_answer, run.results)))


def _unplaced_answer(one: Answer) -> Answer:
    told = {name: tuple(map(unplaced, getattr(one, name))) for name in ("remarks", "held_back", "accepted")}
    return replace(one, problem=unplaced(one.problem), **told)


def _words(error: ValidationError) -> str:
    """The first fault and where it stands."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]


def named(source: str, problem: str) -> str:
    """A problem with its source before it, once: what a parser refuses names it already."""
    return f"{source}: {problem.removeprefix(f'{source}: ')}"


def troubles(answer: Answer) -> list[str]:
    """What was wrong with an answer and what of it was held back, each with its source. Also of a Result."""
    said = [answer.problem] if answer.problem else []
    return [named(answer.source, words) for words in (*said, *(f"held back: {words}" for words in answer.held_back))]


def standings(runs: tuple[Run, ...]) -> dict[str, Standing]:
    """Where every source stands that some run asked for. `runs`: newest first."""
    newest: dict[str, tuple[dt.datetime, Answer]] = {}
    succeeded: dict[str, dt.datetime] = {}
    for run in runs:
        for answer in run.results:
            newest.setdefault(answer.source, (run.at, answer))
            if answer.outcome in WELL:
                succeeded.setdefault(answer.source, run.at)
    return {source: Standing(at, answer, succeeded.get(source)) for source, (at, answer) in newest.items()}
