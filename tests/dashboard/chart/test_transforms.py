import datetime as dt
import itertools
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.chart.periods import year_before
from dashboard.chart.records import Obs, sure
from dashboard.chart.transforms import (
    base_on,
    baseless,
    change_period,
    change_year,
    computed_apart,
    index,
    moving,
    per_day,
    per_month,
)

DAY = dt.date
BREAK = ((DAY(2024, 7, 1), "counted otherwise"),)


def obs(start: dt.date, value: float | None, end: dt.date | None = None) -> Obs:
    return Obs("s", "RUS", start, end or start, DAY(2026, 8, 22), value, 1.0, 2.0, "final", "", "", "")


def months(values: list[float | None], first: int = 2023) -> list[Obs]:
    starts = [DAY(first + n // 12, n % 12 + 1, 1) for n in range(len(values) + 1)]
    return [
        obs(s, value, end - dt.timedelta(days=1)) for s, end, value in zip(starts, starts[1:], values, strict=False)
    ]


amounts = st.floats(min_value=0.01, max_value=1e7)


@given(st.lists(amounts, min_size=13, max_size=40))
def test_a_change_undone_is_the_value(values: list[float]) -> None:
    changed = change_year(months(values), "M", (), "persons")
    assert len(changed) == len(values) - 12
    for before, after, row in zip(values, values[12:], changed, strict=False):
        assert before * (1 + row.value / 100) == pytest.approx(after, rel=1e-6, abs=1e-6 * before)


@given(st.lists(amounts, min_size=13, max_size=40))
def test_a_share_changes_by_points(values: list[float]) -> None:
    changed = change_year(months(values), "M", (), "percent")
    for before, after, row in zip(values, values[12:], changed, strict=False):
        assert before + row.value == pytest.approx(after, abs=1e-6)


@given(st.lists(st.floats(min_value=-5, max_value=5), min_size=13, max_size=40))
def test_what_has_a_year_before_it_is_changed_or_without_a_base(values: list[float]) -> None:
    rows = months(values)
    changed, without = change_year(rows, "M", (), "persons"), baseless(rows, "M", (), "persons")
    assert sorted([*changed, *without], key=lambda row: row.start) and len(changed) + len(without) == len(values) - 12
    assert {row.start for row in without} == {
        row.start for base, row in zip(rows, rows[12:], strict=False) if base.value <= 0
    }
    assert baseless(rows, "M", (), "percent") == ()


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 5000)), min_size=2, max_size=40))
def test_changes_per_day_sum_back_to_the_total(steps: list[tuple[int, int]]) -> None:
    passed = itertools.accumulate(days for days, _ in steps)
    counted = itertools.accumulate(count for _, count in steps)
    rows = [obs(DAY(2022, 2, 24) + dt.timedelta(days=d), float(v)) for d, v in zip(passed, counted, strict=True)]
    daily = per_day(rows, ())
    total = sum(row.value * (row.end - before.end).days for before, row in zip(rows, daily, strict=False))
    assert total == pytest.approx(rows[-1].value - rows[0].value)


@given(st.lists(amounts, min_size=1, max_size=40))
def test_an_index_is_100_at_its_base_and_keeps_ratios(values: list[float]) -> None:
    rows = index(months(values), ())
    assert rows[0].value == 100
    for value, row in zip(values, rows, strict=True):
        assert row.value / 100 == pytest.approx(value / values[0])


def test_a_change_needs_the_period_a_year_before() -> None:
    rows = months([*range(10, 22), *range(20, 32)])
    del rows[1]
    rows[2] = rows[2]._replace(value=None)
    changed = change_year(rows, "M", (), "persons")
    assert [row.start.month for row in changed] == [1, 3, *range(5, 13)]


def test_a_change_has_no_base_at_zero_or_below() -> None:
    rows = months([0.0, -5.0, 10.0, *[1.0] * 9, 5.0, 5.0, 15.0])
    assert [(row.start.month, row.value) for row in change_year(rows, "M", (), "bn_rub")] == [(3, pytest.approx(50))]


def test_nothing_looks_across_a_break() -> None:
    rows = months([float(n) for n in range(1, 31)])
    assert {row.start for row in change_year(rows, "M", BREAK, "persons")} == {*(DAY(2024, n, 1) for n in range(1, 7))}
    assert DAY(2024, 7, 31) not in {row.end for row in per_day(rows, BREAK)}
    assert len(per_day(rows, BREAK)) == len(rows) - 2
    assert index(rows, BREAK)[-1].end == DAY(2024, 6, 30)


def told_on(*learned: int) -> list[Obs]:
    """A value for each day from 1 March on, a hundred more each day, with these days of the month as vintages."""
    return [
        obs(DAY(2024, 3, 1) + dt.timedelta(days=n), 100.0 * n)._replace(vintage=DAY(2024, 4, day))
        for n, day in enumerate(learned)
    ]


@pytest.mark.parametrize(
    ("learned", "apart"),
    [
        ((5, 5, 5, 5), []),
        # Taken over whole on the 5th, where the first days said nothing new.
        ((1, 1, 5, 1, 5), [3]),
        # New days since, two of them at once.
        ((5, 5, 6, 7, 7, 9), [3, 4, 6]),
    ],
)
def test_a_recomputed_history_has_no_change_from_one_computation_to_another(learned: tuple, apart: list[int]) -> None:
    rows = told_on(*learned)
    assert [row.end.day for row in computed_apart(rows)] == apart
    within = [row.end.day for row in rows[1:] if row.end.day not in apart]
    assert [(row.end.day, row.value) for row in per_day(rows, (), recomputed=True)] == [(day, 100) for day in within]
    assert len(per_day(rows, ())) == len(rows) - 1


def test_no_transform_keeps_an_interval() -> None:
    rows = months([float(n) for n in range(1, 15)])
    changed = [*change_year(rows, "M", (), "persons"), *per_day(rows, ()), *index(rows, ())]
    assert changed
    assert {(row.low, row.high) for row in changed} == {(None, None)}


def test_no_index_on_nothing() -> None:
    assert index(months([0.0, 5.0]), ()) == ()
    assert index(months([None]), ()) == ()


@pytest.mark.parametrize(
    ("day", "frequency", "before"),
    [
        (DAY(2025, 3, 7), "D", DAY(2024, 3, 7)),
        (DAY(2024, 2, 29), "D", None),
        (DAY(2025, 3, 3), "W", DAY(2024, 3, 4)),
        (DAY(2025, 3, 1), "M", DAY(2024, 3, 1)),
        (DAY(2025, 1, 1), "A", DAY(2024, 1, 1)),
    ],
)
def test_the_period_a_year_before(day: dt.date, frequency: str, before: dt.date | None) -> None:
    assert year_before(day, frequency) == before


def test_an_unknown_frequency_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown frequency 'H'"):
        year_before(DAY(2025, 3, 7), "H")


@given(st.lists(amounts, min_size=2, max_size=40))
def test_a_change_on_the_period_before_undone_is_the_value(values: list[float]) -> None:
    changed = change_period(months(values), "M", (), "persons")
    assert len(changed) == len(values) - 1
    for before, after, row in zip(values, values[1:], changed, strict=False):
        assert before * (1 + sure(row.value) / 100) == pytest.approx(after, rel=1e-6, abs=1e-6 * before)


def test_a_change_needs_the_period_before_on_the_same_side_of_a_break() -> None:
    rows = months([float(n) for n in range(1, 31)])
    del rows[3]
    found = {row.start for row in change_period(rows, "M", BREAK, "persons")}
    assert found == {row.start for row in rows[1:]} - {DAY(2023, 5, 1), DAY(2024, 7, 1)}
    assert change_period(months([0.0, 5.0]), "M", (), "persons") == ()
    assert [row.value for row in change_period(months([0.0, 5.0]), "M", (), "percent")] == [5]


@given(st.lists(amounts, min_size=1, max_size=40), st.sampled_from([3, 6, 12]))
def test_a_window_is_whole_or_nothing(values: list[float], span: int) -> None:
    summed, meant = (moving(months(values), "M", (), span, summed=each) for each in (True, False))
    assert len(summed) == len(meant) == max(len(values) - span + 1, 0)
    for place, (total, mean) in enumerate(zip(summed, meant, strict=True)):
        assert total.value == pytest.approx(sum(values[place : place + span]))
        assert mean.value == pytest.approx(total.value / span)


def test_a_window_of_days_reaches_from_its_beginning_without_a_gap() -> None:
    days = [DAY(2024, 1, 1) + dt.timedelta(days=n) for n in range(120)]
    worked = [obs(day, float(n)) for n, day in enumerate(days) if day.weekday() < 5]
    first = moving(worked, "D", (), 1, summed=False)[0]
    assert first.end == DAY(2024, 1, 31) and first.value == pytest.approx(
        statistics.mean(row.value for row in worked if row.end <= DAY(2024, 1, 31))
    )
    held = [row for row in worked if not DAY(2024, 2, 5) <= row.end <= DAY(2024, 2, 25)]
    ends = {row.end for row in moving(held, "D", (), 1, summed=False)}
    assert not any(DAY(2024, 2, 5) <= day <= DAY(2024, 3, 24) for day in ends) and DAY(2024, 3, 26) in ends


def test_a_computed_value_is_as_little_settled_as_what_it_rests_on_and_known_when_the_last_was() -> None:
    rows = months([1.0, 2.0, 3.0])
    rows[0] = rows[0]._replace(status="provisional", vintage=DAY(2026, 9, 1))
    (found,) = moving(rows, "M", (), 3, summed=True)
    assert (found.status, found.vintage) == ("provisional", DAY(2026, 9, 1))


def test_a_month_of_days_is_whole_or_nothing() -> None:
    days = [DAY(2024, 1, 15) + dt.timedelta(days=n) for n in range(60)]
    rows = [obs(day, float(n)) for n, day in enumerate(days)]
    (added,) = per_month(rows, "cumulative", ())
    assert (added.start, added.end, added.value) == (DAY(2024, 2, 1), DAY(2024, 2, 29), 29)
    (mean,) = per_month(rows, "level", ())
    assert (mean.start, mean.end, mean.value) == (DAY(2024, 2, 1), DAY(2024, 2, 29), pytest.approx(31))
    assert per_month([row for row in rows if row.end != DAY(2024, 1, 31)], "cumulative", ()) == ()
    assert per_month(rows, "cumulative", ((DAY(2024, 2, 9), "counted otherwise"),)) == ()
    assert per_month(rows, "level", ((DAY(2024, 2, 9), "counted otherwise"),)) == ()


def test_a_month_across_two_computations_is_left_out() -> None:
    days = [DAY(2024, 1, 31) + dt.timedelta(days=n) for n in range(61)]
    rows = [obs(day, float(n))._replace(vintage=DAY(2024, 5, 1 + (n > 40))) for n, day in enumerate(days)]
    assert [row.end.month for row in per_month(rows, "cumulative", ())] == [2, 3]
    assert [row.end.month for row in per_month(rows, "cumulative", (), recomputed=True)] == [2]
    assert (
        len(change_period(rows, "D", (), "persons")) - len(change_period(rows, "D", (), "persons", recomputed=True))
        == 1
    )


def test_an_index_is_100_on_a_day_and_stays_between_its_breaks() -> None:
    rows = months([float(n) for n in range(1, 31)])
    base = base_on(rows, DAY(2024, 8, 9), "M")
    assert base and base.start == DAY(2024, 8, 1)
    found = index(rows, BREAK, base)
    assert found[0].start == DAY(2024, 7, 1) and found[1].value == 100 and len(found) == 12
    assert base_on(rows, DAY(2022, 12, 31), "M") is None and base_on(rows, DAY(2025, 7, 1), "M") is None
    daily = [obs(DAY(2024, 3, 1), 5.0), obs(DAY(2024, 3, 20), 6.0)]
    assert base_on(daily, DAY(2024, 3, 3), "D") == daily[0] and base_on(daily, DAY(2024, 3, 19), "D") is None
