"""When what is held of series was learned, and what of it was revised."""

import datetime as dt
from pathlib import Path

import pytest

from dashboard.record.build import Build, ask
from dashboard.record.learned import MOMENTS, held_series, line_revisions
from tests.dashboard.record.revised.test_revisions import EDITION, RUN, SEEDED, made, row

LINES = ("count:RUS",)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return made(
        Build(tmp_path / "build.duckdb"),
        row(1, SEEDED, 1),
        row(2, SEEDED, 5),
        row(2, EDITION, 6),
        row(3, RUN, 9),
        row(1, RUN, None, status="withdrawn"),
        row(1, RUN, 4, entity="UKR"),
    )


def test_what_is_held_is_told_of_the_lines_asked_for_alone(build: Build) -> None:
    found = held_series(build, LINES)["count"]
    assert (found.periods, found.vintages) == (3, 3)
    assert (found.first, found.last) == (dt.date(2025, 1, 1), dt.date(2025, 3, 1))
    assert (found.first_learned, found.last_learned) == (SEEDED.date(), RUN.date())


def test_as_of_a_day_nothing_learned_later_is_told(build: Build) -> None:
    found = held_series(build, LINES, EDITION.date())["count"]
    assert (found.periods, found.vintages, found.last_learned) == (2, 2, EDITION.date())
    assert held_series(build, LINES, dt.date(2020, 1, 1)) == {}
    assert [batch.moment for batch in line_revisions(build, LINES, EDITION.date())] == [EDITION]


def test_revisions_come_newest_first(build: Build) -> None:
    later, earlier = line_revisions(build, LINES)
    assert (later.moment, earlier.moment) == (RUN, EDITION)
    assert (later.rows[0].after, earlier.rows[0].before, earlier.rows[0].after) == ("withdrawn", "5", "6")


def test_of_the_real_record_no_more_moments_are_told_than_are_asked_for(real_build: Build) -> None:
    rows = ask(real_build, "SELECT DISTINCT concat(series_id, ':', entity) AS line FROM revision ORDER BY 1")
    lines = tuple(line["line"] for line in rows)
    found = line_revisions(real_build, lines)
    assert 0 < len(found) <= MOMENTS and all(batch.rows for batch in found)
