"""The append-only record of what was learned when: seed and log hold the same columns, one file a source."""

import datetime as dt

import pandas as pd

from etl.observations import COLUMNS, FIELDS, KEY, SAYS, empty


def newest(known: pd.DataFrame) -> pd.DataFrame:
    """The newest row of every key, withdrawn ones included. Columns as given."""
    return known.sort_values("vintage", kind="stable").drop_duplicates(KEY, keep="last")


def changes(known: pd.DataFrame, answer: pd.DataFrame, learned: dt.datetime, cause: str = "publisher") -> pd.DataFrame:
    """The rows to append to `known` so that its newest rows say what `answer` says. Columns COLUMNS.

    Rows that carry a vintage of their own keep it; the others were learned at `learned`. A key inside the answer's
    span of periods that the answer no longer has is withdrawn; keys outside that span were not asked about.
    """
    appended = empty()
    answer = answer.assign(vintage=answer["vintage"].fillna(pd.Timestamp(learned)))
    for vintage, rows in answer.groupby("vintage", sort=True):
        pool = pd.concat([frame for frame in (known, appended) if len(frame)] or [known])
        state = newest(pool[pool["vintage"] <= vintage])
        appended = pd.concat([appended, _step(state, rows, pd.Timestamp(vintage), cause, vintage == learned)])
    return appended.sort_values([*KEY, "vintage"], kind="stable", ignore_index=True)


def _step(state: pd.DataFrame, rows: pd.DataFrame, vintage: pd.Timestamp, cause: str, whole: bool) -> pd.DataFrame:
    """What one vintage adds: rows that are new or say something else, and withdrawals where the answer is whole."""
    before = state.set_index(KEY)[FIELDS]
    now = rows.set_index(KEY)[FIELDS]
    known = now.index.isin(before.index)
    same = known.copy()
    if known.any():
        new, old = now.loc[known, SAYS], before.loc[now.index[known], SAYS]
        equal = (new == old) | (new.isna() & old.isna())
        same[known] = equal.all(axis=1).to_numpy()
    added = now[~same].reset_index()
    gone = _gone(before, now) if whole else before.iloc[:0]
    gone = gone.assign(value=None, low=None, high=None, status="withdrawn").reset_index()
    out = pd.concat([added, gone]) if len(gone) else added
    return out.assign(vintage=vintage, cause=cause)[COLUMNS]


def _gone(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Keys that were known, lie inside the span of periods the answer covers for their series, and are not in it."""
    span = now.reset_index().groupby("series_id").agg(first=("period_start", "min"), last=("period_end", "max"))
    missing = before[~before.index.isin(now.index) & (before["status"] != "withdrawn")]
    keys = missing.index.to_frame(index=False)
    covered = keys.join(span, on="series_id")
    inside = (covered["period_start"] >= covered["first"]) & (covered["period_end"] <= covered["last"])
    return missing[inside.to_numpy(dtype=bool)]
