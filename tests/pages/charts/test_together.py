"""Any series beside any other: drawn on the chart's page, chosen there, and written into the address."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record.shown import CAUTION
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
