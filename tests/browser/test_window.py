"""A window of a chart: dragged over it or chosen on the strip below, written into the address, gone with Back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.light.test_light_access import violations
from tests.browser.pages.test_pages import visit
from tests.browser.test_links import parameters, settled

WINDOW = "chart => chart.layout.xaxis.range.map(day => String(day).slice(0, 10))"
# Every pane, once the server has drawn it, begins at that day.
BEGINS = """day => { const charts = [...document.querySelectorAll('.js-plotly-plot')];
  return charts.length && charts.every(chart => String(chart.layout.xaxis.range[0]).startsWith(day)) }"""


def drag(opened: Page, chart: Locator, start: float, end: float) -> None:
    """Drag over a stretch of a chart's axis of time, given as shares of it."""
    chart.scroll_into_view_if_needed()
    box = chart.locator(".nsewdrag").first.bounding_box()
    assert box
    high = box["y"] + box["height"] / 2
    opened.mouse.move(box["x"] + box["width"] * start, high)
    opened.mouse.down()
    opened.mouse.move(box["x"] + box["width"] * end, high, steps=6)
    opened.mouse.up()


def begun(opened: Page) -> str:
    """The first day of the window that the address says, once there is one and every pane shows it."""
    opened.wait_for_url(re.compile(r"[?&]from=20\d\d"))
    day = parameters(opened)["from"]
    opened.wait_for_function(BEGINS, arg=day)
    return day


@pytest.mark.parametrize("width", [1280, 390])
def test_a_stretch_dragged_over_a_chart_is_its_window_until_back(page: Callable[..., Page], width: int):
    opened, other = page(width=width), page(width=390)
    visit(opened, "chart?series=key_rate,brent", 2)
    charts = opened.locator(".js-plotly-plot")
    own = charts.first.evaluate(WINDOW)
    drag(opened, charts.first, 0.3, 0.7)
    day = begun(opened)
    assert own[0] < day < parameters(opened)["to"] < own[1]
    expect(opened.get_by_role("button", name="Whole period")).to_be_visible()
    # Somebody else who is sent the address sees the same window.
    visit(other, opened.url.partition("/")[2].partition("/")[2].partition("/")[2], 2)
    assert other.locator(".js-plotly-plot").first.evaluate(WINDOW)[0] == day
    opened.go_back()
    opened.wait_for_function(BEGINS, arg=own[0])
    assert "from" not in parameters(opened)


def test_a_double_click_leads_to_the_charts_own_window(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=inflation&from=2023-01-01&to=2024-01-01", 1)
    chart = opened.locator(".js-plotly-plot")
    box = chart.locator(".nsewdrag").first.bounding_box()
    # At a place where nothing is drawn.
    opened.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + 4)
    opened.wait_for_url(lambda url: "from=2023" not in url)
    opened.wait_for_function(
        "day => document.querySelector('.js-plotly-plot')?.layout?.xaxis.range.join().includes(day) === false",
        arg="2023-01-01",
    )


def test_the_strip_is_moved_by_keys_and_keeps_the_focus(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate", 1)
    strip = opened.get_by_role("group", name="Window")
    handle = strip.get_by_role("slider", name="From")
    handle.focus()
    before = handle.get_attribute("aria-valuetext")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")
    begun(opened)
    expect(handle).to_be_focused()
    assert handle.get_attribute("aria-valuetext") != before
    # Keys pressed after each other are one step, which Back undoes.
    opened.go_back()
    expect(handle).to_have_attribute("aria-valuetext", before)
    assert violations(opened) == []


def test_the_end_is_dragged_on_the_strip_and_all_of_it_shown_again(page: Callable[..., Page]):
    opened = page(width=390)
    visit(opened, "chart?chart=key-rate", 1)
    strip = opened.locator(".ci-window")
    strip.scroll_into_view_if_needed()
    box = strip.locator(".ci-strip").bounding_box()
    opened.mouse.move(box["x"] + box["width"] - 11, box["y"] + 18)
    opened.mouse.down()
    opened.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 18, steps=5)
    opened.mouse.up()
    opened.wait_for_url(re.compile(r"to=20\d\d"))
    whole = strip.get_by_role("button", name="Whole period")
    expect(whole).to_be_visible()
    whole.click()
    opened.wait_for_url(lambda url: "to=20" not in url)
    expect(whole).to_be_hidden()


def test_a_chart_fills_the_screen_and_comes_back(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate", 1)
    high = "document.querySelector('.js-plotly-plot').layout.height"
    before = opened.evaluate(high)
    opened.get_by_role("button", name="Full screen").click()
    opened.wait_for_function(f"before => document.fullscreenElement && {high} > before + 100", arg=before)
    opened.get_by_role("button", name="Leave full screen").click()
    opened.wait_for_function(f"before => !document.fullscreenElement && {high} === before", arg=before)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_sides_of_a_view_are_reached_by_keys(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "chart?chart=refugees-hosts", 1)
    tabs = opened.locator(".ci-tabs").get_by_role("link")
    expect(tabs).to_have_text(["Chart", "Table", "Map", "About the data"])
    tabs.nth(1).focus()
    opened.keyboard.press("Enter")
    settled(opened, show="table")
    expect(tabs.nth(1)).to_have_attribute("aria-current", "page")
    opened.keyboard.press("Tab")
    tabs.nth(3).focus()
    opened.keyboard.press("Enter")
    settled(opened, show="about")
    expect(opened.get_by_role("heading", name="Revisions")).to_be_visible()
    assert violations(opened) == []
