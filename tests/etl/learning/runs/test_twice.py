"""An answer that states a period twice: of a few the one that stood stays, and it is told."""

import datetime as dt
from pathlib import Path

import pytest

from etl.history import Outcome
from etl.parsing.observations import Observation, Repeated, day, tidy
from tests.etl.learning.test_learned import GOOD, Tiny, refused
from tests.etl.playing import counted


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    return Tiny(tmp_path, monkeypatch)


def test_of_a_first_answer_nothing_tells_which_is_true(tiny: Tiny) -> None:
    refused(tiny, b"day,killed\n2024-03-30,1\n2024-03-30,2\n", "count, RUS, 2024-03-30 stands twice in one answer")


def test_of_a_day_that_stands_twice_what_stood_stays_and_the_rest_is_learned(tiny: Tiny) -> None:
    """On the first days of a year the year before is easily written."""
    tiny.refresh(GOOD)
    newest = tiny.refresh(counted(GOOD | {"2024-03-31": 310}) + b"2024-03-02,320\n2024-03-03,320\n2024-03-03,30\n")
    assert (newest.outcome, newest.new, newest.changed, newest.gone) == (Outcome.FRESH, 1, 0, 0)
    assert newest.remarks == tuple(
        f"count, RUS, {said} is left out: the answer states this period twice"
        for said in ("2024-03-02: 320", "2024-03-03: 320", "2024-03-03: 30")
    )
    assert tiny.refresh(GOOD | {"2024-03-31": 310, "2024-04-01": 320}).remarks == ()


def test_a_day_that_stands_twice_and_says_neither_time_what_stood_is_left_as_it_was(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    result = tiny.refresh(counted(GOOD | {"2024-03-02": 21}) + b"2024-03-02,22\n")
    assert (result.outcome, len(result.remarks), len(tiny.log())) == (Outcome.UNCHANGED, 2, 30)


def test_a_day_of_many_kinds_that_stands_twice_is_one_period() -> None:
    rows = [Observation("count", entity, day(dt.date(2024, 3, 2)), 1) for entity in "abcdefgh" for _ in range(2)]
    with pytest.raises(Repeated) as error:
        tidy([*rows, *(Observation("count", "a", day(dt.date(2024, 3, 3)), 1) for _ in range(2))])
    assert error.value.periods == 2


def test_an_answer_that_says_much_twice_is_refused(tiny: Tiny) -> None:
    tiny.refresh(GOOD)
    refused(tiny, counted(GOOD) + counted(GOOD).split(b"\n", 1)[1], "counter: count, RUS, 2024-03-01 stands twice")
