"""Corrections of our own: none on the data that ship with the program, and one after a refresh."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import lay_builds, opened
from tests.pages.test_changes import revision_cells
from tests.pages.test_pages import html, plain


def words(page: AppTest) -> str:
    return " ".join([plain(html(page)), *(each.value for each in page.markdown)])


def test_with_none_held_the_page_says_so_and_what_a_correction_is(open_page: Callable[..., AppTest]) -> None:
    page = open_page("corrections")
    text = words(page)
    assert not page.error and not page.exception and "No correction is held." in text
    assert "A revision is the publisher’s" in text and "A correction is ours" in text
    assert revision_cells(html(page)) == []
    assert 'href="changes"' in html(page) and 'href="method#report-an-error"' in html(page)


def test_a_correction_is_told_by_day_with_both_values_and_the_verdicts_that_moved(refreshed: Path) -> None:
    page = opened("corrections")
    text = html(page)
    assert not page.error and not page.exception and "No correction is held" not in text
    assert re.findall(r'<h2 class="ci-section" id="([\d-]+)"', text) == ["2026-11-25"]
    (row,) = revision_cells(text)
    assert row[0].startswith("Key rate") and row[1:3] == ["June 2026", "14.25 % → 14 %"]
    assert "from supported to uncertain" in plain(text)
    assert "The same refresh also learned what publishers had changed, so either may have moved them" in plain(text)


def test_without_its_refresh_in_the_history_the_effect_is_said_not_to_be_recorded(
    refreshed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    lay_builds(refreshed, tmp_path)
    text = plain(html(opened("corrections")))
    assert "What it did to verdicts is not recorded" in text and "uncertain" not in text


def test_the_feed_is_named_where_it_is_served(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "feed.xml" not in html(open_page("corrections"))
    monkeypatch.setenv("PUBLIC_URL", "https://indicators.example.org")
    assert 'href="feed.xml"' in html(open_page("corrections", routed=True))
    assert "feed.xml" not in html(open_page("corrections"))
