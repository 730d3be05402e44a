"""The frame around every page: the build of this run, the menu, the look, and words instead of tracebacks."""

import logging
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
# `streamlit run dashboard/shell.py` and the test runner start here, without the root on the path.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dashboard import asof, evidence, queries, site  # noqa: E402
from dashboard.chosen import remember  # noqa: E402
from dashboard.context import Context, enter  # noqa: E402
from dashboard.head import NARROW  # noqa: E402
from dashboard.serving import NothingToServe, served  # noqa: E402
from dashboard.view import followed  # noqa: E402
from dashboard.words import literal  # noqa: E402
from etl import clock  # noqa: E402

PAGES = ROOT / "pages"
# A file of our own: an icon that Streamlit knows by name would be fetched from another host.
ICON = str(ROOT / "dashboard" / "icon.svg")
# These read the whole address, and name what they ignore themselves.
READ_ADDRESS = ("chart", "timeline")


def main() -> None:
    """One run of one page."""
    menu: dict[str, list[st.Page]] = {}
    for each in site.PAGES:
        path = PAGES / f"{each.file}.py"
        page = st.Page(path, title=each.title, url_path=each.name or None, default=not each.name)
        menu.setdefault(each.menu, []).append(page)
    page = st.navigation(menu, position="top")
    st.set_page_config(page_title=site.titled(page.title), page_icon=ICON, layout="wide")
    if not site.routes_served:
        # Else the page that the server sends has it from the start.
        st.html(f"<style>{site.LOOK}</style>")
    try:
        build = served()
    except NothingToServe as error:
        st.error(str(error))
        st.stop()
    try:
        today = clock.today()
        asked, problems = followed(st.query_params.to_dict(), queries.known(build.path), today)
        for problem in problems if page.url_path not in READ_ADDRESS else ():
            st.warning(literal(problem[:1].upper() + problem[1:] + "."))
        articles = evidence.articles(build.path)
        ctx = Context(
            path=build.path,
            notes=build.notes,
            article=articles[remember(asked.get("article", ""), page.url_path, articles)],
            today=today,
            asof=asof.remember(asked.get("asof"), page.url_path),
            dark=st.context.theme.type == "dark",
            narrow=st.context.cookies.get(NARROW) == "1",
        )
        enter(ctx)
        if site.page(page.url_path).record:
            asof.control(ctx.article["published_on"], ctx.asof, ctx.today)
        page.run()
    except Exception:
        # The reader gets words; the whole traceback goes to the server's log.
        logging.exception("the page %s failed", page.title)
        st.error(
            "This page could not be drawn. The other pages may still work. "
            "Running “python -m etl build” makes the data anew; if that does not help, please report it (see Method)."
        )


main()
