"""Finding things: the search, the words of the glossary, links to a part of a page, and the menu."""

import re
from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.test_pages import DONE, PAGES, visit
from tests.browser.test_links import parameters

TITLES = {
    "The article": "/",
    "Losses": "/losses",
    "Economy": "/economy",
    "Alliance": "/alliance",
    "Support": "/support",
    "Ground and people": "/ground",
    "Timeline": "/timeline",
    "Charts": "/chart",
    "Glossary": "/glossary",
    "Sources": "/sources",
    "Method": "/method",
}
BEHIND = {
    **dict.fromkeys(("Losses", "Economy", "Alliance", "Support", "Ground and people"), "Topics"),
    **dict.fromkeys(("Charts", "Glossary", "Sources", "Method"), "More"),
}
PHONE = {
    "width": 390,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 5) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36",
}
SCROLLED = "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop"
# Whether a part of the page begins in sight: below the menu, and in the upper part of the window or as high as it goes.
BEGINS_IN_SIGHT = """name => {
  const top = document.getElementById(name)?.getBoundingClientRect().top;
  const main = document.querySelector('[data-testid="stMain"]');
  const lowest = main.scrollHeight - main.clientHeight - main.scrollTop < 2;
  return top >= 50 && (top < 120 || (lowest && top < window.innerHeight - 100))
}"""


def field(page: Page) -> Locator:
    """The field on the page of results; the head has another one."""
    return page.locator("#ci-search")


def ask(page: Page, words: str) -> None:
    box = field(page)
    box.fill(words)
    box.press("Enter")
    page.wait_for_url(lambda url: "/search?q=" in url)


def follow(page: Page, kind: str, title: str) -> None:
    """Click a result of a kind."""
    results = page.locator(".ci-found li", has=page.locator(".ci-kind", has_text=kind))
    results.get_by_role("link", name=title, exact=True).click()


def test_what_is_typed_becomes_an_address_and_a_result_leads_to_its_chart(page: Callable[..., Page]):
    opened = page()
    visit(opened, "search", 0)
    expect(opened.locator(".ci-found")).to_have_count(0)
    ask(opened, "key rate")
    assert parameters(opened) == {"q": "key rate"}
    follow(opened, "Chart", "Bank of Russia key rate")
    opened.wait_for_url(lambda url: "/chart?chart=key-rate" in url)
    opened.wait_for_function(DONE, arg=1)
    expect(opened.locator("#key-rate")).to_have_text("Bank of Russia key rate")


def test_a_second_search_takes_the_place_of_the_first_and_back_returns(page: Callable[..., Page]):
    opened = page()
    visit(opened, "search?q=fund", 0)
    expect(field(opened)).to_have_value("fund")
    ask(opened, "refugees")
    opened.wait_for_url(lambda url: "q=refugees" in url)
    expect(opened.get_by_role("link", name="Refugees from Ukraine by host country").first).to_be_visible()
    opened.go_back()
    opened.wait_for_url(lambda url: "q=fund" in url)
    expect(field(opened)).to_have_value("fund")
    expect(opened.get_by_role("link", name="Refugees from Ukraine by host country")).to_have_count(0)


def test_a_misspelt_word_is_asked_about(page: Callable[..., Page]):
    opened = page()
    visit(opened, "search?q=refugess", 0)
    opened.get_by_role("link", name="refugees", exact=True).click()
    opened.wait_for_url(lambda url: "q=refugees" in url)
    expect(opened.locator(".ci-found").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_claim_that_was_found_is_brought_into_view(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "search?q=interest+rates", 0)
    follow(opened, "Claim", "Interest rates were soaring")
    opened.wait_for_url(lambda url: urlparse(url).path == "/" and urlparse(url).fragment == "interest-rate")
    opened.wait_for_function(DONE, arg=PAGES[""])
    opened.wait_for_function(BEGINS_IN_SIGHT, arg="interest-rate")


def test_a_source_that_was_found_is_brought_into_view(page: Callable[..., Page]):
    opened = page()
    visit(opened, "search?q=UNHCR", 0)
    follow(opened, "Source", "UNHCR, the UN Refugee Agency")
    opened.wait_for_url(lambda url: urlparse(url).path == "/sources")
    name = urlparse(opened.url).fragment
    opened.wait_for_function(BEGINS_IN_SIGHT, arg=name)
    assert "UNHCR" in opened.locator(f"#{name}").inner_text()


def test_a_reader_who_scrolls_on_is_not_held_back(page: Callable[..., Page]):
    opened = page()
    visit(opened, "#macron", PAGES[""])
    opened.wait_for_function(BEGINS_IN_SIGHT, arg="macron")
    held = opened.evaluate(SCROLLED)
    opened.mouse.move(640, 450)
    opened.mouse.wheel(0, -2000)
    opened.wait_for_function(f"held => ({SCROLLED})() < held - 1000", arg=held)
    opened.locator(".ci").first.evaluate("part => part.append('more')")
    # Two frames later whatever wanted to answer that has done so.
    opened.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert opened.evaluate(SCROLLED) < held - 1000


def test_a_word_leads_to_the_glossary_where_it_stands_on_top(page: Callable[..., Page]):
    opened = page()
    visit(opened, "economy", PAGES["economy"])
    word = opened.locator("a.ci-word", has_text="key rate").first
    meaning = word.get_attribute("title")
    word.click()
    expect(opened.get_by_role("dialog", name="key rate")).to_contain_text(meaning)
    opened.get_by_role("link", name="In the glossary").click()
    opened.wait_for_url(lambda url: url.endswith("/glossary?word=key-rate"))
    expect(opened.locator("dt").first).to_have_text("Key rate")
    expect(opened.locator(".ci-asked dt")).to_have_count(1)
    expect(opened.locator(".ci-asked dt")).to_be_in_viewport()
    assert opened.locator("dt").count() > 20


@pytest.mark.parametrize("device", [{"width": 1280}, PHONE], ids=["wide", "phone"])
def test_every_page_is_reached_from_the_menu(page: Callable[..., Page], device: dict):
    opened = page(**device)
    visit(opened, "glossary", 0)
    for title, path in TITLES.items():
        if device is PHONE:
            opened.get_by_role("button", name="Menu").click()
        if title in BEHIND:
            opened.get_by_text(BEHIND[title], exact=True).click()
        opened.locator("a:visible", has_text=re.compile(f"^{title}$")).click()
        opened.wait_for_url(lambda url, path=path: urlparse(url).path == path)
        heading = opened.get_by_role("heading", level=1)
        expect(heading).to_have_text(re.compile("^Of \\d+ things this article said") if path == "/" else title)
        expect(heading).to_be_in_viewport()


def test_the_search_is_open_from_every_page_by_the_keyboard_and_closes_again(page: Callable[..., Page]):
    opened = page()
    visit(opened, "losses", PAGES["losses"])
    summary = opened.locator("summary", has_text=re.compile("^Search$"))
    summary.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#ci-find")).to_be_focused()
    opened.keyboard.press("Escape")
    expect(opened.locator("#ci-find")).to_be_hidden()
    expect(summary).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("#ci-find")).to_be_focused()
    opened.keyboard.type("key rate")
    opened.keyboard.press("Enter")
    opened.wait_for_url(lambda url: url.endswith("/search?q=key+rate"))
    expect(opened.locator(".ci-found").first).to_be_visible()
