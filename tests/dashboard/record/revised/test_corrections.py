"""What of a log is a correction of ours: values held before, that the same answer gave otherwise."""

import datetime as dt
from pathlib import Path

import pytest

from dashboard.record.build import Build
from dashboard.record.revised.corrections import MOST, correction_batches, made_by
from etl.history import Run
from tests.dashboard.record.revised.test_revisions import RUN, SEEDED, made, row

OURS = RUN - dt.timedelta(seconds=1)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path / "build.duckdb")


def test_without_any_there_are_none(build: Build) -> None:
    assert correction_batches(made(build, row(1, SEEDED, 1), row(1, RUN, 2))) == ()


def test_only_values_held_before_are_corrected_and_the_publishers_own_revisions_are_not(build: Build) -> None:
    built = made(
        build,
        *(row(month, SEEDED, 10) for month in (1, 2)),
        row(1, OURS, 12, cause="ours"),
        row(2, RUN, 15),
        row(3, OURS, 7, cause="ours"),
    )
    (one,) = correction_batches(built)
    assert (one.moment, one.every) == (OURS, 1)
    assert [(each.before, each.after, each.change) for each in one.rows] == [("10", "12", "+20\u00a0%")]


def test_another_interval_or_status_is_told_and_another_note_is_none(build: Build) -> None:
    built = made(
        build,
        *(row(month, SEEDED, 10) for month in (1, 2, 3, 4)),
        row(1, OURS, 10, low=9, high=11, cause="ours"),
        row(2, OURS, 10, status="provisional", cause="ours"),
        row(3, OURS, None, status="withdrawn", cause="ours"),
        row(4, OURS, 10, note="of another page", cause="ours"),
    )
    (one,) = correction_batches(built)
    (first,) = one.rows
    assert (one.every, first.every) == (3, 3)
    assert {(each.before, each.after) for each in (first, *first.others)} == {
        ("10", "10 (9–11)"),
        ("10", "10, provisional"),
        ("10", "withdrawn"),
    }


def test_the_newest_come_first_largest_ahead_and_none_goes_when_more_is_learned(build: Build, tmp_path: Path) -> None:
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(MOST + 3)]
    spans = [{"period_start": day, "period_end": day} for day in days]
    rows = [row(1, SEEDED, 100, **span) for span in spans]
    rows += [row(1, OURS, 101 + n, cause="ours", **span) for n, span in enumerate(spans)]
    (before,) = correction_batches(made(build, *rows))
    (first,) = before.rows
    assert (before.every, 1 + len(first.others), first.after) == (MOST + 3, MOST, str(100 + MOST + 3))
    later = OURS + dt.timedelta(days=1)
    after = correction_batches(
        made(Build(tmp_path / "later.duckdb"), *rows, row(1, later, 5, cause="ours", **spans[0]))
    )
    assert after[0].moment == later and after[1:] == (before,)


def test_a_correction_belongs_to_the_refresh_a_second_after_it(build: Build) -> None:
    (one,) = correction_batches(made(build, row(1, SEEDED, 10), row(1, OURS, 12, cause="ours")))
    runs = [Run(moment, "", "", (), ()) for moment in (RUN + dt.timedelta(hours=1), RUN)]
    assert made_by(one, runs) is runs[1]
    assert made_by(one, runs[:1]) is None
