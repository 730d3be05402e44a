"""The timeline: what is chosen stands in the address, a link shows it to others, and events stand under their days."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import DONE, visit
from tests.browser.test_links import parameters, pick, settled

KEY_RATE = "Bank of Russia key rate"
# Of each chart: where the article's day stands, and both ends of the axis of time; all in pixels of the window.
PLACES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(chart => {
  const day = chart.querySelector('.shapelayer path[style*="dasharray"]').getBoundingClientRect();
  const axis = chart._fullLayout.xaxis, left = chart.getBoundingClientRect().left + axis._offset;
  return [day.left + day.width / 2, left, left + axis._length]
})"""


def choose_both(page: Page) -> None:
    visit(page, "timeline", 2)
    pick(page, "^Chart|Chart$", KEY_RATE)
    settled(page, chart="key-rate")
    pick(page, "Categories", "economy")
    settled(page, events="economy")


def test_a_chart_and_a_category_are_written_into_the_address_whole(page: Callable[..., Page]):
    opened = page()
    choose_both(opened)
    assert parameters(opened) == {
        "chart": "key-rate",
        "from": "2022-01-01",
        "to": "",
        "scale": "linear",
        "pick": "",
        "transform": "none",
        "show": "chart",
        "events": "economy",
        "periods": "off",
        "asof": "",
        "article": "weakness-2025-03",
    }
    expect(opened.locator("#key-rate")).to_have_text(KEY_RATE)
    expect(opened.locator(".js-plotly-plot .annotation text", has_text="Economy")).to_have_count(1)
    expect(opened.locator(".js-plotly-plot .annotation text", has_text="Diplomacy")).to_have_count(0)


def test_whoever_opens_the_link_sees_the_same(page: Callable[..., Page]):
    sender, receiver = page(), page(width=390, theme="dark")
    choose_both(sender)
    receiver.goto(sender.url)
    receiver.wait_for_function(DONE, arg=2, timeout=180_000)
    assert parameters(receiver) == parameters(sender)
    expect(receiver.get_by_test_id("stAlert")).to_have_count(0)
    marks = ".js-plotly-plot .scatterlayer .point"
    expect(receiver.locator(marks)).to_have_count(sender.locator(marks).count())
    for words in (KEY_RATE, "Events by category"):
        expect(receiver.locator(".ci-chart-title", has_text=words)).to_be_visible()


def test_back_shows_what_was_chosen_before(page: Callable[..., Page]):
    opened = page()
    choose_both(opened)
    opened.go_back()
    settled(opened, events="on")
    assert parameters(opened)["chart"] == "key-rate"
    expect(opened.locator(".js-plotly-plot .annotation text", has_text="Diplomacy")).to_have_count(1)
    opened.go_back()
    expect(opened.locator("#casualties")).to_be_visible()
    expect(opened.locator("#key-rate")).to_have_count(0)
    opened.go_forward()
    settled(opened, chart="key-rate")
    expect(opened.locator("#key-rate")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_events_stand_under_their_days_in_the_chart(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "timeline?from=2024-06-01", 2)
    chart, lanes = opened.evaluate(PLACES)
    assert chart == pytest.approx(lanes, abs=2)
    assert chart[1] + 10 < chart[0] < chart[2] - 10
