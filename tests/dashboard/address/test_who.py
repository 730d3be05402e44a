"""The address of the page "Who says so": what it asks for, and what of it is named and ignored."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.who import DAYS, WhoView, parse_who, who_params, who_url

QUANTITIES = ("deaths", "fund")
MEANINGS = {"claim-a": ("", "killed"), "claim-b": ("killed", "whole_fund"), "plain": ()}
COUNTING = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(meant) for name, meant in MEANINGS.items() if meant}
)


@given(st.builds(WhoView, st.sampled_from(QUANTITIES), st.sampled_from(DAYS), COUNTING))
def test_an_address_asks_for_what_it_was_made_from(asked: WhoView) -> None:
    assert parse_who(who_params(asked, "piece", dt.date(2025, 3, 7)), QUANTITIES, MEANINGS) == (asked, [])


def test_nothing_asked_is_the_first_quantity_and_the_newest_day() -> None:
    assert parse_who({}, QUANTITIES, MEANINGS) == (WhoView("deaths"), [])


def test_what_is_not_understood_is_named_and_ignored() -> None:
    given_ = {
        "quantity": "gold",
        "day": "monday",
        "counting": "claim-a:wounded,plain:,claim-b:killed,x",
    }
    asked, problems = parse_who(given_, QUANTITIES, MEANINGS)
    assert asked == WhoView("deaths", "newest", {"claim-b": "killed"})
    assert len(problems) == 5 and all(any(word in one for one in problems) for word in ("gold", "monday"))
    assert [word in " ".join(problems) for word in ("claim-a:wounded", "plain:", "claim-b:killed")] == [
        True,
        True,
        False,
    ]


def test_a_link_says_everything() -> None:
    asked = WhoView("fund", "article", {"claim-a": "killed"})
    assert who_url(asked, "piece") == "who?quantity=fund&day=article&counting=claim-a:killed&article=piece&asof="
    assert who_url(asked, "piece", dt.date(2025, 3, 7)).endswith("&asof=2025-03-07")
