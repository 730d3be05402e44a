"""Sources of a contested quantity beside each other: bands stay within a definition and hold all that it states."""

import datetime as dt
import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dashboard.chart.contested import Axis, StatedRow, axes, axis_range, envelope, sides, stated_range

DAY = dt.date(2025, 3, 7)


def row(**changes: object) -> StatedRow:
    """A row as dashboard.record.quantities finds it: a newsroom's 100 killed."""
    found = {
        "series_id": "killed_estimated",
        "title": "Killed, estimated",
        "label": "Estimate",
        "unit": "persons",
        "frequency": "D",
        "measures": "cumulative",
        "counts": "killed",
        "varies_by": "",
        "max_age_days": 14,
        "who": "A newsroom",
        "kind": "media",
        "side": "none",
        "origin": "newsroom",
        "repeats": "",
        "party": "",
        "entity": "RUS",
        "entity_name": "Russia",
        "period_start": DAY,
        "period_end": DAY,
        "vintage": dt.datetime(2025, 3, 9),
        "value": 100.0,
        "low": None,
        "high": None,
        "status": "estimate",
        "url": "",
        "basis": "",
        "known_after_days": 3,
        "recorded": False,
    }
    return StatedRow(**(found | changes))


@st.composite
def rows(draw: st.DrawFn) -> list[StatedRow]:
    """Rows of several definitions and origins, with or without either end, young and old."""

    def one(number: int) -> StatedRow:
        low, value, high = sorted(draw(st.lists(st.integers(0, 1000), min_size=3, max_size=3)))
        named = draw(st.sampled_from(["value", "low", "high", "both", "all"]))
        end = DAY - dt.timedelta(days=draw(st.integers(0, 40)))
        origin = draw(st.sampled_from("abc"))
        return row(
            who=f"Source {number}",
            counts=draw(st.sampled_from(["killed", "killed_wounded", "confirmed_by_name"])),
            origin=origin,
            repeats=draw(st.sampled_from(["", f"Origin {origin}"])),
            value=float(value) if named in ("value", "all") else None,
            low=float(low) if named in ("low", "both", "all") else None,
            high=float(high) if named in ("high", "both", "all") else None,
            period_start=end,
            period_end=end,
        )

    return [one(number) for number in range(draw(st.integers(1, 12)))]


@given(rows(), st.sampled_from([None, DAY]))
def test_every_source_stands_once_and_in_the_group_of_what_it_counts(
    found: list[StatedRow], day: dt.date | None
) -> None:
    shown = [(group.counts, each.who) for axis in axes(found, day) for group in axis.groups for each in group.stated]
    assert Counter(shown) == Counter((each.counts, each.who) for each in found)


@given(rows(), st.sampled_from([None, DAY]))
def test_a_band_holds_all_that_its_group_states_and_ends_at_something_stated(
    found: list[StatedRow], day: dt.date
) -> None:
    for group in (group for axis in axes(found, day) for group in axis.groups):
        current = [each for each in group.stated if not each.old]
        if group.band is None:
            assert current == []
            continue
        pairs = [stated_range(each) for each in current]
        named = {end for pair in pairs for end in pair if math.isfinite(end)}
        assert {group.band.low, group.band.high} <= named
        assert all(group.band.low <= end <= group.band.high for end in named)
        assert group.band.open_low == any(least == -math.inf for least, _ in pairs)
        assert group.band.open_high == any(most == math.inf for _, most in pairs)


@given(rows(), rows())
def test_what_counts_something_else_moves_no_band(found: list[StatedRow], others: list[StatedRow]) -> None:
    killed = [each for each in found if each.counts == "killed"] or [row()]
    apart = [each for each in others if each.counts != "killed"]
    bands = {group.counts: group.band for axis in axes([*killed, *apart], DAY) for group in axis.groups}
    ((alone,),) = [axis.groups for axis in axes(killed, DAY)]
    assert bands["killed"] == alone.band


@given(rows())
def test_an_origin_counts_once(found: list[StatedRow]) -> None:
    for group in (group for axis in axes(found, DAY) for group in axis.groups):
        current = [each for each in group.stated if not each.old]
        counted = [each for each in current if not each.again]
        assert group.origins == len(counted) == len({each.origin for each in current})
        assert {each.origin for each in counted} == {each.origin for each in current}
        for each in current:
            # Whoever repeats another is not counted in that one's place.
            same = [one for one in counted if one.origin == each.origin]
            assert not each.again or not (same[0].repeats and not each.repeats)


@given(rows())
def test_what_is_old_stands_last_and_is_older_than_its_series_allows(found: list[StatedRow]) -> None:
    for group in (group for axis in axes(found, DAY) for group in axis.groups):
        assert [each.old for each in group.stated] == sorted(each.old for each in group.stated)
        assert all(each.old == (each.age > 14) and not (each.old and each.again) for each in group.stated)


@given(rows())
def test_an_axis_reaches_from_zero_over_all_that_is_stated(found: list[StatedRow]) -> None:
    (axis,) = axes(found, DAY)
    low, high = axis_range(axis)
    named = [end for group in axis.groups for each in group.stated for end in stated_range(each) if math.isfinite(end)]
    assert low == 0 and low < high and all(low <= end <= high for end in named)


def test_without_a_day_each_definition_is_compared_for_its_own_newest() -> None:
    before = DAY - dt.timedelta(days=60)
    old = row(counts="confirmed_by_name", period_start=before, period_end=before)
    (axis,) = axes([row(), old])
    assert [(group.day, group.origins) for group in axis.groups] == [(DAY, 1), (before, 1)]
    (axis,) = axes([row(), old], DAY)
    assert [(group.day, group.band is None) for group in axis.groups] == [(DAY, False), (DAY, True)]


def titles(*found: StatedRow) -> list[str]:
    return [axis.title for axis in axes(found)]


def test_units_parts_and_spans_of_time_have_axes_of_their_own() -> None:
    tank = {"varies_by": "equipment", "unit": "items", "entity": "tank", "entity_name": "Tanks"}
    week = {"measures": "flow", "frequency": "W"}
    assert titles(row(), row(entity="other")) == ["persons"]
    assert titles(row(), row(**week)) == ["persons", "persons, in a week"]
    assert titles(row(**tank), row(**tank | {"entity": "gun", "entity_name": "Guns"})) == [
        "Tanks, items",
        "Guns, items",
    ]
    assert titles(row(varies_by="publisher", entity="a"), row(varies_by="publisher", entity="b")) == ["persons"]


def test_series_that_count_nothing_named_are_definitions_of_their_own() -> None:
    found = axes([row(series_id=name, title=name.title(), counts="") for name in ("gold", "silver")])
    assert [[group.words for group in axis.groups] for axis in found] == [["Gold", "Silver"]]


def only(axis: tuple[Axis, ...]):
    return axis[0].groups[0].stated[0]


def test_the_lag_is_the_usual_one_where_the_day_of_telling_is_not_known() -> None:
    told, recorded = only(axes([row()])), only(axes([row(recorded=True)]))
    assert (told.lag, told.usual) == (2, False) and (recorded.lag, recorded.usual) == (3, True)


def test_sides_in_words() -> None:
    assert sides(only(axes([row()]))) == "media, no side"
    party = {"kind": "government", "side": "Ukraine", "party": "a party to the war"}
    assert sides(only(axes([row(**party)]))) == "government, Ukraine, a party to the war"
    echo = party | {"side": "ally of Ukraine", "repeats": "General Staff"}
    said = "government, ally of Ukraine; repeats figures of General Staff, a party to the war"
    assert sides(only(axes([row(**echo)]))) == said
    # A ministry that states its own money is no party's word about losses.
    money = {"counts": "whole_fund", "side": "Russia", "kind": "government"}
    assert sides(only(axes([row(**money)]))) == "government, Russia"


def test_of_nothing_there_is_no_band() -> None:
    assert envelope([]) is None
