"""The HTML head of every page of the dashboard, and the answer where there is no page.

Streamlit sends one and the same head for whatever address is asked, and never says that there is no page. Here each
page gets its title and the tags of `tags`, the look, and a few lines for what neither the browser nor Streamlit does by
itself: tell the first run how wide the window is, and what `streamlit.js`, `masthead.js` and `aside.js` do.
"""

import asyncio
import datetime as dt
import gzip
import hashlib
import json
import logging
from collections.abc import Sequence
from functools import partial

from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import settings, streamlit_inside
from dashboard.address.params import FOLLOWED, Query, pairs
from dashboard.parts.templates import script_text
from dashboard.record.build import Build
from dashboard.record.serving import NothingToServe, served
from dashboard.web import meta
from dashboard.web.answers import LONGEST_QUERY, Made, etag, held_by_reader, kept_or_made, suited
from dashboard.web.asgi import field, takes_gzip, whole
from dashboard.web.document import still_page
from dashboard.web.missing import missing
from dashboard.web.shared import SHARED, for_programs, refused
from etl import clock, history, store

# Runs before Streamlit connects, so that the first run already knows how wide its charts will stand.
WIDTH = f"document.cookie='{settings.NARROW}='+(window.innerWidth<640?1:0)+';path=/;max-age=31536000;SameSite=Lax';"
# What an address may say: of each page, and of every page.
ASKS = json.dumps({page.name: page.asks for page in settings.PAGES})
NAMES = f"const ASKS={ASKS},FOLLOWED={json.dumps(FOLLOWED)};"
SCRIPT = (
    f"<script>{WIDTH}{{{NAMES}{streamlit_inside.SCRIPT}}}{script_text('masthead.js')}{script_text('aside.js')}"
    f"{script_text('browse.js')}</script>"
)
# Stands in the page before anything is drawn: sent by a run, it may come after what it styles, which then jumps.
# After Streamlit's own, which stands in the head: of two rules with equal weight the later one counts.
STYLE = f"<style>{settings.LOOK}{streamlit_inside.LOOK}</style>"
# Compressed or unchanged answers, and parts of one, cannot be added to.
DROPPED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
STALE = (b"content-length", b"etag", b"last-modified", b"vary", b"accept-ranges")
HTML = b"text/html; charset=utf-8"
# Only light pages that ask for it may stand inside the pages of others.
GUARDS = (
    ("content-security-policy", "frame-ancestors 'self'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
)
# A page as a browser asks for it.
ASKED: Scope = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "method": "GET",
    "scheme": "http",
    "root_path": "",
    "query_string": b"",
    "headers": [(b"accept-encoding", b"gzip")],
}
UNSCRIPTED = "Without JavaScript charts are still pictures, and controls are left out."


class Head:
    """ASGI middleware: the head of the dashboard's pages, and 404 for addresses that nobody answers.

    `routes`: our own, which pass untouched, as Streamlit's own addresses do; without any, no head leads to one.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute] = ()) -> None:
        self.app = app
        self.routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no page; else hold back the answer until it is whole, and give it its head."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        page = settings.page_at(path[1:].removesuffix("/"))
        if page is None:
            if self._answered(scope):
                await self.app(scope, receive, send)
            elif for_programs(path):
                await refused(path, "Nothing answers at this address.", 404, SHARED)(scope, receive, send)
            else:
                text = missing("page", path.strip("/"), [each.name for each in settings.PAGES], root=_root(scope))
                lost: Message = {"type": "http.response.start", "status": 404, "headers": [(b"content-type", HTML)]}
                await _send(scope, lost, text.encode("utf-8", "replace"), send)
            return
        start, body = await self._inner(scope, receive)
        if start["status"] == 200 and field(start["headers"], b"content-type").startswith("text/html"):
            answer = await _page_answer(scope, page, body, bool(self.routes))
            await answer(scope, receive, send)
        else:
            await _send(scope, start, body, send)

    def _answered(self, scope: Scope) -> bool:
        """Whether Streamlit or a route of ours has an answer for an address that is no page."""
        own = streamlit_inside.answers(scope["path"])
        return own or any(route.matches(scope)[0] is not Match.NONE for route in self.routes)

    async def _inner(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """The answer to a GET, whole and not compressed."""
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in DROPPED]
        return await whole(self.app, {**scope, "method": "GET", "headers": headers}, receive)


async def make_answers(app: ASGIApp, pages: Sequence[settings.Page]) -> None:
    """Ask for pages one after another, so that no reader waits for their making: who asks comes between two of them."""
    for page in pages:
        address = f"/{page.name}"
        await whole(app, {**ASKED, "path": address, "raw_path": address.encode()}, _nothing_more)


async def _nothing_more() -> Message:
    return await asyncio.get_running_loop().create_future()


async def _page_answer(scope: Scope, page: settings.Page, body: bytes, routed: bool) -> ASGIApp:
    """The answer to a page's address, kept or made. Without a build that can be read it has the head of the page alone.

    `body`: the page that Streamlit sends.
    """
    query = scope["query_string"] if len(scope["query_string"]) <= LONGEST_QUERY else b""
    try:
        build, today = served().build, clock.today()
        state = f"{hashlib.sha256(body).hexdigest()} {routed} {history.stamp(store.history_file())}"
        tag = etag(build, today, scope["path"], query, state)
        if held_by_reader(field(scope["headers"], b"if-none-match"), tag):
            headers = {"etag": tag, "cache-control": "no-cache", "vary": "accept-encoding"}
            return Response(status_code=304, headers=headers)
        held = await kept_or_made(tag, partial(_made, page, pairs(query), routed, body), build, today)
        if held:
            return suited(held, scope["headers"])
    except NothingToServe:
        # The page itself says why.
        pass
    except Exception:
        # A head is not worth a page: the reader gets it without, and the server's log says what is wrong.
        logging.exception("the head of the page %s could not be made", page.title)
    base = settings.public_url()
    title, tags = meta.as_html(meta.page_tags(page, (), base, routed), base, routed)
    return partial(_bare, streamlit_inside.edited_page(body, title, f"{tags}{SCRIPT}", "", STYLE))


def _made(page: settings.Page, query: Query, routed: bool, body: bytes, build: Build, today: dt.date) -> Made:
    """A page with its head, and before the application the page itself with still pictures."""
    asked = meta.asked(build, page, query, today)
    title, tags = meta.head_tags(build, page, asked, settings.public_url(), routed)
    still = _still(build, page, query, today) if routed else ""
    words = f'<p class="ci ci-unscripted">{UNSCRIPTED}</p>' if still else ""
    text = streamlit_inside.edited_page(body, title, f"{tags}{SCRIPT}", words, STYLE, still)
    # Asked for anew each time, and sent when it has changed.
    return Made(text, HTML.decode(), asked.status, (("cache-control", "no-cache"), *GUARDS))


def _still(build: Build, page: settings.Page, query: Query, today: dt.date) -> str:
    try:
        return still_page(build, page, query, today)
    except Exception:
        # As with a page that cannot be drawn: the application says so, and the server's log why.
        logging.exception("the page %s could not be written", page.title)
        return ""


async def _bare(body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
    start: Message = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", HTML)]}
    await _send(scope, start, body, send)


async def _send(scope: Scope, start: Message, body: bytes, send: Send) -> None:
    """Send a whole answer, compressed where the reader's browser takes it."""
    headers = [(name, value) for name, value in start["headers"] if name.lower() not in STALE]
    headers += [(b"vary", b"accept-encoding"), *((name.encode(), value.encode()) for name, value in GUARDS)]
    if body and takes_gzip(field(scope["headers"], b"accept-encoding")):
        body = gzip.compress(body, 6)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _root(scope: Scope) -> str:
    """The way from an address to the dashboard's root, as a browser counts its slashes."""
    address = scope.get("raw_path") or scope["path"].encode()
    return "../" * (address.count(b"/") - 1) or "./"
