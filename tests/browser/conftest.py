"""The running dashboard and a browser to read it with.

Both are kept for this folder only: Playwright's loop, while it lives, forbids other tests of the same process a loop
of their own.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.serving import free_port, serving
from tools import chromium

ROOT = Path(__file__).resolve().parents[2]
# So long is waited for what must come, in ms: a busy machine is slow, which is not what these tests are about.
PATIENCE = 120_000
FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page is drawn by the process of those before it, which holds the program compiled.
    "--process-per-site",
    # A page that asks any other host for something gets no answer, on every machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Without one the tests fail, saying how to get one; they are never skipped."""
    path = chromium.find()
    # Chromium refuses its sandbox to root.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *root])
        yield started
        started.close()


@pytest.fixture(scope="package")
def data_dir(real_builds: Path) -> Path:
    """A temporary DATA_DIR with a build of the seed."""
    return real_builds


@pytest.fixture(scope="package")
def app_url(data_dir: Path) -> Iterator[str]:
    """The address of a dashboard of our own, which was not told it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "localhost", "--server.port", str(port), "--server.fileWatcherType", "none"]
    with serving(command, port, data_dir, {"PUBLIC_URL": ""}, "/_stcore/health") as url:
        yield url


@pytest.fixture(scope="package")
def public_url(data_dir: Path) -> Iterator[str]:
    """The address of a server of our own routes alone, which was told it."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.browser.routes_alone:app", "--port", str(port)]
    with serving(command, port, data_dir, {"PUBLIC_URL": f"http://localhost:{port}"}, "/robots.txt") as url:
        yield url


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Serves the page of somebody else: given its HTML, returns its address, which is of another origin."""
    texts: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        """The page, whatever is asked."""

        def do_GET(self) -> None:
            """Send it."""
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(texts[-1].encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("localhost", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def serve(text: str) -> str:
            texts.append(text)
            return f"http://localhost:{server.server_port}/"

        yield serve
        server.shutdown()
        thread.join()


@pytest.fixture(scope="package")
def contexts(browser: Browser, app_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts of the browser, each with its options, kept with what they have loaded and compiled of the program.

    In each a page stands that nobody uses: as long as it does, further pages are drawn by the process that drew others.
    """
    made: dict[str, BrowserContext] = {}

    def context(**options: object) -> BrowserContext:
        name = repr(sorted(options.items()))
        if name not in made:
            made[name] = new_context(browser, app_url, **options)
            made[name].new_page().goto("/robots.txt")
        return made[name]

    yield context
    for each in made.values():
        each.close()


def new_context(browser: Browser, app_url: str, **options: object) -> BrowserContext:
    context = browser.new_context(base_url=app_url, reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def page(browser: Browser, app_url: str, contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Opens pages: `page(width=390, theme="dark")` is blank, 900 px high, and its `goto("/losses")` finds the app.

    `alone`: in a context that no other page has, as a test needs which changes the clock. Options: those of a context.
    What a page has kept in the browser is gone when the test has ended.
    """
    shared: list[BrowserContext] = []
    own: list[BrowserContext] = []

    def open_page(width: int = 1280, theme: str = "light", alone: bool = False, **options: object) -> Page:
        context = new_context(browser, app_url, **options) if alone else contexts(**options)
        (own if alone else shared).append(context)
        opened = context.new_page()
        opened.set_viewport_size({"width": width, "height": 900})
        opened.emulate_media(color_scheme=theme)
        return opened

    yield open_page
    for context in own:
        context.close()
    for context in shared:
        first, *others = context.pages
        for each in others:
            each.close()
        context.clear_cookies()
        first.evaluate("localStorage.clear()")
