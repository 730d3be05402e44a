"""How the tests of pages read what a page shows."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest

HEAD = '<header class="ci ci-masthead">'


def html(page: AppTest) -> str:
    """All that the page says in HTML below its head, without the rules of its look."""
    return "\n".join(element.value for element in page.html if not element.value.startswith(("<style>", HEAD)))


def head(page: AppTest) -> str:
    """The head of the page, which is there once."""
    (found,) = (element.value for element in page.html if element.value.startswith(HEAD))
    return found


def day_shown(page: AppTest) -> str:
    """As of which day, as the head says it; empty where it says nothing of days."""
    found = re.search(r"<summary>As of (.*?)</summary>", head(page))
    return found[1] if found else ""


def follow(page: AppTest, words: str) -> AppTest:
    """The page after a link to another view of it, found by its words in or below the head, is followed."""
    (link,) = re.findall(rf'href="([^"]+)"[^>]*>{words}</a>', head(page) + html(page))
    return _at(page, dict(parse_qsl(urlsplit(unescape(link)).query, keep_blank_values=True)))


def submit(page: AppTest, name: str, typed: str) -> AppTest:
    """The page after something is typed into the field of a form and sent: what the form holds is the address."""
    (form,) = re.findall(rf'<form(?:(?!</form>).)*name="{name}".*?</form>', head(page) + html(page), re.DOTALL)[:1]
    held = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return _at(page, {key: unescape(value) for key, value in held.items()} | {name: typed})


def _at(page: AppTest, said: dict[str, str]) -> AppTest:
    page.query_params.clear()
    page.query_params.update(said)
    return page.run()


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


def folded(page: AppTest) -> list[tuple[str, str]]:
    """(title, text) of all that opens in place, as plain text."""
    found = re.findall(r"<details[^>]*><summary>(.*?)</summary>(.*?)</details>", html(page), re.DOTALL)
    return [(plain(title), plain(text)) for title, text in found]
