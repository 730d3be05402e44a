"""A build as it is read: one database file, the connection to it, and the answers to what was asked of it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import Field, dataclass, fields
from enum import StrEnum
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar, get_args
from weakref import ref

import duckdb

from etl.building.build import READING

# Of so many days the record as it stood is held; each takes a few MB.
DAYS = 6


class _Fielded(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


P = ParamSpec("P")
T = TypeVar("T")
AnyRecord = TypeVar("AnyRecord", bound=_Fielded)


class Build:
    """One build, the same only as itself. Whoever drops the last hold of it drops its connection and answers as well.

    A build is never overwritten, so its connection stays open, and an answer once given stays true.
    """

    def __init__(self, path: Path) -> None:
        """The build in a file, which is opened, read-only, when it is first asked something."""
        self.path = path
        self.id = path.stem
        # By the function that answers: each has answers of its own type.
        self.answers: dict[Callable[..., Any], Callable[..., Any]] = {}

    @cached_property
    def _opened(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.path), read_only=True, config=READING)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of one's own, open as long as it is held. Raises duckdb.Error when the file cannot be read."""
        return self._opened.cursor()

    @contextmanager
    def looking(self, moment: dt.datetime | None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection; with a `moment` one in which the record as known then is at hand and claims are judged as of
        then. Nobody else uses it meanwhile.
        """
        if moment is None:
            with self.cursor() as db:
                yield db
            return
        db, lock = _record(self, moment)
        with lock:
            yield db


def kept(most: int) -> Callable[[Callable[Concatenate[Build, P], T]], Callable[Concatenate[Build, P], T]]:
    """For functions of a build: the `most` answers that were asked for last are kept with it, and dropped with it.

    Arguments are hashable, answers are shared: nobody changes them. Two threads that ask for the same at once may both
    find it out, as with functools.lru_cache.
    """

    def keeping(found: Callable[Concatenate[Build, P], T]) -> Callable[Concatenate[Build, P], T]:
        @wraps(found)
        def answer(build: Build, /, *asked: P.args, **named: P.kwargs) -> T:
            answers: Callable[..., T] | None = build.answers.get(found)
            if answers is None:
                answers = build.answers.setdefault(found, _answers(build, found, most))
            return answers(*asked, **named)

        return answer

    return keeping


def _answers(build: Build, found: Callable[Concatenate[Build, P], T], most: int) -> Callable[..., T]:
    # Answers that held their build would keep it, and itself them, until somebody collects such rings.
    held = ref(build)

    @lru_cache(maxsize=most)
    def answers(*asked: P.args, **named: P.kwargs) -> T:
        build = held()
        if build is None:
            raise ReferenceError("a build that was dropped is asked")
        return found(build, *asked, **named)

    return answers


@kept(DAYS)
def _record(build: Build, moment: dt.datetime) -> tuple[duckdb.DuckDBPyConnection, Lock]:
    """The record of one moment, found once: every question about a day would look through all vintages otherwise."""
    db = build.cursor()
    db.execute("SET VARIABLE judged_at = $t::TIMESTAMP", {"t": moment})
    db.execute("CREATE TEMP TABLE record AS FROM known_at($t::TIMESTAMP)", {"t": moment})
    # Temporary macros come before those of the build that have their names, in its views too.
    db.execute(
        "CREATE TEMP MACRO known_at(t) AS TABLE FROM record WHERE t = getvariable('judged_at')"
        " OR error('this connection holds the record of another moment')"
    )
    return db, Lock()


def ask(build: Build, sql: str, judged_at: dt.datetime | None = None, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of one query, as dictionaries. `judged_at`: the moment as of which verdict.sql judges claims; it, or a
    parameter `t`, is the moment of which known_at tells.
    """
    with build.looking(judged_at or parameters.get("t")) as db:
        answer = db.execute(sql, parameters or None)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def records(
    build: Build, kind: type[AnyRecord], sql: str, judged_at: dt.datetime | None = None, **parameters: Any
) -> list[AnyRecord]:
    """The rows of one query as records of a `kind`, a dataclass: each field is the column of its name.

    Columns that no field has are left; a field that no column has keeps its default, and raises TypeError without one.
    What a closed list has not raises ValueError.
    `judged_at`: as for `ask`.
    """
    return as_records(kind, ask(build, sql, judged_at, **parameters))


def as_records(kind: type[AnyRecord], rows: Iterable[dict[str, Any]]) -> list[AnyRecord]:
    """Rows as records of a `kind`, as `records` makes them of a query's."""
    kinds = {field.name: field.type for field in fields(kind)}
    closed = {
        name: each
        for name, of in kinds.items()
        for each in get_args(of) or (of,)
        if isinstance(each, type) and issubclass(each, StrEnum)
    }
    return [
        kind(
            **{
                name: closed[name](value) if name in closed and value is not None else value
                for name, value in row.items()
                if name in kinds
            }
        )
        for row in rows
    ]


def end_of(day: dt.date) -> dt.datetime:
    """The last second of a day: as known on it means by then."""
    return dt.datetime.combine(day, dt.time(23, 59, 59))


@dataclass(frozen=True)
class BuildInfo:
    """What a build says of itself; `newest_vintage`: when the newest of all that it holds was learned."""

    build_id: str
    built_at: dt.datetime
    newest_vintage: dt.datetime


@kept(1)
def build_info(build: Build) -> BuildInfo:
    """What a build says of itself."""
    (info,) = records(
        build, BuildInfo, "SELECT b.*, (SELECT max(vintage) FROM observation) AS newest_vintage FROM build b"
    )
    return info
