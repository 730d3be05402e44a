"""The day as of which the record is shown: one control moves charts and verdicts, the menu keeps it, Back undoes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.test_pages import CLIPPED, DONE, OVERLAPPING, SIDEWAYS, topic, visit

WAIT = 120_000
DAY_WORDS = "The article’s day, 7 March 2025"
PUBLISHED, LATER = "asof=2025-03-07", "asof=2025-08-01"
# Traces are thin lines of low opacity.
GHOSTS = """() => [...document.querySelectorAll('.js-plotly-plot .scatterlayer .trace')]
  .filter(trace => Number(getComputedStyle(trace).opacity) < 1).length"""


def line(page: Page) -> Locator:
    return page.get_by_text("The record as it stood on", exact=False)


def verdict(page: Page) -> Locator:
    return page.locator("#casualties .ci-values").first


def opened_day(page: Page) -> None:
    """Open what stands behind the day, if it is not open."""
    if not page.locator(".ci-asof .ci-dropped").is_visible():
        page.locator(".ci-asof > summary").click()


def chosen(page: Page, words: str) -> None:
    opened_day(page)
    page.locator(".ci-asof").get_by_role("link", name=words).click()


def typed(page: Page, day: str, key: str = "Tab") -> None:
    """Type a day into the field of the head and leave it, by Tab or by Enter."""
    opened_day(page)
    page.locator("#ci-day").fill(day)
    page.keyboard.press(key)


def shown(page: Page, day: str) -> None:
    expect(page.locator(".ci-asof > summary")).to_have_text(f"As of {day}", timeout=WAIT)


def settled(page: Page, ending: str) -> None:
    page.wait_for_url(lambda url: url.endswith(ending), timeout=WAIT)
    page.wait_for_function(DONE, arg=1)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_control_moves_verdicts_and_charts_and_back_undoes_it(page: Callable[..., Page], width: int) -> None:
    opened = page(width=width)
    visit(opened, "", 7)
    expect(line(opened)).to_have_count(0)
    expect(verdict(opened)).to_contain_text("Same day, known now")
    chosen(opened, DAY_WORDS)
    settled(opened, f"/?{PUBLISHED}")
    expect(line(opened)).to_contain_text("The record as it stood on 7 March 2025.")
    expect(verdict(opened)).to_contain_text("The same then and on 7 March 2025", timeout=WAIT)
    expect(opened.get_by_role("figure").nth(1)).to_have_attribute("aria-label", re.compile("as known on 7 March 2025"))
    typed(opened, "2025-08-01")
    settled(opened, f"/?{LATER}")
    expect(verdict(opened)).to_contain_text("Newest on 1 August 2025", timeout=WAIT)
    shown(opened, "1 August 2025")
    opened.go_back()
    settled(opened, f"/?{PUBLISHED}")
    expect(verdict(opened)).to_contain_text("The same then and on 7 March 2025", timeout=WAIT)
    opened.go_back()
    settled(opened, "/")
    expect(line(opened)).to_have_count(0, timeout=WAIT)
    opened.go_forward()
    settled(opened, f"/?{PUBLISHED}")
    shown(opened, "7 March 2025")
    chosen(opened, "Today")
    settled(opened, "/?asof=")
    expect(line(opened)).to_have_count(0, timeout=WAIT)
    expect(verdict(opened)).to_contain_text("Same day, known now", timeout=WAIT)


def test_back_pressed_twice_quickly_leads_two_days_back(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, "support", 1)
    chosen(opened, DAY_WORDS)
    settled(opened, f"/support?{PUBLISHED}")
    typed(opened, "2025-08-01")
    expect(line(opened)).to_contain_text("The record as it stood on 1 August 2025.", timeout=WAIT)
    settled(opened, "/support?asof=2025-08-01")
    opened.go_back()
    opened.go_back()
    expect(line(opened)).to_have_count(0, timeout=WAIT)
    assert opened.url.endswith("/support")


def test_the_menu_keeps_the_day_until_it_is_set_to_today(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, f"support?{PUBLISHED}", 9)
    topic(opened, "Alliance")
    settled(opened, f"/alliance?{PUBLISHED}")
    expect(line(opened)).to_have_count(1, timeout=WAIT)
    shown(opened, "7 March 2025")
    opened.get_by_role("link", name="Back to today").click()
    settled(opened, "/alliance?asof=")
    expect(line(opened)).to_have_count(0, timeout=WAIT)
    topic(opened, "Support")
    settled(opened, "/support")
    shown(opened, "today")
    expect(line(opened)).to_have_count(0)


def test_the_menu_is_one_step_that_back_undoes_and_the_address_can_be_sent(page: Callable[..., Page]) -> None:
    opened, other = page(), page()
    visit(opened, "support", 9)
    chosen(opened, DAY_WORDS)
    settled(opened, f"/support?{PUBLISHED}")
    topic(opened, "Alliance")
    settled(opened, f"/alliance?{PUBLISHED}")
    expect(line(opened)).to_have_count(1, timeout=WAIT)
    other.goto(opened.url)
    expect(line(other)).to_contain_text("The record as it stood on 7 March 2025.", timeout=WAIT)
    chosen(opened, "Today")
    settled(opened, "/alliance?asof=")
    opened.go_back()
    settled(opened, f"/alliance?{PUBLISHED}")
    expect(line(opened)).to_have_count(1, timeout=WAIT)
    opened.go_back()
    settled(opened, f"/support?{PUBLISHED}")
    # The line stood on the page before as well.
    expect(opened.get_by_role("heading", level=1)).to_have_text("Support", timeout=WAIT)
    expect(line(opened)).to_have_count(1, timeout=WAIT)
    opened.go_back()
    settled(opened, "/support")
    expect(line(opened)).to_have_count(0, timeout=WAIT)
    opened.go_forward()
    settled(opened, f"/support?{PUBLISHED}")
    expect(line(opened)).to_have_count(1, timeout=WAIT)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_newest_data_stay_faint_behind_the_record_of_the_day(page: Callable[..., Page], width: int) -> None:
    opened = page(width=width)
    visit(opened, "chart?chart=deaths-by-week", 1)
    assert opened.evaluate(GHOSTS) == 0
    chosen(opened, DAY_WORDS)
    settled(opened, f"?chart=deaths-by-week&{PUBLISHED}")
    opened.wait_for_function(f"({GHOSTS})() === 1", timeout=WAIT)
    expect(opened.get_by_text("Faint: as known now.")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
@pytest.mark.parametrize(
    ("address", "charts"), [("", 7), ("losses", 18), ("ground", 22), ("chart?chart=casualties&", 1)]
)
def test_a_page_set_back_is_drawn_whole(
    page: Callable[..., Page], address: str, charts: int, width: int, theme: str
) -> None:
    opened = page(width=width, theme=theme)
    complaints = visit(opened, f"{address}{'' if address.endswith('&') else '?'}{PUBLISHED}", charts)
    expect(opened.get_by_test_id("stAlert")).to_have_count(0)
    expect(opened.get_by_test_id("stPlotlyChart")).to_have_count(charts)
    assert opened.evaluate(SIDEWAYS) <= 0
    assert opened.evaluate(CLIPPED) == []
    assert opened.evaluate(OVERLAPPING) == []
    assert complaints == []


def test_a_day_is_taken_however_it_is_typed_and_left(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, "method", 0)
    topic(opened, "Support")
    for day in ("20250801", "1 August 2025", "2025-08-01"):
        for key in ("Tab", "Enter"):
            typed(opened, day, key)
            shown(opened, "1 August 2025")
            expect(line(opened)).to_contain_text("The record as it stood on 1 August 2025.")
            typed(opened, "", key)
            shown(opened, "today")
            expect(line(opened)).to_have_count(0)


@pytest.mark.parametrize("widths", [(1280, 768), (390, 320)])
def test_the_head_is_one_line_that_stays_in_sight(page: Callable[..., Page], widths: tuple[int, int]) -> None:
    opened = page(width=widths[0])
    visit(opened, f"method?{PUBLISHED}", 0)
    visit(opened, f"support?{PUBLISHED}", 9)
    for width in widths:
        opened.set_viewport_size({"width": width, "height": 900})
        stays_in_sight(opened, width)


def stays_in_sight(opened: Page, width: int) -> None:
    """The head stays when a page is scrolled down, and what opens from it has room."""
    opened.mouse.move(width / 2, 450)
    opened.mouse.wheel(0, 3000)
    opened.wait_for_function("document.querySelector('.ci-first, h1').getBoundingClientRect().bottom < 0")
    box = opened.locator(".ci-masthead").bounding_box()
    assert box["y"] == 0 and box["height"] < 60
    shown(opened, "7 March 2025")
    for part in (".ci-brand", ".ci-asof > summary"):
        inner = opened.locator(part).bounding_box()
        assert inner["x"] >= 0 and inner["x"] + inner["width"] <= width and inner["y"] >= 0
        assert inner["y"] + inner["height"] <= box["height"]
    opened.locator(".ci-asof > summary").click()
    inner = opened.locator(".ci-asof .ci-dropped").bounding_box()
    assert inner["x"] >= 0 and inner["x"] + inner["width"] <= width
    assert opened.evaluate(SIDEWAYS) <= 0
    opened.locator(".ci-asof > summary").click()
