"""The verdict on a claim if its words counted something else: the rules of all verdicts, with other checks deciding."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.record.build import Build
from etl.building.build import READING
from tests.etl import world
from tests.etl.world import add_series, asked, check, row

MOMENTS = [dt.datetime(2025, 3, 7, 23, 59, 59), dt.datetime(2025, 9, 1), dt.datetime(2026, 8, 22, 12)]


@pytest.fixture(scope="module")
def real(real_build: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(real_build.path), read_only=True, config=READING) as db:
        yield db


def under(db: duckdb.DuckDBPyConnection, claim: str, basis: str) -> dict[str, tuple[str, str]]:
    """{meant: (verdict, reason)}"""
    found = db.execute(
        "SELECT meant, verdict, reason FROM verdict_under WHERE claim_id = ? AND basis = ? AND shift_days = 0",
        [claim, basis],
    )
    return {meant: (verdict, reason) for meant, verdict, reason in found.fetchall()}


def own_against_stands(db: duckdb.DuckDBPyConnection) -> tuple[list, list]:
    own = (
        "SELECT v.* EXCLUDE (meant) FROM verdict_under v JOIN claim USING (claim_id) WHERE meant = counts ORDER BY ALL"
    )
    return db.execute(own).fetchall(), db.execute("SELECT * FROM claim_verdict ORDER BY ALL").fetchall()


def test_under_what_its_words_count_the_verdict_is_the_claims_own(real: duckdb.DuckDBPyConnection) -> None:
    own, stands = own_against_stands(real)
    assert own == stands
    (claims,) = real.execute("SELECT count(*) FROM claim").fetchone()
    assert len(stands) == claims * 6
    published = "SELECT count(*) FROM claim JOIN article USING (article_id) WHERE published_on <= $t::DATE"
    for moment in MOMENTS:
        real.execute("SET VARIABLE judged_at = $t::TIMESTAMP", {"t": moment})
        own, stands = own_against_stands(real)
        real.execute("RESET VARIABLE judged_at")
        (claims,) = real.execute(published, {"t": moment}).fetchone()
        assert own == stands and len(stands) == claims


def test_what_decides_is_said_once(real: duckdb.DuckDBPyConnection) -> None:
    ids = "SELECT check_id FROM check_deciding JOIN claim_check USING (check_id) JOIN claim l USING (claim_id)"
    own = real.execute(f"{ids} WHERE meant = l.counts ORDER BY 1").fetchall()
    assert own == real.execute("SELECT DISTINCT check_id FROM check_result WHERE decides ORDER BY 1").fetchall()


def test_lost_forces_by_what_is_counted(real: duckdb.DuckDBPyConnection) -> None:
    found = {
        "": ("disputed", "definitions"),
        "killed_wounded": ("contradicted", ""),
        "killed_wounded_against_killed": ("supported", ""),
    }
    claim = "more-than-us-british-ww2"
    assert under(real, claim, "then") == found | {"killed": ("not checkable", "no data")}
    assert under(real, claim, "now") == found | {"killed": ("contradicted", "")}


@pytest.mark.parametrize("basis", ["then", "now"])
def test_the_fund_by_what_is_counted(real: duckdb.DuckDBPyConnection, basis: str) -> None:
    assert under(real, "fund-depleting", basis) == {
        "": ("disputed", "definitions"),
        "liquid_part": ("supported", ""),
        "whole_fund": ("contradicted", ""),
    }


def test_casualties_by_what_is_counted(real: duckdb.DuckDBPyConnection) -> None:
    party = ("uncertain", "party")
    # The totals that the British government states are its own; its monthly averages are the General Staff's.
    assert under(real, "casualties-850k", "then") == {"killed_wounded": ("supported", ""), "losses_undefined": party}
    assert under(real, "casualties-850k", "now") == {
        "killed_wounded": ("uncertain", "interval"),
        "losses_undefined": party,
    }


@pytest.mark.parametrize(
    ("counts", "meanings"),
    [
        ("", {"": "disputed", "killed": "supported", "killed_wounded": "contradicted"}),
        ("killed", {"killed": "supported", "killed_wounded": "contradicted"}),
        ("investment", {"investment": "not checkable", "killed": "supported", "killed_wounded": "contradicted"}),
    ],
)
def test_only_what_counts_that_or_nothing_decides(tmp_path: Path, counts: str, meanings: dict[str, str]) -> None:
    root = world.write(tmp_path)
    add_series(root, "hurt", row("hurt", "2024-02-01", 300), counts="killed_wounded")
    db = asked(root, check(low=95), check(series="hurt", high=200), counts=counts)
    assert {meant: verdict for meant, (verdict, _) in under(db, "c", "then").items()} == meanings


def test_an_event_counts_nothing_and_decides_under_every_meaning(tmp_path: Path) -> None:
    root = world.write(tmp_path)
    db = asked(root, check(high=95), check(event="start"))
    assert under(db, "c", "then") == {"": ("disputed", "definitions"), "killed": ("disputed", "definitions")}
