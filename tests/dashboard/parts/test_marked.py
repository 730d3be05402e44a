"""Quotations with their figures marked: each mark where its figure stands, and the words unharmed."""

import datetime as dt
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.card import _marked, marked_text
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord, ExcerptRecord, Verdict
from texts.places import places

PIECES = st.sampled_from(
    [
        *"5&'\"<>“”’-,. ",
        *("5", "25", "55", "2.5", "5 per cent", "25 per cent", "&amp;", "&#x27;", "<mark>", "27;", "a&b"),
    ]
)
QUOTES = st.lists(PIECES, min_size=1, max_size=14).map("".join) | st.lists(PIECES, min_size=1, max_size=8).map(" ".join)


class Read(HTMLParser):
    """What a browser makes of it: the text, and from where to where it is marked. Any other tag is an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marks, self.open = "", [], 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        assert (tag, attrs, self.open) == ("mark", [], 0)
        self.open, self.begun = 1, len(self.text)

    def handle_endtag(self, tag: str) -> None:
        assert (tag, self.open) == ("mark", 1)
        self.open = 0
        self.marks.append((self.begun, len(self.text)))

    def handle_data(self, data: str) -> None:
        self.text += data


def claim(figure: str, at: int | None) -> ClaimRecord:
    said = Verdict("supported", "supported")
    return ClaimRecord(
        **dict.fromkeys(("id", "article_id", "statement", "unit", "counts", "chart_id", "untested"), ""),
        published=dt.date(2024, 1, 1),
        figure=figure,
        figure_at=at,
        stated=None,
        resolves_on=None,
        then=said,
        now=said,
        shifted={},
        found_then=(),
        found_now=(),
        since={},
    )


def read(quote: str, *figures: tuple[str, int]) -> Read:
    return Read(_marked(ExcerptRecord("e", quote, "", tuple(claim(*each) for each in figures))))


@given(st.data())
def test_every_mark_lies_where_its_figure_lies_and_the_quote_is_unharmed(data: st.DataObject) -> None:
    quote = data.draw(QUOTES)
    figures = []
    for words in data.draw(st.lists(PIECES, max_size=4)):
        if found := places(quote, words):
            figures.append((words, data.draw(st.sampled_from(found))))
    said = read(quote, *figures)
    assert said.text == quote.replace("“", "‘").replace("”", "’") and not said.open
    covered = {place for words, at in figures for place in range(at, at + len(words))}
    assert {place for start, end in said.marks for place in range(start, end)} == covered
    for words, at in figures:
        assert any(start <= at and at + len(words) <= end for start, end in said.marks)


@pytest.mark.parametrize(
    ("quote", "figures", "marks"),
    [
        ("Russia's navy lost 7 ships", [("7", 19)], ["7"]),
        ("25 per cent … 5 per cent", [("5 per cent", 14)], ["5 per cent"]),
        ("A&B paid 5 & 5", [("5", 13)], ["5"]),
        ("€800 billion of aid", [("€800 billion", 0), ("800", 1)], ["€800 billion"]),
        ("from 5 to 10 in all", [("5 to 10", 5), ("10 in all", 10)], ["5 to 10 in all"]),
        ("no figure", [("", None)], []),
    ],
)
def test_marks(quote: str, figures: list, marks: list[str]) -> None:
    said = read(quote, *figures)
    assert said.text == quote and [said.text[start:end] for start, end in said.marks] == marks


def test_what_is_marked_is_escaped() -> None:
    assert marked_text("a<b&c", [(1, 2), (3, 4)]) == "a<mark>&lt;</mark>b<mark>&amp;</mark>c"


def test_every_excerpt_of_a_build_is_marked_at_its_figures(real_build: Build) -> None:
    for name in claims.articles(real_build):
        for excerpt in claims.excerpts(real_build, name):
            said = Read(_marked(excerpt))
            found = {(c.figure_at, c.figure_at + len(c.figure)) for c in excerpt.claims if c.figure}
            assert set(said.marks) == found and all(
                excerpt.quote[s:e] in [c.figure for c in excerpt.claims] for s, e in found
            )
