"""The timeline: its events, its chart and its window are those of the address, and a change writes all of it."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.address.view import ON, PARAMETERS, SWITCH
from dashboard.record import charts
from dashboard.record.build import Build, ask
from tests.pages.reading import drawn_charts, html, links, plain, warned

Open = Callable[..., AppTest]
WINDOW = {"from": "2025-02-01", "to": "2025-03-31"}


def layouts(page: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec)["layout"] for chart in drawn_charts(page)]


def lanes(page: AppTest) -> list[str]:
    """The names over the lanes of events."""
    texts = [label["text"] for label in layouts(page)[-1]["annotations"]]
    return [text[3:-4] for text in texts if text.startswith("<b>")]


def test_a_link_shows_only_its_categories_in_its_window_beside_its_chart(open_page: Open, real_build: Build) -> None:
    page = open_page("timeline", chart="key-rate", events="defence,diplomacy", **WINDOW)
    assert warned(page) == []
    listed = page.dataframe[0].value
    assert set(listed["Category"]) == {"defence", "diplomacy"}
    assert listed["Day"].between(WINDOW["from"], WINDOW["to"]).all()
    held = ask(
        real_build,
        "SELECT title FROM event WHERE category IN ('defence', 'diplomacy') AND day BETWEEN $a AND $b",
        a=WINDOW["from"],
        b=WINDOW["to"],
    )
    assert sorted(listed["Event"]) == sorted(row["title"] for row in held)
    assert sorted(lanes(page)) == ["Defence", "Diplomacy"]
    assert drawn_charts(page)[0].proto.alt.startswith(charts.chart_info(real_build, "key-rate").title)


def test_without_categories_every_category_of_the_window_has_a_lane(open_page: Open) -> None:
    page = open_page("timeline", chart="key-rate", **WINDOW)
    categories = set(page.dataframe[0].value["Category"])
    assert len(categories) > 2
    assert {name.lower() for name in lanes(page)} == {name.lower() for name in categories}


def test_lanes_and_chart_stand_on_one_axis(open_page: Open) -> None:
    above, below = layouts(open_page("timeline", chart="brent", events="defence", **WINDOW))
    assert above["xaxis"]["range"] == below["xaxis"]["range"]
    assert above["xaxis"]["range"][0] == WINDOW["from"]
    assert [above["margin"][side] for side in "lr"] == [below["margin"][side] for side in "lr"]


def test_events_stand_in_the_chart_too(open_page: Open) -> None:
    page = open_page("timeline", chart="key-rate", events="defence,diplomacy", **WINDOW)
    marks = [each for each in json.loads(drawn_charts(page)[0].proto.spec)["data"] if each.get("yaxis") == "y2"]
    assert {each["name"] for each in marks} == {"Defence", "Diplomacy"}
    assert sum(len(each["x"]) for each in marks) == len(page.dataframe[0].value)


@pytest.mark.parametrize("chart", ["refugees-map", "support-largest-donors", "diplomacy"])
def test_a_chart_that_does_not_run_along_time_is_said_and_another_shown(open_page: Open, chart: str) -> None:
    page = open_page("timeline", chart=chart)
    assert warned(page) == [f"The chart ‘{chart}’ does not run along time."]
    assert page.selectbox(key="line_chart").value == "casualties" and len(drawn_charts(page)) == 2


def test_what_was_picked_from_a_chart_that_is_not_shown_is_not_picked_from_another(open_page: Open) -> None:
    page = open_page("timeline", chart="refugees-map", pick="DEU")
    assert len(warned(page)) == 1
    assert len(drawn_charts(page)) == 2 and "Nothing is drawn" not in html(page)


def test_a_category_that_is_not_known_is_named(open_page: Open) -> None:
    page = open_page("timeline", events="weather,war")
    assert len(warned(page)) == 1 and "‘weather’" in warned(page)[0] and "diplomacy" in warned(page)[0]
    assert lanes(page) == ["War"]


def test_a_window_without_events_is_said_in_words(open_page: Open) -> None:
    page = open_page("timeline", chart="key-rate", **{"from": "1950-01-01", "to": "1951-01-01"})
    assert warned(page) == []
    assert "No event held lies in this window." in html(page) and "no source held has data" in html(page)
    assert not drawn_charts(page) and not page.dataframe


def test_events_before_the_charts_first_value_are_shown_without_it(open_page: Open) -> None:
    page = open_page("timeline", chart="casualties", **{"from": "2014-01-01", "to": "2014-12-31"})
    assert warned(page) == []
    assert "no source held has data for this window" in html(page)
    assert lanes(page) == ["War"] and list(page.dataframe[0].value["Day"]) == ["2014-03-18"]
    assert layouts(page)[0]["xaxis"]["range"][0] == "2014-01-01"


def test_a_chart_whose_values_begin_after_today_shows_nothing(open_page: Open) -> None:
    page = open_page("timeline", **{"from": "2200-01-01"})
    assert warned(page) == [] and "No event held lies in this window." in html(page)


def test_a_timeline_of_earlier_years_can_be_adjusted(open_page: Open) -> None:
    page = open_page("timeline", chart="key-rate", to="2020-01-01")
    page.multiselect(key="line_categories").select("war").run()
    assert warned(page) == [] and page.query_params["to"] == "2020-01-01" and page.query_params["from"] == ""


def test_a_change_of_a_control_writes_the_whole_address(open_page: Open) -> None:
    page = open_page("timeline", chart="key-rate", events="defence", periods=ON, scale="log", **WINDOW)
    page.multiselect(key="line_categories").select("diplomacy").run()
    assert warned(page) == []
    assert set(page.query_params) == set(PARAMETERS) - {"series", "axes"}
    kept = {"chart": "key-rate", "periods": ON, "scale": "log", "events": "defence,diplomacy", **WINDOW}
    assert {name: page.query_params[name] for name in kept} == kept
    assert sorted(lanes(page)) == ["Defence", "Diplomacy"]
    page.multiselect(key="line_categories").set_value([]).run()
    assert page.query_params["events"] == ON and len(lanes(page)) > 2


def test_another_chart_keeps_the_window_and_drops_what_was_picked(open_page: Open) -> None:
    page = open_page("timeline", chart="support-by-group", pick="USA", events="war", **WINDOW)
    assert warned(page) == []
    page.selectbox(key="line_chart").select("key-rate").run()
    assert warned(page) == []
    kept = {"chart": "key-rate", "pick": "", "events": "war", **WINDOW}
    assert {name: page.query_params[name] for name in kept} == kept


def test_the_link_at_the_end_gives_the_same_timeline(open_page: Open) -> None:
    page = open_page("timeline", chart="key-rate", events="defence", periods=ON, **WINDOW)
    path, parameters, _ = links(html(page))[-1]
    again = open_page(path, **parameters)
    assert path == "timeline" and warned(again) == []
    assert [chart.proto.spec for chart in drawn_charts(again)] == [chart.proto.spec for chart in drawn_charts(page)]
    assert again.dataframe[0].value.equals(page.dataframe[0].value)


def test_every_chart_along_time_takes_events_and_periods(open_page: Open, real_build: Build) -> None:
    timed = [
        name for name in charts.chart_ids(real_build) if charts.chart_info(real_build, name).kind in ("time", "stacked")
    ]
    assert len(timed) > 20
    for name in timed:
        page = open_page("chart", chart=name, events=ON, periods=ON)
        assert warned(page) == [], name
        assert [page.segmented_control(key=f"view_{each}").value for each in ("events", "periods")] == [ON, ON], name


def test_shaded_periods_are_drawn_and_told(open_page: Open, real_build: Build) -> None:
    page = open_page("chart", chart="key-rate", periods=ON, **{"from": "2025-01-01", "to": "2025-06-30"})
    (layout,) = layouts(page)
    shades = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    inside = [
        period
        for period in charts.shaded_periods(real_build)
        if period.start.isoformat() <= "2025-06-30" and (period.end is None or period.end.isoformat() >= "2025-01-01")
    ]
    assert len(shades) == len(inside) > 2
    assert all("2025-01-01" <= shade["x0"] <= shade["x1"] <= "2025-06-30" for shade in shades)
    for number, period in enumerate(inside, start=1):
        assert f"{number}, {period.title} (" in plain(html(page))
    plainly = open_page("chart", chart="key-rate")
    assert "Shaded" not in html(plainly)
    assert [shape for shape in layouts(plainly)[0]["shapes"] if shape["type"] == "rect"] == []


def test_periods_are_switched_by_their_control(open_page: Open) -> None:
    page = open_page("chart", chart="key-rate")
    page.segmented_control(key="view_periods").set_value(ON).run()
    assert warned(page) == [] and page.query_params["periods"] == ON and "Shaded: 1" in html(page)
    page.segmented_control(key="view_periods").set_value(SWITCH[False]).run()
    assert page.query_params["periods"] == "off" and "Shaded" not in html(page)


def test_categories_are_chosen_where_events_are_on(open_page: Open) -> None:
    page = open_page("chart", chart="key-rate", events=ON)
    page.multiselect(key="view_categories").select("war").run()
    assert warned(page) == [] and page.query_params["events"] == "war"
    page.segmented_control(key="view_events").set_value("off").run()
    assert page.query_params["events"] == "off"
    page.segmented_control(key="view_events").set_value(ON).run()
    assert page.query_params["events"] == ON


def test_a_timeline_chart_chooses_its_categories_without_a_switch(open_page: Open) -> None:
    page = open_page("chart", chart="diplomacy")
    page.multiselect(key="view_categories").select("Iran").run()
    assert warned(page) == [] and page.query_params["events"] == "Iran" and lanes(page) == ["Iran"]
    page.multiselect(key="view_categories").set_value([]).run()
    assert warned(page) == [] and len(lanes(page)) == 3
