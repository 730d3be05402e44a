import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.build import Build
from dashboard.record.claims import UNPUBLISHED, ClaimRecord, Verdict, excerpts
from dashboard.views.ledger import VERDICTS
from dashboard.words.message import SIGNS, WHY, article_message, briefly, tally
from tests.dashboard.parts.test_marked import claim

SUPPORTED, OPEN = Verdict("supported", ""), Verdict("open", "not due")


def judged(*verdicts: Verdict, then: Verdict = SUPPORTED, asof: dt.date | None = None) -> list[ClaimRecord]:
    return [replace(claim("", None), now=each, then=then, asof=asof) for each in verdicts]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (judged(SUPPORTED, OPEN, OPEN), "Of 3 things this article said on 1 January 2024, the record bears out one."),
        (judged(OPEN), "Of 1 thing this article said on 1 January 2024, the record bears out none."),
        (judged(*14 * [SUPPORTED]), "Of 14 things this article said on 1 January 2024, the record bears out 14."),
        (
            judged(SUPPORTED, SUPPORTED, asof=dt.date(2024, 2, 1)),
            "Of 2 things this article said on 1 January 2024, the record of 1 February 2024 bears out two.",
        ),
        (
            judged(UNPUBLISHED, asof=dt.date(2023, 2, 1)),
            "This article appeared on 1 January 2024: on 1 February 2023 it had said nothing yet.",
        ),
    ],
)
def test_the_first_sentence_says_how_much_of_the_article_holds(claims: list[ClaimRecord], said: str):
    assert article_message(claims) == said


@given(st.lists(st.sampled_from([*VERDICTS, UNPUBLISHED.verdict]), min_size=1))
def test_every_claim_is_counted_once_under_its_verdict(verdicts: list[str]):
    counted = tally(judged(*(Verdict(each, "") for each in verdicts)))
    assert dict(counted) == {each: verdicts.count(each) for each in verdicts}
    assert [verdict for verdict, _ in counted] == [verdict for verdict in SIGNS if verdict in verdicts]


def test_each_verdict_has_a_sign_of_its_own():
    assert set(SIGNS) == {*VERDICTS, UNPUBLISHED.verdict} and len(set(SIGNS.values())) == len(SIGNS)


def test_a_plain_verdict_tells_its_sources_another_why_and_both_what_it_was_before():
    (plain,), (open_,) = judged(SUPPORTED), judged(OPEN, then=OPEN)
    assert briefly(plain, 2, 2) == "2 sources" and briefly(plain, 2, 1) == "2 sources, 1 origin"
    assert briefly(open_, 2, 1) == WHY["not due"]
    (moved,) = judged(Verdict("uncertain", "interval"))
    assert briefly(moved, 1, 1) == "the interval straddles the limit; supported when it appeared"


def test_every_reason_of_the_first_article_has_its_few_words(real_build: Build):
    found = [each for excerpt in excerpts(real_build, "weakness-2025-03") for each in excerpt.claims]
    assert all(briefly(each, 1, 1) for each in found)
    assert article_message(found).startswith(
        f"Of {len(found)} things this article said on 7 March 2025, the record bears out"
    )
