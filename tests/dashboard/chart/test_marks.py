import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.marks import chosen_events, event_layers, shades, shades_note, wanted
from dashboard.chart.records import Layer, Period
from dashboard.draw.plotly.figure import figure
from tests.dashboard.samples import ARTICLE, DAY, EVENTS, chart, days, drawing, frame, month, series

WAR = Period(DAY(2022, 2, 24), None, "The war")
PAUSE = Period(DAY(2025, 3, 3), DAY(2025, 3, 11), "Aid paused")
SHORT = Period(DAY(2025, 3, 2), DAY(2025, 3, 2), "One day")
PERIODS = st.builds(
    lambda ends, held: Period(min(ends), max(ends) if held else None, "a stretch"),
    st.tuples(st.dates(), st.dates()),
    st.booleans(),
)
WINDOWS = st.tuples(st.dates(), st.dates()).map(sorted)


def ends(drawn: Layer) -> tuple[dt.date, dt.date]:
    first, last = drawn.rows
    return first.x, last.x


@given(st.lists(PERIODS), WINDOWS)
def test_shades_are_cut_to_the_window_and_those_outside_left_out(periods: list, window: list) -> None:
    start, end = window
    drawn = shades(periods, start, end)
    inside = [period for period in periods if period.start <= end and (period.end is None or period.end >= start)]
    assert [each.entity for each in drawn] == [str(number + 1) for number in range(len(inside))]
    for each, period in zip(drawn, inside, strict=True):
        first, last = ends(each)
        assert start <= first <= last <= end
        # Cut where the window begins or ends, and nowhere else.
        assert first == (period.start if period.start > start else start)
        assert last == (period.end if period.end and period.end < end else end)


def test_a_shade_says_its_whole_stretch_however_it_is_cut() -> None:
    drawn = shades([WAR, PAUSE, SHORT], DAY(2025, 3, 5), DAY(2025, 12, 31))
    assert [(each.kind, each.name, ends(each)) for each in drawn] == [
        ("shade", "The war (24 February 2022 to now)", (DAY(2025, 3, 5), DAY(2025, 12, 31))),
        ("shade", "Aid paused (3 March 2025 to 11 March 2025)", (DAY(2025, 3, 5), DAY(2025, 3, 11))),
    ]
    assert shades_note(drawn) == (
        "Shaded: 1, The war (24 February 2022 to now) and 2, Aid paused (3 March 2025 to 11 March 2025)."
    )


def test_a_stretch_touches_the_window_on_its_first_and_last_day() -> None:
    assert [ends(each) for each in shades([PAUSE], DAY(2025, 3, 11), DAY(2025, 4, 1))] == [(DAY(2025, 3, 11),) * 2]
    assert [ends(each) for each in shades([PAUSE], DAY(2025, 1, 1), DAY(2025, 3, 3))] == [(DAY(2025, 3, 3),) * 2]
    assert shades([PAUSE], DAY(2025, 3, 12), DAY(2025, 4, 1)) == []
    assert shades_note([]) == "No stretch of time that could be shaded lies in this window."


def test_events_are_those_of_the_window_and_of_the_categories_named_in_order_of_time() -> None:
    def titles(view: View, start: dt.date | None = None, end: dt.date | None = None) -> list[str]:
        return [event.title for event in chosen_events(EVENTS, view, start, end)]

    both = ["A meeting in London", "The Commission presents a plan"]
    assert titles(View()) == titles(View(events=("on",))) == titles(View(events=("diplomacy", "defence"))) == both
    assert titles(View(events=("defence",))) == both[1:]
    assert titles(View(events=("war",))) == []
    assert titles(View(), start=DAY(2025, 3, 3)) == titles(View(), start=DAY(2025, 3, 4)) == both[1:]
    assert titles(View(), end=DAY(2025, 3, 2)) == both[:1]
    assert chosen_events(EVENTS.iloc[:0], View(), None, None) == []


@given(st.lists(st.sampled_from(["war", "diplomacy", "on"]), unique=True), st.sampled_from(["war", "diplomacy"]))
def test_a_category_is_wanted_when_it_is_named_or_none_is(events: list[str], category: str) -> None:
    asked = tuple(events)
    assert wanted(category, View(events=asked)) == (asked in ((), ("on",)) or category in asked)


def test_a_lane_for_each_category_in_the_order_of_its_first_event() -> None:
    found = event_layers(chosen_events(EVENTS, View(), None, None))
    assert [(each.name, each.entity, each.kind, len(each.rows)) for each in found] == [
        ("Diplomacy", "diplomacy", "marks", 1),
        ("Defence", "defence", "marks", 1),
    ]
    # Only the first letter: NATO stays NATO.
    assert [each.name for each in event_layers(chosen_events(EVENTS.assign(category="NATO"), View(), None, None))] == [
        "NATO"
    ]
    assert event_layers([]) == []


def test_a_way_of_checking_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError, match="hearsay"):
        chosen_events(EVENTS.assign(verified="hearsay"), View(), None, None)


TALKS = chart(id="talks", title="Talks", kind="timeline")


def test_a_timeline_draws_just_the_lanes_that_its_view_names() -> None:
    for asked, names in (((), ["Diplomacy", "Defence"]), (("defence",), ["Defence"]), (("war",), [])):
        drawn = drawing(TALKS, frame(), View(events=asked), ARTICLE, EVENTS)
        assert [each.name for each in drawn.layers if each.kind == "marks"] == names
    assert drawn.notes == ("Nothing is drawn: no source held has data for this window.",)


def test_a_chart_marks_only_events_of_the_categories_named() -> None:
    info, data = chart(series()), days([1.0] * 10)
    for asked, number in ((("on",), 2), (("defence",), 1), (("war",), 0), ((), 0)):
        drawn = drawing(info, data, View(events=asked), None, EVENTS)
        assert sum(len(each.rows) for each in drawn.layers if each.kind == "marks") == number


def test_shades_are_drawn_only_when_asked_for_and_are_told() -> None:
    info, data = chart(series()), days([1.0] * 10)
    assert "shade" not in {each.kind for each in drawing(info, data, View(), periods=[WAR]).layers}
    drawn = drawing(info, data, View(periods=True), periods=[WAR, PAUSE])
    assert [ends(each) for each in drawn.layers if each.kind == "shade"] == [
        (DAY(2025, 3, 1), DAY(2025, 3, 10)),
        (DAY(2025, 3, 3), DAY(2025, 3, 10)),
    ]
    assert drawn.notes[-1].startswith("Shaded: 1, The war")
    early = drawing(info, data, View(periods=True), periods=[Period(DAY(1999, 1, 1), DAY(1999, 2, 1), "Long ago")])
    assert early.notes == (shades_note([]),)
    assert drawing(info, frame(), View(periods=True), periods=[WAR]).layers == ()


def test_a_shade_is_a_rectangle_from_its_first_to_its_last_day_with_its_number() -> None:
    data = frame(*(month(2025, n, 10.0 + n) for n in range(1, 7)))
    info = chart(series(frequency="M", measures="level"))
    layout = figure(drawing(info, data, View(periods=True), periods=[WAR, PAUSE]), dark=False).to_dict()["layout"]
    rectangles = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    assert [(shape["x0"], shape["x1"]) for shape in rectangles] == [
        (DAY(2025, 1, 31), DAY(2025, 6, 30)),
        (PAUSE.start, PAUSE.end),
    ]
    assert all(
        (shape["yref"], shape["y0"], shape["y1"], shape["layer"]) == ("paper", 0, 1, "below") for shape in rectangles
    )
    numbers = [label for label in layout["annotations"] if label["text"] in ("<b>1</b>", "<b>2</b>")]
    assert [(label["text"], label["x"]) for label in numbers] == [
        ("<b>1</b>", DAY(2025, 1, 31)),
        ("<b>2</b>", PAUSE.start),
    ]


def test_a_timeline_says_nothing_of_shades_since_it_draws_none() -> None:
    drawn = drawing(TALKS, frame(), View(periods=True), ARTICLE, EVENTS, [WAR])
    assert "shade" not in {each.kind for each in drawn.layers}
    assert not any("Shaded" in note for note in drawn.notes)


def test_days_may_be_timestamps() -> None:
    stamped = EVENTS.assign(day=pd.to_datetime(EVENTS["day"]))
    assert chosen_events(stamped, View(), None, None) == chosen_events(EVENTS, View(), None, None)
