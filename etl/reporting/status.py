"""Which build is served, and who is alive: as lines for a terminal, as one object for programs."""

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from etl import history, states, store
from etl.building.build import READING
from etl.states import SourceState


def states_of(build: Path, today: dt.date) -> list[SourceState]:
    """The state of every source of a build, by the history of refreshes; those that need somebody come first."""
    with duckdb.connect(str(build), read_only=True, config=READING) as db:
        told = history.read_history(store.history_file(), today)
        return states.source_states(states.holdings(db), told.standings, today)


def status_text(build: Path, today: dt.date) -> str:
    """The tally, the build, and a line for each source; below it what was wrong when it was last asked."""
    told = states_of(build, today)
    head = f"{'state':<15}{'source':<22}{'newest period':<15}{'new last on':<13}{'asked last on':<15}what to do"
    return "\n".join([states.state_tally(told), f"build {build.stem}", head, *map(_line, told)])


def _line(one: SourceState) -> str:
    days = (one.newest, one.learned, one.asked and one.asked.date())
    newest, learned, asked = (str(day or "never") for day in days)
    line = f"{one.state:<15}{one.source:<22}{newest:<15}{learned:<13}{asked:<15}{one.remedy}".rstrip()
    return f"{line}\n{'':<15}{one.problem}" if one.problem else line


def status_json(build: Path | None, today: dt.date) -> dict[str, Any]:
    """{"build": its id, null where there is none, "tally": in words, "states": an object for each source}."""
    told = states_of(build, today) if build else []
    return {
        "build": build and build.stem,
        "tally": states.state_tally(told),
        "states": [states.state_json(one) for one in told],
    }
