"""A history that is recomputed at each run: its small revisions are taken over together, its new days at once."""

import datetime as dt

import pandas as pd
import pytest

from etl.log import TOGETHER, changes, gathered, newest
from etl.observations import day, empty, observation, tidy

FIRST, START = dt.datetime(2026, 3, 1), dt.date(2026, 1, 1)


def history_of(*values: float, high: float = 2000, status: str = "estimate") -> pd.DataFrame:
    """An answer: a value for each day from START on."""
    days = (day(START + dt.timedelta(days=number)) for number in range(len(values)))
    return tidy(
        observation("a", "RUS", period, value, low=0, high=high, status=status)
        for period, value in zip(days, values, strict=True)
    )


def learnt(*answers: tuple[pd.DataFrame, float]) -> pd.DataFrame:
    """The log after these answers, each so many days after FIRST."""
    known = empty()
    for rows, days in answers:
        moment = FIRST + dt.timedelta(days=days)
        found = gathered(known, changes(known, rows, moment), moment)
        known = pd.concat([frame for frame in (known, found) if len(frame)] or [known])
    return known


def values(known: pd.DataFrame) -> list[float]:
    return newest(known).sort_values("period_end")["value"].tolist()


WEEK = TOGETHER.days


def test_the_first_answer_is_taken_whole() -> None:
    assert values(learnt((history_of(900, 1000), 0))) == [900, 1000]


def test_small_revisions_wait_and_a_new_day_does_not() -> None:
    known = learnt((history_of(900, 1000), 0), (history_of(901, 1001, 1100), 1))
    assert values(known) == [900, 1000, 1100]


def test_after_a_week_they_are_taken_all_together_and_wait_again() -> None:
    answers = [(history_of(900 + n, 1000 + n), n) for n in range(2 * WEEK)]
    known = learnt(*answers)
    assert values(known) == [900 + WEEK, 1000 + WEEK]
    assert sorted(set(known["vintage"])) == [FIRST, FIRST + TOGETHER]
    assert values(learnt(*answers, (history_of(1, 2), 2 * WEEK))) == [1, 2]


@pytest.mark.parametrize(
    ("rows", "told", "rows_held"),
    [
        (history_of(900, 1009), [900, 1000], 2),
        (history_of(901, 1010), [901, 1010], 4),
        (history_of(910, 1001), [910, 1001], 4),
        (history_of(900, 1000, high=2009), [900, 1000], 2),
        (history_of(900, 1000, high=2010), [900, 1000], 4),
        (history_of(900, 1000, status="final"), [900, 1000], 4),
    ],
)
def test_one_that_is_not_small_brings_all_of_them(rows: pd.DataFrame, told: list[float], rows_held: int) -> None:
    known = learnt((history_of(900, 1000), 0), (rows, 1))
    assert values(known) == told
    assert len(known) == rows_held


def test_a_day_that_is_gone_is_said_at_once() -> None:
    known = learnt((history_of(900, 950, 1000), 0), (history_of(900, 950, 1000).drop(1), 1))
    assert newest(known).sort_values("period_end")["status"].tolist() == ["estimate", "withdrawn", "estimate"]
