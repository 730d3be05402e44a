"""Observations against what their series declares: the impossible is refused, the odd is accepted and shown."""

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
        outside = rows[(rows[column] < expect.low) | (rows[column] > expect.high)]
        for row in outside.head(3).itertuples():
            refuse(
                f"{row.entity}, {row.period_end}: {column} {getattr(row, column):g} lies outside "
                f"{expect.low:g} to {expect.high:g}"
            )
        for row in rows[rows[column] % 1 > 0].head(3).itertuples() if UNITS[series.unit].whole else ():
            number = getattr(row, column)
            refuse(f"{row.entity}, {row.period_end}: {column} {number} is no whole number, though {series.unit} are")
    crossed = rows[(rows["low"] > rows["value"]) | (rows["high"] < rows["value"]) | (rows["low"] > rows["high"])]
    for row in crossed.head(3).itertuples():
        refuse(f"{row.entity}, {row.period_end}: the value lies outside its own interval")
    empty = rows[rows[["value", "low", "high"]].isna().all(axis=1)]
    for row in empty.head(3).itertuples():
        refuse(f"{row.entity}, {row.period_end}: neither a value nor a bound")
    for status in sorted(set(rows["status"]) - set(Status)):
        refuse(f"unknown status {status!r}")
    for row in rows[rows["period_start"] > rows["period_end"]].head(3).itertuples():
        refuse(f"{row.entity}, {row.period_end}: the period ends before it starts")
    if not series.interval and rows[["low", "high"]].notna().any(axis=None):
        refuse("rows have low or high, but the series does not say what its interval means")
    allowed = None if series.entities == "all" else set(series.entities) or {series.entity}
    for entity in sorted(set(rows["entity"]) - allowed) if allowed is not None else []:
        refuse(f"entity {entity!r} is not declared")
    return found + _steps(series, rows)


def _steps(series: Series, rows: pd.DataFrame) -> list[Issue]:
    """Falls and jumps between neighbouring periods that the series does not lead us to expect."""
    found = []
    for entity, history in rows.sort_values("period_end").groupby("entity"):
        step = history["value"].diff()
        if series.recomputed:
            # What was learned later than all before it is of another computation, and so is the step to it.
            step = step.mask(history["vintage"] > history["vintage"].cummax().shift())
        if series.expect.never_falls:
            for row in history[step < 0].head(3).itertuples():
                found.append(Issue(series.id, f"{entity} falls on {row.period_end}, though it is cumulative", False))
        if series.expect.max_step is not None:
            for row in history[step.abs() > series.expect.max_step].head(3).itertuples():
                found.append(Issue(series.id, f"{entity} moves by an unusual step on {row.period_end}", False))
    return found
