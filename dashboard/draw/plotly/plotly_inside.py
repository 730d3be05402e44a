"""What we lean on of Plotly's insides: a figure that is taken as it is, which points a reader can choose, and where
they stand in a browser.

tests/dashboard/draw/plotly/test_plotly_inside.py tells what broke when its version, or Streamlit's, changes.
"""

from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.palette import faded

# What Plotly reads: objects of JSON, with days as they come.
Spec = dict[str, Any]
# The sign of a place that was chosen on a line, in pixels.
CHOSEN = 10
HERE = Path(__file__).parent
# In a browser's document: a chart, and what is in one that has been drawn.
PLOT, DRAWN = ".js-plotly-plot", ".main-svg"
LOOK = (HERE / "plotly.css").read_text(encoding="utf-8")
# In the browser: both names, and `places`, what stands where in a chart.
PLACES = f'const PLOT = "{PLOT}", DRAWN = "{DRAWN}"\n' + (HERE / "plotly_inside.js").read_text(encoding="utf-8")


def unvalidated(spec: Spec) -> go.Figure:
    """A figure of keys `data` and `layout`, whose values are trusted; `spec` is used up.

    Raises ValueError for a key that no trace has.
    Plotly's validation of values is a hundred times slower, and Streamlit validates whatever is no figure yet.
    """
    return go.Figure(spec, _validate=False)


def selectable(made: go.Figure) -> go.Figure:
    """The figure with points that can be chosen: Plotly chooses signs and bars, never places of a bare line.

    What is chosen on a line is shown; nothing else fades. Dragging does what it does without.
    """
    found = made.to_dict()
    layout = found["layout"] | {"dragmode": "zoom"}
    return unvalidated({"data": [_selectable(trace) for trace in found["data"]], "layout": layout})


def zoomable(made: go.Figure) -> go.Figure:
    """The figure over which a stretch of its axis of time can be dragged; `meta` says so (`window`)."""
    found = made.to_dict()
    layout, meta = found["layout"], found["layout"]["meta"]
    across = layout["xaxis"] | {"fixedrange": False}
    return unvalidated(
        found | {"layout": layout | {"dragmode": "zoom", "xaxis": across, "meta": meta | {"window": True}}}
    )


def _selectable(trace: Spec) -> Spec:
    if trace.get("hoverinfo") == "skip":
        return trace
    plain: Spec = {"unselected": {"marker": {"opacity": 1}}}
    if trace["type"] == "bar":
        bar = trace["marker"]
        # A common opacity of what is not chosen would make pale bars full.
        colours = [faded(bar["color"], share) for share in bar["opacity"]]
        return trace | {"marker": {"color": colours, "line": bar["line"]}} | plain
    if trace.get("mode") == "lines" and "fill" not in trace:
        marker = {"opacity": 0, "size": CHOSEN, "color": trace["line"]["color"]}
        signs = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 0}}}
        return trace | {"mode": "lines+markers", "marker": marker} | signs
    return trace | plain if "markers" in trace.get("mode", "") else trace
