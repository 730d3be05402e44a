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

from dashboard import evidence, site  # noqa: E402
from dashboard.context import Context, enter  # noqa: E402
from dashboard.head import NARROW  # noqa: E402
from dashboard.serving import NothingToServe, served  # noqa: E402

PAGES = ROOT / "pages"
# A file of our own: an icon that Streamlit knows by name would be fetched from another host.
ICON = str(ROOT / "dashboard" / "icon.svg")
LOOK = (ROOT / "dashboard" / "look.css").read_text(encoding="utf-8")


def main() -> None:
    """One run of one page."""
    menu: dict[str, list[st.Page]] = {}
    for each in site.PAGES:
        path = PAGES / f"{each.file}.py"
        page = st.Page(path, title=each.title, url_path=each.name or None, default=not each.name)
        menu.setdefault(each.menu, []).append(page)
    page = st.navigation(menu, position="top")
    st.set_page_config(page_title=site.titled(page.title), page_icon=ICON, layout="wide")
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
