"""A server on this machine that answers in the place of every publisher, and a fetcher that asks it."""

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from requests.adapters import HTTPAdapter

from etl.learning.fetch import RETRIES, Fetcher

# About as long as a request over the internet takes, in seconds; and at a host in five.
DELAY, SLOWLY = 0.05, 1.0
# The host that has the most files, all of which have a mirror, and how long it asks to be left alone, in seconds.
BUSY, LATER = "raw.githubusercontent.com", 60
# Stands at the end of an address that another one was redirected to.
MOVED = "&moved"
ETAG = '"held"'


class Loopback(HTTPAdapter):
    """Sends every request to this machine, whatever host it names; the address asked for goes along as `url`."""

    def __init__(self, port: int) -> None:
        super().__init__(max_retries=RETRIES, pool_maxsize=32)
        self.port = port

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        """The answer of the server on this machine."""
        local = request.copy()
        local.url = f"http://127.0.0.1:{self.port}/?{urlencode({'url': request.url})}"
        return super().send(local, *arguments, **options)


def fetcher(port: int) -> Fetcher:
    """A fetcher like that of a refresh, but for where its requests go."""
    asking = Fetcher()
    asking.session.trust_env = False
    for scheme in ("https://", "http://"):
        asking.session.mount(scheme, Loopback(port))
    return asking


@dataclass
class Publishers:
    """What is answered: {address: bytes}. `asked`, `seconds`: the address of each answer, and how long it took."""

    bodies: dict[str, bytes]
    port: int = 0
    asked: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@contextmanager
def publishers(bodies: dict[str, bytes], *, moody: bool = False) -> Iterator[Publishers]:
    """Answer 304 to who holds ETAG, else the bytes of an address, 404 where there are none.

    `moody`: as publishers do. Each address is redirected, what is sent is compressed, some hosts are slow, and BUSY
    says that it is asked too often.
    """
    told = Publishers(bodies)
    packed = {url: gzip.compress(body) for url, body in bodies.items()} if moody else bodies

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that http.server calls
            started = time.perf_counter()
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            (url,) = parse_qs(urlsplit(self.path).query)["url"]
            body = packed.get(url.removesuffix(MOVED))
            status = 404 if body is None else 304 if self.headers.get("If-None-Match") == ETAG else 200
            host = urlsplit(url).netloc
            if moody:
                status = 429 if host == BUSY else 307 if status == 200 and not url.endswith(MOVED) else status
            time.sleep(SLOWLY if moody and zlib.crc32(host.encode()) % 5 == 0 else DELAY)
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", str(LATER))
            if status == 307:
                self.send_header("Location", url + MOVED)
            if status == 200 and moody:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("ETag", ETAG)
            sent = body if status == 200 and body is not None else b""
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)
            told.asked.append(url)
            told.seconds.append(time.perf_counter() - started)

        do_POST = do_GET

        def log_message(self, *arguments: object) -> None:
            """Nothing: the measurement is what is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
