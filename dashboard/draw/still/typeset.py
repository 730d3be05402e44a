"""Type as pictures are set in: the faces that ship with the program, how wide a text is in them, how it is broken."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from fontTools.ttLib import TTFont

from dashboard.draw.still.markup import fit_to_print

Face = Literal["sans", "bold", "serif"]
FOLDER = Path(__file__).resolve().parent / "fonts"
# Liberation has the widths of Arial and Times New Roman, which most readers of an SVG file have.
FILES: Mapping[Face, Path] = MappingProxyType(
    {
        "sans": FOLDER / "LiberationSans-Regular.ttf",
        "bold": FOLDER / "LiberationSans-Bold.ttf",
        "serif": FOLDER / "LiberationSerif-Regular.ttf",
    }
)
# What no face of Liberation has, such as the sign of the rouble: DejaVu Sans, cut down to its signs.
SIGNS = FOLDER / "DejaVuSans-Signs.ttf"
# The height of a line, as a share of the font's size.
LEADING = 1.25
MOST = 600


class Metrics(NamedTuple):
    """How far each character of a face advances, `missing` what stands for those it lacks; and how much further each
    pair of them. All as shares of the type's size."""

    advances: Mapping[str, float]
    missing: float
    kerning: Mapping[tuple[str, str], float]


@lru_cache(maxsize=len(FILES))
def _metrics(face: Face) -> Metrics:
    with TTFont(SIGNS) as signs, TTFont(FILES[face]) as font:
        units, named = font["head"].unitsPerEm, font["cmap"].buildReversed()
        kerning = {
            (chr(left), chr(right)): value / units
            for pair, value in font["kern"].kernTables[0].kernTable.items()
            for left, right in product(*(named.get(glyph, ()) for glyph in pair))
        }
        return Metrics(_advances(signs) | _advances(font), font["hmtx"][".notdef"][0] / units, kerning)


def _advances(font: TTFont) -> dict[str, float]:
    widths, units = font["hmtx"], font["head"].unitsPerEm
    return {chr(code): widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def text_width(text: str, size: float, face: Face = "sans") -> float:
    """Pixels that a line of text takes."""
    advances, missing, kerning = _metrics(face)
    wide = sum(advances.get(character, missing) for character in text)
    return size * (wide + sum(kerning.get(pair, 0.0) for pair in pairwise(text)))


def broken(text: str, width: float, size: float, face: Face = "sans") -> list[str]:
    """The lines of a text no wider than `width` pixels; a word that is wider than a line is cut."""
    lines: list[str] = []
    for word in (part for whole in text.split(" ") if whole for part in _parts(whole, width, size, face)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, face) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, width: float, size: float, face: Face) -> Iterator[str]:
    while len(word) > 1 and text_width(word, size, face) > width:
        end = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or text_width(word[:n], size, face) <= width)
        yield word[:end]
        word = word[end:]
    yield word


def fitted(text: str, width: float, sizes: Sequence[int], height: float, face: Face = "sans") -> tuple[list[str], int]:
    """The lines of a text and the first of `sizes` at which they are no taller than `height`.

    What does not fit at the last size either ends with an ellipsis.
    """
    # No picture holds more, and a text of any length may come.
    text = fit_to_print(text[:MOST])
    for size in sizes:
        lines = broken(text, width, size, face)
        if len(lines) * size * LEADING <= height:
            return lines, size
    most = max(1, int(height / (size * LEADING)))
    kept = [*lines[: most - 1], ""]
    for word in lines[most - 1].split(" "):
        longer = f"{kept[-1]} {word}".strip()
        if text_width(f"{longer} …", size, face) <= width:
            kept[-1] = longer
    kept[-1] = f"{kept[-1]} …".strip()
    return kept, size
