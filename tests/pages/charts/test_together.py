"""Any series beside any other: drawn on the chart's page, chosen there, and written into the address."""

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record.shown import CAUTION
from dashboard.views.pictures import TWO_AXES
from tests.pages.reading import html

Pages = Callable[..., AppTest]


def charts(page: AppTest) -> int:
    assert not page.exception and not page.error
    return len(page.get("plotly_chart"))


def said(page: AppTest, name: str) -> str:
    """What the address says."""
    found = page.query_params[name]
    return found if isinstance(found, str) else found[0]


def test_two_units_are_two_charts_under_one_title_with_a_caution(open_page: Pages):
    page = open_page("chart", series="key_rate,brent")
    assert charts(page) == 2
    assert html(page).count("<h1") == 1 and "Key rate and Brent" in html(page) and CAUTION in html(page)


def test_one_unit_is_one_chart(open_page: Pages):
    page = open_page("chart", series="key_rate,inflation_rosstat")
    assert charts(page) == 1 and html(page).count("<h1") == 1 and CAUTION in html(page)


def test_as_an_index_all_stand_in_one_chart(open_page: Pages):
    page = open_page("chart", series="key_rate,brent", transform="index")
    assert charts(page) == 1


def test_what_cannot_be_shown_is_named_and_the_rest_drawn(open_page: Pages):
    page = open_page("chart", series="key_rate,gone")
    assert charts(page) == 1 and page.warning[0].value == "There is no series ‘gone’."


def test_series_are_added_and_taken_away_in_the_address(open_page: Pages):
    page = open_page("chart", series="key_rate")
    (box,) = [each for each in page.multiselect if each.key == "view_series"]
    assert any("Brent" in option for option in box.options)
    box.select("brent").run()
    assert said(page, "series") == "key_rate,brent" and charts(page) == 2
    (box,) = [each for each in page.multiselect if each.key == "view_series"]
    box.unselect("key_rate").run()
    assert said(page, "series") == "brent" and charts(page) == 1


def test_series_are_found_by_other_words_for_them_and_by_whom_they_are_of(open_page: Pages):
    page = open_page("chart", series="brent")
    page.text_input(key="view_find").input("tanks claimed").run()
    (box,) = [each for each in page.multiselect if each.key == "view_series"]
    # What is chosen stays, whatever is looked for.
    assert "Brent crude oil" in box.options[0]
    assert "Tanks" in box.options[1] and "claimed by Ukraine" in box.options[1]
    page.text_input(key="view_find").input("CPI").run()
    (box,) = [each for each in page.multiselect if each.key == "view_series"]
    assert "onsumer price inflation" in box.options[1]
    page.text_input(key="view_find").input("zzzz").run()
    assert "No series is found by these words." in html(page) and charts(page) == 1


@pytest.mark.parametrize("pick", ["", "losses_claimed_ukraine"])
def test_a_series_put_beside_a_charts_own_makes_one_of_series(open_page: Pages, pick: str):
    page = open_page("chart", chart="casualties", pick=pick)
    (box,) = [each for each in page.multiselect if each.key == "view_series"]
    box.select("key_rate").run()
    own = ["losses_claimed_ukraine"] if pick else ["casualties_economist", "losses_claimed_ukraine"]
    named = said(page, "series").split(",")
    assert set(own) <= set(named) and named[-1] == "key_rate" and said(page, "chart") == ""
    assert (len(named) == 2) == bool(pick)


def test_what_is_made_of_one_line_or_of_all_is_written_into_the_address(open_page: Pages):
    page = open_page("chart", series="key_rate,brent")
    page.selectbox(key="view_transform_1").select("mean").run()
    assert said(page, "series") == "key_rate,brent~mean" and charts(page) == 2
    page.selectbox(key="view_transform_1_months").select(3).run()
    assert said(page, "series") == "key_rate,brent~mean.3" and "mean over 3 months" in html(page)
    page.selectbox(key="view_transform").select("index").run()
    assert (said(page, "series"), said(page, "transform")) == ("key_rate,brent", "index") and charts(page) == 1
    page.date_input(key="view_transform_day").set_value(dt.date(2022, 2, 24)).run()
    assert said(page, "transform") == "index.2022-02-24" and "24 February 2022" in html(page)
    page.selectbox(key="view_transform").select("none").run()
    assert said(page, "transform") == "none" and charts(page) == 2


def test_a_transform_that_says_nothing_of_any_line_is_not_offered(open_page: Pages):
    page = open_page("chart", series="key_rate")
    assert "Per day" not in page.selectbox(key="view_transform").options
    page = open_page("chart", series="key_rate,losses_claimed_ukraine")
    assert "Per day" in page.selectbox(key="view_transform").options
    assert "Per day" not in page.selectbox(key="view_transform_0").options
    assert "Moving mean" not in page.selectbox(key="view_transform_1").options


def test_two_lines_of_one_unit_are_put_into_the_chart_as_one(open_page: Pages):
    page = open_page("chart", series="key_rate,inflation_rosstat")
    box = page.selectbox(key="view_join")
    assert len(box.options) == 4
    box.select("key_rate-inflation_rosstat").run()
    assert said(page, "series") == "key_rate,inflation_rosstat,key_rate-inflation_rosstat" and charts(page) == 2
    assert "less" in html(page) and "last day" in html(page)
    page = open_page("chart", series="key_rate,brent")
    assert not [each for each in page.selectbox if each.key == "view_join"]


def test_two_units_stand_on_two_axes_only_when_asked_for(open_page: Pages):
    page = open_page("chart", series="key_rate,brent")
    page.selectbox(key="view_axes").select("two").run()
    assert said(page, "axes") == "two" and charts(page) == 1
    assert TWO_AXES in html(page) and "can mislead" in page.selectbox(key="view_axes").options[1]
    page.selectbox(key="view_axes").select("one").run()
    assert "axes" not in page.query_params and charts(page) == 2
    page = open_page("chart", series="key_rate,inflation_rosstat")
    assert not [each for each in page.selectbox if each.key == "view_axes"]
