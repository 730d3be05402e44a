"""What answers teach beside what is known: rows that are new, changed or gone, less those that wait."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from etl.declared.shapes import Series
from etl.learning.doubts import Doubt, Judge, Refused
from etl.learning.log import rows_to_append
from etl.learning.recomputed import taken_and_waiting
from etl.learning.taken_back import standing_rows
from etl.learning.weighing import Changes, weighed
from etl.parsing.admitted import admitted, counting, row_words
from etl.parsing.columns import KEY, SAYS
from etl.parsing.observations import empty, joined, keys_in, observations_of
from etl.parsing.precision import FIGURES
from etl.store import COMMAND
from etl.vocabulary import Cause, counted


@dataclass(frozen=True)
class Record:
    """What is known of one source: its series, and the rows of `seed` and `log`, columns COLUMNS."""

    series: list[Series]
    seed: pd.DataFrame
    log: pd.DataFrame


@dataclass(frozen=True)
class DatedAnswer:
    """An answer to be read, the moment at which it was learned, and the cause of what it changes."""

    files: dict[str, bytes]
    moment: dt.datetime
    cause: Cause = Cause.PUBLISHER


@dataclass(frozen=True)
class Update:
    """The rows to append, and what is to be told: rows `held_back`, doubts `passed` over, `remarks`.

    `together`: revisions that wait for others (etl.learning.recomputed). `waiting`: what has to be looked at again
    though the answer stays the same, held back or left out.
    """

    added: pd.DataFrame
    together: pd.DataFrame
    held_back: tuple[Doubt, ...] = ()
    waiting: tuple[Doubt, ...] = ()
    passed: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = ()


def update_from(
    record: Record,
    answers: list[DatedAnswer],
    read: Callable[[dict[str, bytes]], pd.DataFrame],
    judge: Judge,
    *,
    now: dt.datetime,
    dated_earlier: bool = False,
) -> Update:
    """What the answers of one source teach, one after the other, beside what is known. `read`: an answer's files as
    rows;
    `dated_earlier`: see Changes. Raises SourceError and Refused."""
    series = record.series
    known, remarks = _counting(series, joined(record.seed, record.log), now)
    waiting = [_unsettled(words) for words in remarks]
    added, together = empty(), empty()
    held_back: list[Doubt] = []
    passed: list[Doubt] = []
    last: list[str] = []
    left: list[Doubt] = []
    for one in answers:
        answer = read(one.files)
        told = answer.attrs["remarks"]
        rows, left_out = admitted(series, answer, now)
        rows, twice = _once(known, rows)
        rows = _with_what_stood(known, rows, answer.drop(rows.index))
        left_out += twice
        try:
            found = rows_to_append(known, rows, one.moment, one.cause)
        except ValueError as error:
            raise Refused(str(error)) from error
        brought = Changes(rows, found, one.moment, one.cause, dated_earlier)
        outcome = weighed(series, known, brought, judge, set(record.log["series_id"]))
        found = outcome.found
        if one.cause == Cause.PUBLISHER:
            found, together = _together(series, known, found, one.moment)
        known, added = joined(known, found), joined(added, found)
        held_back += outcome.held_back
        passed += outcome.let_in
        # What the last answer tells besides; a remark on ours before it, or on an earlier month, is an old one.
        last = [*told, *left_out]
        left = [_unsettled(words) for words in left_out]
    return Update(added, together, tuple(held_back), (*held_back, *waiting, *left), tuple(passed), (*last, *remarks))


def _unsettled(words: str) -> Doubt:
    return Doubt(words, None, words, None)


def _counting(series: list[Series], held: pd.DataFrame, now: dt.datetime) -> tuple[pd.DataFrame, list[str]]:
    """What is held and counts, and in words that some does not."""
    known = counting(series, held, now)
    if len(known) == len(held):
        return known, []
    _, first = next(observations_of(held.drop(known.index)))
    return known, [
        f"{counted(len(held) - len(known), 'row')} held of a day to come, learned on one, or before the series began "
        f"count for nothing, the first {row_words(first)}: {COMMAND} repair {series[0].source} removes them"
    ]


def _once(known: pd.DataFrame, rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows that an answer states once, of those that it states twice the one that stood, and in words the others.

    A slip in a year gives two rows one day. Raises Refused where nothing is held of their series.
    """
    twice = rows.duplicated([*KEY, "vintage"], keep=False)
    if not twice.any():
        return rows, ()
    stood = standing_rows(known)
    for _, row in observations_of(rows[twice & ~rows["series_id"].isin(stood["series_id"])]):
        raise Refused(f"{row.series_id}, {row.entity}, {row.period[1]} stands twice in one answer, and nothing is held")
    stood = stood[[*KEY, *SAYS]].astype(dict.fromkeys(FIGURES, float))
    same = rows.index.isin(rows.reset_index(names="place").merge(stood)["place"])
    kept = rows[~twice | (same & ~rows.duplicated([*KEY, "vintage", *SAYS]))]
    left_out = observations_of(rows.drop(kept.index))
    return kept, tuple(f"{row_words(row)} is left out: the answer states this period twice" for _, row in left_out)


def _with_what_stood(known: pd.DataFrame, rows: pd.DataFrame, left_out: pd.DataFrame) -> pd.DataFrame:
    """The answer's rows, and for each row of it that is left out what stood of its period: that is not taken back."""
    stood = standing_rows(known)
    stood = stood[keys_in(stood, left_out)]
    return pd.concat([rows, stood[rows.columns]], ignore_index=True) if len(stood) else rows


def _together(
    series: list[Series], known: pd.DataFrame, found: pd.DataFrame, moment: dt.datetime
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The changes to append now, and the revisions that wait for others, of the series recomputed at each run."""
    waits = empty()
    for one in (one for one in series if one.recomputed):
        of = found["series_id"] == one.id
        now, later = taken_and_waiting(known[known["series_id"] == one.id], found[of], moment)
        found, waits = joined(found[~of], now), joined(waits, later)
    return found, waits
