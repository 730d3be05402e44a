"""What the first reader would otherwise wait for: the build, the verdicts, and the overview's drawings."""

from dashboard.address.view import View
from dashboard.record import evidence
from dashboard.record.serving import NothingToServe, served
from dashboard.ui import panel


def warm() -> None:
    """Fill the caches for the overview. Without a build there is nothing to fill: the page itself says why."""
    try:
        path = served().path
    except NothingToServe:
        return
    article = evidence.article(path)["article_id"]
    for excerpt in evidence.excerpts(path, article):
        if excerpt.chart_id:
            view = View(chart=excerpt.chart_id, article=article)
            panel.plotted(path, view, dark=False, narrow=False)
            panel.plotted(path, view, dark=True, narrow=False)
