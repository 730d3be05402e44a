"""The ledger's filter, and where a point of a chart comes from, in a browser, wide and narrow."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import DONE, SIDEWAYS, STILL, visit
from tests.browser.test_links import parameters, pick

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def rows(page: Page):
    return page.locator(".ci-ledger tbody tr")


def unfold(page: Page, title: str) -> None:
    """Open an expander, unless it is open."""
    box = page.locator("details", has_text=title).first
    if box.get_attribute("open") is None:
        box.locator("summary").click()
        # What is chosen while the page is drawn anew would be lost.
        page.wait_for_function(DONE, arg=0)
        page.wait_for_function(STILL)


def press(page: Page, name: str) -> None:
    """Press a button of a row of choices; once more, as a reader would, where a click was lost while the page drew."""
    button = page.get_by_role("radio", name=name, exact=True)
    button.click()
    try:
        expect(button).to_be_checked(timeout=8_000)
    except AssertionError:
        button.click()
        expect(button).to_be_checked()


@WIDTHS
def test_the_filter_goes_into_the_address_and_back_undoes_it(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "ledger?articles=all", 0)
    expect(rows(opened).nth(25)).to_be_visible(timeout=20_000)
    every = rows(opened).count()
    unfold(opened, "Filter and sort")
    press(opened, "Forecasts")
    expect(rows(opened)).to_have_count(1, timeout=20_000)
    assert parameters(opened) == {
        "verdict": "",
        "only": "forecasts",
        "words": "",
        "sort": "article",
        "articles": "all",
    }
    pick(opened, "Verdict now", "Supported")
    expect(rows(opened)).to_have_count(0, timeout=20_000)
    opened.go_back()
    expect(rows(opened)).to_have_count(1, timeout=20_000)
    opened.go_back()
    expect(rows(opened)).to_have_count(every, timeout=20_000)
    opened.go_forward()
    expect(rows(opened)).to_have_count(1, timeout=20_000)
    assert opened.evaluate(SIDEWAYS) <= 0


@WIDTHS
def test_a_row_opens_its_claim_with_rows_and_sql(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "ledger?only=changed", 0)
    rows(opened).get_by_role("link", name=re.compile("850,000")).click()
    opened.wait_for_url(lambda url: url.endswith("/claim/casualties-850k"))
    expect(opened.get_by_role("heading", name="Rows and SQL")).to_be_visible()
    opened.get_by_text("SQL, as known now").first.click()
    expect(opened.locator("pre").filter(has_text="known_at(TIMESTAMP").filter(visible=True)).to_have_count(1)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@WIDTHS
def test_a_click_on_a_chart_tells_where_its_numbers_come_from(page: Callable[..., Page], width: int):
    opened = page(width=width, has_touch=width < 640)
    visit(opened, "chart?chart=key-rate&from=2022-01-01", 1)
    told = opened.locator(".ci-vintages .ci-statement")
    expect(told).to_have_count(0)
    address = opened.url
    plot = opened.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    opened.mouse.move(plot["x"] + plot["width"] * 0.4, plot["y"] + plot["height"] * 0.5)
    # Plotly says at most every 50 ms what is under the pointer.
    opened.wait_for_function("document.querySelector('.js-plotly-plot')._hoverdata?.length > 0")
    opened.mouse.click(plot["x"] + plot["width"] * 0.4, plot["y"] + plot["height"] * 0.5)
    expect(told).to_have_count(1, timeout=20_000)
    expect(told).to_have_text(re.compile(r"^Key rate, .*202[2-4]"))
    expect(opened.locator("code", has_text="FROM observation")).to_be_visible()
    assert opened.url == address
    assert opened.evaluate(SIDEWAYS) <= 0
    # What was chosen is no page of its own: Back leaves the chart as a whole.
    expect(opened.get_by_test_id("stAlert")).to_have_count(0)


@WIDTHS
def test_without_a_pointer_the_same_is_told_by_two_lists(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "chart?chart=eu-defence-spending", 1)
    summary = opened.locator("summary", has_text="Where a number comes from")
    summary.focus()
    opened.keyboard.press("Enter")
    told = opened.locator(".ci-vintages .ci-statement")
    expect(told).to_have_count(1, timeout=20_000)
    pick(opened, "Period", "2022")
    expect(told).to_have_text(re.compile("2022: €"), timeout=20_000)
    opened.wait_for_function(DONE, arg=1)
    assert opened.evaluate(SIDEWAYS) <= 0
