"""The switch of definitions changes the verdict and the address; Back takes it back, and a link shows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import SIDEWAYS, visit
from tests.browser.test_links import parameters

FUND = "who?quantity=wealth-fund&day=article&article=weakness-2025-03"


def choose(page: Page, option: str) -> None:
    """Choose as a mouse or a finger does: Streamlit lays the label over its own radio button."""
    page.locator("label").filter(has=page.get_by_role("radio", name=option, exact=True)).click()


def counting(page: Page, meant: str) -> None:
    """Wait until the address says what the claim's words are taken to count."""
    page.wait_for_url(lambda url: url.endswith(f"{meant}&article=weakness-2025-03&asof="))
    assert parameters(page)["counting"] == f"fund-depleting:{meant}"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_definition_is_chosen_shared_and_taken_back(page: Callable[..., Page], width: int) -> None:
    opened, receiver = page(width=width), page(width=width, theme="dark")
    visit(opened, FUND, 0)
    verdict = opened.locator(".ci-verdict")
    expect(verdict).to_contain_text("Disputed. Definitions differ.")
    choose(opened, "The whole fund")
    counting(opened, "whole_fund")
    expect(verdict).to_contain_text("Contradicted.", timeout=20_000)
    expect(opened.get_by_text("Counting the whole fund: contradicted, since only")).to_be_visible()
    assert opened.evaluate(SIDEWAYS) <= 0
    choose(opened, "The fund’s liquid part")
    counting(opened, "liquid_part")
    expect(verdict).to_contain_text("Supported.", timeout=20_000)
    visit(receiver, opened.url.split("/", 3)[3], 0)
    expect(receiver.locator(".ci-verdict")).to_contain_text("Supported.")
    expect(receiver.get_by_role("radio", name="The fund’s liquid part", exact=True)).to_be_checked()
    opened.go_back()
    expect(verdict).to_contain_text("Contradicted.", timeout=20_000)
    opened.go_back()
    expect(verdict).to_contain_text("Disputed.", timeout=20_000)


@pytest.mark.parametrize("width", [1280, 390])
def test_every_mark_stands_in_its_track_and_bands_of_one_group_are_alike(page: Callable[..., Page], width: int) -> None:
    opened = page(width=width)
    visit(opened, "who?quantity=russian-deaths&day=article", 0)
    boxes = opened.evaluate(
        """() => [...document.querySelectorAll('.ci-who > table .ci-track')].map(track => {
          const frame = track.getBoundingClientRect();
          return [frame.left, frame.width, ...[...track.children].map(mark => {
            const box = mark.getBoundingClientRect();
            return [mark.className, box.left - frame.left, box.right - frame.left]
          })]
        })"""
    )
    assert len(boxes) > 5
    # One axis, one scale: what stands below each other can be compared.
    assert len({(round(left), round(wide)) for left, wide, *_ in boxes}) == 1
    for _, wide, *marks in boxes:
        assert wide > 100 and marks
        assert all(-8 <= left <= right <= wide + 8 for _, left, right in marks)
    killed = [mark[1:] for _, _, *marks in boxes[:5] for mark in marks if mark[0] == "band"]
    assert len(killed) == 5 and all(mark == pytest.approx(killed[0], abs=0.5) for mark in killed)


def test_a_card_leads_to_who_says_so(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, "", 7)
    opened.locator("#casualties").get_by_text("Reason and values").first.click()
    opened.get_by_role("link", name="Who says so: 19 sources").first.click()
    opened.wait_for_url(lambda url: "/who?quantity=russian-casualties" in url)
    expect(opened.get_by_role("heading", name="Russian soldiers killed and wounded")).to_be_visible(timeout=20_000)
