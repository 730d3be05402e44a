"""What a refresh keeps between runs: which log an answer went into, and a history that a crash cannot spoil."""

import datetime as dt
import json
from pathlib import Path

import pytest

from etl.declared import catalogue
from etl.history import Moved, Outcome, Result, Run, append
from etl.learning import run
from etl.learning.refresh import Folders, refresh_source
from etl.learning.run import Request
from etl.parsing.observations import read_csv
from etl.store import SEED, history_file

NOW = dt.datetime(2026, 11, 25, 5, 31)
LATER = NOW + dt.timedelta(days=1)
HEADER = "FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Two years of the BIS's monthly key rate as its answer, and nothing known yet."""
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    (tmp_path / "bis").mkdir()
    rows = [HEADER, *(f"M,RU,{month},16,A" for month in months)]
    (tmp_path / "bis" / "key_rate").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return Folders(tmp_path, tmp_path / "seed", tmp_path / "log", tmp_path / "raw")


def once(folders: Folders, log: Path, now: dt.datetime) -> Result:
    declared = catalogue.load()
    (source,) = [source for source in declared.sources if source.id == "bis"]
    return refresh_source(
        declared, source, run.Replay(folders.data / "bis"), Folders(folders.data, folders.seed, log, folders.raw), now
    )


def test_an_answer_that_went_into_the_log_still_goes_into_the_seed(folders: Folders) -> None:
    assert once(folders, folders.log, NOW).new == 24
    carried = once(folders, folders.seed, LATER)
    assert (carried.outcome, carried.new) == (Outcome.FRESH, 24)
    assert once(folders, folders.seed, LATER).outcome == Outcome.UNCHANGED


def test_a_log_that_was_lost_is_learned_again_and_one_that_was_not_is_left_alone(folders: Folders) -> None:
    once(folders, folders.log, NOW)
    before = (folders.log / "bis.csv").read_bytes()
    assert once(folders, folders.log, LATER).outcome == Outcome.UNCHANGED
    assert (folders.log / "bis.csv").read_bytes() == before
    (folders.log / "bis.csv").unlink()
    assert once(folders, folders.log, LATER).new == 24
    assert set(read_csv(folders.log / "bis.csv")["cause"]) == {"publisher"}


def test_the_seed_as_a_log_is_the_seed_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as two files it would be built twice, and without what DATA_DIR/log holds."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.chdir(SEED.parent.parent)
    logs = []
    monkeypatch.setattr(run, "_built", lambda moment, results, log: logs.append(log) or Run(moment, "", "", results))
    run.refresh_all(Request(["bis"], log=Path("data/seed"), replay=tmp_path), now=NOW)
    assert logs == [SEED]


def test_a_line_that_a_crash_left_unfinished_does_not_spoil_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    append(history_file(), Run(NOW, "first", "", ()))
    with history_file().open("a", encoding="utf-8") as file:
        file.write('{"at": "2026-11-2')
    append(history_file(), Run(LATER, "second", "", (), (Moved("a", "supported", "contradicted"),)))
    lines = [json.loads(line) for line in history_file().read_text(encoding="utf-8").splitlines()]
    assert [line["build"] for line in lines] == ["first", "second"]
    assert lines[1]["verdicts"] == [{"claim": "a", "before": "supported", "after": "contradicted"}]
