"""A figure as SVG markup that is small and can stand in a page: text stays text, there are no ids and no styles, and
colours are what the caller makes of them. Matplotlib's own writer does none of these."""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform

from dashboard.draw import labels
from dashboard.draw.still.paper import HALO, HALO_WIDTH

Colour = Callable[[str], str]
ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
# Places are rounded to tenths of a pixel.
TENTHS = 10


class Markup(RendererBase):
    """Collects what matplotlib draws. `colour` makes an attribute's value of a hex colour; `size`: the usual font."""

    def __init__(
        self, width: float, height: float, size: float, page: str, colour: Colour, fonts: Mapping[tuple[str, ...], str]
    ) -> None:
        super().__init__()
        self.width, self.height, self.size = width, height, size
        self.page, self.colour, self.fonts = page, colour, fonts
        self.parts: list[str] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        """In pixels."""
        return self.width, self.height

    def points_to_pixels(self, points: float) -> float:
        """The same: a point is a pixel here."""
        return points

    def get_text_width_height_descent(self, s: str, prop: object, ismath: object) -> tuple[float, float, float]:
        """A rough guess: the reader's machine chooses the font, and nothing is placed by this."""
        size = prop.get_size_in_points()
        return labels.width([s], size), size, 0.2 * size

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Sequence[float] | None = None
    ) -> None:
        """A line or an area."""
        drawn = _Pen(self.height)
        for points, code in path.iter_segments(transform, simplify=rgbFace is None, curves=False, snap=False):
            drawn.step(points[-2:], code)
        self._path(drawn.text(), gc, rgbFace)

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Sequence[float] | None = None,
    ) -> None:
        """One path for all signs of a kind, so that no ids are needed."""
        sign = marker_path.transformed(marker_trans)
        # The only curved sign is the circle.
        curved = sign.codes is not None and Path.CURVE4 in sign.codes
        radius = sign.get_extents().width / 2 if curved else 0
        strokes = (
            [] if curved else [(points[-2:], code) for points, code in sign.iter_segments(simplify=False, snap=False)]
        )
        drawn = _Pen(self.height)
        for place in trans.transform(path.vertices):
            if curved:
                drawn.circle(place, radius)
            for points, code in strokes:
                drawn.step(points + place, code)
        self._path(drawn.text(), gc, rgbFace)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: object,
        angle: float,
        ismath: object = False,
        mtext: Text | None = None,
    ) -> None:
        """One line of text, anchored where it was asked to be, whatever its width."""
        place, size = mtext.get_transform().transform(mtext.get_unitless_position()), prop.get_size_in_points()
        attributes = f' x="{_tenth(place[0])}" y="{_tenth(self.height - place[1])}"'
        attributes += f' fill="{self.colour(to_hex(gc.get_rgb()))}"' + ANCHORS[mtext.get_horizontalalignment()]
        attributes += f' font-size="{_tenth(size)}"' if size != self.size else ""
        family = self.fonts[tuple(prop.get_family())]
        attributes += f' font-family="{family}"' if family else ""
        attributes += ' font-weight="bold"' if prop.get_weight() == "bold" else ""
        if mtext.get_gid() == HALO:
            attributes += f' stroke="{self.colour(self.page)}" stroke-width="{HALO_WIDTH}" paint-order="stroke"'
            attributes += ' stroke-linejoin="round"'
        self.parts.append(f"<text{attributes}>{escape(s)}</text>")

    def _path(self, drawn: str, gc: GraphicsContextBase, face: Sequence[float] | None) -> None:
        # An area tells its opacity by itself, a line or a sign with its colours.
        opacity = gc.get_alpha() if gc.get_forced_alpha() else (gc.get_rgb() if face is None else face)[3]
        attributes = f' fill="{self.colour(to_hex(face[:3]))}"' if face is not None else ' fill="none"'
        if gc.get_linewidth() and gc.get_rgb()[3]:
            attributes += f' stroke="{self.colour(to_hex(gc.get_rgb()[:3]))}"'
            attributes += f' stroke-width="{_tenth(gc.get_linewidth())}" stroke-linejoin="round"'
            dashes = gc.get_dashes()[1]
            attributes += f' stroke-dasharray="{" ".join(map(_tenth, dashes))}"' if dashes else ""
        attributes += f' opacity="{opacity:.2g}"' if opacity < 1 else ""
        if drawn:
            self.parts.append(f'<path d="{drawn}"{attributes}/>')


class _Pen:
    """The steps of a path, each from the place before it, so that digits are few; no error adds up."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.steps: list[str] = []
        self.at = (0, 0)
        self.start = (0, 0)

    def step(self, place: np.ndarray, code: int) -> None:
        if code == Path.CLOSEPOLY:
            self.steps.append("z")
            self.at = self.start
            return
        x, y = round(place[0] * TENTHS), round((self.height - place[1]) * TENTHS)
        across, down = x - self.at[0], y - self.at[1]
        if code == Path.MOVETO:
            self.steps.append(f"{'m' if self.steps else 'M'}{_pair(across, down)}")
            self.start = (x, y)
        elif across and down:
            self.steps.append(f"l{_pair(across, down)}")
        elif across or down:
            self.steps.append(f"h{_number(across)}" if across else f"v{_number(down)}")
        self.at = (x, y)

    def circle(self, place: np.ndarray, radius: float) -> None:
        size = _tenth(radius)
        self.step(place - (radius, 0), Path.MOVETO)
        for way in ("", "-"):
            self.steps.append(f"a{size} {size} 0 1 0 {way}{_tenth(2 * radius)} 0")

    def text(self) -> str:
        return "".join(self.steps)


def _pair(across: int, down: int) -> str:
    second = _number(down)
    return _number(across) + ("" if second.startswith("-") else " ") + second


def _number(tenths: int) -> str:
    """12.3 for 123, .5 for 5, 12 for 120."""
    whole, rest = divmod(abs(tenths), TENTHS)
    digits = f"{whole}.{rest}" if rest else f"{whole}"
    return ("-" if tenths < 0 else "") + (digits.removeprefix("0") if rest else digits)


def _tenth(number: float) -> str:
    return _number(round(number * TENTHS))


def markup(figure: Figure, size: float, page: str, colour: Colour, fonts: Mapping[tuple[str, ...], str]) -> str:
    """Everything in the figure, without the svg element around it.

    `fonts`: the families that texts name, as CSS wants them; empty for the usual one.
    """
    width, height = (side * figure.dpi for side in figure.get_size_inches())
    if not (math.isfinite(width) and math.isfinite(height)):
        raise ValueError(f"a picture of {width} by {height} pixels cannot be written")
    writer = Markup(width, height, size, page, colour, fonts)
    figure.draw(writer)
    return "".join(writer.parts)
