"""The words by which lists of charts and series are narrowed: what is called so, other words for it, endings, parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.build import Build
from dashboard.record.charts import chart_ids
from dashboard.record.search.findables import findables
from dashboard.record.search.narrowing import entity_words, narrowing_words, typed_words, unsaid
from dashboard.record.search.words import word_stems
from dashboard.record.series import series_ids


def found(build: Build, kind: str, typed: str) -> set[str]:
    words = typed_words(typed)
    return {name for (of, name), stems in narrowing_words(build).items() if of == kind and not unsaid(stems, words)}


@pytest.mark.parametrize(
    ("typed", "chart"),
    [
        ("key rate", "key-rate"),
        ("ruble", "rouble"),
        ("CPI", "inflation"),
        ("casualty", "casualties"),
        ("Casualties of Russia", "casualties"),
        ("tank", "tanks-lost"),
        ("tank", "equipment-claimed-heavy"),
        ("Türkiye", "refugees-map"),
        ("turk", "refugees-map"),
        ("economy brent", "brent"),
    ],
)
def test_charts_are_found_by_what_they_are_called_and_by_other_words_for_it(real_build: Build, typed: str, chart: str):
    assert chart in found(real_build, "chart", typed)


def test_all_words_have_to_be_said_and_those_that_say_nothing_do_not_count(real_build: Build):
    assert found(real_build, "chart", "brent rouble") == set()
    assert found(real_build, "chart", "the brent") == found(real_build, "chart", "brent") != set()
    assert found(real_build, "chart", " ") == set(chart_ids(real_build))
    assert found(real_build, "series", "") == set(series_ids(real_build))


def test_a_word_is_of_what_it_begins_and_never_of_a_short_word_that_begins_it(real_build: Build):
    assert unsaid(["war"], ["warning"]) == ["warning"] and unsaid(["oil"], ["oils"]) == []
    assert unsaid(["tank"], ["tan"]) == [] and unsaid(["tank"], ["tanker"]) == []
    assert unsaid([], ["tank"]) == ["tank"]


def test_countries_are_found_by_other_names(real_build: Build):
    assert not unsaid(entity_words(real_build, "United Kingdom"), ["britain"])
    assert unsaid(entity_words(real_build, "Germany"), ["poland"])


def test_each_chart_and_series_is_found_by_its_title(real_build: Build):
    called = [each for each in findables(real_build).all if (each.kind, each.id) in narrowing_words(real_build)]
    assert len(called) > 150
    for each in called:
        assert unsaid(narrowing_words(real_build)[each.kind, each.id], typed_words(each.title)) == [], each.title


@given(st.text())
def test_a_stem_says_itself(text: str):
    stems = word_stems(text)
    assert unsaid(stems, stems) == []
