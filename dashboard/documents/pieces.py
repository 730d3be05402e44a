"""What a page is made of: pieces below each other, which Streamlit draws, and which our own routes write as HTML."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import settings
from dashboard.address.view import View
from dashboard.parts.masthead import Location
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.claims import ArticleRecord


@dataclass(frozen=True)
class Subject:
    """What a page is about. `asof`: the day at whose end the record is shown, None for today. `routed`: whether our own
    routes, light pages and files, are served beside it. `notes`: how the build came to be served.

    `asked`: what the address says, as `params.read` gives it, without what was named as ignored.
    """

    build: Build
    article: ArticleRecord
    today: dt.date
    asof: dt.date | None
    routed: bool
    notes: tuple[str, ...]
    asked: Mapping[str, str]

    @property
    def article_id(self) -> str:
        """The id of the article whose claims are shown."""
        return self.article.article_id


def location(about: Subject, page: settings.Page) -> Location:
    """On this page, as its subject says."""
    return Location(
        address=page.name,
        page=page.name,
        asked=dict(about.asked),
        article=about.article_id,
        articles=claims.articles(about.build),
        asof=about.asof,
        dated=page.record,
    )


@dataclass(frozen=True)
class Words:
    """Sentences, cards or tables, as HTML."""

    html: str


@dataclass(frozen=True)
class Caution:
    """A warning, as plain text."""

    text: str


@dataclass(frozen=True)
class Panel:
    """A view as it stands by itself: heading, picture, source line. `beside`: HTML that stands beside it.

    `linked`: whether the source line leads to the chart's own page. `named`: whether the heading has the chart's id.
    `headed`: whether the heading stands, or stood further up.
    `told`: whether the source line stands. `above`: of events in lanes, the view under which they stand, on the very
    same axis of time. `live`: what draws it in the application, by name, where that can do more.
    """

    view: View
    beside: str = ""
    linked: bool = True
    named: bool = True
    headed: bool = True
    told: bool = True
    above: View | None = None
    live: str = ""


@dataclass(frozen=True)
class Live:
    """What only the application has, by name: a control, say. `still`: HTML that stands in its place elsewhere."""

    name: str
    still: str = ""


@dataclass(frozen=True)
class Adjusted:
    """Pieces with what adjusts them, which stands beside them, and above them where there is less room."""

    by: "Document"
    pieces: "Document"


Piece = Words | Caution | Panel | Live | Adjusted
Document = tuple[Piece, ...]
