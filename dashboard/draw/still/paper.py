"""A sheet to draw on, written as SVG: strokes, areas, signs and words at pixels from its top left corner.

What stands in a page has no ids and no styles, so that nothing in a picture reaches the page around it; its text is
text, and its colours are what the sheet makes of them.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Literal, NamedTuple

from dashboard.draw.labels import Anchor
from dashboard.draw.palette import Palette
from dashboard.draw.signs import EventSign
from dashboard.draw.still.markup import XY, circles, fit_to_print, path, tenths
from dashboard.draw.still.typeset import Face

ANCHORS: Mapping[Anchor, str] = MappingProxyType(
    {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
)
# What a text that has not the usual face says of it.
FACES: Mapping[Face, str] = MappingProxyType(
    {
        "sans": "",
        "bold": ' font-weight="bold"',
        "serif": """ font-family="'Times New Roman', 'Liberation Serif', serif\"""",
    }
)
# How wide the ground of the page's colour is on which a text may stand.
HALO = 4
Sign = Literal["ring", "cross", "up", "down", "dash", "tick"] | EventSign
STAR = (
    *((0, -0.58), (0.14, -0.19), (0.55, -0.18), (0.23, 0.07), (0.34, 0.47)),
    *((0, 0.24), (-0.34, 0.47), (-0.23, 0.07), (-0.55, -0.18), (-0.14, -0.19)),
)
PLUS = (
    *((-0.17, -0.5), (0.17, -0.5), (0.17, -0.17), (0.5, -0.17), (0.5, 0.17), (0.17, 0.17)),
    *((0.17, 0.5), (-0.17, 0.5), (-0.17, 0.17), (-0.5, 0.17), (-0.5, -0.17), (-0.17, -0.17)),
)
# A sign's lines, as shares of its size from its middle; those that end where they began are areas.
SIGNS: Mapping[Sign, Sequence[Sequence[XY]]] = MappingProxyType(
    {
        "cross": [[(-0.5, 0.5), (0.5, -0.5)], [(-0.5, -0.5), (0.5, 0.5)]],
        "dash": [[(-0.5, 0), (0.5, 0)]],
        "tick": [[(0, -0.5), (0, 0.5)]],
        "up": [[(0, -0.5), (-0.5, 0.5), (0.5, 0.5)]],
        "down": [[(0, 0.5), (0.5, -0.5), (-0.5, -0.5)]],
        "square": [[(-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)]],
        "pentagon": [[(0, -0.52), (0.49, -0.16), (0.31, 0.42), (-0.31, 0.42), (-0.49, -0.16)]],
        "hexagon": [[(0, -0.52), (0.45, -0.26), (0.45, 0.26), (0, 0.52), (-0.45, 0.26), (-0.45, -0.26)]],
        "star": [STAR],
        "plus": [PLUS],
        "bowtie": [[(-0.5, -0.45), (0, 0), (0.5, -0.45), (0.5, 0.45), (0, 0), (-0.5, 0.45)]],
        "hourglass": [[(-0.45, -0.5), (0.45, -0.5), (0, 0), (0.45, 0.5), (-0.45, 0.5), (0, 0)]],
        "right": [[(-0.4, -0.5), (0.5, 0), (-0.4, 0.5)]],
        "diamond": [[(0, 0.71), (0.42, 0), (0, -0.71), (-0.42, 0)]],
    }
)


class Box(NamedTuple):
    """A rectangle in pixels from the top left corner of a sheet."""

    left: float
    top: float
    right: float
    bottom: float


class Pen(NamedTuple):
    """How a line is drawn. `dash`: pixels of each dash and of what is free between two."""

    colour: str
    width: float = 1.0
    dash: float = 0.0
    opacity: float = 1.0


class Fill(NamedTuple):
    """How an area or a sign is filled, and the pen of its edge. The opacity is that of both."""

    colour: str
    edge: Pen | None = None
    opacity: float = 1.0


class Type(NamedTuple):
    """How words are set. `anchor`: which part of them is at their place. `halo`: on a ground of the page's colour."""

    colour: str
    size: float
    anchor: Anchor = "left"
    face: Face = "sans"
    halo: bool = False


@dataclass(frozen=True)
class Paper:
    """A sheet, or a part of one: it begins at `left`, `top`, and is `scale` times as large as what is drawn on it.

    `size`: the type that the whole picture names once. `paint` makes an attribute's value of a colour.
    """

    colours: Palette
    size: float
    paint: Callable[[str], str] = str
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0
    elements: list[str] = dataclasses.field(default_factory=list)


def part(sheet: Paper, left: float, top: float, scale: float) -> Paper:
    """A part of a sheet that begins `left` and `top` pixels from its corner, all in it enlarged by `scale`."""
    left, top = _at(sheet, (left, top))
    return dataclasses.replace(sheet, left=left, top=top, scale=scale * sheet.scale)


def markup(sheet: Paper) -> str:
    """All that was drawn, the first below what came later, without the svg element around it."""
    return "".join(sheet.elements)


def stroke(sheet: Paper, places: Sequence[XY], pen: Pen) -> None:
    """A line from place to place."""
    strokes(sheet, [places], pen)


def strokes(sheet: Paper, lines: Iterable[Sequence[XY]], pen: Pen) -> None:
    """Several lines of one kind."""
    _path(sheet, path([[_at(sheet, place) for place in line] for line in lines]), None, pen, pen.opacity)


def area(sheet: Paper, rings: Iterable[Sequence[XY]], fill: Fill) -> None:
    """One or several closed shapes, filled alike."""
    shapes = [[_at(sheet, place) for place in ring] for ring in rings if len(ring) > 2]
    _path(sheet, path(shapes, closed=True), fill.colour, fill.edge, fill.opacity)


def box(sheet: Paper, sides: Box, fill: Fill) -> None:
    """A rectangle."""
    left, top, right, bottom = sides
    area(sheet, [[(left, top), (right, top), (right, bottom), (left, bottom)]], fill)


def signs(sheet: Paper, places: Sequence[XY], sign: Sign, size: float, fill: Fill) -> None:
    """The same sign, `size` pixels across, at each of the places; all are one path, so that no ids are needed."""
    middles, large = [_at(sheet, place) for place in places], size * sheet.scale
    if sign in ("circle", "ring"):
        _path(sheet, circles(middles, large / 2), fill.colour if sign == "circle" else None, fill.edge, fill.opacity)
        return
    lines = [
        [(x + large * across, y + large * down) for across, down in line] for x, y in middles for line in SIGNS[sign]
    ]
    closed = len(SIGNS[sign][0]) > 2
    _path(sheet, path(lines, closed), fill.colour if closed else None, fill.edge, fill.opacity)


def words(sheet: Paper, place: XY, text: str, how: Type) -> None:
    """One line of text, its baseline at the place."""
    x, y = _at(sheet, place)
    size = how.size * sheet.scale
    told = f' x="{tenths(x)}" y="{tenths(y)}" fill="{sheet.paint(how.colour)}"{ANCHORS[how.anchor]}'
    told += f' font-size="{tenths(size)}"' if size != sheet.size else ""
    told += FACES[how.face]
    if how.halo:
        told += f' stroke="{sheet.paint(sheet.colours.page)}" stroke-width="{HALO}" paint-order="stroke"'
        told += ' stroke-linejoin="round"'
    sheet.elements.append(f"<text{told}>{escape(fit_to_print(text))}</text>")


def _at(sheet: Paper, place: XY) -> XY:
    """A place of a part as one of the whole sheet."""
    return sheet.left + sheet.scale * place[0], sheet.top + sheet.scale * place[1]


def _path(sheet: Paper, data: str, fill: str | None, edge: Pen | None, opacity: float) -> None:
    if not data:
        return
    told = f' fill="{sheet.paint(fill) if fill else "none"}"'
    if edge:
        told += f' stroke="{sheet.paint(edge.colour)}" stroke-width="{tenths(edge.width * sheet.scale)}"'
        told += ' stroke-linejoin="round"'
        dash = tenths(edge.dash * sheet.scale)
        told += f' stroke-dasharray="{dash} {dash}"' if edge.dash else ""
    told += f' opacity="{opacity:.2g}"' if opacity < 1 else ""
    sheet.elements.append(f'<path d="{data}"{told}/>')
