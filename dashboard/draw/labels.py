"""Direct labels: wrapped to the margin, and moved apart where they would overlap."""

import textwrap
from collections.abc import Sequence
from typing import Literal

# Pixels a character of the system sans takes on average, as a share of the font's size; measured on the wide side.
CHARACTER = 0.62
LINE = 1.3
# Which part of a text is at its place.
Anchor = Literal["left", "center", "right"]
# Left, right, bottom and top in pixels.
LabelBox = tuple[float, float, float, float]


def wrap(text: str, characters: int) -> list[str]:
    """The lines of a label. Words are never cut."""
    return textwrap.wrap(text, characters, break_long_words=False, break_on_hyphens=False) or [""]


def lines_width(lines: Sequence[str], size: int) -> int:
    """Pixels that the longest line needs, at a font of `size` pixels."""
    return round(max((len(line) for line in lines), default=0) * size * CHARACTER)


def lines_height(lines: Sequence[str], size: int) -> int:
    """Pixels from the top of the first line to the bottom of the last."""
    return round(len(lines) * size * LINE)


def rows(lefts: Sequence[float], widths: Sequence[float]) -> list[int]:
    """The lowest row for each label, from 0 on, in which it begins after the one before it ends.

    `lefts` do not decrease.
    """
    ends: list[float] = []
    found = []
    for left, wide in zip(lefts, widths, strict=True):
        row = next((number for number, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [left + wide]
        found.append(row)
    return found


def clear_boxes(boxes: Sequence[LabelBox]) -> list[int]:
    """The places of those boxes that overlap none of the boxes kept before them: the first always stays."""
    kept: list[int] = []
    for place, box in enumerate(boxes):
        if not any(_overlap(box, boxes[other]) for other in kept):
            kept.append(place)
    return kept


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


def _overlap(one: LabelBox, other: LabelBox) -> bool:
    beside = one[1] <= other[0] or other[1] <= one[0]
    return not beside and one[3] > other[2] and other[3] > one[2]
