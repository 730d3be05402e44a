"""How it is told where a verdict would change."""

import datetime as dt
from pathlib import Path

import pytest

from dashboard.record.build import Build
from dashboard.views.catalogue import catalogue
from dashboard.words import flips
from tests.dashboard.supposing import built, changed, claim_of, evidence_is, told, verdict
from tests.etl import world


def ends(*checks: str, lo: float, hi: float, folder: Path, **keys: object) -> tuple[str, ...]:
    """What is told of a claim when `count` found these ends."""
    return told(changed(built(folder, *checks, **keys), evidence_is(lo, hi)))


@pytest.mark.parametrize(
    ("low", "high", "lo", "hi", "words"),
    [
        (
            {"low": 95},
            {},
            90,
            110,
            "supported with its lower end at 95 or more and contradicted with its upper end below 95",
        ),
        ({"low": 95}, {"high": 95}, 95, 95, "contradicted with a value above 95 or below 95"),
        (
            {"low": 95},
            {"high": 105},
            90,
            110,
            "contradicted with its lower end above 105 or with its upper end below 95 "
            "and supported with both its ends between 95 and 105",
        ),
        ({"low": 95}, {}, 80, 80, "supported with a value at 95 or more"),
        ({}, {"high": 95}, 90, 95, "uncertain with its upper end above 95"),
        ({"low": 95}, {"high": 105}, 80, 80, "supported with a value between 95 and 105"),
        ({"low": 95}, {"high": 105}, 120, 120, "supported with a value between 95 and 105"),
        ({"above": 95}, {"below": 105}, 95, 95, "supported with a value between 95 and 105"),
        ({"low": 95}, {"high": 95}, 80, 80, "supported with a value at 95"),
    ],
)
def test_it_is_told_which_end_would_have_to_reach_what(tmp_path, low, high, lo, hi, words):
    (sentence,) = ends(world.check(**low, **high), lo=lo, hi=hi, folder=tmp_path)
    assert sentence.endswith(f": the verdict would be {words}.")


def test_a_quotient_of_two_series_would_have_to_be_another_in_times(tmp_path):
    twice = world.check(series="count", than="claimed", statistic="ratio", above=0.5)
    (sentence,) = told(built(tmp_path, twice))
    assert sentence.endswith("the verdict would be supported with a value above 0.50 ×.")


def test_a_difference_between_two_limits_would_have_to_come_between_them(tmp_path):
    (sentence,) = told(built(tmp_path, world.check(series="count", than="claimed", low=10, high=20)))
    assert sentence.endswith("the verdict would be supported with a value between 310 and 320.")


def test_an_event_would_have_to_be_found_or_not(tmp_path):
    build = built(tmp_path / "found", world.check(event="start"))
    assert told(build) == (
        "The verdict would be not checkable with “The start” (1 January 2024) not found by 1 February 2024.",
    )


def test_what_only_a_party_says_no_value_changes(tmp_path):
    build = built(tmp_path, world.check(series="claimed", low=95))
    assert claim_of(build).now.reason == "party"
    assert told(build) == (
        "No value would change it: one that is no party to the war and repeats none would have to say so.",
    )


def test_a_forecast_that_is_not_due_waits_for_its_day(tmp_path):
    build = built(tmp_path, world.check(low=95), resolves_on={"raw": "2024-06-01"})
    assert told(build) == ("No value changes it before the data reach that day.",)


def test_of_a_record_set_back_it_is_what_was_known_then(real_build):
    day = dt.date(2025, 3, 20)
    assert told(real_build, "casualties-850k", day)
    for name, moment in (("casualties-850k", None), ("casualties-850k", day)):
        claim = claim_of(real_build, name, moment)
        assert all(flip.verdict != claim.now.verdict for flip in flips.flips(real_build, claim))


REAL = [
    ("finland-sweden-nato", "nato_members", "2024-03-07", (31, 33), (32,)),
    ("key-rate-21", "key_rate", "2025-03-07", (20.49, 21.51), (20.5, 21.5)),
]


@pytest.mark.parametrize(("name", "series", "day", "otherwise", "same"), REAL)
def test_on_the_real_build(real_build: Build, name: str, series: str, day: str, otherwise: tuple, same: tuple):
    def with_value(value: float) -> str:
        sql = "UPDATE observation SET value = ? WHERE series_id = ? AND period_end = ?"
        return verdict(changed(real_build, (sql, [value, series, day])), name)

    before = claim_of(real_build, name).now.verdict
    assert {with_value(value) for value in same} == {before}
    assert before not in {with_value(value) for value in otherwise}


def test_two_sided_limits_tell_both_sides(real_build: Build):
    assert any(text.endswith("with a value above 32 or below 32.") for text in told(real_build, "finland-sweden-nato"))


def test_the_casualties_hang_on_the_ends_of_the_interval(real_build: Build):
    first = told(real_build, "casualties-850k")[0]
    assert "supported with its lower end at 845,000 or more" in first
    assert "with its upper end below 845,000" in first


def test_a_comparison_tells_what_would_have_to_be_compared(real_build: Build):
    (sentence,) = told(real_build, "more-than-us-british-ww2")
    assert sentence.endswith("with what it is compared with, its upper end at 850,000 or more.")


def test_programs_are_told_the_same(real_build: Build):
    for each in catalogue(real_build)["claims"]:
        assert tuple(each["would_change"]) == flips.flip_sentences(real_build, claim_of(real_build, each["id"]))
