import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.draw.projection import CENTRE, middle, project

Place = tuple[float, float]
# Europe and what lies around it.
LONGITUDES, LATITUDES = st.floats(-25, 60), st.floats(33, 72)


def quad(west: float, south: float, width: float, height: float) -> tuple[Place, ...]:
    return ((west, south), (west + width, south), (west + width, south + height), (west, south + height))


def enclosed(places: list[Place]) -> float:
    ends = zip(places, [*places[1:], places[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in ends)) / 2


def on_the_sphere(south: float, width: float, height: float) -> float:
    """The area between two meridians and two parallels on a sphere of radius one."""
    top, bottom = math.radians(south + height), math.radians(south)
    return math.radians(width) * (math.sin(top) - math.sin(bottom))


def test_the_centre_is_nought() -> None:
    assert project(*CENTRE) == pytest.approx((0, 0), abs=1e-12)


@given(LONGITUDES, LATITUDES)
def test_areas_keep_their_proportions(west: float, south: float) -> None:
    side = 0.05
    drawn = enclosed([project(*place) for place in quad(west, south, side, side)])
    assert drawn == pytest.approx(on_the_sphere(south, side, side), rel=1e-3)


@given(LONGITUDES, LATITUDES)
def test_a_place_lies_where_longitude_and_latitude_say(longitude: float, latitude: float) -> None:
    turn = longitude - CENTRE[0]
    east, north = project(longitude, latitude)
    if abs(turn) > 1e-6:
        assert math.copysign(1, east) == math.copysign(1, turn)
    # Further north on the same meridian is further up, and the other side of the middle meridian is its mirror.
    assert project(longitude, latitude + 1)[1] > north
    assert project(CENTRE[0] - turn, latitude) == pytest.approx((-east, north))


@given(LONGITUDES, LATITUDES)
def test_no_place_lies_nearer_or_farther_than_the_chord_to_it(longitude: float, latitude: float) -> None:
    turn, place, centre = (math.radians(angle) for angle in (longitude - CENTRE[0], latitude, CENTRE[1]))
    across = math.sin((place - centre) / 2) ** 2 + math.cos(place) * math.cos(centre) * math.sin(turn / 2) ** 2
    assert math.hypot(*project(longitude, latitude)) == pytest.approx(2 * math.sqrt(across), abs=1e-9)


@given(LONGITUDES, LATITUDES, st.floats(0.1, 3), st.floats(0.1, 3))
def test_the_middle_lies_inside_the_largest_ring(west: float, south: float, width: float, height: float) -> None:
    largest = quad(west, south, width, height)
    small = quad(west + 40, south, width / 4, height / 4)
    east, north = middle((small, largest))
    xs, ys = zip(*map(project, *zip(*largest, strict=True)), strict=True)
    assert min(xs) < east < max(xs) and min(ys) < north < max(ys)


def test_a_ring_that_encloses_nothing_has_its_first_place_as_middle() -> None:
    assert middle((((10.0, 50.0), (10.0, 50.0)),)) == pytest.approx(project(10, 50))
