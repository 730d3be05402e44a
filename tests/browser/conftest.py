"""The running dashboard and a browser to read it with.

Both are kept for this folder only: Playwright's loop, while it lives, forbids other tests of the same process a loop
of their own.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import chromium

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks any other host for something gets no answer, on every machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Without one the tests fail, saying how to get one; they are never skipped."""
    path = chromium.find()
    # Chromium refuses its sandbox to root.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *root])
        yield started
        started.close()


@pytest.fixture(scope="package")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard of our own, served from a build of the seed in a temporary DATA_DIR."""
    folder = tmp_path_factory.mktemp("data")
    environment = os.environ | {"DATA_DIR": str(folder)}
    subprocess.run([sys.executable, "-m", "etl", "build"], cwd=ROOT, env=environment, check=True)
    port = _free_port()
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "localhost", "--server.port", str(port), "--server.fileWatcherType", "none"]
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            _wait_until_healthy(server, url, log)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=SECONDS_TO_START)


@pytest.fixture
def page(browser: Browser, app_url: str) -> Iterator[Callable[..., Page]]:
    """Opens pages: `page(width=390, theme="dark")` is blank, 900 px high, and its `goto("/losses")` finds the app."""
    opened: list[BrowserContext] = []

    def open_page(width: int = 1280, theme: str = "light", **options: object) -> Page:
        context = browser.new_context(
            base_url=app_url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion="reduce",
            **options,
        )
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


def _wait_until_healthy(server: subprocess.Popen, url: str, log: Path) -> None:
    """Return once the server answers. Raises RuntimeError with its log when it ends, or does not answer in time."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            code = server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if _healthy(url):
                return
        else:
            raise RuntimeError(f"the server ended with {code}:\n{log.read_text(encoding='utf-8')}")
    raise RuntimeError(f"the server did not answer in {SECONDS_TO_START} s:\n{log.read_text(encoding='utf-8')}")


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
