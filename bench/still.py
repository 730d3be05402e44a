"""The overview before the application has come: how soon it is seen, after how many bytes, and what shifts then."""

import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import serving
from dashboard import settings
from dashboard.draw.plotly.plotly_inside import DRAWN, PLOT
from tools import chromium

ROUNDS = 5
# In the browser: the still chart; and one that the application has drawn and nothing stands before.
STILL = "document.getElementById('still')?.shadowRoot?.querySelector('svg[role=img]')"
TAKEN_OVER = f"document.getElementById('still') ? null : document.querySelector('{PLOT} {DRAWN}')"
# By the clock of the page, which begins with the navigation: the frame after the one in which a chart was there first.
# A driver's own clock adds the same to both pages, some of it waiting for a processor, and to the quicker one more.
STANDS = """window.stands = new Promise(done => {
  const look = () => (%s)?.getClientRects().length ? requestAnimationFrame(() => done(performance.now() / 1000))
    : requestAnimationFrame(look);
  look();
})"""
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
        yield from _taken_over(browser, ours, other)
        yield from _soon(browser, ours, other, "on a slow line", slow=True, bound=0.05)
        yield ("kB before the first chart of the overview", _kilobytes(browser, ours), 80)
        for page in settings.PAGES:
            yield (f"layout shift of /{page.name}", _shift(browser, ours + page.name), 0.1)
        browser.close()


def _soon(browser: Browser, ours: str, bare: str, line: str, slow: bool, bound: float) -> Iterator[Row]:
    """Seconds until the still chart is on screen, against the chart of the bare one-chart page."""
    own, other = _medians(browser, (ours, STILL), (bare, TAKEN_OVER), slow)
    yield (f"first still chart of the overview / bare one-chart page, {line}", own / other, bound)
    yield (f"first still chart of the overview {line}, seconds", own, None)


def _taken_over(browser: Browser, ours: str, bare: str) -> Iterator[Row]:
    """Seconds until the application has taken the place of the still page, against the chart of the bare page."""
    own, other = _medians(browser, (ours, TAKEN_OVER), (bare, TAKEN_OVER))
    yield ("interactive chart of the overview / bare one-chart page, on loopback", own / other, 1.15)
    yield ("interactive chart of the overview on loopback, seconds", own, None)


def _medians(browser: Browser, ours: tuple[str, str], bare: tuple[str, str], slow: bool = False) -> tuple[float, float]:
    """Of both addresses with the charts that are waited for, in turn; a first round warms the servers."""
    rounds = 2 if slow else ROUNDS
    pairs = [(_stands(browser, *ours, slow), _stands(browser, *bare, slow)) for _ in range(rounds + 1)][1:]
    own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return own, other


def _stands(browser: Browser, url: str, chart: str, slow: bool) -> float:
    """Seconds from navigation until a chart is on screen."""
    page = _opened(browser)
    page.set_default_timeout(120_000)
    page.add_init_script(STANDS % chart)
    if slow:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        limits = {"downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8, "latency": LATENCY}
        session.send("Network.emulateNetworkConditions", {"offline": False, **limits})
    page.goto(url, wait_until="commit")
    taken = page.evaluate("stands")
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
