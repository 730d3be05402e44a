"""What we lean on of Streamlit's insides, for which it has no public way: addresses that it answers, the page that it
sends, and the names in its document by which ours are styled and waited for.

tests/dashboard/test_streamlit_inside.py tells what broke when its version changes. What is documented is used where it
is needed: st.App with routes and middleware, st.html, the class st-key-… of an element with a key.
"""

import re
from pathlib import Path

# Addresses that it answers itself; its own need to be seen by no search engine.
CORE, MEDIA, SCRIPTS = "/_stcore/", "/media/", "/static/"
ADDRESSES = (CORE, SCRIPTS, MEDIA, "/component/", "/app/static/", "/auth/")
FILES = ("/favicon.png", "/manifest.json", "/oauth2callback")
# Below SCRIPTS these have names that change with their content.
KINDS = (".js", ".css")
# Rules for elements of its document, which come after its own.
LOOK = (Path(__file__).parent / "streamlit.css").read_text(encoding="utf-8")
# Runs before its own, so that it sees the history first.
SCRIPT = (Path(__file__).parent / "streamlit.js").read_text(encoding="utf-8")
# What scrolls, and a chart.
MAIN, CHART = '[data-testid="stMain"]', '[data-testid="stPlotlyChart"]'
# In the browser: whether the run of the page has ended and every chart that it sent is drawn.
DONE = f"""() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  && [...document.querySelectorAll('{CHART}')].every(chart => chart.querySelector('.main-svg'))"""


def answers(path: str) -> bool:
    """Whether Streamlit answers this address with something of its own; every other one gets the page."""
    return path.startswith(ADDRESSES) or CORE in path or path in FILES


def edited_page(body: bytes, title: str, added: str, words: str, look: str) -> bytes:
    """The page that Streamlit sends, with a title, with `added` at the end of its head and `look` at that of its body.

    All of them are HTML. `words`: for readers without JavaScript; empty leaves Streamlit's own.
    """
    body = _swapped(body, "title", title)
    if words:
        body = _swapped(body, "noscript", words)
    body = body.replace(b"</head>", f"{added}</head>".encode(), 1)
    return body.replace(b"</body>", f"{look}</body>".encode(), 1)


def _swapped(body: bytes, name: str, content: str) -> bytes:
    """A page with the content of its first element of that name replaced."""
    element = f"<{name}>{content}</{name}>".encode()
    return re.sub(f"<{name}>.*?</{name}>".encode(), lambda _: element, body, count=1, flags=re.DOTALL)
