"""What does not count: periods that have not ended, or lie before their series, and what was learned after now."""

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.building.build import build
from etl.declared import catalogue
from etl.declared.catalogue import CatalogueError
from etl.declared.shapes import Series
from etl.parsing.admitted import BEFORE, ENDS, LATER, admitted, counting, reasons
from etl.parsing.observations import Observation, day, empty, read_csv, tidy, year
from etl.store import SEED
from tests.etl import world
from tests.etl.ours import CATALOGUE
from tests.etl.parsing.test_plausible import series

NOW = dt.datetime(2026, 8, 22, 6)
FIRST = dt.date(2022, 2, 24)


def rows(*dates: dt.date, vintage: dt.datetime | None = None) -> pd.DataFrame:
    return tidy(Observation("count", "RUS", day(date), 5, vintage=vintage) for date in dates)


@pytest.mark.parametrize(
    ("declared", "of", "reason"),
    [
        ({}, rows(dt.date(2026, 8, 22)), ""),
        ({}, rows(dt.date(2026, 8, 23)), ENDS),
        ({}, rows(dt.date(2099, 12, 31)), ENDS),
        ({"ahead": True}, rows(dt.date(2099, 12, 31)), ""),
        ({"begins": FIRST}, rows(FIRST), ""),
        ({"begins": FIRST}, rows(FIRST - dt.timedelta(days=1)), BEFORE),
        ({}, rows(FIRST, vintage=dt.datetime(2026, 8, 22)), ""),
        ({}, rows(FIRST, vintage=dt.datetime(2026, 8, 23)), LATER),
        ({"ahead": True}, rows(FIRST, vintage=dt.datetime(2062, 8, 20)), LATER),
    ],
)
def test_a_row_counts_or_the_reason_is_told(declared: dict, of: pd.DataFrame, reason: str) -> None:
    assert reasons([series(**declared)], of, NOW).tolist() == [reason]
    kept, told = admitted([series(**declared)], of, NOW)
    assert len(kept) + len(told) == 1
    assert all(words.startswith("count, RUS, ") and words.endswith(f"5 is left out: it {reason}") for words in told)
    assert len(counting([series(**declared)], of, NOW)) == len(kept)


def test_each_series_has_its_own_limits() -> None:
    plan = tidy([Observation("plan", "RUS", year(2027), 5), Observation("count", "RUS", year(2027), 5)])
    kept, told = admitted([series(), series(id="plan", ahead=True)], plan, NOW)
    assert kept["series_id"].tolist() == ["plan"]
    assert told == ("count, RUS, 2027-01-01 to 2027-12-31: 5 is left out: it ends after today",)


def test_nothing_is_admitted_of_nothing() -> None:
    assert admitted([series()], rows(), NOW)[1] == () and counting([series()], empty(), NOW).empty


# The catalogue and the seed.

LIVE = {source.id for source in CATALOGUE.sources if source.files}
FETCHED = [one for one in CATALOGUE.series if one.source in LIVE]


@pytest.mark.parametrize("one", FETCHED, ids=lambda one: one.id)
def test_a_series_that_is_asked_for_says_when_it_begins(one: Series) -> None:
    assert one.begins


@pytest.mark.parametrize("source", sorted({one.source for one in CATALOGUE.series}))
def test_everything_held_counted_on_the_day_on_which_it_was_learned(source: str) -> None:
    """So that the limits are those of the data as they are: a plan that is not declared as one would be left out."""
    if (SEED / f"{source}.csv").exists():
        held = read_csv(SEED / f"{source}.csv")
        of = [one for one in CATALOGUE.series if one.source == source]
        for vintage, learned in held.groupby("vintage"):
            assert set(reasons(of, learned, vintage.to_pydatetime())) == {""}


def test_a_kept_plan_says_that_it_is_one(tmp_path: Path) -> None:
    table = "catalogue/sources/hands.toml"
    world.swap(world.write(tmp_path), "tables/hands.csv", "2024-01-01,2024-01-01", "2024-01-01,2024-12-31")
    with pytest.raises(CatalogueError, match=r"hands.csv, row 2: the period ends after 2024-01-02, when it was known"):
        catalogue.load(tmp_path)
    world.swap(tmp_path, table, 'id = "table"', 'id = "table"\nahead = true')
    assert catalogue.load(tmp_path)


# Builds.


def told(root: Path, now: dt.datetime) -> tuple[str, list[str], list[str]]:
    """The name of a build, the days held of `count` in it, and what it says of them."""
    path = build(data=root, seed=root / "seed", log=root / "log", builds=root / "builds", now=now, publish=False).path
    with duckdb.connect(str(path), read_only=True) as db:
        days = db.execute("SELECT DISTINCT period_end::VARCHAR FROM observation WHERE series_id = 'count' ORDER BY 1")
        held = [date for (date,) in days.fetchall()]
        said = db.execute("SELECT message FROM issue WHERE series_id = 'count'").fetchall()
    return path.stem[-12:], held, [message for (message,) in said]


@pytest.mark.parametrize(
    ("period", "learned", "counts_on"),
    [("2024-02-10", "2024-02-05", "2024-02-10"), ("2024-02-02", "2024-02-10", "2024-02-10"), ("2023-12-31", "", "")],
)
def test_a_build_leaves_out_what_does_not_count_and_says_so_until_it_does(
    period: str, learned: str, counts_on: str, tmp_path: Path
) -> None:
    world.swap(
        world.write(tmp_path), "catalogue/sources/counter.toml", 'id = "count"', 'id = "count"\nbegins = 2024-01-01'
    )
    before = told(tmp_path, dt.datetime(2024, 2, 5))
    assert before == (before[0], ["2024-01-31", "2024-02-01"], [])
    assert told(tmp_path, dt.datetime(2024, 2, 6))[0] == before[0]
    world.add(tmp_path, "seed/counter.csv", world.row("count", period, 100, learned=learned) + "\n")
    names = []
    for date in ("2024-02-05", "2024-02-05", "2024-02-09", "2024-02-10", "2024-02-11"):
        name, days, (*messages,) = told(tmp_path, dt.datetime.fromisoformat(date))
        names.append(name)
        counts = bool(counts_on) and date >= counts_on
        assert (period in days) == counts
        assert messages == ([] if counts else [LEFT_OUT.format(period=period, learned=learned or period)])
    # Made anew while there is something to wait for, and not again on the same day.
    assert names[0] == names[1] != names[2] and (names[3] == names[4]) == bool(counts_on)


LEFT_OUT = (
    "1 row left out: of a day to come, learned on one, or before the series began (RUS, {period}, learned {learned})"
)
