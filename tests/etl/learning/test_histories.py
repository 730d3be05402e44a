"""One bad row locks no source: histories as publishers have them, through the real command."""

import itertools

import pytest

from tests.etl import world
from tests.etl.histories import Version, played
from tests.etl.playing import learned
from tests.etl.processes.running import Program

# The world's seed has 99 on 31 January and 100 on 1 February 2024.
GOOD = {"2024-01-31": 99, "2024-02-01": 100, "2024-02-02": 110}
NEXT = GOOD | {"2024-02-03": 120}
LAST = NEXT | {"2024-02-04": 130}


@pytest.fixture
def program(program: Program) -> Program:
    catalogue = "catalogue/sources/counter.toml"
    world.swap(program.root / "data", catalogue, 'id = "count"', 'id = "count"\nbegins = 2024-01-01')
    world.swap(program.root / "data", catalogue, "high = 1000", "high = 1000, never_falls = true, max_step = 50")
    return program


def days(*answers: dict[str, float] | str) -> list[Version]:
    """These answers, one a day from 4 February on."""
    return [Version(f"2024-02-{day:02}", answer) for day, answer in zip(itertools.count(4), answers, strict=False)]


@pytest.mark.parametrize("slip", ["2027-08-19", "2023-12-31"])
def test_a_row_of_another_year_is_left_out_told_and_never_the_newest(slip: str, program: Program) -> None:
    first, bad, again, mended = played(program, *days(GOOD, NEXT | {slip: 78}, NEXT | {slip: 78}, LAST))
    assert (first.code, first.rows) == (0, GOOD)
    for one in (bad, again):
        assert (one.code, one.rows, one.result["newest"]) == (0, NEXT, "2024-02-03")
        assert f"\ncounter: count, RUS, {slip}: 78 is left out: it " in one.out
    assert bad.result["remarks"] == again.result["remarks"] and again.result["outcome"] == "unchanged"
    assert (mended.code, mended.rows, mended.result["remarks"]) == (0, LAST, [])


def test_a_day_that_comes_counts_though_the_publisher_says_nothing_new(program: Program) -> None:
    """What was told a day early is no slip for ever."""
    early, due = played(program, Version("2024-02-02", NEXT), Version("2024-02-03", NEXT))
    assert (early.rows, due.rows, due.result["new"]) == (GOOD, NEXT, 1)


def test_what_was_learned_on_a_day_to_come_does_not_count(program: Program) -> None:
    """The clock was ahead in one run: what is revised afterwards is taken."""
    versions = [Version("2024-02-04", GOOD), Version("2099-02-05", GOOD | {"2024-02-02": 111})]
    _, ahead, same, revised = played(
        program, *versions, *(Version(day, GOOD | {"2024-02-02": 111}) for day in ("2024-02-06", "2024-02-07"))
    )
    assert ahead.rows["2024-02-02"] == 111
    assert same.rows["2024-02-02"] == 111 and same.result["changed"] == 1
    assert (
        "counter: 1 row dated after now taken out of log/counter.csv, the first row 3, count,RUS,2024-02-02" in same.out
    )
    assert revised.code == 0 and revised.result["remarks"] == []
    assert "2099" in (program.var / "log/counter.csv.before-2024-02-06").read_text()


def test_the_build_of_a_clock_that_was_ahead_is_not_served_any_longer(program: Program) -> None:
    _, ahead, after = played(
        program,
        Version("2024-02-04", GOOD),
        Version("2099-02-05", GOOD | {"2024-02-02": 111}),
        Version("2024-02-05", GOOD),
    )
    assert ahead.rows["2024-02-02"] == 111 and after.rows == GOOD


def test_what_a_clock_some_days_ahead_has_learned_does_not_come_back_with_its_day(program: Program) -> None:
    revised = NEXT | {"2024-02-04": 132}
    *_, told, due, later = played(
        program,
        Version("2024-02-04", NEXT),
        Version("2024-02-09", NEXT | {"2024-02-04": 130}),
        *(Version(day, revised) for day in ("2024-02-05", "2024-02-09", "2024-02-10")),
    )
    assert (told.code, told.rows) == (0, revised) and "taken out of log/counter.csv" in told.out
    for one in (due, later):
        assert (one.code, one.rows, one.result["remarks"]) == (0, revised, [])


def test_a_clock_that_is_behind_takes_nothing_out_of_the_log(program: Program) -> None:
    """What ships with the program was learned before: so it is not the log that is wrong."""
    played(program, Version("2024-02-04", GOOD))
    before = (program.var / "log/counter.csv").read_bytes()
    program.given(counter=GOOD)
    (behind,) = played(program, Version("1970-01-01", GOOD))
    assert (program.var / "log/counter.csv").read_bytes().startswith(before)
    assert "taken out" not in behind.out


GONE = "count: the newest period is 2024-02-02, though 2024-02-03 was held"


def test_the_newest_row_that_is_withdrawn_is_taken_back_by_the_second_answer(program: Program) -> None:
    _, first, hour, second, third = played(
        program, *days(NEXT, GOOD), Version("2024-02-05", GOOD), *(Version(f"2024-02-0{n}", GOOD) for n in (6, 7))
    )
    for one in (first, hour):
        assert (one.code, one.result["outcome"], one.rows) == (1, "refused", NEXT)
        assert one.result["problem"].startswith(GONE) and "at once with --accept" in one.result["problem"]
    assert (second.code, second.rows, second.result["gone"]) == (0, GOOD, 1)
    assert second.result["remarks"] == [f"{GONE}: taken, since it was said before"]
    assert (third.code, third.result["outcome"], third.result["remarks"]) == (0, "unchanged", [])
    assert learned(program.var / "log", "counter")["status"].tolist()[-1] == "withdrawn"


def test_it_is_taken_back_at_once_where_a_person_accepts_it(program: Program) -> None:
    _, accepted, later = played(
        program, Version("2024-02-04", NEXT), Version("2024-02-05", GOOD, ("--accept",)), Version("2024-02-06", LAST)
    )
    assert (accepted.code, accepted.rows, accepted.result["accepted"]) == (0, GOOD, [GONE])
    assert f"\ncounter: accepted: {GONE}\n" in accepted.out
    assert (later.code, later.rows) == (0, LAST)


def test_a_newest_row_that_is_dated_anew_is_taken_by_the_second_answer(program: Program) -> None:
    dated = {day: number for day, number in LAST.items() if day != "2024-02-04"} | {"2024-01-30": 98}
    _, first, second = played(program, *days(LAST, dated, dated))
    assert (first.code, first.rows) == (1, LAST)
    assert (second.code, second.rows) == (0, dated)


def test_a_row_that_is_gone_before_the_newest_one_is_taken_back_at_once(program: Program) -> None:
    less = {day: number for day, number in LAST.items() if day != "2024-02-02"}
    _, taken, back = played(program, *days(LAST, less, LAST))
    assert (taken.code, taken.rows) == (0, less)
    assert (back.code, back.rows) == (0, LAST)


SLIPS = {
    "a digit too few": ({"2024-02-03": 12}, "count, RUS, 2024-02-03: 12 after 110, though it is a running total"),
    "a digit too many": ({"2024-02-03": 900}, "count, RUS, 2024-02-03: 900 after 110 is a step of more than 50"),
    "an older day": ({"2024-02-01": 600, "2024-02-03": 120}, "count, RUS, 2024-02-01: 600 after 99 is a step of more"),
    "impossible": ({"2024-02-03": 1200}, "count: RUS, 2024-02-03: value 1200 lies outside 0 to 1000"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_a_digit_is_held_back_and_told_and_the_rest_is_taken(slip: str, program: Program) -> None:
    values, words = SLIPS[slip]
    _, bad, mended = played(program, *days(GOOD, NEXT | values, LAST))
    (told,) = bad.result["held_back"]
    assert told.startswith(words)
    assert (bad.code, bad.rows) == (1, NEXT if "2024-02-01" in values else GOOD)
    assert f"\ncounter: held back: {told}\n" in bad.out and ", 1 held back" in bad.out
    assert (mended.code, mended.rows, mended.result["held_back"]) == (0, LAST, [])


def test_what_looked_like_a_slip_is_taken_when_the_publisher_stays_with_it(program: Program) -> None:
    fallen = NEXT | {"2024-02-03": 60}
    _, first, second = played(program, *days(GOOD, fallen, fallen))
    assert (first.code, first.rows) == (1, GOOD)
    assert (second.code, second.rows, second.result["outcome"]) == (0, fallen, "fresh")
    (told,) = second.result["remarks"]
    assert told == "count, RUS, 2024-02-03: 60 after 110, though it is a running total: taken, since it was said before"


def test_what_looked_like_a_slip_is_taken_at_once_where_a_person_accepts_it(program: Program) -> None:
    fallen = NEXT | {"2024-02-03": 60}
    _, taken, on = played(
        *(program, Version("2024-02-04", GOOD), Version("2024-02-05", fallen, ("--accept",))),
        Version("2024-02-06", fallen | {"2024-02-04": 70}),
    )
    assert (taken.code, taken.rows, taken.result["held_back"]) == (0, fallen, [])
    assert taken.result["accepted"] == ["count, RUS, 2024-02-03: 60 after 110, though it is a running total"]
    assert (on.code, on.rows) == (0, fallen | {"2024-02-04": 70})


def test_what_is_impossible_is_accepted_by_nobody(program: Program) -> None:
    wrong = NEXT | {"2024-02-03": 1200}
    found = played(program, *days(GOOD, wrong, wrong), Version("2024-02-07", wrong, ("--accept",)))
    assert [one.rows for one in found] == [GOOD] * 4
    assert [one.code for one in found] == [0, 1, 1, 1]


def test_an_older_copy_is_told_and_not_recorded_as_two_revisions(program: Program) -> None:
    """From 6 back to 4 February, and on again: what the copy lacks was never taken back."""
    revised = LAST | {"2024-02-02": 112}
    versions = days(GOOD, NEXT, revised, GOOD, GOOD, revised)
    *_, newest, stale, again, back = played(program, *versions)
    assert newest.rows == revised
    for one in (stale, again):
        assert (one.code, one.rows) == (1, revised)
        assert one.result["problem"].startswith("an older copy: it says what was held on 2024-02-04")
    assert (back.code, back.result["outcome"], back.rows) == (0, "unchanged", revised)
    assert len(learned(program.var / "log", "counter")) == 4  # no withdrawal, and nothing that came back


def test_an_older_copy_that_stays_is_what_the_publisher_says(program: Program) -> None:
    versions = [*days(GOOD, NEXT, LAST, GOOD), *(Version(f"2024-02-{day}", GOOD) for day in (13, 14))]
    *_, before, after = played(program, *versions)
    assert (before.code, before.rows) == (1, LAST)
    assert (after.code, after.rows, after.result["gone"]) == (0, GOOD, 2)


def test_values_that_go_back_to_those_held_before_wait_for_a_second_answer(program: Program) -> None:
    revised = {day: number + 2 for day, number in GOOD.items()}
    *_, first, second = played(program, *days(GOOD, revised, GOOD, GOOD))
    assert (first.code, first.rows) == (1, revised)
    assert first.result["problem"].startswith("values go back: it says what was held on 2024-02-04")
    assert (second.code, second.rows) == (0, GOOD)


def test_a_slip_that_was_taken_is_corrected_to_what_it_was_before_at_once(program: Program) -> None:
    *_, slip, mended = played(program, *days(NEXT, NEXT | {"2024-02-03": 130}, NEXT))
    assert (slip.code, slip.rows["2024-02-03"]) == (0, 130)
    assert (mended.code, mended.rows, mended.result["changed"]) == (0, NEXT, 1)


def test_a_row_of_the_log_that_cannot_be_read_is_named_with_what_mends_it(program: Program) -> None:
    played(program, Version("2024-02-04", GOOD))
    with (program.var / "log/counter.csv").open("a") as file:
        file.write(world.row("count", "2024-02-03", 120).replace("2024-02-03,2", "03.02.2024,2") + "\n")
    told, _, mended = played(
        program,
        Version("2024-02-05", NEXT),
        Version("2024-02-05", "", ("counter",), "repair"),
        Version("2024-02-05", NEXT),
    )
    assert (told.code, told.rows) == (1, GOOD)
    where, _, remedy = told.result["problem"].partition("; ")
    assert where == "log/counter.csv: row 3, period_start: '03.02.2024' is no date like %Y-%m-%d"
    assert remedy.startswith("python -m etl repair counter takes")
    assert "log/counter.csv: row 3" in told.out and "python -m etl repair takes out of a log" in told.out
    assert (mended.code, mended.rows) == (0, NEXT)
