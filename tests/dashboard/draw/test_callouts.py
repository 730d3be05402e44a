import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import Drawing
from dashboard.draw import labels
from dashboard.draw.callouts import AWAY, Callout, across, figure_callouts
from dashboard.draw.frame import NARROW, WIDE, Frame, Room, frame, height_share
from tests.dashboard.samples import ARTICLE, MARCH, chart, days, drawing, series

ROOMS = pytest.mark.parametrize("room", [WIDE, NARROW], ids=["wide", "narrow"])
LINE = chart(series())


def drawn(values: list[float], *stated: tuple[int, float]) -> Drawing:
    """A line, and figures as (day of the line, value)."""
    said = tuple((str(n), f"The article: {value:g}", value) for n, (_, value) in enumerate(stated))
    about = tuple((str(n), *[MARCH + dt.timedelta(days=day)] * 2) for n, (day, _) in enumerate(stated))
    article = dataclasses.replace(ARTICLE, date=MARCH, figures=said, about=about)
    return drawing(LINE, days(values), View(), article)


def box(words: Callout, picture: Drawing, found: Frame, room: Room) -> labels.LabelBox:
    wide, high = labels.lines_width([words.layer.name], room.size), labels.lines_height([""], room.size)
    at = across(picture, words.day, found, room)
    left = {"left": at + AWAY, "right": at - AWAY - wide, "center": at - wide / 2}[words.anchor]
    return left, left + wide, words.middle - high / 2, words.middle + high / 2


# No chart has more than two figures of an article; three at one place have no room beside a phone's line.
@ROOMS
@settings(derandomize=True)
@given(
    values=st.lists(st.integers(0, 1000).map(float), min_size=2, max_size=40),
    stated=st.lists(
        st.tuples(st.integers(0, 39), st.integers(0, 1000).map(float)), min_size=1, max_size=2, unique=True
    ),
)
def test_words_stand_in_the_plot_and_apart(room: Room, values: list[float], stated: list[tuple[int, float]]) -> None:
    picture = drawn(values, *stated)
    found = frame(picture, room)
    boxes = [box(each, picture, found, room) for each in figure_callouts(picture, found, room)]
    assert len(boxes) == len(stated) and len(labels.clear_boxes(boxes)) == len(boxes)
    for left, right, bottom, top in boxes:
        assert left >= 0 and right <= room.width - found.left - found.right
        assert bottom >= 0 and top <= room.plot + 4


@ROOMS
@pytest.mark.parametrize("day", [0, 20, 39])
def test_words_are_clear_of_a_line_that_leaves_them_room(room: Room, day: int) -> None:
    picture = drawn([100.0] * 40, (day, 100.0), (day, 40.0))
    found = frame(picture, room)
    level = height_share(100.0, found.values, "linear") * room.plot
    for words in figure_callouts(picture, found, room):
        _, _, bottom, top = box(words, picture, found, room)
        assert level <= bottom or top <= level


def test_words_beside_their_sign_are_at_its_height() -> None:
    picture = drawn([0.0, 1.0] * 20, (20, 50.0))
    found = frame(picture, WIDE)
    (words,) = figure_callouts(picture, found, WIDE)
    assert (
        words.middle == pytest.approx(height_share(50.0, found.values, "linear") * WIDE.plot)
        and words.anchor == "right"
    )
