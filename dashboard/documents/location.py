"""Where a reader of a page stands, for the head above it."""

from dashboard import settings
from dashboard.documents.pieces import Subject
from dashboard.parts.masthead import Location
from dashboard.record import claims


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
