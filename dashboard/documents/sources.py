"""Sources: who is alive; who publishes, on whose side, under which terms, how far it reaches, what it feeds."""

import datetime as dt
from collections.abc import Iterator
from html import escape

from dashboard.chart.records import sure
from dashboard.documents.pieces import Caution, Document, Piece, Subject, Words
from dashboard.documents.prose import folded, heading, prose
from dashboard.publishers import side_words
from dashboard.record import charts, claims
from dashboard.record.build import build_info
from dashboard.record.serving import kept_history
from dashboard.record.sources import SourceRecord, source_records
from dashboard.say import join_words, say_day, say_moment
from dashboard.views import refreshes
from etl import states, store
from etl.history import History, Run, troubles
from etl.states import NEEDY, SourceState
from etl.vocabulary import Share, counted

SHOWN_RUNS = 20
NEVER = (
    '<p class="ci">Never refreshed here: these are the data that ship with the program. '
    f"<code>{store.COMMAND} refresh</code> asks the publishers for what is new.</p>"
)


def sources(about: Subject) -> Document:
    """The page’s pieces: which sources need somebody, each source, and the last refreshes."""
    history = kept_history(about.today)
    build = build_info(about.build)
    alive = refreshes.alive(about.build, history, about.today)
    rows = {row.source_id: row for row in source_records(about.build)}
    table = "".join(_source(about, one, rows[one.source], history) for one in alive)
    return (
        heading(
            about,
            "Sources",
            f"Build {build.build_id}, made {say_day(build.built_at.date())}. The newest thing it knows was "
            f"learned on {say_day(build.newest_vintage.date())}.",
        ),
        Words(f'<p class="ci"><b>{states.state_tally(alive)}.</b></p>'),
        prose(
            about,
            "Those that need somebody come first. Every source says whose it is and how far it reaches. Its data are "
            "open or shown only, as its terms say. A kept table was gathered by hand.",
        ),
        *_troubles(about, history),
        Words(
            '<div class="ci ci-rows ci-publishers"><table><tr><th>Publisher, kind and side</th><th>Terms</th>'
            f"<th>Rhythm and reach</th><th>State</th><th>What it feeds</th></tr>{table}</table></div>"
        ),
        *_history(history),
    )


def _troubles(about: Subject, history: History) -> Iterator[Piece]:
    """What is odd about this build, and how the last refresh went."""
    yield from map(Caution, about.notes)
    if left_out := claims.unfinished(about.build):
        yield Caution(
            f"Left out of this build, since not finished: {join_words(left_out)}. "
            f"{store.COMMAND} article check says what is wrong."
        )
    for problem in history.problems:
        yield Caution(f"Not all of the history of refreshes is shown: {problem}.")
    if not history.runs:
        yield Words(NEVER)
        return
    last = history.runs[0]
    tally = refreshes.answer_tally(last)
    yield Words(f'<p class="ci">The last refresh ran on {say_moment(last.at)}. Sources: {tally}.</p>')
    if last.problem:
        yield Caution(f"The last refresh made no build, so an earlier one is shown: {last.problem}")


def _history(history: History) -> Iterator[Piece]:
    if newest := history.runs[:SHOWN_RUNS]:
        yield folded(
            f"History: the last {len(newest)} of {len(history.runs):,} refreshes",
            '<div class="ci-rows"><table><tr><th>Refresh</th><th>Sources</th><th>Problems</th></tr>'
            f"{''.join(map(_run, newest))}</table></div>",
        )


def _source(about: Subject, one: SourceState, row: SourceRecord, history: History) -> str:
    """One source as HTML: name and link, kind and side, terms, rhythm, reach, state, what it feeds, what to know."""
    if row.newest is None:
        reach = "no data held"
    else:
        days = (about.today - row.newest).days
        reach = f"data to {say_day(row.newest)}; {counted(days, 'day')} old; learned {say_day(sure(row.learned))}"
    licence = escape(row.licence)
    if row.licence_url:
        licence = f'<a href="{escape(row.licence_url)}" rel="noopener" target="_blank">{licence}</a>'
    terms = "" if row.terms_read else " (terms not read in full)"
    share = "may be downloaded here" if row.share == Share.OPEN else "shown here, but in no download"
    every = "day" if row.expected_every_days == 1 else f"{row.expected_every_days} days"
    rhythm = f"expected every {every}" if row.expected_every_days else "no rhythm"
    rhythm = f"kept by hand, {rhythm}" if row.kept else rhythm
    repeats = f"<br>Repeats figures of {escape(row.derives_from)}." if row.derives_from else ""
    feeds = " · ".join(
        f'<a href="chart?chart={escape(name)}" target="_self">{escape(charts.chart_info(about.build, name).title)}</a>'
        for name in row.charts
    )
    series = escape("; ".join(row.series)) or "no series"
    note = f'<br><span class="ci-soft">{escape(row.note)}</span>' if row.note else ""
    return (
        f'<tr id="{escape(row.source_id)}"><td><a href="{escape(row.landing_url)}" rel="noopener" '
        f'target="_blank">{escape(row.publisher)}</a><br>'
        f"{escape(row.kind)}, {escape(side_words(row.side))}{repeats}{note}</td>"
        f"<td>{licence}{terms}; {share}</td><td>{escape(rhythm)}<br>{escape(reach)}</td>"
        f"<td>{_state(one, about.today)}{_last_refresh(one, row, history)}</td>"
        f'<td>{series}<br><span class="ci-soft">{feeds}</span></td></tr>'
    )


def _state(one: SourceState, today: dt.date) -> str:
    """The state of a source as HTML: since when, and what to do."""
    name = f"<b>{one.state.capitalize()}</b>" if one.state in NEEDY else one.state.capitalize()
    page = f'<a href="{escape(one.landing_url)}" rel="noopener" target="_blank">the publisher’s page</a>'
    remedy = escape(one.remedy).replace("the publisher’s page", page)
    todo = f" <i>To do:</i> {remedy}." if remedy else ""
    return f"<div>{name}. {refreshes.state_words(one, today)}{todo}</div>"


def _last_refresh(one: SourceState, row: SourceRecord, history: History) -> str:
    """How the last refresh of one source went, as HTML: when and with what result, and what was wrong."""
    standing = history.standings.get(one.source)
    if standing is None and row.kept:
        return "No refresh asks for it."
    if standing is None and not row.proven:
        how = "Refreshed only by name" if row.expected_every_days else "Left out of refreshes"
        return f"{how}: its answer was never recorded."
    if standing is None:
        return "Never refreshed here."
    answer = standing.result
    told = f"Last refresh {say_moment(standing.at)}: <b>{answer.outcome}</b>"
    if answer.outcome == "fresh":
        told += f", {refreshes.row_changes(answer)}"
    if answer.hosts:
        told += f"; {escape(join_words(answer.hosts))} answered"
    parts = [f"<div>{told}.</div>"]
    if answer.problem:
        parts.append(f'<div class="ci-problem">{escape(answer.problem)}</div>')
        since = f"on {say_moment(standing.succeeded)}" if standing.succeeded else "never"
        parts.append(f"<div>Last brought up to date here: {since}.</div>")
    parts += [f'<div class="ci-problem">Held back: {escape(said)}.</div>' for said in answer.held_back]
    parts += [f"<div>Accepted by hand: {escape(said)}.</div>" for said in answer.accepted]
    return "".join(parts)


def _run(run: Run) -> str:
    """One refresh as a row of HTML: when, what the sources came to, which build, and every problem."""
    problems = [said for answer in run.results for said in troubles(answer)]
    problems += [f"No build was made: {run.problem}"] if run.problem else []
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    return (
        f"<tr><td>{say_moment(run.at)}</td><td>{refreshes.answer_tally(run)}<br>"
        f'<span class="ci-soft">build {escape(run.build) or "none"}</span></td>'
        f"<td>{f'<ul>{items}</ul>' if items else 'no problem'}</td></tr>"
    )
