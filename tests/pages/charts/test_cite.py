"""The sentence and the citation of every chart that there is."""

import datetime as dt
import re

import pytest

from dashboard.address.view import View
from dashboard.chart.layers import said
from dashboard.chart.leading import has_number
from dashboard.chart.marks import chosen_events
from dashboard.chart.records import Member
from dashboard.chart.selection import select, window
from dashboard.publishers import printed as short
from dashboard.publishers import provenance, publisher_words
from dashboard.record.build import Build
from dashboard.record.charts import chart_events, chart_ids, chart_info
from dashboard.record.series import observations, series_reach
from dashboard.words.cite import bibtex, citation
from dashboard.words.sentence import MOST, sentence

ARTICLE, LATER = dt.date(2025, 3, 7), dt.date(2027, 1, 1)


def printed(build: Build, view: View) -> str:
    info = chart_info(build, view.chart)
    selection = select(info, observations(build, view.chart, view.asof), view)
    events = chosen_events(chart_events(build, view.chart), view, *window(info, view))
    return sentence(info, selection, view, series_reach(build, tuple(s.id for s in info.series)), events)


def say_any(member: Member, unit: str) -> str:
    """The newest value of a member, as a sentence says it."""
    return said(next(row for row in reversed(member.rows) if has_number(row)), unit)


@pytest.mark.parametrize(
    "changes", [{}, {"asof": ARTICLE}, {"transform": "index"}, {"start": LATER}, {"transform": "per_day"}], ids=str
)
def test_every_chart_has_a_sentence_that_is_short_and_says_who(real_build: Build, changes: dict):
    charts = chart_ids(real_build)
    assert len(charts) > 80
    for name in charts:
        info = chart_info(real_build, name)
        if "transform" in changes and info.kind != "time":
            continue
        text = printed(real_build, View(chart=name, **changes))
        begins = info.title if info.kind == "timeline" else info.phrase.rstrip(",")
        assert "transform" in changes or text.startswith(begins), text
        assert text.endswith(".") and len(text) <= 330 + 100 * bool(changes), text
        assert "  " not in text and "None" not in text and not re.search(r"\bnan\b", text)
        assert info.kind == "timeline" or any(
            (provenance(s.publisher) or publisher_words(short(s.publisher))) in text for s in info.series
        ), text
        if not changes:
            assert info.kind == "timeline" or ", as of " in text or "according to" not in text
        claims = [s for s in info.series if s.party]
        if claims and len(info.series) == 1 and "according to" in text:
            assert claims[0].party in text


def test_every_chart_is_cited_with_all_its_publishers(real_build: Build):
    for name in chart_ids(real_build):
        info = chart_info(real_build, name)
        given = (info, series_reach(real_build, tuple(s.id for s in info.series)), View(chart=name))
        text, entry = (f(*given, "https://example.org/c/x", ARTICLE, "B1") for f in (citation, bibtex))
        assert all(f"{s.publisher}" in text and f"“{s.title}”" in text for s in info.series)
        assert entry.startswith(f"@misc{{{name},\n") and entry.endswith("\n}")


def test_a_sentence_names_all_that_is_compared_or_says_how_much_more_there_is(real_build: Build):
    compared = [name for name in chart_ids(real_build) if 1 < len(chart_info(real_build, name).series) <= MOST]
    assert {"tanks-lost", "artillery-lost", "second-world-war", "casualties"} <= set(compared)
    for name in compared:
        info, text = chart_info(real_build, name), printed(real_build, View(chart=name))
        selection = select(info, observations(real_build, name), View(chart=name))
        more = re.search(r"; the chart shows (\d+) more(,.* from a party to the war)?\.$", text)
        told = sum(f" {say_any(member, selection.unit)}" in text for member in selection.members)
        assert info.divide or told + int(more[1] if more else 0) >= len(selection.members), text
