"""Whole months between two days held."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parsing.months import FEW, QUIET, astray, whole_months
from etl.parsing.observations import month

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-01", "2024-01-31", [1]),
        ("2024-01-02", "2024-01-31", []),
        ("2024-01-31", "2024-03-30", [2]),
        ("2024-01-31", "2024-03-31", [2, 3]),
        ("2024-02-10", "2024-02-20", []),
    ],
)
def test_a_month_cut_off_at_either_end_is_not_among_them(first: str, last: str, months: list[int]) -> None:
    found = whole_months(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert found == [month(2024, number) for number in months]


@given(DAYS, DAYS)
def test_they_follow_each_other_and_a_day_outside_them_lies_in_a_month_cut_off(first: dt.date, last: dt.date) -> None:
    found = whole_months(first, last)
    assert all(first <= start <= end <= last for start, end in found)
    assert all(start == end + dt.timedelta(days=1) for (_, end), (start, _) in pairwise(found))
    for day in (first, last):
        start, end = month(day.year, day.month)
        assert ((start, end) in found) == (first <= start and end <= last)


@given(st.sets(DAYS, min_size=1, max_size=30), st.integers(1, FEW), st.integers(QUIET + 1, 20_000))
def test_a_few_last_days_after_a_long_silence_are_astray(days: set[dt.date], few: int, silent: int) -> None:
    daily = {min(days) + dt.timedelta(days=number) for number in range(len(days))}
    late = {max(daily) + dt.timedelta(days=silent + number) for number in range(few)}
    assert astray(daily) == set() and astray(daily | late) == late
    many = {max(daily) + dt.timedelta(days=silent + number) for number in range(FEW + 1)}
    assert astray(daily | many) == set()
