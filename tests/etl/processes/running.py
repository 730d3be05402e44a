"""A copy of the program in a small world, run as its user runs it: real processes that read and write real files."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.building.build import READING, current
from etl.store import ROOT
from tests.etl import world

# The longest that a test waits for a process, in seconds.
PATIENCE = 300
WARM = Path(__file__).with_name("warm.py")
SERIES = {"counter": "count", "party": "claimed"}
PARSER = '''"""Days and numbers, as {name} counts."""

import pandas as pd

from etl.parsing.observations import day, Observation, tidy
from etl.parsing.answer import Answer


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series {series}. Raises SourceError."""
    answer = Answer("{name}", "file", files)
    return tidy(
        Observation("{series}", "RUS", day(answer.date(row["day"], f"row {{line}}")), float(row["killed"]))
        for line, row in answer.rows(["day", "killed"])
    )
'''


@dataclass(frozen=True)
class Program:
    """A copy below `root`: its code in etl/, its declarations and seed in data/, what it writes in var/.

    `warm`: the process that holds the program imported; see tests.etl.processes.warm.
    """

    root: Path
    warm: subprocess.Popen

    @property
    def var(self) -> Path:
        """DATA_DIR of its processes."""
        return self.root / "var"

    def start(self, *command: str | Path, **keys: object) -> subprocess.Popen:
        """Start Python anew with these arguments in the copy; what it prints is kept, as text."""
        return started(self.root, *command, **keys)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess:
        """What `python COMMAND` comes to in the copy: "-m" and a module, or a script. It is no new start, but forked
        from the process that has imported the program already."""
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            argv = [*map(str, command)]
            asked = {"argv": argv, "env": environment(self.root), "out": str(out), "err": str(err)}
            assert self.warm.stdin and self.warm.stdout
            print(json.dumps(asked), file=self.warm.stdin, flush=True)
            code = int(self.warm.stdout.readline())
            return subprocess.CompletedProcess(argv, code, out.read_text("utf-8"), err.read_text("utf-8"))

    def etl(self, *arguments: str | Path) -> subprocess.CompletedProcess:
        """Run `python -m etl` with these arguments to its end."""
        return self.run("-m", "etl", *arguments)

    def given(self, name: str = "answers", **values: dict[str, float]) -> Path:
        """A folder of answers to refresh from, one for each source named."""
        for source, numbers in values.items():
            (self.root / name / source).mkdir(parents=True, exist_ok=True)
            (self.root / name / source / "file").write_bytes(counted(numbers))
        return self.root / name

    def history(self) -> list[dict]:
        """The lines of the history."""
        return [json.loads(line) for line in (self.var / "refreshes.jsonl").read_text(encoding="utf-8").splitlines()]

    def rows(self) -> dict[tuple[str, str], float]:
        """{(series, day): value} of the fetched series in the build that is served."""
        return rows(self.var)


def environment(root: Path) -> dict[str, str]:
    """Of the processes of the copy below `root`."""
    return os.environ | {"DATA_DIR": str(root / "var"), "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}


def started(root: Path, *command: str | Path, **keys: object) -> subprocess.Popen:
    """Python started with these arguments in the copy below `root`; what it prints is kept, as text."""
    pipes: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    # What a shell starts in the background ignores Ctrl-C, and so would all that it starts.
    pipes |= {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    return subprocess.Popen([sys.executable, *map(str, command)], cwd=root, env=environment(root), **(pipes | keys))


def ended(process: subprocess.Popen) -> subprocess.CompletedProcess:
    """The process at its end, with what it printed. Raises TimeoutExpired, and ends it then."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def counted(values: dict[str, float]) -> bytes:
    """An answer: days and numbers."""
    return "\n".join(["day,killed", *(f"{date},{value}" for date, value in values.items()), ""]).encode()


@contextlib.contextmanager
def copied(root: Path) -> Iterator[Program]:
    """A copy of the program's code below `root`, and the process that has imported it."""
    ignored = shutil.ignore_patterns("sources", "recorded")
    for folder in ("etl", "texts"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    (root / "etl/sources").mkdir()
    shutil.copy(ROOT / "etl/sources/__init__.py", root / "etl/sources")
    for name, series in SERIES.items():
        (root / f"etl/sources/{name}.py").write_text(PARSER.format(name=name, series=series), encoding="utf-8")
    with started(root, WARM, stdin=subprocess.PIPE, stderr=None) as warm:
        yield Program(root, warm)
        warm.stdin.close()


def renewed(program: Program, **urls: str) -> Program:
    """The copy with the small world as its data and nothing else; counter and party are asked for at `urls`."""
    for path in program.root.iterdir():
        if path.is_file():
            path.unlink()
        elif path.name not in ("etl", "texts"):
            shutil.rmtree(path)
    world.write(program.root / "data")
    for name, url in urls.items():
        world.swap(program.root / "data", f"catalogue/sources/{name}.toml", "https://example.org/a", url)
    return program


def served(var: Path) -> Path:
    """The build that a dashboard opens; there is one."""
    path = current(var / "builds")
    assert path is not None
    return path


def rows(var: Path) -> dict[tuple[str, str], float]:
    """{(series, day): value} of the fetched series in the build that is served from `var`."""
    with duckdb.connect(str(served(var)), read_only=True, config=READING) as db:
        found = db.execute("SELECT series_id, period_end::VARCHAR, value FROM latest WHERE series_id <> 'table'")
        return {(series, date): value for series, date, value in found.fetchall()}
