"""The seed: recordings replayed, and the committed seed held against the catalogue both ways."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from etl.declared import catalogue
from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Recorded
from etl.learning import seed
from etl.parsing.answer import SourceError
from etl.parsing.observations import read_csv
from etl.store import DATA, SEED
from tests.fixtures import answer

# Of the sources with fixtures of our own: one answer of several files, and one that also reads a kept table.
EQUIPMENT = {"equipment": "equipment.json", "correction": "correction.json"}
STAFF = Recorded(
    source="general_staff", learned=dt.datetime(2026, 1, 1), files={"personnel": "staff.json", **EQUIPMENT}
)
LATER = Recorded(
    source="general_staff", learned=dt.datetime(2026, 1, 2), files={"personnel": "later.json", **EQUIPMENT}
)
ESTIMATES = Recorded(source="published_estimates", learned=dt.datetime(2026, 1, 1), files={"published": "p.csv"})


def but(entry: Recorded, **changes: object) -> Recorded:
    """The entry with something else in it."""
    return entry.model_copy(update=changes)


@pytest.fixture(scope="module")
def declared() -> Catalogue:
    return catalogue.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Recordings, the data folder that declares them, and an empty seed, each below one folder."""
    for name in ("recorded", "data/tables", "seed"):
        (tmp_path / name).mkdir(parents=True)
    staff = answer("general_staff")["personnel"]
    (tmp_path / "recorded/staff.json").write_bytes(staff)
    (tmp_path / "recorded/later.json").write_bytes(staff.replace(b"4300", b"4400"))
    for name in EQUIPMENT:
        (tmp_path / f"recorded/{name}.json").write_bytes(answer("general_staff")[name])
    estimates = answer("published_estimates")
    (tmp_path / "recorded/p.csv").write_bytes(estimates["published"])
    (tmp_path / "data/tables/published_on.csv").write_bytes(estimates["published_on"])
    return tmp_path


def replay(declared: Catalogue, folder: Path, *entries: Recorded) -> dict[str, int]:
    return seed.replay(replace(declared, recorded=list(entries)), folder / "recorded", folder / "seed", folder / "data")


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "seed").iterdir())}


def test_a_replay_gives_the_rows_as_learned_that_day(declared: Catalogue, folder: Path) -> None:
    assert replay(declared, folder, STAFF) == {"general_staff": 4 + 24}
    rows = read_csv(folder / "seed/general_staff.csv")
    persons = rows[rows["series_id"] == "losses_claimed_ukraine"]
    assert persons[["period_end", "value"]].to_numpy().tolist() == [
        [dt.date(2022, 2, 25), 2800],
        [dt.date(2022, 2, 26), 4300],
        [dt.date(2025, 3, 5), 880000],
        [dt.date(2025, 3, 6), 881500],
    ]
    assert (rows["vintage"] == dt.datetime(2026, 1, 1)).all() and (rows["cause"] == "publisher").all()


def test_a_second_replay_appends_nothing(declared: Catalogue, folder: Path) -> None:
    entries = (STAFF, LATER, ESTIMATES)
    first = replay(declared, folder, *entries)
    before = written(folder)
    assert first["published_estimates"] > 0
    assert replay(declared, folder, *entries) == dict.fromkeys(first, 0)
    assert written(folder) == before


def test_recordings_are_replayed_in_the_order_in_which_they_were_learned(declared: Catalogue, folder: Path) -> None:
    assert replay(declared, folder, LATER, STAFF) == {"general_staff": 4 + 24 + 1}
    rows = read_csv(folder / "seed/general_staff.csv")
    changed = rows[rows["period_end"] == dt.date(2022, 2, 26)]
    assert changed[["vintage", "value"]].to_numpy().tolist() == [
        [pd.Timestamp(2026, 1, 1), 4300],
        [pd.Timestamp(2026, 1, 2), 4400],
    ]


def test_a_new_recording_only_appends(declared: Catalogue, folder: Path) -> None:
    replay(declared, folder, STAFF)
    before = written(folder)["general_staff.csv"]
    assert replay(declared, folder, STAFF, LATER) == {"general_staff": 1}
    assert written(folder)["general_staff.csv"].startswith(before)


@pytest.mark.parametrize("spoilt", [b"", b"<html></html>", b'[{"date": "2022-02-25"}]'])
def test_a_refused_recording_leaves_the_seed_as_it_was(declared: Catalogue, folder: Path, spoilt: bytes) -> None:
    replay(declared, folder, STAFF)
    before = written(folder)
    (folder / "recorded/p.csv").write_bytes(spoilt)
    with pytest.raises(SourceError, match="published_estimates: published"):
        replay(declared, folder, LATER, but(ESTIMATES, learned=dt.datetime(2026, 1, 3)))
    assert written(folder) == before


def test_a_day_that_stands_twice_is_refused_with_its_file(declared: Catalogue, folder: Path) -> None:
    raw = (folder / "recorded/staff.json").read_bytes()
    (folder / "recorded/staff.json").write_bytes(raw.replace(b"2022-02-26", b"2022-02-25"))
    with pytest.raises(SourceError, match=r"general_staff: staff\.json, .*2022-02-25 stands twice"):
        replay(declared, folder, STAFF)
    assert written(folder) == {}


def test_another_value_for_the_same_moment_is_refused(declared: Catalogue, folder: Path) -> None:
    replay(declared, folder, STAFF)
    before = written(folder)
    with pytest.raises(SourceError, match="2022-02-26: at 2026-01-01 00:00:00 something else was learned"):
        replay(declared, folder, but(STAFF, files=LATER.files))
    assert written(folder) == before


def test_a_missing_recording_is_named(declared: Catalogue, folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.json"):
        replay(declared, folder, but(STAFF, files={**STAFF.files, "personnel": "gone.json"}))
    assert written(folder) == {}


# The committed seed.


def test_each_recorded_source_has_a_seed_and_each_seed_a_source(declared: Catalogue) -> None:
    seeds, recorded = {path.stem for path in SEED.glob("*.csv")}, {entry.source for entry in declared.recorded}
    assert recorded <= seeds <= {source.id for source in declared.sources if not source.kept}
    # The others are asked for by name only.
    assert {source.id for source in declared.sources if source.proven and not source.kept} <= recorded


def test_each_fetched_series_has_rows_in_the_seed_of_its_source_and_no_other_has(declared: Catalogue) -> None:
    held = {path.stem: set(read_csv(path)["series_id"]) for path in SEED.glob("*.csv")}
    for source in declared.sources:
        if source.id in held:
            assert held[source.id] == {series.id for series in declared.series if series.source == source.id}


def test_each_kept_series_has_rows_in_the_table_of_its_source(declared: Catalogue) -> None:
    for source, rows in declared.kept.items():
        assert {row["series_id"] for row in rows} == {
            series.id for series in declared.series if series.source == source
        }


def test_the_seed_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in SEED.glob("*.csv")) < 6_000_000


def test_no_row_comes_from_where_the_project_takes_nothing() -> None:
    """Lists of unknown authorship, a mirror without a licence, and geometry that its publisher keeps to itself."""
    for path in [*SEED.glob("*.csv"), *(DATA / "tables").glob("*.csv")]:
        text = path.read_text(encoding="utf-8").lower()
        assert [name for name in ("lostarmour", "romansverdan", "deepstate", "ukrwarlosses") if name in text] == [], (
            path
        )


def test_nothing_stands_twice_in_the_seed() -> None:
    for path in SEED.glob("*.csv"):
        rows = read_csv(path)
        repeated = rows[rows.duplicated(["series_id", "entity", "period_start", "period_end", "vintage"])]
        assert repeated.empty, path.name


def test_licences_are_those_of_the_sources(declared: Catalogue) -> None:
    text = seed.licences(declared)
    assert (DATA / "LICENCES.md").read_text(encoding="utf-8") == text
    assert all(f"| {source.id} |" in text for source in declared.sources)


def test_the_real_recordings_give_the_committed_seed(declared: Catalogue, recorded: Path, tmp_path: Path) -> None:
    seed.replay(declared, recorded, tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    committed = {path.name: path.read_bytes() for path in SEED.glob("*.csv")}
    assert made.keys() == committed.keys()
    assert [name for name in made if made[name] != committed[name]] == []
