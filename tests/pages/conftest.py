"""The pages on a build of the repository's own data, made once, in a folder of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from etl.build import build

ROOT = Path(__file__).resolve().parents[2]
TOPICS = ("losses", "economy", "alliance", "support", "ground", "timeline")
PAGES = (*TOPICS, "search", "glossary", "sources", "method", "chart")
SHELL = ROOT / "dashboard" / "shell.py"


@pytest.fixture(scope="session")
def real_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    build(builds=folder / "builds", log=folder / "log")
    return folder


@pytest.fixture(scope="session")
def real_build(real_builds: Path) -> Path:
    return build(builds=real_builds / "builds", log=real_builds / "log").path


@pytest.fixture
def served(real_builds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """DATA_DIR with the real build."""
    monkeypatch.setenv("DATA_DIR", str(real_builds))
    return real_builds


@pytest.fixture
def open_page(served: Path) -> Iterator[Callable[..., AppTest]]:
    """`open_page("losses")`, `open_page("chart", chart="key-rate")`: the page after its run."""

    yield opened


def opened(page: str = "", **parameters: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    if page:
        test.switch_page(os.path.relpath(ROOT / "pages" / f"{page}.py", SHELL.parent))
    for name, value in parameters.items():
        test.query_params[name] = value
    return test.run()


@pytest.fixture(scope="session")
def every_page(real_builds: Path, real_build: Path) -> dict[str, AppTest]:
    """Every page, and the page of every chart, after its run: "", "losses", …, "chart?chart=key-rate", …"""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(real_builds))
        found = {page: opened(page) for page in ("", *PAGES)}
        found["search?q=fund"] = opened("search", q="fund")
        found["chart?chart=casualties&show=table"] = opened(
            "chart", chart="casualties", show="table", asof="2025-03-07"
        )
        found |= {f"chart?chart={name}": opened("chart", chart=name) for name in queries.charts(real_build)}
    return found
