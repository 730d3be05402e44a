"""Search and glossary: what is asked for is found, and every link leads to something that is there."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.address import who
from dashboard.address.view import parse_view
from dashboard.parts import glossary
from dashboard.record import charts, claims, quantities, search
from dashboard.record.build import Build
from dashboard.record.sources import source_records
from etl import clock
from tests.pages.reading import html, links, plain, submit, warned

Open = Callable[..., AppTest]


def found(page: AppTest) -> dict[str, list[str]]:
    """The titles found under the heading of each kind."""
    groups = re.findall(r'<div class="ci ci-found">.*?</div>', html(page), re.DOTALL)
    return {
        re.search(r'ci-chart-title">([^<]+)<', group)[1]: [
            unescape(title) for title in re.findall(r"<li><a[^>]*>(.*?)</a>", group)
        ]
        for group in groups
    }


def test_a_chart_is_found_by_its_title(open_page: Open, real_build: Build) -> None:
    title = charts.chart_info(real_build, "key-rate").title
    page = open_page("search", q=title.upper())
    assert warned(page) == [] and found(page)["Charts"][0] == title
    assert f'value="{title.upper()}"' in html(page)
    assert ("chart", "key-rate") in {(path, asked.get("chart")) for path, asked, _ in links(html(page))}


@pytest.mark.parametrize("asked", ["turkiye", "Türkiye"])
def test_an_accent_may_be_left_out(open_page: Open, real_build: Build, asked: str) -> None:
    page = open_page("search", q=asked)
    assert warned(page) == []
    # A chart is found by the countries on it too.
    assert {charts.chart_info(real_build, name).title for name in ("refugees-map", "nato-map")} <= set(
        found(page)["Charts"]
    )


@pytest.mark.parametrize(
    ("asked", "quantity"),
    [("losses of tanks", "russian-equipment"), ("oryx", "russian-equipment"), ("national wealth", "wealth-fund")],
)
def test_who_says_so_is_found_by_what_its_series_count(
    open_page: Open, real_build: Build, asked: str, quantity: str
) -> None:
    page = open_page("search", q=asked)
    assert warned(page) == []
    assert quantities.quantities(real_build)[quantity].title in found(page)["Who says so"]
    assert ("who", quantity) in {(path, said.get("quantity")) for path, said, _ in links(html(page))}


def test_a_typo_is_answered_with_words_that_find_something(open_page: Open) -> None:
    page = open_page("search", q="refugeez")
    assert not found(page)
    assert "Nothing here is called “refugeez”. Did you mean: " in plain(html(page))
    words = [asked["q"] for path, asked, _ in links(html(page)) if path == "search"]
    assert words and all(found(open_page("search", q=word)) for word in words)


def test_what_is_found_nowhere_is_said_without_markup_of_the_reader(open_page: Open) -> None:
    page = open_page("search", q="<b>zzzqqq</b>")
    assert warned(page) == [] and not found(page)
    assert "Nothing here is called “&lt;b&gt;zzzqqq&lt;/b&gt;”. Try fewer or other words." in html(page)


def test_without_a_question_there_is_no_answer(open_page: Open) -> None:
    page = open_page("search")
    assert warned(page) == [] and not found(page) and "Nothing here" not in html(page)


def test_many_results_are_cut_and_counted(open_page: Open, real_build: Build) -> None:
    page = open_page("search", q="russia")
    entries = search.find(search.documents(real_build), "russia")
    for kind, titles in found(page).items():
        every = [entry.title for entry in entries if search.KINDS[entry.kind] == kind]
        assert titles == every[:12]
        assert (f"and {len(every) - 12} more" in html(page)) == (len(every) > 12)
    assert any(len(titles) == 12 for titles in found(page).values())


def test_what_is_typed_becomes_the_address(open_page: Open, real_build: Build) -> None:
    page = submit(open_page("search", q="fund"), "q", "  key rate ")
    assert warned(page) == [] and 'value="key rate"' in html(page)
    assert charts.chart_info(real_build, "key-rate").title in found(page)["Charts"]


def test_every_kind_of_thing_can_be_found_by_its_own_title(real_build: Build) -> None:
    entries = search.documents(real_build)
    assert {entry.kind for entry in entries} == set(search.KINDS)
    assert [entry.title for entry in entries if entry not in search.find(entries, entry.title)] == []
    assert len({entry.link for entry in entries if entry.kind == "chart"}) == len(charts.chart_ids(real_build))


def test_every_link_of_a_result_leads_to_something_that_is_there(real_build: Build) -> None:
    known = charts.known_names(real_build)
    there = {
        "glossary": {word.id for word in glossary.glossary_words(real_build)},
        "sources": {source.source_id for source in source_records(real_build)},
        "./": {(name, e.id) for name in known.articles for e in claims.excerpts(real_build, name)},
    }
    led = set()
    for entry in search.documents(real_build):
        ((path, asked, anchor),) = links(f'href="{entry.link}"')
        led.add(path)
        if path in ("chart", "timeline"):
            view, problems = parse_view(asked, known, clock.today())
            assert problems == [] and (view.chart in known.charts if path == "chart" else view.events), entry.link
        elif path == "./":
            assert (asked["article"], anchor) in there[path], entry.link
        elif path == "who":
            assert who.parse_who(asked, quantities.quantities(real_build), {})[1] == [] and asked["quantity"], (
                entry.link
            )
        else:
            assert asked.get("word", anchor) in there[path], entry.link
    assert led == {"chart", "timeline", "who", *there}


def test_anchors_of_results_stand_on_their_pages(open_page: Open, real_build: Build) -> None:
    articles = charts.known_names(real_build).articles
    for kind, pages in (
        ("source", [open_page("sources")]),
        ("claim", [open_page(article=name) for name in articles]),
    ):
        text = "".join(map(html, pages))
        anchors = {entry.link.partition("#")[2] for entry in search.documents(real_build) if entry.kind == kind}
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
