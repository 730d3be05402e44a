"""The page of all charts and series: each stands there once with its newest value, also where words narrow it."""

import datetime as dt
import gzip
import re
from html import unescape

import pytest

from dashboard.documents.charts.browser import browser
from dashboard.documents.pieces import Subject
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.charts import chart_ids
from dashboard.record.shown import series_lines

TODAY, THEN = dt.date(2026, 11, 25), dt.date(2025, 3, 7)
ITEM = re.compile(r'<(li|tr) class="ci-item" data-words="[^"]*"( hidden)?>(.*?)</\1>', re.DOTALL)
ROW = re.compile(r'<tr class="ci-item" data-words="[^"]*"( hidden)?>(.*?)</tr>', re.DOTALL)


def page(build: Build, routed: bool = True, asof: dt.date | None = None, **asked: str) -> str:
    article = next(iter(claims.articles(build).values()))
    about = Subject(build, article, TODAY, asof, routed, (), asked)
    return "".join(piece.html for piece in browser(about))


def test_every_chart_and_every_line_stands_there_once(real_build: Build):
    html = page(real_build)
    assert re.findall(r'href="chart\?chart=([\w-]+)"', html) != []
    assert sorted(re.findall(r'href="chart\?chart=([\w-]+)"', html)) == sorted(chart_ids(real_build))
    boxes = [unescape(name) for name in re.findall(r'name="series" value="([^"]+)"', html)]
    assert sorted(boxes) == sorted(series_lines(real_build))
    assert "85 charts" in re.sub(r"<[^>]+>", "", html) and " hidden>" not in html


def test_a_chart_tells_its_newest_value_with_its_day_and_who_publishes_it_how_often(real_build: Build):
    (card,) = [text for tag, _, text in ITEM.findall(page(real_build)) if "chart=key-rate" in text]
    assert re.search(r"<span>14\s% on 6 October 2026</span><span>Bank of Russia; daily</span>", card)
    assert 'loading="lazy"' in card and 'alt=""' in card and re.search(r'width="\d+" height="\d+"', card)


def test_a_party_to_the_war_is_named_as_one(real_build: Build):
    (row,) = [text for _, text in ROW.findall(page(real_build)) if 'value="losses_claimed_ukraine"' in text]
    assert "a party to the war" in row


def test_words_hide_what_they_do_not_find_and_are_counted(real_build: Build):
    html = page(real_build, q="refugees Germany")
    shown = [text for hidden, text in ROW.findall(html) if not hidden]
    assert len(shown) == 1 and "<details open>" in shown[0]
    assert len(re.findall(r'<li class="ci-line" data-words="[^"]*"><label>', shown[0])) == 1
    assert re.search(r">\d of 85</span> charts and <span[^>]*>1 of 91</span> series", html)
    # Nothing is left out: without the words it stands there again at once.
    assert html.count('class="ci-item"') == page(real_build).count('class="ci-item"')


@pytest.mark.parametrize("typed", ['"><script>', "zzzz", "&amp;"])
def test_any_words_can_be_typed(real_build: Build, typed: str):
    html = page(real_build, q=typed)
    assert ("<script" not in html and "0 of 85" in html) or typed == "&amp;"


def test_the_record_of_a_day_is_told_and_links_keep_it(real_build: Build):
    html = page(real_build, asof=THEN)
    assert "chart=key-rate&amp;asof=2025-03-07" in html and "thumbnail/key-rate.svg?asof=2025-03-07" in html
    assert '<input type="hidden" name="asof" value="2025-03-07">' in html and "hindsight" in html
    (card,) = [text for _, _, text in ITEM.findall(html) if "chart=key-rate" in text]
    assert re.search(r"21\s% on", card)


def test_without_our_own_routes_there_are_no_pictures(real_build: Build):
    assert "<img" not in page(real_build, routed=False) and "<img" in page(real_build)


def test_the_page_weighs_little(real_build: Build):
    assert len(gzip.compress(page(real_build).encode())) < 30_000
