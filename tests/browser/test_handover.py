"""The page that stands at once, and the application taking its place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.draw.plotly.plotly_inside import DRAWN
from dashboard.streamlit_inside import DONE, MAIN, PLACE
from tests.browser.pages.test_pages import WAITS

SCRIPTS, CHARTS = "**/static/js/index.*.js", "**/static/js/PlotlyChart.*.js"
STILL = "#still main"
# In the still page, and in the application: the place of an element on the screen.
TOP = "element => element.getBoundingClientRect().top"
IDS = "() => [...document.querySelectorAll('[id]')].map(each => each.id)"
HEADINGS = "h1, h2, h3"
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
MOST_FRAMES = 3000


def held(page: Page, address: str, of: str = SCRIPTS) -> list[Route]:
    """Open a page whose scripts wait until they are let go, and wait until the still page stands."""
    routes: list[Route] = []
    page.route(of, lambda route: routes.append(route), times=1)
    page.goto(address, wait_until="commit", timeout=120_000)
    # The end of the page has come.
    page.locator("#root").wait_for(state="attached", timeout=180_000)
    expect(page.locator(STILL)).to_be_visible()
    return routes


def let_go(page: Page, routes: list[Route]) -> None:
    page.wait_for_function("() => document.readyState !== 'loading'")
    # The page asks for them itself, a moment after its end has come.
    for _ in range(MOST_FRAMES):
        if routes:
            break
        page.evaluate(FRAMES)
    assert routes
    for route in routes:
        route.continue_()


def taken_over(page: Page) -> None:
    page.locator("#still").wait_for(state="detached", timeout=180_000)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_application_takes_the_place_of_the_page_line_by_line(page: Callable[..., Page], width: int):
    tab = page(width=width)
    routes = held(tab, "/losses")
    said = [each.inner_text() for each in tab.locator(STILL).locator(HEADINGS).all()]
    line = tab.locator(STILL).get_by_text("Equipment can be photographed.")
    line.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 300)")
    summary = tab.locator(f"{STILL} summary").first
    summary.evaluate("element => { element.parentElement.open = true; element.focus({ preventScroll: true }); }")
    before, word = line.evaluate(TOP), summary.inner_text()
    let_go(tab, routes)
    taken_over(tab)
    assert abs(tab.locator(MAIN).get_by_text("Equipment can be photographed.").evaluate(TOP) - before) <= 1
    assert tab.evaluate("document.activeElement.textContent") == word
    assert tab.evaluate("document.activeElement.parentElement.open")
    ids = tab.evaluate(IDS)
    assert len(set(ids)) == len(ids)
    # What is read aloud has the same headings as before, once.
    assert [each.inner_text() for each in tab.get_by_role("heading").all()] == said
    assert tab.locator("h1").count() == 1 and tab.locator("#root[inert]").count() == 0


# In the browser: of each chart, when the application takes over, whether it is on screen, whether it is near, and
# whether it is drawn then; and how often charts were drawn from nothing.
AT_HANDOVER = f"""window.charts = null; window.drawings = 0;
new MutationObserver(changes => {{
  for (const each of changes.flatMap(change => [...change.addedNodes]))
    if (each.matches?.('{DRAWN}') && !each.previousElementSibling) window.drawings += 1;
  if (window.charts || !document.getElementById('root') || document.getElementById('still')) return;
  window.charts = [...document.querySelectorAll('{PLACE}')].map(each => {{
    const {{ top, bottom }} = each.getBoundingClientRect();
    const within = screens => bottom > -screens * innerHeight && top < (1 + screens) * innerHeight;
    return [within(0), within(2), !!each.querySelector('{DRAWN}')];
  }});
}}).observe(document, {{ childList: true, subtree: true }})"""


@pytest.mark.parametrize("place", ["", "#tanks-lost"])
def test_charts_near_what_is_looked_at_are_drawn_first_and_then_all_others(page: Callable[..., Page], place: str):
    tab = page()
    tab.add_init_script(AT_HANDOVER)
    routes = held(tab, f"/losses{place}")
    let_go(tab, routes)
    taken_over(tab)
    tab.wait_for_function("() => window.charts")
    charts = tab.evaluate("charts")
    assert len(charts) == 18 and any(seen for seen, _, _ in charts) and all(drawn for seen, _, drawn in charts if seen)
    assert sum(near for _, near, _ in charts) < 18 and not any(drawn for _, near, drawn in charts if not near)
    tab.wait_for_function(DONE)
    # No place is without its chart, and none was drawn at another size first.
    assert tab.locator(f"{PLACE} {DRAWN}:first-child").count() == tab.evaluate("drawings") == 18
    assert tab.locator("html[class*=ci-held]").count() == 0


def test_what_was_selected_stays_so(page: Callable[..., Page]):
    tab = page()
    routes = held(tab, "/losses")
    tab.locator(STILL).get_by_text("Look at what is counted").evaluate(
        "element => getSelection().setBaseAndExtent(element.firstChild, 0, element.firstChild, 15)"
    )
    let_go(tab, routes)
    taken_over(tab)
    assert tab.evaluate("getSelection().toString()") == "Look at what is"


def test_before_it_is_taken_over_nothing_is_there_twice(page: Callable[..., Page]):
    tab = page()
    routes = held(tab, "/losses", CHARTS)
    expect(tab.locator("#root .ci-sent")).to_have_count(1, timeout=120_000)
    assert tab.locator("#root").evaluate("element => element.inert && getComputedStyle(element).visibility") == "hidden"
    assert [each.inner_text() for each in tab.get_by_role("heading", level=1).all()] == ["Losses"]
    # Charts that never come do not hold the others.
    taken_over(tab)
    assert routes and tab.get_by_role("heading", level=1).inner_text() == "Losses"


def test_without_the_application_the_page_stays_and_says_so(page: Callable[..., Page]):
    tab = page()
    tab.route(SCRIPTS, lambda route: route.abort())
    tab.goto("/", wait_until="commit")
    expect(tab.get_by_text("the application has not come")).to_be_visible()
    assert tab.locator(f"{STILL} svg").first.is_visible() and tab.locator(f"{STILL} .ci-verdict").count() > 10


def test_without_an_answer_to_the_application_the_page_stays_and_says_so(page: Callable[..., Page]):
    tab = page(alone=True)
    tab.clock.install()
    tab.route_web_socket("**", lambda socket: socket.close())
    tab.goto("/", wait_until="commit", timeout=120_000)
    expect(tab.locator(STILL)).to_be_visible()
    tab.wait_for_load_state("domcontentloaded")
    assert tab.get_by_text("the application has not come").is_hidden()
    tab.clock.fast_forward(30_000)
    expect(tab.get_by_text("the application has not come")).to_be_visible()
    assert tab.locator(f"{STILL} svg").first.is_visible()


SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


@pytest.mark.parametrize("how", ["touch", "key", "saving"])
def test_on_a_phone_the_application_begins_with_what_the_reader_does_first(page: Callable[..., Page], how: str):
    tab = page(width=390, has_touch=how != "saving", is_mobile=how != "saving")
    if how == "saving":
        tab.add_init_script(SAVING)
    tab.goto("/losses#deaths", timeout=120_000)
    # What the browser scrolls by itself is nothing that a reader did.
    assert 0 <= tab.locator(f"{STILL} #deaths").evaluate(TOP) < 120
    line = tab.locator(STILL).get_by_text("Equipment can be photographed.")
    line.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 300)")
    tab.evaluate(FRAMES)
    assert tab.evaluate(WAITS) and tab.locator("script[type=module]").count() == 0
    before = line.evaluate(TOP)
    if how == "touch":
        tab.touchscreen.tap(200, before + 10)
    else:
        tab.keyboard.press("Shift")
    assert not tab.evaluate(WAITS)
    taken_over(tab)
    assert abs(tab.locator(MAIN).get_by_text("Equipment can be photographed.").evaluate(TOP) - before) <= 1


def test_on_a_phone_a_link_is_followed_at_once(page: Callable[..., Page]):
    tab = page(width=390, has_touch=True, is_mobile=True)
    tab.goto("/chart?chart=key-rate", timeout=120_000)
    expect(tab.locator(f"{STILL} figure svg:visible").first).to_be_visible()
    link = tab.locator(f"{STILL} a:visible", has_text="The same view as a page")
    address = link.get_attribute("href")
    assert tab.evaluate(WAITS) and address
    link.tap()
    tab.wait_for_url(f"**/{address}")


def test_on_a_phone_what_never_comes_is_told_after_it_was_asked_for(page: Callable[..., Page]):
    tab = page(width=390, alone=True, has_touch=True, is_mobile=True)
    tab.clock.install()
    tab.route_web_socket("**", lambda socket: socket.close())
    tab.goto("/losses", timeout=120_000)
    late = tab.get_by_text("the application has not come")
    tab.clock.fast_forward(60_000)
    assert late.is_hidden() and tab.evaluate(WAITS)
    tab.touchscreen.tap(200, 500)
    tab.clock.fast_forward(10_000)
    assert late.is_hidden() and not tab.evaluate(WAITS)
    tab.clock.fast_forward(20_000)
    expect(late).to_be_visible()


def test_without_javascript_the_page_is_whole(page: Callable[..., Page]):
    tab = page(java_script_enabled=False)
    tab.goto("/losses?asof=2025-03-07&colour=red", timeout=120_000)
    assert tab.get_by_role("heading", level=1).inner_text() == "Losses"
    assert tab.get_by_text("unknown parameter ‘colour’ was ignored").is_visible()
    assert tab.get_by_role("img", name="Russian casualties in Ukraine").first.is_visible()


@pytest.mark.parametrize("address", ["losses#deaths", "ledger#aligns-with-our-vision", "glossary#estimate"])
def test_without_javascript_a_link_to_a_place_leads_there(page: Callable[..., Page], address: str):
    tab = page(java_script_enabled=False)
    tab.goto(f"/{address}", timeout=120_000)
    name = address.partition("#")[2]
    place = tab.locator(f"{STILL} [id='{name}']").bounding_box()
    assert place and 40 < place["y"] < 150
    tab.goto(f"/{address.partition('#')[0]}", timeout=120_000)
    assert tab.locator(f"{STILL} [id='{name}']").bounding_box()["y"] > 150


def test_a_link_to_a_place_leads_there_before_and_after(page: Callable[..., Page]):
    tab = page()
    routes = held(tab, "/losses#deaths")
    place = tab.locator(f"{STILL} #deaths")
    assert 0 <= place.evaluate(TOP) < 120
    let_go(tab, routes)
    taken_over(tab)
    assert 0 <= tab.locator(f"{MAIN} #deaths").evaluate(TOP) < 120


def test_back_leads_to_the_line_that_was_left_before_the_application_came(page: Callable[..., Page]):
    tab = page()
    held(tab, "/losses")
    line = tab.locator(f"{STILL} #deaths")
    line.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 200)")
    before = line.evaluate(TOP)
    tab.locator(f"{STILL} a[href='glossary?word=estimate']").first.evaluate("element => element.click()")
    tab.get_by_role("link", name="In the glossary").evaluate("element => element.click()")
    tab.wait_for_url(lambda url: "/glossary" in url)
    tab.go_back(wait_until="commit")
    tab.wait_for_url(lambda url: url.endswith("/losses"))
    taken_over(tab)
    assert abs(tab.locator(f"{MAIN} #deaths").evaluate(TOP) - before) <= 2


def test_before_the_application_has_come_words_are_told_in_place_and_the_head_takes_typed_days(
    page: Callable[..., Page],
):
    tab = page()
    tab.route(SCRIPTS, lambda route: route.abort())
    tab.goto("/economy", wait_until="domcontentloaded", timeout=120_000)
    word = tab.locator(f"{STILL} a.ci-word").first
    word.focus()
    tab.keyboard.press("Enter")
    box = tab.get_by_role("dialog")
    expect(box).to_contain_text(word.get_attribute("title") or "no title")
    tab.keyboard.press("Escape")
    expect(box).to_have_count(0)
    assert word.evaluate("word => word.getRootNode().activeElement === word")
    drop = tab.locator("#still .ci-masthead details", has=tab.locator("#ci-day"))
    drop.locator("summary").click()
    tab.keyboard.press("Escape")
    assert not drop.evaluate("details => details.open")
    drop.locator("summary").click()
    tab.locator("#still #ci-day").fill("20250307")
    tab.keyboard.press("Tab")
    tab.wait_for_url(lambda url: "asof=20250307" in url or "asof=2025-03-07" in url)
    expect(tab.locator(STILL)).to_contain_text("7 March 2025")
