"""What dashboard/draw/plotly/plotly_inside.py takes for granted: which test fails says what to look at.

That a browser can choose a place on a line is tested in tests/browser/pages/test_where.py.
"""

import datetime as dt
import json

import plotly.graph_objects as go
import plotly.io
import plotly.tools
import pytest

from dashboard.draw.plotly.plotly_inside import Spec, selectable, unvalidated


def refused() -> Spec:
    """A specification with values that Plotly's validation would refuse."""
    trace = {"type": "scatter", "x": [dt.date(2025, 3, 7)], "y": [1.0], "mode": "nonsense"}
    return {"data": [trace], "layout": {"hovermode": "nonsense", "template": {}}}


def test_values_of_a_figure_are_taken_as_they_are() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        go.Figure(refused())
    said = "Plotly validates or changes a figure: look at plotly_inside.unvalidated"
    assert unvalidated(refused()).to_dict() == refused(), said


def test_streamlit_sends_a_figure_as_it_is() -> None:
    taken = plotly.tools.return_figure_from_figure_or_data(unvalidated(refused()), True)
    sent = json.loads(plotly.io.to_json(taken, validate=False))
    trace = refused()["data"][0] | {"x": ["2025-03-07"]}
    assert sent == {"data": [trace], "layout": refused()["layout"]}, "look at what st.plotly_chart does with a figure"


def test_bars_and_signs_can_be_chosen_and_a_line_gets_signs_that_are_not_seen() -> None:
    marker = {"color": "#0f766e", "opacity": [1, 0.5], "line": {"width": 0}}
    bar, line, sign, silent = selectable(
        unvalidated(
            {
                "data": [
                    {"type": "bar", "marker": marker},
                    {"type": "scatter", "mode": "lines", "line": {"color": "#0f766e"}},
                    {"type": "scatter", "mode": "markers"},
                    {"type": "scatter", "mode": "lines", "hoverinfo": "skip"},
                ],
                "layout": {},
            }
        )
    ).to_dict()["data"]
    assert bar["marker"]["color"] == ["rgba(15,118,110,1)", "rgba(15,118,110,0.5)"] and "opacity" not in bar["marker"]
    assert line["mode"] == "lines+markers" and line["marker"]["opacity"] == 0
    assert line["selected"]["marker"]["opacity"] == 1 and line["unselected"]["marker"]["opacity"] == 0
    assert sign["unselected"]["marker"]["opacity"] == 1 and silent == {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
    }
