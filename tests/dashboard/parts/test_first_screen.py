import datetime as dt
import re

import pytest

from dashboard.parts.first_screen import AROUND, _quote, first_screen
from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord, ExcerptRecord, article, excerpts
from dashboard.words.message import article_message
from tests.dashboard.parts.test_marked import Read, claim

FIRST = "weakness-2025-03"


def screen(build: Build, asof: dt.date | None = None) -> tuple[str, list[ClaimRecord]]:
    found = excerpts(build, FIRST, asof)
    return first_screen(build, article(build, FIRST), found), [each for one in found for each in one.claims]


@pytest.mark.parametrize("asof", [None, dt.date(2025, 3, 7), dt.date(2025, 1, 1)])
def test_there_is_a_mark_for_each_claim_in_the_articles_order_that_leads_to_it(real_build: Build, asof: dt.date | None):
    html, claims = screen(real_build, asof)
    places = [excerpt.id for excerpt in excerpts(real_build, FIRST, asof) for _ in excerpt.claims]
    marks = re.findall(r'<a class="ci-mark ci-([a-z-]+)" href="#([^"]+)"', html)
    assert marks == [(each.now.verdict.replace(" ", "-"), place) for each, place in zip(claims, places, strict=True)]
    assert f'<h1 class="ci-title">{article_message(claims)}</h1>' in html


def test_each_claim_with_a_figure_has_its_row_with_what_was_known(real_build: Build):
    html, claims = screen(real_build)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)
    assert len(rows) == sum(each.stated is not None for each in claims) == 3
    casualties = rows[0].replace("\u00a0", " ")
    assert "<mark>850,000</mark>" in casualties and "875,000" in casualties and "? </span>" not in casualties
    assert "Uncertain" in casualties and "supported when it appeared" in casualties
    # The interval with the article's figure; a rate with its course.
    assert casualties.count('class="stated"') == 1 and rows[1].count("<img ") == 1


def test_before_the_article_nothing_was_judged(real_build: Build):
    html, _ = screen(real_build, dt.date(2025, 1, 1))
    assert (
        "Supported" not in html
        and "<table" not in html
        and "computed from" not in html
        and "had said nothing yet" in html
    )


@pytest.mark.parametrize("before", ["", "a " * 60, "x" * 100 + " "])
@pytest.mark.parametrize("after", ["", " b" * 60, " " + "y" * 100])
def test_a_quote_is_cut_between_words_and_says_that_it_is(before: str, after: str):
    quote = f"{before}850,000{after}"
    html = _quote(ExcerptRecord("e", quote, "", ()), claim("850,000", len(before)))
    read = Read(html)
    words = read.text[1:-1]
    inner = words.removeprefix("… ").removesuffix(" …")
    assert inner in quote and words.startswith("… ") == (not quote.startswith(inner))
    assert words.endswith(" …") == (not quote.endswith(inner))
    assert [read.text[a:b] for a, b in read.marks] == ["850,000"]
    if " " in quote.strip() and "x" not in quote and "y" not in quote:
        assert len(inner) <= 2 * AROUND + 7
