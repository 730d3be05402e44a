"""A document as HTML with still pictures: what a page says before the application has come, and without it."""

import datetime as dt
import re
from html import escape

from markupsafe import Markup

from dashboard import settings
from dashboard.address.params import FOLLOWED, Query, problem_sentences, read
from dashboard.address.view import followed_params
from dashboard.documents.all import document
from dashboard.documents.pieces import Adjusted, Caution, Live, Panel, Piece, Subject, Words, location
from dashboard.parts.masthead import masthead, set_back
from dashboard.parts.panel_words import panel_foot, panel_head
from dashboard.parts.templates import render, still_style
from dashboard.record import charts, claims
from dashboard.record.build import Build
from dashboard.record.serving import served
from dashboard.views.pictures import drawn
from dashboard.web.chart_page import pair

# The start of what a link may name: an element of its own, or the first cell of a row.
NAMED = re.compile(r'<(?:div|p|h\d|dt)\b[^>]*\bid="([^"]+)"[^>]*>|<tr\b[^>]*\bid="([^"]+)"[^>]*>\s*<t[hd]\b[^>]*>')


def still_page(build: Build, page: settings.Page, query: Query, today: dt.date) -> str:
    """A page as its address asks for it, in an element that no rule or id of the rest of the document reaches."""
    about, problems = subject(build, page, query, today)
    here = location(about, page)
    pieces = [NAMED.sub(_with_place, piece_html(about, piece)) for piece in document(page.file, about)]
    return render(
        "still.html",
        head=Markup(masthead(here)),
        set_back=Markup(set_back(here)),
        problems=problem_sentences(problems),
        pieces=[Markup(each) for each in pieces],
        places=[Markup(name) for name in dict.fromkeys(re.findall('<slot name="([^"]+)">', "".join(pieces)))],
        style=still_style(),
    )


def _with_place(found: re.Match[str]) -> str:
    """What a link names, with a place for the anchor that the rest of the document knows by this name."""
    return f'{found[0]}<slot name="{found[1] or found[2]}"></slot>'


def subject(build: Build, page: settings.Page, query: Query, today: dt.date) -> tuple[Subject, list[str]]:
    """What a page is about by its address alone, and what of that was ignored."""
    known = charts.known_names(build)
    given, problems = read(query, (*page.asks, *FOLLOWED), known.renames.get("parameter"))
    asked, spoilt = followed_params(given, known, today)
    articles = claims.articles(build)
    about = Subject(
        build=build,
        article=articles[asked.get("article") or next(iter(articles))],
        today=today,
        asof=dt.date.fromisoformat(asked["asof"]) if asked.get("asof") else None,
        routed=True,
        notes=served().notes,
        asked={name: value for name, value in given.items() if name not in FOLLOWED} | asked,
    )
    return about, [*problems, *spoilt]


def piece_html(about: Subject, piece: Piece) -> str:
    """One piece as HTML."""
    match piece:
        case Words(html):
            return html
        case Caution(text):
            return f'<p class="ci caution">{escape(text)}</p>'
        case Live(_, still):
            return still
        case Panel():
            return _chart(about, piece)
        case Adjusted(by, pieces):
            sides = ("".join(f"<div>{piece_html(about, each)}</div>" for each in side) for side in (by, pieces))
            return f'<div class="adjusted">{"".join(f"<div>{side}</div>" for side in sides)}</div>'


def _chart(about: Subject, piece: Panel) -> str:
    view = piece.view
    shown = ""
    if drawn(about.build, view).layers:
        wide, narrow = pair(about.build, view, piece.above)
        shown = f'<div class="wide-picture">{wide}</div><div class="narrow-picture">{narrow}</div>'
    told = panel_foot(about.build, view, about.today, piece.linked, about.routed) if piece.told else ""
    title = f"<div>{panel_head(about.build, view, piece.named)}</div>" if piece.headed else ""
    figure = f"<figure>{title}{shown}<div>{told}</div></figure>"
    return f'<div class="beside"><div>{piece.beside}</div>{figure}</div>' if piece.beside else figure
