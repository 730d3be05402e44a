"""What the first reader would otherwise wait for: the build, the verdicts, the overview's drawings, the search."""

from dashboard.address.view import View
from dashboard.record import claims
from dashboard.record.search.found import find
from dashboard.record.serving import NothingToServe, served
from dashboard.ui import panel

# Words, a number and a month: all that a search rests on is made for it.
SOUGHT = "rate 850,000 April 2022"


def warm() -> None:
    """Fill the caches of the overview and of the search. Without a build none is filled: the page itself says why."""
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
    find(build, SOUGHT)
