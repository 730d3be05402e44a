"""The layers of a drawing as Plotly traces: plain dictionaries, one trace for all runs of a line."""

from collections.abc import Mapping, Sequence

from dashboard.chart.layers import UNSETTLED
from dashboard.chart.records import Drawing, Layer, Row
from dashboard.draw.palette import Palette, faded
from dashboard.draw.plotly.events import event_trace
from dashboard.draw.plotly.readings import iso_days, observed, readable, reading
from dashboard.draw.signs import (
    ALONE,
    CROSS_WIDTH,
    GHOST_OPACITY,
    GHOST_WIDTH,
    LEVEL,
    LEVEL_WIDTH,
    POINT,
    RING,
    RING_WIDTH,
    TICK,
    TICK_WIDTH,
    base,
    length,
    line_look,
    opacity,
)
from etl.vocabulary import ChartKind

PERIODS = {"A": "M12", "Q": "M3", "M": "M1", "W": 7 * 86_400_000, "D": 86_400_000}
AS_NOW = "as known now"


def traces(drawing: Drawing, colours: Palette, marks: Mapping[Row, float]) -> list[dict]:
    """From below: ghosts, bands, ranges, bars, lines, points; marks of events last, on an axis of their own.

    `marks`: the events that have one, with its size; others have a notch.
    """
    layers = drawing.layers
    ghosts = [layer for layer in layers if layer.kind == "ghost"]
    found = [
        _ghost([layer for layer in ghosts if layer.entity == entity], colours)
        for entity in dict.fromkeys(layer.entity for layer in ghosts)
    ]
    found += [_band(layer, colours) for layer in layers if layer.kind == "band"]
    told = {row.text for layer in layers if layer.kind == "points" for row in layer.rows}
    for layer in layers:
        if layer.kind == "range":
            found += _ranges(layer, colours, told)
    found += [_bars(layer, drawing, colours) for layer in layers if layer.kind == "bars"]
    lines = [layer for layer in layers if layer.kind in ("line", "step")]
    for entity in dict.fromkeys(layer.entity for layer in lines):
        found += _line([layer for layer in lines if layer.entity == entity], colours)
    found += [_points(layer, colours) for layer in layers if layer.kind == "points"]
    found += [_met(layer, colours) for layer in layers if layer.kind == "met"]
    if drawing.kind != ChartKind.TIMELINE:
        found += [event_trace(layer, marks, colours) for layer in layers if layer.kind == "marks"]
    return found


def _line(runs: Sequence[Layer], colours: Palette) -> list[dict]:
    """One trace with a hole between runs, and markers where a line alone would hide something."""
    layer, colour = runs[0], colours.lines[runs[0].colour]
    width, share = line_look(layer)
    line = {
        "color": faded(colour, share) if share < 1 else colour,
        "width": width,
        "shape": "hv" if layer.kind == "step" else "linear",
    }
    if layer.party:
        line["dash"] = "dash"
    found = [_scatter(layer, _joined(runs), f"{layer.name}: ") | {"mode": "lines", "line": line}]
    if layer.faint:
        found[0]["showlegend"] = False
    if layer.quiet or layer.faint:
        # The line that leads lies over it.
        found[0]["zorder"] = -1
    alone = [run.rows[0] for run in runs if len(run.rows) == 1]
    unsettled = [row for run in runs for row in run.rows if row.status in UNSETTLED and not layer.faint]
    for rows, symbol, size, edge in ((alone, "circle", ALONE, 1.5), (unsettled, "line-ns", TICK, TICK_WIDTH)):
        if rows:
            marker = {"symbol": symbol, "color": colour, "size": size, "line": {"color": colour, "width": edge}}
            found.append(_quiet(rows) | {"mode": "markers", "marker": marker})
    return found


def _joined(runs: Sequence[Layer]) -> list[Row | None]:
    """The rows of all runs, with a hole after each."""
    return [row for run in runs for row in (*run.rows, None)]


def _ghost(runs: Sequence[Layer], colours: Palette) -> dict:
    """What a member's data have become since the as-of day: thin and faint, unknown to the legend."""
    layer, colour = runs[0], colours.lines[runs[0].colour]
    line = {"color": colour, "width": GHOST_WIDTH, "shape": "hv" if layer.shape == "step" else "linear"}
    if layer.party:
        line["dash"] = "dash"
    alone = layer.shape == "points" or all(len(run.rows) == 1 for run in runs)
    drawn = (
        {"mode": "markers", "marker": {"color": colour, "size": ALONE}} if alone else {"mode": "lines", "line": line}
    )
    before, after = ("", f", {AS_NOW}") if layer.shape == "points" else (f"{layer.name}, {AS_NOW}: ", "")
    found = _scatter(layer, _joined(runs), before, after)
    return found | drawn | {"opacity": GHOST_OPACITY, "showlegend": False}


def _band(layer: Layer, colours: Palette) -> dict:
    rows = layer.rows
    return {
        "type": "scatter",
        "x": iso_days(rows) + iso_days(rows)[::-1],
        "y": [row.high for row in rows] + [row.low for row in reversed(rows)],
        "fill": "toself",
        "fillcolor": faint(colours.lines[layer.colour]),
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _ranges(layer: Layer, colours: Palette, told: set[str]) -> list[dict]:
    """A stroke between two bounds; an arrowhead for "at least" and "at most". Silent where a point tells the same."""
    colour = colours.lines[layer.colour]
    x: list[str | None] = []
    y: list[float | None] = []
    symbols: list[str] = []
    at: list[Row | None] = []
    for row in layer.rows:
        ends = [(row.low, "line-ew-open" if row.high is not None else "triangle-up")] if row.low is not None else []
        ends += [(row.high, "line-ew-open" if row.low is not None else "triangle-down")] if row.high is not None else []
        for end, symbol in ends:
            x.append(row.day.isoformat())
            y.append(end)
            symbols.append(symbol)
            at.append(row)
        x.append(None)
        y.append(None)
        symbols.append("circle")
        at.append(None)
    marker = {"symbol": symbols, "size": POINT, "color": colour, "line": {"color": colour, "width": 1.5}}
    stroke = {
        "type": "scatter",
        "x": x,
        "y": y,
        "name": layer.name,
        "opacity": 0.7,
        "showlegend": False,
        "cliponaxis": False,
    }
    stroke |= {"mode": "lines+markers", "line": {"color": colour, "width": 1.5}, "marker": marker}
    if all(row.text in told for row in layer.rows):
        return [stroke | {"hoverinfo": "skip"}]
    readings = [reading(row) if row and row.text not in told else None for row in at]
    return [stroke | readable(readings, [row and observed(layer, row) for row in at])]


def _points(layer: Layer, colours: Palette) -> dict:
    """A level stroke at each value; a cross where it is not settled."""
    unsettled = [row.status in UNSETTLED for row in layer.rows]
    colour = colours.lines[layer.colour]
    marker = {
        "symbol": ["x-thin" if each else "line-ew" for each in unsettled],
        "size": [POINT if each else LEVEL for each in unsettled],
        "color": colour,
        "line": {"color": colour, "width": [CROSS_WIDTH if each else LEVEL_WIDTH for each in unsettled]},
    }
    return _scatter(layer, layer.rows) | {
        "mode": "markers",
        "marker": marker,
        "cliponaxis": False,
    }


def _met(layer: Layer, colours: Palette) -> dict:
    """A ring where the record stands on the day of the article's figure; its line tells the value."""
    edge = {"color": colours.lines[layer.colour], "width": RING_WIDTH}
    marker = {"symbol": "circle", "size": RING, "color": "rgba(0,0,0,0)", "line": edge}
    return _quiet(layer.rows) | {"mode": "markers", "marker": marker}


def _bars(layer: Layer, drawing: Drawing, colours: Palette) -> dict:
    """Bars over periods. One without a value floats between its bounds; one with both carries them as whiskers."""
    rows = layer.rows
    trace = {
        "type": "bar",
        "name": layer.name,
        "x": iso_days(rows),
        "y": [length(row) for row in rows],
        "base": [base(row) for row in rows],
        **readable([reading(row, f"{layer.name}: ") for row in rows], [observed(layer, row) for row in rows]),
        "marker": bar_marker(rows, colours.lines[layer.colour]),
        "xperiod": PERIODS[drawing.frequency],
        "xperiodalignment": "middle",
    }
    if drawing.kind == ChartKind.STACKED:
        # A base of its own would set every bar on the ground.
        del trace["base"]
    if any(row.y is not None and row.low is not None and row.high is not None for row in rows):
        up, down = zip(*(_whisker(row) for row in rows), strict=True)
        trace["error_y"] = {"type": "data", "array": up, "arrayminus": down, "color": colours.ink, "thickness": 1.2}
    return trace


def _whisker(row: Row) -> tuple[float, float]:
    if row.y is None or row.low is None or row.high is None:
        return 0.0, 0.0
    return row.high - row.y, row.y - row.low


def read_together(drawing: Drawing) -> bool:
    """Whether all values of one day are read together: those of lines and points, not those of bars and lanes."""
    dated = drawing.start is not None and drawing.kind != ChartKind.TIMELINE
    return dated and all(layer.kind != "bars" for layer in drawing.layers)


def bar_marker(rows: Sequence[Row], colour: str) -> dict:
    """Bars of one colour, paler where a value is not settled."""
    return {
        "color": colour,
        "line": {"width": 0},
        "opacity": [opacity(row) for row in rows],
    }


def faint(colour: str) -> str:
    """The colour of a band under a line of this colour."""
    return faded(colour, 0.16)


def _scatter(layer: Layer, rows: Sequence[Row | None], before: str = "", after: str = "") -> dict:
    """Rows of a layer and holes between them; `before`, `after`: what is told around each of them."""
    readings = [row and reading(row, before, after) for row in rows]
    return {
        "type": "scatter",
        "name": layer.name,
        "x": [row and row.day.isoformat() for row in rows],
        "y": [row and row.y for row in rows],
        **readable(readings, [row and observed(layer, row) for row in rows]),
        "connectgaps": False,
    }


def _quiet(rows: Sequence[Row]) -> dict:
    """A trace that neither the legend nor the pointer knows."""
    y = [row.y for row in rows]
    return {"type": "scatter", "x": iso_days(rows), "y": y, "hoverinfo": "skip", "showlegend": False}
