"""A server on this machine that answers in the place of every publisher, and a fetcher that asks it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from requests.adapters import HTTPAdapter

from etl.fetch import RETRIES, Fetcher

# About as long as a request over the internet takes, in seconds.
DELAY = 0.05
ETAG = '"held"'


class Loopback(HTTPAdapter):
    """Sends every request to this machine, whatever host it names; the address asked for goes along as `url`."""

    def __init__(self, port: int) -> None:
        super().__init__(max_retries=RETRIES, pool_maxsize=32)
        self.port = port

    def send(self, request: requests.PreparedRequest, *arguments: object, **options: object) -> requests.Response:
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
def publishers(bodies: dict[str, bytes]) -> Iterator[Publishers]:
    """Answer 304 to who holds ETAG, else the bytes of an address, 404 where there are none."""
    told = Publishers(bodies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that http.server calls
            started = time.perf_counter()
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            (url,) = parse_qs(urlsplit(self.path).query)["url"]
            body = told.bodies.get(url)
            status = 404 if body is None else 304 if self.headers.get("If-None-Match") == ETAG else 200
            time.sleep(DELAY)
            self.send_response(status)
            self.send_header("ETag", ETAG)
            self.send_header("Content-Length", str(len(body) if status == 200 else 0))
            self.end_headers()
            if status == 200:
                self.wfile.write(body)
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
