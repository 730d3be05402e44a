"""Direct labels: wrapped to the margin, and moved apart where they would overlap."""

import textwrap
from collections.abc import Sequence

# Pixels a character of the system sans takes on average, as a share of the font's size; measured on the wide side.
CHARACTER = 0.62
LINE = 1.3


def wrap(text: str, characters: int) -> list[str]:
    """The lines of a label. Words are never cut."""
    return textwrap.wrap(text, characters, break_long_words=False, break_on_hyphens=False) or [""]


def width(lines: Sequence[str], size: int) -> int:
    """Pixels that the longest line needs, at a font of `size` pixels."""
    return round(max((len(line) for line in lines), default=0) * size * CHARACTER)


def height(lines: Sequence[str], size: int) -> int:
    """Pixels from the top of the first line to the bottom of the last."""
    return round(len(lines) * size * LINE)


def spread(middles: Sequence[float], heights: Sequence[float], bottom: float, top: float) -> list[float]:
    """Middles moved as little as needed so that no two labels overlap and all lie between `bottom` and `top`.

    They keep their order. When they don't fit at all, they reach above `top`.
    """
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    placed = list(middles)
    floor = bottom
    for place in order:
        placed[place] = max(placed[place], floor + heights[place] / 2)
        floor = placed[place] + heights[place] / 2
    ceiling = max(top, bottom + sum(heights))
    for place in reversed(order):
        placed[place] = min(placed[place], ceiling - heights[place] / 2)
        ceiling = placed[place] - heights[place] / 2
    return placed
