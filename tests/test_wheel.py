"""The wheel: installed away from the checkout, it builds from the data inside and serves the dashboard."""

import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.serving import ROOT, free_port, serving

# Where the checkout's own folder for data is: what it holds beside these is written, not shipped.
SHIPPED = {"LICENCES.md", "articles", "catalogue", "seed", "tables"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel alone is installed into; what it depends on is that of these tests."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True)
    return folder


def command(installed: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(installed / "bin" / "conflict-indicators"), *arguments]


def run(installed: Path, cwd: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder that is not the checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "DATA_DIR"}
    environment |= {"PYTHONPATH": str(installed), "HOME": str(cwd), "XDG_DATA_HOME": ""} | settings
    done = command(installed, *arguments)
    return subprocess.run(done, cwd=cwd, env=environment, capture_output=True, text=True)


def test_it_holds_one_package_and_all_data_that_ship(wheel: Path) -> None:
    paths = [Path(name).parts for name in zipfile.ZipFile(wheel).namelist()]
    assert {parts[0] for parts in paths if not parts[0].endswith(".dist-info")} == {"conflict_indicators"}
    assert {parts[2] for parts in paths if parts[:2] == ("conflict_indicators", "data")} == SHIPPED
    seed = {parts[3] for parts in paths if parts[:3] == ("conflict_indicators", "data", "seed")}
    assert seed == {path.name for path in (ROOT / "data" / "seed").iterdir()}


def test_it_holds_every_file_of_both_sides_and_the_settings(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    folders = ("dashboard", "etl", "pages", "texts", ".streamlit")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    needed = [path.relative_to(ROOT).as_posix() for path in paths if "__pycache__" not in path.parts]
    assert len(needed) > 200
    assert {f"conflict_indicators/{name}" for name in [*needed, "app.py", "docs/meaning.md"]} - held == set()


def test_it_builds_from_the_data_inside_into_a_folder_of_the_user(installed: Path, tmp_path: Path) -> None:
    built = run(installed, tmp_path, "build")
    assert built.returncode == 0, built.stderr
    (build,) = tmp_path.rglob("conflict-indicators/builds/*[0-9a-f].duckdb")
    assert built.stdout == f"built {build}\n"
    told = run(installed, tmp_path, "status")
    assert build.stem in told.stdout and told.returncode == 0
    assert not (installed / "conflict_indicators" / "data" / "builds").exists()


def test_it_says_how_its_own_command_is_called(installed: Path, tmp_path: Path) -> None:
    told = run(installed, tmp_path, "--help")
    assert "conflict-indicators serve" in told.stdout and "conflict-indicators refresh" in told.stdout
    assert "python -m etl" not in told.stdout
    missing = run(installed, tmp_path, "status", DATA_DIR=str(tmp_path / "none"))
    assert "run: conflict-indicators build" in missing.stderr and missing.returncode == 1


def test_it_serves_dashboard_and_light_pages_from_anywhere(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    options = ("--server.headless", "true", "--server.port", str(port), "--server.fileWatcherType", "none")
    settings = {"PYTHONPATH": str(installed), "PUBLIC_URL": ""}
    with serving(
        command(installed, "serve", *options), port, tmp_path, settings, "/_stcore/health", cwd=tmp_path
    ) as url:
        for path, words in {"/": "<noscript>", "/c/key-rate": "<svg", "/api/health": '"build"'}.items():
            with urllib.request.urlopen(url + path, timeout=60) as answer:
                assert words in answer.read().decode(), path
    assert len(list((tmp_path / "builds").glob("*[0-9a-f].duckdb"))) == 1
