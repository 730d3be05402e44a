"""The article's main numbers as they stand in the record, each with a small line and the way since the article."""

import datetime as dt
from base64 import b64encode
from html import escape

from dashboard.record import queries
from dashboard.record.build import Build, kept
from dashboard.say import hindsight, say, say_range, short_day

# Reads on both themes.
LINE = "#3b82c4"


@kept(32)
def tiles(
    build: Build, published_on: dt.date, chosen: tuple[tuple[str, str, str], ...], asof: dt.date | None = None
) -> str:
    """The main numbers as they stand in the newest data: (label, series, entity) each, and where they stood then.

    `asof`: as they stood in the record on that day instead.
    """
    cells = "".join(_tile(build, published_on, asof, *tile) for tile in chosen)
    return f'<div class="ci ci-tiles">{cells}</div>'


def _tile(build: Build, published_on: dt.date, asof: dt.date | None, label: str, series_id: str, entity: str) -> str:
    rows = queries.newest(build, series_id, entity, asof)
    series = queries.reach(build, (series_id,))[0]
    head = f'<span class="ci-soft">{escape(label)}</span>'
    if rows.empty:
        when = f'<span class="ci-soft">held for {short_day(asof)}</span>' if asof else ""
        return f'<div class="ci-tile">{head}<b>no data</b>{when}</div>'
    last = rows.iloc[-1]
    before = rows[rows["period_end"] <= published_on]
    notes = [f"{series['publisher']}, {short_day(last.period_end)}"]
    if last.low == last.low and last.high == last.high:
        notes.insert(0, say_range(last.low, last.high, series["unit"], short=True))
    if len(before) and before.index[-1] != last.name:
        notes.append(f"{say(before.iloc[-1].value, series['unit'], short=True)} when the article appeared")
    if last.basis == "hindsight":
        notes.append(hindsight(last.recorded))
    return (
        f'<div class="ci-tile">{head}<b>{escape(say(last.value, series["unit"], short=True))}</b>'
        f'<span class="ci-soft">{escape(" · ".join(notes))}</span>{sparkline(rows["value"].tolist())}</div>'
    )


def sparkline(values: list[float], points: int = 60) -> str:
    """A line of at most `points` values as an SVG image, for the eye alone: the words beside it say the numbers."""
    step = max(1, -(-len(values) // points))
    shown = [*values[:-1:step], values[-1]] if len(values) > 1 else values * 2
    low, high = min(shown), max(shown)
    span = (high - low) or 1
    places = [(6 + 184 * i / (len(shown) - 1), 40 - 34 * (value - low) / span) for i, value in enumerate(shown)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 46" preserveAspectRatio="none">'
        f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2.5" vector-effect="non-scaling-stroke"/>'
        # A line without length and with round ends is a dot that keeps its shape when the picture is stretched.
        f'<path d="M{x:.1f} {y:.1f}h0" stroke="{LINE}" stroke-width="8" stroke-linecap="round" '
        'vector-effect="non-scaling-stroke"/></svg>'
    )
    # Streamlit strips inline SVG from HTML, and keeps it as an image.
    return f'<img alt="" src="data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}">'
