"""Drawings without a value axis in time, as Plotly figures: bars beside categories, and events in lanes."""

import datetime as dt

from dashboard.chart.records import Drawing, Layer, Row, sure
from dashboard.draw import axes, depths, labels
from dashboard.draw.depths import BAR, BOTTOM, SIDE, TOP
from dashboard.draw.frame import NARROW, WIDE, most_ticks
from dashboard.draw.palette import Palette
from dashboard.draw.plotly.traces import bar_marker, iso_days, observed
from dashboard.draw.signs import base, length
from dashboard.say import ticks


def lanes_figure(drawing: Drawing, colours: Palette, size: int, narrow: bool) -> dict:
    """Data and layout of a figure whose vertical axis counts pixels downwards."""
    draw = _timeline if drawing.kind == "timeline" else _beside
    return draw(drawing, colours, size, narrow)


def _beside(drawing: Drawing, colours: Palette, size: int, narrow: bool) -> dict:
    """One bar below another, each under its name and its value in words. Without a value it spans its bounds."""
    low, high = axes.value_range(drawing)
    places = ticks(low, high, drawing.scale, 3 if narrow else 6)
    words = axes.tick_words(places, drawing.unit, drawing.scale)
    levels = [layer for layer in drawing.layers if layer.kind == "hline"]
    bars, depth = depths.bar_depths(drawing, size, 44 if narrow else 100)
    annotations = [_above("<br>".join([*(f"<b>{line}</b>" for line in bar.name), *bar.text]), bar.top) for bar in bars]
    data = [_bar(bar.layer, bar.row, bar.depth, colours) for bar in bars]
    shapes = []
    for number, layer in enumerate(levels):
        value = sure(layer.rows[0].y)
        share = (value - low) / (high - low)
        top = number * labels.lines_height([""], size)
        shapes.append(_upright(value, top, depth, {"color": colours.lines[layer.colour], "width": 1.5}))
        words_at = {"x": value, "xanchor": "left" if share < 0.5 else "right", "xshift": 4 if share < 0.5 else -4}
        font = {"color": colours.texts[layer.colour]}
        annotations.append(_above(f"<b>{layer.name}</b>", top) | {"xref": "x", "font": font, **words_at})
    across = {"range": [low, high], "tickvals": places, "ticktext": words, "showgrid": True, "gridcolor": colours.rule}
    # Half of the last tick's label stands beyond its line; one that does not fit would be left out.
    right = max(SIDE, labels.lines_width(words[-1:], size) // 2)
    return {"data": data, "layout": _frame(depth, across, shapes, annotations, right)}


def _bar(layer: Layer, row: Row, depth: float, colours: Palette) -> dict:
    trace = {
        "type": "bar",
        "orientation": "h",
        "name": layer.name,
        "y": [depth],
        "x": [length(row)],
        "base": [base(row)],
        "width": [BAR],
        "marker": bar_marker([row], colours.lines[layer.colour]),
        "text": [row.text],
        "textposition": "none",
        "customdata": [observed(layer, row)],
        "hovertemplate": f"{row.x}: %{{text}}<extra></extra>",
    }
    if row.y is not None and row.low is not None and row.high is not None:
        ends = {"array": [row.high - row.y], "arrayminus": [row.y - row.low]}
        trace["error_x"] = {"type": "data", **ends, "color": colours.ink, "thickness": 1.2}
    return trace


def _timeline(drawing: Drawing, colours: Palette, size: int, narrow: bool) -> dict:
    """Events as marks on one level a category, under its name; open where the source page was not read."""
    annotations, data, shapes = [], [], []
    lanes, depth = depths.lane_depths(drawing, size)
    for layer, top, middle in lanes:
        # On a phone the article's day may run through the name.
        annotations.append(_above(f"<b>{layer.name}</b>", top) | {"bgcolor": colours.page})
        line = {"color": colours.rule, "width": 1}
        across = {"xref": "paper", "x0": 0, "x1": 1, "y0": middle, "y1": middle}
        shapes.append({"type": "line", "line": line, "layer": "below", **across})
        data.append(_marks(layer, middle, colours))
    for layer in drawing.layers:
        if layer.kind == "vline":
            (start, end), day = drawing.span, layer.rows[0].day
            early = (day - start) * 2 < end - start
            shapes.append(_upright(day, 0, depth, {"color": colours.quiet, "width": 1.2, "dash": "dot"}))
            words_at = {"x": day, "xref": "x", "xanchor": "left" if early else "right", "xshift": 3 if early else -3}
            annotations.append(_above(layer.name, 0) | {"font": {"color": colours.quiet, "size": size - 1}, **words_at})
    plot = (NARROW if narrow else WIDE).width - 2 * SIDE
    across = axes.time_axis(drawing, axes.time_ticks(drawing, most_ticks(narrow), size, plot, SIDE))
    return {"data": data, "layout": _frame(depth, across, shapes, annotations)}


def _marks(layer: Layer, depth: float, colours: Palette) -> dict:
    colour = colours.lines[layer.colour]
    fills = [colour if row.status == "final" else colours.page for row in layer.rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": layer.name,
        "x": iso_days(layer.rows),
        "y": [depth] * len(layer.rows),
        "text": [row.text for row in layer.rows],
        "cliponaxis": False,
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 10, "color": fills, "line": {"color": colour, "width": 1.5}},
    }


def _frame(depth: float, across: dict, shapes: list[dict], annotations: list[dict], right: int = SIDE) -> dict:
    return {
        "height": round(depth) + TOP + BOTTOM,
        "margin": {"t": TOP, "b": BOTTOM, "l": SIDE, "r": right, "pad": 0},
        "xaxis": across,
        "yaxis": {"range": [depth, 0], "visible": False},
        "hovermode": "closest",
        "barmode": "overlay",
        "shapes": shapes,
        "annotations": annotations,
    }


def _above(text: str, depth: float) -> dict:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": depth, "yanchor": "top"}
    return {"text": text, "showarrow": False, "align": "left", **place}


def _upright(x: float | dt.date, top: float, bottom: float, line: dict) -> dict:
    return {"type": "line", "x0": x, "x1": x, "y0": top, "y1": bottom, "line": line, "layer": "below"}
