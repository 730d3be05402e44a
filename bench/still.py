"""The overview before the application has come: how soon it is seen, after how many bytes, and what shifts then."""

import statistics
import time
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import DRAWN
from bench.server import serving
from dashboard import settings
from tools import chromium

ROUNDS = 5
STILL = "#still svg[role=img]"
# A slow line: bits a second, and milliseconds to the server and back.
BITS, LATENCY = 1_600_000, 150
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) window.shifted += each.value })
  .observe({ type: 'layout-shift', buffered: true })"""
Row = tuple[str, float, float | None]


def rows() -> Iterator[Row]:
    """Everything, from one server of ours and one of a bare page."""
    with (
        serving("app.py") as (port, _),
        serving("bench/bare_one.py") as (bare, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"])
        ours, other = f"http://localhost:{port}/", f"http://localhost:{bare}/"
        yield from _soon(browser, ours, other, "on loopback", slow=False, bound=0.15)
        yield from _soon(browser, ours, other, "on a slow line", slow=True, bound=0.05)
        yield ("kB before the first chart of the overview", _kilobytes(browser, ours), 80)
        for page in settings.PAGES:
            yield (f"layout shift of /{page.name}", _shift(browser, ours + page.name), 0.1)
        browser.close()


def _soon(browser: Browser, ours: str, bare: str, line: str, slow: bool, bound: float) -> Iterator[Row]:
    """Seconds until the still chart is on screen, against the chart of the bare one-chart page; medians, in turn."""
    rounds = 2 if slow else ROUNDS
    pairs = [(_stands(browser, ours, STILL, slow), _stands(browser, bare, DRAWN, slow)) for _ in range(rounds + 1)][1:]
    own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    yield (f"first still chart of the overview / bare one-chart page, {line}", own / other, bound)
    yield (f"first still chart of the overview {line}, seconds", own, None)


def _stands(browser: Browser, url: str, chart: str, slow: bool) -> float:
    page = _opened(browser)
    if slow:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        limits = {"downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8, "latency": LATENCY}
        session.send("Network.emulateNetworkConditions", {"offline": False, **limits})
    started = time.perf_counter()
    page.goto(url, wait_until="commit", timeout=120_000)
    page.wait_for_selector(chart, timeout=120_000)
    taken = time.perf_counter() - started
    page.context.close()
    return taken


def _kilobytes(browser: Browser, url: str) -> float:
    """What the server sends of the page itself, packed: the still chart stands in it."""
    page = _opened(browser)
    answer = page.goto(url, wait_until="commit")
    assert answer is not None
    sent = answer.request.sizes()["responseBodySize"]
    page.context.close()
    return sent / 1000


def _shift(browser: Browser, url: str) -> float:
    """The layout shift until the application has taken over."""
    page = _opened(browser)
    page.add_init_script(SHIFTS)
    page.goto(url, wait_until="commit")
    page.wait_for_selector("#still", state="detached", timeout=120_000)
    shifted = page.evaluate("window.shifted")
    page.context.close()
    return shifted


def _opened(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
