"""What is said of files names no folder of the machine."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.store import ROOT, data_dir, unplaced

WORDS = st.text(st.characters(exclude_characters="/"))
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """DATA_DIR, two links from where it lies."""
    (tmp_path / "lies").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "lies")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def test_what_lies_below_our_folders_is_named_from_there_on(here: Path) -> None:
    text = f"'{here}/data/log/bis.csv' and ({here}/lies/raw), {ROOT}/data/seed: {tempfile.gettempdir()}/x; {data_dir()}"
    assert unplaced(text) == "'log/bis.csv' and (raw), data/seed: x; "


def test_what_only_looks_like_them_is_left_alone(here: Path) -> None:
    for text in (f"https://example.org{ROOT}/a", f"over{ROOT}/x", "24/02/2022 and/or </b>, /health"):
        assert unplaced(text) == text


def test_what_lies_elsewhere_is_named_by_its_last_two_parts() -> None:
    text = "ValueError('/elsewhere/of/ours/eia.csv: row 3'), /srv/log/bis.csv; (/srv/a)"
    assert unplaced(text) == "ValueError('ours/eia.csv: row 3'), log/bis.csv; (srv/a)"
    # Beside the checkout, wherever that lies.
    assert unplaced(f"{ROOT}-old/x/y") in ("x/y", f"{ROOT.name}-old/x/y")


def test_a_relative_folder_is_no_word_to_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "data")
    assert unplaced("an HTML page instead of data") == "an HTML page instead of data"
    assert unplaced(f"{Path('data').resolve()}/log/bis.csv") == "log/bis.csv"


@SHARED
@given(WORDS, st.sampled_from(["/log/a.csv", "", "'", "/raw: "]), WORDS)
def test_no_folder_is_left_and_other_words_stay(here: Path, before: str, name: str, after: str) -> None:
    assert str(data_dir()) not in unplaced(f"{before} {data_dir()}{name}{after}")
    assert unplaced(before) == before
