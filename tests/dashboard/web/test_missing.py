import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dashboard import settings
from dashboard.web.missing import LONGEST, missing

NAMES = [page.name for page in settings.PAGES]


def links(text: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'<a href="([^"]*)"', text)]


def test_it_leads_to_every_page_and_to_a_search_with_the_words_of_the_address() -> None:
    text = missing("page", "losses/russian-tanks2", NAMES, root="../../")
    assert {page.name or "./" for page in settings.PAGES} <= set(links(text))
    assert '<base href="../../">' in text and 'name="q" type="search" value="losses russian tanks"' in text
    assert '<form action="search"' in text and text.count("<script") == 2


def test_what_was_probably_meant_is_offered() -> None:
    assert 'Did you mean <a href="losses">Losses</a>' in missing("page", "Loses", NAMES)
    assert '<a href="losses">Losses</a>' in missing("page", "loses/tanks.html", NAMES)
    assert '<a href="c/key-rate">key-rate</a>' in missing("chart", "keyrate", ["key-rate", "tanks-lost"])
    assert '<a href="claim/rate-21">rate-21</a>' in missing("claim", "rate-2", ["rate-21"])
    assert "Did you mean" not in missing("page", "zzzz", NAMES)
    assert "Did you mean" not in missing("file", "key-rate.pdf")


def test_it_says_what_is_missing() -> None:
    text = missing("chart", "x")
    assert "There is no such chart</h1>" in text and "<title>No such chart · Conflict Indicators</title>" in text


def test_it_says_what_of_an_address_there_is_not_in_place_of_its_name() -> None:
    text = missing("chart", "series", ["series-a"], why=["There is no series ‘<b>’."])
    assert "There is no series ‘&lt;b&gt;’." in text
    assert "Nothing here is called" not in text and "Did you mean" not in text and 'value=""' in text


@given(st.text(max_size=300), st.sampled_from(["page", "chart", "claim", "file", "picture"]))
def test_whatever_is_asked_stands_there_escaped_and_not_at_length(name: str, what: str) -> None:
    text = missing(what, f"{name}<script>\"'", ["a<b"])
    # The scripts and the form beside its own are those of every page.
    assert text.count("<script>") == 2 and text.count("<form") == 2
    assert len(text) < len(missing(what, "")) + 40 * LONGEST
