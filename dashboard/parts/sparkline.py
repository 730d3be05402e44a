"""A small line beside words that say the numbers, as an image: Streamlit strips inline SVG from HTML."""

import datetime as dt
from base64 import b64encode
from collections.abc import Sequence

# Reads on both themes.
LINE, QUIET = "#3b82c4", "#8a8f98"
WIDTH, HEIGHT, EDGE = 200, 46, 6
# A course of so few values is no picture.
FEWEST = 3
# So long before the marked day it begins.
BEFORE = dt.timedelta(days=2 * 365)


def sparkline(rows: Sequence[tuple[dt.date, float]], marked: dt.date, points: int = 60) -> str:
    """The course from two years before the `marked` day, which a dotted line shows; nothing for too few values.

    `rows`: (last day, value) of each period in order of time; at most about `points` of them are drawn.
    """
    kept = [row for row in rows if row[0] >= marked - BEFORE]
    if len(kept) < FEWEST:
        return ""
    step = max(1, -(-len(kept) // points))
    shown = [*kept[:-1:step], kept[-1]]
    first, last = shown[0][0], max(shown[-1][0], marked)
    low, high = min(value for _, value in shown), max(value for _, value in shown)
    days, span = (last - first).days or 1, (high - low) or 1

    def across(day: dt.date) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (day - first).days / days

    places = [(across(day), HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / span) for day, value in shown]
    line, (x, y), at = " ".join(f"{x:.1f},{y:.1f}" for x, y in places), places[-1], across(max(marked, first))
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<path d="M{at:.1f} 0V{HEIGHT}" stroke="{QUIET}" stroke-dasharray="3 3" vector-effect="non-scaling-stroke"/>'
        f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2.5" vector-effect="non-scaling-stroke"/>'
        # A line without length and with round ends is a dot that keeps its shape when the picture is stretched.
        f'<path d="M{x:.1f} {y:.1f}h0" stroke="{LINE}" stroke-width="8" stroke-linecap="round" '
        'vector-effect="non-scaling-stroke"/></svg>'
    )
    return f'<img alt="" src="data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}">'
