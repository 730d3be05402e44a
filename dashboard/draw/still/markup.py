"""What SVG is written of: numbers in tenths of a pixel, paths of relative steps, texts that XML can hold."""

import re
from collections.abc import Iterable, Sequence

# Pixels across and down.
XY = tuple[float, float]
# Places are rounded to tenths of a pixel.
TENTHS = 10
# What XML cannot hold, and what would break a line.
UNFIT = re.compile("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\x7f")


def fit_to_print(text: str) -> str:
    """A text without what XML cannot hold and without breaks of line."""
    return UNFIT.sub(" ", text)


def path(lines: Iterable[Sequence[XY]], closed: bool = False) -> str:
    """The data of a path through the places of each line; `closed`: back to its first.

    A step begins at the place before it, so that digits are few; no error adds up.
    """
    steps: list[str] = []
    at = start = (0, 0)
    for line in lines:
        for number, place in enumerate(line):
            x, y = round(place[0] * TENTHS), round(place[1] * TENTHS)
            across, down = x - at[0], y - at[1]
            at = x, y
            if not number:
                steps.append(f"{'m' if steps else 'M'}{_pair(across, down)}")
                start = at
            elif across and down:
                steps.append(f"l{_pair(across, down)}")
            elif across or down:
                steps.append(f"h{_number(across)}" if across else f"v{_number(down)}")
        if closed and line:
            steps.append("z")
            at = start
    return "".join(steps)


def circles(places: Iterable[XY], radius: float) -> str:
    """The data of a path that draws a circle around each of the places."""
    size, wide = tenths(radius), tenths(2 * radius)
    # Two halves lead back to where a circle begins.
    round_ = f"a{size} {size} 0 1 0 {wide} 0a{size} {size} 0 1 0 -{wide} 0"
    starts = path([[(x - radius, y)] for x, y in places])
    return re.sub(r"([Mm][^Mm]+)", rf"\g<1>{round_}", starts)


def tenths(number: float) -> str:
    """A number as SVG wants it, rounded to tenths: "12.3", ".5", "12"."""
    return _number(round(number * TENTHS))


def _pair(across: int, down: int) -> str:
    second = _number(down)
    return _number(across) + ("" if second.startswith("-") else " ") + second


def _number(count: int) -> str:
    """12.3 for 123 tenths, .5 for 5, 12 for 120."""
    whole, rest = divmod(abs(count), TENTHS)
    digits = f"{whole}.{rest}" if rest else f"{whole}"
    return ("-" if count < 0 else "") + (digits.removeprefix("0") if rest else digits)
