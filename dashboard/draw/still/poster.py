"""A view as a picture that stands by itself, 1200 × 630 pixels and always light: where a link unfolds, and on paper.

Around the drawing stand the site's name, title, measure, the article's sentence with its verdict, and the source line.
Type is large enough to be read where the picture is shown 500 pixels wide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import NamedTuple

from resvg_py import svg_to_bytes

from dashboard.chart.records import Drawing, Outline
from dashboard.draw.palette import LIGHT, NO_VERDICT, VERDICTS
from dashboard.draw.projection import NOWHERE
from dashboard.draw.still.fit import draw_fitted
from dashboard.draw.still.markup import fit_to_print
from dashboard.draw.still.paper import Box, Fill, Paper, Pen, Type, box, markup, stroke, words
from dashboard.draw.still.typeset import FILES, LEADING, SIGNS, Face, fitted, text_width
from dashboard.settings import NAME
from etl.vocabulary import Judgement

WIDTH, HEIGHT = 1200, 630
EDGE, SMALL, USUAL = 48, 22, 24
# Above each of several pictures stands what it shows.
CAPTION = 30
COLUMN, BETWEEN = 400, 40
# Around a verdict's words on their ground; between two marks; of which so many stand in a row, no larger than this.
INSIDE, APART, IN_A_ROW, TALLEST = 16, 6, 24, 110
SANS = "Arial, 'Liberation Sans', Helvetica, sans-serif"


@dataclass(frozen=True)
class Poster:
    """The words around a picture; any may be empty. `subtitle`: measure and unit. `quote`: the article's sentence or
    figure, `verdict` what became of it, with its sign. `source`: who counts. `day`: of when the picture is, in words.
    `tone`: the verdict by which its colour is known. `before`: what else is said of it, smaller."""

    title: str
    subtitle: str
    quote: str
    verdict: str
    source: str
    day: str
    tone: Judgement | None = None
    before: str = ""


class Mark(NamedTuple):
    """A claim as a mark: the sign of its verdict, in that verdict's colour."""

    sign: str
    verdict: Judgement


class Style(NamedTuple):
    """How a text of several lines is set: in the first of `sizes` at which it fits."""

    colour: str
    sizes: Sequence[int]
    face: Face = "sans"


def svg(pictures: Sequence[Drawing], texts: Poster, outlines: Mapping[str, Outline] = NOWHERE) -> bytes:
    """The poster as an SVG file, pictures below each other. `outlines`: of a map, every country's shape."""
    return _svg(_poster(pictures, texts, outlines), texts.title, _told(pictures)).encode()


def png(pictures: Sequence[Drawing], texts: Poster, outlines: Mapping[str, Outline] = NOWHERE) -> bytes:
    """The poster as a PNG file: its SVG file, in the fonts that ship with the program."""
    return _png(_svg(_poster(pictures, texts, outlines), texts.title, _told(pictures)))


def card_png(
    title: str, text: str, verdict: str = "", tone: Judgement | None = None, marks: Sequence[Mark] = ()
) -> bytes:
    """A PNG file of the same size for what has no chart: the site's name, a title, a verdict with its sign, a text, and
    a mark for each of several claims. Any but the title may be empty. `tone`: as in a poster."""
    sheet, right = _sheet(), WIDTH - EDGE
    _name(sheet, "")
    bottom = HEIGHT - EDGE - (_marks(sheet, marks, HEIGHT - EDGE) if marks else 0)
    room = Box(EDGE, 96, right, bottom - (230 if text and verdict else 140))
    down = _block(sheet, title, room, Style(LIGHT.ink, (76, 64, 52, 44), "bold")) + 24
    if verdict:
        down = _chip(sheet, verdict, tone, Box(EDGE, down, right, bottom), (64, 52, 44)) + 24
    _block(sheet, text, Box(EDGE, down, right, bottom), Style(LIGHT.quiet, (38, 34, 30)))
    return _png(_svg(sheet, title, text or verdict))


def _told(pictures: Sequence[Drawing]) -> str:
    return " ".join(picture.alt for picture in pictures)


def _poster(pictures: Sequence[Drawing], texts: Poster, outlines: Mapping[str, Outline]) -> Paper:
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
    # More than three have no room below each other.
    columns = 1 if len(pictures) <= 3 else 2
    wide, high = (right - left) / columns, (bottom - 14 - top) / -(-len(pictures) // columns)
    for number, picture in enumerate(pictures):
        across, down = left + number % columns * wide, top + number // columns * high
        room = Box(across, down, across + wide - (BETWEEN if columns > 1 else 0), down + high)
        if len(pictures) > 1:
            named = room._replace(bottom=room.top + CAPTION)
            _block(sheet, f"{picture.title}. {picture.subtitle}", named, Style(LIGHT.quiet, (SMALL, 18)))
            room = room._replace(top=room.top + CAPTION)
        draw_fitted(sheet, picture, room, outlines)
    return sheet


def _claim(sheet: Paper, texts: Poster, top: float, bottom: float) -> None:
    """The article's sentence in a serif beside a stroke of the article's colour, and its verdict."""
    left, right, down = EDGE + 22, EDGE + COLUMN, top
    if texts.quote:
        share = 0.55 if texts.verdict else 1.0
        room = Box(left, top, right, top + share * (bottom - top))
        down = _block(sheet, texts.quote, room, Style(LIGHT.ink, (36, 32, 28, 26), "serif")) + 14
    if texts.verdict:
        room = Box(left, down, right, bottom - (80 if texts.before else 0))
        down = _chip(sheet, texts.verdict, texts.tone, room, (52, 46, 40, 34, 27)) + 10
    if texts.before:
        down = _block(sheet, texts.before, Box(left, down, right, bottom), Style(LIGHT.ink, (27, 25), "bold"))
    stroke(sheet, [(EDGE + 2, top), (EDGE + 2, down)], Pen(LIGHT.lines["article"], 4))


def _chip(sheet: Paper, text: str, tone: Judgement | None, room: Box, sizes: Sequence[int]) -> float:
    """A verdict on a ground of its colour, as large as it fits, to be read where the picture is small. Returns where it
    ends."""
    wide, high = room.right - room.left - 2 * INSIDE, room.bottom - room.top - INSIDE
    # A sign stands before its word, which is not cut.
    whole = [size for size in sizes if all(text_width(word, size, "bold") <= wide for word in text.split(" "))]
    lines, size = fitted(text, wide, whole or sizes[-1:], high, "bold")
    right = room.left + 2 * INSIDE + max((text_width(line, size, "bold") for line in lines), default=0.0)
    bottom = room.top + INSIDE + len(lines) * size * LEADING
    ink = _ground(sheet, Box(room.left, room.top, right, bottom), tone)
    _lines(sheet, lines, (room.left + INSIDE, room.top + INSIDE / 2), Type(ink, size, face="bold"))
    return bottom


def _marks(sheet: Paper, marks: Sequence[Mark], bottom: float) -> float:
    """A mark for each claim in rows of equal length that end at `bottom`. Returns their height."""
    rows = ceil(len(marks) / IN_A_ROW)
    across = ceil(len(marks) / rows)
    step = min((WIDTH - 2 * EDGE + APART) / across, TALLEST)
    top = bottom - rows * step + APART
    for number, mark in enumerate(marks):
        left, high = EDGE + number % across * step, top + number // across * step
        side = step - APART
        ink = _ground(sheet, Box(left, high, left + side, high + side), mark.verdict)
        size = side * 0.6
        words(sheet, (left + side / 2, high + side * 0.7), mark.sign, Type(ink, size, "center", "bold"))
    return rows * step


def _ground(sheet: Paper, place: Box, verdict: Judgement | None) -> str:
    """A verdict's colour under its words; for one without a colour an edge. Returns the colour of the words."""
    if verdict and verdict in VERDICTS:
        box(sheet, place, Fill(VERDICTS[verdict]))
        return LIGHT.page
    box(sheet, place, Fill(LIGHT.page, Pen(NO_VERDICT, 3)))
    return LIGHT.ink


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
