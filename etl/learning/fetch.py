"""Asking publishers for the files of a source: politely, within limits, and without loading anything.

An answer is bytes or "unchanged". Mirrors of the same bytes are tried in order. What the bytes mean is for the parsers.
"""

import datetime as dt
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import DecodeError, HTTPError, ProtocolError, ReadTimeoutError
from urllib3.util import Retry
from urllib3.util.ssl_ import create_urllib3_context

from etl.declared.shapes import AnswerFile
from etl.learning.addresses import addresses, between, filled, linked_addresses

# The longest that a whole refresh may ask, in seconds: nothing is begun after it, and what is under way ends with it.
LONGEST = 600
# Connecting, and the longest silence between two pieces of an answer, in seconds.
TIMEOUT = (8, 60)
# The longest that a whole answer may take, so that an endless trickle ends.
PATIENCE = 300
LARGEST, LARGEST_PAGE = 40_000_000, 4_000_000
PIECE = 65_536


class Trouble(Retry):
    """What is asked again: trouble of the moment. A host that counts its askers (429) is left in peace."""

    RETRY_AFTER_STATUS_CODES = frozenset({503})


# Tries after the first one: at once, after 2 and after 4 seconds, or as Retry-After asks, up to 5 seconds. Who asks for
# more is asked again by the next refresh.
RETRIES = Trouble(
    total=3,
    connect=0,
    read=1,
    other=0,
    backoff_factor=1,
    status_forcelist=(500, 502, 503, 504),
    allowed_methods=("GET", "POST"),
    respect_retry_after_header=True,
    retry_after_max=5,
    raise_on_status=False,
)
# Some hosts turn away what calls itself a browser, one turns away everything else.
AGENT = "conflict-indicators/1.0"
AGENTS = {"minfin.gov.ru": "Mozilla/5.0"}
SILENT, UNCONNECTED = "no answer in time", "no connection"


class Unreachable(Exception):
    """No address of a file gave an answer. The message says what each one did."""


@dataclass(frozen=True)
class Version:
    """Which bytes are held of a file: where they came from and what the server called them. Empty: none."""

    url: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Got:
    """An answer. `body` is None when the server says that what is held is unchanged.

    `earlier`: of a file of one month, the months between the one held and this one, oldest first. `remarks`: what of
    them could not be had.
    """

    body: bytes | None
    version: Version
    earlier: tuple[bytes, ...] = ()
    remarks: tuple[str, ...] = ()


class Asking(Protocol):
    """Who gets the files of a source: a Fetcher, or what stands in for one."""

    def get(
        self,
        file: AnswerFile,
        held: Version,
        today: dt.date,
        *,
        passed: frozenset[str] = frozenset(),
        older: bool = True,
    ) -> Got:
        """A file's bytes, or that what is held is unchanged. Raises Unreachable."""


class Authority(HTTPAdapter):
    """Trusts one declared authority's certificates besides the usual ones; nothing else is looser."""

    def __init__(self, certificate: str, retries: Retry) -> None:
        self.context = create_urllib3_context()
        self.context.load_verify_locations(cadata=certificate)
        super().__init__(max_retries=retries)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Connections that know the authority."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=self.context, **options)


class Fetcher:
    """Connections for one refresh: one at a time to each host, each host under the name it wants to hear.

    A host that refuses a connection, does not answer in time, counts its askers or says when to come again is given up
    for this refresh.
    """

    def __init__(
        self,
        retries: Retry = RETRIES,
        timeout: tuple[float, float] = TIMEOUT,
        verify: str | bool = True,
        largest: int = LARGEST,
    ):
        self.session = requests.Session()
        self.session.verify = verify
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=retries))
        self.retries, self.timeout, self.largest = retries, timeout, largest
        self.until = time.monotonic() + LONGEST
        self.hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self.given_up: dict[str, str] = {}

    def get(
        self,
        file: AnswerFile,
        held: Version,
        today: dt.date,
        *,
        passed: frozenset[str] = frozenset(),
        older: bool = True,
    ) -> Got:
        """The file's bytes from the first address that gives them, or that they are unchanged. Raises Unreachable.

        `passed`: addresses that are passed over, since what they gave was not understood; then without `older` only
        mirrors of the same month or year are asked.
        """
        failures: list[str] = []
        for row in self._addresses(file, today, failures):
            for url in (url for url in row if url not in passed):
                try:
                    got = self._ask(file, url, held if url == held.url else Version(), today, self.largest)
                except (requests.RequestException, HTTPError, Unreachable) as error:
                    failures.append(f"{urlsplit(url).netloc}: {_words(error)}")
                    continue
                return self._with_earlier(file, got, held, today) if file.collected and got.body else got
            if not older and not passed.isdisjoint(row):
                break
        raise Unreachable("; ".join(dict.fromkeys(failures)) or "no further address")

    def _addresses(self, file: AnswerFile, today: dt.date, failures: list[str]) -> Iterator[list[str]]:
        """The addresses of a file in order: those written down, before them the newest that its page links to."""
        written = addresses(file.urls, today)
        if file.page:
            try:
                page = self._body(file, file.page, today, LARGEST_PAGE)
                written[0][:0] = linked_addresses(file, page.decode("utf-8", "replace"))[:1]
            except (requests.RequestException, HTTPError, Unreachable) as error:
                failures.append(f"{urlsplit(file.page).netloc}: {_words(error)}")
        yield from written

    def _with_earlier(self, file: AnswerFile, got: Got, held: Version, today: dt.date) -> Got:
        bodies, remarks = [], []
        for url in between(file.urls, held.url, got.version.url, today):
            try:
                bodies.append(self._body(file, url, today, self.largest))
            except (requests.RequestException, HTTPError, Unreachable) as error:
                remarks.append(f"{url.rpartition('/')[2]} could not be had: {_words(error)}")
        return Got(got.body, got.version, tuple(bodies), tuple(remarks))

    def _body(self, file: AnswerFile, url: str, today: dt.date, largest: int) -> bytes:
        """What an address gives to who holds nothing."""
        return self._ask(file, url, Version(), today, largest).body or b""

    def _ask(self, file: AnswerFile, url: str, held: Version, today: dt.date, largest: int) -> Got:
        host = urlsplit(url).netloc
        headers = {"User-Agent": AGENTS.get(host, AGENT), **file.headers}
        if held.etag:
            headers["If-None-Match"] = held.etag
        if held.modified:
            headers["If-Modified-Since"] = held.modified
        method, body = ("POST", filled(file.body, today, today).encode()) if file.body else ("GET", None)
        with (
            self._turn(host, file),
            self.session.request(method, url, data=body, headers=headers, timeout=self._left(), stream=True) as answer,
        ):
            if any(hop.url.startswith("https:") for hop in answer.history) and not answer.url.startswith("https:"):
                raise Unreachable("redirects to an address that is not encrypted")
            if answer.status_code == requests.codes.not_modified and held.url:
                return Got(None, held)
            if answer.status_code == requests.codes.too_many_requests:
                self.given_up[host] = "answered 429 Too Many Requests"
            if answer.status_code == requests.codes.unavailable and "Retry-After" in answer.headers:
                self.given_up[host] = f"answered 503 {answer.reason}"
            if answer.status_code != requests.codes.ok:
                raise Unreachable(f"answered {answer.status_code} {answer.reason}")
            named = Version(url, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
            return Got(b"".join(_pieces(answer, largest, self.until)), named)

    @contextmanager
    def _turn(self, host: str, file: AnswerFile) -> Iterator[None]:
        """The host's turn, unless it was given up. What shows that a host is not there gives it up."""
        with self.hosts[host]:
            if host in self.given_up:
                raise Unreachable(self.given_up[host])
            prefix = f"https://{host}/"
            if file.authority and prefix not in self.session.adapters:
                self.session.mount(prefix, Authority(file.authority, self.retries))
            try:
                yield
            except (requests.RequestException, HTTPError) as error:
                if _words(error) in (SILENT, UNCONNECTED):
                    self.given_up[host] = _words(error)
                raise

    def _left(self) -> tuple[float, float]:
        """How long connecting and a silence may take, within what is left of the refresh. Raises Unreachable."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise Unreachable(f"not asked: the refresh has taken {LONGEST // 60} minutes")
        return min(self.timeout[0], left), min(self.timeout[1], left)


def _pieces(answer: requests.Response, largest: int, until: float) -> Iterator[bytes]:
    """The body as it comes, given up when it is too large or takes too long; `until` when the refresh has to end."""
    size, started = 0, time.monotonic()
    # read1 gives what has come. A whole piece, as iter_content waits for, takes a trickle hours.
    while piece := answer.raw.read1(PIECE, decode_content=True):
        size += len(piece)
        if size > largest:
            raise Unreachable(f"more than {largest:,} bytes")
        if time.monotonic() - started > PATIENCE:
            raise Unreachable(f"not whole after {PATIENCE} seconds")
        if time.monotonic() > until:
            raise Unreachable(f"not whole when the refresh had taken {LONGEST // 60} minutes")
        yield piece


def _words(error: Exception) -> str:
    """An error in a few words, without the address, which is told beside it."""
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted"
    # After the last retry requests calls a silence a failed connection; what it was stands inside.
    inside = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, requests.Timeout | ReadTimeoutError) or isinstance(inside, ReadTimeoutError):
        return SILENT
    if isinstance(error, requests.TooManyRedirects):
        return "redirects in a circle"
    if isinstance(error, ProtocolError):
        return "the answer broke off"
    if isinstance(error, DecodeError):
        return "its compression is damaged"
    if isinstance(error, requests.ConnectionError):
        return UNCONNECTED
    return str(error)
