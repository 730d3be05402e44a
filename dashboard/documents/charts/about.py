"""About the data of a view: what each series counts, its source and terms, what is held of it, what was revised."""

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape

from dashboard.address.view import View
from dashboard.chart.selection import picked_ids
from dashboard.documents.pieces import Piece, Subject, Words
from dashboard.parts.glossary import glossed
from dashboard.parts.tables.revisions_table import revisions_html
from dashboard.publishers import labelled, side_words
from dashboard.record.build import Build
from dashboard.record.learned import HeldSeries, held_series, line_revisions
from dashboard.record.series import SeriesReach, series_reach
from dashboard.record.shown import chart_of, view_observations
from dashboard.record.sources import SourceRecord, source_records
from dashboard.say import say_day
from etl.vocabulary import ChartKind, Frequency, Share, counted

RHYTHMS = {
    Frequency.DAILY: "daily",
    Frequency.WEEKLY: "weekly",
    Frequency.MONTHLY: "monthly",
    Frequency.QUARTERLY: "quarterly",
    Frequency.YEARLY: "yearly",
    Frequency.IRREGULAR: "as published",
}
EVENTS = "Dated events, gathered by hand; each names its own source, and how far that was read, in the table."
UNREVISED = "No value of these series that is held here was revised or withdrawn."


def about_data(about: Subject, view: View) -> Iterator[Piece]:
    """The series of a view one after another, then what was revised of them. As of the view's day."""
    info = chart_of(about.build, view)
    if info.kind == ChartKind.TIMELINE:
        yield Words(f'<p class="ci ci-prose">{EVENTS}</p>')
        return
    ids = picked_ids(info, view)
    lines = _lines(about.build, view, ids)
    held, sources = (
        held_series(about.build, lines, view.asof),
        {row.source_id: row for row in source_records(about.build)},
    )
    for row in series_reach(about.build, ids, view.asof):
        yield Words(_series(about.build, row, sources[row.source_id], held.get(row.series_id)))
    yield Words(_revised(about.build, lines, view.asof))


def _lines(build: Build, view: View, ids: Sequence[str]) -> tuple[str, ...]:
    """What the view may draw of these series, as "series:entity"."""
    found = view_observations(build, view)[["series_id", "entity"]].drop_duplicates()
    pairs = sorted(found.itertuples(index=False, name=None))
    return tuple(f"{series}:{entity}" for series, entity in pairs if series in ids)


def _series(build: Build, row: SeriesReach, source: SourceRecord, held: HeldSeries | None) -> str:
    more = [f"Low and high: {row.interval_words}."] if row.interval_words else []
    more += [f"Derived: {row.derived}."] if row.derived else []
    caveats = "".join(f"<li>{glossed(build, caveat)}</li>" for caveat in row.caveats)
    told = "".join(f'<tr><th scope="row">{name}</th><td>{words}</td></tr>' for name, words in _facts(row, source, held))
    return (
        f'<div class="ci ci-about"><h2 class="ci-section">{escape(row.title)}</h2>'
        f'<p class="ci-prose">{glossed(build, " ".join([row.definition, *more]))}</p>'
        f"{f'<ul class=ci-prose>{caveats}</ul>' if caveats else ''}<table>{told}</table></div>"
    )


def _facts(row: SeriesReach, source: SourceRecord, held: HeldSeries | None) -> Iterator[tuple[str, str]]:
    """What a table tells of a series: a name and HTML each."""
    publisher = f'<a href="{escape(row.landing_url)}" rel="noopener">{escape(labelled(row.publisher, row.party))}</a>'
    repeats = f"; repeats figures of {escape(row.derives_from)}" if row.derives_from else ""
    yield "Source", f"{publisher} ({escape(row.kind)}, {escape(side_words(row.side))}){repeats}"
    terms = f'<a href="{escape(source.licence_url)}" rel="noopener">{escape(row.licence)}</a>'
    withheld = "" if row.share == Share.OPEN else "; shown here, but in no download"
    yield "Licence", (terms if source.licence_url else escape(row.licence)) + withheld
    yield "Frequency", RHYTHMS[row.frequency]
    if not held:
        yield "Held", "nothing yet"
        return
    yield "Held", f"{counted(held.periods, 'period')}, {say_day(held.first)} to {say_day(held.last)}"
    first, last = say_day(held.first_learned), say_day(held.last_learned)
    days = f"on {first}" if held.vintages == 1 else f"on {held.vintages:,} days, first on {first}, last on {last}"
    yield "Learned", days


def _revised(build: Build, lines: tuple[str, ...], asof: dt.date | None) -> str:
    found = line_revisions(build, lines, asof)
    tables = "".join(revisions_html(each.rows, say_day(each.moment.date()), opened=False) for each in found)
    return f'<div class="ci ci-about"><h2 class="ci-section">Revisions</h2>{tables or f"<p>{UNREVISED}</p>"}</div>'
