"""What is read in place, and where Back leads: to the line where one was."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.test_pages import DONE, PAGES, STILL, visit

# So far a line may stand from where it stood.
NEAR = 2


def scrolled_to(page: Page, name: str) -> Locator:
    """A part of the page in the middle of the window, as a reader has it there who scrolled."""
    part = page.locator(f"#{name}")
    # A reader's own act, after which nothing is held in view any more.
    page.mouse.move(200, 450)
    page.mouse.wheel(0, 1)
    page.wait_for_function(STILL)
    part.evaluate("part => part.scrollIntoView({ block: 'center' })")
    return part


def top(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["y"]


def returned(page: Page, part: Locator, before: float, charts: int) -> None:
    # A page writes its whole address when it is drawn: before that, Back would lead from an address half written.
    page.wait_for_function(DONE, arg=0, timeout=180_000)
    page.wait_for_function(STILL, timeout=180_000)
    page.go_back()
    page.wait_for_function(DONE, arg=charts, timeout=180_000)
    page.wait_for_function(STILL, timeout=180_000)
    assert abs(top(part) - before) <= NEAR


@pytest.mark.parametrize("width", [1280, 390])
def test_back_from_a_word_comes_to_the_line_where_it_stands(page: Callable[..., Page], width: int) -> None:
    opened = page(width=width)
    visit(opened, "alliance", PAGES["alliance"])
    part = scrolled_to(opened, "eu-plan")
    before = top(part)
    part.locator("a.ci-word").first.evaluate("word => word.focus({ preventScroll: true })")
    opened.keyboard.press("Enter")
    opened.get_by_role("link", name="In the glossary").click()
    opened.wait_for_url(lambda url: "/glossary?word=" in url)
    expect(opened.get_by_role("heading", level=1)).to_have_text("Glossary")
    returned(opened, part, before, PAGES["alliance"])


@pytest.mark.parametrize("width", [1280, 390])
def test_back_from_a_verdict_and_from_sources_comes_to_the_line(page: Callable[..., Page], width: int) -> None:
    opened = page(width=width)
    visit(opened, "", PAGES[""])
    marks = opened.locator(".ci-marks")
    before = top(marks)
    marks.locator("a").nth(12).click()
    opened.wait_for_url(lambda url: "#" in url)
    opened.wait_for_function("() => document.querySelector('.ci-marks').getBoundingClientRect().bottom < 0")
    returned(opened, marks, before, PAGES[""])
    part = scrolled_to(opened, "casualties")
    before = top(part)
    part.locator("summary").first.evaluate("summary => summary.parentElement.open = true")
    part.get_by_role("link", name="Who says so").first.evaluate("link => link.click()")
    opened.wait_for_url(lambda url: "/who?" in url)
    expect(opened.get_by_role("heading", level=1)).to_have_text("Who says so")
    returned(opened, part, before, PAGES[""])


def test_a_word_is_told_in_place_and_escape_returns_to_it(page: Callable[..., Page]) -> None:
    opened = page()
    opened.goto("/c/key-rate")
    word = opened.locator("a.ci-word").first
    word.focus()
    opened.keyboard.press("Enter")
    box = opened.get_by_role("dialog")
    expect(box).to_contain_text(word.get_attribute("title") or "no title")
    inner = box.bounding_box()
    assert inner and inner["x"] >= 0 and inner["x"] + inner["width"] <= 1280
    opened.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(word).to_be_focused()


def test_what_a_verdict_rests_on_is_told_in_place(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, "economy", PAGES["economy"])
    card = opened.locator("#interest-rate")
    card.get_by_text("How this verdict came about").first.click()
    link = card.get_by_role("link", name="Rows and SQL").first
    link.click()
    box = opened.get_by_role("dialog", name="Rows and SQL")
    expect(box.get_by_role("table").first).to_contain_text("21")
    assert opened.url.endswith("/economy")
    opened.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(link).to_be_focused()
