"""What is shown, as of articles: the named one, else the one being read; Back shows again what stood there."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.article import Chosen, chosen_article

FIRST, SECOND = "first", "second"
VISITS = st.lists(st.tuples(st.sampled_from(["", FIRST, SECOND]), st.sampled_from(["", "losses", "chart"])), min_size=1)


def visited(*visits: tuple[str, str]) -> Chosen:
    """The state after runs at these addresses: (article named, page)."""
    state = None
    for asked, page in visits:
        state = chosen_article(asked or None, page, state, FIRST)
    return state


def test_the_first_article_is_the_default() -> None:
    assert visited(("", "")).value == FIRST


def test_the_menu_keeps_the_article_that_was_chosen() -> None:
    assert visited(("", ""), (SECOND, ""), ("", "losses"), ("", "")).value == SECOND
    assert visited((SECOND, "chart"), ("", "economy"), ("", "economy")).value == SECOND


def test_back_shows_what_stood_at_the_address_without_an_article() -> None:
    assert visited(("", ""), (SECOND, ""), ("", "")).value == FIRST
    after_menu = [(SECOND, ""), ("", "losses"), ("", ""), (FIRST, ""), ("", "")]
    assert visited(*after_menu).value == SECOND
    there_and_back = [("", ""), (SECOND, ""), ("", "losses"), (SECOND, ""), ("", ""), (SECOND, ""), ("", "losses")]
    assert [visited(*there_and_back[:n]).value for n in (4, 5, 6, 7)] == [SECOND, FIRST, SECOND, SECOND]


def test_a_first_visit_at_a_named_address_goes_back_to_the_default() -> None:
    assert visited((SECOND, ""), ("", "")).value == FIRST


@given(VISITS)
def test_what_an_address_names_is_shown_and_what_stays_is_not_lost(visits: list[tuple[str, str]]) -> None:
    state = visited(*visits)
    assert state.value == (visits[-1][0] or state.value) and state.value in (FIRST, SECOND)
    # Running the same address again, as every interaction does, changes nothing.
    if not visits[-1][0]:
        assert chosen_article(None, visits[-1][1], state, FIRST).value == state.value
    assert chosen_article(None, "elsewhere", state, FIRST).value == state.value


def test_an_empty_value_that_is_named_is_a_choice_like_any_other() -> None:
    day = chosen_article("2025-03-07", "", None, "")
    assert (
        chosen_article("", "", day, "").value == ""
        and chosen_article(None, "losses", chosen_article("", "", day, ""), "").value == ""
    )
    assert chosen_article(None, "losses", day, "").value == "2025-03-07"
