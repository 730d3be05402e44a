"""What stands below a chart when a reader points at it: every point that shows something says what and when."""

import pytest

from dashboard.address.view import View
from dashboard.chart.records import Row
from dashboard.draw.plotly.readings import longest, reading
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.ui.panel import plotted
from tests.dashboard.samples import DAY

WHEN = "2 March 2025"


@pytest.mark.parametrize(
    "text",
    [f"7 (5–9), {WHEN}", f"7 (5–9), {WHEN}, provisional", f"CSIS, {WHEN}: 7 (5–9)", f"{WHEN}: Talks begin", "7 (5–9)"],
)
def test_the_day_is_told_apart_from_the_value(text: str):
    when, words = reading(Row(DAY(2025, 3, 2), 7.0, 5.0, 9.0, text, "final", when=WHEN), "Losses: ", ", as known now")
    assert when == WHEN and WHEN not in words
    assert words.startswith("Losses: ") and words.endswith(", as known now") and ", :" not in words


def test_what_has_no_day_is_told_whole():
    assert reading(Row("DEU", 7.0, None, None, "Germany: 7, 2025", "final")) == ("", "Germany: 7, 2025")


def test_every_point_that_can_be_read_has_its_words(real_build: Build):
    for name in charts.chart_ids(real_build):
        made = plotted(real_build, View(chart=name, events=("on",)), False, False).to_dict()
        assert made["layout"]["meta"]["reading"] in ("day", "row", "mark", "area")
        tested = 0
        for trace in made["data"]:
            assert "hovertemplate" not in trace, "Plotly would draw its own box"
            if "customdata" not in trace:
                assert trace.get("hoverinfo") == "skip" or trace["x"] == [None], name
                continue
            assert trace["hoverinfo"] == "none"
            for when, words in filter(None, trace["customdata"]):
                assert words and (not when or f", {when}" not in words), (name, words)
                tested += 1
        assert tested, name


def test_the_room_of_the_line_is_that_of_its_longest():
    data = [
        {"customdata": [("2024", "A: 1"), None, ("2025", "A: 1,000")]},
        {"customdata": [("2025", "B: 2")]},
        {"hoverinfo": "skip"},
    ]
    assert longest(data, True) == "■ A: 1,000, 2025 ■ B: 2, 2025"
    assert longest(data, False) == "■ A: 1,000, 2025"
