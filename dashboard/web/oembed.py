"""What programs that put our pages into theirs ask for: the code of a frame and its size (oEmbed 1.0)."""

import datetime as dt
import json
from functools import partial
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard import settings
from dashboard.address.params import Query, parameter_words
from dashboard.address.view import TOGETHER, light_url, parse_view
from dashboard.parts.embedded import GROWING, USUAL_WIDTH, Embedded, embedded_view, frame_address, frame_height
from dashboard.parts.templates import THEMES
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.web import claim_page
from dashboard.web.answers import Clock, Made, answer
from dashboard.web.meta import HEIGHT, WIDTH
from dashboard.web.shared import JSON, problem, shared
from etl import clock, history, store

# Nobody keeps an answer longer than this, in seconds: words, and with them heights, change with the data.
CACHE_AGE = 86_400
# A frame smaller than this shows nothing; none is larger.
SMALLEST, LARGEST = 100, 10_000
UNADDRESSED = (
    "Whole addresses are needed to embed a page, and the server was not told its own: "
    "set PUBLIC_URL to the address at which readers reach it."
)


def routes(today: Clock = clock.today) -> list[Route]:
    """The one address, which pages from anywhere may read. `today`: says which day it is, in UTC."""
    return [shared("/oembed", partial(_endpoint, today=today))]


async def _endpoint(request: Request, today: Clock) -> ASGIApp:
    asked = request.query_params.multi_items()
    # Words that a frame shows tell of refreshes, which grow without a new build.
    return await answer(request, partial(oembed, asked), today, history.stamp(store.history_file()))


def oembed(asked: Query, build: Build, today: dt.date) -> Made:
    """The frame for the page at `url`, as wide as `maxwidth` and no higher than `maxheight` where they are given.

    400 for what cannot be read, 404 for what is no page of ours that may be framed, 501 for another format than JSON.
    """
    given, base = dict(asked), settings.public_url()
    if given.get("format", "json") != "json":
        return _refused(f"{parameter_words('format', given['format'])}: the only format is json.", 501)
    if not given.get("url"):
        return _refused("‘url’ is missing: the address of the page that is to be embedded.", 400)
    limits = {name: _size(given[name]) for name in ("maxwidth", "maxheight") if given.get(name)}
    for name, limit in limits.items():
        if limit is None:
            return _refused(f"{parameter_words(name, given[name])}: a number of pixels, {SMALLEST} or more.", 400)
    if not base:
        return _refused(UNADDRESSED, 404)
    found = _framed(given["url"], base, build, today)
    if found is None:
        return _refused(f"{parameter_words('url', given['url'])}: no chart or claim of {base} stands there.", 404)
    shown, link, image = found
    width = limits.get("maxwidth") or USUAL_WIDTH
    high = frame_height(shown, width)
    high = min(high, limits.get("maxheight") or high)
    frame = f'<iframe src="{escape(link)}" title="{escape(shown.title)}" width="{width}" height="{high}" '
    frame += f'style="border:0;max-width:100%" loading="lazy"></iframe>\n{GROWING}'
    answered: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": shown.title,
        "provider_name": settings.NAME,
        "provider_url": f"{base}/",
        "cache_age": CACHE_AGE,
        "html": frame,
        "width": width,
        "height": high,
    }
    # A thumbnail keeps within the limits too.
    if (limits.get("maxwidth") or WIDTH) >= WIDTH and (limits.get("maxheight") or HEIGHT) >= HEIGHT:
        answered |= {"thumbnail_url": image, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return Made(json.dumps(answered, ensure_ascii=False).replace("<", "\\u003c").encode(), JSON)


def _framed(url: str, base: str, build: Build, today: dt.date) -> tuple[Embedded, str, str] | None:
    """What stands at an address of ours, the address of its frame, and that of its preview; None for any other."""
    try:
        parts, ours, known = urlsplit(url), urlsplit(base), charts.known_names(build)
    except ValueError:
        # No address at all.
        return None
    place = parts.path.removeprefix(f"{ours.path}/")
    if parts.netloc.lower() != ours.netloc.lower() or place == parts.path:
        return None
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    theme = said["theme"] if said.get("theme") in THEMES else THEMES[0]
    kind, _, name = place.rstrip("/").partition("/")
    if kind == "claim":
        view, _ = parse_view({"asof": said.get("asof", "")}, known, today)
        try:
            _, claim = claim_page.claim_of(build, known.renames.get("claim", {}).get(name, name), view.asof)
        except KeyError:
            return None
        link = claim_page.claim_page_url(claim, base)
        return (
            claim_page.claim_in_frame(build, claim, today),
            frame_address(link, theme),
            claim_page.claim_page_url(claim, base, ".png"),
        )
    chart = name if kind == "c" else said.get("chart", "") if (kind, name) == ("chart", "") else ""
    chart = known.renames.get("chart", {}).get(chart, chart)
    if kind == "c" and chart == TOGETHER:
        chart = ""
    view, _ = parse_view(said | {"chart": chart}, known, today)
    if not view.name:
        return None
    return embedded_view(build, view, today), frame_address(light_url(view, base), theme), light_url(view, base, ".png")


def _size(text: str) -> int | None:
    """A number of pixels; None for what is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    return min(number, LARGEST) if number >= SMALLEST else None


def _refused(words: str, status: int) -> Made:
    return Made(problem(words), JSON, status)
