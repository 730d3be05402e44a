"""The HTML head of every page of the dashboard, and the answer where there is no page.

Streamlit sends one and the same head for whatever address is asked, and never says that there is no page. Here each
page gets its title and the tags of `tags`, the look, and a few lines for what neither the browser nor Streamlit does by
itself: tell the first run how wide the window is, and what `streamlit.js` and `masthead.js` do.
"""

import datetime as dt
import gzip
import logging
from collections.abc import Sequence
from functools import partial

import anyio
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import settings, streamlit_inside
from dashboard.address.params import pairs
from dashboard.parts.templates import script_text
from dashboard.record.serving import NothingToServe, served
from dashboard.web import meta
from dashboard.web.answers import LONGEST_QUERY
from dashboard.web.asgi import field, takes_gzip, whole
from dashboard.web.missing import missing
from dashboard.web.noscript import unscripted
from dashboard.web.shared import SHARED, for_programs, refused
from etl import clock

# Runs before Streamlit connects, so that the first run already knows how wide its charts will stand.
WIDTH = f"document.cookie='{settings.NARROW}='+(window.innerWidth<640?1:0)+';path=/;max-age=31536000;SameSite=Lax';"
SCRIPT = f"<script>{WIDTH}{streamlit_inside.SCRIPT}{script_text('masthead.js')}</script>"
# Stands in the page before anything is drawn: sent by a run, it may come after what it styles, which then jumps.
# After Streamlit's own, which stands in the head: of two rules with equal weight the later one counts.
STYLE = f"<style>{settings.LOOK}{streamlit_inside.LOOK}</style>"
# Compressed or unchanged answers, and parts of one, cannot be added to.
DROPPED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
STALE = (b"content-length", b"etag", b"last-modified", b"vary", b"accept-ranges")
HTML = b"text/html; charset=utf-8"
# Only light pages that ask for it may stand inside the pages of others.
GUARDS = (
    (b"content-security-policy", b"frame-ancestors 'self'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
)


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
            write = partial(_written, page, scope["query_string"], bool(self.routes))
            title, added, words, status = await anyio.to_thread.run_sync(write)
            words = words and f'<div class="ci ci-unscripted">{words}</div>'
            body = streamlit_inside.edited_page(body, title, f"{added}{SCRIPT}", words, STYLE)
            start = {**start, "status": status}
        await _send(scope, start, body, send)

    def _answered(self, scope: Scope) -> bool:
        """Whether Streamlit or a route of ours has an answer for an address that is no page."""
        own = streamlit_inside.answers(scope["path"])
        return own or any(route.matches(scope)[0] is not Match.NONE for route in self.routes)

    async def _inner(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """The answer to a GET, whole and not compressed."""
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in DROPPED]
        return await whole(self.app, {**scope, "method": "GET", "headers": headers}, receive)


def _written(page: settings.Page, query: bytes, routed: bool) -> tuple[str, str, str, int]:
    """Title, tags and words for readers without JavaScript as HTML, and the status.

    Without a build that can be read, those of the page alone, and no words.
    """
    base = settings.public_url()
    try:
        build = served().build
        today = clock.today()
        asked = meta.asked(build, page, pairs(query) if len(query) <= LONGEST_QUERY else (), today)
        said = dict(asked.said)
        asof = dt.date.fromisoformat(said["asof"]) if "asof" in said else None
        words = unscripted(build, page, asked.view, said.get("article", ""), asof) if routed else ""
        return (*meta.head_tags(build, page, asked, base, routed), words, asked.status)
    except NothingToServe:
        # The page itself says why.
        pass
    except Exception:
        # A head is not worth a page: the reader gets it without, and the server's log says what is wrong.
        logging.exception("the head of the page %s could not be made", page.title)
    return (*meta.as_html(meta.page_tags(page, (), base, routed), base, routed), "", 200)


async def _send(scope: Scope, start: Message, body: bytes, send: Send) -> None:
    """Send a whole answer, compressed where the reader's browser takes it."""
    headers = [(name, value) for name, value in start["headers"] if name.lower() not in STALE]
    headers += [(b"vary", b"Accept-Encoding"), *GUARDS]
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
