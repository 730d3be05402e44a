"""A sheet to draw on: strokes, areas, signs and words at pixels from its top left corner, as matplotlib's artists.

Figures are made directly, never by pyplot, and no setting of the process is changed, so that threads may draw.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from dashboard.draw.palette import Palette

# Points are pixels at this many of them to an inch.
DPI = 72
Sign = Literal["circle", "cross", "up", "down", "dash", "square", "diamond"]
MARKERS = {"circle": "o", "cross": "x", "up": "^", "down": "v", "dash": "_", "square": "s", "diamond": "d"}
# A text so marked stands on a ground of the page's colour.
HALO, HALO_WIDTH = "halo", 4
# What XML cannot hold, and what would break a line.
UNFIT = re.compile("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\x7f")


@dataclass(frozen=True)
class Paper:
    """`place` takes pixels of the drawing, downwards, to the figure's; `scale`: how much larger the figure is."""

    figure: Figure
    place: Affine2D
    scale: float
    colours: Palette
    family: tuple[str, ...]


def paper(width: float, height: float, colours: Palette, family: Sequence[str]) -> Paper:
    """An empty sheet. `family`: fonts that are installed, or any name where another program sets the type."""
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    figure.patch.set_visible(False)
    return Paper(figure, Affine2D().scale(1, -1).translate(0, height), 1.0, colours, tuple(family))


def fit_to_print(text: str) -> str:
    """A text without what XML cannot hold and without breaks of line."""
    return UNFIT.sub(" ", text)


def release(sheet: Paper) -> None:
    """Let go of all that was drawn, which nothing else would until the next collection of garbage."""
    sheet.figure.clear()
    sheet.figure.canvas = None


def part(sheet: Paper, left: float, top: float, scale: float) -> Paper:
    """A part of a sheet that begins `left` and `top` pixels from its corner, all in it enlarged by `scale`."""
    place = Affine2D().scale(scale).translate(left, top) + sheet.place
    return Paper(sheet.figure, place, scale * sheet.scale, sheet.colours, sheet.family)


def stroke(
    sheet: Paper,
    xs: Sequence[float],
    ys: Sequence[float],
    colour: str,
    width: float = 1.0,
    dash: float = 0.0,
    opacity: float = 1.0,
) -> None:
    """A line, with a hole at every NaN. `dash`: pixels of each dash and of what is free between two."""
    # Matplotlib counts dashes in widths of the line.
    style = (0, (dash / width, dash / width)) if dash else "-"
    line = Line2D(xs, ys, color=colour, linewidth=width * sheet.scale, linestyle=style, alpha=opacity)
    line.set_solid_joinstyle("round")
    line.set_dash_capstyle("butt")
    line.set_solid_capstyle("butt")
    _add(sheet, line)


def area(
    sheet: Paper,
    rings: Sequence[Sequence[tuple[float, float]]],
    colour: str,
    opacity: float = 1.0,
    edge: str = "none",
    width: float = 0.0,
) -> None:
    """One or several closed shapes, filled alike."""
    filled = [ring for ring in rings if len(ring) > 2]
    if not filled:
        return
    places = np.concatenate([np.array([*ring, ring[0]], float) for ring in filled])
    codes = [code for ring in filled for code in (Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY)]
    patch = PathPatch(Path(places, codes), facecolor=colour, edgecolor=edge, alpha=opacity)
    patch.set_linewidth(width * sheet.scale)
    _add(sheet, patch)


def box(sheet: Paper, left: float, top: float, right: float, bottom: float, colour: str, opacity: float = 1.0) -> None:
    """A rectangle."""
    area(sheet, [[(left, top), (right, top), (right, bottom), (left, bottom)]], colour, opacity)


def signs(
    sheet: Paper,
    places: Sequence[tuple[float, float]],
    sign: Sign,
    size: float,
    fill: str,
    edge: str,
    width: float = 0.0,
    opacity: float = 1.0,
) -> None:
    """The same sign, `size` pixels across, at each of the places."""
    if not places:
        return
    xs, ys = zip(*places, strict=True)
    marks = Line2D(xs, ys, linestyle="none", marker=MARKERS[sign], alpha=opacity)
    marks.set_markersize(size * sheet.scale)
    marks.set_markerfacecolor(fill)
    marks.set_markeredgecolor(edge)
    marks.set_markeredgewidth(width * sheet.scale)
    _add(sheet, marks)


def words(
    sheet: Paper,
    left: float,
    baseline: float,
    text: str,
    colour: str,
    size: float,
    anchor: str = "left",
    bold: bool = False,
    halo: bool = False,
    family: Sequence[str] = (),
) -> None:
    """One line of text. `anchor`: which part of it stands at `left`. Nothing in it is read as a formula."""
    found = Text(
        left,
        baseline,
        fit_to_print(text),
        color=colour,
        fontsize=size * sheet.scale,
        fontweight="bold" if bold else "normal",
        fontfamily=list(family or sheet.family),
        horizontalalignment=anchor,
        verticalalignment="baseline",
        parse_math=False,
    )
    if halo:
        found.set_gid(HALO)
    _add(sheet, found)


def _add(sheet: Paper, artist: Line2D | PathPatch | Text) -> None:
    """What is added later lies above what was added before."""
    artist.set_transform(sheet.place)
    artist.set_zorder(1)
    sheet.figure.add_artist(artist)
