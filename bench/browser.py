"""How soon charts stand on screen in a real Chromium."""

import time

from playwright.sync_api import Browser, sync_playwright

from dashboard.draw.plotly.plotly_inside import DRAWN, PLOT
from dashboard.streamlit_inside import CHART
from tools import chromium

ROUNDS = 7
# Whether every chart whose place begins inside the window has been drawn, and no placeholder is left there.
SCREEN = f"""() => {{
  const inside = [...document.querySelectorAll('{CHART}')]
    .filter(chart => chart.getBoundingClientRect().top < window.innerHeight);
  return inside.length > 0 && inside.every(chart => chart.querySelector('{DRAWN}'))
}}"""


def first_charts(ours: str, bare: str) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Seconds to the first chart and to all first-screen charts, for both addresses in turn, each in a fresh session.

    The first round warms the servers and the browser's cache and is not counted.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"])
        rounds = [(_open(browser, ours), _open(browser, bare)) for _ in range(ROUNDS + 1)][1:]
        browser.close()
    return [own for own, _ in rounds], [other for _, other in rounds]


def _open(browser: Browser, url: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(url)
    # It is drawn unseen first.
    page.wait_for_selector(f"{PLOT} {DRAWN}")
    first = time.perf_counter() - started
    page.wait_for_function(SCREEN)
    screen = time.perf_counter() - started
    context.close()
    return first, screen
