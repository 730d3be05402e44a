"""Run in a copy of the program: kills a refresh at each of its steps, then refreshes again.

Arguments: a folder written before, a folder of answers, and a folder for what is left. A step is each replacement of a
file, and what else changes files. For step n, `killed-n` is what lay there after the kill, and `finished-n` after the
next refresh. `undisturbed` is what a refresh without a kill leaves. Prints each step and the signal that ended its
process, as JSON.
"""

import importlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from etl import clock
from etl.learning.run import Request, refresh_all

# One moment for all, after the refresh before them: of a clock that went back rows would be taken out.
NOW = clock.now()
# Where files change. Nine are written, each in one step: two logs, answers and states, the copy, the build, CURRENT.
STEPS = [("before", "pathlib.Path.replace", nth) for nth in range(1, 10)]
STEPS += [
    ("after", place, 1)
    for place in (
        "etl.building.declared_rows.fill",
        "etl.building.public_copy.make_copy",
        "etl.building.build.point_current",
        "etl.learning.run.append",
    )
]


def dying(when: str, place: str, nth: int) -> None:
    """From now on this process kills itself before or after the nth call of the function at `place`."""
    owner, name = place.rsplit(".", 1)
    holder = Path if owner == "pathlib.Path" else importlib.import_module(owner)
    step, calls = getattr(holder, name), []

    def killing(*args: object, **keys: object) -> object:
        calls.append(place)
        if (len(calls), when) == (nth, "before"):
            os.kill(os.getpid(), signal.SIGKILL)
        done = step(*args, **keys)
        if (len(calls), when) == (nth, "after"):
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(holder, name, killing)


def refreshed(var: Path, answers: Path, *death: object) -> int:
    """The signal that ended a process of its own that refreshes into `var`, or 0."""
    child = os.fork()
    if child == 0:
        os.environ["DATA_DIR"] = str(var)
        if death:
            dying(*death)
        refresh_all(Request(replay=answers), now=NOW)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"a refresh failed with {os.WEXITSTATUS(status)}")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def main(before: Path, answers: Path, left: Path) -> None:
    """Kill at each step, and refresh again."""
    ends = []
    shutil.copytree(before, left / "undisturbed")
    refreshed(left / "undisturbed", answers)
    for number, step in enumerate(STEPS):
        var = left / f"finished-{number}"
        shutil.copytree(before, var)
        ended = refreshed(var, answers, *step)
        shutil.copytree(var, left / f"killed-{number}")
        refreshed(var, answers)
        ends.append([" ".join(map(str, step)), ended])
    print(json.dumps(ends))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
