"""The sentence and the citation of every chart that there is."""

import datetime as dt
import re
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.cite import LONGEST, MOST, bibtex, citation, sentence
from dashboard.marks import chosen
from dashboard.publishers import named
from dashboard.selection import select, window
from dashboard.view import View

ARTICLE, LATER = dt.date(2025, 3, 7), dt.date(2027, 1, 1)


def printed(path: Path, view: View) -> str:
    info = queries.chart(path, view.chart)
    selection = select(info, queries.observations(path, view.chart, view.asof), view)
    events = chosen(queries.chart_events(path, view.chart), view, *window(info, view))
    return sentence(info, selection, view, queries.reach(path, tuple(s.id for s in info.series)), events)


@pytest.mark.parametrize(
    "changes", [{}, {"asof": ARTICLE}, {"transform": "index"}, {"start": LATER}, {"transform": "per_day"}], ids=str
)
def test_every_chart_has_a_sentence_that_is_short_and_says_who(real_build: Path, changes: dict):
    charts = queries.charts(real_build)
    assert len(charts) > 80
    for name in charts:
        info = queries.chart(real_build, name)
        if "transform" in changes and info.kind != "time":
            continue
        text = printed(real_build, View(chart=name, **changes))
        # A comparison names all that it compares, however long that is; a list is cut.
        assert text.startswith(f"{info.title} (") and text.endswith("."), text
        cut = bool(re.search(r"; and \d+ further\.$", text))
        assert len(text) <= (LONGEST + 80 * bool(changes) if cut else 800), text
        assert "  " not in text and "None" not in text and not re.search(r"\bnan\b", text)
        assert info.kind == "timeline" or any(named(s.publisher) in text for s in info.series), text
        if not changes:
            assert info.kind == "timeline" or ", as of " in text or "according to" not in text
        claims = [s for s in info.series if s.party]
        if claims and len(info.series) == 1 and "according to" in text:
            assert claims[0].party in text


def test_every_chart_is_cited_with_all_its_publishers(real_build: Path):
    for name in queries.charts(real_build):
        info = queries.chart(real_build, name)
        given = (info, queries.reach(real_build, tuple(s.id for s in info.series)), View(chart=name))
        text, entry = (f(*given, "https://example.org/c/x", ARTICLE, "B1") for f in (citation, bibtex))
        assert all(f"{s.publisher}" in text and f"“{s.title}”" in text for s in info.series)
        assert entry.startswith(f"@misc{{{name},\n") and entry.endswith("\n}")


def test_a_sentence_names_both_sides_of_a_comparison(real_build: Path):
    compared = [name for name in queries.charts(real_build) if 1 < len(queries.chart(real_build, name).series) <= MOST]
    assert {"tanks-lost", "artillery-lost", "second-world-war", "casualties"} <= set(compared)
    for name in compared:
        info, text = queries.chart(real_build, name), printed(real_build, View(chart=name))
        selection = select(info, queries.observations(real_build, name), View(chart=name))
        assert info.divide or all(f"{member.name}: " in text for member in selection.members), text
