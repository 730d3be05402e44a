"""Observations against what their series declares: the impossible is refused, the odd is accepted and said."""

import datetime as dt
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.declared.shapes import Series
from etl.parsing import plausible
from etl.parsing.observations import Observation, day, plain_rows, tidy
from etl.parsing.plausible import Issue
from etl.vocabulary import UNITS

FEW = settings(deadline=None, max_examples=25)
FIRST = dt.date(2024, 1, 1)


def series(**keys: object) -> Series:
    usual = {"id": "count", "source": "counter", "title": "t", "label": "l", "unit": "persons", "frequency": "D"}
    usual |= {"measures": "cumulative", "known_after_days": 0, "definition": "d", "interval": "a range"}
    usual |= {"expect": {"low": 0, "high": 100}} | ({} if "varies_by" in keys else {"entity": "RUS"})
    return Series.model_validate(usual | keys)


def rows(*values: float | None, entity: str = "RUS", **keys: object) -> pd.DataFrame:
    """One row a day."""
    days = [day(FIRST + dt.timedelta(days=n)) for n in range(len(values))]
    return tidy(Observation("count", entity, d, v, **keys) for d, v in zip(days, values, strict=True))


def issues(declared: Series, frame: pd.DataFrame) -> list[Issue]:
    return plausible.issues(declared, plain_rows(frame))


def refused(found: list[Issue]) -> list[str]:
    assert all(issue.series_id == "count" for issue in found)
    return [issue.message for issue in found if issue.refused]


def odd(found: list[Issue]) -> list[str]:
    assert not refused(found)
    return [issue.message for issue in found]


def test_plausible_rows_have_no_issue() -> None:
    assert issues(series(), rows(0, 50, 100, low=0, high=100)) == []


@pytest.mark.parametrize(
    ("declared", "observed", "message"),
    [
        ({}, rows(), "0 rows where at least 1 are expected"),
        ({"expect": {"low": 0, "high": 9, "min_rows": 3}}, rows(1, 2), "2 rows where at least 3 are expected"),
        ({}, rows(1, -1), "RUS, 2024-01-02: value -1 lies outside 0 to 100"),
        ({}, rows(101), "RUS, 2024-01-01: value 101 lies outside 0 to 100"),
        ({}, rows(float("inf")), "RUS, 2024-01-01: value inf lies outside 0 to 100"),
        ({}, rows(5, low=-1), "RUS, 2024-01-01: low -1 lies outside 0 to 100"),
        ({}, rows(5, high=200), "RUS, 2024-01-01: high 200 lies outside 0 to 100"),
        ({}, rows(5, low=6), "RUS, 2024-01-01: the value lies outside its own interval"),
        ({}, rows(5, high=4), "RUS, 2024-01-01: the value lies outside its own interval"),
        ({}, rows(None, low=5, high=4), "RUS, 2024-01-01: the value lies outside its own interval"),
        ({}, rows(None), "RUS, 2024-01-01: neither a value nor a bound"),
        ({}, rows(5, status="guess"), "unknown status 'guess'"),
        ({"interval": ""}, rows(5, low=4), "the series does not say what its interval means"),
        ({"interval": ""}, rows(5, high=6), "the series does not say what its interval means"),
        ({}, rows(5, entity="MARS"), "entity 'MARS' is not declared"),
        ({"varies_by": "country", "entities": ["UKR"]}, rows(5), "entity 'RUS' is not declared"),
    ],
)
def test_refused(declared: dict, observed: pd.DataFrame, message: str) -> None:
    (found,) = refused(issues(series(**declared), observed))
    assert message in found


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    observed = tidy([Observation("count", "RUS", (FIRST, FIRST - dt.timedelta(days=1)), 5)])
    assert refused(issues(series(), observed)) == ["RUS, 2023-12-31: the period ends before it starts"]


def test_all_issues_are_found_but_no_more_than_three_of_one_kind() -> None:
    found = refused(issues(series(), rows(-1, -2, -3, -4, 101, entity="MARS")))
    assert len(found) == 4 and "MARS" in found[-1]


def test_any_entity_may_be_declared() -> None:
    assert issues(series(varies_by="country", entities="all"), rows(5, entity="MARS")) == []


def test_a_fall_of_what_never_falls_is_odd() -> None:
    declared = series(expect={"low": 0, "high": 100, "never_falls": True})
    assert odd(issues(declared, rows(1, 2, 2, 1))) == ["RUS falls on 2024-01-04, though it is cumulative"]


@pytest.mark.parametrize("values", [(1, 7), (7, 1)])
def test_an_unusual_step_is_odd(values: tuple[float, float]) -> None:
    declared = series(expect={"low": 0, "high": 100, "max_step": 5})
    assert odd(issues(declared, rows(*values))) == ["RUS moves by an unusual step on 2024-01-02"]
    assert issues(declared, rows(1, 6)) == []


def test_a_step_from_one_computation_to_another_is_none_of_the_series() -> None:
    expect = {"low": 0, "high": 100, "max_step": 5, "never_falls": True}
    known = pd.concat([rows(1, 20), rows(1, 20, 30, 15)[2:]], ignore_index=True)
    known["vintage"] = pd.to_datetime(["2024-02-01", "2024-02-01", "2024-02-02", "2024-02-03"])
    assert odd(issues(series(expect=expect, recomputed=True), known)) == ["RUS moves by an unusual step on 2024-01-02"]
    assert len(odd(issues(series(expect=expect), known))) == 4


def test_steps_are_taken_within_an_entity_and_in_order_of_time() -> None:
    declared = series(
        varies_by="country", entities="all", expect={"low": 0, "high": 100, "never_falls": True, "max_step": 5}
    )
    observed = pd.concat([rows(90, 91, entity="UKR"), rows(1, 2)])
    assert issues(declared, observed.sort_values("value", ascending=False)) == []


@FEW
@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=8), st.floats(-500, 0), st.floats(0, 500))
def test_values_are_refused_exactly_when_one_lies_outside(values: list[float], low: float, high: float) -> None:
    found = issues(series(unit="index", expect={"low": low, "high": high}), rows(*values))
    assert bool(refused(found)) == any(not low <= value <= high for value in values)


@FEW
@given(st.floats(0, 100), st.sampled_from(["value", "low", "high"]), st.sampled_from(sorted(UNITS)))
def test_what_is_counted_has_no_fractions(number: float, column: str, unit: str) -> None:
    figures = {"low": 0, "high": 100} | ({column: number} if column != "value" else {})
    found = issues(series(unit=unit), rows(number if column == "value" else None, **figures))
    whole = unit in ("persons", "countries", "items", "launches", "alerts", "fires", "rank")
    assert bool(refused(found)) == (whole and number != int(number))
    assert all(f"is no whole number, though {unit} are" in message for message in refused(found))


@FEW
@given(st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_oddness_never_refuses(values: list[int]) -> None:
    found = issues(series(expect={"low": 0, "high": 100, "never_falls": True, "max_step": 1}), rows(*values))
    falls = any(after < before for before, after in pairwise(values))
    jumps = any(abs(after - before) > 1 for before, after in pairwise(values))
    assert bool(odd(found)) == (falls or jumps)
