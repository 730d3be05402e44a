"""Search and glossary: what is asked for is found with its value, and every link leads to something that is there."""

import datetime as dt
import logging
import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.address import who
from dashboard.address.view import View, parse_view
from dashboard.documents.search import MOST, result_link
from dashboard.parts import glossary
from dashboard.record import charts, claims, quantities
from dashboard.record.build import Build
from dashboard.record.search.findables import KINDS, findables
from dashboard.record.search.found import find
from dashboard.record.sources import source_records
from dashboard.web.document import still_page
from etl import clock
from tests.pages.reading import html, links, plain, submit, warned

Open = Callable[..., AppTest]
RESULT = re.compile(r'<li><span class="ci-kind">([^<]+)</span> <a[^>]*>(.*?)</a>(.*?)</li>', re.DOTALL)


def found(page: AppTest) -> list[tuple[str, str, str]]:
    """(kind, title, what is told) of each result, in order."""
    return [(kind, unescape(title), plain(told)) for kind, title, told in RESULT.findall(html(page))]


def titles(page: AppTest, kind: str) -> list[str]:
    return [title for each, title, _ in found(page) if each == kind]


def test_a_chart_is_found_by_its_title_and_tells_its_newest_value(open_page: Open, real_build: Build) -> None:
    title = charts.chart_info(real_build, "key-rate").title
    page = open_page("search", q=title.upper())
    kind, first, told = found(page)[0]
    assert warned(page) == [] and (kind, first) == ("Chart", title)
    assert re.match(r"[\d.]+.% on \d+ \w+ 20\d\d", told)
    assert f'value="{title.upper()}"' in html(page)
    assert ("chart", "key-rate") in {(path, asked.get("chart")) for path, asked, _ in links(html(page))}


@pytest.mark.parametrize("asked", ["turkiye", "Türkiye", "turkey"])
def test_a_country_is_found_in_whichever_way_it_is_written(open_page: Open, real_build: Build, asked: str) -> None:
    page = open_page("search", q=asked)
    assert warned(page) == []
    # A chart is found by the countries on it too.
    assert {charts.chart_info(real_build, name).title for name in ("refugees-map", "nato-map")} <= set(
        titles(page, "Chart")
    )


@pytest.mark.parametrize(
    ("asked", "quantity"),
    [
        ("russian equipment", "russian-equipment"),
        ("oryx", "russian-equipment"),
        ("national wealth", "wealth-fund"),
        ("rainy day fund", "wealth-fund"),
    ],
)
def test_who_says_so_is_found_by_what_its_series_count(
    open_page: Open, real_build: Build, asked: str, quantity: str
) -> None:
    page = open_page("search", q=asked)
    assert warned(page) == []
    assert quantities.quantities(real_build)[quantity].title in titles(page, "Who says so")
    assert ("who", quantity) in {(path, said.get("quantity")) for path, said, _ in links(html(page))}


def test_a_claim_tells_its_verdict_as_of_the_day(open_page: Open) -> None:
    def verdict(day: str) -> str:
        page = open_page("search", q="850 thousand", asof=day)
        kind, title, told = found(page)[0]
        assert warned(page) == [] and (kind, title) == (
            "Claim",
            "Russian casualties, killed and wounded, have reached 850,000",
        )
        return told

    assert "Uncertain" in verdict("") and "Not yet published" in verdict("2025-03-01")
    assert "Not yet published" not in verdict("2025-03-07")


def test_a_month_is_answered_with_its_value_and_a_chart_of_that_window(open_page: Open) -> None:
    page = open_page("search", q="inflation april 2022")
    assert warned(page) == []
    first, second = found(page)[:2]
    assert "Inflation (Rosstat): 17.83\u00a0%, April 2022" in first[2] and "17.83\u00a0%, April 2022" in second[2]
    _, asked, _ = next(link for link in links(html(page)) if link[0] == "chart")
    assert (asked["chart"], asked["from"], asked["to"]) == ("inflation", "2022-04-01", "2022-04-30")
    # Of a day within a month the window holds the month, or nothing would be drawn.
    page = open_page("search", q="inflation 15 april 2022")
    _, asked, _ = next(link for link in links(html(page)) if link[0] == "chart")
    assert (asked["from"], asked["to"]) == ("2022-04-01", "2022-04-30")


def test_a_record_set_back_knows_no_later_value_and_no_later_event(open_page: Open) -> None:
    page = open_page("search", q="inflation april 2022", asof="2022-04-20")
    assert "The record as it stood on 20 April 2022, before the article" in html(page) and warned(page) == []
    assert "17.83" not in html(page)
    assert all("(nothing of April 2022 is held)" in told for kind, _, told in found(page) if kind == "Series"), found(
        page
    )
    assert {asked["asof"] for path, asked, _ in links(html(page)) if path == "chart" and asked} == {"2022-04-20"}
    assert titles(open_page("search", q="sweden joins nato", asof="2024-03-07"), "Event")[0].startswith("Sweden joins")
    assert not any("Sweden" in title for title in titles(open_page("search", q="sweden", asof="2024-03-06"), "Event"))


def test_a_value_in_hindsight_says_so(open_page: Open) -> None:
    page = open_page("search", q="series key rate", asof="2015-06-01")
    assert any("not as known then" in told for kind, _, told in found(page) if kind == "Series")
    chart = next(told for kind, title, told in found(page) if title == "Bank of Russia key rate")
    assert "(in hindsight, all or in part)" in chart and "hindsight" not in html(
        open_page("search", q="key rate", asof="")
    )


def test_both_fronts_say_the_same(open_page: Open, real_build: Build) -> None:
    (page,) = (each for each in settings.PAGES if each.name == "search")
    for asked in ({"q": "850000"}, {"q": "russian casualties", "asof": "2025-03-07"}, {"q": "zzqx"}):
        written = still_page(real_build, page, asked, clock.today())
        opened = open_page("search", **asked)
        assert RESULT.findall(written) == RESULT.findall(html(opened))
        assert ("Nothing here" in written) == ("Nothing here" in html(opened)) == (asked["q"] == "zzqx")


def test_a_typo_is_answered_with_words_that_find_something(open_page: Open) -> None:
    page = open_page("search", q="refugeez")
    assert not found(page)
    assert "Nothing here is called “refugeez”. Did you mean: " in plain(html(page))
    words = [asked["q"] for path, asked, _ in links(html(page)) if path == "search"]
    assert words and all(found(open_page("search", q=word)) for word in words)


def test_of_several_words_the_one_that_nothing_has_is_named_and_offered_rightly_written(open_page: Open) -> None:
    page = open_page("search", q="key rate inflatoin")
    assert found(page)[0][1] == "Bank of Russia key rate"
    assert "Nothing here has “inflatoin”. Did you mean: inflation" in plain(html(page))
    assert "key rate inflation" in [asked["q"] for path, asked, _ in links(html(page)) if path == "search" and asked]


def test_of_a_number_that_nothing_has_those_like_it_are_offered(open_page: Open) -> None:
    page = open_page("search", q="851,234")
    assert not found(page) and "Nothing here is called “851,234”. Did you mean: 850,000" in plain(html(page))
    assert "850,000" in [asked["q"] for path, asked, _ in links(html(page)) if path == "search" and asked]


@pytest.mark.parametrize("asked", ["<b>zzzqqq</b>", "\"'><script>zzzqqq()</script>", "zzzqqq<img src=x onerror=x>key"])
def test_what_is_typed_stands_there_without_markup_and_in_no_log(
    open_page: Open, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], asked: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = open_page("search", q=asked)
    text = html(page)
    assert warned(page) == [] and "zzzqqq" in text
    assert not re.search(r"<(?:b>zzz|script|img)", text)
    assert "zzzqqq" not in caplog.text + "".join(capfd.readouterr())


def test_what_is_found_nowhere_is_said(open_page: Open) -> None:
    page = open_page("search", q="<b>zzzqqq</b>")
    assert not found(page)
    assert "Nothing here is called “&lt;b&gt;zzzqqq&lt;/b&gt;”. Try fewer or other words." in html(page)


def test_of_a_very_long_text_the_beginning_is_looked_for_and_little_repeated(open_page: Open) -> None:
    page = open_page("search", q="tanks " + "zzqx" * 3000)
    assert warned(page) == [] and found(page) and "Only the first words" in html(page)
    # Beside the field, which keeps what was typed.
    assert len(html(page).replace("zzqx" * 3000, "")) < 40_000


def test_without_a_question_there_is_no_answer(open_page: Open) -> None:
    page = open_page("search")
    assert warned(page) == [] and not found(page) and "Nothing here" not in html(page)


def test_many_results_are_cut_and_counted_and_can_be_seen_by_kind(open_page: Open, real_build: Build) -> None:
    every = find(real_build, "russia").found
    page = open_page("search", q="russia")
    assert [title for _, title, _ in found(page)] == [each.entry.title for each in every[:MOST]]
    assert f"and {len(every) - MOST} more" in html(page) and f">All {len(every)}</a>" in html(page)
    for kind, (one, several) in KINDS.items():
        ours = [each.entry.title for each in every if each.entry.kind == kind]
        assert (f">{several} {len(ours)}</a>" in html(page)) == bool(ours)
        if ours:
            alone = open_page("search", q="russia", kind=kind)
            assert found(alone) and titles(alone, one) == ours[:MOST] == [title for _, title, _ in found(alone)]


def test_a_kind_that_there_is_not_is_named(open_page: Open) -> None:
    page = open_page("search", q="key rate", kind="rumour")
    assert found(page) and warned(page) == [
        "‘kind=rumour’ was ignored: kind is one of chart, claim, series, quantity, event, word, source."
    ]


def test_what_is_typed_becomes_the_address_and_the_day_is_kept(open_page: Open, real_build: Build) -> None:
    page = submit(open_page("search", q="fund", asof="2025-03-07"), "q", "  key rate ")
    assert warned(page) == [] and 'value="key rate"' in html(page)
    assert "The record as it stood on 7 March 2025." in html(page)
    assert charts.chart_info(real_build, "key-rate").title in titles(page, "Chart")


def test_there_are_entries_of_every_kind(real_build: Build) -> None:
    every = findables(real_build).all
    assert {entry.kind for entry in every} == set(KINDS)
    assert {entry.id for entry in every if entry.kind == "chart"} == set(charts.chart_ids(real_build))


def test_every_link_of_a_result_leads_to_something_that_is_there(real_build: Build) -> None:
    known = charts.known_names(real_build)
    there = {
        "glossary": {word.id for word in glossary.glossary_words(real_build)},
        "sources": {source.source_id for source in source_records(real_build)},
        "./": {(name, e.id) for name in known.articles for e in claims.excerpts(real_build, name)},
    }
    led = set()
    day = dt.date(2025, 3, 7)
    for entry in findables(real_build).all:
        link = result_link(entry, {"asof": day.isoformat()}, View(asof=day))
        ((path, asked, anchor),) = links(f'href="{link}"')
        assert asked["asof"] == "2025-03-07"
        led.add(path)
        if path in ("chart", "timeline"):
            view, problems = parse_view(asked, known, clock.today())
            assert problems == [] and (view.chart in known.charts if path == "chart" else view.events), link
        elif path == "./":
            assert (asked["article"], anchor) in there[path], link
        elif path == "who":
            assert (
                who.parse_who({"quantity": asked["quantity"]}, quantities.quantities(real_build), {})[1] == []
                and asked["quantity"]
            ), link
        else:
            assert asked.get("word", anchor) in there[path], link
    assert led == {"chart", "timeline", "who", *there}


def test_anchors_of_results_stand_on_their_pages(open_page: Open, real_build: Build) -> None:
    articles = charts.known_names(real_build).articles
    for kind, pages in (
        ("source", [open_page("sources")]),
        ("claim", [open_page(article=name) for name in articles]),
    ):
        text = "".join(map(html, pages))
        every = [entry for entry in findables(real_build).all if entry.kind == kind]
        anchors = {result_link(entry, {}, View()).partition("#")[2] for entry in every}
        assert {anchor for anchor in anchors if f'id="{anchor}"' not in text} == set()


def test_the_word_asked_for_stands_first_with_its_neighbours(open_page: Open, real_build: Build) -> None:
    words = glossary.glossary_words(real_build)
    (asked,) = (word for word in words if word.id == "key-rate")
    page = open_page("glossary", word="key-rate")
    text = html(page)
    assert warned(page) == [] and re.search(r'<dl class="ci-asked"><dt id="key-rate">', text)
    assert text.index("ci-asked") < text.index(f'<dt id="{words[0].id}">')
    shown = plain(text[text.index("ci-asked") : text.index("ci-rule")])
    assert asked.meaning in shown
    # It stands in its place as well, but two of one id would leave open which a link leads to.
    assert re.findall(r'<dt id="([^"]+)"', text) == ["key-rate", *(word.id for word in words if word != asked)]
    assert len(re.findall("<dt[ >]", text)) == len(words) + 1


def test_without_a_word_every_word_stands_once(open_page: Open, real_build: Build) -> None:
    page = open_page("glossary")
    assert warned(page) == [] and "ci-asked" not in html(page)
    assert re.findall(r'<dt id="([^"]+)"', html(page)) == [word.id for word in glossary.glossary_words(real_build)]
    assert {asked["word"] for path, asked, _ in links(html(page)) if path == "glossary"} <= {
        word.id for word in glossary.glossary_words(real_build)
    }


def test_a_word_that_is_not_there_is_named(open_page: Open) -> None:
    page = open_page("glossary", word="no-such-word")
    assert warned(page) == ["There is no word ‘no-such-word’ in the glossary."]
    assert "ci-asked" not in html(page) and '<dt id="key-rate">' in html(page)
