import dataclasses
import datetime as dt
from typing import get_args

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.marks import COLOURS
from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import axes, labels
from dashboard.draw.events import MARK, SIGNS, SMALL, event_labels
from dashboard.draw.frame import NARROW, WIDE
from dashboard.draw.palette import LIGHT
from dashboard.draw.plotly.figure import figure
from dashboard.draw.plotly.traces import SYMBOLS
from dashboard.draw.signs import EventSign
from dashboard.draw.still import paper
from dashboard.draw.still.inline import still
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.pictures import drawn
from tests.dashboard.reading import parsed, texts
from tests.dashboard.samples import DAY, chart, days, drawing, series

FIRST = drawing(chart(series()), days([1.0, 2.0]), View())
EVENTS = st.lists(st.tuples(st.dates(DAY(2022, 1, 1), DAY(2026, 8, 1)), st.text("abc ", max_size=20)), max_size=40)


def marked(*events: tuple[dt.date, str], category: str = "war") -> Layer:
    rows = tuple(Row(day, None, None, None, "told", "final", label=label) for day, label in sorted(events))
    return Layer("marks", "War", category, "red", rows)


def over(*layers: Layer) -> Drawing:
    return dataclasses.replace(FIRST, start=DAY(2022, 1, 1), end=DAY(2026, 8, 1), layers=layers)


@given(EVENTS, st.integers(1, 3), st.integers(200, 900))
def test_words_at_events_never_overlap_and_stay_within_reach(
    events: list[tuple[dt.date, str]], lines: int, plot: int
) -> None:
    layer = marked(*events)
    picture = over(layer)
    found = event_labels(picture, [layer], 12, (0.0, plot + 20.0), lines, plot)
    start, end = picture.start, axes.last_day(picture)
    boxes = []
    for each in found:
        assert each.row.label and 0 <= each.line < lines
        place = (each.row.day - start).days / (end - start).days * plot
        wide = labels.lines_width([each.row.label], 12)
        left = place - MARK / 2 if each.anchor == "left" else place + MARK / 2 - wide
        boxes.append((left, left + wide, 10.0 * each.line, 10.0 * each.line + 9))
    assert all(left >= -0.01 and right <= plot + 20.01 for left, right, *_ in boxes)
    assert len(labels.clear_boxes(boxes)) == len(boxes)


def test_few_words_are_all_told_and_near_the_end_they_end_at_their_mark() -> None:
    layer = marked((DAY(2022, 3, 1), "Begun"), (DAY(2024, 3, 1), ""), (DAY(2026, 7, 28), "Near the end"))
    found = event_labels(over(layer), [layer], 12, (-MARK / 2, 700.0), 2, 700)
    assert [(each.row.label, each.anchor, each.line) for each in found] == [
        ("Begun", "left", 0),
        ("Near the end", "right", 0),
    ]


def test_every_category_has_a_sign_of_its_own_in_both_pictures(real_build: Build) -> None:
    names = charts.known_names(real_build).categories
    assert set(names) <= set(SIGNS) and len({SIGNS[name] for name in names}) == len(names)
    assert set(COLOURS.values()) | {"grey"} <= set(LIGHT.texts)
    for sign in get_args(EventSign):
        assert sign == "circle" or paper.SIGNS[sign]
        # Plotly refuses a name that it does not know.
        go.scatter.Marker(symbol=SYMBOLS[sign])
    # No value is drawn with any of them.
    assert not {"dash", "tick", "cross", "up", "down", "ring"} & set(get_args(EventSign))


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_events_that_matter_are_named_in_both_pictures(real_build: Build, narrow: bool) -> None:
    room = NARROW if narrow else WIDE
    for name in ("casualties", "key-rate", "events", "diplomacy"):
        view = View(chart=name, events=() if name in ("events", "diplomacy") else ("on",))
        picture = drawn(real_build, view)
        told = {row.label for layer in picture.layers if layer.kind == "marks" for row in layer.rows} - {""}
        shown = told & set(texts(parsed(still(picture, room).svg)))
        noted = told & {note.text for note in figure(picture, False, narrow).layout.annotations}
        # An interactive picture of a phone is laid out for the smallest one.
        assert (noted <= shown if narrow else noted == shown) and len(noted) >= 3, name
        assert {layer.name for layer in picture.layers if layer.kind == "marks"} <= set(
            texts(parsed(still(picture, room).svg))
        )


def test_events_without_words_are_small_beside_data_and_whole_in_lanes(real_build: Build) -> None:
    view = View(chart="key-rate", events=("on",))
    beside = [trace for trace in figure(drawn(real_build, view), False).data if trace.yaxis == "y2"]
    assert {size for trace in beside for size in trace.marker.size} == {MARK, SMALL}
    lanes = figure(drawn(real_build, View(chart="events")), False).data
    assert {size for trace in lanes for size in trace.marker.size} == {MARK}


def test_events_of_other_days_are_not_told_together(real_build: Build) -> None:
    picture = drawn(real_build, View(chart="key-rate", events=("on",)))
    rows = [row for layer in picture.layers if layer.kind == "marks" for row in layer.rows]
    days = {row.day: sum(len(each.text) for each in rows if each.day == row.day) for row in rows}
    told = figure(picture, False).layout.meta["longest"]
    without = figure(drawn(real_build, View(chart="key-rate")), False).layout.meta["longest"]
    # Each is told with its category.
    assert max(days.values()) <= len(told) - len(without) <= 2 * max(days.values())
