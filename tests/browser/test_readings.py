"""The values of a chart are told in a line below it: by pointer, finger and arrow keys, without asking the server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.draw.palette import palette
from tests.browser.pages.test_pages import PAGES, visit

# A chart of every kind with a place in it, as shares of its width and height, and what is told there.
KINDS = {
    "key-rate": ("economy", (0.5, 0.3), r"^\d{1,2} \w+ 20\d\d Key rate: \d"),
    "casualties": ("losses", (0.6, 0.4), r"The Economist, killed and wounded: [\d,]+ \([\d,]+–[\d,]+\)"),
    "support-by-group": ("support", (0.5, 0.5), r"^\w+ 20\d\d .*EU institutions: €"),
    "nato-share-2025-members": ("alliance", (0.2, 0.5), r": [\d.]+\s% of GDP"),
}
CURSOR = ".ci-cursor"
NAME = r"chart => chart.closest('[class*=st-key-chart-]').className.match(/st-key-chart-(\S+)/)[1]"


def drawn(opened: Page, chart: str) -> tuple[Locator, Locator]:
    """A chart as Plotly drew it, and the line below it."""
    return opened.locator(f".st-key-chart-{chart} .js-plotly-plot"), opened.locator(f"#reading-{chart}")


def rgb(colour: str) -> str:
    """A colour like #5f6b7a, as a browser says it."""
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"


def place(chart: Locator, shares: tuple[float, float]) -> tuple[float, float]:
    """A place of a chart in pixels of the window."""
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    return box["x"] + box["width"] * shares[0], box["y"] + box["height"] * shares[1]


@pytest.mark.parametrize("name", KINDS)
def test_a_pointer_is_told_the_values_below_the_chart(page: Callable[..., Page], name: str):
    address, shares, words = KINDS[name]
    opened, sent = page(), []
    opened.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    visit(opened, address, PAGES[address])
    chart, line = drawn(opened, name)
    room, told = line.locator("xpath=..").bounding_box(), place(chart, shares)
    before = len(sent)
    opened.mouse.move(*told)
    expect(line).to_have_text(re.compile(words))
    expect(chart.locator(CURSOR)).to_have_count(1)
    # Nothing covers the picture, nothing has moved, and nobody was asked.
    expect(chart.locator(".hoverlayer text")).to_have_count(0)
    assert room and line.locator("xpath=..").bounding_box()["height"] == room["height"]
    opened.mouse.move(5, 5)
    expect(line).to_be_empty()
    expect(chart.locator(CURSOR)).to_have_count(0)
    assert len(sent) == before > 0


def test_an_event_is_told_with_its_day_and_category(page: Callable[..., Page]):
    opened = page()
    visit(opened, "timeline", PAGES["timeline"])
    chart, line = drawn(opened, "lanes")
    mark = chart.locator(".scatterlayer .point").first
    mark.scroll_into_view_if_needed()
    mark.hover(force=True)
    expect(line).to_have_text(re.compile(r"^24 February 2022 War: Russia starts the full-scale invasion"))


def test_a_finger_reads_a_chart_and_the_page_still_scrolls(page: Callable[..., Page]):
    opened = page(width=390, has_touch=True, is_mobile=True)
    visit(opened, "chart?chart=inflation", 1)
    chart, line = drawn(opened, "inflation")
    opened.touchscreen.tap(*place(chart, (0.6, 0.5)))
    expect(line).to_contain_text("Target: 4 %")
    assert chart.evaluate("chart => getComputedStyle(chart.querySelector('.nsewdrag')).touchAction") != "none"
    opened.touchscreen.tap(*place(opened.locator(".ci-chart-title"), (0.5, 0.5)))
    expect(line).to_be_empty()


def test_keys_go_through_all_that_a_chart_shows(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate", 1)
    chart, line = drawn(opened, "key-rate")
    assert chart.get_attribute("role") == "slider"
    expect(chart).to_have_attribute("aria-label", "Values: Bank of Russia key rate")
    chart.focus()
    opened.keyboard.press("Home")
    first = line.inner_text()
    assert first.endswith("%") and chart.get_attribute("aria-valuenow") == "0"
    opened.keyboard.press("ArrowRight")
    expect(line).not_to_have_text(first)
    opened.keyboard.press("ArrowLeft")
    expect(line).to_have_text(first)
    opened.keyboard.press("End")
    assert chart.get_attribute("aria-valuenow") == chart.get_attribute("aria-valuemax") != "0"
    # What the line shows is what is heard.
    assert chart.get_attribute("aria-valuetext").replace("; ", " ") == line.inner_text().replace("\n", "")
    opened.keyboard.press("Escape")
    expect(line).to_be_empty()


def test_what_was_drawn_anew_is_read_as_before(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart?chart=key-rate", 1)
    chart, line = drawn(opened, "key-rate")
    chart.focus()
    opened.keyboard.press("End")
    newest = line.inner_text()
    # When the device turns dark it is drawn in other colours; what was read of the old picture is gone.
    tick = chart.locator(".xtick text").first
    expect(tick).to_have_css("fill", rgb(palette(False).quiet))
    opened.emulate_media(color_scheme="dark")
    expect(tick).to_have_css("fill", rgb(palette(True).quiet))
    expect(chart).to_have_count(1)
    expect(line).to_be_empty()
    chart.focus()
    opened.keyboard.press("End")
    expect(line).to_have_text(newest)
    # Another page and back.
    opened.get_by_role("link", name="Timeline").first.click()
    expect(opened.locator("#reading-lanes")).to_have_count(1)
    opened.go_back()
    expect(chart).to_have_attribute("role", "slider")
    chart.focus()
    opened.keyboard.press("End")
    expect(line).to_have_text(newest)


# The most room that is kept for a reading, in lines.
LINES = 4.2


def test_a_long_reading_lies_over_what_follows_and_is_gone_with_it(page: Callable[..., Page]):
    opened = page(width=390)
    visit(opened, "chart?chart=casualties&events=on", 1)
    chart, line = drawn(opened, "casualties")
    room = line.locator("xpath=..")
    height = room.bounding_box()["height"]
    assert height <= LINES * room.evaluate("room => parseFloat(getComputedStyle(room).lineHeight)")
    longest = room.get_attribute("data-longest")
    line.evaluate("(line, words) => line.append(words)", longest)
    line.evaluate("line => line.scrollIntoView({ block: 'center' })")
    over = line.bounding_box()
    assert over["height"] > height + 10 and room.bounding_box()["height"] == height
    # It is on top of what it covers, on the ground of the page.
    at = [over["x"] + 20, over["y"] + over["height"] - 5]
    assert line.evaluate("(line, [x, y]) => line.contains(document.elementFromPoint(x, y))", at)
    assert line.evaluate("line => getComputedStyle(line).backgroundColor") not in ("rgba(0, 0, 0, 0)", "transparent")
    assert chart.count() == 1


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["", "support"])
def test_no_reading_moves_what_follows(page: Callable[..., Page], address: str, width: int):
    opened, over = page(width=width), []
    visit(opened, address, PAGES[address])
    for chart in opened.locator(".js-plotly-plot").all():
        chart.focus()
        name = chart.evaluate(NAME)
        line = opened.locator(f".ci-reading:has(#reading-{name})")
        before = line.bounding_box()
        opened.keyboard.press("Home")
        for _ in range(20):
            opened.keyboard.press("PageDown")
            if line.bounding_box()["height"] != before["height"]:
                over.append((name, line.inner_text()))
                break
    assert over == []


# What has the focus: a chart, a word of the glossary, or something else.
HERE = """() => {
  const here = document.activeElement;
  return here.matches('.js-plotly-plot') ? 'chart' : here.matches('a.ci-word') ? 'word' : 'other'
}"""


def tab_to(opened: Page, what: str, key: str = "Tab") -> None:
    """Press a key until something of a kind has the focus."""
    for _ in range(200):
        opened.keyboard.press(key)
        if opened.evaluate(HERE) == what:
            return
    raise AssertionError(f"no {what} takes the focus")


def test_by_keys_alone_from_the_first_screen_to_a_value_a_definition_and_back(page: Callable[..., Page]):
    opened = page()
    visit(opened, "", PAGES[""])
    expect(opened.locator(".js-plotly-plot[role=slider]")).to_have_count(PAGES[""])
    tab_to(opened, "chart")
    opened.keyboard.press("End")
    told = opened.locator(".ci-reading span[id]").filter(has_text=re.compile(r"\d")).first
    expect(told).to_be_visible()
    tab_to(opened, "word")
    word = opened.evaluate("document.activeElement.textContent")
    opened.keyboard.press("Enter")
    expect(opened.locator(".ci-aside:popover-open")).to_contain_text(word, ignore_case=True)
    opened.keyboard.press("Escape")
    expect(opened.locator(".ci-aside:popover-open")).to_have_count(0)
    assert opened.evaluate("document.activeElement.textContent") == word
    tab_to(opened, "chart", "Shift+Tab")
