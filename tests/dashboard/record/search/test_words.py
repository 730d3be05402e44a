"""The words of a search and the index that weighs entries by them; what a query is read as."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.search.query import LONGEST, MOST, search_query
from dashboard.record.search.words import close_words, fold, indexed, matches, ranked, word_stems
from texts.figures import said_numbers

HELD = (
    "Ministry of Finance: the wealth fund",
    "Wealth fund, whole and liquid part",
    "Liquid part of the wealth fund",
    "Türkiye’s offer",
    "Refugees by host country: Türkiye, Poland",
    "Refunds were paid",
)
SYNONYMS = (("wealth fund", "rainy day fund", "NWF"), ("refugees", "asylum seekers"), ("zloty", "Polish currency"))
INDEX = indexed([[(1.0, text)] for text in HELD], SYNONYMS)
TERMS = ["fund", "Wealth", "liquid", "türkiye", "refugees", "parts", "Poland", "finance", "nwf", "seekers", "rain", "x"]
QUERIES = st.lists(st.sampled_from(TERMS), max_size=4)


def best(query: str) -> list[str]:
    units = matches(INDEX, word_stems(query))
    scores = ranked([units[word] for word in sorted(units)])
    return [HELD[place] for place in sorted(scores, key=lambda place: (-scores[place], place))]


@given(st.text())
def test_folding_a_second_time_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Türkiye’s", "turkiye s"),
        ("  Żelensky – №5, ČEZ! ", "zelensky no5 cez"),
        ("3.5 % of GDP, key_rate", "3 5 of gdp key rate"),
        ("?!", ""),
    ],
)
def test_case_accents_and_signs_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_endings_do_not_count() -> None:
    assert (
        word_stems("Tanks, casualties") == word_stems("tank casualty")
        and best("refund paying")[0] == "Refunds were paid"
    )


def test_what_has_more_of_the_words_comes_first_and_one_is_enough() -> None:
    assert best("liquid wealth funds of Poland")[0] in HELD[1:3]
    assert set(best("liquid poland")) == {HELD[1], HELD[2], HELD[4]}
    # The rarer word says more.
    assert best("fund finance")[0] == HELD[0]


def test_a_synonym_finds_what_has_another_word_also_as_a_phrase_in_any_order() -> None:
    assert set(best("NWF")) == set(best("day rainy fund")) == {HELD[0], HELD[1], HELD[2]}
    assert best("asylum seekers") == [HELD[4]]
    assert best("asylum") == [] == best("zloty")


def test_what_is_half_typed_is_found() -> None:
    assert best("refug") == [HELD[4]] and best("re") == []


def test_accents_may_be_typed_or_not() -> None:
    assert best("turkiye") == best("TÜRKIYE") != []


@given(QUERIES, st.randoms())
def test_the_order_of_words_does_not_matter(words: list[str], shuffle: random.Random) -> None:
    mixed = list(words)
    shuffle.shuffle(mixed)
    assert best(" ".join(words)) == best(" ".join(mixed))


@given(QUERIES, st.sampled_from(TERMS))
def test_another_word_takes_nothing_out_of_what_is_found(words: list[str], word: str) -> None:
    assert set(best(" ".join(words))) <= set(best(" ".join([*words, word])))


@given(QUERIES)
def test_a_word_counts_once(words: list[str]) -> None:
    assert best(" ".join(words)) == best(" ".join(words * 2))


def test_for_a_word_that_occurs_nowhere_words_like_it_are_offered() -> None:
    assert close_words(INDEX, "refugeez") == ["refugees"] and "wealth" in close_words(INDEX, "welth")
    assert close_words(INDEX, "zzzz") == close_words(INDEX, "") == close_words(INDEX, "refugees" * 9) == []


@pytest.mark.parametrize(
    "query",
    [
        "850000",
        "850,000",
        "850 000",
        "850.000",
        "850'000",
        "850 thousand",
        "850 THOUSAND",
        "850k",
        "0.85 million",
        "0,85 million",
    ],
)
def test_a_number_is_the_same_in_whichever_way_it_is_written(query: str) -> None:
    (number,) = search_query(f"{query} soldiers").numbers
    assert said_numbers(number) == {850_000.0} and search_query(f"{query} soldiers").words == ("soldiers",)


@pytest.mark.parametrize("query", ["21%", "21 %", "21 per cent", "21 percent"])
def test_a_share_keeps_its_unit(query: str) -> None:
    (number,) = search_query(query).numbers
    assert (number.value, number.unit) == (21.0, "percent") and search_query(query).words == ()


APRIL = (dt.date(2022, 4, 1), dt.date(2022, 4, 30))


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("april 2022", APRIL),
        ("2022 April", APRIL),
        ("APR 2022", APRIL),
        ("April of 2022", APRIL),
        ("2022-04", APRIL),
        ("15 april 2022", (dt.date(2022, 4, 15),) * 2),
        ("april 15th, 2022", (dt.date(2022, 4, 15),) * 2),
        ("15 apr 2022", (dt.date(2022, 4, 15),) * 2),
        ("2022-04-15", (dt.date(2022, 4, 15),) * 2),
        ("2022", (dt.date(2022, 1, 1), dt.date(2022, 12, 31))),
        ("2022 to 2024", (dt.date(2022, 1, 1), dt.date(2024, 12, 31))),
        ("q2 2022", (dt.date(2022, 4, 1), dt.date(2022, 6, 30))),
        ("february 2024", (dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
        ("31 february 2024", (dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
    ],
)
def test_a_period_is_read_and_its_words_are_no_others(query: str, period: tuple[dt.date, dt.date]) -> None:
    assert search_query(f"inflation {query}").period == period
    assert set(search_query(f"inflation {query}").words) <= {"inflation", "31"}


def test_a_month_without_a_year_is_a_word() -> None:
    assert search_query("the march on may").period is None and search_query("march in may").words == ("march", "may")


@pytest.mark.parametrize("query", ["", "  ", "?!", "—"])
def test_a_query_without_words_asks_for_nothing(query: str) -> None:
    read = search_query(query)
    assert (read.words, read.numbers, read.period, read.ids) == ((), (), None, frozenset())


def test_words_that_only_ask_are_left_out_unless_there_are_no_others() -> None:
    assert search_query("how many tanks were lost").words == ("lost", "tanks") and search_query("what is it").words == (
        "is",
        "it",
        "what",
    )


@given(st.text())
def test_any_text_is_read_and_so_much_of_it(text: str) -> None:
    read = search_query(text)
    assert len(read.words) <= MOST and read.words == tuple(sorted(set(read.words)))
    assert search_query(text * LONGEST).cut or len(text) < 2


def test_ids_are_read_in_either_way_of_writing() -> None:
    assert search_query("key_rate, Tanks-Lost tanks").ids == {"key-rate", "tanks-lost"}
