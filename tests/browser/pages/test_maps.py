"""Maps are drawn from what the program holds: no other host is asked, and each country says its own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dashboard.draw.projection import project
from tests.browser.pages.test_pages import PAGES, visit

MAPS = {"alliance": ("nato-map", "Germany: since"), "ground": ("refugees-map", "Germany: 1")}
GERMANY, SEA = project(10.0, 51.0), project(-8.0, 45.5)
# A place of the map, in pixels of the window.
PLACE = """([chart, east, north]) => {
  const plot = chart.querySelector('.js-plotly-plot'), box = plot.getBoundingClientRect();
  const {xaxis, yaxis} = plot._fullLayout;
  return [box.left + xaxis._offset + xaxis.d2p(east), box.top + yaxis._offset + yaxis.d2p(north)]
}"""


@pytest.mark.parametrize("address", MAPS)
def test_a_map_is_drawn_without_asking_anyone_and_says_its_values(
    page: Callable[..., Page], app_url: str, address: str
):
    opened = page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    visit(opened, address, PAGES[address])
    name, words = MAPS[address]
    chart = opened.locator(f".st-key-chart-{name}")
    chart.scroll_into_view_if_needed()
    shapes = chart.locator(".scatterlayer .trace .fills path, .scatterlayer .js-fill")
    assert shapes.count() > 25
    assert max(box["width"] for box in (shape.bounding_box() for shape in shapes.all()) if box) > 300
    told = opened.locator(f"#reading-{name}")
    opened.mouse.move(*chart.evaluate(f"(chart, place) => ({PLACE})([chart, ...place])", GERMANY))
    expect(told).to_contain_text(words)
    expect(chart.locator(".ci-cursor path")).to_have_count(1)
    opened.mouse.move(*chart.evaluate(f"(chart, place) => ({PLACE})([chart, ...place])", SEA))
    expect(told).to_be_empty()
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith((app_url, "data:", "blob:"))] == []
