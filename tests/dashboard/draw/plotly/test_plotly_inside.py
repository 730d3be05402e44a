"""What dashboard/draw/plotly/plotly_inside.py takes for granted: which test fails says what to look at.

That a browser can choose a place on a line is tested in tests/browser/pages/test_where.py.
"""

import datetime as dt
import json
import re

import plotly.graph_objects as go
import plotly.io
import plotly.tools
import pytest

from dashboard.draw.plotly.plotly_inside import LOOK, PLACES, Spec, selectable, unvalidated
from tests.dashboard.test_streamlit_inside import scripts
from tests.test_layout import ROOT, files

# Classes in its document, and what it keeps with a chart.
NAME = re.compile(
    r"js-plotly-plot|main-svg|svg-container|modebar|hoverlayer|nsewdrag|legendtext|infolayer|(?:scatter|shape|grid|carto)layer"
    r"|_fullLayout|_fullData|calcdata|_hoverdata"
)


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


@pytest.mark.parametrize("name", sorted(set(NAME.findall(LOOK + PLACES))))
def test_its_document_has_every_name_that_we_know(name: str) -> None:
    assert name in scripts(), f"Plotly calls nothing {name} any more: look at plotly_inside.py and what lies beside it"


def test_one_module_with_its_style_and_script_knows_names_of_its_document() -> None:
    ours = [
        path
        for path in files()
        if path.suffix in (".py", ".css", ".js", ".html") and ROOT / "tests" not in path.parents
    ]
    known = {path.name for path in ours if NAME.search(path.read_text(encoding="utf-8"))}
    assert known == {"plotly_inside.py", "plotly_inside.js", "plotly.css"}
