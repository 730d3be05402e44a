"""Whatever one bad row an answer has: after a good answer the record is what it would be without the bad ones."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.history import Outcome
from etl.learning.taken_back import standing_rows
from etl.parsing.columns import KEY
from tests.etl.learning.test_learned import Tiny
from tests.etl.playing import counted

FIRST, KNOWN = dt.date(2024, 3, 1), 8
EXPECT = "{ low = 0, high = 100000, never_falls = true, max_step = 40 }"
Answer = dict[str, float] | bytes


def day(number: int) -> str:
    return (FIRST + dt.timedelta(days=number)).isoformat()


def good(steps: list[int], days: int) -> Answer:
    """The running total of so many days."""
    return {day(number): 1000 + sum(steps[: number + 1]) for number in range(days)}


def another_year(answer: Answer, newest: str) -> Answer:
    """The newest row is dated to the next century."""
    return {date.replace("2024", "2124") if date == newest else date: value for date, value in answer.items()}


def the_year_before(answer: Answer, newest: str) -> bytes:
    """The newest row is dated to a day that has a row of its own."""
    earlier = counted({date: value for date, value in answer.items() if date != newest})
    return earlier + f"{sorted(answer)[1]},{answer[newest]}\n".encode()


def to_come(answer: Answer, newest: str) -> Answer:
    """A row more, of a day to come."""
    return answer | {"2027-08-19": answer[newest]}


def a_digit_too_few(answer: Answer, newest: str) -> Answer:
    return answer | {newest: answer[newest] // 10}


def a_digit_too_many(answer: Answer, newest: str) -> Answer:
    return answer | {newest: answer[newest] * 10}


def an_older_digit(answer: Answer, newest: str) -> Answer:
    """A row of before the newest one lost a digit."""
    older = sorted(answer)[-3]
    return answer | {older: answer[older] // 10}


def impossible(answer: Answer, newest: str) -> Answer:
    return answer | {newest: 10_000_000}


def newest_gone(answer: Answer, newest: str) -> Answer:
    return {date: value for date, value in answer.items() if date != newest}


BAD = [
    another_year,
    the_year_before,
    to_come,
    a_digit_too_few,
    a_digit_too_many,
    an_older_digit,
    impossible,
    newest_gone,
]


def record(answers: list[Answer]) -> dict[str, float]:
    """What stands after these answers, one a day."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        tiny = Tiny(Path(folder), patch, EXPECT)
        for answer in answers:
            result = tiny.refresh(answer)
        assert result.outcome in (Outcome.FRESH, Outcome.UNCHANGED) and not result.held_back
        rows = tiny.log().sort_values("vintage").drop_duplicates(KEY, keep="last")
        rows = rows[rows["status"] != "withdrawn"]
        return dict(zip(rows["period_end"].astype(str), rows["value"], strict=True))


@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(st.integers(0, 40), min_size=KNOWN + 5, max_size=KNOWN + 5),
    slips=st.lists(st.none() | st.sampled_from(BAD), min_size=3, max_size=3),
)
def test_what_the_record_holds_after_a_good_answer_knows_nothing_of_the_bad_ones(steps: list, slips: list) -> None:
    """Every answer has a day more than the one before it; the first and the last are good."""
    answers, without = [good(steps, KNOWN)], [good(steps, KNOWN)]
    for number, slip in enumerate(slips, start=1):
        answer = good(steps, KNOWN + number)
        answers.append(slip(answer, max(answer)) if slip else answer)
        without += [] if slip else [answer]
    last = good(steps, KNOWN + len(slips) + 1)
    assert record([*answers, last]) == record([*without, last]) == last


def test_a_slip_does_not_come_in_with_a_change_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes that are held have it still, and another parser reads them first."""
    tiny, steps = Tiny(tmp_path, monkeypatch, EXPECT), [20] * (KNOWN + 1)
    tiny.refresh(good(steps, KNOWN))
    answer = good(steps, KNOWN + 1)
    bad = a_digit_too_few(answer, max(answer))
    assert tiny.refresh(bad).held_back
    tiny.code, tiny.days = "other code", tiny.days - 1  # on the same day, so that nothing is settled
    assert tiny.refresh(bad).held_back and len(tiny.log()) == KNOWN


@pytest.mark.parametrize("slip", BAD, ids=lambda slip: slip.__name__)
def test_each_of_them_changes_an_answer_and_is_told(
    slip: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the property is about something: what is bad is not taken as it is, and it is said."""
    tiny, steps = Tiny(tmp_path, monkeypatch, EXPECT), [20] * (KNOWN + 1)
    tiny.refresh(good(steps, KNOWN))
    answer = good(steps, KNOWN)
    bad = slip(answer, max(answer))
    result = tiny.refresh(bad)
    assert bad != answer and (result.held_back or result.remarks or result.problem)
    assert len(tiny.log()) == KNOWN


BEFORE = {"2024-03-01": 100, "2024-03-02": 110, "2024-03-03": 120}


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    tiny = Tiny(tmp_path, monkeypatch, EXPECT)
    tiny.refresh(BEFORE)
    return tiny


def stood(tiny: Tiny) -> dict[str, float]:
    rows = standing_rows(tiny.log())
    return dict(zip(rows["period_end"].astype(str), rows["value"], strict=True))


def test_a_slip_that_stays_keeps_no_good_row_out(tiny: Tiny) -> None:
    """The publisher never mends it: what goes on from before it is taken each day."""
    answer = BEFORE | {"2024-03-04": 13}
    assert tiny.refresh(answer).held_back
    for number in (5, 6, 7):
        answer |= {f"2024-03-0{number}": 100 + 10 * number}
        result = tiny.refresh(answer)
        assert result.held_back == ("count, RUS, 2024-03-04: 13 after 120, though it is a running total",)
        assert stood(tiny) == {day: value for day, value in answer.items() if value != 13}


def test_a_jump_in_a_history_that_is_computed_anew_is_taken_by_the_second_answer(tiny: Tiny) -> None:
    jump = {"2024-03-04": 1000, "2024-03-05": 1010}
    assert tiny.refresh(BEFORE | jump).held_back
    jump = {day: value * 1.03 // 1 for day, value in jump.items()}
    assert not tiny.refresh(BEFORE | jump).held_back
    assert stood(tiny) == BEFORE | jump


def test_a_row_that_is_taken_back_is_nobodys_neighbour(tiny: Tiny) -> None:
    """A day was dated ahead, and is mended: the days before it are no step to what is gone."""
    tiny.refresh(BEFORE | {"2024-03-08": 130})
    mended = BEFORE | {"2024-03-04": 130, "2024-03-05": 150}
    assert tiny.refresh(mended).outcome == Outcome.REFUSED
    result = tiny.refresh(mended | {"2024-03-06": 160})
    assert (result.held_back, stood(tiny)) == ((), mended | {"2024-03-06": 160})


def test_rows_that_are_gone_before_the_newest_are_named(tiny: Tiny) -> None:
    result = tiny.refresh({day: value for day, value in BEFORE.items() if day != "2024-03-02"})
    assert result.gone == 1
    assert result.remarks == ("count, RUS, 2024-03-02, 2024-03-02 is withdrawn: the answer has it no longer",)


def test_a_newest_row_that_is_gone_is_told_once(tiny: Tiny) -> None:
    less = {day: value for day, value in BEFORE.items() if day != "2024-03-03"}
    tiny.refresh(less)
    (told,) = tiny.refresh(less).remarks
    assert told.endswith("though 2024-03-03 was held: taken, since it was said before")
