import ast
import json
import re
from base64 import b64decode
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings, streamlit_inside
from dashboard.address.view import View
from dashboard.chart import layers
from dashboard.chart.records import sure
from dashboard.documents.charts.about import about_data
from dashboard.documents.pieces import Words
from dashboard.parts import glossary
from dashboard.record import charts, claims
from dashboard.record.build import Build, ask
from dashboard.web.document import subject
from etl import clock
from tests.dashboard.plurals import wrong
from tests.pages.conftest import PAGES, ROOT, TOPICS
from tests.pages.reading import drawn_charts, folded, html, plain

FIRST_CHARTS = 7
# Second copies and wider counts that no chart needs, kept so that a claim's reader can look them up.
UNCHARTED = {
    "key_rate_bis",
    "ww2_germany_italy_killed_wounded_missing_captured",
    "ww2_all_theatres_killed",
    "ww2_all_theatres_killed_wounded",
}


def numbers(values: list | dict) -> list:
    """A trace's values, which Plotly may have packed."""
    if isinstance(values, dict):
        return np.frombuffer(b64decode(values["bdata"]), values["dtype"]).tolist()
    return values


def test_every_page_is_drawn_without_a_complaint(every_page: dict[str, AppTest]):
    assert {"", *PAGES} < every_page.keys()
    for name, page in every_page.items():
        assert not page.exception, name
        assert [element.value for element in (*page.error, *page.warning)] == [], name
        assert "ci-title" in html(page) or "ci-chart-title" in html(page), name


def test_no_number_stands_before_a_noun_that_does_not_agree(every_page: dict[str, AppTest]):
    found = {name: wrong(plain(html(page).replace("<", " <"))) for name, page in every_page.items()}
    assert {name: told for name, told in found.items() if told} == {}
    assert wrong("down 1 points, 1 day old, 2 row, 1 series, 1.1 points") == ["2 row", "1 points"]


def test_the_shell_alone_brings_the_look_that_our_server_sends_with_the_page(
    open_page: Callable[..., AppTest],
):
    def looks(routed: bool) -> list[str]:
        page = open_page("method", routed=routed)
        return [element.value for element in page.html if element.value.startswith("<style>")]

    assert looks(routed=False) == [f"<style>{settings.LOOK}{streamlit_inside.LOOK}</style>"]
    assert looks(routed=True) == []


def test_the_overview_shows_every_excerpt_in_the_articles_order(open_page: Callable[..., AppTest], real_build: Build):
    text = html(open_page())
    article = claims.article(real_build)
    ids = [excerpt.id for excerpt in claims.excerpts(real_build, article.article_id)]
    places = [text.index(f'id="{name}"') for name in ids]
    assert len(ids) > 10 and places == sorted(places)


def test_the_overview_has_one_chart_for_each_group_of_claims_and_no_more_than_seven(open_page: Callable[..., AppTest]):
    keys = [chart.proto.id for chart in drawn_charts(open_page())]
    assert 5 <= len(keys) == len(set(keys)) <= FIRST_CHARTS


def test_a_card_has_marked_figure_verdict_reason_and_three_values(open_page: Callable[..., AppTest]):
    text = html(open_page())
    card = text[text.index('id="casualties"') :]
    assert "<mark>850,000</mark>" in card
    words = re.sub("<[^>]+>", "", card)
    assert words.index("Then supported, now uncertain. The interval straddles the limit.") < words.index("Reason and")
    assert re.search(r"Reason and values\s*Then: .+875,000.+ Now: .+845,274", words)
    assert "Known that day" in card and "Same day, known now" in card and "Since" in card


def test_every_chart_stands_on_exactly_one_page_that_of_its_topic(every_page: dict[str, AppTest], real_build: Build):
    own = re.compile(r'href="chart\?chart=([a-z0-9-]+)[^"]*" target="_self">Open, adjust, download')
    drawn = {topic: own.findall(html(every_page[topic])) for topic in TOPICS}
    # The events are on a page of their own, beside a chart of the reader's choice, which has its own page.
    drawn["timeline"] = re.findall(r'class="ci-chart-title" id="(events)"', html(every_page["timeline"]))
    assert {topic: sorted(names) for topic, names in drawn.items()} == {
        topic: sorted(charts.chart_ids(real_build, topic)) for topic in TOPICS
    }
    assert sum(map(len, drawn.values())) == len(charts.chart_ids(real_build)) >= 28


def test_every_chart_says_what_it_shows_to_those_who_do_not_see_it(every_page: dict[str, AppTest], real_build: Build):
    for name in charts.chart_ids(real_build):
        (chart,) = drawn_charts(every_page[f"chart?chart={name}"])
        assert chart.proto.alt.startswith(charts.chart_info(real_build, name).title)
        assert json.loads(chart.proto.spec)["data"]


def test_every_chart_has_a_title_a_measure_and_a_source_line(every_page: dict[str, AppTest], real_build: Build):
    for name in charts.chart_ids(real_build):
        text = plain(html(every_page[f"chart?chart={name}"]))
        info = charts.chart_info(real_build, name)
        assert info.title in text and info.subtitle in text
        for series in info.series:
            assert series.publisher in text


def test_every_series_held_is_on_a_chart_or_tests_a_claim(real_build: Build):
    idle = ask(
        real_build,
        """SELECT DISTINCT series_id FROM observation
           EXCEPT SELECT series_id FROM chart_series EXCEPT SELECT series_id FROM claim_check
           EXCEPT SELECT than_series_id FROM claim_check""",
    )
    assert {row["series_id"] for row in idle} <= UNCHARTED


def test_no_line_has_more_points_than_a_picture_has_pixels(every_page: dict[str, AppTest]):
    for name, page in every_page.items():
        for chart in drawn_charts(page):
            for trace in json.loads(chart.proto.spec)["data"]:
                if trace["type"] != "scatter" or trace.get("fill") or trace.get("mode") != "lines":
                    continue
                # A hole between two runs counts as a point that is not drawn.
                points = [value for value in numbers(trace["y"]) if value is not None]
                assert len(points) <= layers.MOST_POINTS, (name, trace["name"])


def test_what_is_thinned_says_so_in_the_source_line(every_page: dict[str, AppTest]):
    for chart, thinned in (("area", True), ("key-rate", False), ("reserves", False)):
        assert ("at most 700 points of a line" in html(every_page[f"chart?chart={chart}"])) == thinned


def test_every_word_of_the_glossary_is_led_to_from_a_page(every_page: dict[str, AppTest], real_build: Build):
    text = "".join(html(page) for name, page in every_page.items() if name != "glossary")
    text += "".join(element.value for page in every_page.values() for element in page.markdown)
    for name in charts.chart_ids(real_build):
        about, _ = subject(real_build, sure(settings.page_at("chart")), [("chart", name)], clock.today())
        text += "".join(piece.html for piece in about_data(about, View(chart=name)) if isinstance(piece, Words))
    led = set(re.findall(r'href="glossary\?word=([a-z0-9-]+)"', text))
    assert {word.id for word in glossary.glossary_words(real_build)} - led == set()


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
    (chart,) = drawn_charts(page)
    assert json.loads(chart.proto.spec)["layout"]["yaxis"]["type"] == "log"


def test_an_unknown_chart_is_said_and_the_others_are_offered(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="no-such-chart")
    assert "no-such-chart" in page.warning[0].value
    assert 'href="chart?chart=key-rate"' in html(page)


def test_a_window_without_data_is_said_in_words(open_page: Callable[..., AppTest]):
    page = open_page("chart", chart="key-rate", **{"from": "1950-01-01", "to": "1951-01-01"})
    assert not drawn_charts(page) and "no source held has data for this window" in html(page)


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
        for path in (*(ROOT / "pages").glob("*.py"), *(ROOT / "dashboard" / "documents").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("prose", "heading", "section")
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
    assert "Russian Ministry of Defence, a party to the war" in html(open_page("chart", chart="casualties-ukraine"))
    who = page.dataframe[0].value["Series or who"]
    assert who.str.contains("Russian Ministry of Defence, a party to the war").any()
    assert not who.str.contains("Strategic and International Studies, a party").any()


def test_nothing_that_opens_on_the_method_page_is_empty(open_page: Callable[..., AppTest]):
    found = folded(open_page("method"))
    assert len(found) > 20 and all(text for _, text in found)
