"""A build keeps what was asked of it, apart from every other build, and goes with all of it."""

import datetime as dt
import gc
import os
import shutil
import weakref
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

import pytest

from dashboard.record import claims, serving
from dashboard.record.build import DAYS, Build, as_records, kept
from dashboard.record.series import observations
from etl.building.build import build as make
from etl.vocabulary import Cause, KnownBasis
from tests.etl import world

ASKED: Counter[tuple[str, int]] = Counter()


@kept(2)
def doubled(build: Build, number: int, *, plus: int = 0) -> list[int]:
    """Two of the newest numbers are kept."""
    ASKED[build.id, number] += 1
    return [2 * number + plus]


@kept(1)
def barred(build: Build) -> int:
    """No answer: nothing to keep."""
    ASKED[build.id, 0] += 1
    raise LookupError(build.id)


@pytest.fixture(autouse=True)
def unasked() -> None:
    ASKED.clear()


@pytest.fixture
def no_collecting() -> Iterator[None]:
    """What the last hold was dropped of is gone at once, without anybody who looks for rings."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the tiny world."""
    root = world.write(tmp_path_factory.mktemp("build"))
    return make(data=root, seed=root / "seed", log=root / "log", builds=root / "builds").path


@dataclass(frozen=True)
class Judged:
    basis: KnownBasis
    cause: Cause | None = None


def test_a_record_has_no_value_that_its_closed_list_has_not() -> None:
    rows = [{"basis": "then", "cause": None}, {"basis": "hindsight", "cause": "ours", "more": 1}]
    assert as_records(Judged, rows) == [Judged(KnownBasis.THEN), Judged(KnownBasis.HINDSIGHT, Cause.OURS)]
    for row in ({"basis": "later"}, {"basis": "then", "cause": "nobody"}):
        with pytest.raises(ValueError, match="is not a valid"):
            as_records(Judged, [row])


def test_an_answer_is_given_once_as_long_as_it_is_among_the_newest() -> None:
    build = Build(Path("one.duckdb"))
    first = doubled(build, 1)
    assert doubled(build, 1) is first == [2] and doubled(build, 1, plus=1) == [3]
    doubled(build, 2)
    assert doubled(build, 1) is not first
    assert ASKED == {("one", 1): 3, ("one", 2): 1}


def test_builds_of_one_file_keep_answers_of_their_own() -> None:
    one, other = Build(Path("one.duckdb")), Build(Path("one.duckdb"))
    assert one != other and doubled(one, 1) is not doubled(other, 1)


def test_what_failed_is_asked_again() -> None:
    build = Build(Path("one.duckdb"))
    for _ in range(2):
        with pytest.raises(LookupError, match="one"):
            barred(build)
    assert ASKED["one", 0] == 2


def test_many_that_ask_at_once_get_the_same() -> None:
    build, together = Build(Path("one.duckdb")), Barrier(8)

    def ask(_: int) -> list[int]:
        together.wait()
        return doubled(build, 7)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [[14]] * 8
    before = ASKED["one", 7]
    assert doubled(build, 7) == [14] and ASKED["one", 7] == before


def test_whoever_drops_a_build_drops_its_connection_and_answers(file: Path, no_collecting: None) -> None:
    build = Build(file)
    for day in (None, dt.date(2024, 2, 20)):
        claims.excerpts(build, "piece", day)
    frame, opened = weakref.ref(observations(build, "counts")), weakref.ref(build._opened)
    gone = weakref.ref(build)
    assert frame() is not None and opened() is not None
    del build
    assert (gone(), frame(), opened()) == (None, None, None)


def test_the_newest_days_looked_back_from_are_held(file: Path) -> None:
    build = Build(file)
    moments = [dt.datetime(2024, 2, day) for day in range(1, DAYS + 2)]

    def looked(moment: dt.datetime) -> object:
        with build.looking(moment) as db:
            return db

    seen = [looked(moment) for moment in moments]
    assert [looked(moment) is db for moment, db in list(zip(moments, seen, strict=True))[::-1]] == [True] * DAYS + [
        False
    ]


def test_the_same_file_is_served_as_the_same_build_and_the_one_before_is_held(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_collecting: None
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    folder = tmp_path / "builds"
    folder.mkdir()
    builds = []
    for name in ("one", "two", "three"):
        shutil.copy(file, folder / f"{name}.duckdb")
        (folder / "CURRENT.new").write_text(f"{name}.duckdb\n", encoding="utf-8")
        (folder / "CURRENT.new").replace(folder / "CURRENT")
        assert serving.served().build is serving.served().build
        assert serving.served().build.id == name
        builds.append(weakref.ref(serving.served().build))
    one, two, three = (each() for each in builds)
    assert one is None and two is not None and three is not None
    # A file that was replaced under its name is another build.
    os.utime(three.path, ns=(1, 1))
    assert serving.served().build is not three and serving.served().build.path == three.path
