"""The row under a chart: what it is given, with our own routes beside the dashboard and without them."""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reading import html

Pages = Callable[..., AppTest]


def rows(page: AppTest) -> list[dict]:
    """What each row under a chart works with."""
    assert not page.exception and not page.error
    drawn = [each.proto for each in page.get("bidi_component")]
    return [json.loads(each.json) for each in drawn if each.component_name == "share_row"]


def row(page: AppTest) -> dict:
    """The one row of a page."""
    (given,) = rows(page)
    return given


def test_on_a_host_with_the_dashboard_alone_nothing_leads_to_our_routes(open_page: Pages):
    page = open_page("chart", chart="key-rate", scale="log")
    given = row(page)
    parts = urlsplit(given["link"])
    assert parts.path == "chart" and dict(parse_qsl(parts.query))["scale"] == "log" and given["light"] == ""
    assert not given.keys() & {"frozen", "latest", "pictures", "files"} and given["base"] == ""
    assert "c/key-rate" not in html(page) + json.dumps(given)
    assert [button.label for button in page.get("download_button")] == ["Download what is drawn as CSV"]


def test_with_our_routes_they_are_linked_and_the_button_makes_way(open_page: Pages, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PUBLIC_URL", "https://indicators.example.org")
    page = open_page("chart", routed=True, chart="key-rate", scale="log")
    given = row(page)
    assert given["link"] == given["light"] and given["link"].startswith("c/key-rate?from=&to=&scale=log&")
    assert given["base"] == "https://indicators.example.org/"
    assert [words for words, _ in given["files"]] == ["CSV", "CSV, wide", "CSV, for Excel", "JSON"] and given[
        "withheld"
    ] == []
    assert not page.get("download_button")


def test_data_that_may_only_be_shown_are_no_file(open_page: Pages):
    given = row(open_page("chart", routed=True, chart="military-spending"))
    assert given["files"] == [] and "sipri.org" in given["withheld"][0] and len(given["pictures"]) == 2


@pytest.mark.parametrize("chart", ["casualties", "nato-map", "events", "equipment-ratio"])
def test_every_kind_of_chart_can_be_cited(open_page: Pages, chart: str):
    page = open_page("chart", chart=chart, asof="2025-03-07")
    given = row(page)
    assert len(given["sentence"].split()) > 5 and given["sentence"].endswith(".")
    assert given["address"] in given["citation"] and f"url = {{{given['address']}}}" in given["bibtex"]
    assert "as known on 7 March 2025" in given["citation"] and "Link to exactly this view" not in html(page)


def test_the_list_of_charts_has_no_row(open_page: Pages):
    assert rows(open_page("chart")) == []
