"""An answer's changes weighed against what was known and what is expected: what may be appended, what has to wait."""

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import pandas as pd

from etl.declared.shapes import Series
from etl.learning.doubts import Doubt, Judge, Refused
from etl.learning.slips import slips
from etl.learning.taken_back import missing_rows, older_copy, row_doubts, standing_rows, withdrawal_rows
from etl.parsing.observations import joined, keys_in, plain_rows
from etl.parsing.plausible import issues
from etl.vocabulary import Cause, counted

# So many are told one by one.
TOLD = 5


@dataclass(frozen=True)
class Changes:
    """What an answer brings to what is known: its rows, the changes `found`, when they were learned, and by what cause.

    `dated_earlier`: its publisher dates it before the answer that is held.
    """

    answer: pd.DataFrame
    found: pd.DataFrame
    moment: dt.datetime
    cause: Cause
    dated_earlier: bool = False


@dataclass(frozen=True)
class Weighed:
    """What may be appended, rows that are `held_back`, and doubts that were passed over and are `let_in`."""

    found: pd.DataFrame
    held_back: tuple[Doubt, ...] = ()
    let_in: tuple[Doubt, ...] = ()


def weighed(
    series: list[Series],
    known: pd.DataFrame,
    changes: Changes,
    judge: Judge,
    answered: set[str],
) -> Weighed:
    """The changes that an answer to these series brings to `known`, without the rows that are doubted.

    `answered`: the series that earlier answers had; what ships with the program may come from elsewhere. Of a change
    that is ours (`cause`) no row is a slip of the publisher's but those that were held back before. Raises Refused with
    every reason when rows that stood are gone, or what would stand is impossible.
    """
    answer, found, ours = changes.answer, changes.found, changes.cause == Cause.OURS
    doubted, lacking = _lacking(series, known, answer, answered)
    # What is being taken back is nobody's neighbour.
    slipped = _slipped(series, _without(known, lacking), found, judge)
    if ours:
        slipped = [(doubt, index) for doubt, index in slipped if doubt.about in judge.earlier]
    kept = found.drop(index=[index for doubt, index in slipped if not judge.trusts(doubt)])
    older = None if ours else older_copy(known, answer, dated_earlier=changes.dated_earlier)
    # What an older copy lacks is not taken back besides.
    doubted = [older] if older else doubted
    kept = joined(kept, withdrawal_rows(_without(lacking, kept), changes.moment, changes.cause))
    stands = standing_rows(joined(known, kept))
    problems = [
        f"{one.id}: {issue.message}"
        for one in series
        if len(_of(answer, one))
        for issue in issues(one, plain_rows(_of(stands, one)))
        if issue.refused
    ]
    held_back = tuple(doubt for doubt, _ in slipped if not judge.trusts(doubt))
    waits = [doubt for doubt in doubted if not judge.trusts(doubt)]
    if waits or problems:
        raise Refused(_reasons(waits, problems, held_back), (*doubted, *held_back))
    return Weighed(
        kept, held_back, tuple(doubt for doubt in (*doubted, *(each for each, _ in slipped)) if judge.trusts(doubt))
    )


def _slipped(
    series: list[Series], known: pd.DataFrame, found: pd.DataFrame, judge: Judge
) -> list[tuple[Doubt, Hashable]]:
    return [slip for one in series for slip in slips(one, _of(known, one), _of(found, one), judge)]


def _lacking(
    series: list[Series], known: pd.DataFrame, answer: pd.DataFrame, answered: set[str]
) -> tuple[list[Doubt], pd.DataFrame]:
    """What an answer lacks of what stood, as doubts, and the rows that are gone once nobody doubts it any more."""
    doubted, lacking = [], known[:0]
    for one in series:
        read = _of(answer, one)
        if len(read):
            for words, rows in missing_rows(one, standing_rows(_of(known, one)), read):
                doubted += row_doubts(words, rows)
                lacking = joined(lacking, rows)
        elif one.id in answered:
            doubted.append(Doubt(one.id, None, f"{one.id}: not in the answer, though earlier ones had it"))
    return doubted, lacking


def _reasons(waits: list[Doubt], problems: list[str], held_back: tuple[Doubt, ...]) -> str:
    """Why an answer is refused, each reason once, and what settles it where something does."""
    said = "; ".join(dict.fromkeys([*(doubt.words for doubt in waits), *problems, *doubt_words(held_back)]))
    if problems:
        return said
    days = max(doubt.days or 0 for doubt in waits)
    return f"{said} (taken when the publisher says so still {counted(days, 'day')} later, or at once with --accept)"


def doubt_words(doubts: Iterable[Doubt]) -> list[str]:
    """Doubts in words, each once; of very many the first ones and how many more there are."""
    words = list(dict.fromkeys(doubt.words for doubt in doubts))
    return words if len(words) <= TOLD else [*words[:TOLD], f"and {counted(len(words) - TOLD, 'row')} more"]


def _without(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The rows of which the others have none of the same key. Columns as given."""
    return rows[~keys_in(rows, others)]


def _of(rows: pd.DataFrame, one: Series) -> pd.DataFrame:
    return rows[rows["series_id"] == one.id]
