"""The record as it stood at a moment: nothing from the future, and nothing that a later refresh could change."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.building import schema
from tests.test_layout import files, python_files

FIRST = dt.date(2024, 1, 1)
FAR = 1000
COLUMNS = "series_id, entity, period_start, period_end, vintage, value, status"
# Rows as (series, period's last day, vintage's day, value or None for withdrawn), days counted from FIRST. One key
# learns one thing a day.
ROWS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 6), st.integers(0, 12), st.integers(0, 3) | st.none()),
    max_size=12,
    unique_by=lambda row: row[:3],
)
SERIES = {"a": (2, None), "b": (0, 5), "c": (1, None)}  # known_after_days, and known_from as a day
# Series c holds statements, recorded on this day; a row of that vintage has no day of its own.
RECORDED = 8
Log = list[tuple[str, int, int, int | None]]


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty build in memory with three series."""
    with duckdb.connect() as memory:
        schema.create(memory)
        for name, (after, since) in SERIES.items():
            memory.execute(
                "INSERT INTO series (series_id, source_id, frequency, known_after_days, known_from)"
                " VALUES (?, ?, ?, ?, ?)",
                [name, name, "I" if name == "c" else "D", after, None if since is None else date(since)],
            )
            memory.execute("INSERT INTO recording VALUES (?, ?), (?, ?)", [name, moment(RECORDED), name, moment(11)])
        yield memory


def date(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def moment(number: int) -> dt.datetime:
    return dt.datetime.combine(date(number), dt.time())


def hold(db: duckdb.DuckDBPyConnection, log: Log) -> None:
    """Make these the only observations."""
    db.execute("DELETE FROM observation")
    for name, day, vintage, value in log:
        status = "withdrawn" if value is None else "final"
        cells = [name, "RUS", date(day), date(day), moment(vintage), value, status]
        db.execute(f"INSERT INTO observation ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", cells)


def shown(db: duckdb.DuckDBPyConnection, day: int) -> dict[tuple[str, int], tuple[int, int, str]]:
    """What known_at shows on a day: {(series, period): (vintage, value, basis)}."""
    found = db.execute(
        "SELECT series_id, period_end, vintage, value, basis FROM known_at(?::TIMESTAMP)", [moment(day)]
    ).fetchall()
    rows = {(name, (end - FIRST).days): ((v.date() - FIRST).days, value, basis) for name, end, v, value, basis in found}
    assert len(rows) == len(found)
    return rows


def expected(log: Log, day: int) -> dict[tuple[str, int], tuple[int, int, str]]:
    """The same in Python, from the words of the design."""
    rows = {}
    for name, (after, since) in SERIES.items():
        of_series = [row for row in log if row[0] == name]
        if not of_series:
            continue
        first = min(vintage for _, _, vintage, _ in of_series)
        standing = {first, RECORDED} if name == "c" else {first}
        for _, end, vintage, value in sorted(of_series, key=lambda row: row[2]):
            if vintage <= day:
                rows[name, end] = (vintage, value, "then")
            published = end + after <= day and (since is None or since <= day)
            if vintage > day and vintage in standing and published and (name, end) not in rows:
                rows[name, end] = (vintage, value, "hindsight")
    return {key: row for key, row in rows.items() if row[1] is not None}


@settings(deadline=None, max_examples=40)
@given(log=ROWS, day=st.integers(0, 14))
def test_as_the_design_says(db: duckdb.DuckDBPyConnection, log: Log, day: int) -> None:
    hold(db, log)
    assert shown(db, day) == expected(log, day)


@settings(deadline=None, max_examples=40)
@given(log=ROWS, day=st.integers(0, 14))
def test_nothing_learned_later_is_shown_as_known_then(db: duckdb.DuckDBPyConnection, log: Log, day: int) -> None:
    hold(db, log)
    for (_, end), (vintage, _, basis) in shown(db, day).items():
        assert (vintage <= day) == (basis == "then")
        # In hindsight only what had ended; a plan or a forecast is known before its period is over.
        assert basis == "then" or end <= day


@settings(deadline=None, max_examples=40)
@given(log=ROWS)
def test_what_was_published_is_shown_from_its_day_on(db: duckdb.DuckDBPyConnection, log: Log) -> None:
    hold(db, log)
    for name, end, vintage, value in log:
        later = [row for row in log if row[:2] == (name, end) and row[2] > vintage]
        day = min((row[2] for row in later), default=FAR) - 1
        if day >= vintage:
            assert (shown(db, day).get((name, end)) == (vintage, value, "then")) == (value is not None)


@settings(deadline=None, max_examples=40)
@given(log=ROWS, later=ROWS, day=st.integers(0, 14))
def test_a_later_refresh_changes_neither_basis(db: duckdb.DuckDBPyConnection, log: Log, later: Log, day: int) -> None:
    hold(db, log)
    before = shown(db, day)
    named = {name for name, *_ in log}
    refresh = [(name, end, vintage + 20, value) for name, end, vintage, value in later if name in named]
    hold(db, log + refresh)
    assert shown(db, day) == before


@settings(deadline=None, max_examples=40)
@given(log=ROWS)
def test_the_newest_view_is_what_is_known_in_the_far_future(db: duckdb.DuckDBPyConnection, log: Log) -> None:
    hold(db, log)
    latest = db.execute("SELECT series_id, period_end, value FROM latest").fetchall()
    assert {(name, (end - FIRST).days): value for name, end, value in latest} == {
        key: value for key, (_, value, _) in shown(db, FAR).items()
    }


def test_one_view_says_from_when_a_row_counts() -> None:
    told = [path.name for path in files() if path.suffix == ".sql" and "known_from" in path.read_text(encoding="utf-8")]
    told += [
        path.name for path in python_files("dashboard", "pages") if "known_from" in path.read_text(encoding="utf-8")
    ]
    assert told == ["schema.sql"], "ask known_since"


def test_a_withdrawn_row_vanishes_from_then_on(db: duckdb.DuckDBPyConnection) -> None:
    hold(db, [("a", 0, 1, 7), ("a", 0, 3, None), ("a", 0, 5, 8)])
    values = {day: shown(db, day).get(("a", 0)) for day in range(1, 7)}
    assert values == {1: (1, 7, "then"), 2: (1, 7, "then"), 3: None, 4: None, 5: (5, 8, "then"), 6: (5, 8, "then")}


def test_hindsight_is_the_earliest_vintage_after_the_usual_lag(db: duckdb.DuckDBPyConnection) -> None:
    hold(db, [("a", 2, 8, 1), ("a", 3, 8, 2), ("a", 2, 9, 5)])
    assert shown(db, 3) == {}
    assert shown(db, 4) == {("a", 2): (8, 1, "hindsight")}
    assert shown(db, 7) == {("a", 2): (8, 1, "hindsight"), ("a", 3): (8, 2, "hindsight")}
    assert shown(db, 9) == {("a", 2): (9, 5, "then"), ("a", 3): (8, 2, "then")}


def test_a_plan_is_known_before_its_period_is_over(db: duckdb.DuckDBPyConnection) -> None:
    hold(db, [("a", 6, 1, 7)])
    assert shown(db, 0) == {}
    assert shown(db, 1) == {("a", 6): (1, 7, "then")}


def test_a_statement_without_a_day_stands_in_hindsight_beside_those_that_have_one(
    db: duckdb.DuckDBPyConnection,
) -> None:
    hold(db, [("c", 0, 1, 7), ("c", 2, RECORDED, 9)])
    assert shown(db, 2) == {("c", 0): (1, 7, "then")}
    assert shown(db, 3) == {("c", 0): (1, 7, "then"), ("c", 2): (RECORDED, 9, "hindsight")}
    assert shown(db, RECORDED) == {("c", 0): (1, 7, "then"), ("c", 2): (RECORDED, 9, "then")}
    undated = "SELECT period_end, undated FROM known_at(?::TIMESTAMP) ORDER BY period_end"
    assert db.execute(undated, [moment(3)]).fetchall() == [(date(0), False), (date(2), True)]
    # What was first learned by a later refresh is nothing that anybody could have held before.
    hold(db, [("c", 0, 1, 7), ("c", 2, 10, 9)])
    assert shown(db, 9) == {("c", 0): (1, 7, "then")}


def test_a_vintage_of_a_recording_or_with_a_time_of_day_is_when_we_recorded_it(db: duckdb.DuckDBPyConnection) -> None:
    hold(db, [("a", 0, 4, 1), ("b", 0, RECORDED, 2), ("c", 0, 9, 3)])
    db.execute("UPDATE observation SET vintage = vintage + INTERVAL 1 HOUR WHERE series_id = 'c'")
    found = db.execute("SELECT series_id, recorded FROM known_at(?::TIMESTAMP) ORDER BY ALL", [moment(7)]).fetchall()
    assert found == [("a", False), ("b", True), ("c", True)]


def test_hindsight_starts_when_anyone_could_have_read_the_series(db: duckdb.DuckDBPyConnection) -> None:
    hold(db, [("b", 1, 8, 1)])
    assert shown(db, 4) == {}
    assert shown(db, 5) == {("b", 1): (8, 1, "hindsight")}


def test_revisions_are_values_that_changed_or_vanished(db: duckdb.DuckDBPyConnection) -> None:
    hold(db, [("a", 0, 1, 7), ("a", 0, 2, 9), ("a", 0, 3, None), ("a", 1, 1, 4)])
    found = db.execute("SELECT vintage, value_before, value FROM revision ORDER BY vintage").fetchall()
    assert found == [(moment(2), 7, 9), (moment(3), 9, None)]
