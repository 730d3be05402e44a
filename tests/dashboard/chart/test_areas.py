import dataclasses
import math
from bisect import bisect_right
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.areas import APART, SHADES, TOLD, areas, classes, newest_members, outside
from dashboard.chart.records import Layer, Member
from dashboard.chart.selection import select
from dashboard.views.key_values import block
from tests.dashboard.samples import DAY, chart, drawing, entity, frame, row, series, year
from tests.dashboard.selected import observation_table

HOSTS = ("DEU", "POL", "CZE", "FRA", "USA", "CAN", "AUS")
NAMES = ("Germany", "Poland", "Czechia", "France", "United States", "Canada", "Australia")
REFUGEES = series("refugees", frequency="A", measures="level", varies_by="country", side="none")
MAP = chart(REFUGEES, entities=tuple(map(entity, HOSTS, NAMES)), id="refugees-map", title="Refugees", kind="map")
SINCE = DAY(2022, 2, 24)
MEMBERSHIP = series("membership", unit="countries", frequency="I", measures="level", varies_by="country", side="none")
JOINED = dataclasses.replace(MAP, series=(MEMBERSHIP,), since=SINCE)


def hosts(**values: float | None) -> tuple[Member, ...]:
    rows = (year(2024, value, series_id="refugees", entity=name) for name, value in values.items())
    return select(MAP, frame(*rows), View()).members


def told(layers: list[Layer]) -> list[tuple[str, str, list[object]]]:
    return [(layer.name, layer.colour, [row.x for row in layer.rows]) for layer in layers]


@given(st.lists(st.floats(0, 1e9).filter(lambda value: value == 0 or value > 1e-6), min_size=1))
def test_every_value_lies_in_one_of_at_most_five_classes(values: list[float]) -> None:
    edges = classes(values)
    assert 1 <= len(edges) <= len(SHADES)
    assert edges[0] == 0 and edges == sorted(set(edges))
    assert all(value >= 0 and 0 <= bisect_right(edges, value) - 1 < len(edges) for value in values)


@given(st.lists(st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-3), min_size=1))
def test_every_country_is_drawn_once_in_the_class_that_its_value_belongs_to(values: list[float]) -> None:
    rows = (row(DAY(2024, 1, n + 1), value, entity=str(n)) for n, value in enumerate(values[:28]))
    irregular = dataclasses.replace(REFUGEES, id="losses", frequency="I")
    places = tuple(entity(str(n), f"Country {n}") for n in range(28))
    members = select(dataclasses.replace(MAP, series=(irregular,), entities=places), frame(*rows), View()).members
    drawn = areas(members, "items", None)
    assert sorted(r.x for layer in drawn for r in layer.rows) == sorted(member.id for member in members)
    assert len(drawn) <= len(SHADES)
    assert [layer.colour for layer in drawn] == sorted(layer.colour for layer in drawn)
    for less, more in pairwise(drawn):
        assert max(r.y for r in less.rows) < min(r.y for r in more.rows)


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([0.0, 0.0], [0.0]),
        ([50.0, 80.0, 100.0], [0.0, 25.0, 50.0, 75.0, 100.0]),
        # Widely spread: half a decade each.
        ([12.0, 40.0, 900.0, 1_000_000.0], [0.0, 30_000.0, 100_000.0, 300_000.0, 1_000_000.0]),
        ([1.0, 2.0, 400_000.0], [0.0, 10_000.0, 30_000.0, 100_000.0, 300_000.0]),
        ([-60.0, 20.0, 85.0], [-math.inf, -50.0, 0.0, 50.0]),
        ([-8.0, -3.0], [-math.inf, -5.0, 0.0]),
    ],
)
def test_classes_are_round(values: list[float], edges: list[float]) -> None:
    assert classes(values) == edges


def test_more_is_darker_and_a_country_says_value_and_period() -> None:
    drawn = areas(hosts(DEU=1_200_000.0, POL=980_000.0, CZE=400_000.0, FRA=60_000.0, CAN=0.0), "persons", None)
    assert told(drawn) == [
        ("less than 500,000", "shade3", ["CZE", "FRA", "CAN"]),
        ("500,000–1\u00a0million", "shade4", ["POL"]),
        ("1\u00a0million and more", "shade5", ["DEU"]),
    ]
    (germany,) = drawn[-1].rows
    assert (germany.y, germany.text) == (1_200_000.0, "Germany: 1,200,000, 2024")


def test_nothing_but_zeros_is_one_class_that_says_so() -> None:
    assert told(areas(hosts(DEU=0.0, POL=0.0), "persons", None)) == [("0", "shade5", ["DEU", "POL"])]


def test_a_fall_is_drawn_too() -> None:
    drawn = areas(hosts(DEU=-60.0, POL=20.0, FRA=85.0), "percent", None)
    assert told(drawn) == [
        ("less than −50\u00a0%", "shade2", ["DEU"]),
        ("0–50\u00a0%", "shade4", ["POL"]),
        ("50\u00a0% and more", "shade5", ["FRA"]),
    ]


def test_a_missing_value_has_no_colour() -> None:
    assert told(areas(hosts(DEU=5.0, POL=None), "persons", None)) == [("4 and more", "shade5", ["DEU"])]
    assert areas(hosts(DEU=None), "persons", None) == []
    assert areas((), "persons", None) == []


def test_what_began_on_the_day_or_later_is_set_off() -> None:
    rows = (
        row(DAY(1955, 5, 6), 1.0, series_id="membership", entity="DEU"),
        row(DAY(2022, 2, 23), 1.0, series_id="membership", entity="POL"),
        row(SINCE, 1.0, series_id="membership", entity="CZE"),
        row(DAY(2024, 3, 7), 1.0, series_id="membership", entity="FRA"),
    )
    drawn = areas(select(JOINED, frame(*rows), View()).members, "countries", SINCE)
    assert told(drawn) == [
        ("before 24 February 2022", "shade3", ["DEU", "POL"]),
        ("since then", "orange", ["CZE", "FRA"]),
    ]
    assert drawn[0].rows[0].text == "Germany: since 6 May 1955"
    assert told(areas(select(JOINED, frame(*rows[:2]), View()).members, "countries", SINCE)) == told(drawn)[:1]


def test_a_map_shows_one_period_the_newest_of_a_regular_series() -> None:
    rows = [year(number, float(number), series_id="refugees", entity="DEU") for number in (2022, 2023, 2024)]
    rows.append(year(2023, 7.0, series_id="refugees", entity="POL"))
    assert [m.id for m in select(MAP, frame(*rows), View()).members] == ["DEU"]
    assert [m.rows[0].value for m in select(MAP, frame(*rows), View(end=DAY(2023, 12, 31))).members] == [2023.0, 7.0]
    assert newest_members([]) == []


def test_an_irregular_series_shows_the_last_of_each() -> None:
    days = {"DEU": (DAY(1955, 5, 6), DAY(1990, 10, 3)), "POL": (DAY(1999, 3, 12),)}
    rows = [row(day, 1.0, series_id="membership", entity=name) for name, found in days.items() for day in found]
    members = select(JOINED, frame(*rows), View()).members
    assert {member.id: [r.end for r in member.rows] for member in members} == {
        "DEU": [DAY(1990, 10, 3)],
        "POL": [DAY(1999, 3, 12)],
    }


def test_a_country_counted_in_another_way_has_no_class_and_says_why() -> None:
    counted = dataclasses.replace(REFUGEES, apart=(("POL", DAY(2024, 1, 1), "counted anew"),))
    info = dataclasses.replace(MAP, series=(counted,))
    rows = [
        year(n, value, series_id="refugees", entity=name)
        for n in (2023, 2024)
        for name, value in (("DEU", 90.0), ("POL", 6.0))
    ]
    picture = drawing(info, frame(*rows), View())
    assert told(list(picture.layers)) == [("75 and more", "shade5", ["DEU"]), (APART, "grey", ["POL"])]
    assert [layer.kind for layer in picture.layers] == ["areas", "hatched"]
    assert picture.layers[1].rows[0].text == "Poland: no data, 2024: counted anew (published: 6)"
    assert "Poland: no data, counted anew (published: 6)." in picture.notes
    assert "Poland, no data, counted anew (published: 6)" in picture.alt
    (value,) = (
        observation_table(info, frame(*rows), View())
        .query("`Series or who` == 'Poland'")[["Value", "Note"]]
        .values.tolist()
    )
    assert value == ["no data", "counted anew (published: 6)"]
    poland = select(info, frame(*rows), View()).members[1]
    (told_row,) = block(poland, "persons", {}, None).rows
    assert (told_row.value, told_row.remarks) == ("no data", "counted anew (published: 6)")
    before = drawing(info, frame(*rows), View(end=DAY(2023, 12, 31)))
    assert {layer.kind for layer in before.layers} == {"areas"} and "counted anew" not in " ".join(before.notes)


def test_a_break_of_one_country_breaks_its_line_alone() -> None:
    counted = dataclasses.replace(REFUGEES, apart=(("POL", DAY(2024, 1, 1), "counted anew"),))
    rows = [year(n, 6.0, series_id="refugees", entity=name) for n in (2023, 2024) for name in ("DEU", "POL")]
    picture = drawing(dataclasses.replace(MAP, series=(counted,), kind="time"), frame(*rows), View())
    lines = [layer.entity for layer in picture.layers if layer.kind == "line"]
    assert sorted(lines) == ["DEU", "POL", "POL"]
    assert "Poland, 1 January 2024: counted anew." in picture.notes


def test_who_is_not_on_the_map_is_named_with_the_largest_first() -> None:
    members = hosts(DEU=5.0, USA=3.0, CAN=9.0, AUS=None)
    assert outside(members, "persons", {"DEU"}, True) == "Not on the map: Canada 9 and United States 3."
    assert outside(members, "persons", {"DEU"}, False) == "Not on the map: Canada and United States."
    assert outside(members, "persons", {"DEU", "USA", "CAN"}, True) == ""


def test_of_many_a_few_are_named() -> None:
    members = hosts(**{name: float(n) for n, name in enumerate(HOSTS)})
    said = outside(members, "persons", (), False)
    assert said.startswith("Not on the map: Australia, Canada") and "and 2 further" in said
    assert sum(name in said for name in NAMES) == TOLD
