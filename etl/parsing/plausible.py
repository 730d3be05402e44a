"""Observations against what their series declares: the impossible is refused, the odd is accepted and shown."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from etl.declared.shapes import Series
from etl.vocabulary import UNITS, Status, counted


@dataclass(frozen=True)
class Issue:
    """Something about a series' rows. `refused`: impossible or too little, so the rows may not be used."""

    series_id: str
    message: str
    refused: bool


def issues(series: Series, rows: pd.DataFrame) -> list[Issue]:
    """Every issue of one series' newest rows (columns of etl.parsing.observations)."""
    found = []

    def refuse(message: str) -> None:
        found.append(Issue(series.id, message, refused=True))

    expect = series.expect
    if len(rows) < expect.min_rows:
        refuse(f"{counted(len(rows), 'row')} where at least {expect.min_rows} are expected")
    for column in ("value", "low", "high"):
        for entity, day, number in _first(rows, (rows[column] < expect.low) | (rows[column] > expect.high), column):
            refuse(f"{entity}, {day}: {column} {number:g} lies outside {expect.low:g} to {expect.high:g}")
        for entity, day, number in _first(rows, rows[column] % 1 > 0, column) if UNITS[series.unit].whole else ():
            refuse(f"{entity}, {day}: {column} {number} is no whole number, though {series.unit} are")
    crossed = (rows["low"] > rows["value"]) | (rows["high"] < rows["value"]) | (rows["low"] > rows["high"])
    for entity, day, _ in _first(rows, crossed):
        refuse(f"{entity}, {day}: the value lies outside its own interval")
    for entity, day, _ in _first(rows, rows[["value", "low", "high"]].isna().all(axis=1)):
        refuse(f"{entity}, {day}: neither a value nor a bound")
    for status in sorted(set(rows["status"]) - set(Status)):
        refuse(f"unknown status {status!r}")
    for entity, day, _ in _first(rows, rows["period_start"] > rows["period_end"]):
        refuse(f"{entity}, {day}: the period ends before it starts")
    if not series.interval and rows[["low", "high"]].notna().any(axis=None):
        refuse("rows have low or high, but the series does not say what its interval means")
    allowed = None if series.entities == "all" else set(series.entities) or {series.entity}
    for entity in sorted(set(rows["entity"]) - allowed) if allowed is not None else []:
        refuse(f"entity {entity!r} is not declared")
    return found + _steps(series, rows)


def _first(rows: pd.DataFrame, chosen: pd.Series, column: str = "value") -> Iterable[tuple[str, dt.date, float]]:
    """Entity, end of the period and number of the first three of the rows chosen."""
    # Mostly there are none, and to cut no rows out of a frame takes as long as to cut many.
    few = rows[chosen].head(3) if chosen.any() else rows[:0]
    return zip(few["entity"], few["period_end"], few[column], strict=True)


def _steps(series: Series, rows: pd.DataFrame) -> list[Issue]:
    """Falls and jumps between neighbouring periods that the series does not lead us to expect."""
    if not series.expect.never_falls and series.expect.max_step is None:
        return []
    found = []
    for entity, history in rows.sort_values("period_end").groupby("entity"):
        step = history["value"].diff()
        if series.recomputed:
            # What was learned later than all before it is of another computation, and so is the step to it.
            step = step.mask(history["vintage"] > history["vintage"].cummax().shift())
        if series.expect.never_falls:
            for _, day, _ in _first(history, step < 0):
                found.append(Issue(series.id, f"{entity} falls on {day}, though it is cumulative", False))
        if series.expect.max_step is not None:
            for _, day, _ in _first(history, step.abs() > series.expect.max_step):
                found.append(Issue(series.id, f"{entity} moves by an unusual step on {day}", False))
    return found
