"""What a refresh tells programs, and whom it calls when it went wrong; as its user runs it."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.etl.processes.running import Program, served

BEFORE = {"2024-02-01": 100, "2024-02-02": 110}
WRITE = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


@pytest.fixture
def told(program: Program, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file to which NOTIFY appends what it is told."""
    monkeypatch.setenv("NOTIFY", shlex.join([sys.executable, "-c", WRITE, str(program.root / "told")]))
    return program.root / "told"


def test_for_programs_one_object_is_all_that_is_printed(program: Program, told: Path) -> None:
    done = program.etl("refresh", "--json", "--from", program.given(counter=BEFORE, party=BEFORE))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (line,) = program.history()
    assert found["at"] == f"{line['at']}Z" and found["well"] is True and found["problem"] == ""
    assert found["results"] == line["results"]
    assert found["build"] == served(program.var).stem
    assert {one["source"]: one["state"] for one in found["states"]} == {
        "counter": "silent",
        "party": "silent",
        "hands": "kept by hand",
    }
    assert found["tally"] == "2 silent, 1 kept by hand"
    assert "counter: fresh" in done.stderr and f"served is {served(program.var).name}" in done.stderr
    assert not told.exists()


def test_an_unchanged_answer_that_is_old_is_called_silent(program: Program) -> None:
    answers = program.given(counter=BEFORE)
    program.etl("refresh", "counter", "--from", answers)
    done = program.etl("refresh", "counter", "--from", answers)
    assert done.returncode == 0 and done.stdout.startswith("counter: unchanged")
    told = "counter: silent, nothing newer than 2024-02-02; see on the publisher’s page whether"
    assert f"\n{told}" in done.stdout
    assert "\nsources: 1 silent, 1 late, 1 kept by hand\n" in done.stdout


def test_a_refusal_is_told_to_programs_and_to_notify(program: Program, told: Path) -> None:
    answers = program.given(counter=BEFORE)
    (answers / "counter/file").write_text("day,wounded\n2024-02-01,5\n")
    done = program.etl("refresh", "counter", "--json", "--from", answers)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    (result,) = found["results"]
    assert (found["well"], result["outcome"]) == (False, "refused")
    head, line, _ = told.read_text(encoding="utf-8").splitlines()
    assert head.endswith("needs somebody.")
    assert line == result["problem"] and line.startswith("counter: file, ")
    # All of it once: the problem, and where to look.
    assert done.stderr.count(line) == 1 and "counter: counter" not in done.stderr
    assert done.stderr.count("“When a source is refused”") == 1
    # It is told again for as long as it lasts.
    program.etl("refresh", "counter", "--from", answers)
    assert told.read_text(encoding="utf-8").count("needs somebody.") == 2


def test_what_kept_a_refresh_from_running_is_told(program: Program, told: Path) -> None:
    (program.root / "data/catalogue/sources/party.toml").write_text("[[source]]\n")
    done = program.etl("refresh", "--json", "--from", program.given(counter=BEFORE))
    assert (done.returncode, done.stdout) == (2, "")
    text = told.read_text(encoding="utf-8")
    assert (
        text.startswith("Conflict Indicators: a refresh failed, and the last build stays.\n") and "party.toml" in text
    )


def test_that_nobody_could_be_told_changes_nothing_else(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY", "no-such-program")
    done = program.etl("refresh", "counter", "--from", program.given(party=BEFORE))
    assert done.returncode == 1
    assert done.stderr.endswith("NOTIFY: no-such-program cannot be run: No such file or directory\n")
