"""Every link on every page leads somewhere: inside, to an address that answers; outside, to a well-formed https one."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlparse

import pytest
from playwright.sync_api import Page

from dashboard import settings
from tests.browser.pages.test_pages import DONE, PAGES

# Files are all made in tests/dashboard/web: here every tenth is enough.
FILES = (".svg", ".png", ".csv", ".json")
EVERY = 10
# With the dot that ends a whole host name, where a publisher writes it.
HOST = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+\.?")


class Links(HTMLParser):
    """The targets of a page's links and forms as whole addresses, and every id on it."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.base, self.found, self.ids = address, set(), set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what it leads to."""
        said = dict(attrs)
        if tag == "base":
            self.base = urljoin(self.base, said["href"])
        if said.get("id"):
            self.ids.add(said["id"])
        target = said.get("href") if tag == "a" else said.get("action") if tag == "form" else None
        if target is not None:
            self.found.add(urljoin(self.base, target))


def ask(address: str) -> tuple[int, str]:
    """Status and text of an answer, the text only of a page."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            text = answer.read().decode() if answer.headers.get_content_type() == "text/html" else ""
            return answer.status, text
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def malformed(address: str) -> bool:
    """Whether a link to the outside is anything but https to a host with a name."""
    parts = urlparse(address)
    whole = HOST.fullmatch(parts.hostname or "") and not re.search(r"\s", address) and parts.username is None
    return parts.scheme != "https" or not whole


def sampled(addresses: set[str]) -> Iterator[str]:
    """All addresses, of files every tenth."""
    files = sorted(each for each in addresses if urlparse(each).path.endswith(FILES))
    yield from sorted(addresses - set(files))
    yield from files[::EVERY]


def broken(app_url: str, addresses: set[str]) -> dict[str, object]:
    """{address: what is wrong with it}: of links inside the status, of those outside their form."""
    inside = {urldefrag(each).url for each in addresses if each.startswith(f"{app_url}/")}
    outside = {each for each in addresses if not each.startswith(f"{app_url}/")}
    answers = {each: ask(each)[0] for each in sampled(inside)}
    wrong = {each: "malformed" for each in outside if malformed(each)}
    return wrong | {each: status for each, status in answers.items() if status >= 400}


def placed(app_url: str, addresses: set[str]) -> dict[str, set[str]]:
    """{page: what links name after # in it}, of those inside."""
    places: dict[str, set[str]] = {}
    for page, name in (urldefrag(each) for each in addresses):
        if name and page.startswith(f"{app_url}/"):
            places.setdefault(page, set()).add(name)
    return places


def light(page: str) -> bool:
    """Whether a page is whole when it is loaded."""
    return urlparse(page).path.startswith(("/c/", "/claim/"))


def unplaced(places: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Links into light pages, each with its page, that name nothing there."""
    return [(page, name) for page, names in places.items() for name in sorted(names - Links(page, ask(page)[1]).ids)]


@pytest.mark.parametrize(
    "address",
    ["http://example.org/a", "https://localhost/a", "https://exa mple.org", "mailto:a@example.org", "https://a@b.org/"],
)
def test_a_malformed_link_is_found(address: str):
    assert malformed(address) and not malformed("https://example.org/a?b=c#d")


def test_every_link_of_every_light_page_leads_somewhere(app_url: str):
    listed = json.loads(urllib.request.urlopen(f"{app_url}/api/catalogue.json", timeout=60).read())
    pages = [f"{app_url}{each['page']}" for kind in ("charts", "claims") for each in listed[kind]]
    assert len(pages) > 100
    articles = [each["id"] for each in listed["articles"]]
    pages += [f"{app_url}/c/{chart}?article={article}" for chart in ("casualties", "events") for article in articles]
    pages += [f"{app_url}/c/{chart}?embed=1" for chart in ("casualties", "nato-map", "events")]
    found: set[str] = set()
    for page in pages:
        status, text = ask(page)
        assert status == 200, page
        links = Links(page, text)
        found |= links.found
    assert len(found) > 500
    assert broken(app_url, found) == {}
    places = placed(app_url, found)
    assert places and all(light(page) for page in places)
    assert unplaced(places) == []


@pytest.mark.parametrize(
    "address", ["nothing", "c/key-rat", "claim/key-rate-2", "c/key-rate.pdf", "a/b/c", "preview/a"]
)
def test_every_link_of_a_page_for_what_is_not_there_leads_somewhere(app_url: str, address: str):
    status, text = ask(f"{app_url}/{address}")
    links = Links(f"{app_url}/{address}", text)
    assert status == 404
    assert {f"{app_url}/{page.name}" for page in settings.PAGES} <= links.found
    assert broken(app_url, links.found) == {}


def test_every_link_of_the_dashboard_leads_somewhere(page: Callable[..., Page], app_url: str):
    opened, found = page(), set()
    for address in [*PAGES, "?article=sample-2026-08", "chart?chart=key-rate&article=sample-2026-08"]:
        opened.goto(f"/{address}")
        opened.wait_for_function(DONE, arg=PAGES.get(address, 1), timeout=180_000)
        links = opened.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
        assert links, address
        found |= set(links)
    assert len(found) > 200
    assert broken(app_url, found) == {}
    places = placed(app_url, found)
    assert unplaced({page: names for page, names in places.items() if light(page)}) == []
    filled = {page: names for page, names in places.items() if not light(page)}
    assert filled
    for address, names in filled.items():
        opened.goto(address)
        # A page of the dashboard is filled long after it is loaded.
        for name in sorted(names):
            opened.wait_for_function("name => document.getElementById(name)", arg=name, timeout=180_000)
