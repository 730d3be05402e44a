"""Verdicts as of any moment: those of then and of now are two of them, and what was learned later changes none."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.record.build import Build
from etl.building.build import READING
from tests.etl import world

PUBLISHED = dt.date(2024, 2, 1)
AT = "SET VARIABLE judged_at = TIMESTAMP '{:%Y-%m-%d %H:%M:%S}'"
Verdicts = dict[str, tuple[str, str]]


def at(db: duckdb.DuckDBPyConnection, moment: dt.datetime) -> Verdicts:
    """{claim: (verdict, reason)} as of a moment."""
    db.execute(AT.format(moment))
    found = db.execute("SELECT claim_id, verdict, reason FROM claim_verdict WHERE basis = 'asof'").fetchall()
    db.execute("RESET VARIABLE judged_at")
    return {claim: (said, reason) for claim, said, reason in found}


def on(db: duckdb.DuckDBPyConnection, basis: str) -> Verdicts:
    asked = "SELECT claim_id, verdict, reason FROM claim_verdict WHERE basis = ? AND shift_days = 0"
    return {claim: (said, reason) for claim, said, reason in db.execute(asked, [basis]).fetchall()}


def end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(23, 59, 59))


@pytest.fixture(scope="module")
def real(real_build: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    """A build of the repository's own data, opened as readers open it."""
    with duckdb.connect(str(real_build.path), read_only=True, config=READING) as db:
        yield db


def test_as_of_the_days_of_publication_is_then(real: duckdb.DuckDBPyConnection):
    days = dict(real.execute("SELECT claim_id, published_on FROM claim JOIN article USING (article_id)").fetchall())
    judged = {day: at(real, end_of(day)) for day in set(days.values())}
    assert {claim: judged[day][claim] for claim, day in days.items()} == on(real, "then")


def test_as_of_the_newest_vintage_is_now(real: duckdb.DuckDBPyConnection):
    (newest,) = real.execute("SELECT max(t) FROM moment WHERE basis = 'now'").fetchone()
    assert at(real, newest) == on(real, "now")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tiny world with its one claim, which a log of our own is put into."""
    with world.judged(world.write(tmp_path_factory.mktemp("world"))) as db:
        yield db


# (period's last day, vintage's day, value), days counted from the first of January.
ROWS = st.lists(
    st.tuples(st.integers(20, 40), st.integers(20, 60), st.integers(80, 120)),
    max_size=12,
    unique_by=lambda row: row[:2],
)


def hold(db: duckdb.DuckDBPyConnection, rows: list[tuple[int, int, int]]) -> None:
    first = dt.date(2024, 1, 1)
    db.execute("DELETE FROM observation WHERE series_id = 'count'")
    for end, vintage, value in rows:
        day, learned = (first + dt.timedelta(days=number) for number in (end, vintage))
        db.execute(
            "INSERT INTO observation (series_id, entity, period_start, period_end, vintage, value, status)"
            " VALUES ('count', 'RUS', ?, ?, ?, ?, 'final')",
            [day, day, dt.datetime.combine(learned, dt.time()), value],
        )


@settings(deadline=None, max_examples=30)
@given(rows=ROWS, later=ROWS, day=st.integers(31, 60))
def test_what_was_learned_later_changes_no_verdict(small: duckdb.DuckDBPyConnection, rows: list, later: list, day: int):
    moment = end_of(dt.date(2024, 1, 1) + dt.timedelta(days=day))
    # A series of which nothing is held yet shows its first vintage in hindsight, so something is held.
    rows = [(20, 20, 90), *[row for row in rows if row[:2] != (20, 20)]]
    hold(small, rows)
    before = at(small, moment)
    assert before
    hold(small, rows + [(end, vintage + 61, value) for end, vintage, value in later])
    assert at(small, moment) == before


def test_before_its_article_appeared_no_claim_is_judged(small: duckdb.DuckDBPyConnection):
    assert at(small, end_of(PUBLISHED - dt.timedelta(days=1))) == {}
    assert set(at(small, dt.datetime.combine(PUBLISHED, dt.time()))) == set(on(small, "then"))


# Few: the property is simple, and each example judges all moments.
@settings(deadline=None, max_examples=15)
@given(rows=ROWS)
def test_as_of_the_end_of_everything_is_now(small: duckdb.DuckDBPyConnection, rows: list):
    hold(small, rows)
    (newest,) = small.execute("SELECT max(t) FROM moment WHERE basis = 'now'").fetchone()
    assert at(small, newest) == on(small, "now")
