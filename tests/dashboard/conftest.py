"""Our own routes on a build of the repository's own data."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.web import answers
from dashboard.web.routes import routes

BASE = "https://indicators.example.org"


TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def client(real_builds: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Asks our routes; answers are never followed to where they lead."""
    monkeypatch.setenv("DATA_DIR", str(real_builds))
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    # What other tests made under other settings is not kept.
    answers.KEPT.clear()
    with TestClient(Starlette(routes=routes(lambda: TODAY)), follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def public(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The same, reached at BASE."""
    monkeypatch.setenv("PUBLIC_URL", BASE)
    return client
