"""Numbers that are the same but for rounding."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.learning.log import newest_rows, rows_to_append
from etl.parsing.observations import Observation, empty, month, tidy
from etl.parsing.precision import MOST, alike, decimals, told_with

FIRST = dt.datetime(2026, 3, 1)
PLACES = st.integers(0, 6)


def answer(*values: float) -> pd.DataFrame:
    """A value for each month of 2025."""
    rows = (Observation("a", "RUS", month(2025, number + 1), value) for number, value in enumerate(values))
    return tidy(rows)


def learnt(*answers: pd.DataFrame) -> pd.DataFrame:
    """What is held after these answers, one a day."""
    known = empty()
    for number, rows in enumerate(answers):
        found = rows_to_append(known, rows, FIRST + dt.timedelta(days=number))
        known = pd.concat([frame for frame in (known, found) if len(frame)] or [known])
    return known


def values(known: pd.DataFrame) -> list[float]:
    return newest_rows(known).sort_values("period_end")["value"].tolist()


THREE = (10.123, 11.457, 12.346, 13.9, 14.001)
FOUR = (10.1231, 11.4568, 12.3456, 13.8995, 14.0012)


@given(st.integers(-(10**8), 10**8), PLACES)
def test_decimals_are_those_of_the_shortest_form(number: int, places: int) -> None:
    figure = float(Decimal(number).scaleb(-places))
    shortest = -Decimal(repr(figure)).normalize().as_tuple().exponent
    assert decimals(np.array([figure])).tolist() == [max(shortest, 0)]


def test_what_no_decimal_form_is_short_enough_for_has_the_most() -> None:
    assert decimals(np.array([np.nan, 0.1 + 0.2])).tolist() == [0, MOST]


@given(st.integers(-(10**7), 10**7), PLACES, st.integers(-(10**7), 10**7), PLACES)
def test_the_same_is_mutual_and_never_further_apart_than_half_a_unit(
    number: int, told: int, other: int, otherwise: int
) -> None:
    one, two = Decimal(number).scaleb(-told), Decimal(other).scaleb(-otherwise)
    figures, places = np.array([float(one), float(two)]), np.array([told, otherwise])
    found = alike(figures, figures[::-1], places, places[::-1])
    assert found[0] == found[1]
    assert alike(figures, figures, places, places).all()
    half = Decimal(5).scaleb(-min(told, otherwise) - 1)
    rounded = told != otherwise and min(told, otherwise) > 0
    assert found[0] == (one == two or (rounded and abs(one - two) <= half))


@given(st.integers(-(10**9), 10**9), st.integers(1, 5))
def test_what_was_rounded_is_the_same_whichever_way_a_five_goes(number: int, places: int) -> None:
    fine = Decimal(number).scaleb(-places - 1)
    for way in ("ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_HALF_DOWN"):
        coarse = fine.quantize(Decimal(1).scaleb(-places), rounding=way)
        figures = np.array([float(fine)]), np.array([float(coarse)])
        assert alike(*figures, np.array([places + 1]), np.array([places])).all()


def test_decimals_gained_or_lost_change_nothing_and_new_months_are_taken_as_told() -> None:
    known = learnt(answer(*THREE), answer(*FOUR), answer(*FOUR, 15.5555), answer(*THREE, 15.556))
    assert values(known) == [*THREE, 15.5555]
    assert len(known) == 6


def test_a_change_beyond_rounding_is_told_with_its_decimals() -> None:
    assert values(learnt(answer(*THREE), answer(*FOUR[:2], 12.3466, *FOUR[3:]))) == [*THREE[:2], 12.3466, *THREE[3:]]


def test_steps_do_not_add_up() -> None:
    further = [(*FOUR[:2], 12.346 + number * 0.0002, *FOUR[3:]) for number in range(1, 4)]
    known = learnt(answer(*THREE), *(answer(*rows) for rows in further))
    assert known[known["period_end"] == dt.date(2025, 3, 31)]["value"].tolist() == [12.346, pytest.approx(12.3466)]


def test_with_as_many_decimals_every_change_is_one_though_a_zero_at_the_end_is_not_seen() -> None:
    held = (21.3, 21.0, 20.5, 16.0, 14.1)
    assert values(learnt(answer(*held), answer(21.3, 21.4, 20.5, 16.2, 14.1))) == [21.3, 21.4, 20.5, 16.2, 14.1]


def test_a_month_of_its_own_day_was_told_with_the_decimals_of_its_series() -> None:
    held = answer(*THREE), answer(*THREE, 12.3)
    assert values(learnt(*held, answer(*THREE, 12.304))) == [*THREE, 12.304]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((1_456_610, 12, 13, 14, 15), (1_457_000, 12, 13, 14, 15)),
        ((12, 13, 14, 15, 16), (12.4, 13, 14, 15, 16)),
        ((0.4, 1.2, 2.3, 3.1, 4.7), (0, 1, 2, 3, 5)),
    ],
)
def test_counts_are_exact_and_nothing_is_rounded_to_whole_numbers(before: tuple, after: tuple) -> None:
    assert values(learnt(answer(*before), answer(*after))) == list(after)


def test_too_few_numbers_tell_no_decimals() -> None:
    assert values(learnt(answer(12.3, 13.4), answer(12.34, 13.4))) == [12.34, 13.4]


def test_decimals_are_counted_by_what_was_told_until_then() -> None:
    known = learnt(answer(*THREE), answer(*THREE, 15.5555), answer(*THREE, 15.5555, 16.5))
    assert told_with(known)["value"].tolist() == [3, 4, 4]
    assert told_with(known)["low"].tolist() == [0, 0, 0]
