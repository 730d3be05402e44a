"""Find a Chromium for browser tests, screenshots and measurements, or install one.

python tools/chromium.py            print the path of a usable browser, or say how to get one and exit 1
python tools/chromium.py --install  the same, installing one first when there is none
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
REMEDY = """no usable Chromium was found. One of these helps:
  on Debian as root:      apt-get install chromium
  elsewhere:              python -m playwright install chromium
  one that you have:      set CHROMIUM to its path"""


class NoBrowser(Exception):
    """There is no usable browser; the message says what to do."""


def usable(path: str) -> bool:
    """Whether `path` starts and says its version: some systems install a stub that only says where to get one."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return False


def find() -> str:
    """The path of a usable browser: CHROMIUM, else the system's, else Playwright's own. Raises NoBrowser."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not usable(chosen):
            raise NoBrowser(f"CHROMIUM names {chosen}, which does not start")
        return chosen
    held = []
    # Playwright is asked last, and only if need be: it cannot be started twice in one thread.
    looks: list[Callable[[], str | None]] = [*(partial(shutil.which, name) for name in NAMES), _playwrights_own]
    for look in looks:
        path = look()
        if path and usable(path):
            return path
        held += [path] if path else []
    raise NoBrowser("\n".join([REMEDY, *(f"found, but it does not start: {path}" for path in held)]))


def install() -> None:
    """Install a browser: Debian's when root can, else Playwright's own. What the installers say goes to stderr."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        run("apt-get", "update")
        if run("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation", "fonts-dejavu"):
            return
    run(sys.executable, "-m", "playwright", "install", "chromium")


def _playwrights_own() -> str | None:
    # Imported here, so that finding a system browser needs nothing but the standard library.
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def run(*command: str) -> bool:
    """Whether the command succeeded; asks nothing, so that it never waits for an answer."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print("$", *command, file=sys.stderr)
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode == 0


def main(arguments: list[str]) -> int:
    """Print the browser's path; 0 when there is one, 1 when there is none, 2 for an unknown argument."""
    if arguments not in ([], ["--install"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        try:
            print(find())
        except NoBrowser:
            if not arguments:
                raise
            install()
            print(find())
    except NoBrowser as missing:
        print(f"chromium: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
