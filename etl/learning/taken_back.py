"""What an answer no longer has of what stood: taken back by the publisher, cut off, or an older copy of the answer."""

import datetime as dt
from collections.abc import Iterable, Iterator

import pandas as pd

from etl.declared.shapes import Series
from etl.learning.doubts import Doubt
from etl.learning.log import newest_rows
from etl.parsing.columns import COLUMNS, KEY, SAYS
from etl.parsing.observations import keys_in
from etl.parsing.precision import FIGURES
from etl.vocabulary import Cause, Status

# So much of what stood may be gone at once before it looks like half an answer: a few rows, or one in twenty.
FEW_GONE, SHARE_GONE = 5, 0.05
# In so many periods values go back at once in an older copy; in fewer a slip was corrected to what it was before.
SEVERAL = 3
# How many days an older copy has to stay before it counts as what the publisher says now: some caches keep long.
STALE = 7


def standing_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The newest row of every key that was not withdrawn. Columns as given."""
    stand = newest_rows(rows)
    return stand[stand["status"] != Status.WITHDRAWN]


def missing_rows(series: Series, before: pd.DataFrame, answer: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Why an answer looks cut off beside the rows that stood, in words, with the rows that it lacks: it ends earlier,
    or lacks many of those it covers."""
    if not len(before):
        return
    ends = before["period_end"].max(), answer["period_end"].max()
    if ends[1] < ends[0]:
        later = before[before["period_end"] > ends[1]]
        yield f"{series.id}: the newest period is {ends[1]}, though {ends[0]} was held", later
    covered = before[(before["period_start"] >= answer["period_start"].min()) & (before["period_end"] <= ends[1])]
    missing = covered[~keys_in(covered, answer)]
    if len(missing) > max(FEW_GONE, SHARE_GONE * len(covered)):
        yield f"{series.id}: {len(missing)} of {len(covered)} periods held are gone", missing


def withdrawal_rows(rows: pd.DataFrame, learned: dt.datetime, cause: Cause) -> pd.DataFrame:
    """The rows to append so that these, which stood, stand no longer. Columns COLUMNS."""
    nothing = rows.assign(**dict.fromkeys(FIGURES), status=Status.WITHDRAWN.value)
    return nothing.assign(vintage=pd.Timestamp(learned), cause=cause.value)[COLUMNS]


def row_doubts(words: str, rows: pd.DataFrame) -> list[Doubt]:
    """A doubt for each row that is gone, so that answers which lack the same rows agree, whatever else they say."""
    return [Doubt(", ".join(map(str, key)), None, words) for key in rows[KEY].itertuples(index=False)]


def unasked(added: pd.DataFrame, passed: Iterable[Doubt]) -> list[Doubt]:
    """What is to be told of each row that is withdrawn though nobody doubted it: that its answer lacks it."""
    asked = {doubt.about for doubt in passed}
    gone = added[added["status"] == Status.WITHDRAWN]
    told = [
        Doubt(doubt.about, None, f"{doubt.about} is withdrawn: the answer has it no longer")
        for doubt in row_doubts("", gone)
    ]
    return [doubt for doubt in told if doubt.about not in asked]


def older_copy(known: pd.DataFrame, answer: pd.DataFrame, *, dated_earlier: bool) -> Doubt | None:
    """A doubt where an answer says in all what `known` held at an earlier moment, and nothing that is new.

    `dated_earlier`: its publisher dates it before the answer that is held. One newest period that is gone, and nothing
    else, is taken back; values of fewer than SEVERAL periods that go back are corrected; a row that was withdrawn may
    come back.
    """
    known = known.astype(dict.fromkeys(FIGURES, float))
    stated = newest_rows(answer)[[*KEY, *SAYS]]
    if not keys_in(stated, known).all():
        return None
    stood = _covered(standing_rows(known), stated)
    later = stood[stood["period_end"] > stood["series_id"].map(stated.groupby("series_id")["period_end"].max())]
    periods = later.groupby("series_id")["period_end"].nunique().max() if len(later) else 0
    both, same = stated.merge(stood[KEY]), stated.merge(stood[[*KEY, *SAYS]])
    moved = both[~keys_in(both, same)]
    back = moved["period_end"].nunique()
    as_of = _as_of(known, stated)
    if not (periods or back) or (as_of is None and not dated_earlier):
        return None
    of = (
        f"it says what was held on {as_of.date()}"
        if as_of is not None
        else "its publisher dates it before what is held"
    )
    of += f" ({', '.join(sorted({*later['series_id'], *moved['series_id']}))})"
    if dated_earlier or periods > 1 or (periods and back):
        return Doubt("the whole answer", None, f"an older copy: {of}", STALE)
    return Doubt("the whole answer", None, f"values go back: {of}") if back >= SEVERAL else None


def _as_of(known: pd.DataFrame, stated: pd.DataFrame) -> pd.Timestamp | None:
    """The last moment at which `known` held what is stated and nothing more in its span, if that is not what stands."""
    learned = known.merge(stated)[[*KEY, "vintage"]].groupby(KEY)["vintage"].agg(["min", "max"])
    if len(learned) < len(stated):
        return None
    for moment in (learned["max"].max(), learned["min"].max()):
        held = _covered(standing_rows(known[known["vintage"] <= moment]), stated)
        if len(held) == len(stated) == len(held.merge(stated)):
            return moment
    return None


def _covered(rows: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Of rows those of the series stated, from the first period that is stated of each."""
    return rows[rows["period_start"] >= rows["series_id"].map(stated.groupby("series_id")["period_start"].min())]
