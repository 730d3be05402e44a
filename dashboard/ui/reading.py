"""The values of charts in the browser: told in a line under each, by pointer, touch and arrow keys, without a rerun."""

from html import escape
from pathlib import Path

import streamlit as st

from dashboard.draw.plotly.plotly_inside import PLACES
from dashboard.streamlit_inside import BLOCKS

HERE = Path(__file__).parent / "listening"
_charts = st.components.v2.component(
    "charts",
    js=PLACES + BLOCKS + "".join((HERE / name).read_text(encoding="utf-8") for name in ("window.js", "charts.js")),
)


def listen(dark: bool) -> None:
    """What listens to all charts of a page; it shows nothing itself. When the device has another theme than `dark`, the
    page is run again."""
    _charts(key="charts", data={"dark": dark}, on_turned_change=_nothing)


def _nothing() -> None:
    """The run that follows is all that is wanted."""


def reading_line(chart_id: str, longest: str) -> str:
    """The line under a chart, as HTML, empty, and as high as the longest that it will tell."""
    return (
        f'<p class="ci ci-reading" data-longest="{escape(longest)}"><span id="reading-{escape(chart_id)}"></span></p>'
    )
