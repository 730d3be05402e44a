import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.search import KINDS, Findable, find, fold, suggestions


def entry(kind: str, title: str, told: str = "") -> Findable:
    return Findable(kind, title, told, f"{kind}?{title}", fold(f"{title} {told}"))


HELD = (
    entry("source", "Ministry of Finance", "the wealth fund"),
    entry("chart", "Wealth fund", "whole fund and liquid part"),
    entry("series", "Liquid part of the wealth fund"),
    entry("word", "liquid part", "what can be spent, of the fund"),
    entry("event", "Türkiye’s offer", "diplomacy"),
    entry("chart", "Refugees by host country", "Türkiye, Poland"),
    entry("claim", "Refunds were paid"),
)
TERMS = ["fund", "Wealth", "liquid", "türkiye", "refugees", "part of", "Poland", "finance", "?", "x"]
ENTRIES = st.lists(st.builds(entry, st.sampled_from(list(KINDS)), st.sampled_from(TERMS), st.sampled_from(TERMS)))
QUERIES = st.lists(st.sampled_from(TERMS), max_size=3).map(" ".join) | st.text(max_size=8)


def titles(query: str) -> list[str]:
    return [each.title for each in find(HELD, query)]


@given(st.text())
def test_folding_a_second_time_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Türkiye’s", "turkiye s"),
        ("  Żelensky – №5, ČEZ! ", "zelensky no5 cez"),
        ("3.5 % of GDP", "3 5 of gdp"),
        ("?!", ""),
    ],
)
def test_case_accents_and_signs_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ENTRIES, QUERIES)
def test_every_result_has_every_word_and_nothing_with_every_word_is_left_out(
    entries: list[Findable], query: str
) -> None:
    asked = fold(query).split()
    found = find(entries, query)
    assert all(word in each.folded for each in found for word in asked)
    left = [each for each in entries if each not in found]
    assert not asked or all(any(word not in each.folded for word in asked) for each in left)


@given(ENTRIES, QUERIES, st.randoms())
def test_the_order_of_entries_does_not_change_what_is_found(
    entries: list[Findable], query: str, shuffle: random.Random
) -> None:
    mixed = list(entries)
    shuffle.shuffle(mixed)
    one, other = find(entries, query), find(mixed, query)
    assert sorted(map(str, one)) == sorted(map(str, other))


@pytest.mark.parametrize("query", ["", "  ", "?!", "—"])
def test_a_query_without_words_finds_nothing(query: str) -> None:
    assert find(HELD, query) == []


def test_what_has_more_of_the_words_in_its_title_comes_first_then_the_order_of_kinds() -> None:
    assert titles("liquid fund") == ["Liquid part of the wealth fund", "liquid part", "Wealth fund"]
    assert titles("FUND") == [
        "Wealth fund",
        "Liquid part of the wealth fund",
        # Part of a word of the title, then only what is told.
        "Refunds were paid",
        "liquid part",
        "Ministry of Finance",
    ]
    alike = [entry(kind, "fund") for kind in reversed(KINDS)]
    assert [each.kind for each in find(alike, "fund")] == list(KINDS)


def test_accents_may_be_typed_or_not() -> None:
    assert titles("turkiye") == titles("TÜRKIYE") == ["Türkiye’s offer", "Refugees by host country"]


def test_for_a_word_that_occurs_nowhere_words_like_it_are_offered() -> None:
    assert suggestions(HELD, "refugeez") == ["refugees"]
    assert suggestions(HELD, "welth fund") == ["wealth"]
    assert suggestions(HELD, "fund") == suggestions(HELD, "zzzz") == suggestions(HELD, "") == []


@given(ENTRIES, QUERIES)
def test_a_suggestion_finds_something(entries: list[Findable], query: str) -> None:
    assert all(find(entries, word) for word in suggestions(entries, query))
