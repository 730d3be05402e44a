"""Where figures stand: each at its own place, none inside another number or word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.figures import figures
from texts.places import placed, places

PIECES = st.sampled_from(
    [
        *("5&'\"<>-−,. €%\u00a0’"),
        *("5", "25", "250", "2.5", "5,000", "5 per cent", "25 per cent", "five", "twenty-five", "men", "2025-03-05"),
        *("5 million", "&amp;", "Russia's", "F-15", "a third", "half a million", "5bn"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=10).map(" ".join)


@pytest.mark.parametrize(
    ("text", "figure", "found"),
    [
        ("25 per cent, then 5 per cent", "5 per cent", [18]),
        ("25 per cent, then 5 per cent", "5", [18]),
        ("5 of 55 and 5", "5", [0, 12]),
        ("2.5 and 5,000 and 5", "5", [18]),
        ("850\u00a0000", "850", []),
        ("5 million", "5", []),
        ("5 million", "5 million", [0]),
        ("5bn and 5", "5", [8]),
        ("twenty-five and five", "five", [16]),
        ("tens of thousands", "thousands", []),
        ("It fell −5% and 5%", "5%", [16]),
        ("It fell −5% and 5%", "−5%", [8]),
        ("2014-15", "15", [5]),
        ("on 2025-03-07", "03", []),
        ("F-16 or 16", "16", [8]),
        ("a 28-point plan", "28", [2]),
        ("Russia's navy lost 7 ships", "7", [19]),
        ("€800 billion", "€800 billion", [0]),
        ("21%", "21", [0]),
        ("on 7 March 2025", "2025", [11]),
        ("men, women", "men", [0]),
        ("none", "5", []),
        ("none", "", []),
    ],
)
def test_a_figure_stands_where_it_is_whole(text: str, figure: str, found: list[int]) -> None:
    assert places(text, figure) == found


@given(TEXTS)
def test_what_is_found_in_a_text_has_its_place(text: str) -> None:
    for figure in figures(text):
        assert figure.start in places(text, figure.text)


@given(TEXTS, PIECES)
def test_every_place_holds_the_words_and_cuts_no_number(text: str, words: str) -> None:
    taken = {(each.start, each.end) for each in figures(text)}
    for start in places(text, words):
        end = start + len(words)
        assert text[start:end] == words
        if (start, end) not in taken:
            assert not (words[0].isdigit() and text[:start][-1:].isalnum())
            assert not (words[-1].isdigit() and text[end:][:1].isalnum())


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("none", None, "'5' does not stand in the quote"),
        ("25", None, "only inside another number or word: give that whole"),
        ("5 or 5", None, "stands in the quote at 0, 5: give figure_at, one of these"),
        ("5 or 5", 3, "does not stand in the quote at 3, but at 0, 5: mend figure_at"),
    ],
)
def test_what_has_no_one_place_is_refused_with_a_remedy(text: str, at: int | None, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        placed(text, "5", at, "in the quote", "figure_at")


def test_a_figure_has_the_place_that_is_given() -> None:
    assert placed("5 or 5", "5", 5, "in the quote", "figure_at") == 5 and placed("of 5", "5", None, "", "") == 3
