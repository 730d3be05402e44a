"""What is chosen, marked and focused is seen by all: in colours of the reader's own, by keyboard, on small screens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.test_pages import PAGES, visit

# The words of verdicts that stand alone, with how many lines each takes.
VERDICTS = """() => [...document.querySelectorAll('.ci-judged, .ci-tone, .ci-tally b')].map(word => {
  const lines = new Set([...word.getClientRects()].map(box => Math.round(box.top)));
  const cell = word.closest('td, p').getBoundingClientRect();
  return [word.textContent, lines.size, word.getBoundingClientRect().right - cell.right]
})"""
# What has the focus, also inside a component, and its outline.
FOCUSED = """() => {
  let here = document.activeElement;
  while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
  const look = getComputedStyle(here);
  const words = here.getAttribute('aria-label') ?? here.textContent;
  return [words.trim().slice(0, 40), look.outlineStyle === 'none' ? 'none' : look.outlineWidth]
}"""


def style(element: Locator, name: str) -> str:
    """A computed style of an element."""
    return element.evaluate("(element, name) => getComputedStyle(element)[name]", name)


@pytest.mark.parametrize("address", ["", "ledger"])
@pytest.mark.parametrize("widths", [(1280, 768), (390, 320)])
def test_the_word_of_a_verdict_never_breaks(page: Callable[..., Page], address: str, widths: tuple[int, int]):
    opened = page(width=widths[0])
    visit(opened, address, PAGES[address])
    for width in widths:
        opened.set_viewport_size({"width": width, "height": 900})
        found = opened.evaluate(VERDICTS)
        assert found
        assert [each for each in found if each[1] != 1 or each[2] > 1] == [], width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_of_the_readers_own_keep_what_is_chosen_and_drawn(page: Callable[..., Page], theme: str):
    opened = page(theme=theme, forced_colors="active")
    visit(opened, "chart?chart=key-rate", 1)
    choices = ".st-key-view_scale [role=radio][aria-checked={}]"
    chosen, other = (opened.locator(choices.format(each)).first for each in ("true", "false"))
    assert style(chosen, "backgroundColor") != style(other, "backgroundColor")
    visit(opened, "who", PAGES["who"])
    page_colour = style(opened.locator("body"), "backgroundColor")
    for dot in opened.locator(".ci-track .dot:not(.hollow)").all()[:5]:
        assert style(dot, "backgroundColor") != page_colour
    visit(opened, "", PAGES[""])
    assert style(opened.locator(".ci-mark").first, "borderTopStyle") == "solid"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_whatever_has_the_focus_has_an_outline(page: Callable[..., Page], theme: str):
    opened = page(theme=theme)
    visit(opened, "chart?chart=casualties", 1)
    expect(opened.locator(".js-plotly-plot")).to_have_attribute("role", "slider")
    seen = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        seen.append(opened.evaluate(FOCUSED))
        if seen[-1][0].startswith("Values:"):
            break
    assert seen[-1][0].startswith("Values:"), seen
    assert [each for each in seen if each[1] in ("none", "0px")] == []
