"""A view as a picture that stands by itself, 1200 × 630 pixels and always light: where a link unfolds, and on paper.

Around the drawing stand the site's name, title, measure, the article's sentence with its verdict, and the source line.
Type is large enough to be read where the picture is shown 500 pixels wide.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patheffects import withStroke

from dashboard.chart.records import Drawing, Outline
from dashboard.draw.palette import LIGHT
from dashboard.draw.plotly.map import NOWHERE
from dashboard.draw.still.fit import Place, chart
from dashboard.draw.still.markup import markup
from dashboard.draw.still.paper import HALO, HALO_WIDTH, Paper, box, fit_to_print, paper, release, stroke, words
from dashboard.draw.still.typeset import LEADING, SANS, SERIF, fitted, installed
from dashboard.settings import NAME

WIDTH, HEIGHT = 1200, 630
EDGE, SMALL, USUAL = 48, 22, 24
COLUMN, BETWEEN = 400, 40
FONTS = {SANS: "Arial, 'Liberation Sans', Helvetica, sans-serif", SERIF: "'Times New Roman', 'Liberation Serif', serif"}


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


def svg(picture: Drawing, texts: Poster, outlines: Mapping[str, Outline] = NOWHERE) -> bytes:
    """The poster as an SVG file. `outlines`: of a map, every country's shape."""
    sheet = _poster(picture, texts, outlines)
    usual = {installed(SANS): "", installed(SERIF): FONTS[SERIF]}
    drawn = markup(sheet.figure, USUAL, LIGHT.page, str, usual)
    release(sheet)
    title, told = (escape(fit_to_print(text)) for text in (texts.title, picture.alt))
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    root += f' role="img" font-family="{FONTS[SANS]}" font-size="{USUAL}"'
    return f"{root}><title>{title}</title><desc>{told}</desc>{drawn}</svg>\n".encode()


def png(picture: Drawing, texts: Poster, outlines: Mapping[str, Outline] = NOWHERE) -> bytes:
    """The poster as a PNG file."""
    return _png(_poster(picture, texts, outlines))


def card(title: str, text: str) -> bytes:
    """A PNG file of the same size for a page that is more than a chart: the site's name, the page's title and text."""
    sheet = _sheet()
    wide = WIDTH - 2 * EDGE
    _name(sheet, "")
    stroke(sheet, (EDGE, EDGE + 96), (170, 170), LIGHT.lines["article"], 6)
    down = _block(sheet, title, EDGE, 200, wide, (76, 64, 52), 200, LIGHT.ink, bold=True)
    _block(sheet, text, EDGE, down + 24, wide, (38, 34, 30), HEIGHT - EDGE - down - 24, LIGHT.quiet)
    return _png(sheet)


def _poster(picture: Drawing, texts: Poster, outlines: Mapping[str, Outline]) -> Paper:
    sheet = _sheet()
    wide = WIDTH - 2 * EDGE
    _name(sheet, texts.day)
    top = _block(sheet, texts.title, EDGE, 74, wide, (44, 40, 36), 102, LIGHT.ink, bold=True)
    top = _block(sheet, texts.subtitle, EDGE, top + 2, wide, (26, USUAL), 62, LIGHT.quiet) + 14
    lines, size = fitted(texts.source, wide, (SMALL, 20), 52)
    bottom = HEIGHT - 30 - len(lines) * size * LEADING
    _set(sheet, lines, size, EDGE, bottom, LIGHT.quiet)
    left = EDGE
    if texts.quote or texts.verdict:
        _claim(sheet, texts, top + 8, bottom - 20)
        left += COLUMN + BETWEEN
    chart(sheet, picture, Place(left, top, WIDTH - EDGE, bottom - 14), outlines)
    return sheet


def _claim(sheet: Paper, texts: Poster, top: float, bottom: float) -> None:
    """The article's sentence in a serif beside a stroke of the article's colour, and its verdict."""
    inside, wide = EDGE + 22, COLUMN - 22
    down = top
    if texts.quote:
        room = (bottom - top) * (0.62 if texts.verdict else 1.0)
        down = _block(sheet, texts.quote, inside, top, wide, (36, 32, 28, 26), room, LIGHT.ink, family=SERIF) + 14
    if texts.verdict:
        down = _block(sheet, texts.verdict, inside, down, wide, (27, 25), bottom - down, LIGHT.ink, bold=True)
    stroke(sheet, (EDGE + 2, EDGE + 2), (top, down), LIGHT.lines["article"], 4)


def _sheet() -> Paper:
    sheet = paper(WIDTH, HEIGHT, LIGHT, installed(SANS))
    box(sheet, 0, 0, WIDTH, HEIGHT, LIGHT.page)
    return sheet


def _name(sheet: Paper, day: str) -> None:
    words(sheet, EDGE, 56, NAME, LIGHT.quiet, SMALL, bold=True)
    lines, size = fitted(day, WIDTH / 2, (SMALL,), 28)
    for line in lines:
        words(sheet, WIDTH - EDGE, 56, line, LIGHT.quiet, size, "right")


def _block(
    sheet: Paper,
    text: str,
    left: float,
    top: float,
    wide: float,
    sizes: tuple[int, ...],
    high: float,
    colour: str,
    bold: bool = False,
    family: tuple[str, ...] = SANS,
) -> float:
    """Set a text from `top` downwards, as large as it fits. Returns where it ends."""
    lines, size = fitted(text, wide, sizes, high, bold, family)
    return _set(sheet, lines, size, left, top, colour, bold, family)


def _set(
    sheet: Paper,
    lines: list[str],
    size: float,
    left: float,
    top: float,
    colour: str,
    bold: bool = False,
    family: tuple[str, ...] = SANS,
) -> float:
    for number, line in enumerate(lines):
        baseline = top + size + number * size * LEADING
        words(sheet, left, baseline, line, colour, size, bold=bold, family=installed(family))
    return top + len(lines) * size * LEADING


def _png(sheet: Paper) -> bytes:
    for text in sheet.figure.findobj(lambda artist: artist.get_gid() == HALO):
        text.set_path_effects([withStroke(linewidth=HALO_WIDTH * sheet.scale, foreground=LIGHT.page)])
    written = io.BytesIO()
    # Without the name of the program, which says its version.
    FigureCanvasAgg(sheet.figure).print_png(written, metadata={"Software": None})
    release(sheet)
    return written.getvalue()
