"""The feed of what changed, of everything or of one chart's or some series' values, as Atom."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import anyio
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard import settings
from dashboard.address.params import Query, problem_sentences, read, shortened
from dashboard.address.together import MOST_SERIES
from dashboard.address.view import Known, View, query
from dashboard.record import charts
from dashboard.record.build import Build, build_info
from dashboard.record.related import lines_of
from dashboard.record.serving import kept_history
from dashboard.say import join_words
from dashboard.views.news import Entry, entries, series_entries
from dashboard.web.answers import Clock, Made, answer
from dashboard.web.missing import close
from dashboard.web.shared import TEXT, ignored, shared
from etl import clock, history, store

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
MEDIA = "application/atom+xml; charset=utf-8"
# XML has no way to write these.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_FEED = (
    "There is no feed, since it needs whole addresses and the server was not told its own: "
    "set PUBLIC_URL to the address at which readers reach it.\n"
)
ASKS = ("chart", "series")
# Each line of a chart that a reader puts together may be made of two.
MOST_LINES = 2 * MOST_SERIES


@dataclass(frozen=True)
class Followed:
    """What a feed is of: the lines, what they are called, what its address says, and the page of it. Nothing of all."""

    lines: tuple[str, ...] = ()
    title: str = ""
    said: str = ""
    page: str = "changes"


ALL = Followed()


def routes(today: Clock = clock.today) -> list[Route]:
    """The address of the feed, which pages from anywhere may read. `today`: says which day it is, in UTC."""
    return [shared("/feed.xml", partial(feed, today=today))]


async def feed(request: Request, today: Clock) -> ASGIApp:
    """The feed as Atom. In words 404 when the server was not told its own address, and for what there is not."""
    # The history of a refresh grows after its build was made.
    state = await anyio.to_thread.run_sync(history.stamp, store.history_file())
    return await answer(request, partial(_made, request.query_params.multi_items()), today, state)


def _made(asked: Query, build: Build, today: dt.date) -> Made:
    base = settings.public_url()
    if not base:
        return Made(NO_FEED.encode(), TEXT, 404)
    given, passed = read(asked, ASKS, charts.known_names(build).renames.get("parameter"))
    of, problems = followed(build, given)
    if problems:
        return Made(f"{' '.join(problem_sentences(problems))}\n".encode(), TEXT, 404)
    runs = kept_history(today).runs
    found = series_entries(build, runs, of.lines, base) if of.lines else entries(build, runs, base)
    return Made(atom(found, base, build_info(build).built_at, of), MEDIA, headers=ignored(passed))


def followed(build: Build, given: Mapping[str, str]) -> tuple[Followed, list[str]]:
    """What an address asks for the news of, and what of it there is not."""
    known, problems = charts.known_names(build), list[str]()
    asked, text = given.get("chart", ""), given.get("series", "")
    if asked and text:
        return ALL, ["a feed is of one ‘chart’ or of ‘series’, not of both"]
    if text:
        return _series(build, [each.strip() for each in text.split(",")], known, problems), problems
    chart = known.renames.get("chart", {}).get(asked, asked)
    if not chart:
        return ALL, []
    if chart not in known.charts:
        return ALL, [f"there is no chart ‘{shortened(chart)}’{_meant(chart, list(known.charts))}"]
    info = charts.chart_info(build, chart)
    if not info.series:
        return ALL, [f"‘{chart}’ shows events, which have no feed"]
    return Followed(lines_of(info, View(chart=chart)), info.title, query({"chart": chart}), f"c/{chart}"), []


def _series(build: Build, asked: Sequence[str], known: Known, problems: list[str]) -> Followed:
    """Series, each whole or of one entity; those that there are not are added to the problems."""
    lines, named = [], dict.fromkeys(asked)
    if len(named) > MOST_LINES:
        problems.append(f"a feed is of at most {MOST_LINES} series")
        return ALL
    for text in named:
        name, colon, entity = text.partition(":")
        series = known.renames.get("series", {}).get(name, name)
        entity = known.renames.get("entity", {}).get(entity, entity)
        if series not in known.series:
            problems.append(f"there is no series ‘{shortened(series)}’{_meant(series, list(known.series))}")
        elif colon and entity not in known.series[series]:
            problems.append(f"series ‘{series}’ has no ‘{shortened(entity)}’")
        lines.append(f"{series}{colon}{entity}")
    if problems:
        return ALL
    infos = charts.series_infos(build, tuple(dict.fromkeys(line.partition(":")[0] for line in lines)))
    said = query({"series": ",".join(lines)})
    return Followed(tuple(lines), join_words([info.title for info in infos]), said)


def _meant(name: str, known: Sequence[str]) -> str:
    meant = close(name, known)
    return f"; did you mean {join_words([f'‘{each}’' for each in meant], 'or')}?" if meant else ""


def atom(found: Sequence[Entry], base: str, otherwise: dt.datetime, of: Followed = ALL) -> bytes:
    """An Atom document (RFC 4287). `otherwise`: when it was updated, if it has no entries. `of`: what it is of."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": "en"})
    _add(root, "id", f"{base}/feed.xml{of.said}")
    _add(root, "title", f"{of.title or settings.NAME}: what changed")
    _add(root, "updated", _moment(max((entry.updated for entry in found), default=otherwise)))
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{base}/feed.xml{of.said}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{base}/{of.page}")
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
