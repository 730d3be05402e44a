"""One control sets every page back to a day: cards, first screen, charts, source lines and links follow, and say so."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from etl import clock
from tests.pages.conftest import PAGES, TOPICS
from tests.pages.reading import day_shown, drawn_charts, follow, head, html, links, plain, submit, warned

Open = Callable[..., AppTest]
DAY, LATER = "2025-03-07", "2025-08-01"
SAMPLE = "sample-2026-08"
LINE = "The record as it stood on 7 March 2025."
TIMELESS = ("glossary", "sources", "changes", "corrections", "method")


def card(page: AppTest, name: str) -> str:
    text = html(page)
    place = text.index(f'class="ci" id="{name}"')
    return plain(text[place : text.index('<div class="ci" id=', place + 10)]).replace("\u00a0", " ")


@pytest.mark.parametrize("page", ["", *TOPICS])
def test_every_page_that_shows_the_record_follows_the_day(open_page: Open, page: str) -> None:
    opened = open_page(page, asof=DAY)
    text = plain(html(opened))
    assert warned(opened) == [] and LINE in text and "newer data are due" not in text
    assert drawn_charts(opened) and all("as known on 7 March 2025" in chart.proto.alt for chart in drawn_charts(opened))
    led = [parameters for path, parameters, _ in links(html(opened)) if path == "chart" and parameters]
    assert led and {parameters.get("asof") for parameters in led} == {DAY}


def test_pages_without_the_record_have_no_control(open_page: Open) -> None:
    assert {page.name for page in settings.PAGES if not page.record} == set(TIMELESS)
    for name in ("", *PAGES):
        page = open_page(name, asof=DAY)
        assert bool(day_shown(page)) == (LINE in html(page)) == (name not in TIMELESS), name
        assert 'href="losses?asof=2025-03-07"' in head(page)


def test_today_says_nothing_of_a_day(open_page: Open) -> None:
    for page in (open_page(), open_page(asof=""), open_page("losses")):
        assert "The record as it stood" not in html(page) and warned(page) == []
        assert day_shown(page) == "today" and 'name="asof"' in head(page)
        assert not any("as known on" in chart.proto.alt for chart in drawn_charts(page))


def test_cards_are_judged_as_of_the_day(open_page: Open) -> None:
    then, later, now = (card(open_page(asof=day), "casualties") for day in (DAY, LATER, ""))
    assert "The same then and on 7 March 2025" in then and "Newest on" not in then
    assert "The Economist" not in then.split("How this verdict")[0]
    assert "Same day, known on 1 August 2025" in later and "The Economist" in later
    assert "Same day, known now" in now and "known on" not in now
    beside = open_page("losses", asof=DAY)
    assert "The same then and on 7 March 2025" in card(beside, "casualties")


def test_the_first_screen_stands_as_on_the_day_and_labels_hindsight(open_page: Open) -> None:
    then, now = (plain(html(open_page(asof=day))).replace("\u00a0", " ") for day in (DAY, ""))
    assert "the record of 7 March 2025 bears out" in then and "Known on 7 March 2025, of that day" in then
    assert "Bank of Russia; as first recorded by us, not as known then; 7 March 2025" in then
    assert "the record bears out" in now and "Known now, of that day" in now


def test_the_head_leads_to_the_day_of_publication_to_any_other_and_to_today(open_page: Open) -> None:
    page = follow(open_page("economy"), "The article’s day, 7 March 2025")
    assert page.query_params["asof"] == DAY and LINE in html(page) and warned(page) == []
    assert day_shown(page) == "7 March 2025"
    submit(page, "asof", LATER)
    assert "as it stood on 1 August 2025" in html(page) and day_shown(page) == "1 August 2025"
    follow(page, "Today")
    assert page.query_params["asof"] == "" and "as it stood" not in html(page) and day_shown(page) == "today"


@pytest.mark.parametrize("typed", ["20250307", "7 March 2025", "7 mar 2025", "07 March  2025", "March 7, 2025", DAY])
def test_a_day_is_taken_as_people_type_it(open_page: Open, typed: str) -> None:
    page = submit(open_page("alliance"), "asof", typed)
    assert LINE in html(page) and warned(page) == []
    led = [parameters for path, parameters, _ in links(html(page)) if path == "chart" and parameters]
    assert led and {parameters.get("asof") for parameters in led} == {DAY}


def test_a_cleared_day_is_today(open_page: Open) -> None:
    page = submit(open_page(asof=DAY), "asof", "")
    assert day_shown(page) == "today" and "as it stood" not in html(page) and warned(page) == []


def test_a_click_below_the_head_leads_back_to_today_and_the_day_of_today_is_a_day(open_page: Open) -> None:
    page = follow(open_page(asof=DAY), "Back to today")
    assert page.query_params["asof"] == "" and "as it stood" not in html(page)
    page = submit(page, "asof", clock.today().isoformat())
    assert warned(page) == [] and "The record as it stood on" in html(page)


def test_the_day_of_publication_is_that_of_the_chosen_article(open_page: Open) -> None:
    page = follow(open_page(article=SAMPLE), "The article’s day, 22 August 2026")
    assert page.query_params["asof"] == "2026-08-22" and page.query_params["article"] == SAMPLE
    assert "as it stood on 22 August 2026" in html(page)


@pytest.mark.parametrize("page", ["", "ledger", "economy", "who"])
def test_a_day_before_the_article_leaves_its_claims_without_a_verdict(open_page: Open, page: str) -> None:
    text = plain(html(open_page(page, asof="2025-03-06")))
    assert "as it stood on 6 March 2025, before the article appeared on 7 March 2025." in text
    assert "Not yet published" in text and "Known that day" not in text and "How this verdict" not in text


@pytest.mark.parametrize("page", ["", "economy", "timeline", "chart"])
def test_a_spoilt_day_is_named_once_and_ignored(open_page: Open, page: str) -> None:
    named = {"chart": "key-rate"} if page == "chart" else {}
    opened = open_page(page, asof="7 March", **named)
    assert warned(opened) == ["‘asof=7 March’ is not a date like 2025-03-07 and was ignored."]
    assert "The record as it stood" not in html(opened)


@pytest.mark.parametrize("day", ["0001-01-01", "2020-01-01"])
def test_a_link_may_name_any_day(open_page: Open, day: str) -> None:
    for page in ("", "losses", "ground", "timeline"):
        assert warned(open_page(page, asof=day)) == []


@pytest.mark.parametrize("page", ["", "timeline", "chart"])
def test_a_day_still_to_come_is_named_and_ignored(open_page: Open, page: str) -> None:
    opened = open_page(page, asof="9999-12-31", **({"chart": "key-rate"} if page == "chart" else {}))
    assert warned(opened) == ["‘asof=9999-12-31’ is still to come and was ignored."]
    assert "as it stood" not in html(opened) and not any(
        "as known on" in each.proto.alt for each in drawn_charts(opened)
    )


def test_the_chart_page_has_this_one_control(open_page: Open) -> None:
    page = open_page("chart", chart="key-rate", asof=DAY, scale="log")
    assert [each.label for each in page.date_input if "known" in each.label.lower()] == []
    page.selectbox(key="view_transform").select("index").run()
    assert page.query_params["asof"] == DAY and LINE in html(page)
    follow(page, "Today")
    assert (page.query_params["asof"], page.query_params["scale"]) == ("", "log") and LINE not in html(page)


def test_the_list_of_charts_leads_on_with_the_day(open_page: Open) -> None:
    for day, wanted in ((DAY, {DAY}), ("", {None})):
        led = [p for path, p, _ in links(html(open_page("chart", asof=day))) if path == "chart" and "chart" in p]
        assert len(led) > 50 and {parameters.get("asof") for parameters in led} == wanted


def test_the_timeline_leaves_out_what_came_later(open_page: Open) -> None:
    page = open_page("timeline", chart="key-rate", asof=DAY, **{"from": "2025-01-01"})
    assert page.dataframe[0].value["Day"].max() <= DAY
    assert "What happened after 7 March 2025 is left out" in html(page)
    assert open_page("timeline", chart="key-rate").dataframe[0].value["Day"].max() > DAY


def test_a_map_shows_the_members_of_that_day(open_page: Open) -> None:
    (chart,) = drawn_charts(open_page("chart", chart="nato-map", asof="2024-03-06"))
    (now,) = drawn_charts(open_page("chart", chart="nato-map"))
    assert "Sweden" not in chart.proto.alt and "Finland" in chart.proto.alt and "Sweden" in now.proto.alt


def test_what_the_address_named_is_written_into_the_one_that_the_menu_leads_to(
    open_page: Open,
) -> None:
    page = open_page("method", routed=True, asof=DAY, article=SAMPLE)
    page.query_params.clear()
    page.switch_page("../../pages/corrections.py").run()
    assert dict(page.query_params) == {"article": SAMPLE, "asof": DAY}
    page.query_params["asof"] = ""
    page.run()
    page.query_params.clear()
    page.switch_page("../../pages/method.py").run()
    # Today needs no name.
    assert dict(page.query_params) == {"article": SAMPLE}


@pytest.mark.parametrize(
    ("page", "name", "values"),
    [
        ("losses", "asof", (LATER, DAY)),
        ("who", "day", ("newest", "article")),
        ("ledger", "sort", ("verdict", "changed")),
    ],
)
def test_a_name_given_twice_is_said_and_the_last_counts(
    open_page: Open, page: str, name: str, values: tuple[str, str]
) -> None:
    opened = open_page(page, **{name: list(values), "colour": "red", "si": "x"})
    assert warned(opened) == [
        f"‘{name}={values[0]}’ was ignored: ‘{name}’ is given again later.",
        "Unknown parameter ‘colour’ was ignored.",
    ]
