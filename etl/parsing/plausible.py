"""Observations against what their series declares: the impossible is refused, the odd is accepted and shown."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from etl.declared.shapes import Series
from etl.vocabulary import UNITS, Status, counted

STATUSES = frozenset(status.value for status in Status)
# So many of one kind are told.
TOLD = 3


@dataclass(frozen=True)
class Issue:
    """Something about a series' rows. `refused`: impossible or too little, so the rows may not be used."""

    series_id: str
    message: str
    refused: bool


class PlainRow(NamedTuple):
    """A row of the newest vintage, by its columns (etl.parsing.columns). A number that is missing is None."""

    entity: str
    period_start: dt.date
    period_end: dt.date
    vintage: dt.datetime
    value: float | None
    low: float | None
    high: float | None
    status: str


def issues(series: Series, rows: Sequence[PlainRow]) -> list[Issue]:
    """Every issue of one series' newest rows."""
    found = []

    def refuse(message: str) -> None:
        found.append(Issue(series.id, message, refused=True))

    def refuse_first(of: Iterable[PlainRow], why: str) -> None:
        for row in islice(of, TOLD):
            refuse(f"{row.entity}, {row.period_end}: {why}")

    expect, whole = series.expect, UNITS[series.unit].whole
    if len(rows) < expect.min_rows:
        refuse(f"{counted(len(rows), 'row')} where at least {expect.min_rows} are expected")
    for column in ("value", "low", "high"):
        told = list(_told(rows, column))
        for row, number in islice((each for each in told if not expect.low <= each[1] <= expect.high), TOLD):
            where = f"{row.entity}, {row.period_end}: {column} {number:g}"
            refuse(f"{where} lies outside {expect.low:g} to {expect.high:g}")
        for row, number in islice((each for each in told if whole and each[1] % 1 > 0), TOLD):
            refuse(f"{row.entity}, {row.period_end}: {column} {number} is no whole number, though {series.unit} are")
    refuse_first(filter(_crossed, rows), "the value lies outside its own interval")
    refuse_first((row for row in rows if row.value is row.low is row.high is None), "neither a value nor a bound")
    for status in sorted({row.status for row in rows} - STATUSES):
        refuse(f"unknown status {status!r}")
    refuse_first((row for row in rows if row.period_start > row.period_end), "the period ends before it starts")
    if not series.interval and any(row.low is not None or row.high is not None for row in rows):
        refuse("rows have low or high, but the series does not say what its interval means")
    allowed = None if series.entities == "all" else set(series.entities) or {series.entity}
    for entity in sorted({row.entity for row in rows} - allowed) if allowed is not None else []:
        refuse(f"entity {entity!r} is not declared")
    return [*found, *_odd(series, rows)]


def _told(rows: Iterable[PlainRow], column: str) -> Iterator[tuple[PlainRow, float]]:
    """The rows that tell a number in this column, with it."""
    return ((row, number) for row in rows if (number := getattr(row, column)) is not None)


def _crossed(row: PlainRow) -> bool:
    """Whether a row's numbers are not in order: low, value, high."""
    return any(low > high for low, high in pairwise(n for n in (row.low, row.value, row.high) if n is not None))


def _odd(series: Series, rows: Iterable[PlainRow]) -> Iterator[Issue]:
    """Falls and jumps between neighbouring periods that the series does not lead us to expect."""
    falls, most = series.expect.never_falls, series.expect.max_step
    if not falls and most is None:
        return
    ordered = sorted(rows, key=attrgetter("entity", "period_end"))
    for entity, history in groupby(ordered, key=attrgetter("entity")):
        steps = list(_steps(series, history))
        for day, _ in islice((each for each in steps if falls and each[1] < 0), TOLD):
            yield Issue(series.id, f"{entity} falls on {day}, though it is cumulative", False)
        for day, _ in islice((each for each in steps if most is not None and abs(each[1]) > most), TOLD):
            yield Issue(series.id, f"{entity} moves by an unusual step on {day}", False)


def _steps(series: Series, history: Iterable[PlainRow]) -> Iterator[tuple[dt.date, float]]:
    """The steps from one period to the next of one entity's rows, in order of time, each with the day it leads to."""
    newest = dt.datetime.min
    for before, row in pairwise(history):
        newest = max(newest, before.vintage)
        # What was learned later than all before it is of another computation, and so is the step to it.
        if before.value is not None and row.value is not None and not (series.recomputed and row.vintage > newest):
            yield row.period_end, row.value - before.value
