"""Which article is shown: the named one, else the one being read; Back shows again what stood there."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.chosen import Chosen, choose

FIRST, SECOND = "first", "second"
VISITS = st.lists(st.tuples(st.sampled_from(["", FIRST, SECOND]), st.sampled_from(["", "losses", "chart"])), min_size=1)


def visited(*visits: tuple[str, str]) -> Chosen:
    """The state after runs at these addresses: (article named, page)."""
    state = None
    for asked, page in visits:
        state = choose(asked, page, state, FIRST)
    return state


def test_the_first_article_is_the_default() -> None:
    assert visited(("", "")).article == FIRST


def test_the_menu_keeps_the_article_that_was_chosen() -> None:
    assert visited(("", ""), (SECOND, ""), ("", "losses"), ("", "")).article == SECOND
    assert visited((SECOND, "chart"), ("", "economy"), ("", "economy")).article == SECOND


def test_back_shows_what_stood_at_the_address_without_an_article() -> None:
    assert visited(("", ""), (SECOND, ""), ("", "")).article == FIRST
    after_menu = [(SECOND, ""), ("", "losses"), ("", ""), (FIRST, ""), ("", "")]
    assert visited(*after_menu).article == SECOND
    there_and_back = [("", ""), (SECOND, ""), ("", "losses"), (SECOND, ""), ("", ""), (SECOND, ""), ("", "losses")]
    assert [visited(*there_and_back[:n]).article for n in (4, 5, 6, 7)] == [SECOND, FIRST, SECOND, SECOND]


def test_a_first_visit_at_a_named_address_goes_back_to_the_default() -> None:
    assert visited((SECOND, ""), ("", "")).article == FIRST


@given(VISITS)
def test_what_an_address_names_is_shown_and_what_stays_is_not_lost(visits: list[tuple[str, str]]) -> None:
    state = visited(*visits)
    assert state.article == (visits[-1][0] or state.article) and state.article in (FIRST, SECOND)
    # Running the same address again, as every interaction does, changes nothing.
    if not visits[-1][0]:
        assert choose("", visits[-1][1], state, FIRST).article == state.article
    assert choose("", "elsewhere", state, FIRST).article == state.article
