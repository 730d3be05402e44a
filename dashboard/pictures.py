"""The drawing of a view in a build, made once: what the dashboard, its light pages and its pictures all start from."""

from functools import lru_cache
from pathlib import Path

from dashboard import queries
from dashboard.drawing import drawing
from dashboard.shapes import Drawing
from dashboard.view import View


@lru_cache(maxsize=128)
def drawn(path: Path, view: View) -> Drawing:
    """The drawing of a view in one build. Raises KeyError for an unknown chart."""
    info = queries.chart(path, view.chart)
    data = queries.observations(path, view.chart, view.asof)
    article = queries.article_shown(path, view)
    events = queries.chart_events(path, view.chart) if view.events or info.kind == "timeline" else None
    mapped = queries.outlines(path).keys() if info.kind == "map" else ()
    periods = queries.periods(path) if view.periods else ()
    newest = queries.observations(path, view.chart) if view.asof else None
    return drawing(info, data, view, article, events, periods, mapped, newest)
