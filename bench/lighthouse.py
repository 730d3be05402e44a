"""Lighthouse, Node's own tool, about the first screen and a topic on a phone: how fast, and how accessible."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.server import serving
from tools import chromium

# The newest of its kind that runs on Node 20.
VERSION = "12.8.2"
FOLDER = Path(sys.prefix) / "node"
TOOL = FOLDER / "node_modules" / "lighthouse"
HAS_NODE = bool(shutil.which("node") and shutil.which("npm"))
WITH_NODE = "Lighthouse’s points of the overview and of Losses"
PAGES = ("", "losses")
ROUNDS = 3
# How many points may be missing to 100.
MISSING = {"performance": 15, "accessibility": 0}
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def rows() -> Iterator[tuple[str, float, float | None]]:
    """Points of each page that are missing to 100; medians. Raises CalledProcessError where it fails."""
    if not HAS_NODE:
        return
    _install()
    with serving("app.py") as (port, _):
        for page in PAGES:
            found = [_points(f"http://localhost:{port}/{page}") for _ in range(ROUNDS)]
            for kind, bound in MISSING.items():
                points = statistics.median(each[kind] for each in found)
                yield (f"Lighthouse on a phone, /{page}: points of {kind} missing to 100", 100 - points, bound)


def _install() -> None:
    """Beside the installed packages of Python, once."""
    held = TOOL / "package.json"
    if held.is_file() and json.loads(held.read_text(encoding="utf-8"))["version"] == VERSION:
        return
    FOLDER.mkdir(exist_ok=True)
    wanted = ["--no-audit", "--no-fund", "--no-package-lock", f"lighthouse@{VERSION}"]
    subprocess.run(["npm", "install", "--silent", "--prefix", str(FOLDER), *wanted], check=True)


def _points(url: str) -> dict[str, float]:
    """Of 100, by kind: one run, as on a phone of the middle class on a slow line, which it supposes by itself."""
    command = ["node", str(TOOL / "cli" / "index.js"), url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(MISSING)}")
    environment = os.environ | {"CHROME_PATH": chromium.find()}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return {kind: 100 * json.loads(said)["categories"][kind]["score"] for kind in MISSING}
