"""What may be printed about a view of a build: its sentence and its citations, for the dashboard and light pages."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.address.view import View
from dashboard.chart.marks import chosen_events
from dashboard.chart.records import ChartInfo
from dashboard.chart.selection import picked, picked_ids, window
from dashboard.publishers import labelled
from dashboard.record import charts
from dashboard.record.build import Build, build_info, kept
from dashboard.record.series import SeriesReach, series_reach
from dashboard.record.shown import chart_of
from dashboard.say import say_day
from dashboard.views.pictures import panes, selections
from dashboard.words import cite
from dashboard.words.alt import Credit, short_alt
from dashboard.words.sentence import sentence
from etl.vocabulary import ChartKind


@dataclass(frozen=True)
class Quoted:
    """The texts about a view, plain but for `bibtex`. `description`: for search engines and previews of links."""

    sentence: str
    description: str
    citation: str
    bibtex: str


@kept(256)
def quoted(build: Build, view: View, today: dt.date, address: str) -> Quoted:
    """The texts about a view. `address`: where readers find it. Raises KeyError for an unknown chart."""
    info = chart_of(build, view)
    reach = series_reach(build, picked_ids(info, view), view.asof)
    listed = charts.chart_events(build, view.chart) if info.kind == ChartKind.TIMELINE else None
    events = [] if listed is None else chosen_events(listed, view, *window(info, view))
    credit = Credit(_asof(view, reach), _publishers(info, view))
    shown = list(zip(panes(build, view), selections(build, view), strict=True))
    sentences, described = [], []
    for pane, selection in shown:
        # Of a pane only what is in its unit.
        part, article = chart_of(build, pane), charts.article_shown(build, pane)
        sentences.append(sentence(part, selection, view, reach, events))
        described.append(short_alt(part, selection, view, events, article, credit))
    cited = (info, reach, view, address, today, build_info(build).build_id)
    return Quoted(
        sentence=" ".join(sentences),
        # Of several panes the first: there is room for no more.
        description=described[0],
        citation=cite.citation(*cited),
        bibtex=cite.bibtex(*cited),
    )


def _publishers(info: ChartInfo, view: View) -> list[str]:
    """Who counted, each once; a party to the war that counts losses is labelled so."""
    names = (labelled(series.publisher, series.party) for series in picked(info, view))
    return list(dict.fromkeys(names))


def _asof(view: View, reach: Sequence[SeriesReach]) -> str:
    """Of which day the values are: the view's, else that on which the newest of them were learned."""
    if view.asof:
        return f"as known on {say_day(view.asof)}"
    learned = [row.learned for row in reach if row.learned]
    return f"as of {say_day(max(learned))}" if learned else ""
