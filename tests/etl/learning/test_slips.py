"""Rows that look like a slip of the pen: beside what is declared, and beside the rows before and after them."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.declared import catalogue
from etl.declared.shapes import Series
from etl.learning.doubts import Doubt, Judge
from etl.learning.log import changes, newest
from etl.learning.slips import impossible, slips
from etl.parsing.observations import empty, read_csv
from etl.parsing.plausible import issues
from etl.store import SEED
from tests.etl.parsing.test_plausible import FIRST, rows, series

FEW = settings(deadline=None, max_examples=40)
LEARNED = [dt.datetime(2026, 8, day) for day in (1, 2, 3)]
NOBODY = Judge({}, dt.date(2026, 8, 2))
HISTORY = [100, 110, 120, 130]


def expecting(**keys: object) -> Series:
    return series(expect={"low": 0, "high": 10_000} | keys)


def found(declared: Series, before: list, after: list, judge: Judge = NOBODY) -> list[Doubt]:
    """What is doubted of the values `after` where those `before` stood, one a day from FIRST on."""
    known = changes(empty(), rows(*before), LEARNED[0])
    return [doubt for doubt, _ in slips(declared, known, changes(known, rows(*after), LEARNED[1]), judge)]


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
    known = changes(empty(), rows(*HISTORY), LEARNED[0])
    doubts = [doubt for doubt, _ in slips(expecting(**keys), known, changes(known, kept, LEARNED[1]), NOBODY)]
    assert [doubt.words for doubt in doubts] == ([words] if words else [])
    assert all(doubt.days == 1 for doubt in doubts)


def test_a_level_may_fall_and_a_statement_has_no_neighbour() -> None:
    level = expecting().model_copy(update={"measures": "level"})
    assert told(level, HISTORY, [*HISTORY, 3]) == []
    assert told(expecting(never_falls=True).model_copy(update={"frequency": "I"}), HISTORY, [*HISTORY, 3]) == []


def test_the_first_answer_has_nothing_beside_it() -> None:
    assert told(expecting(never_falls=True, max_step=1), [], [900, 1, 800]) == []


def test_a_step_that_stood_before_is_not_doubted_again() -> None:
    """A history that is computed anew each day would wait for ever for a step of its own."""
    assert told(expecting(max_step=20), [100, 150, 160], [101, 152, 161]) == []
    assert len(told(expecting(max_step=20), [100, 110, 120], [101, 152, 121])) == 1


def test_a_doubt_that_is_passed_over_stands_for_those_after_it() -> None:
    declared, after = expecting(max_step=20), [*HISTORY, 900, 910]
    assert [doubt.says for doubt in found(declared, HISTORY, after)] == [900, 910]
    (first, _) = found(declared, HISTORY, after)
    passed = found(declared, HISTORY, after, Judge({first.about: (905, dt.date(2026, 8, 1))}, dt.date(2026, 8, 2)))
    assert [doubt.says for doubt in passed] == [900]


def test_an_entity_has_its_own_neighbours() -> None:
    known = changes(empty(), pd.concat([rows(*HISTORY), rows(1, 2, 3, 4, entity="UKR")]), LEARNED[0])
    answer = pd.concat([rows(*HISTORY, 140), rows(1, 2, 3, 4, 5, entity="UKR")])
    assert list(slips(expecting(max_step=20), known, changes(known, answer, LEARNED[1]), NOBODY)) == []


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
    row = changes(empty(), rows(value, low=low, high=high), LEARNED[0])
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


# The catalogue and the seed.

CATALOGUE = catalogue.load()
LIVE = {source.id for source in CATALOGUE.sources if source.files}
FETCHED = [one for one in CATALOGUE.series if one.source in LIVE]


@pytest.mark.parametrize("one", FETCHED, ids=lambda one: one.id)
def test_every_series_that_is_asked_for_says_what_its_steps_are(one: Series) -> None:
    """But for what is irregular: each statement is another's."""
    assert one.frequency == "I" or one.expect.never_falls or one.expect.max_step is not None


@pytest.mark.parametrize("one", FETCHED, ids=lambda one: one.id)
def test_nothing_of_the_history_that_is_held_looks_like_a_slip(one: Series) -> None:
    path = SEED / f"{one.source}.csv"
    held = newest(read_csv(path)) if path.exists() else empty()
    held = held[held["series_id"] == one.id].sort_values(["entity", "period_end"], ignore_index=True)
    first = ~held.duplicated("entity") if len(held) else []
    assert list(slips(one, held[first], held[~first], NOBODY) if len(held) else []) == []
    assert not [issue for issue in issues(one, held) if len(held) and not issue.refused]
