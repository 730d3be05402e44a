import datetime as dt

import pytest

from dashboard.chart.records import Period
from dashboard.record import charts
from dashboard.record.build import Build
from tests.etl import world


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    root = world.write(tmp_path_factory.mktemp("charts"))
    world.add(root, "catalogue/shapes.csv", "RUS,10 10 20 10 20 20 10 10\n")
    return Build(world.built(root))


def test_periods_run_from_event_to_event_or_are_still_open(made: Build) -> None:
    assert charts.shaded_periods(made) == (
        Period(dt.date(2024, 1, 1), dt.date(2024, 3, 1), "The war"),
        Period(dt.date(2024, 3, 1), None, "Since the end"),
    )


def test_a_country_has_all_its_rings(made: Build) -> None:
    (country,) = charts.outlines(made).items()
    name, rings = country
    assert (name, sorted(rings)) == (
        "RUS",
        [
            ((10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 10.0)),
            ((30.0, 50.0), (40.0, 50.0), (40.0, 60.0), (30.0, 50.0)),
        ],
    )
