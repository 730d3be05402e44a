"""A refresh killed, interrupted, doubled, or out of disk: the last build is served, and the next run completes."""

import json
import resource
import shutil
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from etl.building.build import KEPT_BUILDS, opens
from tests.etl import endpoint as play
from tests.etl.endpoint import Endpoint
from tests.etl.playing import on_disk
from tests.etl.processes.running import PATIENCE, Program, counted, ended, renewed, rows, served

BEFORE = {"2024-02-01": 100, "2024-02-02": 110}
AFTER = {"2024-02-01": 101, "2024-02-02": 110, "2024-02-03": 120}
KILLER = Path(__file__).resolve().parents[2] / "processes" / "killed.py"


@pytest.fixture(scope="module")
def written(program_copy: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one refresh writes."""
    program = renewed(program_copy)
    done = program.etl("refresh", "--from", program.given("first", counter=BEFORE, party=BEFORE))
    assert done.returncode == 0, done.stderr
    return shutil.copytree(program.var, tmp_path_factory.mktemp("written") / "var")


@pytest.fixture
def refreshed(written: Path, program: Program) -> Program:
    """A copy that was refreshed once."""
    shutil.copytree(written, program.var)
    return program


def state(var: Path) -> tuple[dict[str, bytes], str]:
    """What a refresh leaves: log and raw, and the hash of all that the build served was made from."""
    kept = {name: body for name, body in on_disk(var).items() if name.startswith(("log/", "raw/"))}
    return kept, served(var).stem.rpartition("-")[2]


def test_a_refresh_killed_at_any_step_loses_nothing(refreshed: Program, tmp_path: Path) -> None:
    """The build served opens and is the one before or the one after; the next run leaves what one alone leaves."""
    left = tmp_path / "left"
    left.mkdir()
    answers = refreshed.given("second", counter=AFTER, party=AFTER)
    done = refreshed.run(KILLER, refreshed.var, answers, left)
    assert done.returncode == 0, done.stderr
    before, after = rows(refreshed.var), rows(left / "undisturbed")
    assert before != after
    ends = json.loads(done.stdout)
    assert [how for how, by in ends if by != signal.SIGKILL] == []
    for number, (how, _) in enumerate(ends):
        assert opens(served(left / f"killed-{number}")), how
        assert rows(left / f"killed-{number}") in (before, after), how
        assert rows(left / f"finished-{number}") == after, how
        assert state(left / f"finished-{number}") == state(left / "undisturbed"), how
        history = (left / f"finished-{number}/refreshes.jsonl").read_text().splitlines()
        assert json.loads(history[-1])["build"] == served(left / f"finished-{number}").name, how


def limited(size: int) -> Callable[[], None]:
    """Lets a process write no file larger than `size` bytes, as if the disk were full."""
    return partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))


SIZES = {"log": 40, "answer": 400, "schema": 300_000, "build": 3_000_000, "public copy": 7_000_000}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_full_disk_is_told_and_keeps_the_last_build(refreshed: Program, size: int) -> None:
    build, before = served(refreshed.var), refreshed.rows()
    answers = refreshed.given("second", counter=AFTER, party=AFTER)
    if size == 400:
        # Blank lines make the answer longer than the log it teaches.
        (answers / "counter/file").write_bytes(counted(AFTER) + b"\n" * 2000)
    done = ended(refreshed.start("-m", "etl", "refresh", "--from", answers, preexec_fn=limited(size)))
    assert done.returncode == 1
    assert "A file cannot be read or written; the last build stays:" in done.stderr
    assert "Traceback" not in done.stderr
    assert served(refreshed.var) == build and refreshed.rows() == before
    assert sorted(path.name for path in (refreshed.var / "builds").iterdir()) == [build.name, "CURRENT", "public"]
    assert [path.name for path in (refreshed.var / "builds/public").iterdir()] == [build.name]
    again = refreshed.etl("refresh", "--from", answers)
    assert again.returncode == 0, again.stderr
    assert refreshed.rows() == {
        (series, day): value for series in ("count", "claimed") for day, value in AFTER.items()
    } | {("count", "2024-01-31"): 99}


def held(begun: threading.Event, release: threading.Event, body: bytes) -> play.Answer:
    """An answer that says when it was asked for, and comes when it is released."""
    page = play.page(body)

    def answer(handler: object) -> None:
        begun.set()
        release.wait(50)
        page(handler)

    return answer


@pytest.fixture
def waiting(endpoint: Endpoint, program: Program) -> tuple[Program, threading.Event, threading.Event]:
    """A copy whose source counter answers at once, and party (at another host) when released: (it, begun, release)."""
    begun, release = threading.Event(), threading.Event()
    counter = endpoint.at("/counter", play.page(counted(AFTER)))
    party = endpoint.at("/party", held(begun, release, counted(AFTER))).replace("127.0.0.1", "localhost")
    yield renewed(program, counter=counter, party=party), begun, release
    release.set()


def test_two_refreshes_at_once(waiting: tuple[Program, threading.Event, threading.Event]) -> None:
    program, begun, release = waiting
    first = program.start("-m", "etl", "refresh")
    assert begun.wait(PATIENCE)
    second = program.etl("refresh")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == "another refresh is running; wait until it has ended\n"
    release.set()
    done = ended(first)
    assert done.returncode == 0, done.stderr
    assert len(program.history()) == 1


def test_a_killed_refresh_leaves_no_lock(waiting: tuple[Program, threading.Event, threading.Event]) -> None:
    program, begun, release = waiting
    first = program.start("-m", "etl", "refresh")
    assert begun.wait(PATIENCE)
    first.kill()
    assert ended(first).returncode == -signal.SIGKILL
    release.set()
    done = program.etl("refresh")
    assert done.returncode == 0, done.stderr


def test_an_interrupted_refresh_ends_at_once_and_keeps_what_was_accepted(
    waiting: tuple[Program, threading.Event, threading.Event],
) -> None:
    program, begun, release = waiting
    process = program.start("-m", "etl", "refresh")
    assert begun.wait(PATIENCE)
    assert process.stdout.readline().startswith("counter: fresh")
    process.send_signal(signal.SIGINT)
    done = ended(process)
    assert not release.is_set()  # the answer never came, and was not waited for
    assert done.returncode == 130
    assert done.stderr == "\nInterrupted: what was accepted is kept, and the last build stays.\n"
    assert "2024-02-03" in (program.var / "log/counter.csv").read_text()
    assert not (program.var / "log/party.csv").exists()
    release.set()
    again = program.etl("refresh")
    assert again.returncode == 0 and again.stdout.startswith(("counter: unchanged", "party: fresh"))


READER = """
import sys, time
from pathlib import Path
import duckdb
from etl.building.build import READING, current
seen, stop, end = [], Path(sys.argv[1]), time.monotonic() + 50
while not stop.exists() and time.monotonic() < end:
    with duckdb.connect(str(current()), read_only=True, config=READING) as db:
        values = [db.execute("SELECT value FROM latest WHERE series_id = ? AND period_end = '2024-02-03'", [name])
            .fetchone() for name in ("count", "claimed")]
        (build,) = db.execute("SELECT build_id FROM build").fetchone()
    seen.append((build, *values))
    if len(seen) == 1:
        print("reading", flush=True)
print(len(seen), len(set(seen)), len({build for build, *_ in seen}), all(one == two for _, one, two in seen))
"""
PUBLISHER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from etl.learning.run import Request, refresh_all
for number, folder in enumerate(sys.argv[1:]):
    refresh_all(Request(replay=Path(folder)), now=datetime(2026, 12, 1) + timedelta(days=number))
"""


def test_a_reader_sees_one_build_at_a_time_while_others_are_published(refreshed: Program, tmp_path: Path) -> None:
    """Both series say the same number in every build, and another in each."""
    folders = []
    for number in range(KEPT_BUILDS + 2):
        values = AFTER | {"2024-02-03": 200 + number}
        folders.append(refreshed.given(f"answers-{number}", counter=values, party=values))
    assert ended(refreshed.start("-c", PUBLISHER, folders[0])).returncode == 0
    stop = tmp_path / "stop"
    reader = refreshed.start("-c", READER, stop)
    assert reader.stdout.readline() == "reading\n"
    published = ended(refreshed.start("-c", PUBLISHER, *folders[1:]))
    assert published.returncode == 0, published.stderr
    stop.touch()
    done = ended(reader)
    assert done.returncode == 0, done.stderr
    reads, answers, builds, same = done.stdout.split()
    assert same == "True"
    assert int(reads) > int(builds) == int(answers) > 1
    assert len(list((refreshed.var / "builds").glob("*.duckdb"))) == KEPT_BUILDS
