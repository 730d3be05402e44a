"""When things are wrong, a page says so in words, with the remedy, and never shows a traceback."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard.record import serving
from dashboard.say import literal
from dashboard.ui import panel
from dashboard.web.routes import routes
from etl.building.build import BuildError, build
from etl.declared.catalogue import CatalogueError
from etl.learning.run import Request, refresh_all
from etl.store import history_file
from tests.etl import world
from tests.fixtures import answer
from tests.pages.conftest import PAGES, ROOT, lay_builds, opened
from tests.pages.test_pages import html


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where builds belong, with none yet."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path / "builds"


@pytest.fixture
def empty(unbuilt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same; builds are made of the tiny world, which takes a moment, and its overview has a chart."""
    root = world.write(tmp_path / "world")
    world.swap(root, "articles/piece.toml", "offset = 0", 'offset = 0\nchart = "counts"')
    monkeypatch.setattr(serving, "build", partial(build, data=root, seed=root / "seed", log=root / "log"))
    return unbuilt


def test_no_build_is_made_from_the_seed(unbuilt: Path):
    page = opened()
    assert not page.error and len(page.get("plotly_chart")) > 0
    assert (unbuilt / "CURRENT").is_file()


def test_a_folder_that_cannot_be_written_gives_a_temporary_build_and_a_note_on_sources(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # A file where the folder belongs cannot be written into, whoever runs the test.
    empty.write_text("in the way")
    monkeypatch.setattr(serving.tempfile, "gettempdir", lambda: str(tmp_path))
    page = opened()
    assert not page.error and len(page.get("plotly_chart")) > 0
    page.switch_page("../../pages/sources.py").run()
    said = page.warning[0].value
    assert "builds cannot be written" in said and "temporary folder" in said and str(tmp_path) not in said


def test_current_naming_nothing_is_mended(empty: Path):
    opened()
    (empty / "CURRENT").write_text("20200101T000000Z-000000000000.duckdb\n")
    page = opened()
    assert not page.error and len(page.get("plotly_chart")) > 0


def test_a_build_of_an_older_program_is_made_anew(empty: Path):
    opened()
    (held,) = empty.glob("*.duckdb")
    older = empty / f"20990101T000000Z-{held.stem[-12:]}.duckdb"
    held.rename(older)
    with duckdb.connect(str(older)) as db:
        db.execute("UPDATE build SET schema_version = 1")
        db.execute("ALTER TABLE entity DROP COLUMN colour")
    (empty / "CURRENT").write_text(f"{older.name}\n")
    page = opened()
    assert not page.error and len(page.get("plotly_chart")) > 0
    assert (empty / "CURRENT").read_text().strip() not in ("", older.name)


@pytest.mark.parametrize("damage", ["half", "garbage"])
def test_a_damaged_build_is_named_and_the_last_good_one_served(empty: Path, damage: str):
    opened()
    (good,) = empty.glob("*.duckdb")
    spoilt = empty / "20990101T000000Z-ffffffffffff.duckdb"
    spoilt.write_bytes(good.read_bytes()[: good.stat().st_size // 2] if damage == "half" else b"not a database")
    (empty / "CURRENT").write_text(spoilt.name + "\n")
    page = opened()
    assert not page.error and len(page.get("plotly_chart")) > 0
    page.switch_page("../../pages/sources.py").run()
    said = page.warning[0].value + page.warning[1].value
    assert spoilt.name in said and good.name in said and "python -m etl build" in said


@pytest.mark.parametrize(
    "trouble",
    [CatalogueError(["series key_rate, unit: unknown unit"]), BuildError("key_rate: value 999 lies outside 0 to 100")],
)
def test_nothing_to_serve_is_said_with_file_and_remedy(
    empty: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
):
    def fail() -> None:
        raise trouble

    monkeypatch.setattr(serving, "build", fail)
    page = opened()
    assert literal(str(trouble)) in page.error[0].value and "python -m etl build" in page.error[0].value
    assert not page.exception


def test_a_broken_catalogue_leaves_the_last_good_build_served(empty: Path, monkeypatch: pytest.MonkeyPatch):
    opened()

    def fail() -> None:
        raise CatalogueError(["chart key-rate: there is no series 'x'"])

    monkeypatch.setattr(serving, "build", fail)
    page = opened()
    assert not page.error and len(page.get("plotly_chart")) > 0


def test_a_failing_page_gives_words_and_no_traceback(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a fault in the drawing")

    monkeypatch.setattr(panel, "show", fail)
    page = open_page("losses")
    assert "could not be drawn" in page.error[0].value and not page.exception
    assert "a fault in the drawing" in caplog.text


def test_a_new_build_is_taken_at_the_next_interaction(empty: Path):
    page = opened()
    before = page.session_state["context"].build.path
    newer = before.with_name("20990101T000000Z-" + before.stem.split("-")[1] + ".duckdb")
    newer.write_bytes(before.read_bytes())
    (empty / "CURRENT").write_text(newer.name + "\n")
    page.run()
    assert page.session_state["context"].build.path == newer and not page.error


def test_no_page_tells_where_the_server_keeps_its_files(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """After a refresh that met a spoilt log, no answer, and could make no build."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PUBLIC_URL", "https://indicators.example.org")
    lay_builds(served, tmp_path)
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "eia.csv").write_text("no log\n", encoding="utf-8")
    (tmp_path / "answers" / "eia").mkdir(parents=True)
    for name, raw in answer("eia").items():
        (tmp_path / "answers" / "eia" / name).write_bytes(raw)
    assert not refresh_all(Request(["eia", "bis"], replay=tmp_path / "answers")).well
    # What is written down says it without the folder; what an older program wrote down names it.
    written = history_file().read_text(encoding="utf-8")
    assert str(tmp_path) not in written
    history_file().write_text(written.replace("log/eia.csv", f"{tmp_path}/log/eia.csv"), encoding="utf-8")
    told = {}
    for name in ("", *PAGES):
        page = opened(name)
        said = [each.value.replace("\\", "") for kind in (page.warning, page.error) for each in kind]
        told[name] = "\n".join([html(page), *said])
    assert "log/eia.csv" in told["sources"] and "bis/key_rate is not there" in told["sources"]
    with TestClient(Starlette(routes=routes())) as client:
        told |= {path: client.get(path).text for path in ("/api/health", "/feed.xml", "/c/brent", "/c/brent.json")}
    assert "log/eia.csv" in told["/api/health"]
    folders = [str(folder) for folder in (tmp_path, served, ROOT)]
    assert [name for name, text in told.items() if any(folder in text for folder in folders)] == []
