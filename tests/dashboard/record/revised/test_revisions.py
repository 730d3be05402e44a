"""How a build's vintages become days: by whom each was learned, and what of a value changed."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from dashboard.record.build import Build
from dashboard.record.revised import revisions
from dashboard.record.revised.revisions import DATED, MOST, RECORDED, REFRESHED
from etl.building import schema
from etl.building.declared_rows import insert
from etl.parsing.columns import TYPES

SEEDED, EDITION = dt.datetime(2026, 8, 22), dt.datetime(2026, 9, 1)
RUN = dt.datetime(2026, 11, 25, 5, 31)
MIDNIGHT = dt.datetime(2026, 11, 26)


def row(month: int, vintage: dt.datetime, value: float | None, **changed: object) -> dict[str, object]:
    start = dt.date(2025, month, 1)
    usual = {"series_id": "count", "entity": "RUS", "low": None, "high": None, "status": "final"}
    usual |= {"note": "", "url": "", "cause": "publisher"}
    return usual | {"period_start": start, "period_end": start, "vintage": vintage, "value": value} | changed


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path / "build.duckdb")


def made(build: Build, *rows: dict[str, object]) -> Build:
    """A build of one source and one series with these observations."""
    with duckdb.connect(str(build.path)) as db:
        schema.create(db)
        insert(db, "source", [{"source_id": "counter", "publisher": "A counter", "ordinal": 0}])
        insert(db, "recording", [{"source_id": "counter", "learned": SEEDED}])
        told = {"title": "Counted", "unit": "persons", "frequency": "D", "varies_by": "", "ordinal": 0}
        insert(db, "series", [{"series_id": "count", "source_id": "counter"} | told])
        for one in rows:
            names = ", ".join(TYPES)
            marks = ", ".join("?" for _ in TYPES)
            db.execute(f"INSERT INTO observation ({names}) VALUES ({marks})", [one[name] for name in TYPES])
    return build


def test_each_vintage_is_told_by_how_it_became_known(build: Build):
    built = made(build, row(1, SEEDED, 1), row(2, EDITION, 1), row(3, RUN, 1), row(4, MIDNIGHT, 1))
    ways = {day: [one.way for one in rows] for day, rows in revisions.revisions_by_day(built, (MIDNIGHT,)).items()}
    assert list(ways.items()) == [
        (MIDNIGHT.date(), [REFRESHED]),
        (RUN.date(), [REFRESHED]),
        (EDITION.date(), [DATED]),
        (SEEDED.date(), [RECORDED]),
    ]
    assert [one.way for one in revisions.revisions_by_day(built, ())[MIDNIGHT.date()]] == [DATED]


def test_values_are_counted_as_added_revised_withdrawn_or_with_another_interval(build: Build):
    built = made(
        build,
        *(row(month, SEEDED, 10) for month in (1, 2, 3, 4)),
        row(1, RUN, 11),
        row(2, RUN, None, status="withdrawn"),
        row(3, RUN, 10, low=9),
        row(5, RUN, 1),
    )
    (one,) = revisions.revisions_by_day(built)[RUN.date()]
    assert (one.added, one.revised, one.withdrawn, one.restated) == (1, 1, 1, 1)
    (first,) = revisions.revisions_by_day(built)[SEEDED.date()]
    assert (first.added, first.revised, first.withdrawn, first.restated) == (4, 0, 0, 0)


def test_the_largest_relative_change_comes_first_and_what_was_nought_before_all(build: Build):
    pairs = {1: (100, 101), 2: (10, 5), 3: (0, 1), 4: (-2, 1), 5: (None, 7), 6: (4, 4)}
    befores = [row(month, SEEDED, before, low=5 if before is None else None) for month, (before, _) in pairs.items()]
    built = made(build, *befores, *(row(month, RUN, after) for month, (_, after) in pairs.items()))
    (first,) = revisions.revisions(built, RUN.date())
    said = [(one.before, one.after, one.change.replace("\u00a0", " ")) for one in (first, *first.others)]
    assert said == [
        ("0", "1", "from nought"),
        ("−2", "1", "+150 %"),
        ("10", "5", "−50 %"),
        ("100", "101", "+1 %"),
        ("at least 5", "7", ""),
    ]


def test_a_series_is_told_once_for_each_refresh_by_its_largest_change(build: Build):
    built = made(
        build,
        *(row(month, SEEDED, 100) for month in range(1, 6)),
        *(row(month, RUN, 100 + month) for month in range(1, 5)),
        row(5, RUN - dt.timedelta(seconds=1), 103, cause="ours"),
        row(1, RUN + dt.timedelta(hours=1), 200),
    )
    later, run, ours = revisions.revisions(built, RUN.date())
    assert [(one.after, one.every, len(one.others)) for one in (later, run, ours)] == [
        ("200", 1, 0),
        ("104", 4, 3),
        ("103", 1, 0),
    ]
    assert [one.after for one in run.others] == ["103", "102", "101"]


def test_large_ones_are_counted_by_series_and_the_largest_alone_is_told(build: Build):
    built = made(
        build,
        *(row(month, SEEDED, 100) for month in range(1, 6)),
        *(row(month, RUN, value) for month, value in enumerate((109, 110, 150, 120), start=1)),
    )
    (one,) = revisions.large(built)
    assert (one.moment, one.every) == (RUN, 3)
    assert [(each.after, each.every, each.others) for each in one.rows] == [("150", 3, ())]


def test_no_more_than_the_largest_are_told_and_withdrawn_ones_apart(build: Build):
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(MOST + 5)]
    spans = [{"period_start": day, "period_end": day} for day in days]
    built = made(
        build,
        *(row(1, SEEDED, 100, **span) for span in spans),
        *(row(1, RUN, 101 + n, **span) for n, span in enumerate(spans[1:])),
        row(1, RUN, None, status="withdrawn", **spans[0]),
    )
    (found,) = revisions.revisions(built, RUN.date())
    assert (found.every, 1 + len(found.others), found.after) == (MOST + 4, MOST, str(100 + len(days) - 1))
    (gone,) = revisions.revisions(built, RUN.date(), gone=True)
    assert (gone.before, gone.after, gone.change) == ("100", "withdrawn", "")


def test_an_unknown_cause_is_not_passed_over(build: Build):
    built = made(build, row(1, SEEDED, 1), row(1, RUN, 2, cause="the weather"))
    with pytest.raises(ValueError, match="the weather"):
        revisions.revisions(built, RUN.date())
