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


def traced(days: dict[str, str], **rest: object) -> dict:
    """A trace that says of each day: the day, and these words."""
    return {"type": "scatter", "x": [*days], "customdata": [*days.items()], **rest}


LINE = traced({"2025-01-01": "A: 1", "2025-03-01": "A: 1,000"}, mode="lines")


def test_the_room_of_the_line_is_that_of_the_longest_that_is_told_together():
    quiet = {"type": "scatter", "x": ["2025-03-01"], "hoverinfo": "skip"}
    far = traced({"2026-03-01": "B: a long way off"}, mode="markers")
    assert longest([LINE, quiet], 5.0) == "2025-03-01 ■ A: 1,000"
    assert longest([LINE, far], 5.0) == "2026-03-01 ■ B: a long way off"
    assert longest([LINE, far], None) == "2026-03-01 ■ B: a long way off"
    near = traced({"2025-03-04": "B: near"}, mode="markers")
    assert longest([LINE, near], 5.0) == "2025-03-01 ■ A: 1,000 ■ B: near, 2025-03-04"
    # Between its values a line is read, and an event at its own day alone.
    assert longest([LINE, traced({"2025-02-01": "B: "}, mode="markers")], 5.0).count("■") == 2
    # Of a step what holds, of a line what is nearer.
    late = traced({"2025-02-27": "B: long enough for any line"}, mode="markers")
    step = LINE | {"line": {"shape": "hv"}}
    assert "A: 1,000" in longest([LINE, late], 5.0) and "A: 1, 2025-01-01" in longest([step, late], 1.0)
    event = traced({"2025-03-02": "War: it begins", "2025-02-27": "War: much is said"}, mode="markers", yaxis="y2")
    assert longest([LINE, event], 5.0).count("War") == 1


def test_what_all_say_of_one_day_has_it_once():
    bars = [traced({"2025-03-01": f"{name}: 1"}) | {"type": "bar"} for name in "AB"]
    assert longest(bars, 5.0) == "2025-03-01 ■ A: 1 ■ B: 1"


def test_a_map_and_bars_in_rows_are_read_one_by_one():
    area = {"type": "scatter", "customdata": [("2024", "Poland: 1 million")]}
    assert longest([area, area], None) == "2024 ■ Poland: 1 million"
