"""Maps and quotients on the repository's own data: picture, table and sources hold the same numbers."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.address.view import View
from dashboard.record import charts
from dashboard.record.build import Build, ask
from dashboard.say import say
from dashboard.views.pictures import drawn
from tests.pages.reading import drawn_charts, html, plain, warned

Open = Callable[..., AppTest]
MAPS = ("refugees-map", "nato-map")


def coloured(page: AppTest) -> set[str]:
    """The names of the countries that the picture colours."""
    (chart,) = drawn_charts(page)
    data = json.loads(chart.proto.spec)["data"]
    # What an area tells of itself: when, and what.
    return {trace["customdata"][0][1].partition(":")[0] for trace in data if "customdata" in trace}


@pytest.mark.parametrize("chart", MAPS)
def test_the_table_of_a_map_holds_what_the_map_shows(open_page: Open, real_build: Build, chart: str) -> None:
    page = open_page("chart", chart=chart, show="table")
    listed = page.dataframe[0].value
    picture = drawn(real_build, View(chart=chart))
    rows = [row for layer in picture.layers for row in layer.rows]
    assert warned(page) == [] and len(rows) > 30
    names = {entity.id: entity.name for entity in charts.chart_info(real_build, chart).entities}
    shown = {names[row.x]: say(row.y, picture.unit) for row in rows}
    assert dict(zip(listed["Series or who"], listed["Value"], strict=True)) == shown
    on_the_map = charts.outlines(real_build).keys()
    assert coloured(open_page("chart", chart=chart)) == {names[row.x] for row in rows if row.x in on_the_map}


def test_the_largest_hosts_outside_the_map_are_told(open_page: Open, real_build: Build) -> None:
    told = plain(html(open_page("chart", chart="refugees-map")))
    rows = [row for layer in drawn(real_build, View(chart="refugees-map")).layers for row in layer.rows]
    outside = sorted((row for row in rows if row.x not in charts.outlines(real_build)), key=lambda row: -row.y)
    assert f"Not on the map: Canada {say(outside[0].y, 'persons')}, " in told
    assert f"and {len(outside) - 5} further." in told


def test_finland_and_sweden_joined_since_then(real_build: Build) -> None:
    before, since = drawn(real_build, View(chart="nato-map")).layers
    assert since.name == "since then" and {row.x for row in since.rows} == {"FIN", "SWE"}
    assert len(before.rows) == 30 and {"POL", "TUR", "USA", "MKD"} < {row.x for row in before.rows}
    assert {row.text for row in since.rows} == {"Finland: since 4 April 2023", "Sweden: since 7 March 2024"}


def test_members_from_before_the_window_are_members_in_it(real_build: Build) -> None:
    before, since = drawn(real_build, View(chart="nato-map", start=dt.date(2014, 1, 1))).layers
    assert (len(before.rows), len(since.rows)) == (30, 2)


@pytest.mark.parametrize(("asof", "members"), [("2022-02-24", 30), ("2023-12-31", 31)])
def test_a_map_may_be_of_an_earlier_day(open_page: Open, asof: str, members: int) -> None:
    page = open_page("chart", chart="nato-map", asof=asof, show="table")
    assert warned(page) == [] and len(page.dataframe[0].value) == members


@pytest.mark.parametrize("parameters", [{"transform": "change_year"}, {"transform": "index"}, {"scale": "log"}])
def test_a_link_may_ask_a_map_for_anything(open_page: Open, real_build: Build, parameters: dict[str, str]) -> None:
    page = open_page("chart", chart="refugees-map", show="table", **parameters)
    listed = page.dataframe[0].value
    ignored = [f"‘transform={value}’ was ignored" for name, value in parameters.items() if name == "transform"]
    assert [words.partition(":")[0].replace("\\", "") for words in warned(page)] == ignored and len(listed) > 30
    picture = drawn(real_build, View(chart="refugees-map"))
    # Also those whose number fell have a colour.
    assert sum(len(layer.rows) for layer in picture.layers) == len(listed)
    assert "bars begin" not in html(page)


def test_a_map_has_no_controls_of_time(open_page: Open) -> None:
    page = open_page("chart", chart="refugees-map")
    keys = {each.key for kind in ("segmented_control", "selectbox", "multiselect") for each in page.get(kind)}
    assert "view_pick" in keys and not keys & {"view_events", "view_periods", "view_scale", "view_transform"}


def held(build: Build, series: str) -> dict[tuple[str, str], float]:
    rows = ask(build, "SELECT entity, period_end, value FROM latest WHERE series_id = $id", id=series)
    return {(row["entity"], row["period_end"].isoformat()): row["value"] for row in rows}


def test_the_quotient_of_equipment_is_claimed_divided_by_confirmed(real_build: Build) -> None:
    claimed, confirmed = held(real_build, "equipment_claimed"), held(real_build, "equipment_confirmed_russia")
    both = {key for key in claimed.keys() & confirmed.keys() if claimed[key] is not None and confirmed[key]}
    drawn_of = {
        (layer.entity, row.x.isoformat()): row.y
        for layer in drawn(real_build, View(chart="equipment-ratio")).layers
        if layer.kind == "line"
        for row in layer.rows
    }
    assert set(drawn_of) == both and len(both) > 100
    assert all(drawn_of[key] == pytest.approx(claimed[key] / confirmed[key], rel=1e-9) for key in both)
    # More is claimed than is seen, of most things and most days.
    assert sum(value > 1 for value in drawn_of.values()) > len(drawn_of) / 2


def test_the_quotients_table_says_times_and_both_publishers(open_page: Open) -> None:
    page = open_page("chart", chart="equipment-ratio", pick="tank", show="table")
    listed = page.dataframe[0].value
    assert warned(page) == [] and set(listed["Series or who"]) == {"Tanks"}
    assert listed["Value"].str.endswith("\u00a0×").all()
    assert set(listed["Source"]) == {"General Staff of the Armed Forces of Ukraine; Oryx"}


def test_a_quotient_of_an_earlier_day_rests_on_what_was_known_then(open_page: Open, real_build: Build) -> None:
    view = View(chart="equipment-ratio", asof=charts.article_day(real_build, "weakness-2025-03", "casualties").date)
    rows = [row for layer in drawn(real_build, view).layers if layer.kind == "line" for row in layer.rows]
    assert rows and max(row.x for row in rows) <= view.asof
    page = open_page("chart", chart="equipment-ratio", asof=view.asof.isoformat())
    assert warned(page) == [] and "divided by" in html(page)
