import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import ChartInfo
from dashboard.record.series import SeriesReach
from dashboard.words.cite import bibtex, citation
from tests.dashboard.samples import DAY, blank, chart, series

TODAY = DAY(2026, 11, 25)
CLAIM = series(counts="losses_undefined", counts_words="“losses”, not defined further", publisher="General Staff")
ESTIMATE = series("estimate", label="Estimate", publisher="Oryx", side="none", counts_words="killed", counts="killed")


def reached(info: ChartInfo, **changes: object) -> list[SeriesReach]:
    return [
        blank(
            SeriesReach,
            {
                "series_id": each.id,
                "source_id": each.publisher,
                "publisher": each.publisher,
                "side": each.side,
                "counts": each.counts,
                "title": each.title,
                "party": each.party,
                "newest": DAY(2026, 8, 8),
                "learned": DAY(2026, 8, 22),
                "licence": "CC BY 4.0",
            }
            | changes,
        )
        for each in info.series
    ]


def test_a_citation_credits_every_producer_and_gives_the_address() -> None:
    info = chart(CLAIM, ESTIMATE)
    text = citation(info, reached(info), View(asof=DAY(2025, 3, 7)), "https://example.org/c/x?a=1", TODAY, "B1")
    assert text == (
        "General Staff, a party to the war, “Losses claimed”, data to 8 August 2026, learned 22 August 2026, "
        "licence: CC BY 4.0. Oryx, “Losses claimed”, data to 8 August 2026, learned 22 August 2026, "
        "licence: CC BY 4.0. "
        "Chart: “Casualties”, as known on 7 March 2025, Conflict Indicators, build B1, https://example.org/c/x?a=1, "
        "accessed 25 November 2026."
    )
    alone = citation(info, reached(info), View(pick=("estimate",)), "a", TODAY, "B1")
    assert alone.startswith("Oryx,") and "General Staff" not in alone


def test_a_citation_says_whose_figures_are_repeated_and_what_is_not_held() -> None:
    info = chart(ESTIMATE)
    text = citation(info, reached(info, newest=None, learned=None, derives_from="Staff"), View(), "a", TODAY, "B1")
    assert "repeats figures of Staff, no data held" in text


@given(st.text("ab{}\\&%$#_~^“é \n", max_size=20))
def test_bibtex_stays_one_entry_whatever_a_title_holds(title: str) -> None:
    info = chart(ESTIMATE, title=f"T{title}")
    entry = bibtex(info, reached(info), View(), "https://example.org/c/x?pick=a,b", TODAY, "B1")
    bare = re.sub(r"\\[&%$#_]", "", entry)
    depth = [bare[:place].count("{") - bare[:place].count("}") for place in range(1, len(bare) + 1)]
    assert min(depth[:-1]) >= 0 and depth[-1] == 0 and depth.index(0, bare.index("{")) == len(bare) - 1
    assert not re.search(r"[&%$#~^]", re.sub(r"url = \{.*?\}", "", bare)) and "\\" not in bare
    assert "  url = {https://example.org/c/x?pick=a,b},\n  urldate = {2026-11-25},\n" in entry
    assert "author = {{Oryx}}" in entry and f"year = {{{TODAY:%Y}}}" in entry and isinstance(TODAY, dt.date)
