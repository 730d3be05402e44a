"""Asking publishers for the files of a source: politely, within limits, and without loading anything.

An answer is bytes or "unchanged". Mirrors of the same bytes are tried in order. What the bytes mean is for the parsers.
"""

import datetime as dt
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import DecodeError, HTTPError, ProtocolError, ReadTimeoutError
from urllib3.util import Retry

from etl.declarations import File

# Connecting, and the longest silence between two pieces of an answer, in seconds.
TIMEOUT = (15, 60)
# The longest that a whole answer may take, so that an endless trickle ends.
PATIENCE = 300
LARGEST = 40_000_000
PIECE = 65_536
# Tries after the first one: at once, after 2 and after 4 seconds, or as Retry-After asks, up to two minutes.
RETRIES = Retry(
    total=3,
    backoff_factor=1,
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=("GET", "POST"),
    respect_retry_after_header=True,
    retry_after_max=120,
    raise_on_status=False,
)
# Some hosts turn away what calls itself a browser, one turns away everything else.
AGENT = "conflict-indicators/1.0"
AGENTS = {"minfin.gov.ru": "Mozilla/5.0"}
# What is asked for where an address names the first day, and how far back the newest month may lie.
FIRST = dt.date(2014, 1, 1)
MONTHS_BACK = 4
PLACE = re.compile(r"\{(from|to|month):([^}]+)\}")


class Unreachable(Exception):
    """No address of a file gave an answer. The message says what each one did."""


@dataclass(frozen=True)
class Held:
    """What is known of the bytes held of a file: where they came from and what the server called them."""

    url: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Got:
    """An answer. `body` is None when the server says that what is held is unchanged."""

    body: bytes | None
    held: Held


class Fetcher:
    """Connections for one refresh: one at a time to each host, each host under the name it wants to hear."""

    def __init__(self, retries: Retry = RETRIES, timeout: tuple[float, float] = TIMEOUT, verify: str | bool = True):
        self.session = requests.Session()
        self.session.verify = verify
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=retries))
        self.timeout = timeout
        self.hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def get(self, file: File, held: Held, today: dt.date, largest: int = LARGEST) -> Got:
        """The file's bytes from the first address that gives them, or that they are unchanged. Raises Unreachable."""
        failures = []
        for url in (address for template in file.urls for address in addresses(template, today)):
            try:
                return self._ask(file, url, held if url == held.url else Held(), today, largest)
            except (requests.RequestException, HTTPError, Unreachable) as error:
                failures.append(f"{urlsplit(url).netloc}: {_words(error)}")
        raise Unreachable("; ".join(failures))

    def _ask(self, file: File, url: str, held: Held, today: dt.date, largest: int) -> Got:
        host = urlsplit(url).netloc
        headers = {"User-Agent": AGENTS.get(host, AGENT), **file.headers}
        if held.etag:
            headers["If-None-Match"] = held.etag
        if held.modified:
            headers["If-Modified-Since"] = held.modified
        method, body = ("POST", filled(file.body, today, today).encode()) if file.body else ("GET", None)
        with (
            self.hosts[host],
            self.session.request(method, url, data=body, headers=headers, timeout=self.timeout, stream=True) as answer,
        ):
            if any(hop.url.startswith("https:") for hop in answer.history) and not answer.url.startswith("https:"):
                raise Unreachable("redirects to an address that is not encrypted")
            if answer.status_code == requests.codes.not_modified and held.url:
                return Got(None, held)
            if answer.status_code != requests.codes.ok:
                raise Unreachable(f"answered {answer.status_code} {answer.reason}")
            named = Held(url, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
            return Got(b"".join(_pieces(answer, largest)), named)


def _pieces(answer: requests.Response, largest: int) -> Iterator[bytes]:
    """The body as it comes, given up when it is too large or takes too long."""
    size, started = 0, time.monotonic()
    # read1 gives what has come. A whole piece, as iter_content waits for, takes a trickle hours.
    while piece := answer.raw.read1(PIECE, decode_content=True):
        size += len(piece)
        if size > largest:
            raise Unreachable(f"more than {largest:,} bytes")
        if time.monotonic() - started > PATIENCE:
            raise Unreachable(f"not whole after {PATIENCE} seconds")
        yield piece


def addresses(template: str, today: dt.date) -> list[str]:
    """The addresses that a template stands for: one, or one for each of the newest months, newest first.

    {from:form} and {to:form} are the first and last day asked for, {month:form} the month of the file's name; `form`
    is a date's form as strftime writes it, with %-m for a month without a leading zero.
    """
    if "{month:" not in template:
        return [filled(template, today, today)]
    first = today.replace(day=1)
    months = [first]
    for _ in range(MONTHS_BACK):
        months.append((months[-1] - dt.timedelta(days=1)).replace(day=1))
    return [filled(template, today, month) for month in months]


def filled(template: str, today: dt.date, month: dt.date) -> str:
    """A template with its days and its month written in."""
    days = {"from": FIRST, "to": today, "month": month}

    def written(place: re.Match) -> str:
        day = days[place[1]]
        # Not every platform's strftime knows %-m.
        return day.strftime(place[2].replace("%-m", str(day.month)))

    return PLACE.sub(written, template)


def _words(error: Exception) -> str:
    """An error in a few words, without the address, which is told beside it."""
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted"
    # After the last retry requests calls a silence a failed connection; what it was stands inside.
    inside = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, requests.Timeout | ReadTimeoutError) or isinstance(inside, ReadTimeoutError):
        return "no answer in time"
    if isinstance(error, requests.TooManyRedirects):
        return "redirects in a circle"
    if isinstance(error, ProtocolError):
        return "the answer broke off"
    if isinstance(error, DecodeError):
        return "its compression is damaged"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    return str(error)
