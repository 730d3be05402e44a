"""What a chart's page shows of its view, one at a time: the chart, a table, a map, or about the data."""

from dataclasses import replace
from html import escape

from dashboard.address.view import Show, View, view_url
from dashboard.chart.selection import picked_ids
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.record.shown import chart_of
from etl.vocabulary import ChartKind

WORDS = {Show.CHART: "Chart", Show.TABLE: "Table", Show.MAP: "Map", Show.ABOUT: "About the data"}
NO_MAP = "There is no map of what this chart shows: the chart is shown instead."


def map_view(build: Build, view: View) -> View | None:
    """The map of a quantity that the view shows, as of its day and up to the end of its window; None without one."""
    info, maps = chart_of(build, view), charts.maps(build)
    named = () if info.kind == ChartKind.MAP else picked_ids(info, view)
    found = next((maps[name] for name in named if name in maps), "")
    return View(chart=found, end=view.end, asof=view.asof, show=view.show) if found else None


def tabs_html(build: Build, view: View) -> str:
    """Links to all that there is of a view, as HTML; that which is shown is marked."""
    offered = [each for each in Show if each != Show.MAP or map_view(build, view)]
    words = WORDS | ({Show.CHART: "Map"} if chart_of(build, view).kind == ChartKind.MAP else {})
    shown = view.show if view.show in offered else Show.CHART
    links = "".join(
        f'<a href="{escape(view_url(replace(view, show=each)).removeprefix("/"))}" target="_self" data-here'
        f"{' aria-current=page' if each == shown else ''}>{words[each]}</a>"
        for each in offered
    )
    return f'<nav class="ci ci-tabs" aria-label="Of this view">{links}</nav>'
