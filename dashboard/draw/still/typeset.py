"""Type as matplotlib sets it: which fonts there are, how wide a text is in them, and how it is broken to fit."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from dashboard.draw.still.paper import fit_to_print

# In order of preference, all but the last of one width; matplotlib brings the last.
SANS = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans")
SERIF = ("Times New Roman", "Liberation Serif", "DejaVu Serif")
# The height of a line, as a share of the font's size.
LEADING = 1.25
MOST = 600


@lru_cache(maxsize=8)
def installed(family: tuple[str, ...]) -> tuple[str, ...]:
    """Those fonts of a family that this machine has."""
    held = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in family if name in held)


def measure(text: str, size: float, bold: bool = False, family: tuple[str, ...] = SANS) -> float:
    """Pixels that a line of text takes."""
    font = FontProperties(family=list(installed(family)), size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def broken(text: str, width: float, size: float, bold: bool = False, family: tuple[str, ...] = SANS) -> list[str]:
    """The lines of a text no wider than `width` pixels; a word that is wider than a line is cut."""
    lines: list[str] = []
    for word in (part for whole in text.split(" ") if whole for part in _parts(whole, width, size, bold, family)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold, family) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, width: float, size: float, bold: bool, family: tuple[str, ...]) -> Iterator[str]:
    while len(word) > 1 and measure(word, size, bold, family) > width:
        end = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or measure(word[:n], size, bold, family) <= width)
        yield word[:end]
        word = word[end:]
    yield word


def fitted(
    text: str,
    width: float,
    sizes: Sequence[int],
    height: float,
    bold: bool = False,
    family: tuple[str, ...] = SANS,
) -> tuple[list[str], int]:
    """The lines of a text and the first of `sizes` at which they are no taller than `height`.

    What does not fit at the last size either ends with an ellipsis.
    """
    # No picture holds more, and a text of any length may come.
    text = fit_to_print(text[:MOST])
    for size in sizes:
        lines = broken(text, width, size, bold, family)
        if len(lines) * size * LEADING <= height:
            return lines, size
    most = max(1, int(height / (size * LEADING)))
    kept = [*lines[: most - 1], ""]
    for word in lines[most - 1].split(" "):
        longer = f"{kept[-1]} {word}".strip()
        if measure(f"{longer} …", size, bold, family) <= width:
            kept[-1] = longer
    kept[-1] = f"{kept[-1]} …".strip()
    return kept, size
