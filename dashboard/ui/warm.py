"""What the first reader would otherwise wait for: the build, the verdicts, and the overview's drawings."""

from dashboard.address.view import View
from dashboard.record import claims
from dashboard.record.serving import NothingToServe, served
from dashboard.ui import panel


def warm() -> None:
    """Fill the caches for the overview. Without a build there is nothing to fill: the page itself says why."""
    try:
        build = served().build
    except NothingToServe:
        return
    article = claims.article(build).article_id
    for excerpt in claims.excerpts(build, article):
        if excerpt.chart_id:
            view = View(chart=excerpt.chart_id, article=article)
            panel.plotted(build, view, dark=False, narrow=False)
            panel.plotted(build, view, dark=True, narrow=False)
