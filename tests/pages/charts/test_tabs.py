"""What a chart's page shows of its view: the chart, a table, a map or about the data, one at a time, in both fronts."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.address.view import Show, View, view_url
from dashboard.chart.records import sure
from dashboard.documents.charts.tabs import NO_MAP, map_view
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.web.document import still_page
from etl import clock
from tests.pages.reading import drawn_charts, follow, html, plain

Open = Callable[..., AppTest]
CURRENT = re.compile(r"aria-current=page>([^<]+)</a>")
OFFERED = re.compile(r'<nav class="ci ci-tabs".*?</nav>')


def tabs(text: str) -> list[str]:
    return re.findall(r">([^<>]+)</a>", OFFERED.findall(text)[0])


def still(build: Build, **asked: str) -> str:
    return still_page(build, sure(settings.page_at("chart")), list(asked.items()), clock.today())


@pytest.mark.parametrize("show", Show)
def test_a_link_shows_one_of_them_and_leads_to_the_others(open_page: Open, show: Show) -> None:
    page = open_page("chart", chart="refugees-hosts", show=show)
    assert not page.exception and not page.error and not page.warning
    assert CURRENT.findall(html(page)) == [
        {"chart": "Chart", "table": "Table", "map": "Map"}.get(show, "About the data")
    ]
    assert tabs(html(page)) == ["Chart", "Table", "Map", "About the data"]
    assert len(drawn_charts(page)) == (show in (Show.CHART, Show.MAP)) and len(page.dataframe) >= (show == Show.TABLE)
    # Each leads on from each, with all else that the address says.
    assert follow(page, "Table").query_params["chart"] in ("refugees-hosts", ["refugees-hosts"])


def test_the_still_page_shows_what_the_link_asks_for(real_build: Build) -> None:
    shown = {show: still(real_build, chart="refugees-hosts", show=show) for show in Show}
    assert all(CURRENT.findall(page) for page in shown.values())
    assert {show: "<svg" in page.partition("<main>")[2] for show, page in shown.items()} == {
        Show.CHART: True,
        Show.TABLE: False,
        Show.MAP: True,
        Show.ABOUT: False,
    }
    assert shown[Show.TABLE].count("<tr>") > 20 and "Revisions</h2>" in shown[Show.ABOUT]


def test_a_map_is_of_the_day_and_the_end_of_the_view(real_build: Build) -> None:
    day = clock.today().replace(year=2025, month=3, day=7)
    found = sure(map_view(real_build, View(series=("refugees:POL",), asof=day, end=day, show=Show.MAP)))
    assert (found.chart, found.asof, found.end) == ("refugees-map", day, day)
    assert (
        map_view(real_build, View(chart="refugees-map")) is None
        and map_view(real_build, View(chart="key-rate")) is None
    )


def test_without_a_map_the_chart_is_shown_and_told(open_page: Open) -> None:
    page = open_page("chart", chart="key-rate", show="map")
    assert [words.value for words in page.warning] == [NO_MAP] and len(drawn_charts(page)) == 1
    assert tabs(html(page)) == ["Chart", "Table", "About the data"]


def test_of_a_map_itself_the_first_is_the_map(open_page: Open) -> None:
    assert tabs(html(open_page("chart", chart="nato-map"))) == ["Map", "Table", "About the data"]


def test_about_tells_definition_caveats_source_terms_and_when_it_was_learned(
    open_page: Open, real_build: Build
) -> None:
    page = open_page("chart", chart="casualties", show="about")
    said = plain(html(page))
    for words in ("prediction interval", "a party to the war", "Licence", "Held", "Learned", "Revisions"):
        assert words in said, words
    assert said.count("Frequency") == len(charts.chart_info(real_build, "casualties").series)


def test_about_tells_nothing_learned_later(open_page: Open) -> None:
    said = plain(html(open_page("chart", chart="casualties", show="about", asof="2025-03-07")))
    learned = re.findall(r"Learned\s+on [^L]*?(20\d\d)", said)
    assert "2026" not in learned


def test_what_may_only_be_shown_is_told_with_its_terms(open_page: Open) -> None:
    assert "shown here, but in no download" in html(open_page("chart", chart="military-spending", show="about"))


def test_events_are_about_themselves(open_page: Open) -> None:
    assert "Dated events, gathered by hand" in html(open_page("chart", chart="diplomacy", show="about"))


def test_every_tab_of_every_chart_is_a_link_of_that_chart(real_build: Build) -> None:
    for name in charts.chart_ids(real_build):
        view = View(chart=name)
        assert view_url(view).removeprefix("/").replace("&", "&amp;") in still(real_build, chart=name), name
