"""A link opens its view at once: what was copied is what is seen, by whoever, with or without JavaScript."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.test_pages import DONE, visit
from tests.browser.test_links import choose, parameters, settled
from tests.browser.test_share import CLIPBOARD, copied

ARTICLE = "weakness-2025-03"
SET = "chart=casualties&from=2024-01-01&pick=casualties_economist&asof=2025-07-31"
# Of the rows of the table, in order of time: the day, and its cells as they are read aloud.
ROWS = """() => [...document.querySelectorAll('tr[data-day]')].reverse().map(row => ({
  day: row.dataset.day, member: row.dataset.member,
  period: row.querySelector('th').textContent, value: row.querySelector('.number').textContent}))"""
AXIS = "() => ({...[...document.querySelectorAll('svg[data-start]')].find(svg => svg.clientWidth > 0).dataset})"


def picture(page: Page):
    """The picture that is in sight: one of two is, by the room there is."""
    return page.locator(".picture svg[role=img]").locator("visible=true")


def test_a_copied_link_opens_the_same_view_on_a_phone_and_leads_back_to_it(page: Callable[..., Page]):
    sender, phone = page(permissions=CLIPBOARD), page(width=390)
    visit(sender, f"chart?{SET}", 1)
    choose(sender, "Logarithmic")
    settled(sender, scale="log")
    sender.get_by_role("button", name="Copy link", exact=True).click()
    expect(sender.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    phone.goto(copied(sender))
    assert urlparse(phone.url).path == "/c/casualties"
    expect(phone.get_by_role("heading", level=1)).to_have_text("Russian casualties in Ukraine")
    expect(phone.locator(".ci-lede")).to_contain_text("As known on 31 July 2025")
    expect(picture(phone)).to_have_count(1)
    assert picture(phone).bounding_box()["width"] > 330
    axis, rows = phone.evaluate(AXIS), phone.evaluate(ROWS)
    assert axis["start"] == "2024-01-01"
    assert {row["member"] for row in rows} == {"The Economist, killed and wounded"}
    assert rows[0]["day"] >= "2024-01-01" and rows[-1]["day"] <= "2025-07-31"
    phone.get_by_role("link", name="Adjust this chart").click()
    phone.wait_for_url(lambda url: "/chart?" in url)
    phone.wait_for_function(DONE, arg=1, timeout=180_000)
    assert parameters(phone) == parameters(sender)


def test_back_and_forward_lead_from_light_to_interactive_and_again(page: Callable[..., Page]):
    opened = page()
    opened.goto("/c/key-rate?scale=log")
    opened.get_by_role("link", name="Adjust this chart").click()
    opened.wait_for_function(DONE, arg=1, timeout=180_000)
    opened.go_back()
    expect(picture(opened)).to_have_count(1)
    assert opened.url.endswith("/c/key-rate?scale=log")
    opened.go_forward()
    opened.wait_for_function(DONE, arg=1, timeout=180_000)
    expect(opened.get_by_role("radio", name="Logarithmic", exact=True)).to_be_checked()


def test_a_spoilt_link_names_what_it_ignored_and_draws_the_rest(page: Callable[..., Page]):
    opened = page(width=390)
    opened.goto("/c/key-rate?from=yesterday&colour=red&to=2025-03-07&pick=,,&scale=%3Cb%3E")
    note = opened.get_by_role("note")
    for words in ("‘from=yesterday’ is not a date", "‘colour’ was ignored", "‘scale=<b>’ was ignored"):
        expect(note).to_contain_text(words)
    expect(picture(opened)).to_have_count(1)
    assert opened.evaluate(ROWS)[-1]["day"] <= "2025-03-07"


@pytest.mark.parametrize(
    ("address", "heading", "meant", "leads"),
    [
        ("c/key-rat", "There is no such chart", "key-rate", "/c/key-rate"),
        ("claim/key-rate-2", "There is no such claim", "key-rate-21", "/claim/key-rate-21"),
        ("loses", "There is no such page", "Losses", "/losses"),
        ("loses/of/tanks", "There is no such page", "Losses", "/losses"),
    ],
)
def test_what_is_not_there_leads_to_what_may_have_been_meant(
    page: Callable[..., Page], address: str, heading: str, meant: str, leads: str
):
    opened = page(width=390)
    assert opened.goto(f"/{address}").status == 404
    expect(opened.get_by_role("heading", level=1)).to_have_text(heading)
    opened.get_by_text("Did you mean").get_by_role("link", name=meant, exact=True).click()
    opened.wait_for_url(lambda url: urlparse(url).path == leads)
    opened.goto(f"/{address}")
    opened.get_by_role("searchbox").fill("fund")
    opened.get_by_role("button", name="Search").click()
    opened.wait_for_url(lambda url: urlparse(url).path == "/search" and parse_qs(urlparse(url).query)["q"] == ["fund"])


@pytest.mark.parametrize("address", [f"c/casualties?article={ARTICLE}", "claim/casualties-850k"])
def test_without_javascript_everything_is_readable(page: Callable[..., Page], address: str):
    opened = page(width=390, java_script_enabled=False)
    opened.goto(f"/{address}")
    expect(opened.get_by_role("heading", level=1)).to_be_visible()
    expect(picture(opened)).to_have_count(1)
    for words in ("Western estimates suggest", "Then supported, now uncertain", "both sides of the limit", "data to"):
        expect(opened.get_by_text(words).first).to_be_visible()
    if address.startswith("c/"):
        expect(opened.get_by_role("cell", name="1,524,946")).to_be_visible()
        hidden = opened.locator("tr[data-member*='General Staff']").first
        expect(hidden).to_be_hidden()
        opened.locator("summary", has_text="General Staff").click()
        expect(hidden).to_be_visible()
        for link in ("Adjust this chart", "SVG", "CSV", "CC BY 4.0"):
            expect(opened.get_by_role("link", name=link, exact=True).first).to_be_visible()
    # What needs a script is not offered without one.
    expect(opened.locator("main button")).to_be_hidden() if address.startswith("c/") else None


def test_the_dashboard_without_javascript_is_whole_and_leads_to_what_does_without(page: Callable[..., Page]):
    opened = page(width=390, java_script_enabled=False)
    opened.goto("/chart?chart=key-rate&scale=log&asof=2025-03-07")
    opened.get_by_role("link", name="The same view as a page").click()
    opened.wait_for_url(lambda url: urlparse(url).path == "/c/key-rate" and "scale=log" in url and "2025-03-07" in url)
    expect(picture(opened)).to_have_count(1)
    opened.goto("/")
    expect(opened.get_by_text("the interval straddles the limit").first).to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_copy_link_copies_the_link_to_this_very_view(page: Callable[..., Page], app_url: str):
    opened = page(permissions=CLIPBOARD)
    opened.goto("/c/key-rate?scale=log&from=2024-01-01")
    opened.get_by_role("button", name="Copy link").click()
    expect(opened.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    link = urlparse(copied(opened))
    assert f"{link.scheme}://{link.netloc}" == app_url and link.path == "/c/key-rate"
    said = parse_qs(link.query, keep_blank_values=True)
    assert (said["scale"], said["from"], said["to"]) == (["log"], ["2024-01-01"], [""])


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("chart", ["key-rate?from=2024-01-01&to=2025-12-31", "wealth-fund?from=2023-01-01"])
def test_values_read_at_the_pointer_and_by_keyboard_are_those_of_the_table(
    page: Callable[..., Page], chart: str, width: int
):
    opened = page(width=width)
    opened.goto(f"/c/{chart}")
    rows, axis, reading = opened.evaluate(ROWS), opened.evaluate(AXIS), opened.locator("#reading")
    days = sorted({row["day"] for row in rows})
    assert len(days) > 5

    def told(day: str) -> set[str]:
        newest = {row["member"]: row for row in sorted(rows, key=lambda row: row["day"]) if row["day"] <= day}
        return {f"{name}, {row['period']}: {row['value']}" for name, row in newest.items()}

    def read() -> set[str]:
        return set(reading.text_content().split(" · "))

    expect(reading).to_contain_text("arrow keys")
    room = opened.locator(".picture").bounding_box()["height"]
    picture(opened).scroll_into_view_if_needed()
    frame = picture(opened).bounding_box()
    view_width = float(picture(opened).get_attribute("viewBox").split()[2])
    for day in (days[1], days[len(days) // 2], days[-1]):
        share = opened.evaluate(
            "([day, start, end]) => (Date.parse(day) - Date.parse(start)) / (Date.parse(end) - Date.parse(start))",
            [day, axis["start"], axis["end"]],
        )
        across = float(axis["left"]) + share * (float(axis["right"]) - float(axis["left"]))
        opened.mouse.move(frame["x"] + across / view_width * frame["width"], frame["y"] + 60)
        assert read() == told(day)
        assert abs(float(picture(opened).locator(".pointer").get_attribute("x1")) - across) < 1
    # It ends with the plot, above what is written there.
    below = (
        picture(opened)
        .locator("text")
        .evaluate_all(
            "(texts, line) => texts.filter(text => text.getBBox().y > line.y2.baseVal.value).length",
            picture(opened).locator(".pointer").element_handle(),
        )
    )
    assert below > 1
    opened.locator("#picture").focus()
    opened.keyboard.press("End")
    for day in days[:-4:-1]:
        assert read() == told(day)
        opened.keyboard.press("ArrowLeft")
    opened.keyboard.press("Home")
    assert read() == told(days[0])
    opened.keyboard.press("ArrowLeft")
    assert read() == told(days[0])
    opened.keyboard.press("ArrowRight")
    assert read() == told(days[1])
    # Whatever was read stood below the picture, in room that was there from the start.
    assert opened.locator(".picture").bounding_box()["height"] == room
    assert reading.bounding_box()["y"] >= frame["y"] + frame["height"] - 1


def test_a_finger_reads_the_picture(page: Callable[..., Page]):
    opened = page(width=390, has_touch=True, is_mobile=True)
    opened.goto("/c/key-rate?from=2024-01-01&to=2025-12-31")
    picture(opened).scroll_into_view_if_needed()
    frame = picture(opened).bounding_box()
    opened.touchscreen.tap(frame["x"] + frame["width"] / 2, frame["y"] + 80)
    expect(opened.locator("#reading")).to_contain_text(" %")
    assert opened.locator("#picture").evaluate("box => getComputedStyle(box).touchAction") == "pan-y"


def test_without_a_script_nothing_is_said_of_reading(page: Callable[..., Page]):
    opened = page(java_script_enabled=False)
    opened.goto("/c/key-rate")
    expect(picture(opened)).to_be_visible()
    expect(opened.get_by_text("arrow keys")).to_be_hidden()
