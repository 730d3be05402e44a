import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import evidence, queries
from tests.pages.conftest import ROOT

PAGES = ("losses", "economy", "alliance", "sources", "method", "chart")
MOST_CHARTS = 7


def html(page: AppTest) -> str:
    return "\n".join(element.value for element in page.html)


def charts(page: AppTest) -> list:
    return page.get("plotly_chart")


@pytest.mark.parametrize("name", ("", *PAGES))
def test_every_page_is_drawn_without_a_complaint(open_page: Callable[..., AppTest], name: str):
    page = open_page(name)
    assert not page.exception
    assert [element.value for element in (*page.error, *page.warning)] == []
    assert "ci-title" in html(page)


def test_the_overview_shows_every_excerpt_in_the_articles_order(open_page: Callable[..., AppTest], real_build: Path):
    text = html(open_page())
    article = evidence.article(real_build)
    ids = [excerpt.id for excerpt in evidence.excerpts(real_build, article["article_id"])]
    places = [text.index(f'id="{name}"') for name in ids]
    assert len(ids) > 10 and places == sorted(places)


def test_the_overview_has_one_chart_for_each_group_of_claims_and_no_more_than_seven(open_page: Callable[..., AppTest]):
    keys = [chart.proto.id for chart in charts(open_page())]
    assert 5 <= len(keys) == len(set(keys)) <= MOST_CHARTS


def test_a_card_has_marked_figure_verdict_reason_and_three_values(open_page: Callable[..., AppTest]):
    text = html(open_page())
    card = text[text.index('id="casualties"') :]
    assert "<mark>850,000</mark>" in card
    assert re.search(r'ci-uncertain"><b>Uncertain\.</b> Then: .+ Now: .+845,274', card)
    assert "Known that day" in card and "Same day, known now" in card and "Since" in card
    assert "a party to the war" in card


def test_topic_pages_hold_every_chart_of_their_topic_once(open_page: Callable[..., AppTest], real_build: Path):
    drawn = []
    for page in ("losses", "economy", "alliance"):
        drawn += re.findall(r'class="ci-chart-title" id="([a-z0-9-]+)"', html(open_page(page)))
    assert sorted(drawn) == sorted(queries.charts(real_build))


def test_every_chart_says_what_it_shows_to_those_who_do_not_see_it(open_page: Callable[..., AppTest], real_build: Path):
    for name in queries.charts(real_build):
        (chart,) = charts(open_page("chart", chart=name))
        title = queries.chart(real_build, name).title
        assert chart.proto.alt.startswith(title)
        assert json.loads(chart.proto.spec)["data"]


def test_every_chart_has_a_title_a_measure_and_a_source_line(open_page: Callable[..., AppTest], real_build: Path):
    for name in queries.charts(real_build):
        text = html(open_page("chart", chart=name))
        info = queries.chart(real_build, name)
        assert info.title in text and info.subtitle in text and "ci-source" in text
        for series in info.series:
            assert series.publisher in text


def test_a_chart_page_has_its_table_and_a_csv_of_what_is_drawn(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="key-rate", show="table")
    table = page.dataframe[0].value
    assert {"21 %", "14 %"} <= {value.replace("\u00a0", " ") for value in table["Value"]}
    assert [button.label for button in page.get("download_button")] == ["Download what is drawn as CSV"]


def test_what_may_only_be_shown_is_in_no_download_and_its_publisher_is_named(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="military-spending")
    assert not page.get("download_button")
    assert "may be shown but not passed on" in html(page) and "sipri.org" in html(page)


def test_spoilt_values_are_named_and_the_rest_of_the_link_still_works(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="key-rate", **{"from": "2022-99-01", "scale": "log", "colour": "red"})
    said = " ".join(element.value for element in page.warning)
    assert "2022-99-01" in said and "colour" in said
    (chart,) = charts(page)
    assert json.loads(chart.proto.spec)["layout"]["yaxis"]["type"] == "log"


def test_an_unknown_chart_is_said_and_the_others_are_offered(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="no-such-chart")
    assert "no-such-chart" in page.warning[0].value
    assert 'href="chart?chart=key-rate"' in html(page)


def test_a_window_without_data_is_said_in_words(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="key-rate", **{"from": "1950-01-01", "to": "1951-01-01"})
    assert not charts(page) and "no source held has data for this window" in html(page)


def test_as_of_shows_the_record_of_that_day(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="casualties", asof="2025-03-07", show="table")
    table = page.dataframe[0].value
    assert not table["Series or who"].str.startswith("The Economist").any()
    assert "as first recorded by us" in " ".join(table["Learned"])


def test_a_change_of_a_control_writes_the_whole_view_into_the_address(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="casualties")
    page.selectbox(key="view_transform").select("per_day").run()
    assert not page.exception
    assert page.query_params["transform"] == "per_day"
    assert page.query_params["chart"] == "casualties" and page.query_params["events"] == "off"


def test_sources_say_publisher_side_terms_and_age(open_page: Callable[..., AppTest]):
    text = html(open_page("sources"))
    for words in (
        "General Staff of the Armed Forces of Ukraine",
        "shown here, but in no download",
        "learned",
        "kept by hand",
    ):
        assert words in text


def test_no_page_types_a_figure_in_its_prose():
    written = [
        part.value
        for path in (ROOT / "pages").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("prose", "heading")
        for part in ast.walk(call)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    assert len(written) > 20
    assert [text for text in written if re.search(r"\d", text)] == []


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "2200-12-31", "9999-12-31"])
@pytest.mark.parametrize("parameter", ["from", "to", "asof"])
def test_a_link_may_name_any_day(open_page: Callable[..., AppTest], parameter: str, day: str):
    page = open_page("chart", chart="key-rate", **{parameter: day})
    assert not page.error and not page.exception


def test_the_timelines_table_holds_the_events_of_its_window(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="diplomacy", to="2025-03-07", show="table")
    days = page.dataframe[0].value["Day"]
    assert days.between("2025-01-01", "2025-03-07").all() and "2025-03-04" in set(days)
    assert page.get("download_button")


def test_statements_of_a_party_to_the_war_are_labelled_so(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="casualties-ukraine", show="table")
    assert "Russian Ministry of Defence, a party to the war" in html(page)
    who = page.dataframe[0].value["Series or who"]
    assert who.str.contains("Russian Ministry of Defence, a party to the war").any()
    assert not who.str.contains("Strategic and International Studies, a party").any()


def test_no_expander_of_the_method_page_is_empty(open_page: Callable[..., AppTest]):
    page = open_page("method")
    assert len(page.expander) > 20 and all(len(box.markdown) for box in page.expander)
