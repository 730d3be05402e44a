"""The pages on a build of the repository's own data, and on one that was refreshed."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from dashboard.record import charts, serving
from dashboard.record.build import Build
from etl.building.build import build, current
from etl.history import Moved, Outcome, Result, Run, append
from etl.parsing.columns import COLUMNS
from etl.store import SEED, history_file

ROOT = Path(__file__).resolve().parents[2]
TOPICS = ("losses", "economy", "alliance", "support", "ground", "timeline")
PAGES = (*TOPICS, "who", "ledger", "search", "glossary", "sources", "changes", "corrections", "method", "chart")
SHELL = ROOT / "dashboard" / "ui" / "shell.py"
ROUTED = SHELL.with_name("routed.py")
# The longest that a page may take on a busy machine, in seconds.
PATIENCE = 600
# Our pages have no components of other packages. Else each test of a page looks through all that are installed.
COMPONENTS = BidiComponentManager()
# Two refreshes that never were: what they learned is written as a refresh writes it.
FIRST, SECOND = dt.datetime(2026, 10, 20, 5, 30), dt.datetime(2026, 11, 25, 5, 31)
REVISED_DAYS = 25
HELD = "equipment_claimed, tank, 2026-08-08: 1,225 after 12,251, though it is a running total"


def lay_builds(data: Path, folder: Path) -> None:
    """Lay the builds of one DATA_DIR into another, as the same objects: what was asked of them is known already."""
    for path in (data / "builds").rglob("*.duckdb"):
        linked = folder / path.relative_to(data)
        linked.parent.mkdir(parents=True, exist_ok=True)
        linked.hardlink_to(path)
    shutil.copy(data / "builds" / "CURRENT", folder / "builds" / "CURRENT")


@pytest.fixture
def served(real_builds: Path, real_build: Build, monkeypatch: pytest.MonkeyPatch) -> Path:
    """DATA_DIR with the real build, which is held from test to test."""
    monkeypatch.setenv("DATA_DIR", str(real_builds))
    return real_builds


@pytest.fixture
def open_page(served: Path) -> Iterator[Callable[..., AppTest]]:
    """`open_page("losses")`, `open_page("chart", chart="key-rate")`: the page after its run."""

    yield opened


def learned(name: str, entity: str, start: str, end: str, value: object, **changes: str) -> str:
    """A row of a log file, learned by the second refresh."""
    row = {"series_id": name, "entity": entity, "period_start": start, "period_end": end, "value": str(value)}
    row |= {"vintage": SECOND.isoformat(), "status": "final", "cause": "publisher"} | changes
    return ",".join(row.get(column, "") for column in COLUMNS)


def logs() -> dict[str, list[str]]:
    """{source: rows}: a new month, one that was revised and one that we read differently; tank claims of one day
    doubled, personnel of many days moved by one, and one day withdrawn."""
    rows = (SEED / "general_staff.csv").read_text(encoding="utf-8").splitlines()
    staff = [row.split(",") for row in rows if row.startswith("losses_claimed_ukraine,RUS")][-REVISED_DAYS:]
    name, entity, start, end = staff[-1][:4]
    before = (SECOND - dt.timedelta(seconds=1)).isoformat()
    return {
        "bis": [
            learned("key_rate_bis", "RUS", "2026-06-01", "2026-06-30", 14, cause="ours", vintage=before),
            learned("key_rate_bis", "RUS", "2026-07-01", "2026-07-31", 14.25),
            learned("key_rate_bis", "RUS", "2026-08-01", "2026-08-31", 14),
        ],
        "general_staff": [
            *(learned(*row[:4], float(row[5]) + 1) for row in staff[:-1]),
            learned(name, entity, start, end, "", status="withdrawn"),
            learned("equipment_claimed", "tank", start, end, 2 * 12251),
        ],
    }


def remember() -> None:
    """The history of both refreshes, below DATA_DIR."""
    staff = Result("general_staff", Outcome.REFUSED, problem="12 of 90 periods held are gone")
    old = (
        Result("bis", Outcome.UNCHANGED),
        staff,
        Result("eia", Outcome.UNREACHABLE, problem="example.org: no connection"),
    )
    append(history_file(), Run(FIRST, "first", "", old))
    new = (
        Result("bis", Outcome.FRESH, 1, 2, 0, "2026-08-31", 1.5, ("https://stats.example.org/a",)),
        Result(
            *("general_staff", Outcome.FRESH, 0, REVISED_DAYS, 1, "2026-08-07", 2.0, ("https://data.example.org/b",)),
            held_back=(HELD,),
            accepted=("the newest period is 2026-08-07, though 2026-08-08 was held",),
        ),
        Result("eia", Outcome.UNREACHABLE, problem="example.org: answered 503 <Service> Unavailable"),
        Result("oryx", Outcome.REFUSED, problem="a column is missing", mirrors=("https://sheet.example.org/c",)),
    )
    moved = Moved("economic-damage", "supported", "uncertain")
    append(history_file(), Run(SECOND, "second", "", new, (moved,)))


def refreshed_folder(folder: Path) -> Path:
    """A folder for DATA_DIR after both refreshes: log, history and build."""
    (folder / "log").mkdir()
    for source, rows in logs().items():
        text = "\n".join([",".join(COLUMNS), *rows, ""])
        (folder / "log" / f"{source}.csv").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder))
        remember()
        build()
    return folder


@pytest.fixture(scope="session")
def refreshed_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return refreshed_folder(tmp_path_factory.mktemp("refreshed"))


@pytest.fixture(scope="session")
def refreshed_build(refreshed_data: Path) -> Build:
    """Its build, the same that is served of the folder."""
    path = current(refreshed_data / "builds")
    assert path is not None
    return serving.build_of(path)


@pytest.fixture
def refreshed(refreshed_data: Path, refreshed_build: Build, monkeypatch: pytest.MonkeyPatch) -> Path:
    """DATA_DIR after two refreshes, whose build is held from test to test."""
    monkeypatch.setenv("DATA_DIR", str(refreshed_data))
    return refreshed_data


def opened(page: str = "", routed: bool = False, **parameters: str) -> AppTest:
    """A page after its run. `routed`: as where our own routes are served beside the shell."""
    test = AppTest.from_file(str(ROUTED if routed else SHELL), default_timeout=PATIENCE)
    test._bidi_component_manager = COMPONENTS
    if page:
        test.switch_page(os.path.relpath(ROOT / "pages" / f"{page}.py", SHELL.parent))
    for name, value in parameters.items():
        test.query_params[name] = value
    return test.run()


@pytest.fixture(scope="session")
def every_page(real_builds: Path, real_build: Build) -> dict[str, AppTest]:
    """Every page, and the page of every chart, after its run: "", "losses", …, "chart?chart=key-rate", …"""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(real_builds))
        found = {page: opened(page) for page in ("", *PAGES)}
        found["?article=sample-2026-08"] = opened(article="sample-2026-08")
        found["search?q=fund"] = opened("search", q="fund")
        found["chart?chart=casualties&show=table"] = opened(
            "chart", chart="casualties", show="table", asof="2025-03-07"
        )
        found |= {f"chart?chart={name}": opened("chart", chart=name) for name in charts.chart_ids(real_build)}
    return found
