"""The addresses of our own routes, beside Streamlit's: light pages, files, previews, and those for programs."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard import settings
from dashboard.address.params import FOLLOWED, Query, parameter_words, problem_sentences, read
from dashboard.address.view import PARAMETERS, TOGETHER, View, parse_view, query
from dashboard.parts.templates import THEMES, script_hashes
from dashboard.record import charts, claims
from dashboard.record.build import Build
from dashboard.record.shown import chart_of
from dashboard.views import exports, tables
from dashboard.web import api, chart_page, claim_page, feed, oembed, previews
from dashboard.web.answers import Clock, Made, answer
from dashboard.web.missing import close, missing
from dashboard.web.shared import JSON, Endpoint, for_programs, ignored, problem, shared
from etl import clock, history, store

PAGE = "text/html; charset=utf-8"
# Nothing is loaded from elsewhere. Pictures carry their colours in style attributes.
POLICY = (
    f"default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; script-src {script_hashes()}; base-uri 'self'; "
    "form-action 'self'"
)
# Streamlit's own word for it is true.
EMBEDDED = ("1", "true")
# What an address of a file or of a framed page may say beside its view.
OF_FRAMES = ("embed", "theme")
OF_FILES = (*OF_FRAMES, "layout", "for")
NO_SERIES = "This address needs the names of series, as ‘series=key_rate,brent’."
# icon.svg with 16, 32 and 48 pixels, for those who ask for it at its usual address.
ICON = Path(__file__).resolve().parents[1] / "icon.ico"


def routes(today: Clock = clock.today) -> list[Route]:
    """Every route of ours. `today`: says which day it is, in UTC."""
    ours = [
        shared("/c/{name}", _endpoint(chart_answer, today)),
        shared("/claim/{name}", _endpoint(claim_answer, today)),
        shared("/preview/{name}", _endpoint(preview, today)),
        shared("/thumbnail/{name}", _endpoint(thumbnail_answer, today)),
        shared("/favicon.ico", partial(answer, make=icon, clock=today)),
        *api.routes(today),
        *oembed.routes(today),
        *feed.routes(today),
    ]
    # Programs that tidy addresses, and hands, end them with a slash.
    return [*ours, *(shared(f"{each.path}/", slashed) for each in ours)]


def _endpoint(make: Callable[..., Made], today: Clock) -> Endpoint:
    async def endpoint(request: Request) -> ASGIApp:
        # What is kept needs no parameters: they are read when something is made. A refresh is told without a new build.
        return await answer(
            request,
            lambda *given: make(request.path_params["name"], request.query_params.multi_items(), *given),
            today,
            history.stamp(store.history_file()),
        )

    return endpoint


def chart_answer(name: str, asked: Query, build: Build, today: dt.date) -> Made:
    """A view's light page, or with an ending its picture or data."""
    chart_id, dot, ending = name.partition(".")
    known = charts.known_names(build)
    if new := known.renames.get("chart", {}).get(chart_id):
        return moved(f"{new}{dot}{ending}", asked)
    if chart_id not in known.charts and chart_id != TOGETHER:
        return lost(build, "chart", name)
    given, problems = read(asked, (*PARAMETERS, *OF_FILES), known.renames.get("parameter"))
    said = {key: value for key, value in given.items() if key not in OF_FILES}
    view, spoilt = parse_view(said | {"chart": "" if chart_id == TOGETHER else chart_id}, known, today)
    problems += spoilt
    if not view.name:
        return lost(build, "chart", name, problem_sentences(problems) or [NO_SERIES])
    if "chart" in given:
        problems.append("‘chart’ was ignored: the address itself names the chart")
    if ending == "":
        if theme := framing(given, problems):
            return frameable(chart_page.framed_chart_html(build, view, problems, today, theme), True)
        return frameable(chart_page.chart_page_html(build, view, problems, today), False)
    if ending in ("svg", "png"):
        made = previews.picture(build, view, ending, today)
    elif ending in ("csv", "json"):
        made = data(build, view, ending, given, problems)
    else:
        return lost(build, "file", name)
    return dataclasses.replace(made, headers=(*made.headers, *ignored(problems)))


def framing(given: Mapping[str, str], problems: list[str]) -> str:
    """The theme of a page that is to stand in a frame; empty for one that stands by itself. Adds to `problems`."""
    embed, theme = given.get("embed", ""), given.get("theme") or THEMES[0]
    if embed not in ("", "0", "false", *EMBEDDED):
        problems.append(f"{parameter_words('embed', embed)} was ignored: it is 1 or left out")
    if theme not in THEMES:
        problems.append(f"{parameter_words('theme', theme)} was ignored: it is {', '.join(THEMES)}, or left out")
        theme = THEMES[0]
    return theme if embed in EMBEDDED else ""


def data(build: Build, view: View, ending: str, given: Mapping[str, str], problems: Sequence[str]) -> Made:
    """The view as CSV or JSON, which says what was `ignored`.

    403 with the reason and the publisher's address where its terms forbid it.
    """
    info = chart_of(build, view)
    if not exports.downloadable(info, view):
        return Made(problem(" ".join(tables.withheld_words(info, view))), JSON, 403)
    if ending == "json":
        found = exports.as_json(build, view) | {"ignored": problem_sentences(problems)}
        text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1)
        # A reader's words stand in it: for a program that takes JSON for a page they are no marks.
        return Made(text.replace("<", "\\u003c").encode(), "application/json")
    layout = given.get("layout") or exports.LAYOUTS[0]
    if layout not in exports.LAYOUTS:
        return Made(
            problem(f"{parameter_words('layout', layout)}: layout is one of {', '.join(exports.LAYOUTS)}"), JSON, 400
        )
    name = (
        "content-disposition",
        f'attachment; filename="{exports.filename(info, view, "-wide.csv" if layout == "wide" else ".csv")}"',
    )
    reader = given.get("for", "")
    if reader not in ("", "excel"):
        return Made(problem(f"{parameter_words('for', reader)}: for is excel, or left out"), JSON, 400)
    # Excel takes a file without a byte-order mark for one in the letters of the computer's own country.
    body = exports.csv(build, view, layout).encode("utf-8-sig" if reader else "utf-8")
    return Made(body, "text/csv; charset=utf-8", headers=(name,))


def claim_answer(name: str, asked: Query, build: Build, today: dt.date) -> Made:
    """A claim's light page, or with .png its preview."""
    claim_id, dot, ending = name.partition(".")
    known = charts.known_names(build)
    if new := known.renames.get("claim", {}).get(claim_id):
        return moved(f"{new}{dot}{ending}", asked)
    given, problems = read(asked, ("asof", *OF_FRAMES), known.renames.get("parameter"))
    view, spoilt = parse_view({"asof": given.get("asof", "")}, known, today)
    asof, problems = view.asof, [*problems, *spoilt]
    try:
        _, record = claim_page.claim_of(build, claim_id, asof)
    except KeyError:
        return lost(build, "claim", name)
    if ending == "png":
        return previews.claim_preview(build, record, today)
    if ending:
        return lost(build, "file", name)
    if theme := framing(given, problems):
        return frameable(claim_page.framed_claim_html(build, claim_id, asof, problems, today, theme), True)
    return frameable(claim_page.claim_page_html(build, claim_id, asof, problems, today), False)


def preview(name: str, asked: Query, build: Build, today: dt.date) -> Made:
    """The picture that a link to a page of the dashboard unfolds to, of the article and day that the link names."""
    stem, _, ending = name.rpartition(".")
    known = charts.known_names(build)
    given, _ = read(asked, FOLLOWED, known.renames.get("parameter"))
    view, _ = parse_view(given, known, today)
    for each in settings.PAGES:
        if ending == "png" and stem == (each.name or "overview"):
            return previews.page_preview(build, each, today, view)
    return lost(build, "picture", name)


def thumbnail_answer(name: str, asked: Query, build: Build, today: dt.date) -> Made:
    """The small picture of a chart, as of the day that the address names."""
    chart_id, _, ending = name.rpartition(".")
    known = charts.known_names(build)
    if new := known.renames.get("chart", {}).get(chart_id):
        return moved(f"{new}.{ending}", asked)
    given, problems = read(asked, FOLLOWED, known.renames.get("parameter"))
    view, spoilt = parse_view(given, known, today)
    if ending != "svg" or chart_id not in known.charts:
        return lost(build, "picture", name)
    made = previews.small_picture(build, chart_id, view.asof)
    return dataclasses.replace(made, headers=ignored([*problems, *spoilt]))


def frameable(body: str, embedded: bool) -> Made:
    """A page that only embedded views let stand inside the pages of others."""
    # An asterisk would leave out saved files and frames in a sandbox, whose origin is none of the network's.
    policy = POLICY if embedded else f"{POLICY}; frame-ancestors 'none'"
    headers = (("content-security-policy", policy), ("referrer-policy", "strict-origin-when-cross-origin"))
    return Made(body.encode(), PAGE, headers=headers)


def moved(name: str, asked: Query) -> Made:
    """To a chart's present id, with the same view."""
    return Made(b"", PAGE, 301, (("location", f"{name}{query(asked)}"),))


async def slashed(request: Request) -> Response:
    """To the same address without its closing slash; whatever that answers."""
    name = quote(request.scope["path"][:-1].rpartition("/")[2])
    query = request.scope["query_string"].decode("latin-1")
    return Response(status_code=301, headers={"location": f"../{name}{'?' if query else ''}{query}"})


def icon(*_: object) -> Made:
    """The icon of every page of ours that names none."""
    return Made(ICON.read_bytes(), "image/x-icon")


def lost(build: Build, what: str, name: str, why: Sequence[str] = ()) -> Made:
    """404, with what may have been meant. `name`: the end of the address, with the ending of a file.

    `why`: sentences that say what of the address there is not, where that is not its name.
    """
    ids = {
        "chart": charts.chart_ids(build),
        "claim": tuple(
            c.id for a in charts.known_names(build).articles for e in claims.excerpts(build, a) for c in e.claims
        ),
    }
    known = ids.get(what, ())
    if for_programs(name):
        said = " ".join(why) or f"There is no {what} ‘{name}’."
        return Made(problem(said, [] if why else close(name, known)), JSON, 404)
    return Made(missing(what, name, known, why=why).encode(), PAGE, 404)
