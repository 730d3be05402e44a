"""What stands above a plot in rows: the numbers of shades, and the article's day over them."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import Period
from dashboard.draw import labels
from dashboard.draw.plotly.figure import figure
from tests.dashboard.chart.test_drawing import CASES
from tests.dashboard.samples import ARTICLE, DAY, EVENTS, drawing


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=9).map(sorted))
def test_labels_of_one_row_never_overlap_and_use_few_rows(pairs: list[tuple[int, int]]) -> None:
    lefts, widths = [left for left, _ in pairs], [wide for _, wide in pairs]
    rows = labels.rows(lefts, widths)
    for number in set(rows):
        mine = [pair for pair, row in zip(pairs, rows, strict=True) if row == number]
        assert all(left + wide <= later for (left, wide), (later, _) in itertools.pairwise(mine))
    deepest = max((sum(a <= left < a + w for a, w in pairs[: n + 1]) for n, (left, _) in enumerate(pairs)), default=0)
    assert max(rows, default=-1) + 1 == deepest


def test_shades_are_numbered_above_the_plot_and_below_the_articles_day() -> None:
    info, data, _ = CASES["casualties"]
    spans = [(DAY(2025, 3, 1), DAY(2025, 3, 5)), (DAY(2025, 3, 1), DAY(2025, 3, 2)), (DAY(2025, 3, 7), None)]
    periods = [Period(start, end, "a stretch") for start, end in spans]
    window = View(chart=info.id, start=DAY(2025, 3, 1), end=DAY(2025, 3, 31))
    bare = figure(drawing(info, data, window, ARTICLE), dark=False)
    built = figure(drawing(info, data, replace(window, periods=True), ARTICLE, periods=periods), dark=False)
    lifts = {note.text: note.yshift for note in built.layout.annotations if note.yref == "paper" and note.y == 1}
    line = labels.lines_height([""], 13)
    assert lifts == {"<b>1</b>": 0, "<b>2</b>": line, "<b>3</b>": 0, "article appears": 2 * line}
    assert built.layout.margin.t - bare.layout.margin.t == built.layout.height - bare.layout.height == 2 * line


def test_no_lane_stands_where_the_articles_day_is_named() -> None:
    built = figure(drawing(*CASES["talks"], ARTICLE, EVENTS), dark=False)
    tops = {note.text: note.y for note in built.layout.annotations}
    assert tops.pop("article appears") == 0 and min(tops.values()) >= labels.lines_height([""], 13)
