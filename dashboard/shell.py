"""The frame around every page: the build of this run, the menu, the look, and words instead of tracebacks."""

import datetime as dt
import logging
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
# `streamlit run dashboard/shell.py` and the test runner start here, without the root on the path.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dashboard import evidence  # noqa: E402
from dashboard.context import Context, enter  # noqa: E402
from dashboard.head import NARROW  # noqa: E402
from dashboard.serving import NothingToServe, served  # noqa: E402

PAGES = ROOT / "pages"
# A file of our own: an icon that Streamlit knows by name would be fetched from another host.
ICON = str(ROOT / "dashboard" / "icon.svg")
LOOK = (ROOT / "dashboard" / "look.css").read_text(encoding="utf-8")


def main() -> None:
    """One run of one page."""
    st.set_page_config(page_title="Conflict Indicators", page_icon=ICON, layout="wide")
    page = st.navigation(
        {
            "": [
                st.Page(PAGES / "overview.py", title="Overview", default=True),
                _page("losses", "Losses"),
                _page("economy", "Economy"),
                _page("alliance", "Alliance"),
                _page("support", "Support"),
                _page("ground", "Ground and people"),
                _page("timeline", "Timeline"),
                _page("search", "Search"),
            ],
            "More": [
                _page("chart", "Charts"),
                _page("glossary", "Glossary"),
                _page("sources", "Sources"),
                _page("changes", "What changed"),
                _page("method", "Method"),
            ],
        },
        position="top",
    )
    st.html(f"<style>{LOOK}</style>")
    try:
        build = served()
    except NothingToServe as error:
        st.error(str(error))
        st.stop()
    try:
        enter(
            Context(
                path=build.path,
                notes=build.notes,
                article=evidence.article(build.path),
                today=dt.date.today(),
                dark=st.context.theme.type == "dark",
                narrow=st.context.cookies.get(NARROW) == "1",
            )
        )
        page.run()
    except Exception:
        # The reader gets words; the whole traceback goes to the server's log.
        logging.exception("the page %s failed", page.title)
        st.error(
            "This page could not be drawn. The other pages may still work. "
            "Running “python -m etl build” makes the data anew; if that does not help, please report it (see Method)."
        )


def _page(name: str, title: str) -> st.Page:
    return st.Page(PAGES / f"{name}.py", title=title, url_path=name)


main()
