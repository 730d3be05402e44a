"""What an answer no longer has: cut off, taken back, or an older copy of what was answered before."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.learning.log import rows_to_append
from etl.learning.taken_back import STALE, missing_rows, older_copy, standing_rows, withdrawal_rows
from etl.parsing.observations import Observation, day, empty, joined, tidy
from etl.vocabulary import Cause
from tests.etl.parsing.test_plausible import FIRST, series

MOMENTS = [dt.datetime(2026, 8, n) for n in range(1, 10)]


def on_days(numbers: set[int]) -> pd.DataFrame:
    """One row for each of these days after the first."""
    return tidy(Observation("count", "RUS", day(FIRST + dt.timedelta(days=n)), n) for n in numbers)


@settings(deadline=None)
@given(
    held=st.sets(st.integers(0, 199), min_size=1, max_size=150),
    taken=st.sets(st.integers(0, 199), max_size=30),
    added=st.sets(st.integers(0, 260), max_size=10),
)
def test_an_answer_looks_cut_off_when_it_ends_earlier_or_lacks_many_of_what_it_covers(
    held: set[int], taken: set[int], added: set[int]
) -> None:
    """Few are five, or one in twenty. What lies before the answer's first day was not asked about."""
    answered = (held - taken) | added
    if not answered:
        return
    covered = [day for day in held if min(answered) <= day <= max(answered)]
    missing = len([day for day in covered if day not in answered])
    earlier = max(answered) < max(held)
    many = missing > 5 and missing > len(covered) / 20
    lacking = list(missing_rows(series(), on_days(held), on_days(answered)))
    found = [reason for reason, _ in lacking]
    rows = {(row.period_end - FIRST).days for _, rows in lacking for row in rows.itertuples()}
    expected = {n for n in held if n > max(answered)} if earlier else set()
    assert rows == expected | ({*covered} - answered if many else set())
    assert len(found) == earlier + many
    assert any("the newest period is" in reason for reason in found) == earlier
    assert any(f"{missing} of {len(covered)} periods held are gone" in reason for reason in found) == many


def test_nothing_can_disappear_from_nothing() -> None:
    assert not list(missing_rows(series(), on_days(set()), on_days({1})))


def answer(*values: float, name: str = "count") -> pd.DataFrame:
    """One value a day from FIRST on."""
    return tidy(Observation(name, "RUS", day(FIRST + dt.timedelta(days=n)), value) for n, value in enumerate(values))


def learnt(*answers: pd.DataFrame) -> pd.DataFrame:
    """The log after these answers, one a day."""
    known = empty()
    for rows, moment in zip(answers, MOMENTS, strict=False):
        known = joined(known, rows_to_append(known, rows, moment))
    return known


OLD, NEXT, NEW = answer(1, 2), answer(1, 2, 3), answer(1, 5, 3, 4)


@pytest.mark.parametrize(
    ("answers", "said", "days", "words"),
    [
        ((OLD, NEXT, NEW), OLD, STALE, "an older copy: it says what was held on 2026-08-01 (count)"),
        ((OLD, NEXT, NEW), NEXT, STALE, "an older copy: it says what was held on 2026-08-02 (count)"),
        ((NEXT, answer(2, 3, 4)), NEXT, 1, "values go back: it says what was held on 2026-08-01 (count)"),
        # Of the moments at which it was held, the last one.
        (
            (OLD, answer(1, 5), OLD, answer(1, 6, 7)),
            OLD,
            STALE,
            "an older copy: it says what was held on 2026-08-03 (count)",
        ),
    ],
)
def test_an_answer_that_was_held_before_is_an_older_copy(
    answers: tuple, said: pd.DataFrame, days: int, words: str
) -> None:
    doubt = older_copy(learnt(*answers), said, dated_earlier=False)
    assert doubt and (doubt.days, doubt.words) == (days, words)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((), OLD),
        ((OLD, NEXT), NEXT),
        ((OLD, NEXT), NEW),
        ((OLD, NEXT, NEW), answer(1, 2, 3, 4)),  # what was revised goes back, and what came after it is there
        ((OLD, NEXT, NEW), answer(1, 7)),
        ((OLD, answer(1, 5)), OLD),  # a slip is corrected
        ((NEXT, answer(1, 3, 4)), NEXT),  # or two
        ((OLD, NEXT), OLD),  # one newest row is gone: taken back
        ((OLD, NEXT, answer(1, 2, 3).drop(1)), NEXT),  # a row that was taken back is there again
        ((NEXT,), NEXT.iloc[2:]),  # a part of it, the newest
    ],
)
def test_what_says_anything_else_is_none(answers: tuple, said: pd.DataFrame) -> None:
    assert older_copy(learnt(*answers), said, dated_earlier=False) is None


def test_a_publishers_date_tells_where_values_do_not() -> None:
    """Of a history that is computed anew not every state is held."""
    known = learnt(OLD, NEXT)
    doubt = older_copy(known, answer(1.5, 2.5, 3), dated_earlier=True)
    assert doubt and (doubt.days, doubt.words) == (
        STALE,
        "an older copy: its publisher dates it before what is held (count)",
    )
    assert older_copy(known, OLD, dated_earlier=True).days == STALE
    # A server that was set up anew: what it has is newer whatever it says.
    assert older_copy(known, answer(1, 2, 3, 4), dated_earlier=True) is None
    assert older_copy(known, NEXT, dated_earlier=True) is None


def test_series_of_one_answer_are_of_one_moment() -> None:
    one, other = answer(1, 2, 3), answer(1, 2, 3, name="other")
    known = learnt(pd.concat([one, other]), pd.concat([answer(3, 4, 5), answer(3, 4, 5, name="other")]))
    assert older_copy(known, pd.concat([one, other]), dated_earlier=False)
    assert older_copy(known, pd.concat([one, answer(3, 4, 5, name="other")]), dated_earlier=False) is None


def test_rows_that_are_withdrawn_stand_no_longer() -> None:
    known = learnt(NEXT)
    rows = withdrawal_rows(standing_rows(known).tail(1), MOMENTS[1], Cause.PUBLISHER)
    assert rows[["status", "cause"]].to_numpy().tolist() == [["withdrawn", "publisher"]]
    assert rows[["value", "low", "high"]].isna().all(axis=None)
    assert standing_rows(joined(known, rows))["value"].tolist() == [1, 2]
