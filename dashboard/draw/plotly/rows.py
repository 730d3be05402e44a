"""Drawings without a value axis in time, as Plotly figures: bars beside categories, and events in lanes."""

import datetime as dt
from typing import NamedTuple

from dashboard.chart.records import Drawing, Layer, Row, sure
from dashboard.draw import axes, depths, labels
from dashboard.draw.depths import BAR, BOTTOM, SIDE, TOP
from dashboard.draw.events import MARK
from dashboard.draw.frame import GAP, Room, most_ticks
from dashboard.draw.palette import Palette
from dashboard.draw.plotly.events import event_note, lane_trace
from dashboard.draw.plotly.readings import observed, readable
from dashboard.draw.plotly.traces import bar_marker
from dashboard.draw.signs import base, length
from dashboard.say import ticks
from etl.vocabulary import ChartKind


class Sides(NamedTuple):
    """What stays free around the plot, in pixels; above it always TOP."""

    left: int
    right: int
    below: int


def lanes_figure(drawing: Drawing, sides: tuple[int, int], colours: Palette, room: Room) -> dict:
    """Data and layout of a figure whose vertical axis counts pixels downwards. `sides`: what is free beside lanes."""
    if drawing.kind == ChartKind.TIMELINE:
        return _timeline(drawing, colours, room, sides)
    columns = depths.columns(drawing, room)
    return _beside(drawing, colours, room.size, *columns) if columns else _under(drawing, colours, room)


def _beside(drawing: Drawing, colours: Palette, size: int, left: int, right: int) -> dict:
    """One bar below another, its name before it and its value after it. Without a value it spans its bounds."""
    found, shared = depths.told(drawing)
    values, top = axes.value_range(drawing), depths.above(drawing, size)
    shapes, annotations = _levels(drawing, colours, size, values, top + depths.ROW * len(found))
    data = []
    for number, (layer, row, text) in enumerate(found):
        middle = top + (number + 0.5) * depths.ROW
        level = {"y": middle, "yanchor": "middle", "showarrow": False}
        end = max(base(row) + length(row), base(row), row.high if row.high is not None else base(row))
        name = {"text": str(row.x), "xref": "paper", "x": 0, "xanchor": "right", "xshift": -GAP}
        value = {"text": text, "x": end, "xanchor": "left", "xshift": GAP, "font": {"color": colours.quiet}}
        annotations += [name | level, value | level]
        data.append(_bar(layer, row, middle, colours))
    depth = top + depths.ROW * len(found)
    shapes.append(_upright(0.0, top, depth, {"color": colours.quiet, "width": 1}))
    if shared:
        annotations.append(_above(shared, depth) | {"font": {"color": colours.quiet}, "x": 0.0, "xref": "x"})
        depth += labels.lines_height([""], size)
    hidden = {"range": values, "visible": False}
    return {"data": data, "layout": _frame(depth, hidden, shapes, annotations, Sides(left, right, TOP))}


def _levels(
    drawing: Drawing, colours: Palette, size: int, values: tuple[float, float], depth: float
) -> tuple[list[dict], list[dict]]:
    """The article's figures as upright lines, and their words one below another above the bars."""
    shapes, annotations = [], []
    for number, layer in enumerate(layer for layer in drawing.layers if layer.kind == "hline"):
        value, top = sure(layer.rows[0].y), number * labels.lines_height([""], size)
        early = value - values[0] < (values[1] - values[0]) / 2
        shapes.append(_upright(value, top, depth, {"color": colours.lines[layer.colour], "width": 1.5}))
        words_at = {"x": value, "xref": "x", "xanchor": "left" if early else "right", "xshift": 4 if early else -4}
        font = {"color": colours.texts[layer.colour]}
        annotations.append(_above(f"<b>{layer.name}</b>", top) | {"font": font, **words_at})
    return shapes, annotations


def _under(drawing: Drawing, colours: Palette, room: Room) -> dict:
    """One bar below another, each under its name and its value in words. Without a value it spans its bounds."""
    size, values = room.size, axes.value_range(drawing)
    places = ticks(*values, drawing.scale, 3 if room.narrow else 6)
    words = axes.tick_words(places, drawing.unit, drawing.scale)
    bars, depth = depths.bar_depths(drawing, room)
    shapes, annotations = _levels(drawing, colours, size, values, depth)
    for bar in bars:
        name = [f"<b>{line}</b>" for line in bar.name]
        annotations.append(_above("<br>".join(name if bar.beside else [*name, *bar.text]), bar.top))
        if bar.beside:
            annotations.append(_above(bar.text[0], bar.top) | {"x": 1, "xanchor": "right"})
    if shared := depths.told(drawing)[1]:
        annotations.append(_above(shared, depth) | {"yshift": -BOTTOM, "font": {"color": colours.quiet}})
    data = [_bar(bar.layer, bar.row, bar.depth, colours) for bar in bars]
    across = {"range": values, "tickvals": places, "ticktext": words, "showgrid": True, "gridcolor": colours.rule}
    # Half of the last tick's label stands beyond its line; one that does not fit would be left out.
    right = max(SIDE, labels.lines_width(words[-1:], size) // 2)
    below = BOTTOM + (labels.lines_height([""], size) if shared else 0)
    return {"data": data, "layout": _frame(depth, across, shapes, annotations, Sides(SIDE, right, below))}


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
        **readable([("", f"{row.x}: {row.text}")], [observed(layer, row)]),
    }
    if row.y is not None and row.low is not None and row.high is not None:
        ends = {"array": [row.high - row.y], "arrayminus": [row.y - row.low]}
        trace["error_x"] = {"type": "data", **ends, "color": colours.ink, "thickness": 1.2}
    return trace


def _timeline(drawing: Drawing, colours: Palette, room: Room, sides: tuple[int, int]) -> dict:
    """Events as marks on one level a category, under its name; open where the source page was not read."""
    annotations, data, shapes = [], [], []
    size = room.size
    lanes, depth = depths.lane_depths(drawing, room, sides)
    for layer, top, middle, told, marks in lanes:
        # On a phone the article's day may run through the name.
        annotations.append(_above(f"<b>{layer.name}</b>", top) | {"bgcolor": colours.page})
        line = {"color": colours.rule, "width": 1}
        across = {"xref": "paper", "x0": 0, "x1": 1, "y0": middle, "y1": middle}
        shapes.append({"type": "line", "line": line, "layer": "below", **across})
        data.append(lane_trace(layer, marks, colours))
        below = {"y": middle + MARK / 2, "yanchor": "top"}
        annotations += [event_note(label, colours, size - 1) | below for label in told]
    for layer in drawing.layers:
        if layer.kind == "vline":
            (start, end), day = drawing.span, layer.rows[0].day
            early = (day - start) * 2 < end - start
            shapes.append(_upright(day, 0, depth, {"color": colours.quiet, "width": 1.2, "dash": "dot"}))
            words_at = {"x": day, "xref": "x", "xanchor": "left" if early else "right", "xshift": 3 if early else -3}
            annotations.append(_above(layer.name, 0) | {"font": {"color": colours.quiet, "size": size - 1}, **words_at})
    plot = room.width - sum(sides)
    across = axes.time_axis(drawing, axes.time_ticks(drawing, most_ticks(room.narrow), size, plot, sides[1]))
    return {"data": data, "layout": _frame(depth, across, shapes, annotations, Sides(*sides, BOTTOM))}


def _frame(depth: float, across: dict, shapes: list[dict], annotations: list[dict], free: Sides) -> dict:
    return {
        "height": round(depth) + TOP + free.below,
        "margin": {"t": TOP, "b": free.below, "l": free.left, "r": free.right, "pad": 0},
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
