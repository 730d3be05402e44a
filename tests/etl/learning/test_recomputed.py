"""A history that is recomputed at each run: its revisions are taken over together, its new days at once."""

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.building.build import READING
from etl.learning import recomputed
from etl.learning.log import newest_rows, rows_to_append
from etl.learning.recomputed import NOTICED, TOGETHER, WAITING, taken_and_waiting
from etl.parsing.observations import Observation, day, empty, read_csv, tidy
from tests.etl import world
from tests.etl.playing import on_disk
from tests.etl.processes.running import Program, served

FIRST, START = dt.datetime(2026, 3, 1), dt.date(2026, 1, 1)
NOTHING = empty()


def history_of(*values: float, high: float = 2000, status: str = "estimate") -> pd.DataFrame:
    """An answer: a value for each day from START on."""
    days = (day(START + dt.timedelta(days=number)) for number in range(len(values)))
    return tidy(
        Observation("a", "RUS", period, value, low=0, high=high, status=status)
        for period, value in zip(days, values, strict=True)
    )


def learnt(*answers: tuple[pd.DataFrame, float], known: pd.DataFrame = NOTHING) -> pd.DataFrame:
    """The log after these answers, each so many days after FIRST, to what was `known`."""
    for rows, days in answers:
        moment = FIRST + dt.timedelta(days=days)
        found, _ = taken_and_waiting(known, rows_to_append(known, rows, moment), moment)
        known = pd.concat([frame for frame in (known, found) if len(frame)] or [known])
    return known


def values(known: pd.DataFrame) -> list[float]:
    return newest_rows(known).sort_values("period_end")["value"].tolist()


WEEKS = TOGETHER.days
BEGUN = history_of(900, 1000)
# What a value of 1,000, the largest, has to move by, and a bound.
MOVED, FURTHER = 1000 * NOTICED["value"], 1000 * NOTICED["high"]


def test_the_first_answer_is_taken_whole() -> None:
    assert values(learnt((BEGUN, 0))) == [900, 1000]


def test_small_revisions_wait_and_a_new_day_does_not() -> None:
    known = learnt((BEGUN, 0), (history_of(901, 1001, 1100), 1))
    assert values(known) == [900, 1000, 1100]


def test_what_waits_is_all_that_is_not_taken() -> None:
    known, moment = learnt((BEGUN, 0)), FIRST + dt.timedelta(days=1)
    found = rows_to_append(known, history_of(901, 1001, 1100), moment)
    now, waits = taken_and_waiting(known, found, moment)
    assert (now["value"].tolist(), waits["value"].tolist()) == ([1100], [901, 1001])
    assert (waits["vintage"] == moment).all()
    now, waits = taken_and_waiting(known, found, FIRST + TOGETHER)
    assert (len(now), len(waits)) == (3, 0)


def test_after_some_weeks_they_are_taken_all_together_and_wait_again() -> None:
    known = learnt(*((history_of(900 + n / 9, 1000 + n / 9), n) for n in range(2 * WEEKS)))
    assert values(known) == [900 + WEEKS / 9, 1000 + WEEKS / 9]
    assert sorted(set(known["vintage"])) == [FIRST, FIRST + TOGETHER]
    assert values(learnt((history_of(1, 2), 2 * WEEKS), known=known)) == [1, 2]


@pytest.mark.parametrize(
    ("rows", "taken"),
    [
        (history_of(900, 999 + MOVED), False),
        (history_of(901, 1000 + MOVED), True),
        (history_of(900 - MOVED, 1001), True),
        (history_of(900, 1000, high=1999 + FURTHER), False),
        (history_of(900, 1000, high=2000 + FURTHER), True),
        (history_of(900, 1000, status="final"), True),
    ],
)
def test_one_that_is_not_small_brings_all_of_them(rows: pd.DataFrame, taken: bool) -> None:
    known = learnt((BEGUN, 0), (rows, 1))
    told = rows if taken else BEGUN
    assert newest_rows(known)[["value", "high", "status"]].values.tolist() == (
        told[["value", "high", "status"]].values.tolist()
    )


def test_a_day_that_is_gone_is_said_at_once() -> None:
    known = learnt((history_of(900, 950, 1000), 0), (history_of(900, 950, 1000).drop(1), 1))
    assert newest_rows(known).sort_values("period_end")["status"].tolist() == ["estimate", "withdrawn", "estimate"]


# The claim of the world is that the count was 95 to 105 on the first of February; 100 is held.
@pytest.fixture
def program(program: Program) -> Program:
    """The small world, whose count is recomputed at each run, and was held on its first day."""
    counter = world.source("counter") + world.series("count", recomputed=True)
    (program.root / "data/catalogue/sources/counter.toml").write_text(counter, encoding="utf-8")
    # Of a thousand, a move of 2 is none that would be noticed.
    world.add(program.root / "data", "seed/counter.csv", world.row("count", "2024-01-01", 1000) + "\n")
    # Revisions were recorded not long ago: else these would be taken at once.
    now = dt.datetime.now(dt.UTC)
    revised = world.row("count", "2024-01-31", 98, learned=f"{now:%Y-%m-%d}")
    world.add(program.root / "data", "seed/counter.csv", revised + "\n")
    return program


def log(program: Program) -> list[tuple[str, float]]:
    rows = read_csv(program.var / "log/counter.csv")
    return [(str(row.period_end), row.value) for row in rows.itertuples()]


def answer(program: Program, name: str, values: dict[str, float]) -> Path:
    return program.given(name, counter={"2024-01-01": 1000, "2024-01-31": 98} | values)


def test_what_moves_no_verdict_waits_beside_the_answer(program: Program) -> None:
    near = answer(program, "near", {"2024-02-01": 102, "2024-02-02": 110})
    assert program.etl("refresh", "counter", "--from", near).returncode == 0
    assert log(program) == [("2024-02-02", 110)]
    waits = read_csv(program.var / "raw/counter" / WAITING)
    assert [(str(row.period_end), row.value) for row in waits.itertuples()] == [("2024-02-01", 102)]
    before = on_disk(program.var / "raw")
    assert program.etl("refresh", "counter", "--from", near).returncode == 0
    assert on_disk(program.var / "raw") == before
    back = answer(program, "back", {"2024-02-01": 100, "2024-02-02": 110})
    assert program.etl("refresh", "counter", "--from", back).returncode == 0
    assert not (program.var / "raw/counter" / WAITING).exists()
    assert program.rows()["count", "2024-02-01"] == 100


def test_what_moves_a_verdict_is_recorded_in_the_same_run(program: Program) -> None:
    assert program.etl("build").returncode == 0
    beyond = answer(program, "beyond", {"2024-02-01": 106, "2024-02-02": 110})
    done = program.etl("refresh", "counter", "--from", beyond)
    assert (done.returncode, done.stderr) == (0, "")
    assert log(program) == [("2024-02-02", 110), ("2024-02-01", 106)]
    assert program.rows()["count", "2024-02-01"] == 106
    assert not (program.var / "raw/counter" / WAITING).exists()
    (run,) = program.history()
    assert run["build"] == served(program.var).name
    assert [(moved["claim"], moved["before"], moved["after"]) for moved in run["verdicts"]] == [
        ("lost-100", "supported", "contradicted")
    ]
    (result,) = run["results"]
    assert (result["outcome"], result["new"], result["changed"]) == ("fresh", 1, 1)
    again = program.etl("refresh", "counter", "--from", beyond)
    assert again.returncode == 0 and len(log(program)) == 2


def test_what_waits_is_judged_also_when_a_run_was_cut_off_before(program: Program) -> None:
    near = answer(program, "near", {"2024-02-01": 102, "2024-02-02": 110})
    program.etl("refresh", "counter", "--from", near)
    # As it would lie there had the run ended between build and judgement.
    waits = program.var / "raw/counter" / WAITING
    waits.write_text(waits.read_text(encoding="utf-8").replace("102.0", "106.0"), encoding="utf-8")
    assert program.etl("refresh", "counter", "--from", near).returncode == 0
    assert program.rows()["count", "2024-02-01"] == 106


def test_a_build_supposed_is_a_copy(program: Program) -> None:
    program.etl("refresh", "counter", "--from", answer(program, "near", {"2024-02-01": 102}))
    built = served(program.var)
    body = built.read_bytes()
    with (
        recomputed.build_with_waiting(built, program.var / "raw") as copy,
        duckdb.connect(str(copy), config=READING) as db,
    ):
        assert db.execute("SELECT max(value) FROM observation WHERE period_end = '2024-02-01'").fetchone() == (300,)
        held = "SELECT value FROM latest WHERE series_id = 'count' AND period_end = '2024-02-01'"
        assert db.execute(held).fetchone() == (102,)
    assert built.read_bytes() == body and not copy.exists()


def test_what_was_recorded_already_is_not_recorded_twice(tmp_path: Path) -> None:
    rows = rows_to_append(empty(), BEGUN, FIRST)
    for _ in range(2):
        recomputed.keep_waiting(tmp_path / "raw/one", rows)
        recomputed.record_waiting(
            tmp_path / "log", tmp_path / "raw", "one", recomputed.waiting_rows(tmp_path / "raw")["one"]
        )
    assert len(read_csv(tmp_path / "log/one.csv")) == len(rows)
    assert recomputed.waiting_rows(tmp_path / "raw") == {}
