"""A server as a process of its own, for as long as a test needs it."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A busy machine is slow, which is not what tests are about.
SECONDS_TO_START = 300


@contextmanager
def serving(
    command: list[str], port: int, folder: Path, settings: dict[str, str], ready: str, cwd: Path = ROOT
) -> Iterator[str]:
    """The address of a server that is up while this lasts, with `folder` as its DATA_DIR.

    `ready`: the path that answers once it is up. Raises RuntimeError with its log when it does not come up.
    """
    environment = os.environ | {"DATA_DIR": str(folder)} | settings
    url, log = f"http://localhost:{port}", folder / f"server-{port}.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=cwd, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            _wait_until_healthy(server, f"{url}{ready}", log)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=SECONDS_TO_START)


def free_port() -> int:
    """A port of this machine that nobody uses just now."""
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
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
