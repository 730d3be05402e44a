"""The row under a chart's page: copy a link, embed, download, cite. One element, which asks the server nothing."""

import dataclasses
import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import cite, queries, ratio, site, tables
from dashboard.context import Context
from dashboard.marks import chosen
from dashboard.selection import select, window
from dashboard.shapes import ChartInfo
from dashboard.view import View, light_url, url
from dashboard.words import say_day

FOLDER = Path(__file__).resolve().parent / "sharing"
# Stands for the address in a citation until the browser, which may be the only one to know it, puts it there.
ADDRESS = "{address}"
_row = st.components.v2.component(
    "share_row",
    html=(FOLDER / "row.html").read_text(encoding="utf-8"),
    css=(FOLDER / "row.css").read_text(encoding="utf-8"),
    js=(FOLDER / "row.js").read_text(encoding="utf-8"),
)


def share(ctx: Context, view: View) -> None:
    """Draw the row for a view."""
    base = site.public_url()
    given = told(ctx.path, view, ctx.today) | {"base": f"{base}/" if base else ""}
    _row(key="share", data=given | linked(queries.chart(ctx.path, view.chart), view, ctx.today, site.routes_served))


def downloadable(info: ChartInfo) -> bool:
    """Whether any of the chart's data may be passed on; of a quotient both parts. A timeline's events are facts."""
    if info.divide:
        return ratio.divided(info).share == "open"
    return info.kind == "timeline" or any(series.share == "open" for series in info.series)


@lru_cache(maxsize=256)
def told(path: Path, view: View, today: dt.date) -> dict[str, Any]:
    """What can be said of a view: keys title, sentence, citation, bibtex, and the mark in them that is its address."""
    info = queries.chart(path, view.chart)
    selection = select(info, queries.observations(path, view.chart, view.asof), view)
    reach = queries.reach(path, tuple(series.id for series in info.series))
    listed = queries.chart_events(path, view.chart) if info.kind == "timeline" else None
    events = [] if listed is None else chosen(listed, view, *window(info, view))
    cited = (info, reach, view, ADDRESS, today, queries.build_info(path)["build_id"])
    return {
        "title": info.title,
        "sentence": cite.sentence(info, selection, view, reach, events),
        "citation": cite.citation(*cited),
        "bibtex": cite.bibtex(*cited),
        "address": ADDRESS,
    }


def linked(info: ChartInfo, view: View, today: dt.date, routed: bool) -> dict[str, Any]:
    """The addresses, from the dashboard's root on. Keys `link`, the view; where our own routes are served also `light`,
    `frozen` and `latest`, to be embedded, `frozen_words`, and `pictures` and `files`: (words, address) of each.
    """
    if not routed:
        return {"link": _rooted(url(view)), "light": ""}
    day = view.asof or today
    frozen, latest = dataclasses.replace(view, asof=day), dataclasses.replace(view, asof=None)
    csv, json = (_rooted(light_url(view, ending=ending)) for ending in (".csv", ".json"))
    # Events have one layout.
    wide = [] if info.kind == "timeline" else [("CSV, wide", f"{csv}&layout=wide")]
    return {
        "link": _rooted(light_url(view)),
        "light": _rooted(light_url(view)),
        "frozen": f"{_rooted(light_url(frozen))}&embed=1",
        "latest": f"{_rooted(light_url(latest))}&embed=1",
        "frozen_words": f"As known on {say_day(day)}" if view.asof else f"As it stands today, {say_day(day)}",
        "pictures": [(name.upper(), _rooted(light_url(view, ending=f".{name}"))) for name in ("svg", "png")],
        "files": [("CSV", csv), *wide, ("JSON", json)] if downloadable(info) else [],
        "withheld": list(tables.withheld(info)),
    }


def _rooted(address: str) -> str:
    """Relative, so that it leads on wherever the dashboard is mounted: its pages all lie at the root."""
    return address.removeprefix("/")
