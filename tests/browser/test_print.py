"""On paper every chart is whole: as wide as the paper, on one sheet, and under the title of its page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import PAGES, visit

# Makes the page as narrow as paper and measures at once, as a printer does: nothing is drawn anew in between. Of each
# chart: how far its picture and its words reach beyond its place, and whether a sheet may end inside it.
ON_PAPER = """wide => {
  const main = document.querySelector('[data-testid="stMainBlockContainer"]');
  main.style.width = `${wide}px`;
  const end = main.getBoundingClientRect().right;
  return [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].map(chart => {
    const place = chart.getBoundingClientRect();
    const parts = [...chart.querySelectorAll('.main-svg, .main-svg text')].map(part => part.getBoundingClientRect());
    return {
      beyond: Math.max(...parts.map(part => part.right - place.right), place.right - end),
      below: Math.max(...parts.map(part => part.bottom - place.bottom)),
      inside: getComputedStyle(chart.closest('.stElementContainer')).breakInside,
    }
  })
}"""
# The media of print has been noticed, and what was drawn anew for it as well.
READY = """() => [...document.querySelectorAll('.main-svg')].every(picture => {
  const [width, height] = ['width', 'height'].map(name => picture.getAttribute(name));
  return picture.getAttribute('viewBox') === `0 0 ${width} ${height}`
})"""


@pytest.mark.parametrize("address", ["chart?chart=casualties", "", "timeline"])
def test_no_chart_is_cut_or_split_by_paper(page: Callable[..., Page], address: str):
    opened = page()
    visit(opened, address, PAGES[address])
    opened.emulate_media(media="print")
    opened.wait_for_function(READY)
    found = opened.evaluate(ON_PAPER, 640)
    assert len(found) == PAGES[address]
    assert [each for each in found if each["beyond"] > 1 or each["below"] > 1 or each["inside"] != "avoid"] == []
    assert opened.pdf(format="A4").startswith(b"%PDF")


def test_after_printing_a_chart_is_as_it_was(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate&events=on&periods=on&article=weakness-2025-03", 1)
    picture = opened.locator(".js-plotly-plot .main-svg").first
    before = picture.bounding_box()
    opened.emulate_media(media="print")
    expect(picture).to_have_attribute("viewBox", f"0 0 {before['width']:.0f} {before['height']:.0f}")
    opened.emulate_media(media="screen")
    expect(opened.locator(".main-svg[viewBox]")).to_have_count(0)
    assert picture.bounding_box() == before


def test_the_page_of_a_chart_has_its_title_as_heading(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=casualties", 1)
    expect(opened.get_by_role("heading", level=1)).to_have_text("Russian casualties in Ukraine")
