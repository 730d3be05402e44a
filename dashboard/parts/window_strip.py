"""The strip under a chart along time: all of its course, small, with two handles for the first and the last day shown.

`ui/listening/window.js` moves them. Only what no window changes stands in it: so it stays as it is, and keeps the
focus, whatever window is chosen.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from dashboard.address.view import Show, View
from dashboard.chart.records import Drawing, Layer
from dashboard.draw.frame import axis_value
from dashboard.parts.sparkline import LINE, QUIET
from dashboard.record.build import Build, kept
from dashboard.views.pictures import drawings

WIDTH, HIGH, EDGE = 600, 30, 3
# So many places of one layer are drawn.
POINTS = 150
# Layers that are a course of values; others stand by themselves.
COURSES = ("line", "step")
SHOWN = (*COURSES, "bars", "points", "marks")


@kept(64)
def window_strip(build: Build, view: View) -> str:
    """The strip as HTML; empty for a view that is not along time, or shows nothing in its chart's own window."""
    shown = drawings(build, replace(view, start=None, end=None, events=(), periods=False, article="", show=Show.CHART))
    begins, ends = shown[0].start, shown[0].end
    if begins is None or ends is None or not any(picture.layers for picture in shown):
        return ""
    # A link may name days before and after all that the chart shows by itself.
    first, last = min(begins, view.start or begins, view.end or begins), max(ends, view.end or ends, view.start or ends)
    own = f'data-begins="{begins}" data-ends="{ends}" data-first="{first}" data-last="{last}"'
    days = (last - first).days
    handles = "".join(
        f'<input type="range" min="0" max="{days}" value="{value}" aria-label="{label}" aria-valuetext="{day}">'
        for label, value, day in (("From", (begins - first).days, begins), ("To", (ends - first).days, ends))
    )
    return (
        f'<div class="ci ci-window" role="group" aria-label="Window" {own}><div class="ci-strip">'
        f'{_picture(shown, first, last)}<span class="ci-span"></span>{handles}</div>'
        '<p><span class="ci-soft ci-days"></span><button type="button" data-whole hidden>Whole period</button>'
        '<button type="button" data-full>Full screen</button></p><a hidden data-here>This window</a></div>'
    )


def _picture(shown: tuple[Drawing, ...], first: dt.date, last: dt.date) -> str:
    """All panes over each other, each as high as the strip, as an image: Streamlit strips inline SVG from HTML."""
    paths = "".join(_path(layer, d) for picture in shown for layer, d in _courses(picture, first, last))
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HIGH}" preserveAspectRatio="none">{paths}</svg>'
    )
    return f'<img alt="" src="data:image/svg+xml,{quote(root, safe=" =/:")}">'.replace("'", "%27")


def _path(layer: Layer, d: str) -> str:
    colour, width = (LINE, 1.5) if layer.kind in COURSES else (QUIET, 2.5)
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _courses(picture: Drawing, first: dt.date, last: dt.date) -> Iterator[tuple[Layer, str]]:
    """Each layer with its places as the path of an SVG: a course joined, other places by themselves."""
    layers = [layer for layer in picture.layers if layer.kind in SHOWN]
    values = [axis_value(row.y, picture.scale) for layer in layers for row in layer.rows if row.y is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    span, days = (high - low) or 1.0, (last - first).days or 1
    for layer in layers:
        rows = layer.rows[:: max(1, len(layer.rows) // POINTS)]
        rows = rows if rows[-1] is layer.rows[-1] else (*rows, layer.rows[-1])
        places = [
            (
                WIDTH * (row.day - first).days / days,
                HIGH
                - EDGE
                - (HIGH - 2 * EDGE) * ((axis_value(row.y, picture.scale) if row.y is not None else low) - low) / span,
            )
            for row in rows
        ]
        yield layer, _joined(places) if layer.kind in COURSES else "".join(f"M{x:.0f} {y:.0f}h0" for x, y in places)


def _joined(places: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.1f}" for x, y in places)
