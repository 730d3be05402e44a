"""A few lines for the HTML head of every page, for what neither the browser nor Streamlit does by itself: tell the
first run how wide the window is, and bring what a link names after # into view."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NARROW = "ci_narrow"
# Runs before Streamlit connects, so that the first run already knows how wide its charts will stand.
WIDTH = f"document.cookie='{NARROW}='+(window.innerWidth<640?1:0)+';path=/;max-age=31536000;SameSite=Lax';"
# The target comes long after the page, and charts above it move it: it is held in view until the reader does something.
TARGET = """if(location.hash.length>1){
const name=decodeURIComponent(location.hash.slice(1));
const held=new MutationObserver(()=>document.getElementById(name)?.scrollIntoView());
held.observe(document,{childList:true,subtree:true});
for(const act of ['wheel','touchstart','pointerdown','keydown'])addEventListener(act,()=>held.disconnect(),{once:true});
}"""
SCRIPT = f"<script>{WIDTH}{TARGET}</script>"
# Compressed or unchanged answers cannot be added to.
DROPPED = (b"accept-encoding", b"if-none-match", b"if-modified-since")
STALE = (b"content-length", b"etag", b"last-modified")


class Head:
    """ASGI middleware that adds SCRIPT to the head of HTML answers to page addresses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; hold back an HTML page until it is whole, and add to its head."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _is_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in DROPPED]
        start: Message = {}
        body = b""

        async def hold(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            await _send(start, body, send)

        await self.app({**scope, "headers": headers}, receive, hold)


def _is_page(path: str) -> bool:
    """Page addresses are one word without a dot: files and Streamlit's own routes are not."""
    return "." not in path and path.count("/") == 1 and not path.startswith("/_")


async def _send(start: Message, body: bytes, send: Send) -> None:
    kind = next((value for name, value in start["headers"] if name.lower() == b"content-type"), b"")
    if kind.startswith(b"text/html"):
        body = body.replace(b"</head>", SCRIPT.encode() + b"</head>", 1)
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in STALE]
        start = {**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
