"""An address is read in one way everywhere: each name once, lists joined, and whatever is ignored is named."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import settings
from dashboard.address import who
from dashboard.address.params import (
    FOLLOWED,
    LISTS,
    MOST,
    choice,
    named_day,
    pairs,
    passed_over,
    problem_sentences,
    read,
)
from dashboard.views import ledger

NAMES = ("pick", "scale", "asof")
RENAMES = {"series": "pick", "lines": "pick", "known": "asof"}
QUERIES = st.lists(
    st.tuples(st.sampled_from([*NAMES, *RENAMES, "colour", "si"]), st.text("ab, ", max_size=4)), max_size=6
)


@pytest.mark.parametrize(
    ("query", "given_", "words"),
    [
        (b"scale=log&scale=log", {"scale": "log"}, []),
        (b"scale=log&scale=linear", {"scale": "linear"}, ["‘scale=log’ was ignored: ‘scale’ is given again later"]),
        (b"asof=2025-03-07&asof=", {"asof": ""}, ["‘asof=2025-03-07’ was ignored: ‘asof’ is given again later"]),
        (b"pick=a&pick=b,a&pick=", {"pick": "a,b"}, []),
        (b"series=a&series=b", {"pick": "a,b"}, []),
        (
            b"series=a&pick=b",
            {"pick": "b"},
            ["‘series=a’ is the old name of ‘pick’, which is also given, and was ignored"],
        ),
        (
            b"series=a&lines=b",
            {"pick": "a"},
            ["‘lines=b’ is the old name of ‘pick’, which is also given, and was ignored"],
        ),
        (b"scale=%20log+", {"scale": "log"}, []),
        (b"scale", {"scale": ""}, []),
        (b"Scale=log", {}, ["unknown parameter ‘Scale’ was ignored"]),
        (b"colour=red&colour=blue", {}, ["unknown parameter ‘colour’ was ignored"]),
        (b"scale=%ff&pick=%zz", {"scale": "\ufffd", "pick": "%zz"}, []),
        (b"&&;&", {}, ["unknown parameter ‘;’ was ignored"]),
    ],
)
def test_each_name_says_one_thing_and_the_rest_is_named(query: bytes, given_: dict[str, str], words: list[str]):
    assert read(pairs(query), NAMES, RENAMES) == (given_, words)


@given(QUERIES)
def test_nothing_is_dropped_in_silence(query: list[tuple[str, str]]):
    given_, problems = read(query, NAMES, RENAMES)
    for name, value in query:
        present = RENAMES.get(name, name)
        parts = [part.strip() for part in value.split(",")] if present in LISTS else [value.strip()]
        held = given_.get(present, "")
        kept = all(part in ("", *held.split(",")) for part in parts) if present in LISTS else held == parts[0]
        assert kept or name == "si" or any(f"‘{name}" in problem for problem in problems)


@given(QUERIES)
def test_what_was_read_reads_the_same_again(query: list[tuple[str, str]]):
    given_, _ = read(query, NAMES, RENAMES)
    assert read(given_, NAMES, RENAMES) == (given_, []) == read(pairs(urlencode(given_).encode()), NAMES, RENAMES)


@given(st.binary(max_size=60))
def test_any_bytes_are_read(query: bytes):
    given_, problems = read(pairs(query), NAMES, RENAMES)
    assert given_.keys() <= set(NAMES) and all(each.endswith(".") for each in problem_sentences(problems))


TRACKERS = ["fbclid", "utm_source", "UTM_Campaign", "gclid", "gbraid", "wbraid", "yclid", "igshid", "_gl", "_ga_X1"]


@pytest.mark.parametrize("name", [*TRACKERS, "si", "mc_cid", "ref", "twclid", "embed"])
def test_what_others_add_to_a_link_is_passed_over_in_silence(name: str):
    assert passed_over(name) and read([(name, "x")], NAMES) == ({}, [])


@pytest.mark.parametrize("name", ["colour", "side", "asof2", "reference", ""])
def test_what_only_looks_like_it_is_not(name: str):
    assert not passed_over(name)


def test_no_name_of_ours_is_one_of_theirs():
    names = {name for page in settings.PAGES for name in page.asks} | {*FOLLOWED, "layout", "for"}
    assert not any(map(passed_over, names))


def test_pages_ask_for_what_their_addresses_say():
    asks = {page.name: page.asks for page in settings.PAGES}
    assert asks["ledger"] == ledger.PARAMETERS == tuple(ledger.ledger_params(ledger.LedgerView()))
    assert (*asks["who"], *FOLLOWED) == tuple(who.who_params(who.WhoView("x"), ""))


def test_a_long_value_is_cut_and_many_sentences_are_counted():
    _, problems = read([(f"{number}{'x' * 5000}", "") for number in range(100)], NAMES)
    told = problem_sentences(problems)
    assert len(told) == MOST + 1 and told[-1] == "And 92 more parts of the address were ignored."
    assert all(len(sentence) < 120 and sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize("text", ["2025-13-01", "20250307", "2025-W10-5", "7 March", "2025-3-7", "\u0662025-03-07"])
def test_a_day_is_written_in_one_way(text: str):
    problems: list[str] = []
    assert named_day("asof", text, problems) is None
    assert problems == [f"‘asof={text}’ is not a date like 2025-03-07 and was ignored"]


def test_a_choice_is_one_of_those_offered():
    problems: list[str] = []
    assert choice("show", ("", "all"), "some", problems) == "" and choice("show", ("", "all"), "all", problems) == "all"
    assert problems == ["‘show=some’ was ignored: show is one of all"]
