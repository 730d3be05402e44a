"""The ledger page: all claims of the article that is read, or of all, as its address says."""

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.reading import html, plain, warned

Pages = Callable[..., AppTest]


def rows(page: AppTest) -> list[str]:
    return re.findall(r'<tr id="([\w-]+)">', html(page))


def test_it_lists_the_claims_of_the_article_that_is_read_or_of_all(open_page: Pages):
    first, second = rows(open_page("ledger")), rows(open_page("ledger", article="sample-2026-08"))
    every = rows(open_page("ledger", articles="all"))
    assert len(first) > 15 and "sample-key-rate-13" in second and every == first + second


def test_what_the_address_asks_for_is_shown_by_the_controls_too(open_page: Pages):
    page = open_page("ledger", articles="all", verdict="disputed,open", sort="statement", words="RATE")
    assert rows(page) == ["sample-key-rate-13", "rate-soaring"] and not warned(page)
    values = {box.label: box.value for box in page.selectbox}
    assert values == {"Article": "all", "Sort by": "statement"}
    assert page.multiselect[0].value == ["disputed", "open"] and page.text_input[0].value == "RATE"
    assert "2 claims: 1 disputed, 1 open. Of 35 in all." in plain(html(page))


def test_changed_claims_and_forecasts_can_be_listed_alone(open_page: Pages):
    page = open_page("ledger", only="changed")
    assert rows(page) == ["casualties-850k"] and "9 Jul 2025" in html(page)
    assert rows(open_page("ledger", articles="all", only="forecasts")) == ["sample-key-rate-13"]


def test_a_choice_is_written_whole_and_what_every_page_follows_is_kept(open_page: Pages):
    page = open_page("ledger", article="weakness-2025-03", asof="2025-06-01")
    page.multiselect[0].set_value(["supported"]).run()
    assert page.query_params == {
        "article": "weakness-2025-03",
        "asof": "2025-06-01",
        "verdict": "supported",
        "only": "",
        "words": "",
        "sort": "article",
        "articles": "",
    }
    assert rows(page)


def test_as_known_on_a_day_the_table_says_so(open_page: Pages):
    text = plain(html(open_page("ledger", asof="2025-06-01")))
    assert "Value on 1 June 2025" in text and "Verdict on 1 June 2025" in text
    assert "9 Jul 2025" not in text


def test_as_known_before_an_article_appeared_nothing_fails(open_page: Pages):
    page = open_page("ledger", articles="all", asof="2024-01-01")
    assert len(rows(page)) == 35 and not warned(page)


def test_what_cannot_be_asked_for_is_named_and_nothing_found_is_said(open_page: Pages):
    page = open_page("ledger", verdict="nice", size="1")
    assert warned(page) == ["Unknown parameter ‘size’ was ignored.", page.warning[1].value]
    assert "‘nice’" in page.warning[1].value and len(rows(page)) > 15
    page = open_page("ledger", words="nothing has these words")
    assert rows(page) == [] and "No claim. Of 24 in all." in plain(html(page))
