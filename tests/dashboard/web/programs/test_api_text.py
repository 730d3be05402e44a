"""docs/api.md against the server: every address, every page, and the keys of the answers that it shows."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Match
from starlette.testclient import TestClient

from dashboard import settings
from dashboard.record.build import Build
from dashboard.record.serving import Served
from dashboard.views import exports, spreadsheet
from dashboard.web import answers
from dashboard.web.routes import routes
from tests.test_layout import ROOT

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def told(text: str) -> set[str]:
    """The addresses in the first column of the table of addresses."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `/")]
    return {address for row in rows for address in re.findall(r"`(/[^`]*)`", row)}


def untold(paths: Iterable[str], text: str) -> set[str]:
    """The routes' paths that a text does not name; whatever stands in for a part is the same."""
    named = {re.sub(r"\{\w+\}.*", "{}", address) for address in told(text)}
    return {path for path in paths if re.sub(r"\{\w+\}.*", "{}", path) not in named}


def answered(address: str, served: Iterable[BaseRoute]) -> bool:
    path = re.sub(r"\{\w+\}", "x", address).partition("?")[0]
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    return settings.page_at(path[1:]) is not None or any(route.matches(scope)[0] is Match.FULL for route in served)


@pytest.fixture(scope="module")
def client(real_build: Build) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "served", lambda: Served(real_build))
        answers.KEPT.clear()
        with TestClient(Starlette(routes=routes())) as opened:
            yield opened


def shape(value: object) -> object:
    """The keys of a JSON value, of the first entry of each list."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def test_every_route_is_described():
    # Those with a closing slash lead to those without.
    assert untold((route.path for route in routes() if not route.path.endswith("/")), TEXT) == set()


def test_a_route_that_is_not_described_is_found():
    assert untold(["/api/health", "/api/other", "/other/{name}"], TEXT) == {"/api/other", "/other/{name}"}


def test_nothing_is_described_that_there_is_not():
    assert len(told(TEXT)) > 20
    assert [address for address in told(TEXT) if not answered(address, routes())] == []
    assert not answered("/api/other", routes())


def test_every_page_of_the_dashboard_is_named():
    assert {f"/{page.name}" for page in settings.PAGES} <= told(TEXT)


def test_columns_and_layouts_of_csv_are_named():
    words = set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)))
    assert {*spreadsheet.LONG, *spreadsheet.EVENTS, "period"} <= words
    assert {f"layout={name}" for name in exports.LAYOUTS} <= words


@pytest.mark.parametrize(
    ("address", "key"),
    [("/api/catalogue.json", "charts"), ("/api/health", "status"), ("/c/key-rate.json?asof=2025-03-07", "members")],
)
def test_the_answers_shown_have_the_keys_of_real_ones(client: TestClient, address: str, key: str):
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
    (example,) = [each for each in shown if key in each]
    real = client.get(address).json()
    if "refresh" in real:
        # Nothing was ever refreshed here; the answer with problems is held in test_api.
        real["refresh"] = example["refresh"]
        real["past_due"] = real["past_due"] or example["past_due"]
    assert shape(example) == shape(real)


def test_the_answer_for_withheld_data_is_the_one_shown(client: TestClient):
    answer = client.get("/c/military-spending.csv")
    assert answer.status_code == 403 and answer.text.strip() in TEXT


def test_addresses_of_the_examples_answer(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    # A feed needs it.
    monkeypatch.setenv("PUBLIC_URL", "https://indicators.example.org")
    examples = set(re.findall(r"https://indicators\.example\.org(/[^\s\"'`)]+)", TEXT)) - {"/data/current.duckdb"}
    assert len(examples) >= 4
    assert {path: client.get(path).status_code for path in examples if not path.endswith(".")} == dict.fromkeys(
        examples, 200
    )


def test_the_sql_shown_runs_on_the_copy(client: TestClient, tmp_path: Path):
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(client.get("/data/current.duckdb").content)
    (block,) = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)
    asked = [line for line in block.splitlines() if line.startswith("SELECT")]
    with duckdb.connect(str(copy), read_only=True) as db:
        assert len(asked) == 3 and all(db.execute(sql).fetchone() for sql in asked)


def test_it_is_linked_from_where_people_look():
    assert "docs/api.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "api.md" in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
