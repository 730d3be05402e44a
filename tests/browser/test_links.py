"""A link opens the view it names; controls write the address; Back and Forward work."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import DONE, visit


def parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query, keep_blank_values=True).items()}


def choose(page: Page, option: str) -> None:
    page.get_by_role("radio", name=option, exact=True).click()


def pick(page: Page, label: str, option: str) -> None:
    """Choose from a list, as a reader does who types the first letters."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.press_sequentially(option[:12])
    page.get_by_role("option", name=option, exact=True).click()


def settled(page: Page, **wanted: str) -> None:
    """Wait until the address says `wanted` and the page is drawn."""
    for name, value in wanted.items():
        page.wait_for_url(lambda url, pair=f"{name}={value}": pair in url)
    page.wait_for_function(DONE, arg=1)


def test_a_choice_is_written_into_the_address_whole(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=casualties&from=2024-01-01", 1)
    choose(opened, "Logarithmic")
    settled(opened, scale="log")
    assert parameters(opened) == {
        "chart": "casualties",
        "from": "2024-01-01",
        "to": "",
        "scale": "log",
        "pick": "",
        "transform": "none",
        "show": "chart",
        "events": "off",
        "periods": "off",
        "asof": "",
        "article": "",
    }


def test_the_link_opens_the_same_view_for_someone_else(page: Callable[..., Page]):
    sender, receiver = page(), page(width=390)
    visit(sender, "chart?chart=casualties", 1)
    choose(sender, "Events")
    settled(sender, events="on")
    receiver.goto(sender.url)
    receiver.wait_for_function(DONE, arg=1, timeout=180_000)
    assert parameters(receiver) == parameters(sender)
    assert receiver.locator(".js-plotly-plot .legendtext, .js-plotly-plot text", has_text="Invasion").count() > 0


def test_periods_are_shaded_numbered_and_written_into_the_address(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate&from=2022-01-01", 1)
    shades = opened.locator(".js-plotly-plot .shapelayer path[style*='fill-opacity: 1']")
    expect(shades).to_have_count(0)
    choose(opened, "Periods shaded")
    settled(opened, periods="on")
    numbers = opened.locator(".js-plotly-plot .annotation text").filter(has_text=re.compile(r"^\d$"))
    expect(numbers).not_to_have_count(0)
    expect(shades).to_have_count(numbers.count())
    wide = [shade.bounding_box()["width"] for shade in shades.all()]
    assert len(wide) > 4 and max(wide) > 100
    expect(opened.locator(".ci-source", has_text="Shaded: 1, From the full-scale invasion")).to_be_visible()


def test_events_of_one_category_are_marked_and_written_into_the_address(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate&events=on&from=2022-01-01", 1)
    marks = opened.locator(".js-plotly-plot .scatterlayer .point")
    every = marks.count()
    pick(opened, "categories of events", "sanctions")
    settled(opened, events="sanctions")
    assert parameters(opened)["events"] == "sanctions"
    opened.wait_for_function(
        "every => document.querySelectorAll('.js-plotly-plot .scatterlayer .point').length < every", arg=every
    )
    assert 0 < marks.count() < every
    # While the list is open the page behind it cannot be reached.
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("radio", name="Events", exact=True)).to_be_checked()


def test_back_and_forward_go_through_the_views(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate&scale=linear", 1)
    choose(opened, "Logarithmic")
    settled(opened, scale="log")
    opened.go_back()
    settled(opened, scale="linear")
    expect(opened.get_by_role("radio", name="Even", exact=True)).to_be_checked()
    opened.go_forward()
    settled(opened, scale="log")
    expect(opened.get_by_role("radio", name="Logarithmic", exact=True)).to_be_checked()


def test_a_spoilt_link_says_what_it_ignored_and_draws_the_rest(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate&from=yesterday&colour=red", 1)
    expect(opened.get_by_text("yesterday")).to_be_visible()
    expect(opened.get_by_text("Unknown parameter ‘colour’")).to_be_visible()


def test_a_card_leads_to_its_chart_and_back(page: Callable[..., Page]):
    opened = page()
    visit(opened, "", 7)
    opened.get_by_role("link", name="Open, adjust, download").nth(1).click()
    opened.wait_for_url(lambda url: "/chart?chart=casualties" in url)
    opened.wait_for_function(DONE, arg=1)
    assert parameters(opened)["article"]
    opened.get_by_role("link", name="The article").first.click()
    opened.wait_for_function(DONE, arg=7)


def test_how_a_verdict_came_about_opens(page: Callable[..., Page]):
    opened = page()
    visit(opened, "", 7)
    card = opened.locator("#casualties").first
    card.get_by_text("Reason and values").first.click()
    card.get_by_text("How this verdict came about").first.click()
    expect(card.get_by_text("at least 845,000, half a unit of the last stated digit below")).to_be_visible()


def test_the_table_stands_in_the_charts_place_and_the_csv_behind_it(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate&from=2025-03-03&to=2025-03-07", 1)
    expect(opened.get_by_test_id("stDataFrame")).to_have_count(0)
    opened.locator(".ci-tabs").get_by_role("link", name="Table").click()
    expect(opened.get_by_test_id("stDataFrame")).to_have_count(1)
    expect(opened.get_by_test_id("stPlotlyChart")).to_have_count(0)
    assert parameters(opened)["show"] == "table"
    opened.get_by_role("button", name="Download", exact=True).click()
    with opened.expect_download() as download:
        opened.get_by_role("link", name="CSV", exact=True).click()
    header, *rows = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert header.startswith("chart,series_id,entity,name,period_start") and len(rows) == 5
    assert all(row.startswith("key-rate,key_rate,RUS,Key rate,2025-03-0") and ",21.0," in row for row in rows)
