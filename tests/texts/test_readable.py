"""HTML and unseen signs are stripped to the words, and a plain text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.figures import figures
from texts.readable import UNSEEN, readable_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They lost 5 men.", "They lost 5 men."),
        ("\ufeffThey lost 5 men.", "They lost 5 men."),
        ("<p>They lost <b>5</b> men.</p><p>Then 6.</p>", "They lost 5 men.\n\nThen 6."),
        ("<script>var x = 7;</script><style>p{margin:3px}</style><p>Only 5.</p>", "Only 5."),
        ("5&nbsp;000 men &amp; 6", "5\u00a0000 men & 6"),
        ("a < b and 5 > 3", "a < b and 5 > 3"),
        ("\u202e5\u200b6\x00", "56"),
    ],
)
def test_a_page_is_stripped_to_its_words(text: str, words: str) -> None:
    assert readable_words(text) == words


def test_figures_of_a_page_are_those_of_its_words() -> None:
    page = '<html><head><title>9</title></head><body><p class="a1">Rates rose to <i>21</i>&nbsp;%.</p></body></html>'
    assert [(each.text, each.value) for each in figures(readable_words(page))] == [("21\u00a0%", 21)]


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert not UNSEEN.search(readable_words(text)) or "&" in text
