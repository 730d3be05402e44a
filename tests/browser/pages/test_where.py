"""A place on a line is chosen with a mouse: that Plotly lets it be, and Streamlit tells which it was."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from dashboard.streamlit_inside import DONE


def test_a_click_on_a_line_tells_where_that_number_comes_from(page: Callable[..., Page]) -> None:
    opened = page()
    opened.goto("/chart?chart=key-rate")
    opened.wait_for_selector(".js-plotly-plot .main-svg", state="attached")
    opened.wait_for_function(DONE)
    told = opened.locator(".ci-vintages")
    expect(told).to_have_count(0)
    box = opened.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    assert box
    opened.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # What is under the pointer is found before it can be chosen.
    expect(opened.locator("#reading-key-rate")).to_contain_text("%")
    opened.wait_for_function("document.querySelector('.js-plotly-plot')._hoverdata?.length > 0")
    opened.mouse.down()
    opened.mouse.up()
    expect(told.first).to_be_visible()
    expect(told.first).to_contain_text(re.compile(r"\d"))
