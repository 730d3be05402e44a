"""The frame around every page: the build of this run, the menu, the look, and words instead of tracebacks.

Run by itself, on a host that knows only Streamlit, no light pages and files are there, and nothing leads to them.
"""

import logging
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[2]
# `streamlit run dashboard/ui/shell.py` and the test runner start here, without the root on the path.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dashboard import settings, streamlit_inside  # noqa: E402
from dashboard.address import params  # noqa: E402
from dashboard.address.view import followed_params  # noqa: E402
from dashboard.chart.records import sure  # noqa: E402
from dashboard.documents.pieces import location  # noqa: E402
from dashboard.parts.masthead import Location, masthead, set_back  # noqa: E402
from dashboard.record import charts, claims  # noqa: E402
from dashboard.record.serving import NothingToServe, served  # noqa: E402
from dashboard.say import literal  # noqa: E402
from dashboard.ui import article, asof, reading  # noqa: E402
from dashboard.ui.cautions import warn  # noqa: E402
from dashboard.ui.context import Context, enter  # noqa: E402
from etl import clock  # noqa: E402
from etl.store import COMMAND  # noqa: E402

PAGES = ROOT / "pages"
# A file of our own: an icon that Streamlit knows by name would be fetched from another host.
ICON = str(ROOT / "dashboard" / "icon.svg")


def main(routed: bool) -> None:
    """One run of one page. `routed`: whether our own routes are served beside it."""
    pages = [
        st.Page(PAGES / f"{each.file}.py", title=each.title, url_path=each.name or None, default=not each.name)
        for each in settings.PAGES
    ]
    # The menu is ours: links that light pages have as well.
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=settings.titled(page.title), page_icon=ICON, layout="wide")
    if not routed:
        # Else the page that the server sends has it from the start.
        st.html(f"<style>{settings.LOOK}{streamlit_inside.LOOK}</style>")
    try:
        serving = served()
        build = serving.build
    except NothingToServe as error:
        page_head(Location(page.url_path, page.url_path))
        st.error(literal(str(error)))
        st.stop()
    try:
        today = clock.today()
        known, here = charts.known_names(build), sure(settings.page_at(page.url_path))
        query = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
        given, problems = params.read(query, (*here.asks, *params.FOLLOWED), known.renames.get("parameter"))
        asked, spoilt = followed_params(given, known, today)
        articles = claims.articles(build)
        # The head that our own routes come with makes one step of it and of the step to the page.
        if routed:
            asked |= article.carry(asked, page.url_path, articles)
        ctx = Context(
            build=build,
            notes=serving.notes,
            article=articles[article.remembered_article(asked.get("article", ""), page.url_path, articles)],
            today=today,
            asof=asof.remembered_day(asked.get("asof"), page.url_path),
            dark=st.context.theme.type == "dark",
            routed=routed,
            narrow=st.context.cookies.get(settings.NARROW) == "1",
            asked={name: value for name, value in given.items() if name not in params.FOLLOWED} | asked,
        )
        enter(ctx)
        page_head(location(ctx, here))
        warn([*problems, *spoilt])
        reading.listen(ctx.dark)
        page.run()
    except Exception:
        # The reader gets words; the whole traceback goes to the server's log.
        logging.exception("the page %s failed", page.title)
        st.error(
            "This page could not be drawn. The other pages may still work. "
            f"Running “{COMMAND} build” makes the data anew; if that does not help, please report it (see Method)."
        )
    finally:
        # By it the page that stands before the application knows that all has been sent.
        st.html('<i class="ci-sent" hidden></i>')


def page_head(here: Location) -> None:
    """The head of the page, which stays in sight."""
    with st.container(key="masthead"):
        st.html(masthead(here))
    if line := set_back(here):
        st.html(line)


if __name__ == "__main__":
    main(routed=False)
