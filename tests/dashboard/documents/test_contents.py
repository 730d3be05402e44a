"""A long page lists its headings and charts, each with a link that leads to it."""

import re

from dashboard.address.view import View
from dashboard.documents.all import DOCUMENTS, document
from dashboard.documents.contents import FEWEST, with_contents
from dashboard.documents.pieces import Subject, Words
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.views.pictures import drawn
from etl import clock

HEADINGS = tuple(Words(f'<div><h2 class="ci-section">Part &amp; {n}</h2></div>') for n in range(FEWEST))


def about(build: Build) -> Subject:
    article = next(iter(claims.articles(build).values()))
    return Subject(build, article, clock.today(), None, True, (), {})


def test_headings_get_ids_and_stand_in_the_list(real_build: Build) -> None:
    first, listed, *rest = with_contents(real_build, (Words("<h1>Page</h1>"), *HEADINGS))
    assert first == Words("<h1>Page</h1>") and isinstance(listed, Words)
    assert re.findall(r'href="#([^"]+)"[^>]*>([^<]+)', listed.html)[1] == ("part-part-amp-1", "Part &amp; 1")
    assert rest[1] == Words('<div><h2 id="part-part-amp-1" class="ci-section">Part &amp; 1</h2></div>')


def test_a_short_page_has_no_list(real_build: Build) -> None:
    pieces = with_contents(real_build, HEADINGS[: FEWEST - 1])
    assert len(pieces) == FEWEST - 1 and all("ci-contents" not in getattr(piece, "html", "") for piece in pieces)


def test_every_link_of_the_list_of_a_topic_leads_to_something_and_no_chart_is_missing(real_build: Build) -> None:
    for name in ("losses", "economy", "ground", "overview", "method"):
        pieces = document(name, about(real_build))
        charts = [piece.view.chart for piece in pieces if hasattr(piece, "view")]
        texts = [getattr(piece, "html", "") + getattr(piece, "beside", "") for piece in pieces]
        (listed,) = (text for text in texts if "ci-contents" in text)
        led = re.findall(r'href="#([^"]+)"', listed)
        ids = {*charts, *re.findall(r' id="([^"]+)"', "".join(texts))}
        assert name in DOCUMENTS and set(led) <= ids and set(charts) <= set(led), name
        for chart in charts[:1]:
            assert drawn(real_build, View(chart=chart)).title.split()[0] in listed


def test_a_page_with_parts_has_their_headings_in_a_row_before_the_whole_list(real_build: Build) -> None:
    def row(name: str) -> list[str]:
        (listed,) = (
            text for each in document(name, about(real_build)) if "ci-contents" in (text := getattr(each, "html", ""))
        )
        return re.findall(r">([^<]+)</a>", listed.partition("<details>")[0])

    assert row("losses")[:2] == ["Russian soldiers", "Ukrainian soldiers"]
    assert len(row("alliance")) == len(row("support")) == 5
    assert row("overview") == []
