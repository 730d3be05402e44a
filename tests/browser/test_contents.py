"""What a long page has stays in sight where there is room, and says which part is being read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import PAGES, visit

ROW = ".ci-contents .ci-parts"


def top(page: Page, selector: str) -> float:
    """Pixels from the window's upper edge."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("width", [1280, 1920])
def test_headings_stay_in_sight_and_the_one_being_read_is_marked(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "losses", PAGES["losses"])
    row = opened.locator(ROW)
    expect(row.locator("[aria-current]")).to_have_count(0)
    link = row.get_by_role("link", name="Equipment")
    link.focus()
    opened.keyboard.press("Enter")
    expect(link).to_have_attribute("aria-current", "location")
    expect(row).to_be_in_viewport()
    # What was followed to stands below the row, and is not hidden by it.
    heading, under = top(opened, "#part-equipment"), row.bounding_box()
    assert under and heading < 400
    assert heading >= under["y"] + under["height"] or width > 1600
    assert top(opened, ROW) >= 40


def test_without_scripts_the_row_stays_in_sight_as_well(page: Callable[..., Page]):
    opened = page(java_script_enabled=False)
    opened.goto("/losses")
    opened.mouse.wheel(0, 2000)
    expect(opened.locator(ROW)).to_be_in_viewport()


def test_a_phone_has_the_list_folded(page: Callable[..., Page]):
    opened = page(width=390)
    visit(opened, "support", PAGES["support"])
    expect(opened.locator(ROW)).to_be_hidden()
    opened.locator(".ci-contents summary").click()
    expect(opened.locator(".ci-contents details").get_by_role("link", name="Donors over time")).to_be_visible()
