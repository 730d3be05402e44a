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
LOOK = (ROOT / "dashboard" / "look.css").read_text(encoding="utf-8")


def main() -> None:
    """One run of one page."""
    st.set_page_config(page_title="Conflict Indicators", page_icon=":material/monitoring:", layout="wide")
    page = st.navigation(
        [
            st.Page(PAGES / "overview.py", title="Overview", default=True),
            st.Page(PAGES / "losses.py", title="Losses", url_path="losses"),
            st.Page(PAGES / "economy.py", title="Economy", url_path="economy"),
            st.Page(PAGES / "alliance.py", title="Alliance", url_path="alliance"),
            st.Page(PAGES / "chart.py", title="Charts", url_path="chart"),
            st.Page(PAGES / "sources.py", title="Sources", url_path="sources"),
            st.Page(PAGES / "method.py", title="Method", url_path="method"),
        ],
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


main()
