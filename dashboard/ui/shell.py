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
from dashboard.record import charts, claims  # noqa: E402
from dashboard.record.serving import NothingToServe, served  # noqa: E402
from dashboard.say import literal  # noqa: E402
from dashboard.ui import article, asof, reading  # noqa: E402
from dashboard.ui.context import Context, enter  # noqa: E402
from dashboard.ui.prose import warn  # noqa: E402
from etl import clock  # noqa: E402
from etl.store import COMMAND  # noqa: E402

PAGES = ROOT / "pages"
# A file of our own: an icon that Streamlit knows by name would be fetched from another host.
ICON = str(ROOT / "dashboard" / "icon.svg")


def main(routed: bool) -> None:
    """One run of one page. `routed`: whether our own routes are served beside it."""
    menu: dict[str, list[st.Page]] = {}
    for each in settings.PAGES:
        path = PAGES / f"{each.file}.py"
        page = st.Page(path, title=each.title, url_path=each.name or None, default=not each.name)
        menu.setdefault(each.menu, []).append(page)
    page = st.navigation(menu, position="top")
    st.set_page_config(page_title=settings.titled(page.title), page_icon=ICON, layout="wide")
    if not routed:
        # Else the page that the server sends has it from the start.
        st.html(f"<style>{settings.LOOK}{streamlit_inside.LOOK}</style>")
    try:
        serving = served()
        build = serving.build
    except NothingToServe as error:
        st.error(literal(str(error)))
        st.stop()
    try:
        today = clock.today()
        known, here = charts.known_names(build), sure(settings.page_at(page.url_path))
        query = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
        given, problems = params.read(query, (*here.asks, *params.FOLLOWED), known.renames.get("parameter"))
        asked, spoilt = followed_params(given, known, today)
        warn([*problems, *spoilt])
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
        if here.record:
            asof.control(ctx.article.published_on, ctx.asof, ctx.today)
        reading.listen()
        page.run()
    except Exception:
        # The reader gets words; the whole traceback goes to the server's log.
        logging.exception("the page %s failed", page.title)
        st.error(
            "This page could not be drawn. The other pages may still work. "
            f"Running “{COMMAND} build” makes the data anew; if that does not help, please report it (see Method)."
        )


if __name__ == "__main__":
    main(routed=False)
