import datetime as dt

import pytest

from dashboard.refreshes import due, rows, tally
from etl.history import Answer, Run

MONDAY = dt.datetime(2026, 11, 23, 5, 30)


def answer(source: str, outcome: str) -> Answer:
    return Answer(source, outcome, 0, 0, 0, "", 1.5, (), "")


@pytest.mark.parametrize(
    ("today", "words"), [(24, "next due 24 Nov 2026"), (25, "past due since 24 Nov 2026"), (1, "next due 24 Nov 2026")]
)
def test_a_source_is_due_its_rhythm_after_it_was_last_brought_up_to_date(today: int, words: str):
    assert due(MONDAY, 1, dt.date(2026, 11, today)) == words


def test_a_run_is_told_by_what_its_sources_came_to():
    answers = (answer("a", "fresh"), answer("b", "refused"), answer("c", "fresh"))
    assert tally(Run(MONDAY, "build", "", answers, ())) == "2 fresh and 1 refused"
    assert tally(Run(MONDAY, "build", "", (), ())) == "no source asked"
    assert rows(answers[0]) == "nothing new"
