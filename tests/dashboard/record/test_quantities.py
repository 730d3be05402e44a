"""Contested quantities of the repository's own data: all are there, and nothing of a later day is."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.chart.contested import Axis
from dashboard.record import quantities
from dashboard.record.build import Build, ask, end_of

IDS = (
    *("russian-casualties", "russian-deaths", "ukrainian-losses", "russian-equipment", "wealth-fund"),
    *("aid-to-ukraine", "territory"),
)
PARTY = "a party to the war"
DAYS = st.dates(dt.date(2022, 3, 1), dt.date(2026, 8, 22))


def everyone(axes: tuple[Axis, ...]) -> list:
    return [each for axis in axes for group in axis.groups for each in group.stated]


def counted(build: Build, quantity: str) -> set[tuple[str, str]]:
    """(unit, what is counted) of each group."""
    return {(axis.unit, group.counts) for axis in quantities.statements(build, quantity) for group in axis.groups}


def test_all_are_held_each_with_sources_that_speak(real_build: Build) -> None:
    assert tuple(quantities.quantities(real_build)) == IDS
    for name in IDS:
        axes = quantities.statements(real_build, name)
        assert all(group.band for axis in axes for group in axis.groups), name


def test_they_are_apart_by_what_is_counted(real_build: Build) -> None:
    persons = {("persons", "killed_wounded"), ("persons", "losses_undefined")}
    assert counted(real_build, "russian-casualties") == persons
    assert counted(real_build, "aid-to-ukraine") == {("bn_eur", "allocations"), ("bn_eur", "commitments")}
    money = {(unit, part) for unit in ("bn_usd", "bn_rub") for part in ("whole_fund", "liquid_part")}
    assert counted(real_build, "wealth-fund") == money | {("tonnes", ""), ("bn_cny", ""), ("bn_eur", "")}
    assert counted(real_build, "russian-equipment") == {
        ("items", "equipment_claimed"),
        ("items", "equipment_confirmed"),
    }


def test_on_the_articles_day(real_build: Build) -> None:
    (axis,) = quantities.statements(real_build, "russian-casualties", dt.date(2025, 3, 7))
    wide, claimed = axis.groups
    speaking = {each.who: each for each in wide.stated if not each.old}
    british = "United Kingdom government"
    months = f"{british} (monthly averages added up)"
    assert set(speaking) == {"The Economist", "Norwegian Intelligence Service", british, months}
    assert (speaking[british].repeats, speaking[british].party) == ("", "")
    assert (speaking[months].repeats, speaking[months].party) == (claimed.stated[0].who, f"repeating {PARTY}")
    assert (wide.origins, wide.band.low, wide.band.open_high) == (4, 600_000, True)
    assert claimed.stated[0].party == PARTY and claimed.stated[0].value == 882_950


@settings(max_examples=40)
@given(name=st.sampled_from(IDS), day=DAYS)
def test_nothing_is_about_a_later_day(real_build: Build, name: str, day: dt.date) -> None:
    found = everyone(quantities.statements(real_build, name, day))
    assert all(each.period_end <= day and each.age >= 0 for each in found)


# Few: the property is simple, and each example reads all that was known on a day.
@settings(max_examples=20)
@given(name=st.sampled_from(IDS), asof=DAYS)
def test_nothing_was_learned_later(real_build: Build, name: str, asof: dt.date) -> None:
    known = "SELECT period_end, value, low, high, status FROM known_at($t::TIMESTAMP)"
    rows = {tuple(row.values()) for row in ask(real_build, known, t=end_of(asof))}
    for each in everyone(quantities.statements(real_build, name, None, asof)):
        assert (each.period_end, each.value, each.low, each.high, each.status) in rows
        assert each.basis in ("then", "hindsight")


@pytest.mark.parametrize("name", IDS)
def test_as_of_the_last_day_is_now(real_build: Build, name: str) -> None:
    (last,) = ask(real_build, "SELECT max(vintage)::DATE AS day FROM observation")
    now, then = (everyone(quantities.statements(real_build, name, None, asof)) for asof in (None, last["day"]))
    assert [(each.who, each.period_end, each.value) for each in now] == [
        (each.who, each.period_end, each.value) for each in then
    ]


def test_a_claim_bears_on_what_its_checks_read(real_build: Build) -> None:
    found = {row["claim_id"]: quantities.bearing(real_build, row["claim_id"]) for row in ask(real_build, "FROM claim")}
    assert {claim: names for claim, names in found.items() if names} == {
        "casualties-850k": ("russian-casualties",),
        "casualties-western-estimates": ("russian-casualties",),
        "more-than-us-british-ww2": ("russian-deaths",),
        "fund-depleting": ("wealth-fund",),
        "sample-fund-smaller": ("wealth-fund",),
        "sample-aid-358bn": ("aid-to-ukraine",),
    }


def test_sources_are_counted_by_name_and_as_of_a_day(real_build: Build) -> None:
    assert quantities.source_count(real_build, "wealth-fund") == 1
    now, then = (quantities.source_count(real_build, "russian-deaths", asof) for asof in (None, dt.date(2023, 1, 1)))
    assert now > then > 1
