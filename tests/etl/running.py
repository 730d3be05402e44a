"""A copy of the program in a small world, run as its user runs it: real processes that read and write real files."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.building.build import READING, current
from etl.store import ROOT
from tests.etl import world

# The longest that a test waits for a process, in seconds.
PATIENCE = 300
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
    """A copy below `root`: its code in etl/, its declarations and seed in data/, what it writes in var/."""

    root: Path

    @property
    def var(self) -> Path:
        """DATA_DIR of its processes."""
        return self.root / "var"

    def start(self, *command: str | Path, **keys: object) -> subprocess.Popen:
        """Start Python with these arguments in the copy; what it prints is kept, as text."""
        env = os.environ | {"DATA_DIR": str(self.var), "PYTHONPATH": str(self.root), "PYTHONUNBUFFERED": "1"}
        pipes: dict[str, object] = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
            "encoding": "utf-8",
        }
        command = [sys.executable, *map(str, command)]
        # What a shell starts in the background ignores Ctrl-C, and so would all that it starts.
        pipes |= {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
        return subprocess.Popen(command, cwd=self.root, env=env, **(pipes | keys))

    def etl(self, *arguments: str | Path, **keys: object) -> subprocess.CompletedProcess:
        """Run `python -m etl` with these arguments to its end."""
        return ended(self.start("-m", "etl", *arguments, **keys))

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


def copied(root: Path, **urls: str) -> Program:
    """A copy of the program below `root`, whose sources counter and party are asked for at `urls`."""
    ignored = shutil.ignore_patterns("sources", "recorded")
    for folder in ("etl", "texts"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    (root / "etl/sources").mkdir()
    shutil.copy(ROOT / "etl/sources/__init__.py", root / "etl/sources")
    world.write(root / "data")
    for name, series in SERIES.items():
        (root / f"etl/sources/{name}.py").write_text(PARSER.format(name=name, series=series), encoding="utf-8")
        if name in urls:
            world.swap(root / "data", f"catalogue/sources/{name}.toml", "https://example.org/a", urls[name])
    return Program(root)


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
