"""A player of histories: versions of an answer, each on its day, through the real command in a copy of the program."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.etl.processes.running import Program, counted

PLAYER = Path(__file__).with_name("processes") / "player.py"


@dataclass(frozen=True)
class Version:
    """What the source counter answers on a day: {day: number}, or text where it is no such table.

    `arguments`: of the command besides; `command`: another one than refresh.
    """

    day: str
    answer: dict[str, float] | str = ""
    arguments: tuple[str, ...] = ()
    command: str = "refresh"


@dataclass(frozen=True)
class Played:
    """How a command ended, what it printed, what the history says of counter, and {day: number} in the build."""

    code: int
    out: str
    result: dict
    rows: dict[str, float]


def played(program: Program, *versions: Version) -> list[Played]:
    """What each version came to, one after the other, in one process."""
    told = [
        (
            one.day,
            one.answer if isinstance(one.answer, str) else counted(one.answer).decode(),
            one.arguments,
            one.command,
        )
        for one in versions
    ]
    done = program.run(PLAYER, json.dumps(told))
    assert done.returncode == 0, done.stderr
    return [Played(**one) for one in json.loads(done.stdout)]
