"""A log that holds what can never count is repaired by a command, and the file as it was is kept."""

import datetime as dt
from pathlib import Path

import pytest
from filelock import FileLock

from etl.learning.repair import repaired
from etl.parsing.observations import read_csv
from tests.etl import world
from tests.etl.histories import Version, played
from tests.etl.parsing.test_plausible import series
from tests.etl.processes.running import Program

NOW = dt.datetime(2026, 8, 22, 6)
GOOD = [
    world.row("count", "2026-08-20", 5),
    world.row("count", "2026-08-21", 7, learned="2026-08-22").replace(",final,,", ',final,"a ""note"", and\nmore",'),
]
WRONG = {
    world.row("count", "2027-08-19", 78, learned="2026-08-22"): "ends after today",
    world.row("count", "2026-08-19", 5, learned="2099-01-01"): "is dated after now",
    world.row("count", "2021-12-31", 5): "starts before the series began",
    world.row("count", "2026-08-19", 5, learned="0001-01-01"): "cannot be read: the year 1",
    world.row("count", "2026-08-19", 5, learned="1-01-01"): "cannot be read: time data '1-01-01T00:00:00'",
    world.row("count", "9999-12-31", 5, learned="2026-08-22"): "cannot be read: the year 9999",
    world.row("count", "2026-08-19", "inf"): "cannot be read: 'inf' is not a finite number",
    world.row("count", "2026-08-19", "five"): "cannot be read: could not convert string to float",
    world.row("count", "2026-08-19", 5) + ",more": "cannot be read: 13 cells in place of 12",
}


def log(folder: Path, *rows: str) -> Path:
    path = folder / "counter.csv"
    path.write_text("\n".join([world.HEADER, *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("row", WRONG, ids=list(WRONG.values()))
def test_each_row_that_does_not_count_is_removed_and_said(row: str, tmp_path: Path) -> None:
    path = log(tmp_path, GOOD[0], row, GOOD[1])
    before = path.read_bytes()
    (said,) = repaired([series(begins=dt.date(2022, 1, 1))], path, NOW)
    assert said.startswith(f"row 3, {row}: it {WRONG[row]}")
    assert path.read_text(encoding="utf-8") == "\n".join([world.HEADER, *GOOD, ""])
    assert len(read_csv(path)) == 2
    assert (tmp_path / "counter.csv.before-2026-08-22").read_bytes() == before


def test_a_log_that_is_in_order_is_left_as_it_is(tmp_path: Path) -> None:
    path = log(tmp_path, *GOOD)
    assert repaired([series()], path, NOW) == [] and list(tmp_path.iterdir()) == [path]


def test_what_was_kept_before_is_not_overwritten(tmp_path: Path) -> None:
    for _ in range(2):
        repaired([series()], log(tmp_path, *GOOD, *list(WRONG)[:1]), NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "counter.csv",
        "counter.csv.before-2026-08-22",
        "counter.csv.before-2026-08-22-2",
    ]


def test_a_file_that_is_no_log_is_named(tmp_path: Path) -> None:
    path = tmp_path / "counter.csv"
    for text in ("", "day,killed\n"):
        path.write_text(text)
        with pytest.raises(ValueError, match=r"counter\.csv is no log: columns are"):
            repaired([series()], path, NOW)


def test_the_command_repairs_a_log_that_a_clock_ahead_has_spoilt(program: Program) -> None:
    first = {"2024-02-01": 100, "2024-02-02": 110}
    ahead, _, told, quiet = played(
        program,
        Version("2099-02-04", first),
        Version("2024-02-05", first, (), "repair"),
        Version("2024-02-05", first),
        Version("2024-02-06", first),
    )
    assert ahead.rows["2024-02-02"] == 110
    assert told.rows["2024-02-02"] == 110 and (told.result["new"], told.result["remarks"]) == (1, [])
    assert quiet.result["outcome"] == "unchanged"
    assert (program.var / "log/counter.csv.before-2024-02-05").is_file()


def test_a_mistake_in_the_command_ends_with_2_and_a_running_refresh_with_1(program: Program) -> None:
    program.etl("refresh", "counter", "--from", program.given(counter={"2024-02-03": 120}))
    done = program.etl("repair", "nobody")
    assert (done.returncode, done.stderr) == (2, "there is no log of 'nobody'; there are counter\n")
    with FileLock(program.var / "refresh.lock"):
        done = program.etl("repair")
    assert (done.returncode, done.stderr) == (1, "a refresh is running; wait until it has ended\n")
    done = program.etl("repair", "counter")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "counter: 0 removed")
    (program.var / "log/counter.csv").write_text("day\n")
    done = program.etl("repair")
    assert done.returncode == 1 and "counter.csv is no log" in done.stderr and "Traceback" not in done.stderr
