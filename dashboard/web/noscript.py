"""What a reader without JavaScript is told by a page of the dashboard: where its charts and claims stand without."""

import datetime as dt
from collections.abc import Iterable
from html import escape

from dashboard import settings
from dashboard.address.view import View, follow, light_url
from dashboard.record import claims
from dashboard.record.build import Build, kept
from dashboard.record.charts import chart_ids, chart_info, known_names

NEEDED = "The dashboard needs JavaScript."
# Pages that tell of claims; pages that go by a topic's name show its charts.
OF_CLAIMS = ("", "ledger")


@kept(512)
def unscripted(build: Build, page: settings.Page, view: View | None, article: str, asof: dt.date | None) -> str:
    """A page's words as HTML: the same view, its claims or its charts, each with the link to its light page.

    `article`, `asof`: what the page's address says of both, and so do the links.
    """
    if view:
        (words,) = _links([(light_url(view).removeprefix("/"), chart_info(build, view.chart).title)])
        return f"<p>{NEEDED} The same view stands without it here: {words}.</p>"
    if page.name in OF_CLAIMS:
        found = [
            (f"claim/{claim.id}{follow('', asof)}", claim.statement)
            for each in known_names(build).articles
            for excerpt in claims.excerpts(build, each)
            for claim in excerpt.claims
        ]
    else:
        charts = chart_ids(build, page.name) or chart_ids(build)
        found = [(f"c/{chart}{follow(article, asof)}", chart_info(build, chart).title) for chart in charts]
    told = "claim" if page.name in OF_CLAIMS else "chart"
    items = "".join(f"<li>{link}</li>" for link in _links(found))
    return f"<p>{NEEDED} Each {told} has a page that does without:</p><ul>{items}</ul>"


def _links(found: Iterable[tuple[str, str]]) -> list[str]:
    return [f'<a href="{escape(address)}">{escape(words)}</a>' for address, words in found]
