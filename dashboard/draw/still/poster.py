"""A view as a picture that stands by itself, 1200 × 630 pixels and always light: where a link unfolds, and on paper.

Around the drawing stand the site's name, title, measure, the article's sentence with its verdict, and the source line.
Type is large enough to be read where the picture is shown 500 pixels wide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from resvg_py import svg_to_bytes

from dashboard.chart.records import Drawing, Outline
from dashboard.draw.palette import LIGHT
from dashboard.draw.projection import NOWHERE
from dashboard.draw.still.fit import chart
from dashboard.draw.still.markup import fit_to_print
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, Type, box, markup, stroke, words
from dashboard.draw.still.typeset import FILES, LEADING, SIGNS, Face, fitted
from dashboard.settings import NAME

WIDTH, HEIGHT = 1200, 630
EDGE, SMALL, USUAL = 48, 22, 24
COLUMN, BETWEEN = 400, 40
SANS = "Arial, 'Liberation Sans', Helvetica, sans-serif"


@dataclass(frozen=True)
class Poster:
    """The words around a picture; any may be empty. `subtitle`: measure and unit. `quote`: the article's sentence or
    figure, `verdict` what became of it. `source`: who counts. `day`: of when the picture is, in words."""

    title: str
    subtitle: str
    quote: str
    verdict: str
    source: str
    day: str


class Style(NamedTuple):
    """How a text of several lines is set: in the first of `sizes` at which it fits."""

    colour: str
    sizes: Sequence[int]
    face: Face = "sans"


def svg(picture: Drawing, texts: Poster, outlines: Mapping[str, Outline] = NOWHERE) -> bytes:
    """The poster as an SVG file. `outlines`: of a map, every country's shape."""
    return _svg(_poster(picture, texts, outlines), texts.title, picture.alt).encode()


def png(picture: Drawing, texts: Poster, outlines: Mapping[str, Outline] = NOWHERE) -> bytes:
    """The poster as a PNG file: its SVG file, in the fonts that ship with the program."""
    return _png(_svg(_poster(picture, texts, outlines), texts.title, picture.alt))


def card(title: str, text: str) -> bytes:
    """A PNG file of the same size for a page that is more than a chart: the site's name, the page's title and text."""
    sheet = _sheet()
    _name(sheet, "")
    stroke(sheet, [(EDGE, 170), (EDGE + 96, 170)], Pen(LIGHT.lines["article"], 6))
    down = _block(sheet, title, Box(EDGE, 200, WIDTH - EDGE, 400), Style(LIGHT.ink, (76, 64, 52), "bold"))
    _block(sheet, text, Box(EDGE, down + 24, WIDTH - EDGE, HEIGHT - EDGE), Style(LIGHT.quiet, (38, 34, 30)))
    return _png(_svg(sheet, title, text))


def _poster(picture: Drawing, texts: Poster, outlines: Mapping[str, Outline]) -> Paper:
    sheet, right = _sheet(), WIDTH - EDGE
    _name(sheet, texts.day)
    top = _block(sheet, texts.title, Box(EDGE, 74, right, 176), Style(LIGHT.ink, (44, 40, 36), "bold"))
    under = Box(EDGE, top + 2, right, top + 64)
    top = _block(sheet, texts.subtitle, under, Style(LIGHT.quiet, (26, USUAL))) + 14
    lines, size = fitted(texts.source, right - EDGE, (SMALL, 20), 52)
    bottom = HEIGHT - 30 - len(lines) * size * LEADING
    _lines(sheet, lines, (EDGE, bottom), Type(LIGHT.quiet, size))
    left = EDGE
    if texts.quote or texts.verdict:
        _claim(sheet, texts, top + 8, bottom - 20)
        left += COLUMN + BETWEEN
    chart(sheet, picture, Box(left, top, right, bottom - 14), outlines)
    return sheet


def _claim(sheet: Paper, texts: Poster, top: float, bottom: float) -> None:
    """The article's sentence in a serif beside a stroke of the article's colour, and its verdict."""
    left, right, down = EDGE + 22, EDGE + COLUMN, top
    if texts.quote:
        share = 0.62 if texts.verdict else 1.0
        room = Box(left, top, right, top + share * (bottom - top))
        down = _block(sheet, texts.quote, room, Style(LIGHT.ink, (36, 32, 28, 26), "serif")) + 14
    if texts.verdict:
        down = _block(sheet, texts.verdict, Box(left, down, right, bottom), Style(LIGHT.ink, (27, 25), "bold"))
    stroke(sheet, [(EDGE + 2, top), (EDGE + 2, down)], Pen(LIGHT.lines["article"], 4))


def _sheet() -> Paper:
    sheet = Paper(LIGHT, USUAL)
    box(sheet, Box(0, 0, WIDTH, HEIGHT), Fill(LIGHT.page))
    return sheet


def _name(sheet: Paper, day: str) -> None:
    words(sheet, (EDGE, 56), NAME, Type(LIGHT.quiet, SMALL, face="bold"))
    lines, size = fitted(day, WIDTH / 2, (SMALL,), 28)
    for line in lines:
        words(sheet, (WIDTH - EDGE, 56), line, Type(LIGHT.quiet, size, "right"))


def _block(sheet: Paper, text: str, room: Box, style: Style) -> float:
    """Set a text from the top of its room downwards, as large as it fits. Returns where it ends."""
    lines, size = fitted(text, room.right - room.left, style.sizes, room.bottom - room.top, style.face)
    return _lines(sheet, lines, (room.left, room.top), Type(style.colour, size, face=style.face))


def _lines(sheet: Paper, lines: Sequence[str], corner: tuple[float, float], how: Type) -> float:
    left, top = corner
    for number, line in enumerate(lines):
        words(sheet, (left, top + how.size + number * how.size * LEADING), line, how)
    return top + len(lines) * how.size * LEADING


def _svg(sheet: Paper, title: str, alt: str) -> str:
    named, told = (escape(fit_to_print(text)) for text in (title, alt))
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    root += f' role="img" font-family="{SANS}" font-size="{USUAL}"'
    return f"{root}><title>{named}</title><desc>{told}</desc>{markup(sheet)}</svg>\n"


def _png(written: str) -> bytes:
    # No font of the machine, so that a picture is the same everywhere.
    fonts = [str(file) for file in (*FILES.values(), SIGNS)]
    return svg_to_bytes(svg_string=written, skip_system_fonts=True, font_files=fonts)
