"""Run in a copy of the program: plays the versions of an answer of the source counter, each on its day.

Argument: JSON, a list of (day, answer, arguments, command). For each the clock is set to the day's morning, the answer
laid out and the command run. Prints what each came to, as JSON: see tests.etl.histories.

Rows are what histories are about: no public copy is made and no verdict asked for, which takes longer than all else.
"""

import contextlib
import datetime as dt
import io
import json
import sys
from functools import partial
from pathlib import Path

import duckdb

from etl import clock
from etl.__main__ import main
from etl.building.build import READING, build, current
from etl.learning import run
from etl.store import history_file


def played(day: str, answer: str, arguments: list[str], command: str) -> dict:
    """One version: how the command ended, what it printed, and what history and build say of counter after it."""
    folder = Path("answers/counter")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "file").write_text(answer, encoding="utf-8")
    clock.now = lambda: dt.datetime.fromisoformat(f"{day}T06:00:00")
    given = ["counter", "--from", "answers"] if command == "refresh" else []
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        code = main([command, *given, *arguments])
    (*_, line) = history_file().read_text(encoding="utf-8").splitlines()
    (result,) = json.loads(line)["results"]
    with duckdb.connect(str(current()), read_only=True, config=READING) as db:
        held = db.execute(
            "SELECT period_end::VARCHAR, value FROM latest WHERE series_id = 'count' AND status <> 'withdrawn'"
        ).fetchall()
    return {"code": code, "out": out.getvalue(), "result": result, "rows": dict(held)}


if __name__ == "__main__":
    run.build = partial(build, publish=False)
    run.verdicts = lambda path: {}
    print(json.dumps([played(*one) for one in json.loads(sys.argv[1])]))
