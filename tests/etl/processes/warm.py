"""Run in a copy of the program: holds all of it imported, and plays each command in a process forked from this one.

So a command costs what it does, and not its start. Each line read is a command as JSON: its `argv` as Python would be
given them ("-m" and a module, or the path of a script), its `env`, and the files that take what it prints (`out`,
`err`). Each line written is how one ended: its exit code, or the negative number of the signal that ended it.
"""

import json
import os
import runpy
import signal
import sys

import duckdb

from etl import __main__ as command
from etl.building import schema
from etl.code import code_files

# The longest that a command may take on a busy machine, in seconds.
PATIENCE = 1200


def become(asked: dict) -> None:
    """From now on this process has the environment and the files of what is asked."""
    signal.alarm(PATIENCE)
    os.environ.clear()
    os.environ.update(asked["env"])
    for number, path in enumerate([os.devnull, asked["out"], asked["err"]]):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)


def run(argv: list[str]) -> None:
    """What Python does with these arguments, to its end."""
    if argv[0] == "-m":
        sys.argv = argv[1:]
        runpy.run_module(argv[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = argv
        runpy.run_path(argv[0], run_name="__main__")


if __name__ == "__main__":
    code_files(command.__name__)
    # What is run as a module is not to be imported already.
    del sys.modules[command.__name__]
    with duckdb.connect(config={"threads": 1}) as db:
        schema.create(db)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asked = json.loads(line)
            become(asked)
            run(asked["argv"])
            break
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
