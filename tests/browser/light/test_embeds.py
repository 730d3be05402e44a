"""A framed view is whole at every width, takes the colours that are asked for, and tells its height to who asks."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Frame, Page, expect

from dashboard.draw.palette import DARK, LIGHT, Palette
from dashboard.record import charts, claims
from dashboard.record.build import Build
from tests.browser.light.test_light_look import CHARTS, GROUND, INK, SIDEWAYS, rgb

WIDTHS = (320, 390, 560, 800, 1200)
# So many pixels may stay free below.
MOST_FREE = 80
# What the frame has, needs and shows of its picture's height; and whether something lies outside of it.
MEASURED = """() => {
  const box = [...document.querySelectorAll('.still')].find(each => each.clientHeight);
  const credit = document.querySelector('.credit').getBoundingClientRect();
  return {
    given: innerHeight,
    inside: document.scrollingElement.scrollHeight,
    sideways: document.scrollingElement.scrollWidth - innerWidth,
    end: credit.bottom,
    picture: box ? box.clientHeight / (box.clientWidth * box.style.getPropertyValue('--ratio')) : 1,
    filled: box ? box.clientWidth / innerWidth : 1,
  };
}"""
# Keeps what frames tell, in the order in which they do.
LISTENING = "<script>window.heard = []; addEventListener('message', e => heard.push(e.data))</script>"
# Whether a frame has the width, and exactly the height that all of it needs.
FITS = """width => {
  const main = document.querySelector('main');
  main.style.maxHeight = 'none';
  const high = Math.ceil(main.getBoundingClientRect().height);
  main.style.maxHeight = '';
  return innerWidth === width && innerHeight === high;
}"""
HEAD = "<!doctype html><body style='margin:0'>"


def oembed(page: Page, base: str, **asked: object) -> dict[str, object]:
    """What programs are told of an address of ours."""
    answer = page.request.get(f"{base}/oembed?{urlencode(asked)}")
    assert answer.ok, answer.text()
    return answer.json()


def frames(opened: Page) -> list[Frame]:
    return opened.main_frame.child_frames


def test_every_chart_is_whole_at_every_width_in_the_page_of_another_origin(
    page: Callable[..., Page], public_url: str, elsewhere: Callable[[str], str], real_build: Build
):
    opened, wrong = page(width=1300), []
    for chart in charts.chart_ids(real_build):
        codes = [oembed(opened, public_url, url=f"{public_url}/c/{chart}", maxwidth=width)["html"] for width in WIDTHS]
        # As in a page that allows no scripts, and all at once.
        plain = [code.split("\n")[0].replace(' loading="lazy"', "") for code in codes]
        opened.goto(elsewhere(f"{HEAD}{''.join(plain)}"))
        found = [frame.evaluate(MEASURED) for frame in frames(opened)]
        assert len(found) == len(WIDTHS)
        for width, each in zip(WIDTHS, found, strict=True):
            free = each["given"] - each["end"]
            cut = each["inside"] > each["given"] or each["sideways"] > 0 or each["picture"] < 0.9
            if cut or not 0 <= free <= MOST_FREE or each["filled"] < 0.9:
                wrong.append((chart, width, each))
    assert wrong == [], "\n".join(map(str, wrong))


def test_every_claim_is_whole_in_a_frame(page: Callable[..., Page], public_url: str, real_build: Build):
    opened = page()
    for article in charts.known_names(real_build).articles:
        for claim in (claim.id for excerpt in claims.excerpts(real_build, article) for claim in excerpt.claims):
            for width in (320, 680):
                found = oembed(opened, public_url, url=f"{public_url}/claim/{claim}", maxwidth=width)
                opened.set_viewport_size({"width": width, "height": found["height"]})
                opened.goto(f"{public_url}/claim/{claim}?embed=1")
                each = opened.evaluate(MEASURED)
                assert each["inside"] <= each["given"] and each["sideways"] <= 0, (claim, width, each)
                assert each["picture"] >= 0.9 and each["given"] - each["end"] <= MOST_FREE, (claim, width, each)


def test_with_the_second_line_a_frame_takes_the_height_it_needs_at_any_width(
    page: Callable[..., Page], public_url: str, elsewhere: Callable[[str], str]
):
    opened = page()
    code = oembed(opened, public_url, url=f"{public_url}/c/casualties")["html"].replace('width="680"', 'width="100%"')
    # Another frame, which takes nothing of what this one tells.
    other = f'<iframe id="other" src="{public_url}/c/key-rate?embed=1" height="77"></iframe>'
    opened.goto(elsewhere(f"{HEAD}{LISTENING}{other}<div id='column' style='width:700px'>{code}</div>"))
    shown = next(each for each in frames(opened) if "/c/casualties" in each.url)
    for width in (700, 320, 1200, 390):
        opened.locator("#column").evaluate("(column, width) => { column.style.width = `${width}px` }", width)
        shown.wait_for_function(FITS, arg=width)
        assert shown.evaluate(MEASURED)["picture"] == pytest.approx(1, abs=0.01)
    assert opened.locator("#other").get_attribute("height") == "77"
    # As an object, and as embedders of links understand it.
    heard = [each for each in opened.evaluate("heard") if "/c/casualties" in str(each)]
    height = int(opened.locator("#column iframe").get_attribute("height"))
    assert heard[-2] == {"context": "iframe.resize", "src": shown.url, "height": height} == json.loads(heard[-1])


@pytest.mark.parametrize("width", [320, 640, 1000])
def test_in_a_frame_that_is_too_low_the_picture_is_whole_and_the_credit_in_sight(page: Callable[..., Page], width: int):
    opened = page()
    for high in (520, 260):
        opened.set_viewport_size({"width": width, "height": high})
        for chart in CHARTS:
            opened.goto(f"/c/{chart}?embed=1")
            drawn = opened.locator("svg[role=img]").locator("visible=true").bounding_box()
            assert drawn["height"] >= 70 and (high < 520 or drawn["y"] + drawn["height"] <= 520), chart
            link = opened.get_by_role("link", name="Conflict Indicators").bounding_box()
            assert link["y"] >= 0 and link["y"] + link["height"] <= high, (chart, high)
            assert opened.evaluate(SIDEWAYS) <= 0, chart


def test_sandboxed_frames_and_saved_files_may_embed(
    page: Callable[..., Page], public_url: str, elsewhere: Callable[[str], str], tmp_path: Path
):
    opened = page()
    code = oembed(opened, public_url, url=f"{public_url}/c/casualties", maxheight=300)["html"]
    code = code.replace(' loading="lazy"', "")
    bare, scripted = (code.replace("<iframe", f"<iframe sandbox{more}", 1) for more in ("", '="allow-scripts"'))
    inner = f'<iframe sandbox="allow-scripts" height="900" width="800" srcdoc="{escape(code)}"></iframe>'
    saved = tmp_path / "saved.html"
    saved.write_text(HEAD + code, encoding="utf-8")
    for text in (bare, scripted, inner):
        opened.goto(elsewhere(HEAD + text))
        whole(opened, grows=text != bare)
    opened.goto(saved.as_uri())
    whole(opened, grows=True)


def whole(opened: Page, grows: bool) -> None:
    """The chart is shown in the innermost frame, which takes the height it needs where scripts may run."""
    (frame,) = frames(opened)
    frame = frame.child_frames[0] if frame.child_frames else frame
    expect(frame.locator("svg[role=img]").locator("visible=true")).to_have_count(1)
    expect(frame.locator(".ci-source")).to_contain_text("The Economist")
    if grows:
        frame.wait_for_function(FITS, arg=680)
    else:
        assert frame.evaluate("innerHeight") == 300


@pytest.mark.parametrize(
    ("asked", "device", "colours"),
    [
        ("", "dark", LIGHT),
        ("&theme=light", "dark", LIGHT),
        ("&theme=dark", "light", DARK),
        ("&theme=auto", "dark", DARK),
        ("&theme=auto", "light", LIGHT),
    ],
)
@pytest.mark.parametrize("address", ["c/key-rate", "claim/key-rate-21"])
def test_a_frame_has_the_colours_that_are_asked_for(
    page: Callable[..., Page], address: str, asked: str, device: str, colours: Palette
):
    opened = page(theme=device)
    opened.goto(f"/{address}?embed=1{asked}")
    assert opened.evaluate(GROUND) == rgb(colours.page)
    assert opened.evaluate(INK) == rgb(colours.ink)
    opened.emulate_media(media="print", color_scheme=device)
    assert opened.evaluate(GROUND) == rgb(LIGHT.page)
