"""What may be printed about a view of a build: its sentence and its citations, for the dashboard and light pages."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard import cite, queries
from dashboard.marks import chosen
from dashboard.selection import select, window
from dashboard.view import View


@dataclass(frozen=True)
class Quoted:
    """The texts about a view, plain but for `bibtex`."""

    sentence: str
    citation: str
    bibtex: str


@lru_cache(maxsize=256)
def quoted(path: Path, view: View, today: dt.date, address: str) -> Quoted:
    """The texts about a view. `address`: where readers find it. Raises KeyError for an unknown chart."""
    info = queries.chart(path, view.chart)
    selection = select(info, queries.observations(path, view.chart, view.asof), view)
    reach = queries.reach(path, tuple(series.id for series in info.series), view.asof)
    listed = queries.chart_events(path, view.chart) if info.kind == "timeline" else None
    events = [] if listed is None else chosen(listed, view, *window(info, view))
    cited = (info, reach, view, address, today, queries.build_info(path)["build_id"])
    return Quoted(cite.sentence(info, selection, view, reach, events), cite.citation(*cited), cite.bibtex(*cited))
