"""Choosing an article: it goes into the address, the menu keeps it, and Back and Forward lead where they should."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import topic, visit

SAMPLE = "Sample: some numbers of the war (22 August 2026)"


@pytest.mark.parametrize("width", [1280, 390])
def test_an_article_is_chosen_kept_and_left_again(page: Callable[..., Page], width: int) -> None:
    opened = page(width=width)
    visit(opened, "", 7)
    # The first of each stands on the overview alone, the second on the economy page too.
    sample, beside = opened.locator("#sample-tired"), opened.locator("#sample-key-rate")
    first = opened.locator("#desperate")
    expect(first).to_have_count(1)
    if width < 640:
        opened.get_by_role("button", name="Menu").click()
    opened.get_by_text("Another article", exact=True).click()
    opened.get_by_role("link", name=SAMPLE).click()
    opened.wait_for_url(lambda url: url.endswith("/?article=sample-2026-08"))
    expect(sample).to_have_count(1, timeout=20_000)
    expect(first).to_have_count(0)
    topic(opened, "Economy")
    opened.wait_for_url(lambda url: url.endswith("/economy?article=sample-2026-08"))
    expect(sample).to_have_count(0, timeout=20_000)
    expect(beside).to_have_count(1, timeout=20_000)
    expect(opened.locator("#interest-rate")).to_have_count(0)
    opened.go_back()
    opened.wait_for_url(lambda url: url.endswith("/?article=sample-2026-08"))
    expect(sample).to_have_count(1, timeout=20_000)
    opened.go_back()
    opened.wait_for_url(lambda url: "article" not in url)
    expect(first).to_have_count(1, timeout=20_000)
    expect(sample).to_have_count(0)
    opened.go_forward()
    opened.wait_for_url(lambda url: url.endswith("/?article=sample-2026-08"))
    expect(sample).to_have_count(1, timeout=20_000)


def test_a_link_to_a_claim_opens_its_article_there(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, "?article=sample-2026-08#sample-forecast", 7)
    expect(opened.locator("#sample-forecast")).to_be_in_viewport(timeout=20_000)
