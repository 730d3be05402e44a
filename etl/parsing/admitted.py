"""Which rows count: of periods that have ended and lie in their series' time, learned no later than now.

A slip of the pen in a year would else decide what is newest, and stand in the way of every answer after it.
"""

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from etl.declared.shapes import Series
from etl.parsing.observations import Observation, empty, observations_of

LATER, BEFORE, ENDS = "is dated after now", "starts before the series began", "ends after today"


def reasons(series: Iterable[Series], rows: pd.DataFrame, now: dt.datetime) -> pd.Series:
    """For each row (columns of etl.parsing.observations) why it does not count, empty where it does. `now`: in UTC."""
    found = pd.Series("", index=rows.index, dtype=object)
    for one in series:
        of = rows["series_id"] == one.id
        if one.begins:
            found[of & (rows["period_start"] < one.begins)] = BEFORE
        if not one.ahead:
            found[of & (rows["period_end"] > now.date())] = ENDS
    found[rows["vintage"] > now] = LATER
    return found


def admitted(series: Iterable[Series], rows: pd.DataFrame, now: dt.datetime) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows that count, and in words each of the others."""
    if not len(rows):
        return rows, ()
    why = reasons(series, rows, now)
    out = zip(observations_of(rows[why != ""]), why[why != ""], strict=True)
    told = tuple(f"{row_words(row)} is left out: it {reason}" for (_, row), reason in out)
    return rows[why == ""], told


def row_words(row: Observation) -> str:
    """An observation as a person looks for it: series, entity, period and value."""
    start, end = row.period
    period = end if start == end else f"{start} to {end}"
    figures = [figure for figure in (row.value, row.low, row.high) if pd.notna(figure)]
    return f"{row.series_id}, {row.entity}, {period}: {f'{figures[0]:,.10g}' if figures else 'nothing'}"


def counting(series: Iterable[Series], known: pd.DataFrame, now: dt.datetime) -> pd.DataFrame:
    """What of seed and log counts. Columns as given."""
    return known[reasons(series, known, now) == ""] if len(known) else empty()
