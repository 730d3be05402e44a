"""The values of a view that matter: few, and never without those that a reader looks for."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dashboard.chart.layers import period
from dashboard.chart.records import Member, Obs
from dashboard.views.key_values import MOST_ROWS, STEPS, block, coarseness, outstanding, thinned
from dashboard.words.spoken import spoken
from tests.dashboard.samples import series

DAY = dt.date(2025, 3, 7)


def obs(end: dt.date, value: float | None, entity: str = "RUS", status: str = "final", **bounds: float | None) -> Obs:
    low, high = bounds.get("low"), bounds.get("high")
    return Obs("s", entity, end, end, None, value, low, high, status, "", "", "")


def member(*rows: Obs, **changes: object) -> Member:
    return Member("RUS", "Russia", "blue", dataclasses.replace(series("s"), frequency="D", **changes), rows)


daily = st.lists(st.floats(0, 1e6), min_size=1, max_size=900).map(
    lambda values: [obs(dt.date(2022, 2, 24) + dt.timedelta(n), value) for n, value in enumerate(values)]
)


@given(daily)
def test_first_newest_and_highest_are_always_told(rows: list[Obs]):
    told = block(member(*rows), "persons", {}, None)
    reasons = " ".join(row.why for row in told.rows)
    assert len(rows) == 1 or all(why in reasons for why in ("first", "newest", "highest"))
    assert told.total == len(rows)
    assert len(told.rows) <= MOST_ROWS + 4
    days = [row.day for row in told.rows]
    assert days == sorted(days, reverse=True)


@given(daily.filter(lambda rows: len(rows) > 1), st.integers(0, 1000))
def test_the_article_day_row_is_the_newest_up_to_it(rows: list[Obs], days: int):
    article = rows[0].end + dt.timedelta(days)
    marked = [row for row, why in outstanding(rows, article).items() if "newest on the article’s day" in why]
    assert [row.end for row in marked] == [max(row.end for row in rows if row.end <= article)]


def test_before_the_first_value_no_row_is_that_of_the_article():
    rows = [obs(DAY, 1.0), obs(DAY + dt.timedelta(days=1), 0.0)]
    assert outstanding(rows, DAY - dt.timedelta(days=1)) == {rows[0]: ["first", "highest"], rows[1]: ["newest"]}


def test_one_row_alone_stands_out_from_nothing():
    assert outstanding([obs(DAY, 1.0)], DAY) == {} == outstanding([], DAY)
    assert [row.why for row in block(member(obs(DAY, 1.0)), "persons", {}, DAY).rows] == [""]


@given(st.lists(st.tuples(st.none() | st.floats(0, 9), st.none() | st.floats(0, 9), st.none() | st.floats(0, 9))))
def test_table_and_description_call_the_same_value_the_highest(drawn: list[tuple[float | None, ...]]):
    numbers = [each for each in drawn if each != (None, None, None)]
    rows = tuple(obs(DAY + dt.timedelta(n), v, low=lo, high=hi) for n, (v, lo, hi) in enumerate(numbers))
    marked = [row.period for row in block(member(*rows), "persons", {}, None).rows if "highest" in row.why]
    told = spoken(member(*rows), "persons", ()).rpartition(", highest ")[2]
    ends = {"at the start": rows[0], "at the end": rows[-1]} if rows else {}
    if len(rows) < 2:
        assert marked == []
    elif told in ends:
        assert marked == [period(ends[told], member(*rows))]
    else:
        assert told.endswith(f"({marked[0]})") and len(marked) == 1


def test_a_bound_without_a_value_may_be_the_highest():
    rows = [
        obs(DAY, 5.0),
        obs(DAY + dt.timedelta(1), None, low=6.0, high=9.0),
        obs(DAY + dt.timedelta(2), 7.0, high=99),
    ]
    assert outstanding(rows, None)[rows[1]] == ["highest"]


def test_a_long_daily_line_is_told_at_the_ends_of_months():
    rows = [obs(dt.date(2024, 1, 1) + dt.timedelta(n), float(n)) for n in range(400)]
    kept = thinned(rows, STEPS[coarseness(rows)])
    assert [row.end for row in kept][:2] == [dt.date(2024, 1, 31), dt.date(2024, 2, 29)]
    assert block(member(*rows), "persons", {}, None).step == "the last of each month"


def test_statements_of_one_day_are_all_kept():
    rows = [obs(DAY, 1.0, "a"), obs(DAY, 2.0, "b")]
    told = block(member(*rows, varies_by="publisher"), "persons", {"a": "One", "b": "Other"}, None)
    assert {row.who for row in told.rows} == {"One", "Other"}


def test_an_interval_and_a_status_are_told_and_an_empty_row_is_not():
    rows = (obs(DAY - dt.timedelta(days=1), None), obs(DAY, None, status="estimate", low=3.0, high=4.0))
    (row,) = block(member(*rows), "persons", {}, None).rows
    assert (row.value, row.interval, row.status, row.day) == ("", "3–4", "estimate", "2025-03-07")


def test_a_member_without_data_has_no_rows():
    assert block(member(), "persons", {}, DAY).rows == ()
