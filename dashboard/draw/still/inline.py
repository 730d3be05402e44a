"""A drawing as a still picture in SVG, to stand in a page. The page has its title, and chooses the type."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from dashboard.chart.records import Drawing, Outline
from dashboard.draw import depths
from dashboard.draw.axes import last_day
from dashboard.draw.frame import NARROW, WIDE, Room
from dashboard.draw.palette import LIGHT, Palette, palette
from dashboard.draw.projection import NOWHERE
from dashboard.draw.still import beside, map, time, under
from dashboard.draw.still.markup import fit_to_print
from dashboard.draw.still.paper import Paper, Type, markup, words
from dashboard.draw.still.scale import Edges
from etl.vocabulary import ChartKind

ROOMS = {False: WIDE._replace(width=760), True: NARROW}
EMPTY = 120


class Still(NamedTuple):
    """A picture as an svg element, and the pixels that it takes at the size it was drawn for."""

    svg: str
    width: int
    height: int


def inline(
    picture: Drawing, narrow: bool, outlines: Mapping[str, Outline] = NOWHERE, above: Drawing | None = None
) -> str:
    """The picture as an svg element for a page 760 pixels wide, or `narrow`, 350."""
    return still(picture, ROOMS[narrow], outlines, above).svg


def still(
    picture: Drawing, room: Room, outlines: Mapping[str, Outline] = NOWHERE, above: Drawing | None = None
) -> Still:
    """The picture for a room. Its colours are CSS properties, which `css_colours` sets; several such elements can stand
    in one page.

    With an axis of time the element says where it is: data-left and data-right, in the picture's pixels, are the places
    of the days data-start and data-end, and between data-top and data-bottom lies the plot. `outlines`: of a map, every
    country's shape. `above`: of events in lanes, the picture under which they stand, on the very same axis of time.
    """
    sheet = Paper(LIGHT, room.size, css_colour)
    picture, sides = depths.under(picture, above, room)
    edges = draw_inline(sheet, picture, room, outlines, sides)
    height = round(edges.height)
    alt = escape(fit_to_print(picture.alt))
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {room.width} {height}" width="100%" role="img"'
    svg = f'{root} font-size="{room.size}" aria-label="{alt}"{_reach(picture, edges)}>{markup(sheet)}</svg>'
    return Still(svg, room.width, height)


def draw_inline(
    sheet: Paper, picture: Drawing, room: Room, outlines: Mapping[str, Outline], sides: tuple[int, int]
) -> Edges:
    """Draw from the sheet's top left corner; the height that was needed is returned with the edges of the plot."""
    if not picture.layers:
        words(sheet, (room.width / 2, EMPTY / 2), "no data", Type(sheet.colours.quiet, room.size, "center"))
        return Edges(0, room.width, EMPTY)
    if picture.kind == ChartKind.MAP:
        return Edges(0, room.width, map.draw_map(sheet, picture, room, outlines))
    if picture.kind == ChartKind.TIMELINE:
        return under.draw_under(sheet, picture, room, sides)
    if picture.start is None:
        return (beside.draw_beside if beside.fits_beside(picture, room) else under.draw_under)(sheet, picture, room)
    return time.draw_time(sheet, picture, room)


def css_colours(dark: bool) -> str:
    """The declarations that a page's stylesheet needs for the colours of its pictures."""
    return "".join(f"{name}:{colour};" for name, colour in _names(palette(dark)).items())


def _names(colours: Palette) -> dict[str, str]:
    ground = {"page": colours.page, "ink": colours.ink, "quiet": colours.quiet, "rule": colours.rule}
    texts = {f"--t-{name}": c for name, c in colours.texts.items() if LIGHT.texts[name] != LIGHT.lines[name]}
    return {f"--c-{name}": c for name, c in (ground | colours.lines).items()} | texts


# The property of each light colour, of which no two are alike.
VARIABLES = {colour: name for name, colour in _names(LIGHT).items()}


def css_colour(colour: str) -> str:
    """A colour of the light palette as an attribute says it: by its property, where the page has that."""
    return f"var({VARIABLES[colour]},{colour})"


def _reach(picture: Drawing, edges: Edges) -> str:
    if not picture.layers or picture.start is None:
        return ""
    days = f' data-start="{picture.start.isoformat()}" data-end="{last_day(picture).isoformat()}"'
    plot = f' data-left="{edges.left:g}" data-right="{edges.right:g}" data-top="{edges.top:g}"'
    return f'{plot} data-bottom="{edges.bottom:g}"{days}'
