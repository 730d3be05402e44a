"""Links already sent go on showing what they showed: those of tests/links.tsv are replayed for ever.

Lines of that file are only ever added. Where an id or a parameter gets a new name, the old one goes into
`data/catalogue/renames.toml`, and no line here changes but in the address that is canonical since then.
"""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from dashboard import settings
from dashboard.address.params import pairs
from dashboard.address.view import View, parse_view, query, view_url
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.web import meta
from tests.dashboard.conftest import BASE, TODAY

FILE = Path(__file__).resolve().parents[2] / "links.tsv"
LINES = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
# As renames.toml would have them.
RENAMES = {
    "article": {"weakness": "weakness-2025-03"},
    "chart": {"interest-rate": "key-rate"},
    "claim": {"rate-at-21": "key-rate-21"},
    "parameter": {"graph": "chart", "series": "pick", "since": "from"},
}


@pytest.fixture(autouse=True)
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue in which things have had other names."""
    real = charts.known_names

    def known(build: Build):
        return replace(real(build), renames=RENAMES)

    monkeypatch.setattr(charts, "known_names", known)


def light(client: TestClient, address: str) -> tuple[int, str]:
    """The status of a light page, and the whole address of what it shows."""
    answer = client.get(address)
    if answer.status_code == 301:
        # For ever, and in one step.
        answer = client.get(urljoin(address, answer.headers["location"]))
    found = re.search(r'<meta property="og:url" content="([^"]*)">', answer.text)
    return answer.status_code, unescape(found[1]).removeprefix(BASE) if found else ""


def interactive(build: Build, address: str) -> tuple[int, str]:
    """The status of a page of the dashboard, and the whole address of the view that it shows."""
    parts = urlsplit(address)
    page, params = settings.page_at(parts.path[1:]), pairs(parts.query.encode())
    asked = meta.asked(build, page, params, TODAY)
    if "chart" not in page.asks:
        return asked.status, f"/{page.name}{query(asked.said)}"
    view, _ = parse_view(params, charts.known_names(build), TODAY)
    return asked.status, view_url(view, page=page.name) if view != View() else ""


@pytest.mark.parametrize(("address", "status", "canonical"), LINES, ids=[line[0] for line in LINES])
def test_an_old_link_shows_what_it_showed(
    public: TestClient, real_build: Build, address: str, status: str, canonical: str
):
    inside = address.startswith(("/c/", "/claim/"))
    assert (light(public, address) if inside else interactive(real_build, address)) == (int(status), canonical)


def test_the_file_is_whole_and_no_link_stands_in_it_twice():
    assert len(LINES) >= 81 and len({address for address, _, _ in LINES}) == len(LINES)
