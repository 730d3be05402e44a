"""A Streamlit server of our own for one measurement, and a session that reruns its script as a browser would."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def serving(script: str, **environment: str) -> Iterator[tuple[int, int]]:
    """Run `streamlit run script` from the root on a free port; port and process id are yielded once it is healthy."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: subprocess.Popen, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"no healthy server on port {port}")


@contextmanager
def session(port: int) -> Iterator[ClientConnection]:
    """One reader's connection, with its first run done."""
    address = f"ws://localhost:{port}/_stcore/stream"
    origin = Origin(f"http://localhost:{port}")
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, origin=origin) as socket_:
        rerun(socket_)
        yield socket_


def rerun(connection: ClientConnection) -> float:
    """Seconds from asking for a run of the script to its last message."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    started = time.perf_counter()
    connection.send(asked.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(connection.recv(timeout=60))
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - started
