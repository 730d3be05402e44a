"""The strongest evidence for and against a claim, by the order that is written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.findings import Finding
from dashboard.words.strongest import evidence_lines, interval_width, strongest
from etl.vocabulary import CheckOutcome
from tests.dashboard.words.test_reasons import INFINITY, found

HOLDS = {"outcome": "holds", "unverified": False, "counts": "killed", "lo": 1.0, "hi": 1.0, "value": 1.0}
ROWS = st.builds(
    lambda ordinal, outcome, decides, party, unverified, high: found(
        **HOLDS
        | {"ordinal": ordinal, "outcome": outcome, "decides": decides, "party": party, "unverified": unverified}
        | {"hi": high}
    ),
    st.integers(0, 9),
    st.sampled_from(["holds", "fails", "uncertain", "no data"]),
    st.booleans(),
    st.sampled_from(["", "a party to the war", "repeating a party to the war"]),
    st.booleans(),
    st.sampled_from([1.0, 2.0, INFINITY]),
)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"decides": False}, {"party": "a party to the war", "unverified": True}),
        ({"party": "a party to the war"}, {"unverified": True, "hi": 9.0}),
        ({"unverified": True}, {"hi": 9.0}),
        ({"hi": 3.0}, {"hi": 2.0}),
        ({"hi": INFINITY}, {"hi": 9.0}),
        ({"ordinal": 2}, {"ordinal": 1}),
    ],
)
def test_the_order(weaker: dict, stronger: dict) -> None:
    first, second = found(**HOLDS | weaker), found(**HOLDS | stronger)
    assert (
        strongest([first, second], CheckOutcome.HOLDS) is second
        and strongest([second, first], CheckOutcome.HOLDS) is second
    )


@given(st.lists(ROWS, max_size=8))
def test_only_what_holds_speaks_for_and_only_what_fails_against(rows: list[Finding]) -> None:
    lines = evidence_lines(rows)
    for outcome, name in ((CheckOutcome.HOLDS, "For it: "), (CheckOutcome.FAILS, "Against it: ")):
        row = strongest(rows, outcome)
        assert (row is None) == all(each.outcome != outcome for each in rows)
        assert sum(line.startswith(name) for line in lines) == (row is not None)
        assert row is None or row.outcome == outcome
        if row is not None and not row.decides:
            assert not any(each.decides for each in rows if each.outcome == outcome)


def test_an_event_is_exact() -> None:
    assert interval_width(found(lo=None, hi=None, value=None)) == 0
    assert interval_width(found(lo=0.0, hi=1.0, value=0.0)) == INFINITY
    assert interval_width(found(lo=80.0, hi=120.0, value=100.0)) == 0.4


def test_lines_say_what_weakens_the_evidence() -> None:
    against = HOLDS | {
        "outcome": "fails",
        "decides": False,
        "party": "a party to the war",
        "unverified": True,
        "value": 5.0,
    }
    row = found(**against | {"lo": 5.0, "hi": 5.0, "label": "A count", "counts": "killed"})
    assert evidence_lines([row]) == (
        "Against it: A count: 5 (7 March 2025), under another definition (killed), its source is "
        "a party to the war, unverified.",
    )


def test_what_is_said_already_is_not_repeated_unless_something_weakens_it() -> None:
    plain = found(**HOLDS | {"label": "A count"})
    said = "A count: 1 (7 March 2025)."
    assert evidence_lines([plain]) == ("For it: A count: 1 (7 March 2025).",) and evidence_lines([plain], said) == ()
    weak = found(**HOLDS | {"label": "A count", "unverified": True})
    assert evidence_lines([weak], said) == ("For it: A count: 1 (7 March 2025), unverified.",)
