"""What programs ask for: the catalogue, the state of the data, the database itself, and the map of the site."""

import datetime as dt
import json
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

import anyio
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dashboard import settings
from dashboard.record import claims
from dashboard.record.build import Build, build_info
from dashboard.record.serving import NothingToServe, kept_history
from dashboard.record.sources import source_holdings
from dashboard.streamlit_inside import CORE, MEDIA
from dashboard.views import refreshes
from dashboard.views.catalogue import catalogue
from dashboard.views.exports import iso_day
from dashboard.web import answers
from dashboard.web.answers import KEPT_FOR, Clock, Made, answer, held_by_reader
from dashboard.web.asgi import field
from dashboard.web.shared import JSON, TEXT, Endpoint, refused, shared
from etl import clock, history, states
from etl.building.public_copy import public_path
from etl.history import History
from etl.store import COMMAND

NO_MAP = (
    "There is no sitemap, since it needs whole addresses and the server was not told its own: "
    "set PUBLIC_URL to the address at which readers reach it.\n"
)
NO_COPY = (
    f"The build that is served has no public copy. Run “{COMMAND} build” on the server, which makes it; "
    "charts have their data as CSV and JSON meanwhile."
)


def routes(today: Clock = clock.today) -> list[Route]:
    """The addresses for programs, which pages from anywhere may read. `today`: says which day it is, in UTC."""
    endpoints: dict[str, Endpoint] = {
        "/api/catalogue.json": partial(answer, make=_catalogue, clock=today),
        "/api/health": partial(health, today=today),
        "/data/current.duckdb": database,
        "/sitemap.xml": partial(answer, make=_sitemap, clock=today),
        "/robots.txt": robots,
    }
    return [shared(path, each) for path, each in endpoints.items()]


def _catalogue(build: Build, _: dt.date) -> Made:
    return Made(_json(catalogue(build)), JSON)


async def health(_: Request, today: Clock) -> Response:
    """Which build is served, how old its data are, and the state of each source. 503 when nothing can be served.

    Never kept: the history of refreshes grows without a new build.
    """
    try:
        body, status = await anyio.to_thread.run_sync(_health, today()), 200
    except NothingToServe as error:
        body, status = {"status": "nothing to serve", "problem": str(error)}, 503
    return Response(_json(body), status, {"cache-control": "no-store"}, JSON)


def _health(today: dt.date) -> dict[str, Any]:
    served = answers.served()
    info = build_info(served.build)
    newest = info.newest_vintage
    told = kept_history(today)
    alive = refreshes.alive(served.build, told, today)
    due = {one.source for one in alive if one.due is not None and one.due < today}
    past_due = [
        {
            "source": each.source,
            "publisher": each.publisher,
            "newest": iso_day(each.newest),
            "expected_every_days": each.every_days,
        }
        for each in source_holdings(served.build)
        if each.source in due
    ]
    return {
        "status": "past due" if past_due else "ok",
        "build": info.build_id,
        "built_at": _moment(info.built_at),
        "newest_vintage": _moment(newest),
        "age_days": None if newest is None else (today - newest.date()).days,
        "tally": states.state_tally(alive),
        "sources": [states.state_json(one) for one in alive],
        "past_due": past_due,
        "notes": list(served.notes),
        "unfinished": claims.unfinished(served.build),
        "refresh": _refresh(told),
    }


def _refresh(told: History) -> dict[str, Any]:
    """When sources were last asked, and which of them did not answer well when they were last asked."""
    return {
        "at": _moment(told.runs[0].at) if told.runs else None,
        "problems": [
            {"source": source, "outcome": each.result.outcome, "at": _moment(each.at), "problem": each.result.problem}
            for source, each in sorted(told.standings.items())
            if each.result.outcome not in history.WELL
        ],
    }


async def database(request: Request) -> Response:
    """The public copy of the build, whole or in parts. 404 in words when it was not made."""
    try:
        path = public_path((await anyio.to_thread.run_sync(answers.served)).build.path)
        state = path.stat()
    except NothingToServe as error:
        return refused(request.url.path, str(error), 503, {"retry-after": "60"})
    except FileNotFoundError:
        return refused(request.url.path, NO_COPY, 404)
    # The name says what a build is made from, and no build is ever overwritten.
    tag = f'"{path.stem}"'
    # DuckDB asks again and again for parts; it must hear of a new build at once, since parts of two make no file.
    headers = {"etag": tag, "cache-control": "public, no-cache", "x-content-type-options": "nosniff"}
    if _unchanged(request, tag, state.st_mtime):
        return Response(status_code=304, headers=headers)
    # Whoever compresses around us leaves alone what says that it is encoded: a compressed answer has no length,
    # and its bytes are not those that a range counts.
    headers["content-encoding"] = "identity"
    return FileResponse(
        path,
        headers=headers,
        media_type="application/vnd.duckdb",
        filename=f"conflict-indicators-{path.name}",
        stat_result=state,
    )


def _unchanged(request: Request, tag: str, changed: float) -> bool:
    """Whether the reader holds the file: by its tag, or where no tag is named, by when it was made, in seconds."""
    if "if-none-match" in request.headers:
        return held_by_reader(field(request.scope["headers"], b"if-none-match"), tag)
    try:
        return int(changed) <= parsedate_to_datetime(request.headers.get("if-modified-since", "")).timestamp()
    except (ValueError, OverflowError):
        # What is no moment is not asked (RFC 9110, 13.1.3).
        return False


def _sitemap(build: Build, _: dt.date) -> Made:
    base = settings.public_url()
    if not base:
        return Made(NO_MAP.encode(), TEXT, 404)
    found = catalogue(build)
    pages = [f"{base}/{page.name}" for page in settings.PAGES]
    pages += [each["page"] for kind in ("charts", "claims") for each in found[kind]]
    changed = iso_day(build_info(build).built_at.date())
    lines = [f"<url><loc>{escape(page)}</loc><lastmod>{changed}</lastmod></url>" for page in pages]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return Made("\n".join([head, *lines, "</urlset>", ""]).encode(), "application/xml")


async def robots(_: Request) -> Response:
    """Everything may be read, except what Streamlit needs for itself."""
    lines = ["User-agent: *", f"Disallow: {CORE}", f"Disallow: {MEDIA}", "Allow: /"]
    if base := settings.public_url():
        lines += ["", f"Sitemap: {base}/sitemap.xml"]
    return Response("\n".join([*lines, ""]), headers={"cache-control": KEPT_FOR}, media_type=TEXT)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def _moment(moment: dt.datetime | None) -> str | None:
    """A moment, all of which are UTC, as 2025-03-07T05:31:00Z."""
    return f"{moment.isoformat(timespec='seconds')}Z" if moment else None
