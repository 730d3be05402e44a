import dataclasses
import datetime as dt
from typing import get_args

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.marks import COLOURS, LABELLED, NAMED, OTHER
from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw import axes, labels
from dashboard.draw.events import MARK, SIGNS, SMALL, event_labels, mark_rows, marked_rows
from dashboard.draw.frame import WIDE, Room
from dashboard.draw.palette import LIGHT
from dashboard.draw.plotly.events import NOTCH_SIZE, SYMBOLS
from dashboard.draw.plotly.figure import PHONE, figure
from dashboard.draw.signs import EventSign
from dashboard.draw.still import paper
from dashboard.draw.still.inline import ROOMS, still
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.pictures import drawn
from tests.dashboard.reading import boxes, overlapping, parsed, texts
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


def test_what_matters_more_takes_the_room_first() -> None:
    weights = {"Early": OTHER, "Named": NAMED, "Late": LABELLED}
    days = (DAY(2025, 3, 1), DAY(2025, 3, 20), DAY(2025, 4, 10))
    rows = tuple(
        Row(day, None, None, None, "told", "final", label=label, weight=weight)
        for day, (label, weight) in zip(days, weights.items(), strict=True)
    )
    layer = Layer("marks", "War", "war", "red", rows)
    for lines, plot, told in ((2, 700, ["Named"]), (1, 2500, ["Early", "Named"]), (2, 2500, [*weights])):
        found = event_labels(over(layer), [layer], 12, (0.0, plot), lines, plot)
        assert [each.row.label for each in found] == told
    named = [each for each in found if each.row.label == "Named"]
    marks = marked_rows(over(layer), [layer], named, 1800)
    assert marks == {rows[1]: MARK, rows[0]: SMALL, rows[2]: SMALL}
    assert marked_rows(over(layer), [layer], named, 300) == {rows[1]: MARK}
    assert mark_rows(over(layer), layer, named, 300) == [1, 0, 2]


def test_events_of_an_articles_checks_weigh_most(real_build: Build) -> None:
    picture = drawn(real_build, View(chart="events"))
    weights = {row.label or row.text: row.weight for layer in picture.layers for row in layer.rows}
    assert weights["ReArm Europe"] == weights["Invasion"] == NAMED
    assert weights["Anchorage"] == LABELLED
    assert {weight for told, weight in weights.items() if told.startswith("13 February 2026")} == {OTHER}


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
    # An interactive picture of a phone is laid out for the smallest one.
    room = PHONE if narrow else WIDE
    for name in ("casualties", "key-rate", "events", "diplomacy"):
        view = View(chart=name, events=() if name in ("events", "diplomacy") else ("on",))
        picture = drawn(real_build, view)
        told = {row.label for layer in picture.layers if layer.kind == "marks" for row in layer.rows} - {""}
        shown = told & set(texts(parsed(still(picture, room).svg)))
        noted = told & {note.text for note in figure(picture, False, narrow).layout.annotations}
        assert noted == shown and len(noted) >= 3, name
        assert {layer.name for layer in picture.layers if layer.kind == "marks"} <= set(
            texts(parsed(still(picture, room).svg))
        )


def test_events_without_words_are_small_beside_data_and_whole_in_lanes(real_build: Build) -> None:
    view = View(chart="key-rate", events=("on",))
    beside = [trace for trace in figure(drawn(real_build, view), False).data if trace.yaxis == "y2"]
    sizes = [
        (size, symbol == "line-ns")
        for trace in beside
        for size, symbol in zip(trace.marker.size, trace.marker.symbol, strict=True)
    ]
    assert {*sizes} == {(MARK, False), (SMALL, False), (NOTCH_SIZE, True)}
    lanes = figure(drawn(real_build, View(chart="events")), False).data
    assert {size for trace in lanes for size in trace.marker.size} == {MARK}


def test_events_of_other_days_are_not_told_together(real_build: Build) -> None:
    picture = drawn(real_build, View(chart="key-rate", events=("on",)))
    rows = [row for layer in picture.layers if layer.kind == "marks" for row in layer.rows]
    told = figure(picture, False).layout.meta["longest"]
    heard = {row.day for row in rows if row.text.partition(": ")[2] in told}
    assert len(heard) == 1
    assert all(row.text.partition(": ")[2] in told for row in rows if row.day in heard)


def crowded_views(build: Build) -> list[View]:
    """Every chart along time with its events, whole and of the year that has most of them."""
    year = {"start": DAY(2025, 1, 1), "end": DAY(2025, 12, 31)}
    kinds = {name: charts.chart_info(build, name).kind for name in charts.chart_ids(build)}
    return [
        View(name, **window, events=() if kind == "timeline" else ("on",))
        for name, kind in kinds.items()
        if kind in ("time", "stacked", "timeline")
        for window in ({}, year)
    ]


def touching(found: list[tuple[float, float, float]]) -> list[tuple[int, int]]:
    """Pairs of marks, each with its middle and size, between which less than a pixel is free."""
    return [
        (number, place)
        for number, (x, y, size) in enumerate(found)
        for place, (across, down, large) in enumerate(found[:number])
        if max(abs(x - across), abs(y - down)) < (size + large) / 2 + 1
    ]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_no_marks_of_any_chart_touch(real_build: Build, narrow: bool) -> None:
    room, seen = PHONE if narrow else WIDE, 0
    for view in crowded_views(real_build):
        picture = drawn(real_build, view)
        made = figure(picture, False, narrow)
        marks = [trace for trace in made.data if picture.kind == "timeline" or trace.yaxis == "y2"]
        if not marks:
            continue
        side, first = made.layout.margin, picture.span[0]
        pixels = (room.width - side.l - side.r) / (axes.last_day(picture) - first).days
        found = [
            ((dt.date.fromisoformat(x) - first).days * pixels, y, size)
            for trace in marks
            for x, y, size, symbol in zip(trace.x, trace.y, trace.marker.size, trace.marker.symbol, strict=True)
            if symbol != "line-ns"
        ]
        seen += len(found)
        assert touching(found) == [], view
    assert seen > 1000


@pytest.mark.parametrize("room", [*ROOMS.values(), PHONE], ids=["page", "narrow", "phone"])
def test_no_marks_and_no_words_of_any_still_picture_touch(
    real_build: Build, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[float, float, float]] = []
    signs = paper.signs

    def noted(sheet: paper.Paper, at: list[tuple[float, float]], sign: str, size: float, fill: paper.Fill) -> None:
        found.extend((x, y, size) for x, y in at if sign != "tick")
        signs(sheet, at, sign, size, fill)

    monkeypatch.setattr("dashboard.draw.still.rows.signs", noted)
    for view in crowded_views(real_build):
        picture = drawn(real_build, view)
        if not picture.layers:
            continue
        found.clear()
        root = parsed(still(picture, room).svg)
        assert touching(found) == [], view
        told = {row.label for layer in picture.layers if layer.kind == "marks" for row in layer.rows} - {""}
        assert overlapping([each for each in boxes(root) if each.text in told]) == [], view
