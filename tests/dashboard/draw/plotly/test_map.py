import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import Outline
from dashboard.draw.palette import DARK, LIGHT
from dashboard.draw.plotly.figure import figure
from dashboard.draw.plotly.map import CENTRE, EAST, LABELS, NARROW_LABELS, NORTH, SOUTH, WEST, middle, project
from tests.dashboard.chart.test_areas import HOSTS, MAP
from tests.dashboard.samples import drawing, frame, year

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


OUTLINES: dict[str, Outline] = {
    "DEU": (quad(7, 48, 6, 6),),
    "POL": (quad(15, 50, 8, 4),),
    "FRA": (quad(0, 44, 5, 5), quad(9, 42, 0.5, 1)),
    "CHE": (quad(7, 46, 3, 1),),
    "USA": (quad(-120, 30, 50, 15),),
}


def spec(narrow: bool = False, dark: bool = False, **values: float | None) -> dict:
    rows = (year(2024, value, series_id="refugees", entity=name) for name, value in values.items())
    drawn = drawing(MAP, frame(*rows), View(), mapped=OUTLINES)
    return figure(drawn, dark, narrow, OUTLINES).to_dict()


def shapes(found: dict) -> dict[str, dict]:
    return {trace["text"]: trace for trace in found["data"] if trace.get("text")}


def test_a_country_lies_in_its_outline_in_the_colour_of_its_class() -> None:
    found = spec(DEU=1000.0, POL=300.0)
    drawn = shapes(found)
    assert set(drawn) == {"Germany: 1,000, 2024", "Poland: 300, 2024"}
    places = [project(*place) for place in OUTLINES["DEU"][0]]
    germany = drawn["Germany: 1,000, 2024"]
    assert list(zip(germany["x"], germany["y"], strict=True)) == [
        *((pytest.approx(east, abs=1e-4), pytest.approx(north, abs=1e-4)) for east, north in places),
        (None, None),
    ]
    assert germany["fillcolor"] == LIGHT.lines["shade5"]
    assert shapes(spec(dark=True, DEU=1000.0))["Germany: 1,000, 2024"]["fillcolor"] == DARK.lines["shade5"]
    keys = {trace["name"]: trace["marker"]["color"] for trace in found["data"] if "name" in trace}
    assert keys["1,000 and more"] == germany["fillcolor"]
    assert drawn["Poland: 300, 2024"]["fillcolor"] in keys.values()


def test_a_country_without_a_value_is_ground_and_says_nothing() -> None:
    ground, *_ = spec(DEU=1000.0, POL=None)["data"]
    assert ground["fillcolor"] == LIGHT.rule and ground["hoverinfo"] == "skip"
    # Poland, both rings of France, Switzerland and the United States: Germany is not drawn twice.
    assert ground["x"].count(None) == ground["y"].count(None) == 5
    east, north = project(15, 50)
    assert (round(east, 4), round(north, 4)) in set(zip(ground["x"], ground["y"], strict=True))


def test_a_country_without_an_outline_is_left_to_words() -> None:
    drawn = drawing(MAP, frame(year(2024, 5.0, series_id="refugees", entity="CAN")), View(), mapped=OUTLINES)
    assert "Not on the map: Canada 5." in drawn.notes
    assert shapes(figure(drawn, False, False, OUTLINES).to_dict()) == {}


def test_names_stand_on_the_countries_with_most_inside_the_window() -> None:
    found = spec(DEU=1000.0, POL=300.0, FRA=200.0, USA=5000.0)["layout"]["annotations"]
    assert [label["text"] for label in found] == ["Germany", "Poland", "France"]
    assert all(WEST < label["x"] < EAST and SOUTH < label["y"] < NORTH for label in found)
    assert (found[0]["x"], found[0]["y"]) == middle(OUTLINES["DEU"])
    # One value for all: no country has more than another.
    assert not spec(DEU=1.0, POL=1.0)["layout"]["annotations"]


@pytest.mark.parametrize(("narrow", "most"), [(False, LABELS), (True, NARROW_LABELS)])
def test_a_phone_has_room_for_fewer_names(narrow: bool, most: int) -> None:
    # Far enough from each other that no name covers another.
    outlines = {name: (quad(10.0, 37.0 + 4 * n, 2, 2),) for n, name in enumerate(HOSTS)}
    rows = (year(2024, float(n + 1), series_id="refugees", entity=name) for n, name in enumerate(HOSTS))
    drawn = drawing(MAP, frame(*rows), View(), mapped=outlines)
    assert len(figure(drawn, False, narrow, outlines).layout.annotations) == min(most, len(HOSTS))


def test_a_map_is_as_wide_as_it_is_high_and_stays_where_it_is() -> None:
    layout = spec(DEU=1.0)["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["xaxis"]["fixedrange"] and layout["yaxis"]["fixedrange"]
