"""What changed, by day: on the data that ship with the program, and after refreshes."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record.build import Build
from dashboard.record.revised import revisions
from dashboard.say import literal
from tests.pages.conftest import REVISED_DAYS, lay_builds, opened
from tests.pages.test_pages import html, plain


def part(page: AppTest, day: str) -> str:
    """The part of the page about one day, as HTML."""
    text = html(page)
    return text[text.index(f'id="{day}"') :].partition("<h2")[0]


def revision_cells(text: str) -> list[list[str]]:
    """The cells of every row of the tables of revisions, as plain text."""
    tables = re.findall(r'<div class="ci-rows ci-moves"><table>(.*?)</table>', text)
    rows = [row for table in tables for row in re.findall(r"<tr>(<td>.*?)</tr>", table)]
    return [[plain(cell).replace("\u00a0", " ") for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]


def test_the_shipped_data_alone_tell_their_revisions_and_that_no_refresh_has_run(open_page: Callable[..., AppTest]):
    page = open_page("changes")
    text = plain(html(page))
    assert "No refresh has run here" in text and "python -m etl refresh" in text
    assert "Learned by a refresh" not in text
    assert "Dated by the publisher to this day" in text and "Recorded for the data that ship" in text
    assert revision_cells(html(page))


def test_what_was_gathered_by_hand_stands_under_its_own_day_with_value_before_and_after(
    open_page: Callable[..., AppTest],
):
    text = part(open_page("changes"), "2025-06-11")
    assert "Gathered by hand, each with the day of the page that it was read on" in text and "sources#ohchr" in text
    assert ["Civilians killed in Ukraine by month, verified", "April 2025", "209 → 221", "+5.7 %"] in [
        row[:4] for row in revision_cells(text)
    ]
    assert 'href="chart?chart=' in text


def test_a_bound_that_became_a_value_is_not_told_as_missing(open_page: Callable[..., AppTest]):
    text = plain(part(open_page("changes"), "2026-02-17"))
    assert "at least 15,000 → 15,172" in text and "no data" not in text


def test_days_and_what_was_revised_on_them_come_newest_and_largest_first(open_page: Callable[..., AppTest]):
    text = html(open_page("changes"))
    days = re.findall(r'<h2 class="ci-section" id="([\d-]+)"', text)
    assert len(days) > 5 and days == sorted(days, reverse=True)
    for day in days[:4]:
        shares = [row[3] for row in revision_cells(part(open_page("changes", day=day), day)) if row[3].endswith(" %")]
        moves = [abs(float(share.replace("−", "-").replace(",", "").removesuffix(" %"))) for share in shares]
        assert moves == sorted(moves, reverse=True), day


def test_every_day_is_listed_and_leads_to_its_own_page(open_page: Callable[..., AppTest], real_build: Build):
    listed = re.findall(r'href="changes\?day=([\d-]+)"', html(open_page("changes")))
    assert listed == [str(day) for day in revisions.revisions_by_day(real_build)]
    one = open_page("changes", day="2023-05-22")
    assert not one.warning and "22 May 2023" in html(one) and "All days" in html(one)
    assert re.findall(r'<h2 class="ci-section" id="([\d-]+)"', html(one)) == ["2023-05-22"]


@pytest.mark.parametrize("day", ["1999-01-01", "yesterday", "<b>"])
def test_a_day_without_news_is_said_and_the_newest_are_shown(open_page: Callable[..., AppTest], day: str):
    page = open_page("changes", day=day)
    assert literal(day) in page.warning[0].value and revision_cells(html(page))


def test_the_largest_revision_of_each_series_is_told_and_the_others_folded_away(refreshed: Path):
    text = part(opened("changes", day="2026-11-25"), "2026-11-25")
    told = revision_cells(text.partition("Withdrawn")[0])
    tanks = "Russian equipment losses as claimed by Ukraine, Tanks"
    assert told[0] == [tanks, "8 August 2026", "12,251 → 24,502", "+100 %", "by the publisher"]
    # The tanks, the personnel, and two months of the key rate, of which one is read otherwise by us.
    assert len(told) == 4
    # Of the personnel all days but the withdrawn one changed.
    others = REVISED_DAYS - 1 - 1
    assert f"<summary>{others} more values of this series changed with it</summary>" in text
    assert f"and {others - (revisions.MOST - 1)} smaller ones" in text
    assert "25 revised, 1 withdrawn" in plain(text) and "1 added, 2 revised" in plain(text)


def test_our_own_change_of_reading_is_told_apart_from_the_publishers(refreshed: Path):
    rows = revision_cells(part(opened("changes"), "2026-11-25"))
    causes = {row[1]: row[4] for row in rows if row[0].startswith("Key rate")}
    assert causes == {"July 2026": "by the publisher", "June 2026": "by us, who read the same answer differently"}


def test_what_was_withdrawn_stands_by_itself(refreshed: Path):
    rows = revision_cells(part(opened("changes"), "2026-11-25").partition("Withdrawn")[2])
    assert [row[1:4] for row in rows] == [["8 August 2026", "1,456,610 → withdrawn", ""]]


def test_a_verdict_that_moved_is_told_with_its_claim(refreshed: Path):
    text = part(opened("changes"), "2026-11-25")
    assert "The war has inflicted severe damage on Russia’s economy: from supported to uncertain" in plain(text)
    assert re.search(r'href="\./\?article=weakness-2025-03#[\w-]+"', text)


def test_a_refresh_that_learned_nothing_is_told_too(refreshed: Path):
    text = html(opened("changes"))
    assert "No refresh has run here" not in text
    assert "Refresh at 05:30 UTC. Sources: 1 unchanged, 1 refused and 1 unreachable." in part(
        opened("changes"), "2026-10-20"
    )


def test_a_broken_history_is_told_and_the_values_are_still_shown(
    served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    lay_builds(served, tmp_path)
    (tmp_path / "refreshes.jsonl").write_text('{"at": 1}\n{"at": "2026-11')
    for name in ("changes", "sources"):
        page = opened(name)
        (warning,) = page.warning
        assert "line 1 of refreshes.jsonl cannot be read" in warning.value
        assert not page.error and "ci-rows" in html(page)


def test_a_new_build_shows_at_the_next_interaction(
    served: Path, refreshed_data: Path, refreshed_build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    lay_builds(served, tmp_path)
    open_pages = {name: opened(name) for name in ("changes", "sources")}
    assert "No refresh has run here" in html(open_pages["changes"])
    assert "Never refreshed here: these are" in html(open_pages["sources"])
    shutil.copytree(refreshed_data, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.duckdb"))
    lay_builds(refreshed_data, tmp_path)
    for page in open_pages.values():
        page.run()
        assert not page.error and not page.warning
    assert ["July 2026", "14 % → 14.25 %"] in [
        row[1:3] for row in revision_cells(part(open_pages["changes"], "2026-11-25"))
    ]
    assert "The last refresh ran on 25 November 2026, 05:31 UTC" in html(open_pages["sources"])
