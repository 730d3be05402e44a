"""What stands under a picture: who counts and on whose side, how far the data reach, notes, and statements in words."""

import datetime as dt
from dataclasses import replace
from html import escape

from dashboard.address.view import View, view_url
from dashboard.chart.records import Drawing, sure
from dashboard.chart.selection import picked_ids
from dashboard.parts.glossary import glossed
from dashboard.publishers import labelled, side_words
from dashboard.record.build import Build, kept
from dashboard.record.series import SeriesReach, series_reach
from dashboard.record.serving import kept_history
from dashboard.record.shown import chart_of, view_observations
from dashboard.record.sources import source_holdings
from dashboard.say import join_words, say_day, say_learned
from dashboard.views import refreshes
from dashboard.views.pictures import drawings
from etl import states
from etl.history import History
from etl.vocabulary import ChartKind, Frequency

# So many events are told in words under a timeline, and at most so many statements under a chart of nothing else.
NEAREST, STATEMENTS = 6, 16
# So many sources are named in the line under a chart that stands among others.
NAMED = 2


def notes_html(picture: Drawing) -> str:
    """In words what can't be named in the picture: events nearest to the article's day, or a few statements, all."""
    kinds = {layer.kind for layer in picture.layers} - {"vline", "hline", "figure", "shade", "ghost"}
    rows = [row for layer in picture.layers if layer.kind in ("marks", "points", "range") for row in layer.rows]
    days = [layer.rows[0].day for layer in picture.layers if layer.kind == "vline"]
    if picture.kind == ChartKind.TIMELINE and days:
        head, rows = "Nearest to the article’s day", sorted(rows, key=lambda row: abs(row.day - days[0]))[:NEAREST]
    elif kinds and kinds <= {"points", "range"} and len(rows) <= STATEMENTS:
        head = "Who said so, and when"
    else:
        return ""
    # Days as they are written are in their order.
    texts = dict.fromkeys(row.text for row in sorted(rows, key=lambda row: str(row.x)))
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<div class="ci ci-told"><span class="ci-soft">{head}</span><ul>{items}</ul></div>'


def source_line(build: Build, view: View, today: dt.date, linked: bool, within: str = "") -> str:
    """Who counts, on whose side, newest period, day learned; whether that is overdue, and why; notes; issues; the link.

    All of it as of the view's day: what became known or was found later is not told. A chart that is `linked` stands
    among others: it says in a line who counts, and the rest is opened in place, with `within`, which is HTML.
    """
    # A refresh that learns nothing makes no build, but is told.
    return _line(build, view, today, linked, within, kept_history(today))


@kept(256)
def _line(build: Build, view: View, today: dt.date, linked: bool, within: str, history: History) -> str:
    info = chart_of(build, view)
    held = view_observations(build, view).groupby("series_id")["period_end"].max()
    rows = [
        replace(row, newest=held[row.series_id].date() if row.series_id in held else None)
        for row in series_reach(build, picked_ids(info, view), view.asof)
    ]
    by_source: dict[str, list[SeriesReach]] = {}
    for row in rows:
        by_source.setdefault(row.source_id, []).append(row)
    due = {} if view.asof else {row.series_id: _behind(build, row, today, history) for row in rows}
    said = [_source(series, due, view.asof) for series in by_source.values()]
    if info.kind == ChartKind.TIMELINE:
        said = ["Dated events, gathered by hand, each with its own source."]
    # What is odd in the newest data is nothing to know about an earlier record.
    issues = [issue for row in rows for issue in row.issues] if view.asof is None else []
    notes = dict.fromkeys(
        [*filter(None, [info.note]), *(note for picture in drawings(build, view) for note in picture.notes), *issues]
    )
    parts = [f"<p>{' · '.join(said)}</p>"]
    parts += [f"<p>{glossed(build, ' '.join(notes))}</p>"] if notes else []
    if linked:
        link = f'<a href="{escape(view_url(view).removeprefix("/"))}" target="_self">Open, adjust, download</a>'
        opened = f"<details><summary>Sources and notes</summary>{''.join(parts)}{within}</details>"
        parts = [f"<p>{_brief(list(by_source.values())) or said[0]}</p>", opened, f"<p>{link}</p>"]
    return f'<div class="ci ci-source">{"".join(parts)}</div>'


def _brief(sources: list[list[SeriesReach]]) -> str:
    """As "Oryx, General Staff (a party to the war) and 2 more; data to 21 August 2026", as HTML; empty without any."""
    if not sources:
        return ""
    names = [_sided(rows) for rows in sources]
    listed = [*names[:NAMED], *([f"{len(names) - NAMED} more"] if len(names) > NAMED else [])]
    days = [row.newest for rows in sources for row in rows if row.newest]
    return escape("; ".join([join_words(listed), *([f"data to {say_day(max(days))}"] if days else [])]))


def _sided(rows: list[SeriesReach]) -> str:
    """A publisher, if it is a party to the war with that in brackets."""
    party = next((row.party for row in rows if row.party), "")
    return f"{rows[0].publisher} ({party})" if party else rows[0].publisher


def _source(rows: list[SeriesReach], behind: dict[str, str], asof: dt.date | None) -> str:
    """As "Oryx (media, no side), data to 21 August 2026, learned 22 August 2026", with a link to the publisher.

    `rows`: the source's series in the chart; those that reach as far as each other are told once. `behind`: by series,
    why nothing newer is here.
    """
    first = rows[0]
    side = labelled(side_words(first.side), next((row.party for row in rows if row.party), ""))
    repeats = f"; repeats figures of {escape(first.derives_from)}" if first.derives_from else ""
    link = f'<a href="{escape(first.landing_url)}" rel="noopener" target="_blank">{escape(first.publisher)}</a>'
    labels: dict[str, list[str]] = {}
    for row in rows:
        reach = "; ".join(filter(None, (_reach(row, asof), behind.get(row.series_id))))
        labels.setdefault(reach, []).append(row.label)
    told = [reach if len(labels) == 1 else f"{reach} ({escape(join_words(names))})" for reach, names in labels.items()]
    return f"{link} ({first.kind}, {escape(side)}{repeats}), {'; '.join(told)}"


def _reach(row: SeriesReach, asof: dt.date | None) -> str:
    """How far a series reaches and when that was learned."""
    if row.newest is None:
        return f"no data held for {say_day(asof)}" if asof else "no data held"
    reach = f"{'last change' if _changing(row) else 'data to'} {say_day(row.newest)}"
    reach += f", {say_learned(sure(row.learned), row.basis, row.recorded)}"
    return f"{reach}; no longer published" if row.ended_on and (asof is None or row.ended_on <= asof) else reach


def _behind(build: Build, row: SeriesReach, today: dt.date, history: History) -> str:
    """Why a series has nothing newer though its source's rhythm says that it should; empty where nothing is due."""
    if row.newest is None or row.ended_on or row.expected_every_days is None:
        return ""
    (source,) = (each for each in source_holdings(build) if each.source == row.source_id)
    # What has a row only when it changes is as new as all else that its publisher told.
    newest = sure(source.newest) if _changing(row) else row.newest
    due = states.due_day(newest, row.expected_every_days, [row.frequency], row.known_after_days)
    if today <= due:
        return ""
    return "newer data are due" if row.kept else refreshes.behind(history.standings.get(source.source), due)


def _changing(row: SeriesReach) -> bool:
    return row.steps and row.frequency == Frequency.IRREGULAR
