"""Timeline: dated events by category beside a chosen chart; which, and over what time, stand in the address."""

from dataclasses import replace
from html import escape

import pandas as pd

from dashboard.address.params import problem_sentences
from dashboard.address.view import ON, View, parse_view, view_url
from dashboard.documents.pieces import Caution, Document, Live, Panel, Subject, Words
from dashboard.documents.prose import heading, prose
from dashboard.parts.tables.frame_table import table_html
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views import tables
from etl.vocabulary import ChartKind

FIRST, EVENTS = "casualties", "events"
NONE = '<p class="ci">No event held lies in this window.</p>'


def timed_charts(build: Build) -> dict[str, str]:
    """{id: title} of the charts that run along time."""
    every = (charts.chart_info(build, chart) for chart in charts.known_names(build).charts)
    return {info.id: info.title for info in every if info.kind in (ChartKind.TIME, ChartKind.STACKED)}


def timeline_view(about: Subject) -> tuple[View, list[str]]:
    """The chart beside the events, as the address asks for it; and what of the address was ignored."""
    view, problems = parse_view(about.asked, charts.known_names(about.build), about.today)
    timed = timed_charts(about.build)
    if view.chart and view.chart not in timed:
        problems.append(f"the chart ‘{view.chart}’ does not run along time")
    begins = charts.chart_info(about.build, EVENTS).start
    shown = replace(
        view,
        chart=view.chart if view.chart in timed else FIRST,
        # What was picked belongs to the chart that was asked for.
        pick=view.pick if view.chart in timed else (),
        events=view.events or (ON,),
        start=view.start or (begins if begins is None or view.end is None or view.end > begins else None),
        asof=about.asof,
        article=view.article or about.article_id,
    )
    return shown, problems


def lanes_view(about: Subject, view: View) -> View:
    """The events below a view, over the same time."""
    # Both axes reach to today, so that events after a chart's last value have their place.
    end = view.end or about.today
    return View(EVENTS, view.start, end, events=view.events, article=view.article, asof=view.asof)


def listed_events(about: Subject, lanes: View) -> pd.DataFrame:
    """The events of a view, as tables.event_table tells them."""
    return tables.event_table(charts.chart_info(about.build, EVENTS), charts.chart_events(about.build, EVENTS), lanes)


def timeline(about: Subject) -> Document:
    """The page’s pieces."""
    view, problems = timeline_view(about)
    lanes = lanes_view(about, view)
    beside, listed = replace(view, end=lanes.end), listed_events(about, lanes)
    return (
        heading(
            about,
            "Timeline",
            "What happened when, beside one of the charts. An event next to a turn of a line does not say that one "
            "caused the other.",
        ),
        *map(Caution, problem_sentences(problems)),
        Live("controls"),
        Panel(beside),
        *(_events(about, view, beside, lanes, listed) if len(listed) else [Words(NONE)]),
    )


def _events(about: Subject, view: View, beside: View, lanes: View, listed: pd.DataFrame) -> Document:
    address = escape(view_url(view, page="timeline").removeprefix("/"))
    return (
        Panel(lanes, told=False, above=beside, live="lanes"),
        prose(
            about,
            "Open marks are events whose source page was not read in full. Choose categories and days above; the list "
            "follows.",
        ),
        Live("table", f'<div class="ci-listed">{table_html(listed)}</div>'),
        Words(f'<p class="ci"><a href="{address}" target="_self">Link to exactly this timeline</a></p>'),
    )
