"""What every test may ask for."""

import gc
import os
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from dashboard.record.build import Build
from dashboard.record.serving import build_of
from etl.building.build import build, current

ROOT = Path(__file__).resolve().parent.parent

# Files and folders, below this one, whose tests take longest, in the order in which they begin.
LONG = (
    "browser/pages/test_pages",
    "browser",
    "pages",
    "etl/learning/runs/test_run_broken",
    "etl/learning/test_histories",
    "etl/learning",
    "test_wheel",
    "etl/building",
    "dashboard/draw/still/test_real",
    "dashboard/record",
    "dashboard/words",
    "dashboard/web",
    "dashboard",
)
# A loaded machine is slow, which is not what these tests are about. The same examples each time, so that what was green
# stays so; `--hypothesis-profile=searching` tries others.
settings.register_profile("unhurried", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what opens a browser, and leave out what opens the publishers' addresses unless it is asked for."""
    for item in items:
        if (ROOT / "tests" / "browser") in item.path.parents:
            item.add_marker("browser")
    if "network" not in config.option.markexpr:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("network")])
        items[:] = [item for item in items if not item.get_closest_marker("network")]
    items.sort(key=lambda item: longest_first(item.path.relative_to(ROOT / "tests").as_posix()))
    # Files that share what takes long to make go to one process: all pages of the real build, each drawn once.
    drawing = {item.path for item in items if {"every_page", "served"} & {*getattr(item, "fixturenames", ())}}
    for item in items:
        together = "every_page" if item.path in drawing else item.path.relative_to(ROOT).as_posix()
        item.add_marker(pytest.mark.xdist_group(together))


def pytest_collection_finish() -> None:
    """As the program does at its start: what is loaded by now stays, and is not searched for garbage again and again.

    Streamlit collects garbage after each run of a page.
    """
    gc.collect()
    gc.freeze()


def longest_first(path: str) -> int:
    """The place of a test file in a run: what takes long begins early, so that no process is left alone with it."""
    return next((place for place, begins in enumerate(LONG) if path.startswith(begins)), len(LONG))


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of recorded answers, beside the checkout or where RECORDED_DIR says; skipped when it is not there."""
    folder = Path(os.environ.get("RECORDED_DIR", ROOT.parent / "shared" / "sources"))
    if not folder.is_dir():
        pytest.skip("the recorded answers are not on this machine; the fixtures test the same formats")
    return folder


@pytest.fixture(scope="session")
def real_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for DATA_DIR with a build of the repository's own data, which nobody changes.

    It is shared by all processes of a run: the first to ask makes it, and to the others it is what is built already.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "real"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        build(builds=folder / "builds", log=folder / "log")
    return folder


@pytest.fixture(scope="session")
def real_build(real_builds: Path) -> Build:
    """That build, the same that is served of the folder."""
    path = current(real_builds / "builds")
    assert path is not None
    return build_of(path)
