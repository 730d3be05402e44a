"""Find a Firefox for the browser tests, or install one where that is easy.

python tools/firefox.py            print the path of a usable browser; nothing where there is none
python tools/firefox.py --install  the same, installing Debian's first where root can
"""

import os
import shutil
import sys
from pathlib import Path

# `python tools/firefox.py` starts without the root on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.chromium import run, usable

NAMES = ("firefox-esr", "firefox")


def find() -> str | None:
    """The path of a usable browser: FIREFOX, else the system's; None where there is none."""
    looks = (os.environ.get("FIREFOX"), *map(shutil.which, NAMES))
    return next((path for path in looks if path and usable(path)), None)


def install() -> None:
    """Install Debian's when root can. Elsewhere the tests that need one are skipped, saying why."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        run("apt-get", "update")
        run("apt-get", "install", "-y", "--no-install-recommends", "firefox-esr")


def main(arguments: list[str]) -> int:
    """Print the browser's path where there is one. Returns 0, or 2 for an unknown argument."""
    if arguments not in ([], ["--install"]):
        print(__doc__, file=sys.stderr)
        return 2
    if arguments and not find():
        install()
    print(find() or "")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
