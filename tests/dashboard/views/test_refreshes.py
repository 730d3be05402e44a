import datetime as dt

import pytest

from dashboard.views.refreshes import answer_tally, behind, row_changes, state_words
from etl.history import Result, Run, Standing
from etl.states import SourceState

MONDAY = dt.datetime(2026, 11, 23, 5, 30)


def answer(source: str, outcome: str) -> Result:
    return Result(source, outcome, 0, 0, 0, "", 1.5, (), "")


def standing(outcome: str, succeeded: dt.datetime | None) -> Standing:
    return Standing(MONDAY, answer("a", outcome), succeeded)


@pytest.mark.parametrize(
    ("last", "due", "words"),
    [
        (None, 22, "newer data are due: never refreshed here"),
        (standing("fresh", MONDAY), 23, "newer data are due: not refreshed since 23 November 2026"),
        (standing("unchanged", MONDAY), 22, "refreshed on 23 November 2026, and the publisher has nothing newer"),
        (standing("refused", None), 22, "newer data are due: refused on 23 November 2026, never refreshed here"),
        (
            standing("unreachable", dt.datetime(2026, 11, 2)),
            22,
            "newer data are due: unreachable on 23 November 2026, last refreshed on 2 November 2026",
        ),
    ],
)
def test_why_nothing_newer_is_here(last: Standing | None, due: int, words: str):
    assert behind(last, dt.date(2026, 11, due)) == words


@pytest.mark.parametrize(
    ("learned", "due", "words"),
    [
        (None, None, "Never had anything here."),
        (22, None, "Something new last on 22 November 2026."),
        (22, 23, "Something new last on 22 November 2026. Newer data are due by 23 November 2026."),
        (20, 22, "Something new last on 20 November 2026. Newer data were due by 22 November 2026."),
    ],
)
def test_since_when_a_source_is_in_its_state(learned: int | None, due: int | None, words: str):
    days = [day and dt.date(2026, 11, day) for day in (learned, due)]
    assert state_words(SourceState("a", "A", "", "late", None, *days, None, None, "", ""), MONDAY.date()) == words


def test_a_run_is_told_by_what_its_sources_came_to():
    answers = (answer("a", "fresh"), answer("b", "refused"), answer("c", "fresh"))
    assert answer_tally(Run(MONDAY, "build", "", answers, ())) == "2 fresh and 1 refused"
    assert answer_tally(Run(MONDAY, "build", "", (), ())) == "no source asked"
    assert row_changes(answers[0]) == "nothing new"
