"""What is found in the repository's own data: by real queries, by numbers and periods, and as of a day."""

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.record.build import Build, ask, end_of
from dashboard.record.search.findables import findables
from dashboard.record.search.found import SearchAnswer, find
from dashboard.say import say

QUERIES = [
    (query, expected.split())
    for query, expected in (
        line.split("\t")
        for line in (Path(__file__).parent / "queries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
]
# What readers type, to be put together at random.
WORDS = ["inflation", "russian", "losses", "tanks", "oil", "refugees", "germany", "nato", "aid", "killed", "zzqx"]
MARCH = dt.date(2025, 3, 7)
# The build is the same for all examples, and nobody changes it.
MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def ids(answer: SearchAnswer) -> list[str]:
    return [f"{each.entry.kind}:{each.entry.id}" for each in answer.found]


def reciprocal_rank(build: Build, query: str, expected: list[str]) -> float:
    return next((1 / place for place, name in enumerate(ids(find(build, query)), 1) if name in expected), 0.0)


def test_the_queries_are_sixty_and_what_they_expect_is_there(real_build: Build) -> None:
    there = {f"{entry.kind}:{entry.id}" for entry in findables(real_build).all}
    assert len({query for query, _ in QUERIES}) == 60
    assert {name for _, expected in QUERIES for name in expected} - there == set()


@pytest.mark.parametrize("half", [0, 1], ids=["looked at while weights were chosen", "held out"])
def test_what_real_queries_are_to_find_stands_first_or_nearly(real_build: Build, half: int) -> None:
    ranks = [reciprocal_rank(real_build, query, expected) for query, expected in QUERIES[half::2]]
    assert sum(ranks) / len(ranks) >= 0.85


def written(number: int) -> list[str]:
    plain, grouped = str(number), f"{number:,}"
    thousands, millions = (f"{(Decimal(number) / scale).normalize():f}" for scale in (10**3, 10**6))
    return [
        plain,
        grouped,
        grouped.replace(",", " "),
        grouped.replace(",", "."),
        f"{thousands} thousand",
        f"{thousands}k",
        f"{millions} million",
    ]


@MANY
@given(st.sampled_from([850_000, 15_000, 31_000, 100_001, 875_000]) | st.integers(10_000, 10**8))
def test_a_number_finds_the_same_in_whichever_way_it_is_written(real_build: Build, number: int) -> None:
    found = [ids(find(real_build, query)) for query in written(number)]
    assert found == [found[0]] * len(found)


def test_a_number_is_found_as_pages_say_it(real_build: Build) -> None:
    for row in ask(real_build, "FROM latest JOIN series USING (series_id) WHERE value > 1000 USING SAMPLE 60 ROWS"):
        if row["unit"] in ("persons", "items", "bn_rub", "km2", "fires"):
            said = say(row["value"], row["unit"]).strip("₽ bnkm²")
            found = {each.entry.id: each for each in find(real_build, said).found}
            assert row["series_id"] in found or len(said) == 5, said


@pytest.mark.parametrize(
    ("query", "claim"),
    [
        ("850000", "casualties-850k"),
        ("€800 billion", "eu-800bn-proposed"),
        ("21%", "key-rate-21"),
        ("5.9 million refugees", "sample-refugees-recorded"),
    ],
)
def test_the_claim_that_states_a_number_comes_first(real_build: Build, query: str, claim: str) -> None:
    assert ids(find(real_build, query))[0] == f"claim:{claim}"


def test_a_series_with_a_number_tells_the_newest_value_that_is_it(real_build: Build) -> None:
    (newest,) = ask(real_build, "SELECT max(period_end) AS day FROM latest WHERE series_id = 'key_rate' AND value = 21")
    found = {each.entry.id: each for each in find(real_build, "key rate of 21%").found}["key_rate"]
    assert found.answers and found.value and (found.value.value, found.value.end) == (21.0, newest["day"])


def test_a_month_is_answered_with_its_value(real_build: Build) -> None:
    (april,) = ask(
        real_build,
        "SELECT value FROM latest WHERE series_id = 'inflation_rosstat' AND period_end = DATE '2022-04-30'",
    )
    answer = find(real_build, "inflation april 2022")
    found = dict(zip(ids(answer), answer.found, strict=True))
    for name in ("series:inflation_rosstat", "chart:inflation"):
        value = found[name].value
        assert (
            value
            and found[name].answers
            and (value.start, value.end, value.value)
            == (
                dt.date(2022, 4, 1),
                dt.date(2022, 4, 30),
                april["value"],
            )
        )
    assert found["series:inflation_world_bank"].value is None


def test_what_is_in_force_until_the_next_decision_answers_for_any_day_that_is_held(real_build: Build) -> None:
    # A Sunday.
    found = {each.entry.id: each for each in find(real_build, "key rate 16 march 2025").found}["key_rate"]
    assert found.answers and found.value and found.value.value == 21.0 and found.value.end <= dt.date(2025, 3, 16)
    later = {each.entry.id: each for each in find(real_build, "key rate 16 march 2093").found}["key_rate"]
    assert not later.answers


def test_the_entity_that_is_named_is_told(real_build: Build) -> None:
    for query, name in (
        ("refugees in germany", "Germany"),
        ("polish refugees", "Poland"),
        ("uk aid", "United Kingdom"),
    ):
        found = [
            each for each in find(real_build, query).found if each.entry.id in ("refugees", "support_by_donor_total")
        ]
        assert found and all(each.entity == name and each.of == 0 for each in found[:1]), query
    (unnamed,) = (each for each in find(real_build, "refugees by host country").found if each.entry.id == "refugees")
    assert unnamed.of > 60


@pytest.mark.parametrize("day", [dt.date(2022, 4, 20), dt.date(2023, 2, 1), MARCH, dt.date(2026, 1, 30)])
def test_nothing_is_known_before_it_was_published(real_build: Build, day: dt.date) -> None:
    held = {
        (row["series_id"], row["entity"], row["period_start"], row["period_end"], row["value"])
        for row in ask(real_build, "FROM known_at($t::TIMESTAMP)", t=end_of(day))
    }
    for query in (*WORDS, *(query for query, _ in QUERIES[:20]), "21%", "casualties 2024", "key rate 2026"):
        answer = find(real_build, query, day)
        values = [each.value for each in answer.found if each.value]
        assert {(one.series, one.entity, one.start, one.end, one.value) for one in values} <= held, query
        assert all(each.entry.day is None or each.entry.day <= day for each in answer.found), query
    accession = "event:sweden-nato-2024-03-07"
    assert (accession in ids(find(real_build, "sweden-nato-2024-03-07", day))) == (day >= dt.date(2024, 3, 7))


def test_a_value_that_is_published_later_does_not_answer(real_build: Build) -> None:
    answer = find(real_build, "inflation_rosstat april 2022", dt.date(2022, 4, 20))
    told = next(each for each in answer.found if each.entry.id == "inflation_rosstat")
    assert told.value and told.value.end < dt.date(2022, 4, 30)


@MANY
@given(st.lists(st.sampled_from(WORDS), max_size=5), st.randoms())
def test_the_order_of_words_does_not_matter(real_build: Build, words: list[str], shuffle: random.Random) -> None:
    mixed = list(words)
    shuffle.shuffle(mixed)
    assert ids(find(real_build, " ".join(words))) == ids(find(real_build, " ".join(mixed)))


@MANY
@given(st.data(), st.lists(st.sampled_from(WORDS), max_size=3))
def test_another_word_never_takes_first_place_from_an_id(
    real_build: Build, data: st.DataObject, words: list[str]
) -> None:
    names = [entry.id for entry in findables(real_build).all if "-" in entry.id or "_" in entry.id]
    name = data.draw(st.sampled_from(names))
    first = ids(find(real_build, name))[0]
    assert first.partition(":")[2].replace("_", "-") == name.replace("_", "-")
    assert ids(find(real_build, " ".join([*words, name])))[0] == first


def test_everything_is_found_by_its_own_title(real_build: Build) -> None:
    for entry in findables(real_build).all:
        assert f"{entry.kind}:{entry.id}" in ids(find(real_build, entry.title))[:20], entry.title


def test_every_declared_synonym_finds_something(real_build: Build) -> None:
    groups = [row["words"] for row in ask(real_build, "FROM synonyms")]
    assert len(groups) > 50
    assert [word for words in groups for word in words if not find(real_build, word).found] == []


def test_of_what_nothing_has_words_and_numbers_like_it_are_offered(real_build: Build) -> None:
    assert find(real_build, "refugeez").unknown["refugeez"] == ["refugee", "refugees"]
    assert find(real_build, "851,234").unknown == {"851,234": ["850,000", "860,000"]}
    assert find(real_build, "zzqx").unknown == {"zzqx": []} and find(real_build, "zzqx").found == ()
    partly = find(real_build, "key rate zzqx")
    assert ids(partly)[0] == "chart:key-rate" and partly.unknown == {"zzqx": []}


HOSTILE = [
    "(" * 10**6,
    "1," * 10**5,
    "a" * 10**6,
    "\ufdfa" * 10**5,
    "0 " * 10**5,
    "rusia inflatoin " * 10**4,
    "half a " * 10**4,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_of_a_very_long_text_so_much_is_looked_for_as_of_its_beginning(real_build: Build, query: str) -> None:
    answer = find(real_build, query)
    assert answer.query.cut and ids(answer) == ids(find(real_build, query[:200]))


@MANY
@given(st.text(max_size=60))
def test_any_text_is_answered(real_build: Build, text: str) -> None:
    answer = find(real_build, text)
    assert len(ids(answer)) == len(set(ids(answer)))
