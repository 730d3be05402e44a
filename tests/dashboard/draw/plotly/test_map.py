import pytest

from dashboard.address.view import View
from dashboard.chart.records import Outline
from dashboard.draw.palette import DARK, LIGHT
from dashboard.draw.plotly.figure import figure
from dashboard.draw.projection import EAST, LABELS, NARROW_LABELS, NORTH, SOUTH, WEST, middle, project
from tests.dashboard.chart.test_areas import HOSTS, MAP
from tests.dashboard.draw.test_projection import quad
from tests.dashboard.samples import drawing, frame, year

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
    return {trace["customdata"][0][1]: trace for trace in found["data"] if "customdata" in trace}


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
