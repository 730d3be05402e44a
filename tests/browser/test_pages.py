"""Every page in a real Chromium, wide and narrow, light and dark: drawn whole, no error box, no sideways scroll."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PAGES = {
    "": 7,
    "losses": 6,
    "economy": 9,
    "alliance": 9,
    "sources": 0,
    "method": 0,
    "chart": 0,
    "chart?chart=casualties": 1,
}
DONE = """charts => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  && document.querySelectorAll('[data-testid="stPlotlyChart"] .main-svg').length >= charts
  && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart => chart.querySelector('.main-svg'))"""
SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - window.innerWidth)
}"""
# Text of a chart that is cut off by the chart's own edge.
CLIPPED = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2)
  }).map(text => text.textContent)
})"""


def visit(page: Page, address: str, charts: int) -> list[str]:
    """Open an address and wait until it is drawn. Returns what the page complained about on its console."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"/{address}")
    page.wait_for_function(DONE, arg=charts, timeout=60_000)
    return complaints


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_drawn_whole(page: Callable[..., Page], address: str, width: int, theme: str):
    opened = page(width=width, theme=theme)
    complaints = visit(opened, address, PAGES[address])
    expect(opened.get_by_test_id("stAlert")).to_have_count(0)
    expect(opened.get_by_test_id("stException")).to_have_count(0)
    expect(opened.get_by_test_id("stPlotlyChart")).to_have_count(PAGES[address])
    assert opened.evaluate(SIDEWAYS) <= 0
    assert opened.evaluate(CLIPPED) == []
    assert complaints == []


def test_charts_are_named_for_those_who_do_not_see_them(page: Callable[..., Page]):
    opened = page()
    visit(opened, "", PAGES[""])
    figures = opened.get_by_role("figure")
    expect(figures).to_have_count(PAGES[""])
    names = [figure.get_attribute("aria-label") for figure in figures.all()]
    assert any(name.startswith("Bank of Russia key rate") and "21 %" in name.replace("\u00a0", " ") for name in names)


def test_a_narrow_window_gets_charts_that_use_its_width(page: Callable[..., Page]):
    opened = page(width=390)
    visit(opened, "chart?chart=casualties", 1)
    grid, chart = (opened.locator(part).first.bounding_box() for part in (".gridlayer .ygrid", ".main-svg"))
    assert grid["width"] > 0.6 * chart["width"]
