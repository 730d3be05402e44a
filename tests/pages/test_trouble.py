"""When things are wrong, a page says so in words, with the remedy, and never shows a traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import panel, serving
from dashboard.words import literal
from etl.build import BuildError
from etl.catalogue import CatalogueError
from tests.pages.conftest import SHELL


def run() -> AppTest:
    return AppTest.from_file(str(SHELL), default_timeout=60).run()


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path / "builds"


def test_no_build_is_made_from_the_seed(empty: Path):
    page = run()
    assert not page.error and len(page.get("plotly_chart")) > 0
    assert (empty / "CURRENT").is_file()


def test_a_folder_that_cannot_be_written_gives_a_temporary_build_and_a_note_on_sources(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # A file where the folder belongs cannot be written into, whoever runs the test.
    empty.write_text("in the way")
    monkeypatch.setattr(serving.tempfile, "gettempdir", lambda: str(tmp_path))
    page = run()
    assert not page.error and len(page.get("plotly_chart")) > 0
    page.switch_page("../pages/sources.py").run()
    assert "cannot be written" in page.warning[0].value and "temporary folder" in page.warning[0].value


def test_current_naming_nothing_is_mended(empty: Path):
    run()
    (empty / "CURRENT").write_text("20200101T000000Z-000000000000.duckdb\n")
    page = run()
    assert not page.error and len(page.get("plotly_chart")) > 0


@pytest.mark.parametrize("damage", ["half", "garbage"])
def test_a_damaged_build_is_named_and_the_last_good_one_served(empty: Path, damage: str):
    run()
    (good,) = empty.glob("*.duckdb")
    spoilt = empty / "20990101T000000Z-ffffffffffff.duckdb"
    spoilt.write_bytes(good.read_bytes()[: good.stat().st_size // 2] if damage == "half" else b"not a database")
    (empty / "CURRENT").write_text(spoilt.name + "\n")
    page = run()
    assert not page.error and len(page.get("plotly_chart")) > 0
    page.switch_page("../pages/sources.py").run()
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
    page = run()
    assert literal(str(trouble)) in page.error[0].value and "python -m etl build" in page.error[0].value
    assert not page.exception


def test_a_broken_catalogue_leaves_the_last_good_build_served(empty: Path, monkeypatch: pytest.MonkeyPatch):
    run()

    def fail() -> None:
        raise CatalogueError(["chart key-rate: there is no series 'x'"])

    monkeypatch.setattr(serving, "build", fail)
    page = run()
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
    page = run()
    before = page.session_state["context"].path
    newer = before.with_name("20990101T000000Z-" + before.stem.split("-")[1] + ".duckdb")
    newer.write_bytes(before.read_bytes())
    (empty / "CURRENT").write_text(newer.name + "\n")
    page.run()
    assert page.session_state["context"].path == newer and not page.error
