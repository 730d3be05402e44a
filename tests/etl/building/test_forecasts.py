"""Forecasts: open until the data reach their day, then judged by their checks on that day; on the tiny world."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.etl import world
from tests.etl.declared.test_catalogue import COUNTER as CATALOGUE
from tests.etl.declared.test_catalogue import PIECE, told
from tests.etl.world import add, add_series, asked, check, outcomes, row, swap, verdict

COUNTER = "seed/counter.csv"
JUNE = {"resolves_on": {"raw": "2024-06-01"}}
OPEN = ("open", "not due")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny world: `count` is 100 on the article's day, 1 February 2024, the last day that it reaches."""
    return world.write(tmp_path)


def test_a_forecast_is_open_while_the_data_end_before_its_day(root: Path) -> None:
    db = asked(root, check(low=95), **JUNE)
    assert outcomes(db, "now") == [("not due", "not due")]
    assert verdict(db, "then") == verdict(db, "now") == OPEN
    (found,) = db.execute("SELECT value FROM check_found WHERE basis = 'now' AND shift_days = 0").fetchall()
    assert found == (100,)  # how far things have come


def test_another_source_that_was_refreshed_later_does_not_make_it_due(root: Path) -> None:
    add(root, "seed/party.csv", row("claimed", "2025-01-01", 300) + "\n")
    assert verdict(asked(root, check(low=95), **JUNE), "now") == OPEN


@pytest.mark.parametrize(("value", "said"), [(200, "supported"), (149, "contradicted")])
def test_the_day_itself_resolves_it_and_then_stays_open(root: Path, value: int, said: str) -> None:
    add(root, COUNTER, row("count", "2024-06-01", value) + "\n")
    add(root, COUNTER, row("count", "2025-01-01", 999) + "\n")  # later values say nothing about the day
    db = asked(root, check(low=150), **JUNE)
    assert verdict(db, "now") == (said, "")
    assert verdict(db, "then") == OPEN
    assert {verdict(db, "then", shift) for shift in (-7, 7)} == {OPEN}


def test_then_is_open_even_when_the_day_lies_within_a_week_of_publication(root: Path) -> None:
    add(root, COUNTER, row("count", "2024-02-08", 100) + "\n")
    db = asked(root, check(low=95), resolves_on={"raw": "2024-02-03"})
    assert verdict(db, "then", 7) == OPEN
    assert verdict(db, "now") == ("supported", "")


def test_it_stays_open_while_one_of_its_checks_is_not_due(root: Path) -> None:
    add(root, COUNTER, row("count", "2024-06-01", 200) + "\n")
    assert verdict(asked(root, check(low=95), check(series="claimed", low=95), **JUNE), "now") == OPEN
    add(root, "seed/party.csv", row("claimed", "2024-06-01", 10) + "\n")
    db = asked(root, check(low=95), check(series="claimed", low=95), **JUNE)
    assert verdict(db, "now") == ("disputed", "sources")


def test_a_check_that_does_not_decide_need_not_be_due(root: Path) -> None:
    add(root, COUNTER, row("count", "2024-06-01", 200) + "\n")
    add_series(root, "hurt", row("hurt", "2024-02-01", 300), counts="killed_wounded")
    db = asked(root, check(low=95), check(series="hurt", low=95), counts="killed", **JUNE)
    assert verdict(db, "now") == ("supported", "")


def test_a_period_that_only_begins_before_the_day_resolves_it_once_it_is_whole(root: Path) -> None:
    add_series(root, "fund", row("fund", "2024-05-31", 50, start="2024-05-01"), frequency="M")
    may = asked(root, check(series="fund", low=40), resolves_on={"raw": "2024-06-15"})
    assert verdict(may, "now") == OPEN
    add(root, COUNTER, row("fund", "2024-06-30", 60, start="2024-06-01") + "\n")
    june = asked(root, check(series="fund", low=45), resolves_on={"raw": "2024-06-15"})
    assert verdict(june, "now") == ("supported", "")  # by May, the newest month that had ended


@pytest.mark.parametrize(("learned", "due"), [("2024-06-11", False), ("2024-06-12", True)])
def test_an_irregular_series_waits_for_anything_learned_after_the_day_and_its_lag(
    root: Path, learned: str, due: bool
) -> None:
    add_series(root, "toll", row("toll", "2024-05-20", 70), frequency="I", known_after_days=10)
    add(root, "seed/party.csv", row("claimed", learned, 300) + "\n")
    db = asked(root, check(series="toll", low=60), **JUNE)
    assert verdict(db, "now") == (("supported", "") if due else OPEN)


def test_an_event_by_its_day(root: Path) -> None:
    swap(root, "tables/events.csv", "summary only", "stored page")
    assert verdict(asked(root, check(event="end"), **JUNE), "now") == OPEN
    add(root, COUNTER, row("count", "2024-06-02", 200) + "\n")
    assert verdict(asked(root, check(event="end"), **JUNE), "now") == ("supported", "")
    early = asked(root, check(event="end"), resolves_on={"raw": "2024-02-20"})
    assert verdict(early, "now") == ("not checkable", "not yet")  # the event came after the day


def test_a_withdrawn_day_does_not_resolve_it(root: Path) -> None:
    gone = row("count", "2024-06-01", "", learned="2024-07-01", status="withdrawn")
    add(root, COUNTER, row("count", "2024-06-01", 200) + "\n" + gone + "\n")
    assert verdict(asked(root, check(low=95), **JUNE), "now") == OPEN


def test_a_forecast_lies_ahead_of_its_article(root: Path) -> None:
    (root / PIECE).write_text(world.article(world.claim("c", check(low=1), **JUNE), published="2024-06-01"))
    told(root, "article piece", "claim c: resolves_on 2024-06-01 is not after published_on")


def test_a_series_that_ends_before_the_day_resolves_no_forecast(root: Path) -> None:
    add(root, CATALOGUE, world.series("over", ended={"raw": "2024-05-31"}))
    (root / PIECE).write_text(world.article(world.claim("c", check(series="over", low=1), **JUNE)))
    told(root, "claim c, check 1", "series over ended on 2024-05-31")


@settings(deadline=None, max_examples=25)
@given(
    reaches=st.dates(dt.date(2024, 2, 2), dt.date(2024, 12, 31)), day=st.dates(dt.date(2024, 2, 2), dt.date(2024, 6, 1))
)
def test_it_is_open_exactly_while_the_data_end_before_the_day(
    tmp_path_factory: pytest.TempPathFactory, reaches: dt.date, day: dt.date
) -> None:
    root = world.write(tmp_path_factory.mktemp("world"))
    add(root, COUNTER, row("count", str(reaches), 200) + "\n")
    db = asked(root, check(low=95, max_age_days=400), resolves_on={"raw": str(day)})
    assert (verdict(db, "now") == OPEN) == (reaches < day)
    assert verdict(db, "then") == OPEN
