"""Each article against its text, where that is there: nothing misquoted, no number passed over."""

import hashlib
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from etl.catalogue import Catalogue, load
from etl.claims import Article
from tests.conftest import ROOT

# Digits with separators, and what makes them a sum of money or a share.
NUMBER = re.compile(r"[$€£¥₽]?\d(?:[\d.,]*\d)?(?: ?%| (?:per cent|percent|thousand|million|billion|trillion)\b)?")
# The site's own numbers after the article's last sentence, such as a year of copyright, are no part of it.
END = "If anyone reads this article"


@pytest.fixture(scope="module")
def declared() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def article(declared: Catalogue) -> Article:
    return next(article for article in declared.articles if article.id == "weakness-2025-03")


@pytest.fixture(scope="module")
def raw() -> bytes:
    """The bytes of the article's file: ARTICLE_FILE, or the one text beside the checkout; skipped without it."""
    named = os.environ.get("ARTICLE_FILE")
    found = [Path(named)] if named else sorted((ROOT.parent / "shared" / "article").glob("*.txt"))
    if not found:
        pytest.skip("the article's text is not on this machine; it is not ours to ship")
    return found[0].read_bytes()


@pytest.fixture(scope="module")
def text(raw: bytes) -> str:
    return raw.decode("utf-8")


def spans(article: Article) -> list[tuple[int, int]]:
    """Where the excerpts stand, first and one past the last character."""
    return [(excerpt.offset, excerpt.offset + len(excerpt.quote)) for excerpt in article.excerpt]


def numbers(text: str) -> list[tuple[int, str]]:
    """Every number of a text, with its place."""
    return [(found.start(), found.group()) for found in NUMBER.finditer(text)]


def test_numbers_are_found_in_each_way_of_writing_them() -> None:
    found = numbers("reached 850,000, a rate of 21% (or 20.5 %), €800 billion and $3.5bn in 2025.")
    assert [number for _, number in found] == ["850,000", "21%", "20.5 %", "€800 billion", "$3.5", "2025"]


def test_every_claim_is_checked_or_says_why_not(declared: Catalogue) -> None:
    claims = [claim for _, _, claim in declared.claims()]
    assert len(claims) >= 20
    assert all(bool(claim.check) != bool(claim.untested) for claim in claims)


def test_the_text_is_the_one_that_was_read(article: Article, raw: bytes) -> None:
    assert hashlib.sha256(raw).hexdigest() == article.text_sha256


def test_each_quote_stands_at_its_place(article: Article, text: str) -> None:
    for excerpt in article.excerpt:
        assert text[excerpt.offset :].startswith(excerpt.quote), excerpt.id


def test_excerpts_follow_the_text_and_do_not_overlap(article: Article) -> None:
    places = spans(article)
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_less_than_half_of_the_text_is_quoted(article: Article, text: str) -> None:
    quoted = sum(len(excerpt.quote.split()) for excerpt in article.excerpt)
    assert quoted < len(text.partition(END)[0].split()) / 2


def test_every_number_is_claimed_or_ignored_with_a_reason(article: Article, text: str) -> None:
    found = numbers(text.partition(END)[0])
    assert found
    for place, number in found:
        marked = any(
            start <= place < end and any(number in claim.figure for claim in excerpt.claim)
            for excerpt, (start, end) in zip(article.excerpt, spans(article), strict=True)
        )
        ignored = any(number in entry.text and entry.reason for entry in article.ignored)
        assert marked or ignored, f"{number} at {place} is neither claimed nor ignored"


def test_each_ignored_text_stands_in_the_article_and_in_no_excerpt(article: Article, text: str) -> None:
    for entry in article.ignored:
        assert entry.text in text and entry.reason
        assert not any(entry.text in excerpt.quote for excerpt in article.excerpt), entry.text
