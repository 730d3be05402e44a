"""What refreshes found, as their history tells it: every run, newest first, and where each source stands after them.

`python -m etl refresh` appends a line to the history when it has ended; this module only reads it.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, NaiveDatetime, NonNegativeFloat, NonNegativeInt, TypeAdapter, ValidationError

from dashboard.words import join_words, short_day

OUTCOMES = ("fresh", "unchanged", "refused", "unreachable")
WELL = ("fresh", "unchanged")
STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class Answer:
    """What one run found of one source: rows new, changed and gone, the addresses that answered, and what was wrong.

    `remarks`: what was passed over though an answer was accepted; older lines have none.
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
class History:
    """Every run, newest first, and in words what of the history could not be read."""

    runs: tuple[Run, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a source stands: the newest run that asked for it, and when it was last fresh or unchanged.

    What went wrong stays told until a later run succeeds, since `answer` is the newest one.
    """

    at: dt.datetime
    answer: Answer
    succeeded: dt.datetime | None


LINE = TypeAdapter(Run)


def history(path: Path) -> History:
    """The history in a file; an empty one where there is none. What cannot be read is told, never raised."""
    try:
        state = path.stat()
        return _read(path, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        return History()
    except OSError as error:
        return History(problems=(f"{path.name} cannot be read: {error.strerror}",))


def state(path: Path) -> str:
    """What changes when the history does; empty where there is none. Raises OSError when it cannot be asked."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}"


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int) -> History:
    """Read once for each state of the file."""
    # A run that was cut off may have left half a line; the next run drops it.
    *lines, _ = path.read_bytes().split(b"\n")
    runs, problems = [], []
    for number, line in enumerate(lines, 1):
        try:
            runs.append(LINE.validate_json(line))
        except ValidationError as error:
            problems.append(f"line {number} of {path.name} cannot be read: {_words(error)}")
    return History(tuple(sorted(runs, key=lambda run: run.at, reverse=True)), tuple(problems))


def _words(error: ValidationError) -> str:
    """The first fault and where it stands."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]


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


def due(succeeded: dt.datetime, every_days: int, today: dt.date) -> str:
    """When something new is to be expected, in words, or since when it has been."""
    day = (succeeded + dt.timedelta(days=every_days)).date()
    return f"past due since {short_day(day)}" if day < today else f"next due {short_day(day)}"


def tally(run: Run) -> str:
    """How many sources came to what: "12 fresh, 3 unchanged and 1 refused"."""
    counts = Counter(answer.outcome for answer in run.results)
    return join_words([f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts[outcome]]) or "no source asked"


def rows(answer: Answer) -> str:
    """What became of the rows: "12 new, 3 changed", or that nothing did."""
    counts = (("new", answer.new), ("changed", answer.changed), ("withdrawn", answer.gone))
    return ", ".join(f"{count:,} {word}" for word, count in counts if count) or "nothing new"
