"""A drawing as an interactive Plotly figure. Title and subtitle are the page's; the figure holds only the picture."""

from collections.abc import Mapping

import plotly.graph_objects as go

from dashboard.chart.records import Drawing, Outline
from dashboard.draw import axes, labels
from dashboard.draw.callouts import AWAY, SIGN, figure_callouts
from dashboard.draw.depths import under
from dashboard.draw.frame import (
    BOTTOM,
    GAP,
    LEGEND,
    NARROW,
    TOP,
    WIDE,
    Frame,
    Room,
    axis_value,
    crowded,
    day_side,
    frame,
    middles,
    most_ticks,
)
from dashboard.draw.palette import Palette, faded, palette, template
from dashboard.draw.plotly.events import event_note
from dashboard.draw.plotly.map import atlas
from dashboard.draw.plotly.plotly_inside import Spec, unvalidated
from dashboard.draw.plotly.readings import NEAR, along, longest
from dashboard.draw.plotly.rows import lanes_figure
from dashboard.draw.plotly.traces import read_together, traces
from dashboard.draw.projection import NOWHERE
from etl.vocabulary import ChartKind

# The smallest screen, from edge to edge: what fits there fits on any.
PHONE = NARROW._replace(width=320)
DIAMOND = f"M-{SIGN / 2},0 L0,{SIGN / 2} L{SIGN / 2},0 L0,-{SIGN / 2} Z"


def figure(
    drawing: Drawing,
    dark: bool,
    narrow: bool = False,
    outlines: Mapping[str, Outline] = NOWHERE,
    above: Drawing | None = None,
) -> go.Figure:
    """The figure in the light or dark theme; `narrow`: for a page of about 350 pixels instead of 760.

    `outlines`: of a map, every country's shape. `above`: of events in lanes, the picture under which they stand, on the
    very same axis of time. Its `meta` says how it is read, and whether events have notches (`crowded`).
    """
    found = spec(drawing, dark, narrow, outlines, above)
    for trace in found["data"]:
        # A browser tells the place of a point; what stands there is known here.
        trace.pop("observed", None)
    return unvalidated(found)


def spec(
    drawing: Drawing, dark: bool, narrow: bool, outlines: Mapping[str, Outline], above: Drawing | None = None
) -> Spec:
    """Data and layout as Plotly reads them. Each point that shows an observation tells which (`traces.observed`)."""
    colours, room, notched = palette(dark), PHONE if narrow else WIDE, False
    if not drawing.layers:
        found: Spec = {"data": [], "layout": _empty(colours)}
    elif drawing.kind == ChartKind.MAP:
        found = atlas(drawing, colours, room.size, narrow, outlines)
    elif drawing.start is None or drawing.kind == ChartKind.TIMELINE:
        found = lanes_figure(*under(drawing, above, room), colours, room)
    else:
        laid = frame(drawing, room)
        notched = crowded(drawing, laid)
        found = {"data": traces(drawing, colours, laid.marks), "layout": _layout(drawing, laid, colours, room)}
    found["layout"] |= {"template": template(colours, room.size), "uirevision": drawing.chart}
    way = along(drawing)
    told = longest(found["data"], _near(drawing, found["layout"], room) if way == "day" else None)
    found["layout"]["meta"] = {"reading": way, "longest": told, "crowded": notched}
    return found


def _near(drawing: Drawing, layout: Spec, room: Room) -> float:
    """How many days from its place a point is told."""
    plot = room.width - layout["margin"]["l"] - layout["margin"]["r"]
    return NEAR * (axes.last_day(drawing) - drawing.span[0]).days / plot


def config() -> dict[str, bool]:
    """How st.plotly_chart shows every figure: filling its column, without buttons, leaving scrolling to the page, and
    to window.js what a double click does."""
    own = {"doubleClick": False, "showTips": False}
    return {"displayModeBar": False, "scrollZoom": False, "responsive": True, "displaylogo": False} | own


def _empty(colours: Palette) -> Spec:
    nowhere = {"visible": False, "range": [0, 1]}
    words = {"text": "no data", "x": 0.5, "y": 0.5, "showarrow": False, "font": {"color": colours.quiet}}
    return {"height": 120, "xaxis": nowhere, "yaxis": nowhere, "annotations": [words]}


def _layout(drawing: Drawing, found: Frame, colours: Palette, room: Room) -> Spec:
    lower = BOTTOM + (LEGEND * (len(found.named) if room.narrow else 1) if found.legend else 0)
    plot = room.width - found.left - found.right
    days = axes.time_ticks(drawing, most_ticks(room.narrow), room.size, plot, found.right)
    return {
        "height": TOP + found.above + room.plot + lower,
        "margin": {"t": TOP + found.above, "b": lower, "l": found.left, "r": found.right, "pad": 0},
        "xaxis": axes.time_axis(drawing, days),
        "yaxis": {
            "type": drawing.scale,
            "range": [axis_value(end, drawing.scale) for end in found.values],
            "tickvals": found.places,
            "ticktext": found.words,
        },
        "yaxis2": {"overlaying": "y", "range": [0, room.plot], "visible": False, "fixedrange": True},
        "hovermode": "x" if read_together(drawing) else "closest",
        "barmode": "relative" if drawing.kind == ChartKind.STACKED else "group",
        "bargap": 0.25,
        "showlegend": found.legend,
        "legend": {"orientation": "h", "x": 0, "y": -BOTTOM / room.plot, "yanchor": "top"},
        "shapes": [*_event_days(found, colours), *_shapes(drawing, colours)],
        "annotations": [
            *_end_labels(drawing, found, colours, room),
            *_right_ticks(drawing, colours),
            *_article_labels(drawing, found, colours, room),
            *_shade_labels(drawing, found, colours, room.size),
            *_event_labels(found, colours, room.size),
        ],
    }


def _end_labels(drawing: Drawing, found: Frame, colours: Palette, room: Room) -> list[Spec]:
    """Labels in the right margin, each beside the end of its line."""
    return [
        {
            "text": "<br>".join(lines),
            **({"x": layer.rows[-1].x} if found.early else {"xref": "paper", "x": 1}),
            "xanchor": "left",
            "xshift": GAP,
            "yref": "paper",
            "y": middle / room.plot,
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "font": {"color": colours.texts[layer.colour]},
        }
        for (layer, lines), middle in zip(found.ends, middles(drawing, found, room), strict=True)
    ]


def _right_ticks(drawing: Drawing, colours: Palette) -> list[Spec]:
    """The words of a second axis of values, at the right."""
    return [
        {"text": text, "xref": "paper", "x": 1, "xanchor": "left", "xshift": GAP, "showarrow": False}
        | {"y": axis_value(place, drawing.scale), "yanchor": "middle", "font": {"color": colours.quiet}}
        for place, text in drawing.right
    ]


def _shapes(drawing: Drawing, colours: Palette) -> list[Spec]:
    """The article's figures as diamonds, its day as a dotted upright line, stretches of time as shades."""
    shapes: list[Spec] = []
    for layer in drawing.layers:
        row = layer.rows[0]
        if layer.kind == "figure":
            colour, last = colours.lines[layer.colour], layer.rows[-1].day
            line = {"type": "line", "y0": row.y, "y1": row.y, "line": {"color": colour, "width": 3}}
            shapes.append(line | {"x0": row.day, "x1": last})
            sign: Spec = {"xanchor": row.day + (last - row.day) / 2, "yanchor": row.y, "fillcolor": colour}
            sign |= {"xsizemode": "pixel", "ysizemode": "pixel", "line": {"color": colours.page, "width": 1}}
            shapes.append({"type": "path", "path": DIAMOND} | sign)
        if layer.kind == "vline":
            line = {"color": colours.quiet, "width": 1.2, "dash": "dot"}
            shapes.append({"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": row.x, "x1": row.x, "line": line})
        if layer.kind == "shade":
            ends = {"x0": row.x, "x1": layer.rows[-1].x, "yref": "paper", "y0": 0, "y1": 1}
            shade = {"fillcolor": colours.quiet, "opacity": 0.13, "line": {"width": 0}, "layer": "below"}
            shapes.append({"type": "rect", **ends, **shade})
    return shapes


def _article_labels(drawing: Drawing, found: Frame, colours: Palette, room: Room) -> list[Spec]:
    """The words at the article's marks: its figures beside them, its day above the plot and what stands there."""
    notes = []
    for layer, day, middle, anchor in figure_callouts(drawing, found, room):
        shift = {"left": AWAY, "center": 0, "right": -AWAY}[anchor]
        notes.append(
            {"text": f"<b>{layer.name}</b>", "x": day, "xanchor": anchor, "xshift": shift}
            | {"yref": "paper", "y": middle / room.plot, "yanchor": "middle", "showarrow": False}
            | {"font": {"color": colours.texts[layer.colour]}, "bgcolor": faded(colours.page, 0.7), "borderpad": 0}
        )
    for layer in (layer for layer in drawing.layers if layer.kind == "vline"):
        day = layer.rows[0].day
        notes.append(
            {"text": layer.name, "x": day, "xanchor": day_side(drawing, day), "yref": "paper", "y": 1}
            | {"yanchor": "bottom", "yshift": found.above, "showarrow": False}
            | {"font": {"color": colours.quiet, "size": room.size - 1}}
        )
    return notes


def _shade_labels(drawing: Drawing, found: Frame, colours: Palette, size: int) -> list[Spec]:
    """Each shade's number above its first day; what it stands for is told below."""
    shades = [layer for layer in drawing.layers if layer.kind == "shade"]
    line = labels.lines_height([""], size)
    return [
        {"text": f"<b>{layer.entity}</b>", "x": layer.rows[0].x, "xanchor": "left", "yshift": row * line}
        | {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
        | {"font": {"color": colours.quiet, "size": size - 1}}
        for layer, row in zip(shades, found.shades, strict=True)
    ]


def _event_days(found: Frame, colours: Palette) -> list[Spec]:
    """A hairline from the words at each event down to its mark."""
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": {"color": colours.rule, "width": 1}}
    return [line | {"x0": each.row.day, "x1": each.row.day, "layer": "below"} for each in found.events]


def _event_labels(found: Frame, colours: Palette, size: int) -> list[Spec]:
    line, place = labels.lines_height([""], size), {"yref": "paper", "y": 1, "yanchor": "bottom"}
    return [
        event_note(each, colours, size - 1) | place | {"yshift": each.line * line + GAP // 2} for each in found.events
    ]
