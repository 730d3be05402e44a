"""The feed of what changed: refreshes, large revisions by publishers, verdicts that moved, and corrections of ours."""

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import anyio
from markupsafe import Markup
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard import settings
from dashboard.record import revisions
from dashboard.record.build import Build, build_info
from dashboard.record.corrections import correction_batches
from dashboard.record.revisions import Batch, Revision
from dashboard.record.serving import kept_history
from dashboard.record.sources import source_records
from dashboard.say import join_words, say_day
from dashboard.views import refreshes
from dashboard.web.answers import Clock, Made, answer
from dashboard.web.shared import TEXT, shared
from etl import clock, history, store
from etl.history import Result, Run
from etl.vocabulary import counted

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
MEDIA = "application/atom+xml; charset=utf-8"
MOST = 50
# What an id is made from beside the facts of its entry; never to be changed, or readers get everything once more.
OURS = uuid.UUID("6f1d7a52-8a0e-4c3f-9b7c-2d5e41f0a9b3")
# XML has no way to write these.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_FEED = (
    "There is no feed, since it needs whole addresses and the server was not told its own: "
    "set PUBLIC_URL to the address at which readers reach it.\n"
)


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


def routes(today: Clock = clock.today) -> list[Route]:
    """The address of the feed, which pages from anywhere may read. `today`: says which day it is, in UTC."""
    return [shared("/feed.xml", partial(feed, today=today))]


async def feed(request: Request, today: Clock) -> ASGIApp:
    """The feed as Atom. 404 in words when the server was not told its own address."""
    # The history of a refresh grows after its build was made.
    state = await anyio.to_thread.run_sync(history.stamp, store.history_file())
    return await answer(request, _made, today, state)


def _made(build: Build, today: dt.date) -> Made:
    base = settings.public_url()
    if not base:
        return Made(NO_FEED.encode(), TEXT, 404)
    found = entries(build, kept_history(today).runs, base)
    return Made(atom(found, base, build_info(build).built_at), MEDIA)


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


def atom(found: Sequence[Entry], base: str, otherwise: dt.datetime) -> bytes:
    """An Atom document (RFC 4287). `otherwise`: when it was updated, if it has no entries."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": "en"})
    _add(root, "id", f"{base}/feed.xml")
    _add(root, "title", f"{settings.NAME}: what changed")
    _add(root, "updated", _moment(max((entry.updated for entry in found), default=otherwise)))
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{base}/feed.xml")
    _add(root, "link", rel="alternate", type="text/html", href=f"{base}/changes")
    _add(_add(root, "author"), "name", settings.NAME)
    for entry in found:
        each = _add(root, "entry")
        _add(each, "id", entry.id)
        _add(each, "title", entry.title)
        _add(each, "updated", _moment(entry.updated))
        _add(each, "link", rel="alternate", type="text/html", href=entry.link)
        _add(each, "category", term=entry.kind)
        _add(each, "content", str(entry.content), type="html")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = UNWRITABLE.sub("\ufffd", text)
    return element


def _moment(moment: dt.datetime) -> str:
    return f"{moment.isoformat(timespec='seconds')}Z"


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


def _verdicts(build: Build, run: Run, base: str) -> Iterator[Entry]:
    claims = revisions.claims(build)
    for moved in run.verdicts:
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
