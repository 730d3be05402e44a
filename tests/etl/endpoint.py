"""A publisher on loopback: a server that plays what a test scripts for each path, good and bad.

It answers a bounded number of requests, holds no request longer than `HOLD`, and ends with its fixture.
"""

import gzip
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

# The most requests answered, and the longest that one is held, in seconds.
MOST, HOLD = 2000, 5
PIECE = 10_000

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Asked:
    """One request as it came. Header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Endpoint:
    """What is played, and what was asked. `ended`: set when the fixture ends, so that nothing is held longer."""

    url: str = ""
    plays: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    busy: Counter[str] = field(default_factory=Counter)
    peaks: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    ended: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def at(self, path: str, *answers: Answer) -> str:
        """Play these answers in order at a path, the last one for ever after. Returns the address."""
        self.plays[path] = list(answers)
        return self.url + path

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.asked]

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        """Play the next answer of the path; 404 where nothing is scripted."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        host = handler.headers["Host"]
        with self.lock:
            headers = {name.lower(): value for name, value in handler.headers.items()}
            self.asked.append(Asked(handler.command, handler.path, headers, body))
            answers = self.plays.get(handler.path, [status(404)]) if len(self.asked) <= MOST else [status(503)]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            self.busy[host] += 1
            self.peaks[host] = max(self.peaks[host], self.busy[host])
        answer(handler)

    def leave(self, host: str) -> None:
        """A request has its answer, from the moment before its first byte is sent."""
        with self.lock:
            self.busy[host] -= 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = HOLD

    def do_GET(self) -> None:
        self.server.endpoint.respond(self)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing: what was asked is in Endpoint.asked."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, *_: object) -> None:
        """Clients that go away in the middle are what some tests are about."""


@contextmanager
def playing(certificate: trustme.LeafCert | None = None) -> Iterator[Endpoint]:
    """A running endpoint, over TLS when a certificate is given."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    scheme = "https" if certificate is not None else "http"
    server.endpoint = Endpoint(f"{scheme}://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.endpoint
    finally:
        server.endpoint.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(HOLD)


def _begin(handler: BaseHTTPRequestHandler, code: int, headers: dict[str, str]) -> None:
    handler.server.endpoint.leave(handler.headers["Host"])
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()


def _send(handler: BaseHTTPRequestHandler, code: int, body: bytes, headers: dict[str, str]) -> None:
    _begin(handler, code, {"Content-Length": str(len(body))} | headers)
    handler.wfile.write(body)


def page(body: bytes, *, etag: str = "", modified: str = "", **headers: str) -> Answer:
    """200 with this body, or 304 to who already has it. Further headers as Content_Type="…"."""
    named = {"ETag": etag, "Last-Modified": modified}
    given = {name: value for name, value in named.items() if value}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
        held = (etag and known[0] == etag) or (modified and known[1] == modified)
        _send(handler, 304 if held else 200, b"" if held else body, given)

    return answer


def status(code: int, body: bytes = b"trouble", **headers: str) -> Answer:
    """Nothing but a status."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: _send(handler, code, b"" if code == 304 else body, given)


def redirect(to: str) -> Answer:
    """302 to another address."""
    return status(302, Location=to)


def packed(body: bytes) -> Answer:
    """200 with the body compressed."""
    return page(gzip.compress(body), Content_Encoding="gzip")


def sized(body: bytes, length: int) -> Answer:
    """200 that declares another length than it has, and then closes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        _send(handler, 200, body, {"Content-Length": str(length), "Connection": "close"})
        handler.close_connection = True

    return answer


def endless(
    piece: bytes = b"0" * PIECE, *, pause: float = 0, most: int = 10_000, sent: list[bytes] | None = None
) -> Answer:
    """200 without a length that goes on piece by piece, as long as the client listens, at most `most` pieces.

    What was sent is appended to `sent`.
    """
    pieces = [] if sent is None else sent

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        _begin(handler, 200, {"Connection": "close"})
        for _ in range(most):
            if handler.server.endpoint.ended.wait(pause):
                return
            handler.wfile.write(piece)
            pieces.append(piece)

    return answer


def silent(before: bytes = b"", length: int = 1000) -> Answer:
    """Nothing; or, when `before` is given, a head that promises `length` bytes, these bytes, and then nothing."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        if before:
            _send(handler, 200, before, {"Content-Length": str(length)})
        else:
            handler.server.endpoint.leave(handler.headers["Host"])
        handler.server.endpoint.ended.wait(HOLD)

    return answer


def closed() -> Answer:
    """The connection ends without a word."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.server.endpoint.leave(handler.headers["Host"])
        handler.close_connection = True

    return answer


def meeting(barrier: threading.Barrier, body: bytes) -> Answer:
    """200 once as many requests as the barrier has parties are being answered at the same time, else 500."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        try:
            barrier.wait(HOLD)
        except threading.BrokenBarrierError:
            _send(handler, 500, b"alone", {})
        else:
            _send(handler, 200, body, {})

    return answer


def lingering(body: bytes, seconds: float) -> Answer:
    """200 after a moment in which another request could come, if it were let."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.server.endpoint.ended.wait(seconds)
        _send(handler, 200, body, {})

    return answer


def trusting(folder: Path) -> tuple[trustme.CA, Path]:
    """An authority of our own, and the file by which a client trusts it."""
    authority = trustme.CA()
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return authority, path
