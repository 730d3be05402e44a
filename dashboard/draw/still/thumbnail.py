"""A drawing as a small picture that tells its course at a glance: no words, no axes but the ground line."""

import dataclasses
from collections.abc import Mapping

from dashboard.chart.records import Drawing, Layer, Outline
from dashboard.draw import axes
from dashboard.draw.palette import LIGHT
from dashboard.draw.projection import EAST, NORTH, NOWHERE, SOUTH, WEST
from dashboard.draw.signs import base, length
from dashboard.draw.still import data, map
from dashboard.draw.still.inline import css_colour, css_colours
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, box, markup, part, signs, stroke
from dashboard.draw.still.rows import Across
from dashboard.draw.still.scale import PixelScale
from etl.vocabulary import ChartKind, Status

# Drawn larger than it is shown, so that its lines are as thin as they have to be.
WIDTH, HEIGHT, EDGE = 300, 160, 8
# So many points of a line, and so many bars beside names, are told apart at this size.
POINTS, BARS = 120, 10
# The share of a bar's row that it fills; the size of an event.
FILLED, EVENT = 0.68, 6
# What no glance sees, or what is said of an article.
UNSEEN = ("ghost", "marks", "shade", "vline", "figure", "met", "hline")


def thumbnail(picture: Drawing, outlines: Mapping[str, Outline] = NOWHERE) -> bytes:
    """The drawing as an SVG file for both themes, told by `prefers-color-scheme`. `outlines`: of a map, all shapes."""
    sheet = Paper(LIGHT, 12, css_colour)
    if picture.kind == ChartKind.MAP:
        _map(sheet, picture, outlines)
    elif picture.kind == ChartKind.TIMELINE:
        _lanes(sheet, picture)
    elif picture.start is None:
        _bars(sheet, picture)
    else:
        _course(sheet, picture)
    dark = f"@media (prefers-color-scheme: dark){{:root{{{css_colours(True)}}}}}"
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    return f"{root}<style>:root{{{css_colours(False)}}}{dark}</style>{markup(sheet)}</svg>\n".encode()


def _course(sheet: Paper, picture: Drawing) -> None:
    """Data along time."""
    shown = [_settled(layer) for layer in picture.layers if layer.kind not in UNSEEN]
    if not shown:
        return
    plain = dataclasses.replace(picture, layers=tuple(data.fewer_points(shown, POINTS)))
    scale = PixelScale(plain, axes.value_range(plain), EDGE, WIDTH - EDGE, EDGE, HEIGHT - EDGE)
    stroke(sheet, [(EDGE, HEIGHT - EDGE), (WIDTH - EDGE, HEIGHT - EDGE)], Pen(sheet.colours.rule))
    data.draw_data(sheet, plain, scale, narrow=False)


def _settled(layer: Layer) -> Layer:
    """Without the signs of what is not settled, for which there is no room."""
    return dataclasses.replace(layer, rows=tuple(row._replace(status=Status.FINAL) for row in layer.rows))


def _bars(sheet: Paper, picture: Drawing) -> None:
    """The first bars beside names, one below the other."""
    found = [(layer, row) for layer in picture.layers if layer.kind == "bars" for row in layer.rows][:BARS]
    if not found:
        return
    across = Across(axes.value_range(picture), EDGE, WIDTH - EDGE)
    step = (HEIGHT - 2 * EDGE) / max(len(found), BARS // 2)
    for number, (layer, row) in enumerate(found):
        first, last = sorted((across.at(base(row)), across.at(base(row) + length(row))))
        top = EDGE + number * step
        box(sheet, Box(first, top, last, top + FILLED * step), Fill(sheet.colours.lines[layer.colour]))


def _lanes(sheet: Paper, picture: Drawing) -> None:
    """Events, each category on a line of its own."""
    lanes = [layer for layer in picture.layers if layer.kind == "marks"]
    scale = PixelScale(picture, (0.0, 1.0), EDGE, WIDTH - EDGE, EDGE, HEIGHT - EDGE)
    for number, layer in enumerate(lanes):
        level = EDGE + (number + 0.5) * (HEIGHT - 2 * EDGE) / len(lanes)
        stroke(sheet, [(scale.left, level), (scale.right, level)], Pen(sheet.colours.rule))
        places = [(scale.across(row.day), level) for row in layer.rows]
        signs(sheet, places, "circle", EVENT, Fill(sheet.colours.lines[layer.colour]))


def _map(sheet: Paper, picture: Drawing, outlines: Mapping[str, Outline]) -> None:
    """A map as high as the picture, in its middle."""
    wide = HEIGHT * (EAST - WEST) / (NORTH - SOUTH)
    map.draw_shapes(part(sheet, (WIDTH - wide) / 2, 0, 1), picture, wide, outlines)
