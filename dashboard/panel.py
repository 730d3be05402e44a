"""A chart on a page: title, measure and unit, the picture, and the line that says who counts and how far it reaches."""

import datetime as dt
from functools import lru_cache
from html import escape
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from dashboard import queries, tables
from dashboard.card import card
from dashboard.context import Context
from dashboard.evidence import ExcerptRecord, charted
from dashboard.glossary import glossed
from dashboard.pictures import drawn
from dashboard.plot import config, figure
from dashboard.shapes import Drawing
from dashboard.view import View, url
from dashboard.words import join_words, overdue, short_day
from etl.units import LOSSES, PARTIES

# So many events are told in words under a timeline, and at most so many statements under a chart of nothing else.
NEAREST, STATEMENTS = 6, 16


@lru_cache(maxsize=128)
def plotted(path: Path, view: View, dark: bool, narrow: bool) -> go.Figure:
    """The figure of a view, made once per build, view, theme and width."""
    picture = drawn(path, view)
    return figure(picture, dark, narrow, queries.outlines(path) if picture.kind == "map" else {})


def panel(ctx: Context, chart_id: str) -> None:
    """A chart as it stands by itself: heading, picture, source line with a link to its own page."""
    show(ctx, View(chart=chart_id, article=ctx.article_id), linked=True)


def show(ctx: Context, view: View, *, linked: bool) -> None:
    """Draw one view. `linked`: the source line ends with a link to the chart's own page."""
    picture = drawn(ctx.path, view)
    st.html(_title(ctx, picture, view.chart))
    if picture.layers:
        st.plotly_chart(
            plotted(ctx.path, view, ctx.dark, ctx.narrow),
            theme=None,
            config=config(),
            alt=picture.alt,
            key=f"chart-{view.chart}",
        )
    st.html(told(picture) + source_line(ctx.path, view, ctx.today, linked))
    if linked and picture.kind == "map":
        _numbers(ctx, view)


def _numbers(ctx: Context, view: View) -> None:
    """The values of a map, which a colour says only roughly, as a table that is made when it is opened."""
    box = st.expander("The same numbers as a table", key=f"numbers-{view.chart}", on_change="rerun")
    if box.open:
        info, data = queries.chart(ctx.path, view.chart), queries.observations(ctx.path, view.chart, view.asof)
        box.dataframe(tables.table(info, data, view), hide_index=True, column_order=tables.READABLE[:3])


def _title(ctx: Context, picture: Drawing, chart_id: str) -> str:
    return (
        f'<div class="ci"><p class="ci-chart-title" id="{escape(chart_id)}">{escape(picture.title)}</p>'
        f'<span class="ci-soft">{glossed(ctx.path, picture.subtitle)}</span></div>'
    )


def beside(ctx: Context, lanes: View, view: View) -> None:
    """A timeline's lanes under the chart of another view, on the very same axis of time."""
    spec = plotted(ctx.path, lanes, ctx.dark, ctx.narrow).to_dict()
    layout = spec["layout"]
    # Without data in the window there is no axis above.
    if drawn(ctx.path, view).layers:
        above = plotted(ctx.path, view, ctx.dark, ctx.narrow).to_dict()["layout"]
        layout |= {"margin": layout["margin"] | {side: above["margin"][side] for side in "lr"}}
        layout |= {"xaxis": layout["xaxis"] | {"range": above["xaxis"]["range"]}}
    picture = drawn(ctx.path, lanes)
    st.html(_title(ctx, picture, lanes.chart))
    st.plotly_chart(
        go.Figure({"data": spec["data"], "layout": layout}, _validate=False),
        theme=None,
        config=config(),
        alt=picture.alt,
        key="chart-lanes",
    )


def claimed(ctx: Context, excerpts: tuple[ExcerptRecord, ...], chart_id: str) -> None:
    """Claims' cards with their chart beside them; on a phone, the chart below."""
    left, right = st.columns([0.4, 0.6], gap="medium")
    with left:
        st.html("".join(card(ctx.path, excerpt, chart_id) for excerpt in excerpts))
    with right:
        panel(ctx, chart_id)


def with_claims(ctx: Context, chart_id: str) -> None:
    """A chart of a topic page: beside the excerpts that claim something about it, or by itself."""
    excerpts = charted(ctx.path, ctx.article_id, chart_id)
    if excerpts:
        claimed(ctx, excerpts, chart_id)
    else:
        panel(ctx, chart_id)


def told(picture: Drawing) -> str:
    """In words what can't be named in the picture: events nearest to the article's day, or a few statements, all."""
    kinds = {layer.kind for layer in picture.layers} - {"vline", "hline", "shade"}
    rows = [row for layer in picture.layers if layer.kind in ("marks", "points", "range") for row in layer.rows]
    days = [layer.rows[0].x for layer in picture.layers if layer.kind == "vline"]
    if picture.kind == "timeline" and days:
        head, rows = "Nearest to the article’s day", sorted(rows, key=lambda row: abs(row.x - days[0]))[:NEAREST]
    elif kinds and kinds <= {"points", "range"} and len(rows) <= STATEMENTS:
        head = "Who said so, and when"
    else:
        return ""
    texts = dict.fromkeys(row.text for row in sorted(rows, key=lambda row: row.x))
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<div class="ci ci-told"><span class="ci-soft">{head}</span><ul>{items}</ul></div>'


@lru_cache(maxsize=256)
def source_line(path: Path, view: View, today: dt.date, linked: bool) -> str:
    """Who counts, on whose side, newest period, day learned; whether that is overdue; notes; issues; the link."""
    info, picture = queries.chart(path, view.chart), drawn(path, view)
    held = queries.observations(path, view.chart).groupby("series_id")["period_end"].max()
    rows = [
        {**row, "newest": held[row["series_id"]].date() if row["series_id"] in held else None}
        for row in queries.reach(path, tuple(series.id for series in info.series))
    ]
    by_source: dict[str, list[dict]] = {}
    for row in rows:
        by_source.setdefault(row["source_id"], []).append(row)
    said = [_source(series, today) for series in by_source.values()]
    if info.kind == "timeline":
        said = ["Dated events, gathered by hand, each with its own source: see the table of this chart."]
    notes = [*picture.notes, *dict.fromkeys(issue for row in rows for issue in row["issues"] or ())]
    parts = [f"<p>{' · '.join(said)}</p>"]
    parts += [f"<p>{glossed(path, ' '.join(notes))}</p>"] if notes else []
    if linked:
        parts.append(
            f'<p><a href="{escape(url(view).removeprefix("/"))}" target="_self">Open, adjust, download</a></p>'
        )
    return f'<div class="ci ci-source">{"".join(parts)}</div>'


def _source(rows: list[dict], today: dt.date) -> str:
    """As "The Economist (media, no side), data to 21 Aug 2026, learned 22 Aug 2026", with a link to the publisher.

    `rows`: the source's series in the chart; those that reach as far as each other are told once.
    """
    first = rows[0]
    side = "no side" if first["side"] == "none" else first["side"]
    if first["side"] in PARTIES and any(row["counts"] in LOSSES for row in rows):
        side = f"{first['side']}, a party to the war"
    repeats = f"; repeats figures of {escape(first['derives_from'])}" if first["derives_from"] else ""
    link = f'<a href="{escape(first["landing_url"])}" rel="noopener" target="_blank">{escape(first["publisher"])}</a>'
    labels: dict[str, list[str]] = {}
    for row in rows:
        labels.setdefault(_reach(row, today), []).append(row["label"])
    told = [reach if len(labels) == 1 else f"{reach} ({escape(join_words(names))})" for reach, names in labels.items()]
    return f"{link} ({first['kind']}, {escape(side)}{repeats}), {'; '.join(told)}"


def _reach(row: dict, today: dt.date) -> str:
    """How far a series reaches and when that was learned. Older than its source's rhythm explains: asks to refresh."""
    if row["newest"] is None:
        return "no data held"
    kept = row["steps"] and row["frequency"] == "I"
    reach = f"{'last change' if kept else 'data to'} {short_day(row['newest'])}, learned {short_day(row['learned'])}"
    if row["ended_on"]:
        return f"{reach}; no longer published"
    return f"{reach}; refresh to update" if overdue(row["newest"], today, row["expected_every_days"]) else reach
