"""Rows that look like a slip of the pen: beside what is declared, and beside the rows before and after them."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.declared.shapes import Series
from etl.learning.doubts import Doubt, Judge
from etl.learning.log import rows_to_append
from etl.learning.slips import LONG, impossible, slips
from etl.parsing.observations import empty
from tests.etl.parsing.test_plausible import FIRST, issues, rows, series

FEW = settings(deadline=None, max_examples=40)
LEARNED = [dt.datetime(2026, 8, day) for day in (1, 2, 3)]
NOBODY = Judge({}, dt.date(2026, 8, 2))
HISTORY = [100, 110, 120, 130]


def expecting(**keys: object) -> Series:
    return series(expect={"low": 0, "high": 10_000} | keys)


def found(declared: Series, before: list, after: list, judge: Judge = NOBODY) -> list[Doubt]:
    """What is doubted of the values `after` where those `before` stood, one a day from FIRST on."""
    known = rows_to_append(empty(), rows(*before), LEARNED[0])
    return [doubt for doubt, _ in slips(declared, known, rows_to_append(known, rows(*after), LEARNED[1]), judge)]


def told(declared: Series, before: list, after: list) -> list[str]:
    return [doubt.words for doubt in found(declared, before, after)]


@pytest.mark.parametrize(
    ("keys", "after", "words"),
    [
        ({"never_falls": True}, [*HISTORY, 129], "count, RUS, 2024-01-05: 129 after 130, though it is a running total"),
        ({"never_falls": True}, [*HISTORY, 130], None),
        ({}, [*HISTORY, 124], None),
        ({}, [*HISTORY, 123], "count, RUS, 2024-01-05: 123 after 130, though it is a running total"),
        ({}, [*HISTORY, 260], None),
        ({}, [*HISTORY, 261], "count, RUS, 2024-01-05: 261 after 130 is more than 2 times as many"),
        ({"max_step": 20}, [*HISTORY, 151], "count, RUS, 2024-01-05: 151 after 130 is a step of more than 20"),
        ({"max_step": 20}, [*HISTORY, 150], None),
        # A day without a figure lets a total grow by as much again.
        ({"max_step": 20}, [*HISTORY, None, 170], None),
        ({"max_step": 20}, [*HISTORY, None, 171], "count, RUS, 2024-01-06: 171 after 130 is a step of more than 20"),
        # Of a revised row its neighbours tell.
        ({}, [100, 11, 120, 130], "count, RUS, 2024-01-02: 11 after 100, though it is a running total"),
        ({}, [100, 190, 120, 130], "count, RUS, 2024-01-02: 190 does not lead to 120 after it"),
        ({}, [100, 115, 120, 130], None),
        # What goes on from a slip is no slip.
        ({"max_step": 20}, [*HISTORY, 13, 150], "count, RUS, 2024-01-05: 13 after 130, though it is a running total"),
    ],
)
def test_a_row_is_doubted_beside_its_neighbours(keys: dict, after: list, words: str | None) -> None:
    after = [value if value is not None else float("nan") for value in after]
    kept = rows(*after).dropna(subset="value")
    known = rows_to_append(empty(), rows(*HISTORY), LEARNED[0])
    doubts = [doubt for doubt, _ in slips(expecting(**keys), known, rows_to_append(known, kept, LEARNED[1]), NOBODY)]
    assert [doubt.words for doubt in doubts] == ([words] if words else [])
    assert all(doubt.days == 1 for doubt in doubts)


LEVEL = expecting().model_copy(update={"measures": "level"})
FLOW = expecting().model_copy(update={"measures": "flow"})
STATEMENTS = expecting(never_falls=True).model_copy(update={"frequency": "I"})
ANOTHER = "is of another order of magnitude"


@pytest.mark.parametrize(
    ("declared", "before", "after", "words"),
    [
        (LEVEL, HISTORY, [*HISTORY, 26], None),
        (LEVEL, HISTORY, [*HISTORY, 25], f"count, RUS, 2024-01-05: 25 after 130 {ANOTHER}"),
        (LEVEL, HISTORY, [*HISTORY, 650], None),
        (LEVEL, HISTORY, [*HISTORY, 651], f"count, RUS, 2024-01-05: 651 after 130 {ANOTHER}"),
        (LEVEL, HISTORY, [*HISTORY, 0], f"count, RUS, 2024-01-05: 0 after 130 {ANOTHER}"),
        # A history that moves as much itself, and one that is too short to tell.
        (LEVEL, [10, 100, 50, 130], [10, 100, 50, 130, 7], None),
        (LEVEL, [0, 100, 50, 130], [0, 100, 50, 130, 7], None),
        (LEVEL, [120, 130], [120, 130, 7], None),
        # What is said anew of a period, however its neighbours move.
        (FLOW, [10, 100, 9, 130], [10, 100, 9, 13], f"count, RUS, 2024-01-04: 13 in place of 130 {ANOTHER}"),
        (FLOW, [10, 100, 0, 130], [10, 100, 0, 0], f"count, RUS, 2024-01-04: 0 in place of 130 {ANOTHER}"),
        (FLOW, [10, 100, 9, 130], [10, 100, 9, 30], None),
        (FLOW, [10, 100, 9, 0], [10, 100, 9, 30], None),
        # A statement has no neighbour, but others like it.
        (STATEMENTS, HISTORY, [*HISTORY, 26], None),
        (STATEMENTS, HISTORY, [*HISTORY, 25], f"count, RUS, 2024-01-05: 25 after 130 {ANOTHER}"),
        (STATEMENTS, HISTORY, [*HISTORY[:3], 13], f"count, RUS, 2024-01-04: 13 in place of 130 {ANOTHER}"),
    ],
)
def test_what_is_of_another_order_of_magnitude_is_doubted(
    declared: Series, before: list, after: list, words: str | None
) -> None:
    assert told(declared, before, after) == ([words] if words else [])


def test_what_mends_a_value_that_did_not_fit_is_taken_at_once() -> None:
    assert told(LEVEL, [*HISTORY, 1400], [*HISTORY, 140]) == []


def test_a_statement_is_held_against_what_others_said() -> None:
    known = rows_to_append(empty(), rows(*HISTORY), LEARNED[0])

    def words(value: float) -> list[str]:
        found = rows_to_append(known, rows(value, entity="UKR"), LEARNED[1])
        return [doubt.words for doubt, _ in slips(STATEMENTS, known, found, NOBODY)]

    assert words(20) == words(650) == []
    assert words(19) == [f"count, UKR, 2024-01-01: 19 beside 130 {ANOTHER}"]
    assert words(651) == [f"count, UKR, 2024-01-01: 651 beside 130 {ANOTHER}"]


def test_a_total_with_a_long_history_is_corrected_as_far_as_it_was_before() -> None:
    """A correction of 3 % is usual in none that was never lowered by more than 2."""
    long = [1000 + 10 * n for n in range(LONG)]
    long[50] = long[49] - 2
    assert told(expecting(), long, [*long, long[-1] - 2]) == []
    assert len(told(expecting(), long, [*long, long[-1] - 3])) == 1
    assert told(expecting(), long[1:], [*long[1:], long[-1] - 3]) == []


def test_a_row_before_all_that_is_held_waits_and_a_history_from_earlier_on_does_not() -> None:
    longer = rows(*range(40, 140, 10))
    known = rows_to_append(empty(), longer.iloc[6:], LEARNED[0])

    def said(answer: pd.DataFrame) -> list[str]:
        found = rows_to_append(known, answer, LEARNED[1])
        return [doubt.words for doubt, _ in slips(expecting(), known, found, NOBODY)]

    one = pd.concat([longer.iloc[:1], longer.iloc[6:]])
    assert said(one) == ["count, RUS, 2024-01-01: 40 lies before all that is held"]
    assert said(longer) == said(longer.iloc[6:]) == []


def test_the_first_answer_has_nothing_beside_it() -> None:
    assert told(expecting(never_falls=True, max_step=1), [], [900, 1, 800]) == []


def test_a_step_that_stood_before_is_not_doubted_again() -> None:
    """A history that is computed anew each day would wait for ever for a step of its own."""
    assert told(expecting(max_step=20), [100, 150, 160], [101, 152, 161]) == []
    assert len(told(expecting(max_step=20), [100, 110, 120], [101, 152, 121])) == 1


@pytest.mark.parametrize(("value", "doubted"), [(190, False), (191, True), (131, False), (89, True), (60, True)])
def test_a_step_that_stood_before_may_grow_by_a_step(value: float, doubted: bool) -> None:
    level = LEVEL.model_copy(update={"expect": LEVEL.expect.model_copy(update={"max_step": 20})})
    assert bool(told(level, [100, 110, 170], [100, 110, value])) == doubted


@pytest.mark.parametrize(
    ("before", "after", "lone"),
    [
        (HISTORY, [*HISTORY, 13, 140], [True]),  # both are new
        ([*HISTORY, 135], [*HISTORY, 13, 140], [True]),  # one is said anew
        ([*HISTORY, 135, 140], [*HISTORY, 13, 140], [False]),  # what is newer was held before
        (HISTORY, [*HISTORY, 13, 20], [False, False]),  # it goes on from there
        (HISTORY, [*HISTORY, 13], [False]),
    ],
)
def test_a_row_is_contradicted_by_a_newer_one_that_fits_without_it(before: list, after: list, lone: list) -> None:
    assert [doubt.contradicted for doubt in found(expecting(max_step=30), before, after)] == lone


def test_a_flow_may_be_low_once() -> None:
    flow = FLOW.model_copy(update={"expect": FLOW.expect.model_copy(update={"max_step": 30})})
    assert [doubt.contradicted for doubt in found(flow, HISTORY, [*HISTORY, 13, 140])] == [False]


@pytest.mark.parametrize(("later", "settled"), [(900, True), (980, True), (820, True), (1010, False), (110, False)])
def test_a_jump_that_is_computed_anew_is_settled_by_one_about_as_far(later: float, settled: bool) -> None:
    (first,) = found(expecting(max_step=20), HISTORY, [*HISTORY, 900])
    (second,) = found(expecting(max_step=20), HISTORY, [*HISTORY, later])
    assert Judge({first.about: (first.says, dt.date(2026, 8, 1))}, dt.date(2026, 8, 2)).settled(second) == settled


@settings(deadline=None, max_examples=15)
@given(st.floats(0, 10_000), st.floats(0, 10_000), st.integers(1, 500))
def test_what_says_the_same_lies_on_the_same_side(one: float, other: float, step: int) -> None:
    """Of a value so far off that a hundredth of it does not reach over to the other side."""
    level = LEVEL.model_copy(update={"expect": LEVEL.expect.model_copy(update={"max_step": step})})
    history = [500, 501, 500]
    first, second = (found(level, history, [*history, value]) for value in (one, other))
    if first and second and (one - 500) * (other - 500) < 0 and abs(one - other) > 0.01 * max(one, other):
        earlier = {first[0].about: (one, dt.date(2026, 8, 1))}
        assert not Judge(earlier, dt.date(2026, 8, 2)).settled(second[0])


def test_a_doubt_that_is_passed_over_stands_for_those_after_it() -> None:
    declared, after = expecting(max_step=20), [*HISTORY, 900, 910]
    assert [doubt.says for doubt in found(declared, HISTORY, after)] == [900, 910]
    (first, _) = found(declared, HISTORY, after)
    passed = found(declared, HISTORY, after, Judge({first.about: (905, dt.date(2026, 8, 1))}, dt.date(2026, 8, 2)))
    assert [doubt.says for doubt in passed] == [900]


def test_an_entity_has_its_own_neighbours() -> None:
    known = rows_to_append(empty(), pd.concat([rows(*HISTORY), rows(1, 2, 3, 4, entity="UKR")]), LEARNED[0])
    answer = pd.concat([rows(*HISTORY, 140), rows(1, 2, 3, 4, 5, entity="UKR")])
    assert list(slips(expecting(max_step=20), known, rows_to_append(known, answer, LEARNED[1]), NOBODY)) == []


def test_an_impossible_row_is_settled_by_nothing_and_many_are_another_answer() -> None:
    (doubt,) = found(expecting(), HISTORY, [*HISTORY, 20_000])
    assert doubt.days is None and doubt.words == "count: RUS, 2024-01-05: value 20000 lies outside 0 to 10000"
    judge = Judge({doubt.about: (doubt.says, dt.date(2025, 1, 1))}, dt.date(2026, 8, 2), accept=True)
    assert not judge.trusts(doubt)
    assert found(expecting(), HISTORY, [*HISTORY, *[20_000] * 6]) == []


@FEW
@given(st.floats(-10, 110), st.floats(-10, 110), st.floats(-10, 110), st.sampled_from(["persons", "index"]))
def test_rows_are_impossible_exactly_when_a_build_would_refuse_them(
    value: float, low: float, high: float, unit: str
) -> None:
    declared = series(unit=unit)
    row = rows_to_append(empty(), rows(value, low=low, high=high), LEARNED[0])
    assert impossible(declared, row).tolist() == [any(issue.refused for issue in issues(declared, row))]


@FEW
@given(st.lists(st.integers(1, 30), min_size=4, max_size=12), st.data())
def test_one_slip_holds_no_other_row_back(steps: list[int], data: st.DataObject) -> None:
    """Of a total that grows by at most 30 a day, one new row with a digit too few or too many is held back alone."""
    good = [1000 + sum(steps[: n + 1]) for n in range(len(steps))]
    place = data.draw(st.integers(2, len(good) - 1))
    bad = [*good]
    bad[place] = data.draw(st.sampled_from([good[place] // 10, good[place] * 8]))
    doubts = found(expecting(max_step=30), good[:2], bad)
    assert [doubt.about for doubt in doubts] == [f"count, RUS, {day}, {day}" for day in [FIRST + dt.timedelta(place)]]
