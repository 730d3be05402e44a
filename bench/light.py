"""The light pages: how soon they stand, how much they send, how many a second, and what drawing many does to others."""

import datetime as dt
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from websockets.sync.client import ClientConnection

from bench.browser import DRAWN
from bench.server import rerun, serving, session
from tools import chromium

CHART = "/c/casualties?article=weakness-2025-03"
ROUNDS, REQUESTS, AT_ONCE, VIEWS = 7, 3000, 8, 200
PICTURE = ".picture svg"
HAS_AB = shutil.which("ab") is not None
WITH_AB = "requests a second of a kept light page and of a plain-text route"
# A chart of a published series, one of many estimates, one that no article names, and a claim.
SET_BACK = (
    *("/c/key-rate?article=weakness-2025-03&", "/c/casualties?article=weakness-2025-03&", "/c/casualties?"),
    *("/c/equipment-ratio?", "/claim/casualties-850k?"),
)
Row = tuple[str, float, float | None]
Rows = list[Row]
# Series of several units and rhythms, as many as stand in one chart.
SIX = (
    *("key_rate", "inflation_rosstat", "brent"),
    *("casualties_economist", "equipment_claimed:tank", "losses_claimed_ukraine"),
)


def rows() -> Iterator[Row]:
    """Everything about light pages, from one server."""
    with serving("bench/plain.py") as (port, pid), serving("bench/bare_one.py") as (bare, _):
        base = f"http://localhost:{port}"
        yield from _soon(base, f"http://localhost:{bare}")
        yield from _small(base)
        if HAS_AB:
            yield from _often(base)
        yield from _set_back(base, pid)
        yield from _crowded(base, port, pid)


def _soon(base: str, bare: str) -> Rows:
    """Seconds until the chart stands, against the bare one-chart Streamlit page, in turn, each in a fresh session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"])
        pairs = [(_stands(browser, base + CHART, PICTURE), _stands(browser, bare, DRAWN)) for _ in range(ROUNDS + 1)][
            1:
        ]
        browser.close()
    own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return [
        ("light page: chart on screen / bare one-chart Streamlit page", own / other, 0.1),
        ("light page: chart on screen, seconds", own, None),
    ]


def _stands(browser: Browser, url: str, picture: str) -> float:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(picture, state="attached")
    taken = time.perf_counter() - started
    context.close()
    return taken


def _small(base: str) -> Rows:
    """The most that a chart's light page sends, over all charts, as it is sent."""
    sizes = {chart: len(_get(f"{base}/c/{chart}?article=weakness-2025-03")) for chart in _charts(base)}
    largest = max(sizes, key=sizes.__getitem__)
    together = len(_get(f"{base}/c/series?series={','.join(SIX)}"))
    return [
        (f"light page: kB over the wire, the largest of {len(sizes)} ({largest})", sizes[largest] / 1000, 60),
        ("the same of six series of several units, put together by a reader", together / 1000, 60),
    ]


def _often(base: str) -> Rows:
    """Requests a second of a cached light page, against a plain-text route of the same server; medians, in turn."""
    pairs = [(_rate(base + CHART), _rate(f"{base}/plain")) for _ in range(5)]
    own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return [
        ("plain-text route / cached light page, requests a second (at most 1 / 0.7)", other / own, 1 / 0.7),
        ("cached light page, requests a second", own, None),
    ]


def _rate(url: str) -> float:
    command = ["ab", "-q", "-n", str(REQUESTS), "-c", str(AT_ONCE), "-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or not re.search(r"Failed requests:\s+0\b", said):
        raise RuntimeError(f"ab had failures:\n{said}")
    return float(_number(r"Requests per second:\s+([\d.]+)", said))


def _set_back(base: str, pid: int) -> Rows:
    """Processor time of the server for a light page as of a day that nobody has asked for; medians."""
    found: Rows = []
    for place, address in enumerate(SET_BACK):
        spent = []
        for number in range(ROUNDS + 1):
            # No day is asked for twice: what all pages share of it would be there already.
            day = dt.date(2025, 4, 1) + dt.timedelta(days=len(SET_BACK) * number + place)
            before = _processor(pid)
            _get(f"{base}{address}asof={day}")
            spent.append(_processor(pid) - before)
        found.append((f"{address} as of a new day, processor seconds", statistics.median(spent[1:]), 0.3))
    return found


def _processor(pid: int) -> float:
    """The processor time of a process so far, in seconds."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _crowded(base: str, port: int, pid: int) -> Rows:
    """Reruns of the overview while many different views are drawn, against quiet ones; and the memory that it takes."""
    with session(port) as reader:
        quiet = statistics.median(rerun(reader) for _ in range(ROUNDS))
        first, _ = _storm(base, reader, 0)
        before = _megabytes(pid)
        second, answers = _storm(base, reader, VIEWS)
    busy = statistics.median([*first, *second])
    return [
        (f"rerun while {VIEWS} views are asked for at once / quiet rerun", busy / quiet, 3),
        (f"{VIEWS} views asked for at once, seconds until all are there", answers, None),
        ("peak memory of the server after twice as many views, MB", _megabytes(pid), 900),
        ("the same / after the first views", _megabytes(pid) / before, 1.15),
    ]


def _storm(base: str, reader: ClientConnection, offset: int) -> tuple[list[float], float]:
    charts = _charts(base)
    start = dt.date(2022, 3, 1)
    views = [
        f"{base}/c/{charts[number % len(charts)]}?from={start + dt.timedelta(days=number)}"
        for number in range(offset, offset + VIEWS)
    ]
    seconds: list[float] = []
    done = threading.Event()
    started = time.perf_counter()
    with ThreadPoolExecutor(VIEWS) as readers:
        asked = [readers.submit(_get, view) for view in views]

        def awaited() -> None:
            for future in asked:
                future.exception()
            done.set()

        threading.Thread(target=awaited).start()
        while not done.is_set():
            seconds.append(rerun(reader))
    for future in asked:
        future.result()
    return seconds, time.perf_counter() - started


def _charts(base: str) -> list[str]:
    answer = gzip.decompress(_get(f"{base}/api/catalogue.json"))
    return [chart["id"] for chart in json.loads(answer)["charts"]]


def _get(url: str) -> bytes:
    """What comes over the wire, packed."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=300) as answer:
        return answer.read()


def _megabytes(pid: int) -> float:
    """The peak of a process's memory so far."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(_number(r"VmHWM:\s+(\d+)", status)) / 1024


def _number(pattern: str, text: str) -> str:
    """What a pattern's group finds. Raises ValueError where it finds nothing."""
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"{pattern} is not in {text[:80]!r}")
    return found[1]
