"""Sources of which no answer was ever recorded: no rows are no issue, and the first refresh by name brings them."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from etl.building.build import BuildError, build
from etl.declared import catalogue
from etl.declared.catalogue import CatalogueError
from etl.history import Outcome
from etl.learning.addresses import addresses
from etl.learning.refresh import Folders, chosen_sources, refresh_source
from etl.learning.run import Replay
from tests.etl import world
from tests.etl.ours import CATALOGUE
from tests.fixtures import answer

AWAITED = {series.source for series in CATALOGUE.series if series.id in CATALOGUE.awaited()}
LATER = "catalogue/sources/later.toml"
NOW = dt.datetime(2026, 9, 10, 12)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny world with a source of which nothing is held, and a chart of it."""
    world.write(tmp_path)
    (tmp_path / LATER).write_text(world.source("later", proven=False) + world.series("await"), encoding="utf-8")
    world.add(tmp_path, "catalogue/charts/losses.toml", world.chart("both", series=["count", "await"]))
    return tmp_path


def made(root: Path) -> duckdb.DuckDBPyConnection:
    path = build(data=root, seed=root / "seed", log=root / "log", builds=root / "builds", now=NOW, publish=False).path
    return duckdb.connect(str(path), read_only=True)


def charts(root: Path) -> set[str]:
    with made(root) as db:
        (said,) = db.execute("SELECT list(DISTINCT chart_id) FROM chart").fetchone()
        (drawn,) = db.execute("SELECT list(DISTINCT chart_id) FROM chart_series").fetchone()
    assert set(drawn) <= set(said)
    return set(said)


def test_the_five_are_asked_for_by_name_alone() -> None:
    assert {"world_bank", "fred", "crea_counter", "nato_workbook", "ucdp_candidate"} == AWAITED
    assert AWAITED.isdisjoint(source.id for source in chosen_sources(CATALOGUE.sources, []))
    assert {source.id for source in chosen_sources(CATALOGUE.sources, sorted(AWAITED))} == AWAITED


def test_no_rows_are_no_issue_and_the_chart_comes_with_the_first_ones(root: Path) -> None:
    assert catalogue.load(root).awaited() == {"await"}
    assert charts(root) == {"counts", "dates"}
    (root / "log").mkdir()
    (root / "log/later.csv").write_text(f"{world.HEADER}\n{world.row('await', '2024-02-01', 7)}\n", encoding="utf-8")
    assert charts(root) == {"counts", "dates", "both"}


def test_rows_that_are_held_are_held_to_what_is_expected(root: Path) -> None:
    world.swap(root, LATER, "high = 1000", "high = 1000, min_rows = 2")
    world.add(root, "seed/party.csv", world.row("await", "2024-02-01", 7) + "\n")
    with pytest.raises(BuildError, match="await: 1 row where at least 2 are expected"):
        made(root)


@pytest.mark.parametrize(
    "known",
    [{"proven": True}, {"proven": False, "recorded": '[[recorded]]\nlearned = 2024-01-02\nfiles = {a = "a"}\n'}],
)
def test_where_an_answer_was_recorded_its_rows_are_missed(root: Path, known: dict) -> None:
    text = world.source("later", proven=known["proven"]) + world.series("await") + known.get("recorded", "")
    (root / LATER).write_text(text.replace("2024-01-02\n", "2024-01-02T00:00:00\n"), encoding="utf-8")
    with pytest.raises(BuildError, match="await: 0 rows where at least 1 are expected"):
        made(root)


def test_no_claim_shows_a_chart_that_may_be_absent(root: Path) -> None:
    (root / "articles/piece.toml").write_text(
        world.article(world.claim("c", world.check(low=95), chart="both", **world.LOST_100)), encoding="utf-8"
    )
    with pytest.raises(CatalogueError, match="claim c: chart both draws a series of which no answer was ever recorded"):
        catalogue.load(root)


def test_a_refresh_by_name_brings_the_first_rows_and_a_second_nothing(tmp_path: Path) -> None:
    (source,) = chosen_sources(CATALOGUE.sources, ["ucdp_candidate"])
    for name, raw in answer(source.id).items():
        (tmp_path / name).write_bytes(raw)
    folders = Folders(tmp_path, tmp_path / "seed", tmp_path / "log", tmp_path / "raw")
    first, again = (refresh_source(CATALOGUE, source, Replay(tmp_path), folders, NOW) for _ in range(2))
    assert (first.outcome, first.new, first.newest, first.problem) == (Outcome.FRESH, 2, "2026-08-31", "")
    assert (again.outcome, again.new) == (Outcome.UNCHANGED, 0)


def test_an_answer_too_short_for_what_is_expected_is_refused(tmp_path: Path) -> None:
    (source,) = chosen_sources(CATALOGUE.sources, ["fred"])
    for name, raw in answer(source.id).items():
        (tmp_path / name).write_bytes(raw)
    folders = Folders(tmp_path, tmp_path / "seed", tmp_path / "log", tmp_path / "raw")
    found = refresh_source(CATALOGUE, source, Replay(tmp_path), folders, NOW)
    problem = "brent_fred: 3 rows where at least 3000 are expected; kept as raw/fred/brent.rejected"
    assert found.problem == problem and not (tmp_path / "log").exists()


def test_the_newest_months_are_asked_for_without_a_leading_zero() -> None:
    (source,) = chosen_sources(CATALOGUE.sources, ["ucdp_candidate"])
    names = [url.rpartition("/")[2] for (url,) in addresses(source.files[0].urls, dt.date(2027, 2, 3))]
    assert names[:3] == ["GEDEvent_v27_0_2.csv", "GEDEvent_v27_0_1.csv", "GEDEvent_v26_0_12.csv"]
