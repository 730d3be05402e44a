"""The row under a chart's page: copy a link, embed, download, cite. One element, which asks the server nothing."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import settings
from dashboard.address.view import View, light_url, view_url
from dashboard.chart.records import ChartInfo
from dashboard.parts.embedded import GROWING, embedded_view, frame_address, frame_height
from dashboard.record.shown import chart_of
from dashboard.say import say_day
from dashboard.ui.context import Context
from dashboard.views import tables
from dashboard.views.exports import downloadable
from dashboard.views.quoted import quoted
from etl.vocabulary import ChartKind

FOLDER = Path(__file__).resolve().parent / "sharing"
# Stands for the address in a citation until the browser, which may be the only one to know it, puts it there.
ADDRESS = "{address}"
# How wide the place may be that a view is embedded into, as row.html lists it.
WIDTHS = (320, 390, 480, 560, 680, 800, 1000, 1200)
_row = st.components.v2.component(
    "share_row",
    html=(FOLDER / "row.html").read_text(encoding="utf-8"),
    css=(FOLDER / "row.css").read_text(encoding="utf-8"),
    js=(FOLDER / "row.js").read_text(encoding="utf-8"),
)


def share_row(ctx: Context, view: View) -> None:
    """Draw the row for a view."""
    base = settings.public_url()
    said = dataclasses.asdict(quoted(ctx.build, view, ctx.today, ADDRESS))
    given = said | {"title": chart_of(ctx.build, view).title, "address": ADDRESS}
    given["base"] = f"{base}/" if base else ""
    given |= frame_code(ctx, view) if ctx.routed else {}
    _row(key="share", data=given | linked(chart_of(ctx.build, view), view, ctx.today, ctx.routed))


def frame_code(ctx: Context, view: View) -> dict[str, Any]:
    """What the code of a frame is made of. Keys `heights`: pixels that the view needs by each of WIDTHS; `growing`: the
    code's second line."""
    shown = embedded_view(ctx.build, view, ctx.today)
    return {"heights": {str(width): frame_height(shown, width) for width in WIDTHS}, "growing": GROWING}


def linked(info: ChartInfo, view: View, today: dt.date, routed: bool) -> dict[str, Any]:
    """The addresses, from the dashboard's root on. Keys `link`, the view; where our own routes are served also `light`,
    `frozen` and `latest`, to be embedded, `frozen_words`, and `pictures` and `files`: (words, address) of each.
    """
    if not routed:
        return {"link": _rooted(view_url(view)), "light": ""}
    day = view.asof or today
    frozen, latest = dataclasses.replace(view, asof=day), dataclasses.replace(view, asof=None)
    csv, json = (_rooted(light_url(view, ending=ending)) for ending in (".csv", ".json"))
    # Events have one layout.
    wide = [] if info.kind == ChartKind.TIMELINE else [("CSV, wide", f"{csv}&layout=wide")]
    return {
        "link": _rooted(light_url(view)),
        "light": _rooted(light_url(view)),
        "frozen": frame_address(_rooted(light_url(frozen))),
        "latest": frame_address(_rooted(light_url(latest))),
        "frozen_words": f"As known on {say_day(day)}" if view.asof else f"As it stands today, {say_day(day)}",
        "pictures": [(name.upper(), _rooted(light_url(view, ending=f".{name}"))) for name in ("svg", "png")],
        "files": [("CSV", csv), *wide, ("CSV, for Excel", f"{csv}&for=excel"), ("JSON", json)]
        if downloadable(info, view)
        else [],
        "withheld": list(tables.withheld_words(info, view)),
    }


def _rooted(address: str) -> str:
    """Relative, so that it leads on wherever the dashboard is mounted: its pages all lie at the root."""
    return address.removeprefix("/")
