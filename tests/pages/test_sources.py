"""What the sources page says of refreshes: of each source, of the last run, and of the runs before it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record.build import Build
from dashboard.record.sources import source_records
from etl.store import history_file
from tests.pages.conftest import lay_builds, opened
from tests.pages.reading import folded, html, plain


def entry(page: AppTest, source: str) -> str:
    """The row of one source as plain text."""
    (row,) = re.findall(rf'<tr id="{source}">.*?</tr>', html(page))
    return plain(row.replace("<div", " <div"))


def test_without_a_refresh_the_page_says_what_the_data_are_and_how_to_refresh(
    open_page: Callable[..., AppTest], real_build: Build
):
    page = open_page("sources")
    text = plain(html(page))
    assert "Never refreshed here: these are the data that ship with the program." in text
    assert "python -m etl refresh" in text and not folded(page)
    for row in source_records(real_build):
        said = entry(page, row.source_id)
        asked = "No refresh asks for it" not in said and "Left out of refreshes" not in said
        assert asked == (row.expected_every_days is not None and not row.kept), row.source_id
        assert "every None" not in said


def test_nothing_is_called_live(open_page: Callable[..., AppTest], refreshed: Path):
    for page in (opened("sources"), opened("changes")):
        # The word may stand in a publisher's own title or a note on it, which the page only repeats.
        told = re.sub(r'<span class="ci-soft">.*?</span>', "", html(page))
        assert not re.search(r"\blive\b", plain(told), re.IGNORECASE)


def test_the_last_refresh_is_summed_up(refreshed: Path):
    text = plain(html(opened("sources")))
    assert "The last refresh ran on 25 November 2026, 05:31 UTC. Sources: 2 fresh, 1 refused and 1 unreachable." in text


def test_a_source_that_was_fresh_says_when_what_from_whom_and_when_next(refreshed: Path):
    said = entry(opened("sources"), "bis")
    assert "Last refresh 25 November 2026, 05:31 UTC: fresh, 1 new, 2 changed; stats.example.org answered." in said
    # Its months are known after 10 days; its rhythm is 31 days, and three days are granted.
    assert re.search(r"Something new last on 25 November 2026\. Newer data (are|were) due by 14 October 2026\.", said)


def test_a_problem_that_a_later_run_mended_is_gone(refreshed: Path):
    said = entry(opened("sources"), "general_staff")
    assert "25 changed, 1 withdrawn" in said and "periods held are gone" not in said


def test_what_was_held_back_and_what_was_accepted_by_hand_is_said(refreshed: Path):
    page = opened("sources")
    said = entry(page, "general_staff")
    assert "Held back: equipment_claimed, tank, 2026-08-08: 1,225 after 12,251, though it is a running total." in said
    assert "Accepted by hand: the newest period is 2026-08-07, though 2026-08-08 was held." in said
    ((_, text),) = folded(page)
    assert "general_staff: held back: equipment_claimed, tank" in text


def test_a_source_that_failed_says_why_as_plain_text(refreshed: Path):
    page = opened("sources")
    said = entry(page, "eia")
    assert "Last refresh 25 November 2026, 05:31 UTC: unreachable." in said
    assert "example.org: answered 503 <Service> Unavailable" in said and "<Service>" not in html(page)
    assert "Last brought up to date here: never." in said
    assert "Unreachable. Something new last on" in said and "To do: wait, unless its address has moved" in said
    said = entry(page, "oryx")
    assert "refused; sheet.example.org answered" in said and "a column is missing" in said


def test_those_that_need_somebody_come_first_and_are_counted_above_everything(refreshed: Path):
    page = opened("sources")
    text = plain(html(page))
    listed = re.findall(r'<tr id="([^"]+)">', html(page))
    assert listed[:2] == ["oryx", "eia"]
    (tally,) = re.findall(r"1 refused, 1 unreachable, [a-z0-9, ]+\.", text)
    assert text.index(tally) < text.index("Those that need somebody come first")
    assert sum(map(int, re.findall(r"\d+", tally))) == len(listed)
    assert "Kept by hand" in entry(page, "ww2") and "To do" not in entry(page, "ww2")
    # The monitors’ updates are monthly: somebody has to look, and no refresh does.
    said = entry(page, "ohchr")
    assert "kept by hand, expected every 31 days" in said and "add it to data/tables/ohchr.csv" in said


def test_a_source_that_no_run_asked_for_was_never_refreshed(refreshed: Path):
    assert "Never refreshed here." in entry(opened("sources"), "rosstat")


def test_the_runs_before_are_listed_newest_first_with_their_problems(refreshed: Path):
    page = opened("sources")
    ((title, text),) = folded(page)
    assert "2 of 2" in title
    assert text.index("25 November 2026") < text.index("20 October 2026")
    assert "oryx: a column is missing" in text and "general_staff: 12 of 90 periods held are gone" in text


def test_no_more_than_the_last_twenty_runs_are_listed(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    lay_builds(served, tmp_path)
    lines = [
        json.dumps({"at": f"2026-11-{day:02}T05:30:00", "build": "", "problem": "", "results": [], "verdicts": []})
        for day in range(1, 26)
    ]
    history_file().write_text("\n".join(lines) + "\n")
    page = opened("sources")
    ((title, text),) = folded(page)
    assert "20 of 25" in title
    assert re.findall(r"(\d+) November 2026, 05:30 UTC", text) == [str(day) for day in range(25, 5, -1)]


def test_a_run_without_a_build_says_that_an_earlier_one_is_shown(
    served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    lay_builds(served, tmp_path)
    line = {"at": "2026-11-25T05:30:00", "build": "x", "problem": "key_rate: too few rows", "results": []}
    history_file().write_text(json.dumps(line | {"verdicts": []}) + "\n")
    (warning,) = opened("sources").warning
    assert "an earlier one is shown: key\\_rate: too few rows" in warning.value
    assert "No build was made of it: key_rate: too few rows" in plain(html(opened("changes")))


def test_a_problem_is_shown_as_it_stands(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    lay_builds(served, tmp_path)
    line = {"at": "2026-11-25T05:30:00", "build": "x", "problem": "`low` < *high* [here](x) $y$", "results": []}
    history_file().write_text(json.dumps(line | {"verdicts": []}) + "\n")
    (warning,) = opened("sources").warning
    assert warning.value.endswith(r": \`low\` \< \*high\* \[here\](x) \$y\$")
