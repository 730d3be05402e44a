"""What is said of files names no folder of the machine."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.store import ROOT, data_dir, unplaced

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
    for text in (f"https://example.org{ROOT}/a", f"{ROOT}-old/x", f"over{ROOT}/x"):
        assert unplaced(text) == text


@SHARED
@given(st.text(), st.sampled_from(["/log/a.csv", "", "'", "/raw: "]), st.text())
def test_no_folder_is_left_and_other_words_stay(here: Path, before: str, name: str, after: str) -> None:
    assert str(data_dir()) not in unplaced(f"{before} {data_dir()}{name}{after}")
    assert unplaced(before) == before
