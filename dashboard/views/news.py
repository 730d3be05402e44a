"""News: what refreshes learned, what publishers revised, verdicts that moved, corrections of ours; of all, or of some
series."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.address.how import record_lines
from dashboard.address.view import View, canonical, query
from dashboard.chart.records import ChartInfo
from dashboard.record.build import Build
from dashboard.record.related import claims_about
from dashboard.record.revised import revisions
from dashboard.record.revised.corrections import correction_batches
from dashboard.record.revised.revisions import Batch, ChangedValue, FirstValue, Revision, value_words
from dashboard.record.sources import source_records
from dashboard.say import join_words, say_day, say_period
from dashboard.views import refreshes
from etl.history import Result, Run
from etl.vocabulary import Cause, Share, counted

MOST = 50
SHOWN = "Its publisher’s terms let us show the values, not pass them on: they stand on the page."
# What an id is made from beside the facts of its entry; never to be changed, or readers get everything once more.
OURS = uuid.UUID("6f1d7a52-8a0e-4c3f-9b7c-2d5e41f0a9b3")


@dataclass(frozen=True)
class Entry:
    """One piece of news. `facts`: what it is about, the same in every build that knows of it. `content`: HTML."""

    kind: str
    facts: str
    title: str
    updated: dt.datetime
    link: str
    content: Markup

    @property
    def id(self) -> str:
        """The same for the same facts, whichever build tells them and wherever it is served."""
        return uuid.uuid5(OURS, f"{self.kind} {self.facts}").urn


def entries(build: Build, runs: Sequence[Run], base: str) -> list[Entry]:
    """The newest MOST pieces of news, newest first. `base`: where readers reach the site."""
    publishers = {row.source_id: row.publisher for row in source_records(build)}
    found = [
        *(moved for run in runs for moved in _verdicts(build, run, base)),
        *(_correction(batch, base) for batch in correction_batches(build)),
        *(_revisions(batch, base) for batch in revisions.large(build)),
        *(_refresh(run, publishers, base) for run in runs if any(map(_learned, run.results))),
    ]
    return sorted(found, key=lambda entry: entry.updated, reverse=True)[:MOST]


def feed_address(info: ChartInfo, view: View) -> str:
    """Where the news of what a view shows is told, from the site's root; empty for events, which have no values."""
    if not info.series:
        return ""
    # Of a line that is computed, the news of those that it is made of.
    said = {"series": ",".join(record_lines(view.series))} if view.series else {"chart": view.chart}
    return f"feed.xml{query(said)}"


def series_entries(build: Build, runs: Sequence[Run], lines: tuple[str, ...], base: str) -> list[Entry]:
    """The newest MOST pieces of news of lines, each a series or, as "refugees:DEU", one of its entities: values that
    became known, values revised, withdrawn and corrected, of each day and series one, and verdicts that moved."""
    about = claims_about(build, lines)
    found = [
        *(moved for run in runs for moved in _verdicts(build, run, base, about)),
        *(_first(row, base) for row in revisions.first_values(build, lines, MOST)),
        *(_changed(row, base) for row in revisions.changed_values(build, lines, MOST)),
    ]
    return sorted(found, key=lambda entry: entry.updated, reverse=True)[:MOST]


def _first(row: FirstValue, base: str) -> Entry:
    """The newest of the values of a series that became known on a day, and how many there were."""
    day = row.moment.date()
    value = value_words(row.value, row.low, row.high, row.unit)
    period = say_period(row.period_start, row.period_end, row.frequency)
    named, link = f"{row.title}, {row.who}" if row.who else row.title, canonical(View(series=(row.line,)), base)
    learned = f"{counted(row.together, 'value')} became known on {say_day(day)}."
    more = f", and {row.together - 1:,} more" if row.together > 1 else ""
    title = f"{named}: {value}, {period}{more}"
    content = Markup("<p>{}, {}: <b>{}</b></p><p>{}</p>").format(named, period, value, learned)
    if row.sharing != Share.OPEN:
        title = f"{named}: {counted(row.together, 'new value')}, to {period}"
        content = Markup("<p>{} {}</p>").format(learned, SHOWN)
    return Entry("value", f"{row.asked} {day}", title, row.moment, link, content)


def _changed(row: ChangedValue, base: str) -> Entry:
    """The largest of the changes of a series on a day, and how many there were."""
    moment, told = row.moment or row.vintage, revisions.revision(row)
    ours, gone = row.cause == Cause.OURS, told.after == revisions.WITHDRAWN
    kind, head = ("withdrawal", "Withdrawn") if gone else ("revision", "Revised")
    kind, head = ("correction", "Correction of ours") if ours else (kind, head)
    others = f", and {row.together - 1:,} more" if row.together > 1 else ""
    passed = _listed(Batch(moment, (told,)), base) if row.sharing == Share.OPEN else Markup("<p>{}</p>").format(SHOWN)
    return Entry(
        kind=kind,
        facts=f"{row.asked} {moment.date()}",
        title=f"{head}: {_named(told)}, {told.period}{others}",
        updated=moment,
        link=f"{base}/corrections#{moment.date()}" if ours else f"{base}/changes?day={moment.date()}",
        content=passed,
    )


def _learned(answer: Result) -> bool:
    return bool(answer.new or answer.changed or answer.gone)


def _refresh(run: Run, publishers: dict[str, str], base: str) -> Entry:
    told = [each for each in run.results if _learned(each)]
    sums = ((sum(each.new for each in told), "added"), (sum(each.changed for each in told), "revised"))
    words = [f"{count:,} {word}" for count, word in (*sums, (sum(e.gone for e in told), "withdrawn")) if count]
    rows = (
        Markup('<li><a href="{}">{}</a>: {}</li>').format(
            f"{base}/sources#{each.source}", publishers.get(each.source, each.source), refreshes.row_changes(each)
        )
        for each in told
    )
    problem = Markup("<p>No build was made of it: {}</p>").format(run.problem) if run.problem else ""
    return Entry(
        kind="refresh",
        facts=run.at.isoformat(),
        title=f"Values learned on {say_day(run.at.date())}: {join_words(words)}",
        updated=run.at,
        link=f"{base}/changes?day={run.at.date()}",
        content=Markup("{}<ul>{}</ul>").format(problem, Markup().join(rows)),
    )


def _revisions(batch: Batch, base: str) -> Entry:
    day = batch.moment.date()
    first = batch.rows[0]
    others = f", and {batch.every - 1:,} more" if batch.every > 1 else ""
    return Entry(
        kind="revision",
        facts=day.isoformat(),
        title=f"Revised by a tenth or more, dated {say_day(day)}: {_named(first)}, {first.period}{others}",
        updated=batch.moment,
        link=f"{base}/changes?day={day}",
        content=_listed(batch, base),
    )


def _correction(batch: Batch, base: str) -> Entry:
    day = batch.moment.date()
    values = counted(batch.every, "value")
    words = Markup("<p>The publisher changed nothing: we had read its answer otherwise than we do now.</p>")
    return Entry(
        kind="correction",
        facts=batch.moment.isoformat(),
        title=f"Correction of ours, {say_day(day)}: {values}",
        updated=batch.moment,
        link=f"{base}/corrections#{day}",
        content=words + _listed(batch, base),
    )


def _verdicts(build: Build, run: Run, base: str, about: frozenset[str] | None = None) -> Iterator[Entry]:
    """`about`: the only claims that are wanted, None for all."""
    claims = revisions.claims(build)
    for moved in run.verdicts:
        if about is not None and moved.claim not in about:
            continue
        statement = claims[moved.claim][0] if moved.claim in claims else moved.claim
        yield Entry(
            kind="verdict",
            facts=f"{moved.claim} {run.at.isoformat()}",
            title=f"Verdict now {moved.after}, before {moved.before}: {statement}",
            updated=run.at,
            link=f"{base}/claim/{moved.claim}" if moved.claim in claims else f"{base}/changes?day={run.at.date()}",
            content=Markup("<p>“{}”: from {} to <b>{}</b>, with the data learned on {}.</p>").format(
                statement, moved.before, moved.after, say_day(run.at.date())
            ),
        )


def _listed(batch: Batch, base: str) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup().join(_row(one, base) for one in batch.rows))


def _row(one: Revision, base: str) -> Markup:
    link = Markup('<a href="{}">{}</a>').format(f"{base}/c/{one.chart}", _named(one)) if one.chart else _named(one)
    change = f" ({one.change})" if one.change else ""
    more = f", the largest change of {one.every:,} values" if one.every > 1 else ""
    return Markup("<li>{}, {}: {} → <b>{}</b>{}{}</li>").format(link, one.period, one.before, one.after, change, more)


def _named(one: Revision) -> str:
    return f"{one.title}, {one.who}" if one.who else one.title
