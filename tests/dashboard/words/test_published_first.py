"""In the real build a day that is the publisher's own is told as that, and only a day of ours as our recording."""

import datetime as dt
import html
import re

import pytest

from dashboard.address.view import View
from dashboard.parts.source_line import source_line
from dashboard.record.build import Build
from dashboard.web.claim_page import claim_of
from dashboard.words.reasons import then_value


@pytest.mark.parametrize(
    ("chart", "day", "words"),
    [
        ("losses-by-month-uk", dt.date(2024, 1, 1), "as first published on 7 January 2025, not as known then"),
        ("key-rate", dt.date(2025, 3, 7), "as first recorded by us on 20 August 2026, not as known then"),
        ("euroclear-interest", dt.date(2023, 3, 1), "learned 8 February 2023"),
        ("euroclear-assets", dt.date(2025, 6, 1), "data to 31 March 2025, learned 14 May 2025"),
    ],
)
def test_the_source_line_tells_whose_day_it_is(real_build: Build, chart: str, day: dt.date, words: str) -> None:
    line = source_line(real_build, View(chart=chart, asof=day), dt.date(2026, 10, 7), False)
    assert words in html.unescape(re.sub("<[^>]+>", "", line))


def test_what_an_articles_figure_is_compared_with_is_labelled_on_the_card_too(real_build: Build) -> None:
    value, note = then_value(claim_of(real_build, "more-than-us-british-ww2")[1])
    assert value == "1,072,283–1,196,034" and note.endswith("; as first recorded by us, not as known then")
