"""What we lean on of Streamlit's insides, for which it has no public way: addresses that it answers, the page that it
sends, and the names in its document by which ours are styled and waited for.

tests/dashboard/test_streamlit_inside.py tells what broke when its version changes. What is documented is used where it
is needed: st.App with routes and middleware, st.html, the class st-key-… of an element with a key.
"""

import re
from importlib.util import find_spec
from pathlib import Path

from dashboard.chart.records import sure
from dashboard.draw.plotly import plotly_inside

HERE = Path(__file__).parent
# Addresses that it answers itself; its own need to be seen by no search engine.
CORE, MEDIA, SCRIPTS = "/_stcore/", "/media/", "/static/"
ADDRESSES = (CORE, SCRIPTS, MEDIA, "/component/", "/app/static/", "/auth/")
FILES = ("/favicon.png", "/manifest.json", "/oauth2callback")
# Below SCRIPTS these have names that change with their content.
KINDS = (".js", ".css")
# Rules for elements of its document, and of the charts in it, which come after its own.
LOOK = plotly_inside.LOOK + (HERE / "streamlit.css").read_text(encoding="utf-8")
# What scrolls, a chart, and what stands where something is still to come.
MAIN, CHART, SKELETON = (f'[data-testid="{name}"]' for name in ("stMain", "stPlotlyChart", "stSkeleton"))
# Where a chart stands, as high as that from the start.
PLACE = '.stElementContainer[class*="st-key-chart-"]'
# All of its document: when the run of the page has ended, and while a run can be asked for.
ENDED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
NAMES = {"MAIN": MAIN, "PLACE": PLACE, "SKELETON": SKELETON, "ENDED": ENDED, "CONNECTED": CONNECTED}
NAMES["DRAWN"] = plotly_inside.DRAWN
# The script of charts, which it asks for when it has been told that a page has one.
FILES_OF_ITS_OWN = Path(sure(sure(find_spec("streamlit")).origin)).parent / "static"
NAMES["DRAWING"] = next(
    (f".{SCRIPTS}js/{path.name}" for path in FILES_OF_ITS_OWN.glob("static/js/PlotlyChart.*.js")), ""
)
# For scripts of ours within it: what stands beside controls, and what has the colour of the page.
BLOCKS = "const COLUMN = '[data-testid=\"stColumn\"]', PAGE = '[data-testid=\"stApp\"]'\n"
CONSTANTS = "".join(f"const {name}='{value}';" for name, value in NAMES.items())
# Runs before its own, so that it sees the history first; and how the application takes the place of the page that
# stands before it.
SCRIPT, HANDOVER = (
    f"{{{CONSTANTS}{(HERE / name).read_text(encoding='utf-8')}}}" for name in ("streamlit.js", "handover.js")
)
# In the browser: whether the run of the page has ended, every chart that it sent is drawn, and it has taken its place.
DONE = f"""() => !document.getElementById('still') && document.querySelector('{ENDED}')
  && [...document.querySelectorAll('{PLACE}')].every(chart => chart.querySelector('{plotly_inside.DRAWN}'))"""


# What brings the application: scripts, styles and letters.
BRINGING = re.compile(rb'<script type="module"[^>]*></script>|<link\s+rel="(?:modulepreload|stylesheet|preload)"[^>]*>')


# In its script of charts: one whose place has no width, known to it as -1, is drawn at a width of its own choice, and
# anew when its place has one. It means to wait, by asking whether there is a width.
UNMEASURED = re.compile(rb"(\{width:(\w+)\}=\w+\(\w+\);return )\2\?")


def edited_script(body: bytes) -> bytes:
    """A script of its own as our pages get it: a chart waits for its place to have a width. Others stay as they are."""
    return UNMEASURED.sub(rb"\1\2>0?", body)


def answers(path: str) -> bool:
    """Whether Streamlit answers this address with something of its own; every other one gets the page."""
    return path.startswith(ADDRESSES) or CORE in path or path in FILES


def edited_page(body: bytes, title: str, added: str, words: str, look: str, still: str = "") -> bytes:
    """The page that Streamlit sends, with a title, with `added` at the end of its head, and `look` in its body.

    All of them are HTML. `words`: for readers without JavaScript; empty leaves Streamlit's own. `still`: what stands in
    the place of the application until that has drawn the page, and which the application waits for.
    """
    body = _swapped(body, "title", title)
    if words:
        body = _swapped(body, "noscript", words)
    body = body.replace(b"</head>", f"{added}</head>".encode(), 1)
    if still:
        # The page need wait for none of it: in a template it is inert, until the script behind the page takes it out.
        kept = b'<template class="ci-application">' + b"".join(BRINGING.findall(body)) + b"</template></head>"
        body = BRINGING.sub(b"", body).replace(b"</head>", kept, 1)
        body = body.replace(b"</body>", f"<script>{HANDOVER}</script></body>".encode(), 1)
    return body.replace(b'<div id="root">', f'{still}{look}<div id="root">'.encode(), 1)


def _swapped(body: bytes, name: str, content: str) -> bytes:
    """A page with the content of its first element of that name replaced."""
    element = f"<{name}>{content}</{name}>".encode()
    return re.sub(f"<{name}>.*?</{name}>".encode(), lambda _: element, body, count=1, flags=re.DOTALL)
