"""The history of refreshes: every run, newest first, and what came of each source last.

`etl.learning.run` appends a line when a refresh has ended; commands and pages read it.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ConfigDict, NaiveDatetime, NonNegativeFloat, NonNegativeInt, TypeAdapter, ValidationError

from etl.store import unplaced


class Outcome(StrEnum):
    """What came of one source in one refresh."""

    FRESH = "fresh"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


WELL = (Outcome.FRESH, Outcome.UNCHANGED)
STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class Result:
    """What one run found of one source: rows new, changed and gone, the addresses that answered, and what was wrong.

    `problem`: in words, why it was refused or could not be reached. `remarks`: what was passed over, or is new and
    harmless, though an answer was accepted; `held_back`: in words, rows that are doubted and were not taken;
    `accepted`: what was doubted, and let in by hand. Older lines have none of the last three.
    """

    __pydantic_config__ = STRICT
    source: str
    outcome: Outcome
    new: NonNegativeInt = 0
    changed: NonNegativeInt = 0
    gone: NonNegativeInt = 0
    newest: str = ""
    seconds: NonNegativeFloat = 0.0
    mirrors: tuple[str, ...] = ()
    problem: str = ""
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
    """One refresh: when (UTC), the build served after it, why none could be made, its results, verdicts that moved."""

    __pydantic_config__ = STRICT
    at: NaiveDatetime
    build: str
    problem: str
    results: tuple[Result, ...]
    verdicts: tuple[Moved, ...] = ()

    @property
    def well(self) -> bool:
        """Whether every source answered and everything was accepted."""
        return not self.problem and all(one.outcome in WELL and not one.held_back for one in self.results)


@dataclass(frozen=True)
class Standing:
    """Where a source stands: the newest run that asked for it, and when it was last fresh or unchanged.

    What went wrong stays told until a later run succeeds, since `result` is the newest one.
    """

    at: dt.datetime
    result: Result
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


def read_history(path: Path, today: dt.date) -> History:
    """The history in a file; NEVER where there is none. What cannot be read is told, never raised, and so is a run of a
    day after `today`, of a clock that was ahead, which does not count yet."""
    try:
        # A run that was cut off may have left half a line; the next run drops it.
        *lines, _ = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return NEVER
    except OSError as error:
        return History(problems=(f"{path.name} cannot be read: {error.strerror}",))
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


def stamp(path: Path) -> str:
    """What changes when the history does; empty where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return str(error.strerror)
    return f"{found.st_mtime_ns}-{found.st_size}"


def append(path: Path, run: Run) -> None:
    """Write a run into the history, in place of a line that a crash left unfinished. Raises OSError."""
    with path.open("a+b") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write(LINE.dump_json(run) + b"\n")


def _unplaced(run: Run) -> Run:
    """The run as it may be shown: its problems name no folder of the server."""
    return replace(run, problem=unplaced(run.problem), results=tuple(map(_unplaced_result, run.results)))


def _unplaced_result(one: Result) -> Result:
    return replace(
        one,
        problem=unplaced(one.problem),
        remarks=tuple(map(unplaced, one.remarks)),
        held_back=tuple(map(unplaced, one.held_back)),
        accepted=tuple(map(unplaced, one.accepted)),
    )


def _words(error: ValidationError) -> str:
    """The first fault and where it stands."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]


def with_source(source: str, problem: str) -> str:
    """A problem with its source before it, once: what a parser refuses names it already."""
    return f"{source}: {problem.removeprefix(f'{source}: ')}"


def troubles(result: Result) -> list[str]:
    """What was wrong with a source's answer and what of it was held back, each with the source before it."""
    said = [result.problem] if result.problem else []
    said += [f"held back: {words}" for words in result.held_back]
    return [with_source(result.source, words) for words in said]


def standings(runs: tuple[Run, ...]) -> dict[str, Standing]:
    """Where every source stands that some run asked for. `runs`: newest first."""
    newest: dict[str, tuple[dt.datetime, Result]] = {}
    succeeded: dict[str, dt.datetime] = {}
    for run in runs:
        for result in run.results:
            newest.setdefault(result.source, (run.at, result))
            if result.outcome in WELL:
                succeeded.setdefault(result.source, run.at)
    return {source: Standing(at, result, succeeded.get(source)) for source, (at, result) in newest.items()}
