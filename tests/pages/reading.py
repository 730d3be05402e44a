"""How the tests of pages read what a page shows."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest


def html(page: AppTest) -> str:
    """All that the page says in HTML, without the rules of its look."""
    return "\n".join(element.value for element in page.html if not element.value.startswith("<style>"))


def plain(text: str) -> str:
    """HTML without its marks."""
    return unescape(re.sub(r"<[^>]+>", "", text))


def drawn_charts(page: AppTest) -> list:
    return page.get("plotly_chart")


def warned(page: AppTest) -> list[str]:
    assert not page.exception and not page.error
    return [element.value for element in page.warning]


def links(text: str) -> list[tuple[str, dict[str, str], str]]:
    """(page, parameters, anchor) of every link to a page of the dashboard, in order."""
    found = [urlsplit(unescape(link)) for link in re.findall(r'href="([^"]+)"', text)]
    return [(one.path, dict(parse_qsl(one.query)), one.fragment) for one in found if not one.scheme]
