"""The row under a chart: a copied link is the view; code, files and citation are reached by mouse and keyboard."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page, expect

from dashboard.address.view import View, light_url
from dashboard.parts.embedded import GROWING, embedded_view, frame_height
from dashboard.record.build import Build
from etl import clock
from tests.browser.pages.test_pages import visit
from tests.browser.test_links import choose, settled

CLIPBOARD = ["clipboard-read", "clipboard-write"]
VIEW = View(chart="key-rate", start=dt.date(2022, 1, 1), scale="log")
ASKED = "chart?chart=key-rate&from=2022-01-01&scale=log"
REFUSING = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def copied(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def code(page: Page) -> tuple[str, dict[str, str]]:
    """The address in the embed code, and the other attributes."""
    text, growing = page.get_by_label("Code", exact=True).input_value().split("\n")
    assert text.startswith("<iframe ") and text.endswith("></iframe>") and growing == GROWING
    found = {name: unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', text)}
    return found.pop("src"), found


def test_copy_link_puts_the_view_into_the_clipboard(page: Callable[..., Page], app_url: str):
    opened = page(permissions=CLIPBOARD)
    visit(opened, ASKED, 1)
    button(opened, "Copy link").click()
    expect(opened.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert copied(opened) == light_url(VIEW, app_url)
    choose(opened, "Even")
    settled(opened, scale="linear")
    expect(opened.get_by_role("status").filter(has_text="Link copied")).to_have_count(0)
    button(opened, "Copy link").click()
    expect(opened.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert copied(opened) == light_url(View(chart="key-rate", start=dt.date(2022, 1, 1)), app_url)


def test_where_the_clipboard_is_refused_the_link_is_selected(page: Callable[..., Page], app_url: str):
    opened = page()
    opened.add_init_script(REFUSING)
    visit(opened, ASKED, 1)
    field = opened.get_by_label("The browser did not allow copying")
    expect(field).to_be_hidden()
    button(opened, "Copy link").click()
    expect(field).to_be_focused()
    expect(field).to_have_value(light_url(VIEW, app_url))
    assert field.evaluate("field => field.selectionEnd - field.selectionStart === field.value.length")


def test_the_embed_code_is_of_today_or_of_the_latest(page: Callable[..., Page], app_url: str, real_build: Build):
    opened = page(permissions=CLIPBOARD)
    visit(opened, ASKED, 1)
    button(opened, "Embed").click()
    address, others = code(opened)
    parts = urlparse(address)
    said = parse_qs(parts.query, keep_blank_values=True)
    # The day may have turned since the page was made.
    days = {(clock.today() - dt.timedelta(days=n)).isoformat() for n in (0, 1)}
    assert f"{parts.scheme}://{parts.netloc}" == app_url and parts.path == "/c/key-rate"
    assert said["asof"][0] in days and said["scale"] == ["log"] and said["embed"] == ["1"]
    shown = embedded_view(real_build, VIEW, clock.today())
    assert others["title"] == "Bank of Russia key rate" and others["height"] == str(frame_height(shown, 680))
    opened.get_by_label("Always the latest").check()
    opened.get_by_label("Width of the place").select_option("320")
    narrow = others | {"height": str(frame_height(shown, 320))}
    assert code(opened) == (f"{light_url(VIEW, app_url)}&embed=1", narrow) and narrow != others
    opened.get_by_label("Colours").select_option("dark")
    assert code(opened) == (f"{light_url(VIEW, app_url)}&embed=1&theme=dark", narrow)
    button(opened, "Copy code").click()
    expect(opened.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert copied(opened) == opened.get_by_label("Code", exact=True).input_value()


def test_a_day_that_was_chosen_is_the_state_that_is_frozen(page: Callable[..., Page]):
    opened = page()
    visit(opened, f"{ASKED}&asof=2025-03-07", 1)
    button(opened, "Embed").click()
    expect(opened.get_by_role("radio", name="As known on 7 March 2025")).to_be_checked()
    assert "asof=2025-03-07&" in code(opened)[0]
    opened.get_by_label("Always the latest").check()
    assert "asof=&" in code(opened)[0]


def test_the_row_is_reached_and_used_by_keyboard(page: Callable[..., Page]):
    opened = page(permissions=CLIPBOARD, width=390)
    visit(opened, ASKED, 1)
    button(opened, "Copy link").focus()
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    for name in ("Embed", "Download", "Cite"):
        opened.keyboard.press("Tab")
        expect(button(opened, name)).to_be_focused()
        expect(button(opened, name)).to_have_attribute("aria-expanded", "false")
    opened.keyboard.press("Space")
    sentence = opened.get_by_label("What the chart says, in a sentence")
    expect(sentence).to_be_visible()
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("link", name="Open as a light page")).to_be_focused()
    opened.keyboard.press("Tab")
    expect(sentence).to_be_focused()
    opened.keyboard.press("Escape")
    expect(sentence).to_be_hidden()
    expect(button(opened, "Cite")).to_be_focused()


def test_files_and_the_light_page_are_linked_with_the_view(page: Callable[..., Page], app_url: str):
    opened = page()
    visit(opened, ASKED, 1)
    button(opened, "Download").click()
    for name, ending, more in (
        ("SVG", ".svg", ""),
        ("PNG", ".png", ""),
        ("CSV", ".csv", ""),
        ("CSV, wide", ".csv", "&layout=wide"),
        ("JSON", ".json", ""),
    ):
        link = opened.get_by_role("link", name=name, exact=True)
        assert link.evaluate("link => link.href") == light_url(VIEW, app_url, ending) + more
    light = opened.get_by_role("link", name="Open as a light page")
    assert light.evaluate("link => link.href") == light_url(VIEW, app_url)


def test_one_panel_is_open_at_a_time_and_all_fit_a_narrow_window(page: Callable[..., Page]):
    opened = page(width=320)
    visit(opened, "chart?chart=casualties", 1)
    for name in ("Embed", "Download", "Cite"):
        button(opened, name).click()
        expect(opened.locator("section[id$=-panel]:visible")).to_have_count(1)
        expect(opened.get_by_role("region", name=name)).to_be_visible()
        assert opened.evaluate("document.documentElement.scrollWidth") <= 320
        edges = opened.locator("section[id$=-panel]:visible").locator("textarea, button, input, select, a").all()
        boxes = [box for each in edges if (box := each.bounding_box())]
        assert boxes and all(box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)
    button(opened, "Cite").click()
    expect(opened.locator("section[id$=-panel]:visible")).to_have_count(0)


def test_the_citation_has_the_address_that_is_copied(page: Callable[..., Page], app_url: str):
    opened = page(permissions=CLIPBOARD)
    visit(opened, ASKED, 1)
    button(opened, "Cite").click()
    address = light_url(VIEW, app_url)
    assert f", {address}, accessed " in opened.get_by_label("Citation", exact=True).input_value()
    assert f"  url = {{{address}}},\n" in opened.get_by_label("BibTeX", exact=True).input_value()
    button(opened, "Copy sentence").click()
    expect(opened.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert copied(opened).startswith("The key rate of the Bank of Russia stood at ")
