"""The page of all charts and series: narrowed without the server, series chosen and put into one chart, and Back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.address.together import MOST_SERIES
from dashboard.record.build import Build
from dashboard.record.search.narrowing import entity_words, narrowing_words, typed_words, unsaid
from dashboard.record.shown import series_lines
from tests.browser.pages.test_pages import DONE, visit
from tests.browser.test_handover import held, let_go, taken_over
from tests.browser.test_links import parameters

SHOWN = "kind => [...document.querySelectorAll(`#root ${kind}.ci-item`)].filter(each => !each.hidden).length"
TYPED = ["tank", "casualty", "the CPI", "refugees germany", "britain", "Türkiye", "ruble oil", "zzz", "war", ""]


def field(page: Page) -> Locator:
    return page.locator("#root .ci-narrow input[name=q]")


def box(page: Page, name: str, tree: str = "#root") -> Locator:
    return page.locator(f'{tree} .ci-pick input[value="{name}"]')


def expected(build: Build, typed: str) -> tuple[int, int]:
    """How many charts and series the words find, as the server says it."""
    words, called = typed_words(typed), narrowing_words(build)
    charts = sum(not unsaid(stems, words) for (kind, _), stems in called.items() if kind == "chart")
    lines: dict[str, list[str]] = {}
    for line in series_lines(build).values():
        lines.setdefault(line.id.partition(":")[0], []).append(line.entity)
    left = {name: unsaid(called["series", name], words) for name in lines}
    series = sum(
        not left[name] or any(each and not unsaid(entity_words(build, each), left[name]) for each in lines[name])
        for name in lines
    )
    return charts, series


def test_the_browser_narrows_as_the_server_does_and_the_address_says_it(
    page: Callable[..., Page], data_dir: Path, real_build: Build
):
    opened = page()
    visit(opened, "chart", 0)
    for typed in TYPED:
        field(opened).fill(typed)
        charts, series = expected(real_build, typed)
        assert (opened.evaluate(SHOWN, "li"), opened.evaluate(SHOWN, "tr")) == (charts, series), typed
        assert parameters(opened).get("q", "") == typed
    field(opened).fill("refugees germany")
    expect(opened.locator("#root .ci-line:visible")).to_have_count(1)
    opened.reload()
    opened.wait_for_function(DONE)
    expect(field(opened)).to_have_value("refugees germany")
    expect(opened.locator("#root .ci-line:visible")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_series_are_ticked_and_put_into_one_chart_and_back_leads_to_the_list(page: Callable[..., Page], width: int):
    opened = page(width=width)
    visit(opened, "chart", 0)
    for name in ("key_rate", "brent"):
        box(opened, name).check()
    expect(opened.locator("#root .ci-chosen")).to_have_attribute("data-chosen", f"2 of at most {MOST_SERIES} chosen")
    opened.locator("#root .ci-chosen button").click()
    expect(opened.locator("#root h1")).to_have_text("Key rate and Brent")
    opened.go_back()
    expect(opened.locator("#root h1")).to_have_text("Charts")


def test_no_more_are_chosen_than_stand_in_one_chart(page: Callable[..., Page]):
    opened = page()
    visit(opened, "chart", 0)
    boxes = opened.locator("#root .ci-series th > input")
    for number in range(MOST_SERIES):
        boxes.nth(number).check()
    expect(boxes.nth(MOST_SERIES)).to_be_disabled()
    boxes.nth(0).uncheck()
    expect(boxes.nth(MOST_SERIES)).to_be_enabled()


def test_what_was_typed_and_ticked_before_the_application_came_is_kept(page: Callable[..., Page]):
    opened = page()
    routes = held(opened, "/chart")
    box(opened, "key_rate", "#still").check()
    opened.locator("#still .ci-narrow input[name=q]").fill("tanks")
    expect(box(opened, "key_rate", "#still")).to_be_hidden()
    let_go(opened, routes)
    taken_over(opened)
    expect(field(opened)).to_have_value("tanks")
    expect(box(opened, "key_rate")).to_be_checked()
    expect(box(opened, "key_rate")).to_be_hidden()
    assert 0 < opened.evaluate(SHOWN, "li") < 20
    assert parameters(opened)["q"] == "tanks"
