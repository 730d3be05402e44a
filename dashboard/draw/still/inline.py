"""A drawing as a still picture in SVG, by matplotlib, to stand in a page. The page has its title."""

from collections.abc import Mapping
from html import escape

from dashboard.chart.records import Drawing, Outline
from dashboard.draw.axes import last_day
from dashboard.draw.frame import NARROW, WIDE, Room
from dashboard.draw.palette import LIGHT, Palette, palette
from dashboard.draw.plotly.map import NOWHERE
from dashboard.draw.still import lanes, map, time
from dashboard.draw.still.markup import markup
from dashboard.draw.still.paper import DPI, Paper, fit_to_print, paper, release, words
from dashboard.draw.still.time import Edges

ROOMS = {False: WIDE._replace(width=760), True: NARROW}
EMPTY = 120
# The page chooses the type; matplotlib needs a name to measure nothing with.
INHERITED = ("sans-serif",)


def inline(picture: Drawing, narrow: bool, outlines: Mapping[str, Outline] = NOWHERE) -> str:
    """The picture as an svg element for a page 760 pixels wide, or `narrow`, 350. Its colours are CSS properties, which
    `css_colours` sets; several such elements can stand in one page.

    With an axis of time the element says where it is: data-left and data-right, in the picture's pixels, are the places
    of the days data-start and data-end. `outlines`: of a map, every country's shape.
    """
    room = ROOMS[narrow]
    sheet = paper(room.width, EMPTY, LIGHT, INHERITED)
    edges = draw(sheet, picture, room, outlines)
    height = round(edges.height)
    sheet.figure.set_size_inches(room.width / DPI, height / DPI)
    sheet.place.translate(0, height - EMPTY)
    drawn = markup(sheet.figure, room.size, LIGHT.page, _variable, {INHERITED: ""})
    release(sheet)
    alt = escape(fit_to_print(picture.alt))
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {room.width} {height}" width="100%" role="img"'
    return f'{root} font-size="{room.size}" aria-label="{alt}"{_reach(picture, edges)}>{drawn}</svg>'


def draw(sheet: Paper, picture: Drawing, room: Room, outlines: Mapping[str, Outline]) -> Edges:
    """Draw from the sheet's top left corner; the height that was needed is returned with the edges of the plot."""
    if not picture.layers:
        words(sheet, room.width / 2, EMPTY / 2, "no data", sheet.colours.quiet, room.size, "center")
        return Edges(0, room.width, EMPTY)
    if picture.kind == "map":
        return Edges(0, room.width, map.draw(sheet, picture, room, outlines))
    if picture.kind == "timeline":
        return lanes.timeline(sheet, picture, room)
    if picture.start is None:
        return lanes.beside(sheet, picture, room)
    return time.draw(sheet, picture, room)


def css_colours(dark: bool) -> str:
    """The declarations that a page's stylesheet needs for the colours of its pictures."""
    return "".join(f"{name}:{colour};" for name, colour in _names(palette(dark)).items())


def _names(colours: Palette) -> dict[str, str]:
    ground = {"page": colours.page, "ink": colours.ink, "quiet": colours.quiet, "rule": colours.rule}
    texts = {f"--t-{name}": c for name, c in colours.texts.items() if LIGHT.texts[name] != LIGHT.lines[name]}
    return {f"--c-{name}": c for name, c in (ground | colours.lines).items()} | texts


# The property of each light colour, of which no two are alike.
VARIABLES = {colour: name for name, colour in _names(LIGHT).items()}


def _variable(colour: str) -> str:
    return f"var({VARIABLES[colour]},{colour})"


def _reach(picture: Drawing, edges: Edges) -> str:
    if not picture.layers or picture.start is None:
        return ""
    days = f' data-start="{picture.start.isoformat()}" data-end="{last_day(picture).isoformat()}"'
    return f' data-left="{edges.left:g}" data-right="{edges.right:g}"{days}'
