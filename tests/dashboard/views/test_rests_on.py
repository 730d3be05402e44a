"""A claim's light page shows the rows that its verdict rests on, the SQL that finds them, and the files."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from dashboard.parts.card import card
from dashboard.record import claims, provenance
from dashboard.record.build import Build, ask
from dashboard.record.provenance import BASES, used
from dashboard.views import rests_on as module
from dashboard.views.rests_on import rests
from dashboard.web.claim_page import claim_of


def part(client: TestClient, claim: str) -> str:
    """The part of a claim's page about its rows, as HTML."""
    text = client.get(f"/claim/{claim}").text
    return text[text.index('<section id="rows">') :].partition("</section>")[0]


def test_the_rows_the_sql_and_the_files_stand_on_the_page(client: TestClient, real_build: Build):
    text = unescape(part(client, "casualties-850k"))
    for words in ("UK Ministry of Defence", "875,000", "5 March 2025", "845,274 (745,875–957,920)", "current.duckdb"):
        assert words in text, words
    assert "as first recorded by us, not as known then" in text
    _, claim = claim_of(real_build, "casualties-850k")
    every = [each for basis in BASES for each in used(real_build, claim, basis)]
    assert re.findall("<pre[^>]*>(.*?)</pre>", text, re.DOTALL) and len(every) > 4
    assert set(re.findall("<pre[^>]*>(.*?)</pre>", text, re.DOTALL)) <= {each.sql for each in every}
    held = provenance.files(real_build, [row.series_id for each in every for row in each.rows])
    assert held and all(each.path in text and each.sha256 in text for each in held)


def test_every_sql_that_is_shown_finds_rows_of_open_series(real_build: Build):
    shown = set()
    for name in claims.articles(real_build):
        for excerpt in claims.excerpts(real_build, name):
            for claim in excerpt.claims:
                told = rests(real_build, claim)
                shown |= {moment.sql for each in told.sets for moment in each.moments} - {""}
    withheld = [
        row["series_id"]
        for row in ask(real_build, "SELECT series_id FROM series JOIN source USING (source_id) WHERE share <> 'open'")
    ]
    assert len(shown) > 20
    assert not [sql for sql in shown for name in withheld if f"'{name}'" in sql]
    for sql in shown:
        assert ask(real_build, sql), sql


def test_what_may_be_shown_only_is_said_instead_of_its_sql(real_build: Build, monkeypatch: pytest.MonkeyPatch):
    _, claim = claim_of(real_build, "key-rate-21")
    monkeypatch.setattr(module.told_rows, "Share", SimpleNamespace(OPEN="none is"))
    told = rests(real_build, claim)
    assert [moment.sql for each in told.sets for moment in each.moments] == [""] * 4
    assert all(moment.rows for each in told.sets for moment in each.moments)
    assert all("holds no rows of “" in sentence and "https://" in sentence for sentence in told.withheld)


def test_a_long_window_is_cut_and_the_rest_counted(real_build: Build, monkeypatch: pytest.MonkeyPatch):
    _, claim = claim_of(real_build, "casualties-850k")
    monkeypatch.setattr(module, "MOST_ROWS", 0)
    moments = [moment for each in rests(real_build, claim).sets for moment in each.moments]
    assert all(moment.rows == [] for moment in moments) and sum(moment.more for moment in moments) >= 5


def test_a_claim_that_only_events_bear_on_has_no_rows(client: TestClient):
    assert 'id="rows"' not in client.get("/claim/iran-offer").text


def test_cards_lead_to_the_rows_where_our_routes_are_served(real_build: Build):
    excerpt, _ = claim_of(real_build, "casualties-850k")
    events, _ = claim_of(real_build, "iran-offer")
    assert "Rows and SQL" not in card(real_build, excerpt)
    assert 'href="claim/casualties-850k#rows"' in card(real_build, excerpt, routed=True)
    assert "Rows and SQL" not in card(real_build, excerpt, alone=True, routed=True)
    assert "Rows and SQL" not in card(real_build, events, routed=True)


def test_no_sql_of_a_withheld_series_where_no_row_was_found(real_build):
    (held,) = ask(
        real_build, "SELECT series_id FROM series JOIN source USING (source_id) WHERE share <> 'open' LIMIT 1"
    )
    found = provenance.Used("check", "It", "SELECT 1", (), (held["series_id"],))
    assert module._moment(real_build, "now", found).sql == ""
