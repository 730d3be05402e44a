"""A DuckDB older than ours attaches the database over HTTP, as docs/api.md says. It comes from the package index."""

import json
import socket
import subprocess
import sys
import threading
import venv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.record.build import Build
from dashboard.record.serving import Served
from dashboard.web import answers, api
from etl.building.public_copy import public_path

OLDER = ("duckdb==1.5.5", "duckdb-extensions==1.5.5", "duckdb-extension-httpfs==1.5.5")
# What pip says when it could not ask: any of the packages does exist.
UNREACHABLE = ("No matching distribution found", "Could not find a version", "Connection", "timed out")
# httpfs is installed from its package: no other place is asked.
LOAD = """
import duckdb, json, sys
from duckdb_extensions import import_extension
db = duckdb.connect(config={"extension_directory": sys.argv[2]})
import_extension("httpfs", con=db)
db.execute("LOAD httpfs")
"""
ATTACH = """
db.execute(f"ATTACH '{sys.argv[1]}' AS c (READ_ONLY)")
db.execute("USE c")
"""
ASKED = (
    "SELECT count(*), sum(value) FROM latest WHERE series_id = 'losses_claimed_ukraine'",
    "SELECT count(*), max(period_end)::VARCHAR FROM known_at(TIMESTAMP '2025-03-07 23:59:59')",
    "SELECT claim_id, verdict FROM claim_verdict WHERE basis = 'now' AND shift_days = 0 ORDER BY claim_id",
    "SELECT count(*) FROM revision",
    "SELECT count(*) FROM period",
)
ANSWER = f"print(json.dumps([duckdb.__version__, *(db.execute(sql).fetchall() for sql in {ASKED!r})]))"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a throwaway environment with an older DuckDB."""
    folder = tmp_path_factory.mktemp("older") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", *OLDER]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode and any(words in done.stderr for words in UNREACHABLE):
        pytest.skip(f"the package index cannot be reached: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return python


@pytest.fixture
def address(real_build: Build, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the database is served on loopback."""
    monkeypatch.setattr(answers, "served", lambda: Served(real_build))
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=api.routes()), log_level="warning"))
    # Who asks before the server has started waits in the queue of the socket.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/data/current.duckdb"
        server.should_exit = True
        thread.join()


def test_an_older_duckdb_attaches_the_database(
    older: Path, real_build: Build, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    code = LOAD + ATTACH + ANSWER
    done = subprocess.run([older, "-c", code, address, tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    version, *found = json.loads(done.stdout)
    assert version == "1.5.5" != duckdb.__version__
    with duckdb.connect(str(public_path(real_build.path)), read_only=True) as db:
        expected = [[list(row) for row in db.execute(sql).fetchall()] for sql in ASKED]
    assert found == expected and all(rows[0][0] for rows in found)
