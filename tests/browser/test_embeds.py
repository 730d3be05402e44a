"""A framed view is whole at every width, takes the colours that are asked for, and tells its height to who asks."""

from collections.abc import Callable
from urllib.parse import urlencode

from playwright.sync_api import Frame, Page

from dashboard.record import queries
from dashboard.record.build import Build

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
# Keeps what frames tell, by the address of the page that tells it.
LISTENING = """<script>window.heights = {}; window.texts = [];
addEventListener('message', e => {
  if (typeof e.data === 'string') texts.push(e.data);
  else if (e.data.context === 'iframe.resize') heights[e.data.src] = e.data.height;
});</script>"""


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
    for chart in queries.charts(real_build):
        codes = [oembed(opened, public_url, url=f"{public_url}/c/{chart}", maxwidth=width)["html"] for width in WIDTHS]
        # As in a page that allows no scripts, and all at once.
        plain = [code.split("\n")[0].replace(' loading="lazy"', "") for code in codes]
        opened.goto(elsewhere(f"<!doctype html>{LISTENING}<body style='margin:0'>{''.join(plain)}"))
        found = [frame.evaluate(MEASURED) for frame in frames(opened)]
        assert len(found) == len(WIDTHS)
        for width, each in zip(WIDTHS, found, strict=True):
            free = each["given"] - each["end"]
            cut = each["inside"] > each["given"] or each["sideways"] > 0 or each["picture"] < 0.9
            if cut or not 0 <= free <= MOST_FREE or each["filled"] < 0.9:
                wrong.append((chart, width, each))
    assert wrong == [], "\n".join(map(str, wrong))
