"""The head of every page: one menu, a form to search, and a day that keeps the view."""

import datetime as dt
import re
from html import unescape

import pytest

from dashboard import settings
from dashboard.parts.masthead import Location, masthead, search_form, set_back
from dashboard.record.claims import ArticleRecord

ARTICLES = {
    name: ArticleRecord(name, title, "", "", "", published, "", "", False)
    for name, title, published in (
        ("first", "The <first>", dt.date(2025, 3, 7)),
        ("other", "Another", dt.date(2026, 8, 22)),
    )
}
DAY = dt.date(2025, 8, 1)


def led(html: str) -> list[tuple[str, str]]:
    return [(unescape(link), unescape(words)) for link, words in re.findall(r'href="([^"]+)"[^>]*>([^<]*)</a>', html)]


def test_every_page_stands_in_the_menu_once_in_its_order() -> None:
    there = [words for _, words in led(masthead(Location("")))]
    topics = [page.title for page in settings.PAGES if page.menu == settings.TOPICS]
    more = [page.title for page in settings.PAGES if page.menu == settings.MORE]
    assert there == [settings.NAME, "The article", *topics, "Timeline", "Who says so", *more]
    assert "<summary>Search</summary>" in masthead(Location("")) and "As of" not in masthead(Location(""))


def test_the_page_that_is_read_is_marked_and_its_group_with_it() -> None:
    html = masthead(Location("losses", "losses"))
    assert re.findall(r'aria-current="page">([^<]+)', html) == ["Losses"]
    assert 'class="ci-drop ci-here" name="ci-masthead"><summary>Topics' in html
    assert "aria-current" not in masthead(Location("c/key-rate"))


def test_links_say_the_day_and_an_article_that_is_not_the_first() -> None:
    first = masthead(Location("", "", {}, "first", ARTICLES, DAY, True))
    other = masthead(Location("", "", {}, "other", ARTICLES, None, True))
    assert "economy?asof=2025-08-01" in dict(led(first)) and "economy?article=other" in dict(led(other))
    assert ("./?article=other", "Another (22 August 2026)") in led(other)
    assert "The &lt;first&gt; (7 March 2025)" in first


def test_a_day_keeps_the_view_and_today_is_named() -> None:
    here = Location(
        "chart", "chart", {"chart": "a&b", "scale": "log", "asof": "2025-08-01"}, "first", ARTICLES, DAY, True
    )
    html = masthead(here)
    assert "<summary>As of 1 August 2025</summary>" in html and 'value="1 August 2025"' in html
    assert ("chart?chart=a%26b&scale=log&asof=", "Today") in led(html)
    assert ("chart?chart=a%26b&scale=log&asof=2025-03-07", "The article’s day, 7 March 2025") in led(html)
    (form,) = re.findall(r'<form class="ci-day".*?</form>', html)
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form) == [("chart", "a&amp;b"), ("scale", "log")]


@pytest.mark.parametrize(("day", "dated"), [(None, True), (DAY, False)])
def test_only_a_record_set_back_is_named(day: dt.date | None, dated: bool) -> None:
    assert set_back(Location("", "", {}, "first", ARTICLES, day, dated)) == ""


def test_a_record_set_back_is_named_with_a_way_to_today() -> None:
    html = set_back(Location("losses", "losses", {}, "first", ARTICLES, DAY, True))
    assert "The record as it stood on 1 August 2025. " in html and led(html) == [("losses?asof=", "Back to today")]


def test_what_was_searched_for_stands_in_the_field_as_it_was_typed() -> None:
    assert 'value="&lt;b&gt; &quot;x&quot;"' in search_form({"asof": "2025-03-07"}, '<b> "x"')
    assert 'name="asof" value="2025-03-07"' in search_form({"asof": "2025-03-07"})
