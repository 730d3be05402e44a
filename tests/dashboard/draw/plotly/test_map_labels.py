"""Names on a map: the countries with most first, none over another, none beyond the edge."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dashboard.chart.records import Drawing, Layer, Outline, Row
from dashboard.draw import labels
from dashboard.draw.palette import LIGHT
from dashboard.draw.plotly.map import atlas
from dashboard.draw.projection import label_box


def overlap(one: labels.LabelBox, other: labels.LabelBox) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


BOXES = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 90), st.integers(0, 200), st.integers(1, 30)).map(
        lambda found: (found[0], found[0] + found[1], found[2], found[2] + found[3])
    ),
    max_size=12,
)


@given(BOXES)
def test_what_stays_does_not_overlap_and_what_goes_would(boxes: list[labels.LabelBox]):
    kept = labels.clear_boxes(boxes)
    assert not any(overlap(boxes[one], boxes[other]) for one, other in itertools.combinations(kept, 2))
    for place in set(range(len(boxes))) - set(kept):
        assert any(overlap(boxes[place], boxes[other]) for other in kept if other < place)


def test_the_first_stays_and_boxes_that_touch_both_do():
    assert labels.clear_boxes([(0, 10, 0, 10), (9, 19, 0, 10), (10, 20, 0, 10), (0, 10, 10, 20)]) == [0, 2, 3]


def test_a_box_grows_with_its_name_and_lies_around_its_place():
    left, right, bottom, top = label_box("Norway", 0.1, -0.2, 10, 1000)
    assert (left + right) / 2 == 100 and (bottom + top) / 2 == -200
    wider = label_box("North Macedonia", 0.1, -0.2, 10, 1000)
    assert wider[1] - wider[0] > right - left > top - bottom > 10


def square(longitude: float, latitude: float, side: float = 1.0) -> Outline:
    ends = ((0, 0), (side, 0), (side, side), (0, side))
    return (tuple((longitude + east, latitude + north) for east, north in ends),)


def named(values: dict[str, float], outlines: dict[str, Outline], narrow: bool = False) -> list[str]:
    rows = tuple(Row(name, value, None, None, f"{name}: {value}", "final") for name, value in values.items())
    layer = Layer("areas", "all", "all", "shade1", rows)
    drawing = Drawing("map", "map", "A map", "", "persons", "linear", "A", (layer,), None, None, (), "")
    return [note["text"] for note in atlas(drawing, LIGHT, 13, narrow, outlines)["layout"]["annotations"]]


PLACES = {"Least": square(20, 52), "Most": square(20.3, 52), "Far": square(5, 60)}


def test_of_two_names_that_meet_the_country_with_more_keeps_its_own():
    assert named({"Least": 1.0, "Most": 9.0, "Far": 5.0}, PLACES) == ["Most", "Far"]


def test_a_narrow_map_has_room_for_fewer_names():
    near = {"Most": square(20, 52), "Least": square(25, 52)}
    assert named({"Most": 9.0, "Least": 1.0}, near) == ["Most", "Least"]
    assert named({"Most": 9.0, "Least": 1.0}, near, narrow=True) == ["Most"]


def test_a_name_that_would_be_cut_at_the_edge_is_left_out():
    assert named(
        {"A country with a long name": 9.0, "Far": 5.0}, PLACES | {"A country with a long name": square(-12, 60)}
    )
    edge = {"A country with a long name": square(-15.5, 62.5), "Far": square(5, 60)}
    assert named({"A country with a long name": 9.0, "Far": 5.0}, edge, narrow=True) == ["Far"]


def test_values_that_are_all_alike_name_nobody():
    assert named({"Least": 1.0, "Most": 1.0}, PLACES) == []
