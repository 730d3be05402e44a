"""How our own routes answer: whole answers kept by build and address, unchanged ones told so, few made at once.

An answer is made once, compressed once, and kept until newer ones need its room. Its tag is known before it is made,
so an unchanged one costs nothing.
"""

import asyncio
import datetime as dt
import gzip
import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import settings
from dashboard.documents.method import MEANING
from dashboard.record.build import Build
from dashboard.record.serving import NothingToServe, served
from dashboard.web.asgi import Headers, field, takes_gzip
from dashboard.web.shared import refused
from etl.code import code_files

MOST_KEPT = 48 * 1024 * 1024
# Longer than any address that the dashboard writes.
LONGEST_QUERY = 4000
# Drawing holds the interpreter, which readers of the dashboard need too; so many others may wait for it.
AT_ONCE, MOST_WAITING = 1, 500
# Below it, compressing saves less than its header costs.
SMALLEST_PACKED = 500
PACKED = ("text/", "application/json", "image/svg", "application/xml", "application/atom")
KEPT_FOR = "public, max-age=300"
DASHBOARD = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Made:
    """An answer as it was made: what it says, its media type, its status and further headers."""

    body: bytes
    media: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class KeptResponse:
    """A made answer as it is kept and sent: packed with gzip where that helps, its headers ready."""

    status: int
    body: bytes
    packed: bool
    headers: tuple[tuple[bytes, bytes], ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, as an ASGI application."""
        length = (b"content-length", str(len(self.body)).encode())
        await send({"type": "http.response.start", "status": self.status, "headers": [*self.headers, length]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else self.body})


Clock = Callable[[], dt.date]
# What makes an answer: from the build and today.
Maker = Callable[[Build, dt.date], Made]

KEPT: LRUCache[str, KeptResponse] = LRUCache(MOST_KEPT, getsizeof=lambda held: len(held.body) + 1000)
LOCK = threading.Lock()
DRAWERS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="drawer")
# What is being made, by its tag: whoever asks for the same waits for the same.
UNDER_WAY: dict[str, Future[KeptResponse]] = {}
RETRY = {"retry-after": "30"}


async def answer(request: Request, make: Maker, clock: Clock, beside: str = "") -> ASGIApp:
    """The answer to a request, kept, or made in a thread. In words 503 when there is no build or too many wait.

    `clock`: says which day it is. `beside`: the state of what it is made from beside the build.
    """
    query, place, headers = (request.scope[name] for name in ("query_string", "path", "headers"))
    if len(query) > LONGEST_QUERY:
        return refused(place, "This address is too long to be one of ours.", 414)
    try:
        build = served().build
    except NothingToServe as error:
        return refused(place, str(error), 503, {"retry-after": "60"})
    today = clock()
    tag = etag(build, today, place, query, beside)
    if held_by_reader(field(headers, b"if-none-match"), tag):
        return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT_FOR, "vary": "accept-encoding"})
    held = await kept_or_made(tag, make, build, today)
    if held is None:
        words = "Too many pictures are being drawn just now. Please try again in a minute."
        return refused(place, words, 503, RETRY)
    return suited(held, headers)


async def kept_or_made(tag: str, make: Maker, build: Build, today: dt.date) -> KeptResponse | None:
    """The answer of that tag, kept, or made in a thread; None when too many wait. Raises what its making raises."""
    if held := _kept(tag):
        return held
    future = _asked_for(tag, make, build, today)
    if future is None:
        return None
    # A reader who leaves must not take the answer from the others who wait for it.
    return await asyncio.shield(asyncio.wrap_future(future))


def suited(held: KeptResponse, headers: Headers) -> KeptResponse:
    """The same for who asks with these headers: as it is kept, or not packed."""
    return held if not held.packed or takes_gzip(field(headers, b"accept-encoding")) else _unpacked(held)


def held_by_reader(asked: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag, compared weakly: a proxy that compresses may make it a weak one."""
    strong = tag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") in (strong, "*") for each in asked.split(","))


def etag(build: Build, today: dt.date, path: str, query: bytes, beside: str = "") -> str:
    """The tag of an answer: from build, what is beside it, day, code, the public address, and what was asked for."""
    site = (settings.public_url(), settings.report_to())
    said = "\n".join([build.id, beside, today.isoformat(), version(), *site, path])
    return f'W/"{hashlib.sha256(said.encode("utf-8", "surrogateescape") + query).hexdigest()[:20]}"'


@lru_cache(maxsize=1)
def version() -> str:
    """The hash of all that makes answers, of code, words, templates, styles and fonts: they are made anew with it."""
    found = hashlib.sha256(metadata.version("resvg-py").encode())
    beside = (path for path in DASHBOARD.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc"))
    code = {*code_files("dashboard.web.routes"), *code_files("dashboard.web.head")}
    for path in (*sorted(code), *sorted(beside), MEANING):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _kept(tag: str) -> KeptResponse | None:
    with LOCK:
        return KEPT.get(tag)


def _asked_for(tag: str, make: Maker, build: Build, today: dt.date) -> Future[KeptResponse] | None:
    """The answer that is being made, or will be; None when too many wait already."""
    with LOCK:
        if tag in UNDER_WAY:
            return UNDER_WAY[tag]
        if len(UNDER_WAY) >= MOST_WAITING:
            return None
        UNDER_WAY[tag] = DRAWERS.submit(_make, tag, make, build, today)
        return UNDER_WAY[tag]


def _make(tag: str, make: Maker, build: Build, today: dt.date) -> KeptResponse:
    try:
        held = _hold(make(build, today), tag)
        with LOCK:
            if held.status == 200 and len(held.body) < MOST_KEPT // 4:
                KEPT[tag] = held
        return held
    finally:
        with LOCK:
            del UNDER_WAY[tag]


def _hold(made: Made, tag: str) -> KeptResponse:
    packed = made.media.startswith(PACKED) and len(made.body) >= SMALLEST_PACKED
    # Without a time in its head the same answer has the same bytes.
    body = gzip.compress(made.body, 6, mtime=0) if packed else made.body
    headers = {"content-type": made.media, "vary": "accept-encoding", "x-content-type-options": "nosniff"}
    headers |= {"etag": tag, "cache-control": KEPT_FOR} if made.status == 200 else {"cache-control": "no-store"}
    headers |= dict(made.headers) | ({"content-encoding": "gzip"} if packed else {})
    raw = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items())
    return KeptResponse(made.status, body, packed, raw)


def _unpacked(held: KeptResponse) -> KeptResponse:
    """The same for a reader who does not take gzip."""
    headers = tuple(pair for pair in held.headers if pair[0] != b"content-encoding")
    return KeptResponse(held.status, gzip.decompress(held.body), False, headers)
