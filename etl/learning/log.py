"""The append-only record of what was learned when: seed and log hold the same columns, one file a source."""

import datetime as dt

import numpy as np
import pandas as pd

from etl.parsing import precision
from etl.parsing.columns import COLUMNS, FIELDS, KEY
from etl.parsing.observations import empty, keys_in, observations_of
from etl.parsing.precision import FIGURES, told_with
from etl.vocabulary import Cause, Status

LEARNED = [*KEY, "vintage"]


def newest_rows(known: pd.DataFrame) -> pd.DataFrame:
    """The newest row of every key, withdrawn ones included. Columns as given."""
    return known.sort_values("vintage", kind="stable").drop_duplicates(KEY, keep="last")


def rows_to_append(
    known: pd.DataFrame, answer: pd.DataFrame, learned: dt.datetime, cause: Cause = Cause.PUBLISHER
) -> pd.DataFrame:
    """The rows to append to `known` so that its newest rows say what `answer` says. Columns COLUMNS.

    A number that was only rounded, or is told with more decimals, says nothing new: the one held stays, see
    etl.parsing.precision.
    Rows that carry a vintage of their own keep it; the others were learned at `learned`, and so was a correction that
    its publisher gave no new date. A key inside the answer's span of periods that the answer no longer has is
    withdrawn; keys outside that span were not asked about. Raises ValueError when `known` has learned something else
    at the same moment: what was learned is never rewritten.
    """
    learned = pd.Timestamp(learned)
    told, answered = told_with(known), told_with(answer.assign(vintage=learned))
    dated = answer[answer["vintage"].notna() & (answer["vintage"] != learned)]
    dated = dated[~keys_in(dated, known, LEARNED)]
    appended = empty()
    for vintage in sorted(map(pd.Timestamp, dated["vintage"].unique())):
        rows = dated[dated["vintage"] == vintage]
        added = _differing(_state(known, appended, vintage), rows, told, answered)
        appended = pd.concat([appended, added.assign(vintage=vintage, cause=cause.value)[COLUMNS]])
    answer = answer.assign(vintage=answer["vintage"].fillna(learned))
    stated = newest_rows(answer[answer["vintage"] <= learned])
    state = _state(known, appended, learned)
    found = [frame for frame in (_differing(state, stated, told, answered), _withdrawn(state, answer)) if len(frame)]
    appended = pd.concat([appended, *(frame.assign(vintage=learned, cause=cause.value)[COLUMNS] for frame in found)])
    rewritten = appended[keys_in(appended, known, LEARNED)]
    for _, row in observations_of(rewritten):
        raise ValueError(f"{row.series_id}, {row.entity}, {row.period[1]}: at {row.vintage} something else was learned")
    return appended.sort_values(LEARNED, kind="stable", ignore_index=True)


def _state(known: pd.DataFrame, appended: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    """What stood at `moment`, rows of this answer included."""
    pool = pd.concat([frame for frame in (known, appended) if len(frame)] or [known])
    return newest_rows(pool[pool["vintage"] <= moment])


def _differing(state: pd.DataFrame, rows: pd.DataFrame, told: pd.DataFrame, answered: pd.DataFrame) -> pd.DataFrame:
    """The rows that are new or say something else than `state`. Columns KEY and FIELDS.

    `told`, `answered`: with how many decimals what is held and the answer were told, see told_with.
    """
    before, now = state.set_index(KEY)[[*FIELDS, "vintage"]], rows.set_index(KEY)[FIELDS]
    known = keys_in(rows, state)
    same = known.copy()
    if known.any():
        same[known] = _says_the_same(before.loc[now.index[known]], now.loc[known], told, answered)
    return now[~same].reset_index()


def _says_the_same(old: pd.DataFrame, new: pd.DataFrame, told: pd.DataFrame, answered: pd.DataFrame) -> np.ndarray:
    """Which rows of `new` say what those of `old` do: the same status, and the same numbers but for rounding."""
    series = new.index.get_level_values("series_id")
    now = answered.droplevel("vintage").loc[series].to_numpy()
    # What this answer itself taught of earlier days was told as all of it.
    then = told.reindex(pd.MultiIndex.from_arrays([series, old["vintage"]])).reset_index(drop=True)
    held = then.fillna(pd.DataFrame(now, columns=FIGURES)).to_numpy()
    figures = precision.alike(old[FIGURES].to_numpy(dtype=float), new[FIGURES].to_numpy(dtype=float), held, now)
    return figures.all(axis=1) & (old["status"].to_numpy() == new["status"].to_numpy())


def _withdrawn(state: pd.DataFrame, answer: pd.DataFrame) -> pd.DataFrame:
    """Keys that stood, lie inside the span of periods the answer covers for their series, and are not in it."""
    span = answer.groupby("series_id").agg(first=("period_start", "min"), last=("period_end", "max"))
    missing = state[~keys_in(state, answer) & (state["status"] != Status.WITHDRAWN)]
    covered = missing.join(span, on="series_id")
    inside = (covered["period_start"] >= covered["first"]) & (covered["period_end"] <= covered["last"])
    gone = missing.loc[inside.to_numpy(dtype=bool), [*KEY, *FIELDS]]
    return gone.assign(value=None, low=None, high=None, status=Status.WITHDRAWN.value)
