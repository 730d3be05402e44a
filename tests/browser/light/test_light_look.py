"""Light pages fit every screen, both themes, paper and the frames of others; links to them unfold to a picture."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dashboard.draw.palette import DARK, LIGHT
from tests.browser.light.test_light import picture

ARTICLE = "weakness-2025-03"
# Of every kind, with the longest tables, names and notes among them.
CHARTS = (
    *("casualties", "deaths", "key-rate", "refugees-map", "nato-map", "events", "diplomacy", "second-world-war"),
    *("nato-share-2025-members", "fossil-revenue", "equipment-ratio", "urals", "support-donors-over-time"),
)
WIDTHS = (320, 360, 390, 640, 768, 1021, 1280)
SIDEWAYS = "() => document.documentElement.scrollWidth - window.innerWidth"
# Tables that would have to be scrolled sideways.
CUT = """() => [...document.querySelectorAll('.wide, .ci-wide')].filter(part => part.scrollWidth > part.clientWidth)
  .map(part => part.textContent.trim().slice(0, 40))"""
# Cells of one row that run into each other.
COLLIDING = """() => [...document.querySelectorAll('tr')].filter(row => {
  const boxes = [...row.children].map(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return [...range.getClientRects()].filter(box => box.width)
  });
  return boxes.some((cell, place) => cell.some(a => boxes.slice(place + 1).flat().some(b =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5)))
}).map(row => row.textContent.trim().slice(0, 60))"""
GROUND = "() => getComputedStyle(document.body).backgroundColor"
INK = "() => getComputedStyle(document.querySelector('h1')).color"


def rgb(colour: str) -> str:
    """As a browser says it."""
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


@pytest.mark.parametrize(
    "address",
    [
        *(f"c/{chart}?article={ARTICLE}&show=table" for chart in CHARTS),
        *("claim/casualties-850k", "claim/kremlin-desperate", "claim/sample-key-rate-13", "c/nothing"),
        "c/key-rate?from=" + 90 * "x",
        "c/" + 90 * "x",
    ],
)
def test_nothing_is_wider_than_the_window(page: Callable[..., Page], address: str):
    opened = page()
    opened.goto(f"/{address}")
    for width in WIDTHS:
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate(SIDEWAYS) <= 0, width
        assert opened.evaluate(CUT) == [], width
        assert opened.evaluate(COLLIDING) == [], width


@pytest.mark.parametrize("address", ["c/key-rate", "claim/key-rate-21", "c/key-rate?embed=1&theme=auto", "c/nothing"])
@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_both_themes_have_their_colours(page: Callable[..., Page], address: str, theme: str, colours: object):
    opened = page(theme=theme)
    opened.goto(f"/{address}")
    assert opened.evaluate(GROUND) == rgb(colours.page)
    assert opened.evaluate(INK) == rgb(colours.ink)
    if address != "c/nothing":
        drawn = opened.locator("svg[role=img]").locator("visible=true")
        line = drawn.locator("path[style], path").evaluate_all(
            "paths => paths.flatMap(path => [getComputedStyle(path).stroke, getComputedStyle(path).fill])"
        )
        assert rgb(colours.lines["blue"]) in line


def test_on_paper_there_is_what_can_be_read_and_nothing_to_press(page: Callable[..., Page]):
    opened = page(width=900, theme="dark")
    opened.goto(f"/c/casualties?article={ARTICLE}")
    expect(opened.get_by_role("navigation")).to_be_visible()
    closed = opened.locator("tr[data-member*='General Staff']").first
    expect(closed).to_be_hidden()
    opened.emulate_media(media="print", color_scheme="dark")
    assert opened.evaluate(GROUND) == rgb(LIGHT.page) and opened.evaluate(INK) == rgb(LIGHT.ink)
    for gone in (".actions", "header nav", "#copy", ".along", ".skip"):
        for part in opened.locator(gone).all():
            expect(part).to_be_hidden()
    for shown in ("h1", ".ci-quote", ".ci-verdict", ".sentence", "figcaption", ".sources"):
        expect(opened.locator(shown).first).to_be_visible()
    expect(picture(opened)).to_have_count(1)
    assert closed.evaluate("row => row.checkVisibility({contentVisibilityAuto: true})")
    assert opened.evaluate(SIDEWAYS) <= 0
    assert Image.open(io.BytesIO(opened.screenshot(full_page=True))).convert("RGB").getpixel((2, 2)) == (255, 255, 255)


@pytest.mark.parametrize(
    "address",
    ["c/casualties?scale=log&from=2024-01-01", "c/nato-map", "claim/casualties-850k", "claim/kremlin-desperate"],
)
def test_the_preview_picture_is_there_and_shows_something(page: Callable[..., Page], public_url: str, address: str):
    opened = page()
    opened.goto(f"{public_url}/{address}")
    link = opened.locator("meta[property='og:image']").get_attribute("content")
    assert link.startswith(f"{public_url}/")
    if "?" in address:
        assert "scale=log" in link and "from=2024-01-01" in link
    shown = Image.open(io.BytesIO(opened.request.get(link).body())).convert("RGB")
    assert shown.size == (1200, 630)
    # Something is written or drawn in each quarter of its height.
    for top in range(0, 630, 158):
        band = shown.crop((0, top, 1200, min(top + 158, 630)))
        assert address == "claim/kremlin-desperate" or len(band.getcolors(1200 * 158)) > 8, top
    assert len(shown.getcolors(1200 * 630)) > 30


@pytest.mark.parametrize("width", [390, 640])
def test_the_page_of_another_origin_embeds_a_view_and_nothing_else(
    page: Callable[..., Page], app_url: str, elsewhere: Callable[[str], str], width: int
):
    asked = ("c/key-rate?embed=1&scale=log", "c/key-rate", "claim/key-rate-21", "", "losses")
    frames = [f'<iframe src="{app_url}/{each}" width="100%" height="520" style="border:0"></iframe>' for each in asked]
    opened = page(width=width)
    opened.goto(elsewhere(f"<!doctype html><body style='margin:0'>{''.join(frames)}"))
    opened.wait_for_load_state("networkidle")
    shown, *refused = opened.main_frame.child_frames
    expect(shown.locator("svg[role=img]").locator("visible=true")).to_have_count(1)
    expect(shown.locator(".ci-source")).to_contain_text("Bank of Russia")
    assert len(refused) == 4
    assert all(each.url.startswith("chrome-error://") for each in refused), [each.url for each in refused]
    with opened.expect_popup() as popup:
        shown.get_by_role("link", name="Conflict Indicators").click()
    assert popup.value.url.startswith(f"{app_url}/c/key-rate?") and "scale=log" in popup.value.url


def test_words_in_an_embedded_view_are_explained_outside_the_frame(
    page: Callable[..., Page], app_url: str, elsewhere: Callable[[str], str]
):
    opened = page(width=700)
    opened.goto(elsewhere(f'<iframe src="{app_url}/c/casualties?embed=1" width="100%" height="520"></iframe>'))
    with opened.expect_popup() as popup:
        opened.frame_locator("iframe").locator("a.ci-word").first.click()
    assert popup.value.url.startswith(f"{app_url}/glossary?word=")
