import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.history import LINE, NEVER, WELL, Moved, Outcome, Result, Run, read_history, stamp, standings

MONDAY = dt.datetime(2026, 11, 23, 5, 30)
TUESDAY, WEDNESDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)
TODAY = WEDNESDAY.date()


def answer(source: str, outcome: str = "fresh", **told: object) -> dict[str, object]:
    usual = {"new": 0, "changed": 0, "gone": 0, "newest": "", "seconds": 1.5, "mirrors": [], "problem": ""}
    return {"source": source, "outcome": outcome} | usual | told


def line(at: dt.datetime, /, *answers: dict[str, object], **told: object) -> str:
    usual = {"build": "build", "problem": "", "results": answers, "verdicts": []}
    return json.dumps({"at": at.isoformat()} | usual | told) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "refreshes.jsonl"


def test_no_history_is_an_empty_one(path: Path):
    assert read_history(path, TODAY) is NEVER and NEVER.runs == NEVER.problems == ()


def test_runs_come_newest_first_with_everything_they_found(path: Path):
    moved = {"claim": "a", "before": "supported", "after": "disputed"}
    told = answer("bis", new=2, changed=1, mirrors=["https://a.org/1", "https://a.org/2", "https://b.org/3"])
    path.write_text(line(MONDAY) + line(TUESDAY, told, verdicts=[moved]))
    newest, oldest = read_history(path, TODAY).runs
    assert (newest.at, oldest.at) == (TUESDAY, MONDAY)
    assert newest.verdicts == (Moved("a", "supported", "disputed"),)
    assert newest.results[0].hosts == ("a.org", "b.org") and newest.results[0].new == 2


@pytest.mark.parametrize("cut", range(1, 40, 6))
def test_a_last_line_that_was_cut_off_is_ignored(path: Path, cut: int):
    path.write_text(line(MONDAY) + line(TUESDAY, answer("bis"))[:-cut])
    found = read_history(path, TODAY)
    assert [run.at for run in found.runs] == [MONDAY] and found.problems == ()


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ('{"at": "2026-11-2\n', "Invalid JSON"),
        ("\n", "Invalid JSON"),
        ("[]\n", "should be an object"),
        (line(MONDAY, answer("bis", "splendid")), "results.0.outcome"),
        (line(MONDAY, answer("bis", new=-1)), "results.0.new"),
        (line(MONDAY, answer("bis", new="1")), "results.0.new"),
        (line(MONDAY, answer("bis", colour="red")), "results.0.colour"),
        (line(MONDAY, at="yesterday"), "at: "),
        (line(MONDAY, at="2026-11-23T05:30:00+01:00"), "timezone"),
    ],
)
def test_a_broken_line_is_told_with_its_number_and_the_others_are_read(path: Path, spoilt: str, said: str):
    path.write_text(line(MONDAY) + spoilt + line(WEDNESDAY))
    found = read_history(path, TODAY)
    assert [run.at for run in found.runs] == [WEDNESDAY, MONDAY]
    (problem,) = found.problems
    assert problem.startswith("line 2 of refreshes.jsonl cannot be read: ") and said in problem


def test_a_run_of_a_day_to_come_is_told_and_is_never_the_newest(path: Path):
    """The clock was ahead once. When its day has come the run counts."""
    ahead = WEDNESDAY + dt.timedelta(days=1)
    path.write_text(line(MONDAY, answer("bis")) + line(ahead, answer("bis", "refused")) + line(WEDNESDAY))
    found = read_history(path, TODAY)
    assert [run.at for run in found.runs] == [WEDNESDAY, MONDAY]
    assert found.problems == ("line 2 of refreshes.jsonl is of 2026-11-26, a day to come, and does not count",)
    assert found.standings["bis"].result.outcome == "fresh"
    due = read_history(path, ahead.date())
    assert len(due.runs) == 3 and due.problems == ()


def test_bytes_that_are_no_text_are_told(path: Path):
    path.write_bytes(b'{"at": "\xff\xfe"}\n')
    assert "line 1" in read_history(path, TODAY).problems[0]


def test_a_file_that_cannot_be_read_is_told(path: Path):
    path.mkdir()
    assert "refreshes.jsonl cannot be read" in read_history(path, TODAY).problems[0]


def test_a_problem_stays_until_a_later_run_succeeds(path: Path):
    path.write_text(line(MONDAY, answer("bis")) + line(TUESDAY, answer("bis", "refused", problem="a column is gone")))
    standing = standings(read_history(path, TODAY).runs)["bis"]
    assert (standing.at, standing.succeeded, standing.result.problem) == (TUESDAY, MONDAY, "a column is gone")
    with path.open("a") as file:
        file.write(line(WEDNESDAY, answer("eia")))
    assert standings(read_history(path, TODAY).runs)["bis"].result.problem == "a column is gone"
    with path.open("a") as file:
        file.write(line(WEDNESDAY + dt.timedelta(hours=1), answer("bis", "unchanged")))
    standing = standings(read_history(path, TODAY).runs)["bis"]
    assert standing.result.problem == "" and standing.succeeded == WEDNESDAY + dt.timedelta(hours=1)


# What is told without the folders of the machine comes back as it was; of them, see test_progress and test_store.
PLACELESS = st.text(st.characters(codec="utf-8", exclude_characters="/"))
ANSWERS = st.builds(
    Result,
    source=st.sampled_from(["bis", "eia", "oryx"]),
    outcome=st.sampled_from(Outcome),
    new=st.integers(0, 10**6),
    changed=st.integers(0, 10**6),
    gone=st.integers(0, 10**6),
    newest=st.just("2026-11-01"),
    seconds=st.floats(0, 1000),
    mirrors=st.lists(st.text(), max_size=2).map(tuple),
    problem=PLACELESS,
)
RUNS = st.lists(
    st.builds(
        Run,
        at=st.datetimes(dt.datetime(2000, 1, 1), WEDNESDAY).map(lambda at: at.replace(microsecond=0)),
        build=st.text(),
        problem=PLACELESS,
        results=st.lists(ANSWERS, max_size=3, unique_by=lambda one: one.source).map(tuple),
        verdicts=st.lists(st.builds(Moved, st.text(), st.text(), st.text()), max_size=2).map(tuple),
    ),
    max_size=5,
    unique_by=lambda run: run.at,
)


@given(RUNS)
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, runs: list[Run]):
    path = tmp_path_factory.mktemp("history") / "refreshes.jsonl"
    path.write_bytes(b"".join(LINE.dump_json(run) + b"\n" for run in runs))
    found = read_history(path, TODAY)
    assert found.problems == () and set(found.runs) == set(runs)
    assert [run.at for run in found.runs] == sorted((run.at for run in runs), reverse=True)


@given(RUNS)
def test_where_a_source_stands_is_what_its_newest_run_says(runs: list[Run]):
    newest_first = tuple(sorted(runs, key=lambda run: run.at, reverse=True))
    found = standings(newest_first)
    assert found.keys() == {one.source for run in runs for one in run.results}
    for source, standing in found.items():
        asked = {run.at: one for run in runs for one in run.results if one.source == source}
        well = [at for at, one in asked.items() if one.outcome in WELL]
        assert standing.at == max(asked) and standing.result == asked[standing.at]
        assert standing.succeeded == max(well, default=None)
        assert (standing.succeeded == standing.at) == (standing.result.outcome in WELL)


@given(RUNS, st.integers(0, 10_000))
def test_cut_anywhere_only_the_last_line_is_lost(tmp_path_factory: pytest.TempPathFactory, runs: list[Run], cut: int):
    whole = b"".join(LINE.dump_json(run) + b"\n" for run in runs)
    kept = whole[: min(cut, len(whole))]
    path = tmp_path_factory.mktemp("history") / "refreshes.jsonl"
    path.write_bytes(kept)
    found = read_history(path, TODAY)
    assert found.problems == () and len(found.runs) == kept.count(b"\n")


def test_a_history_that_cannot_be_asked_for_is_a_state_of_its_own(path: Path):
    assert stamp(path) == ""
    path.write_text(line(MONDAY))
    assert stamp(path) not in ("", stamp(path / "below"))
    assert stamp(path / "below") == "Not a directory"
    assert read_history(path / "below", TODAY).problems == ("below cannot be read: Not a directory",)
