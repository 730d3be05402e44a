"""Pictures of every page, wide and narrow, light and dark: python -m tools.shots [FOLDER] [PAGE …].

Without a folder they go to `shots/`, which git ignores. `docs/dashboard.png`, the head of the overview, is taken anew
with `python -m tools.shots docs/dashboard.png`.
"""

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from bench.server import serving
from dashboard.streamlit_inside import DONE, MAIN
from tools import chromium

PAGES = (
    *("", "losses", "economy", "alliance", "support", "ground", "timeline", "who", "search?q=refugees", "glossary"),
    *("sources", "changes", "corrections", "method", "chart", "chart?chart=casualties&events=on&periods=on"),
)
WIDTHS = (1280, 390)
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
WAIT = 700
HEAD = 2450


def main(arguments: list[str]) -> int:
    """Take the pictures. Returns 0."""
    target = Path(arguments[0] if arguments else "shots")
    path = chromium.find()
    with serving("app.py") as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        if target.suffix == ".png":
            _shot(browser, f"http://localhost:{port}/", 1280, "light", target, height=HEAD)
            return 0
        target.mkdir(parents=True, exist_ok=True)
        for page in arguments[1:] or PAGES:
            for width in WIDTHS:
                for theme in THEMES:
                    name = page.replace("?", "-").replace("&", "-").replace("=", "-") or "overview"
                    _shot(
                        browser, f"http://localhost:{port}/{page}", width, theme, target / f"{name}-{width}-{theme}.png"
                    )
        browser.close()
    return 0


def _shot(browser: Browser, url: str, width: int, theme: Theme, path: Path, height: int | None = None) -> None:
    """One whole page, or its first `height` pixels: Streamlit scrolls inside, so the window is made that tall."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".ci-title, .ci-chart-title", state="attached", timeout=60_000)
    page.wait_for_function(DONE, timeout=60_000)
    page.wait_for_timeout(WAIT)
    tall = height or page.eval_on_selector(MAIN, "main => main.scrollHeight") + 80
    page.set_viewport_size({"width": width, "height": int(tall)})
    page.wait_for_timeout(WAIT)
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
