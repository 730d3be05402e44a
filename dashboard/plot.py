"""A drawing as an interactive Plotly figure. Title and subtitle are the page's; the figure holds only the picture."""

import dataclasses
import datetime as dt
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import plotly.graph_objects as go

from dashboard import axes, labels
from dashboard.atlas import atlas
from dashboard.lanes import lanes
from dashboard.palette import Palette, palette, template
from dashboard.shapes import Drawing, Layer, Outline, Row
from dashboard.traces import traces
from dashboard.words import say

HEIGHT, NARROW_HEIGHT = 340, 290
NARROW_WIDTH = 350
# Beside a claim's card a chart is narrower than by itself.
LEAST_WIDTH = 560
TOP, BOTTOM, LEGEND = 22, 30, 22
GAP = 8
# What stays free between two labels at the right, so that they don't read as one.
BETWEEN = 5
NOWHERE: Mapping[str, Outline] = MappingProxyType({})
# A point's label shows its sign, since no line leads to it.
SIGNS = {"points": "○ ", "range": "| "}


def figure(drawing: Drawing, dark: bool, narrow: bool = False, outlines: Mapping[str, Outline] = NOWHERE) -> go.Figure:
    """The figure in the light or dark theme; `narrow`: for a page of about 350 pixels instead of 760.

    `outlines`: of a map, every country's shape.

    The drawing is trusted to be well formed, so Plotly's own validation, a hundred times slower, is left out.
    """
    colours, size = palette(dark), 12 if narrow else 13
    if not drawing.layers:
        spec = {"data": [], "layout": _empty(colours)}
    elif drawing.kind == "map":
        spec = atlas(drawing, colours, size, narrow, outlines)
    elif drawing.start is None or drawing.kind == "timeline":
        spec = lanes(drawing, colours, size, narrow)
    else:
        spec = {"data": traces(drawing, colours), "layout": _layout(drawing, colours, size, narrow)}
    spec["layout"] |= {"template": template(colours, size), "uirevision": drawing.chart}
    return go.Figure(spec, _validate=False)


def config() -> dict[str, bool]:
    """How st.plotly_chart shows every figure: filling its column, without buttons, leaving scrolling to the page."""
    return {"displayModeBar": False, "scrollZoom": False, "responsive": True, "displaylogo": False}


def _empty(colours: Palette) -> dict:
    nowhere = {"visible": False, "range": [0, 1]}
    words = {"text": "no data", "x": 0.5, "y": 0.5, "showarrow": False, "font": {"color": colours.quiet}}
    return {"height": 120, "xaxis": nowhere, "yaxis": nowhere, "annotations": [words]}


def _layout(drawing: Drawing, colours: Palette, size: int, narrow: bool) -> dict:
    low, high = axes.value_range(drawing)
    places = axes.ticks(low, high, drawing.scale, 4 if narrow else 5)
    words = axes.tick_words(places, drawing.unit, drawing.scale)
    plot = (NARROW_HEIGHT if narrow else HEIGHT) - TOP - BOTTOM
    barred = any(layer.kind == "bars" for layer in drawing.layers)
    ends = _ends(drawing, 13 if narrow else 18)
    left = labels.width(words, size) + GAP
    right = max((labels.width(lines, size) + GAP for _, lines in ends), default=0) + GAP
    # A legend only where direct labels can't stand: beside bars, or when they take too much of height or width.
    room = sum(labels.height(lines, size) + BETWEEN for _, lines in ends)
    legend = len(ends) > 1 and (barred or room > plot or (narrow and left + right > NARROW_WIDTH / 2))
    lower = BOTTOM + (LEGEND * (len(ends) if narrow else 1) if legend else 0)
    if legend or barred:
        ends, right = [], GAP
    elif _early(drawing, ends):
        right = GAP
    shades = _shade_rows(drawing, size, (NARROW_WIDTH if narrow else LEAST_WIDTH) - left - right)
    line = labels.height([""], size)
    above = line * (max(shades, default=-1) + 1)
    return {
        "height": TOP + above + plot + lower,
        "margin": {"t": TOP + above, "b": lower, "l": left, "r": right, "pad": 0},
        "xaxis": axes.time_axis(drawing, 4 if narrow else 7),
        "yaxis": {
            "type": drawing.scale,
            "range": [_placed(end, drawing.scale) for end in (low, high)],
            "tickvals": places,
            "ticktext": words,
        },
        "yaxis2": {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
        "hovermode": "closest" if barred else "x unified",
        "barmode": "relative" if drawing.kind == "stacked" else "group",
        "bargap": 0.25,
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "y": -BOTTOM / plot, "yanchor": "top"},
        "shapes": _shapes(drawing, colours),
        "annotations": [
            *_end_labels(drawing, ends, colours, size, plot, (low, high)),
            *_article_labels(drawing, colours, size, plot, (low, high), above),
            *_shade_labels(drawing, colours, size, [row * line for row in shades]),
        ],
    }


def _ends(drawing: Drawing, characters: int) -> list[tuple[Layer, list[str]]]:
    """Each member's last layer and its label's lines: its name, or its last value where the title names it already."""
    last = {
        layer.entity: layer
        for kinds in (("range",), ("points", "line", "step", "bars"))
        for layer in drawing.layers
        if layer.kind in kinds
    }
    if len(last) == 1:
        layer = next(iter(last.values()))
        return [(layer, [say(layer.rows[-1].y, drawing.unit, short=True)])] if layer.kind in ("line", "step") else []
    return [(layer, labels.wrap(SIGNS.get(layer.kind, "") + layer.name, characters)) for layer in last.values()]


def _early(drawing: Drawing, ends: Sequence[tuple[Layer, list[str]]]) -> bool:
    """Whether the only line ends long before the window does: it is labelled there, not at the margin."""
    return len(ends) == 1 and ends[0][0].rows[-1].x < drawing.end - (drawing.end - drawing.start) * 0.15


def _end_labels(
    drawing: Drawing,
    ends: Sequence[tuple[Layer, list[str]]],
    colours: Palette,
    size: int,
    plot: int,
    values: tuple[float, float],
) -> list[dict]:
    """Labels in the right margin, each beside the end of its line, moved apart where lines end close together."""
    heights = [labels.height(lines, size) + BETWEEN for _, lines in ends]
    early = _early(drawing, ends)
    wanted = [_share(_level(layer.rows[-1]), values, drawing.scale) * plot for layer, _ in ends]
    return [
        {
            "text": "<br>".join(lines),
            **({"x": layer.rows[-1].x} if early else {"xref": "paper", "x": 1}),
            "xanchor": "left",
            "xshift": GAP,
            "yref": "paper",
            "y": middle / plot,
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "font": {"color": colours.texts[layer.colour]},
        }
        for (layer, lines), middle in zip(ends, labels.spread(wanted, heights, 0, plot), strict=True)
    ]


def _shapes(drawing: Drawing, colours: Palette) -> list[dict]:
    """The article's figures as level lines, its day as a dotted upright one, stretches of time as shades."""
    shapes = []
    for layer in drawing.layers:
        row = layer.rows[0]
        if layer.kind == "hline":
            line = {"color": colours.lines[layer.colour], "width": 1.5}
            shapes.append(
                {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": row.y, "y1": row.y, "line": line}
                | {"layer": "below"}
            )
        if layer.kind == "vline":
            line = {"color": colours.quiet, "width": 1.2, "dash": "dot"}
            shapes.append({"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": row.x, "x1": row.x, "line": line})
        if layer.kind == "shade":
            ends = {"x0": row.x, "x1": layer.rows[-1].x, "yref": "paper", "y0": 0, "y1": 1}
            shade = {"fillcolor": colours.quiet, "opacity": 0.13, "line": {"width": 0}, "layer": "below"}
            shapes.append({"type": "rect", **ends, **shade})
    return shapes


def _article_labels(
    drawing: Drawing, colours: Palette, size: int, plot: int, values: tuple[float, float], above: int
) -> list[dict]:
    """The words at the article's lines: its figures on the side where they cover less data, its day above the plot.

    `above`: pixels over the plot that other words have.
    """
    levels = [layer for layer in drawing.layers if layer.kind == "hline"]
    data = dataclasses.replace(drawing, layers=tuple(layer for layer in drawing.layers if layer.kind != "hline"))
    shares = [_share(layer.rows[0].y, values, drawing.scale) for layer in levels]
    line = labels.height([""], size)
    middles = labels.spread([share * plot + line / 2 for share in shares], [line] * len(levels), 0, plot + GAP / 2)
    found = []
    for layer, share, middle in zip(levels, shares, middles, strict=True):
        free = {start: _clearance(data, values, share, start, start + 0.35) for start in (0.0, 0.65)}
        left = free[0.0] >= free[0.65]
        side = {"x": 0 if left else 1, "xanchor": "left" if left else "right", "xshift": 2 if left else -2}
        found.append(
            {"text": f"<b>{layer.name}</b>", "xref": "paper", "yref": "paper", "y": middle / plot, "yanchor": "middle"}
            | {"showarrow": False, "font": {"color": colours.texts[layer.colour]}, **side}
        )
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        day = layer.rows[0].x
        place = (day - drawing.start) / (drawing.end - drawing.start + dt.timedelta(days=1))
        side = "left" if place < 0.2 else "right" if place > 0.8 else "center"
        found.append(
            {"text": layer.name, "x": day, "xanchor": side, "yref": "paper", "y": 1, "yanchor": "bottom"}
            | {"yshift": above, "showarrow": False, "font": {"color": colours.quiet, "size": size - 1}}
        )
    return found


def _shade_rows(drawing: Drawing, size: int, pixels: float) -> list[int]:
    """In which row above a plot `pixels` wide each shade's number stands clear of the others, the lowest being 0."""
    days = (drawing.end - drawing.start).days or 1
    shades = [layer for layer in drawing.layers if layer.kind == "shade"]
    lefts = [(layer.rows[0].x - drawing.start).days / days * pixels for layer in shades]
    return labels.rows(lefts, [labels.width([layer.entity], size) + GAP / 2 for layer in shades])


def _shade_labels(drawing: Drawing, colours: Palette, size: int, lifts: Sequence[int]) -> list[dict]:
    """Each shade's number above its first day, `lifts` pixels over the plot; what it stands for is told below."""
    shades = [layer for layer in drawing.layers if layer.kind == "shade"]
    return [
        {"text": f"<b>{layer.entity}</b>", "x": layer.rows[0].x, "xanchor": "left", "yshift": lift}
        | {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
        | {"font": {"color": colours.quiet, "size": size - 1}}
        for layer, lift in zip(shades, lifts, strict=True)
    ]


def _clearance(drawing: Drawing, values: tuple[float, float], share: float, left: float, right: float) -> float:
    """How far data and levels between `left` and `right` stay from the height `share`; all as shares of the plot."""
    days = drawing.end - drawing.start + dt.timedelta(days=1)
    first, last = drawing.start + left * days, drawing.start + right * days
    levels = [
        _level(row)
        for layer in drawing.layers
        if layer.kind in ("line", "step", "points", "range", "bars", "hline")
        for row in layer.rows
        if row.x is None or first <= row.x <= last
    ]
    return min((abs(_share(level, values, drawing.scale) - share) for level in levels), default=1.0)


def _level(row: Row) -> float:
    """Where a row stands: its value, or without one the upper bound it has, or the lower."""
    return next(number for number in (row.y, row.high, row.low) if number is not None)


def _share(value: float, values: tuple[float, float], scale: str) -> float:
    """The height of a value as a share of the axis."""
    low, high, place = (_placed(number, scale) for number in (*values, value))
    return (place - low) / (high - low)


def _placed(value: float, scale: str) -> float:
    return math.log10(value) if scale == "log" else value
