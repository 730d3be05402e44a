"""Every page in a real Chromium, wide and narrow, light and dark: drawn whole, no error box, no sideways scroll, and
no words cut off or over each other."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from dashboard.draw.plotly.plotly_inside import DRAWN
from dashboard.streamlit_inside import CHART, DONE
from tests.browser.light.test_light_access import OF_COLOURS, violations

# Each address with the number of its charts. Search and glossary without a word: test_search.
PAGES = {
    "": 7,
    "losses": 18,
    "economy": 20,
    "alliance": 15,
    "support": 9,
    "ground": 22,
    "timeline": 2,
    "timeline?from=2025-01-01&to=2025-12-31&periods=on": 2,
    "who": 0,
    "who?quantity=russian-deaths&day=article&counting=more-than-us-british-ww2:killed": 0,
    "ledger": 0,
    "ledger?articles=all&sort=changed": 0,
    "search?q=fund": 0,
    "glossary?word=key-rate": 0,
    "sources": 0,
    "changes": 0,
    "corrections": 0,
    "method": 0,
    "chart": 0,
    "chart?q=oil": 0,
    "chart?chart=casualties": 1,
    "chart?chart=key-rate&events=on&periods=on&article=weakness-2025-03": 1,
}
MANY = 7
ALL_DRAWN = f"""charts => ({DONE})() && document.querySelector('.ci')
  && document.querySelectorAll('{CHART} {DRAWN}').length >= charts"""
# Streamlit says that its script has ended before all that it sent is drawn: the page is done once nothing has been
# added to it for a while.
STILL = """() => {
  const drawn = document.querySelectorAll('*').length;
  const now = performance.now();
  if (window.drawnSoFar !== drawn) { window.drawnSoFar = drawn; window.drawnAt = now }
  return now - window.drawnAt > 300
}"""
SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - window.innerWidth)
}"""
# Text of a chart that is cut off by the chart's own edge.
CLIPPED = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2
      || box.top < frame.top - 2 || box.bottom > frame.bottom + 2)
  }).map(text => text.textContent)
})"""
# Pairs of a chart's direct labels that share more than two pixels in both directions.
OVERLAPPING = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].flatMap(chart => {
  const texts = [...chart.querySelectorAll('.annotation text')].map(text => [text, text.getBoundingClientRect()]);
  return texts.flatMap(([one, a], place) => texts.slice(place + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2
  ).map(([other]) => `${one.textContent} / ${other.textContent}`))
})"""
# How far a page has jumped while it came, as browsers measure it: 0.1 is what search engines call good.
LISTEN = """window.jumped = 0;
new PerformanceObserver(list => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.jumped += each.value
}).observe({ type: 'layout-shift', buffered: true })"""
MOST_JUMPED = 0.1
# Widths that are seen as well once a page was drawn for another one.
RESIZED = {1280: (768, 1920), 390: (320,)}
# The theme in which all of a page is looked at, for each width.
FIRST = ((1280, "light"), (390, "dark"))
# Whether every picture has the width of its place.
FITTED = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart =>
  Math.abs(chart.querySelector('.main-svg').getBoundingClientRect().width - chart.getBoundingClientRect().width) < 2)"""


# Whether what brings the application waits for what a reader does first, as it does on a phone.
WAITS = "() => document.querySelector('.ci-application')?.content.childElementCount > 0"


def topic(page: Page, title: str) -> None:
    """Open a topic's page from the menu."""
    if page.get_by_role("button", name="Menu").is_visible():
        page.get_by_role("button", name="Menu").click()
    page.get_by_text("Topics", exact=True).click()
    page.locator("a:visible", has_text=re.compile(f"^{title}$")).click()


def visit(page: Page, address: str, charts: int) -> list[str]:
    """Open an address and wait until it is drawn. Returns what the page complained about on its console."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"/{address}")
    if page.evaluate(WAITS):
        page.keyboard.press("Shift")
    page.wait_for_function(ALL_DRAWN, arg=charts, timeout=180_000)
    page.wait_for_function(STILL, timeout=180_000)
    return complaints


def looks() -> Iterator[tuple[str, int, str]]:
    """Each address with a width and a theme.

    All four of them for most; of the pages with many charts, which take longest, the two that share nothing: what
    depends on the width alone, or on the theme alone, is seen in one of them.
    """
    for address, charts in PAGES.items():
        for width, theme in FIRST:
            yield address, width, theme
        if charts < MANY:
            yield address, 1280, "dark"
            yield address, 390, "light"


@pytest.mark.parametrize(("address", "width", "theme"), list(looks()))
def test_a_page_is_drawn_whole(page: Callable[..., Page], address: str, width: int, theme: str):
    opened = page(width=width, theme=theme)
    opened.add_init_script(LISTEN)
    complaints = visit(opened, address, PAGES[address])
    expect(opened.get_by_test_id("stAlert")).to_have_count(0)
    expect(opened.get_by_test_id("stException")).to_have_count(0)
    expect(opened.get_by_test_id("stPlotlyChart")).to_have_count(PAGES[address])
    assert opened.evaluate("jumped") <= MOST_JUMPED
    # What was seen in one theme is the same in the other, but for its colours.
    first = (width, theme) in FIRST
    assert violations(opened, () if first else OF_COLOURS) == []
    for each in (width, *(RESIZED[width] if first else ())):
        opened.set_viewport_size({"width": each, "height": 900})
        opened.wait_for_function(FITTED)
        opened.wait_for_function(STILL)
        assert opened.evaluate(SIDEWAYS) <= 0, each
        assert opened.evaluate(CLIPPED) == [], each
        assert opened.evaluate(OVERLAPPING) == [], each
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


# A word has a letter or a digit. What is folded away, or only heard, is not on the page.
WORDS = r"""() => document.querySelector('[data-testid="stMain"]').innerText.split(/\s+/)
  .filter(word => /[\p{L}\p{N}]/u.test(word)).length"""
# How far the columns of each row of a page end from each other; a row has one where a card stands beside a chart.
UNEVEN = """() => [...document.querySelectorAll('.stHorizontalBlock')].map(row => {
  const ends = [...row.children].map(column => Math.max(
    ...[...column.querySelectorAll('.ci, .main-svg')].map(part => part.getBoundingClientRect().bottom)));
  return Math.max(...ends) - Math.min(...ends)
})"""


def test_the_overview_is_read_in_one_sitting(page: Callable[..., Page]):
    opened = page()
    visit(opened, "", PAGES[""])
    assert 800 < opened.evaluate(WORDS) <= 1500
    uneven = opened.evaluate(UNEVEN)
    assert len(uneven) == PAGES[""] and max(uneven) < 500
