"""Firefox, driven by the protocol that it speaks itself: WebDriver BiDi."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.serving import free_port

SECONDS = 120
ADDRESS = "WebDriver BiDi listening on "


class Tab:
    """One page of a running Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.numbers = count(1)
        self.ask("session.new", {"capabilities": {}})
        self.context = self.ask("browsingContext.create", {"type": "tab"})["context"]

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """What a command answers. Raises AssertionError with its words when it fails."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv(timeout=SECONDS))
            # Events have no number.
            if told.get("id") == number:
                assert told["type"] == "success", told
                return told["result"]

    def goto(self, address: str) -> None:
        """Open an address, and return as soon as it begins to come."""
        self.ask("browsingContext.navigate", {"context": self.context, "url": address, "wait": "none"})

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, which JSON can say; a promise is waited for."""
        given = {"expression": f"(async () => JSON.stringify(await ({expression})))()", "awaitPromise": True}
        answer = self.ask("script.evaluate", {**given, "target": {"context": self.context}})
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))

    def wait_for(self, expression: str) -> None:
        """Return when an expression holds in the page."""
        self.evaluate(
            "new Promise(done => { const look = setInterval(() => "
            f"{{ if ({expression}) {{ clearInterval(look); done(true) }} }}, 50) }})"
        )


@contextmanager
def opened(path: str) -> Iterator[Tab]:
    """A headless Firefox with a profile of its own, for as long as this lasts."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", str(port)]
        browser = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            assert browser.stderr is not None
            address = next(line for line in map(bytes.decode, browser.stderr) if ADDRESS in line).partition(ADDRESS)[2]
            with connect(f"{address.strip()}/session", max_size=None, open_timeout=SECONDS) as socket:
                yield Tab(socket)
        finally:
            browser.terminate()
            browser.wait(timeout=SECONDS)
