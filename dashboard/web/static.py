"""Streamlit's own scripts and styles, edited and compressed once, and kept: it sends 7 MB for a first chart."""

import gzip

import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.streamlit_inside import KINDS, SCRIPTS, edited_script
from dashboard.web.asgi import plain_headers, whole

# Answers that depend on what the reader holds already are Streamlit's to give.
CONDITIONAL = (b"if-none-match", b"if-modified-since", b"range")
CHANGED = (b"content-length", b"etag", b"accept-ranges")
SMALLEST = 1000


class Packed:
    """ASGI middleware that sends scripts and styles with gzip to those who take it, and tells all inside who does.

    Their names change with their content, so what is kept never goes stale, and there are only so many of them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, keep what is new, and pass on everything else."""
        if scope["type"] == "http":
            scope = {**scope, "headers": plain_headers(scope["headers"])}
        if not _wanted(scope):
            await self.app(scope, receive, send)
            return
        if scope["path"] not in self.kept:
            start, body = await whole(self.app, scope, receive)
            if start["status"] != 200 or len(body) < SMALLEST:
                await _sent(start, body, send)
                return
            packed = await anyio.to_thread.run_sync(gzip.compress, edited_script(body), 6)
            headers = [(name, value) for name, value in start["headers"] if name.lower() not in CHANGED]
            headers += [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
            headers.append((b"content-length", str(len(packed)).encode()))
            self.kept[scope["path"]] = {**start, "headers": headers}, packed
        await _sent(*self.kept[scope["path"]], send)


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(SCRIPTS):
        return False
    headers = {name.lower(): value for name, value in scope["headers"]}
    return (
        headers[b"accept-encoding"] == b"gzip"
        and scope["path"].endswith(KINDS)
        and not headers.keys() & set(CONDITIONAL)
    )


async def _sent(start: Message, body: bytes, send: Send) -> None:
    await send(start)
    await send({"type": "http.response.body", "body": body})
