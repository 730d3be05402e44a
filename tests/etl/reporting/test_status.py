"""What `python -m etl status` says: the tally first, then every source with what to do, also for programs."""

import datetime as dt
import json
from pathlib import Path

import pytest

from etl import __main__ as command
from etl.building.build import build
from etl.history import Outcome, Result, Run, append
from etl.reporting.status import status_json, status_text
from etl.store import history_file
from tests.etl import world

TODAY = dt.date(2024, 2, 12)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The build of the tiny world below DATA_DIR, the day after a refresh."""
    root = world.write(tmp_path / "world")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    results = (
        Result("counter", Outcome.UNCHANGED),
        Result("party", Outcome.REFUSED, problem="file: no column ‘killed’"),
    )
    append(history_file(), Run(dt.datetime(2024, 2, 11, 5, 30), "b", "", results))
    return build(data=root, seed=root / "seed", log=root / "log", publish=False).path


def test_those_that_need_somebody_come_first_with_days_and_what_to_do(built: Path) -> None:
    tally, which, _, *rows = status_text(built, TODAY).splitlines()
    assert tally == "1 refused, 1 silent, 1 kept by hand"
    assert which == f"build {built.stem}"
    days = "2024-02-01     2024-02-01   2024-02-11     "
    assert rows == [
        f"refused        party                 {days}each refresh tries again; if it lasts, see “When a source is "
        "refused” in docs/refreshing.md",
        "               file: no column ‘killed’",
        f"silent         counter               {days}see on the publisher’s page whether it goes on elsewhere, or has "
        "ended",
        "kept by hand   hands                 2024-01-01     2024-01-02   never",
    ]


def test_the_same_for_programs(built: Path) -> None:
    told = status_json(built, TODAY)
    assert (told["build"], told["tally"]) == (built.stem, "1 refused, 1 silent, 1 kept by hand")
    assert [(one["source"], one["state"]) for one in told["states"]] == [
        ("party", "refused"),
        ("counter", "silent"),
        ("hands", "kept by hand"),
    ]
    assert told["states"][0]["problem"] == "file: no column ‘killed’"


def test_the_command_prints_it_as_of_today(built: Path, capsys: pytest.CaptureFixture) -> None:
    assert command.main(["status"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == f"build {built.stem}"
    assert command.main(["status", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["build"] == built.stem and {one["source"] for one in told["states"]} == {"counter", "party", "hands"}


def test_without_a_build_programs_are_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert command.main(["status", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"build": None, "tally": "", "states": []}
