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
from pathlib import Path

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response

from dashboard import site
from dashboard.serving import NothingToServe, served

MOST_KEPT = 48 * 1024 * 1024
# Longer than any address that the dashboard writes.
LONGEST_QUERY = 4000
# Drawing holds the interpreter, which readers of the dashboard need too; so many others may wait for it.
AT_ONCE, MOST_WAITING = 1, 500
# Below it, compressing saves less than its header costs.
SMALLEST_PACKED = 500
PACKED = ("text/", "application/json", "image/svg", "application/xml", "application/atom")
KEPT_FOR = "public, max-age=300"
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Made:
    """An answer as it was made: what it says, its media type, its status and further headers."""

    body: bytes
    media: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Held:
    """A made answer as it is kept: packed with gzip where that helps."""

    body: bytes
    packed: bool
    media: str
    status: int
    headers: tuple[tuple[str, str], ...]


# What makes an answer: from the build and today.
Maker = Callable[[Path, dt.date], Made]

KEPT: LRUCache[str, Held] = LRUCache(MOST_KEPT, getsizeof=lambda held: len(held.body) + 1000)
LOCK = threading.Lock()
DRAWERS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="drawer")
# What is being made, by its tag: whoever asks for the same waits for the same.
UNDER_WAY: dict[str, Future[Held]] = {}
RETRY = {"retry-after": "30"}


async def answer(request: Request, make: Maker, beside: str = "") -> Response:
    """The answer to a request, kept, or made in a thread. In words 503 when there is no build or too many wait.

    `beside`: the state of what it is made from beside the build.
    """
    query = request.scope["query_string"]
    if len(query) > LONGEST_QUERY:
        return _plain("This address is too long to be one of ours.", 414)
    try:
        build = served().path
    except NothingToServe as error:
        return _plain(str(error), 503, {"retry-after": "60"})
    today = dt.date.today()
    tag = etag(build, today, request.scope["path"], query, beside)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT_FOR, "vary": "accept-encoding"})
    held = _kept(tag)
    if held is None:
        future = _asked_for(tag, make, build, today)
        if future is None:
            return _plain("Too many pictures are being drawn just now. Please try again in a minute.", 503, RETRY)
        # A reader who leaves must not take the answer from the others who wait for it.
        held = await asyncio.shield(asyncio.wrap_future(future))
    return _sent(held, tag, "gzip" in request.headers.get("accept-encoding", ""))


def etag(build: Path, today: dt.date, path: str, query: bytes, beside: str = "") -> str:
    """The tag of an answer: from build, what is beside it, day, code, the public address, and what was asked for."""
    said = "\n".join([build.name, beside, today.isoformat(), version(), site.public_url(), path])
    return f'W/"{hashlib.sha256(said.encode("utf-8", "surrogateescape") + query).hexdigest()[:20]}"'


@lru_cache(maxsize=1)
def version() -> str:
    """The hash of the code that makes answers: they are made anew when it changes."""
    found = hashlib.sha256()
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".xml"):
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _kept(tag: str) -> Held | None:
    with LOCK:
        return KEPT.get(tag)


def _asked_for(tag: str, make: Maker, build: Path, today: dt.date) -> Future[Held] | None:
    """The answer that is being made, or will be; None when too many wait already."""
    with LOCK:
        if tag in UNDER_WAY:
            return UNDER_WAY[tag]
        if len(UNDER_WAY) >= MOST_WAITING:
            return None
        UNDER_WAY[tag] = DRAWERS.submit(_make, tag, make, build, today)
        return UNDER_WAY[tag]


def _make(tag: str, make: Maker, build: Path, today: dt.date) -> Held:
    try:
        held = _hold(make(build, today))
        with LOCK:
            if held.status == 200 and len(held.body) < MOST_KEPT // 4:
                KEPT[tag] = held
        return held
    finally:
        with LOCK:
            del UNDER_WAY[tag]


def _hold(made: Made) -> Held:
    packed = made.media.startswith(PACKED) and len(made.body) >= SMALLEST_PACKED
    # Without a time in its head the same answer has the same bytes.
    body = gzip.compress(made.body, 6, mtime=0) if packed else made.body
    return Held(body, packed, made.media, made.status, made.headers)


def _sent(held: Held, tag: str, unpacks: bool) -> Response:
    headers = {"vary": "accept-encoding", "x-content-type-options": "nosniff", **dict(held.headers)}
    headers |= {"etag": tag, "cache-control": KEPT_FOR} if held.status == 200 else {"cache-control": "no-store"}
    body = held.body
    if held.packed and unpacks:
        headers["content-encoding"] = "gzip"
    elif held.packed:
        body = gzip.decompress(body)
    return Response(body, held.status, headers, held.media)


def _plain(words: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(words + "\n", status, {"cache-control": "no-store", **(headers or {})}, "text/plain")
