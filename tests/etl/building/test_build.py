"""The build: the same inputs give the same file, a spoilt input moves nothing, and the commands say what happened."""

import datetime as dt
import os
import shutil
from functools import partial
from pathlib import Path

import duckdb
import pytest

import etl.__main__ as command
from etl.building.build import READING, SCHEMA_VERSION, BuildError, Built, build, current
from etl.declared.catalogue import CatalogueError
from etl.learning import seed
from tests.etl import world

NOON = dt.datetime(2024, 5, 1, 12)
COUNTER = "seed/counter.csv"


def made(root: Path, hour: int = 0, *, publish: bool = False, **places: Path) -> Built:
    """Build the world below `root`, some hours after noon; with its public copy where that is asked for."""
    places = {"data": root, "seed": root / "seed", "log": root / "log", "builds": root / "builds"} | places
    return build(**places, now=NOON + dt.timedelta(hours=hour), publish=publish)


def contents(path: Path) -> dict[str, list[tuple]]:
    """The rows of every table but `build`, in order."""
    with duckdb.connect(str(path), read_only=True, config=READING) as db:
        tables = [name for (name,) in db.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {table: db.execute(f"FROM {table}").fetchall() for table in tables if table != "build"}


def files(root: Path) -> list[str]:
    """What lies in the folder of builds, where each build has its public copy."""
    builds = root / "builds"
    finished = {path.name for path in builds.glob("*.duckdb")}
    assert not finished or {path.name for path in (builds / "public").iterdir()} == finished
    return sorted(path.name for path in builds.iterdir() if path.name != "public")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return world.write(tmp_path / "world")


def test_a_build_is_named_by_time_and_inputs_and_current_names_it(root: Path) -> None:
    first = made(root, publish=True)
    assert first.new and first.path.name.startswith("20240501T120000Z-") and first.path.suffix == ".duckdb"
    assert current(root / "builds") == first.path
    assert files(root) == [first.path.name, "CURRENT"]
    with duckdb.connect(str(first.path), read_only=True, config=READING) as db:
        assert db.execute("FROM build").fetchall() == [(first.path.stem, NOON, SCHEMA_VERSION)]
        held = db.execute("SELECT path FROM input").fetchall()
    assert {
        ("data/catalogue/sources/counter.toml",),
        ("data/tables/events.csv",),
        ("seed/counter.csv",),
        ("code/etl/building/found.sql",),
        ("code/etl/building/verdict.sql",),
    } <= set(held)


def test_every_declared_thing_is_in_it(root: Path) -> None:
    held = contents(made(root).path)
    assert {table for table, rows in held.items() if not rows} == {
        *("recording", "series_break", "series_repeats", "issue", "chart_entity", "unfinished")
    }
    assert [row[:2] + row[5:6] for row in held["observation"]] == [
        ("claimed", "RUS", 300.0),
        ("count", "RUS", 99.0),
        ("count", "RUS", 100.0),
        ("table", "RUS", 5.0),
    ]


def test_the_same_inputs_again_make_nothing(root: Path) -> None:
    first, again = made(root, publish=True), made(root, hour=1, publish=True)
    assert again == Built(first.path, new=False)
    assert files(root) == [first.path.name, "CURRENT"]


def test_two_folders_of_the_same_inputs_make_the_same(tmp_path: Path) -> None:
    one, two = (made(world.write(tmp_path / name)).path for name in ("one", "two"))
    assert one.name == two.name
    assert contents(one) == contents(two)


@pytest.mark.parametrize(
    "file", [COUNTER, "tables/hands.csv", "catalogue/sources/counter.toml", "articles/piece.toml", "log/new.csv"]
)
def test_a_changed_input_makes_another_build(root: Path, file: str) -> None:
    first = made(root)
    before = first.path.read_bytes()
    (root / "log").mkdir(exist_ok=True)
    world.add(root, file, f"{world.HEADER}\n" if file.startswith("log") else "\n")
    second = made(root, hour=1)
    assert second.new and current(root / "builds") == second.path != first.path
    assert first.path.read_bytes() == before


def test_what_a_killed_build_left_is_dropped_and_one_under_way_is_not(root: Path) -> None:
    made(root, publish=True)
    left = [root / "builds" / name for name in ("old.part", "old.part.wal", "new.part", "public/old.part")]
    for path in left:
        path.touch()
        if path.name.startswith("old"):
            os.utime(path, (0, 0))
    world.add(root, COUNTER, world.row("count", "2024-02-02", 101) + "\n")
    made(root, hour=1, publish=True)
    assert [name for name in files(root) if ".part" in name] == ["new.part"]


def test_what_a_refresh_learned_is_in_the_next_build(root: Path) -> None:
    made(root)
    (root / "log").mkdir()
    world.add(
        root, "log/counter.csv", f"{world.HEADER}\n{world.row('count', '2024-02-01', 101, learned='2024-03-01')}\n"
    )
    with duckdb.connect(str(made(root, hour=1).path), read_only=True, config=READING) as db:
        assert db.execute("SELECT value FROM latest WHERE series_id = 'count' ORDER BY period_end").fetchall() == [
            (99,),
            (101,),
        ]


def test_a_row_equal_to_its_predecessor_is_left_out(root: Path) -> None:
    world.add(root, COUNTER, world.row("count", "2024-02-01", 100, learned="2024-03-01") + "\n")
    assert len([row for row in contents(made(root).path)["observation"] if row[0] == "count"]) == 2


def test_an_odd_observation_is_published_with_its_issue(root: Path) -> None:
    world.swap(root, "catalogue/sources/counter.toml", "high = 1000", "high = 1000, never_falls = true")
    world.add(root, COUNTER, world.row("count", "2024-02-02", 98) + "\n")
    assert contents(made(root).path)["issue"] == [("count", "RUS falls on 2024-02-02, though it is cumulative")]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world with a build and its public copy, to be copied."""
    root = world.write(tmp_path_factory.mktemp("published") / "world")
    made(root, publish=True)
    return root


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (world.row("count", "2024-02-02", 5000), "count: RUS, 2024-02-02: value 5000 lies outside 0 to 1000"),
        (world.row("count", "2024-02-01", 101), "count, RUS, 2024-02-01: learned twice at .*Remove one"),
        (world.row("count", "2024-02-02", 5, status="guess"), "count: unknown status 'guess'"),
        (world.row("count", "2024-02-02", 5000), "Mend that in seed/counter.csv, or what its series expects"),
        (world.row("more", "2024-02-02", 5), "more: the series is not declared"),
        (world.row("count", "2024-02-30", 5), "seed/counter.csv: row 4, period_start: '2024-02-30' is no date"),
        (world.row("count", "2024-02-02", "many"), "counter.csv: .*many"),
        ("count,RUS", "counter.csv: .*Line: 4.*Expected Number of Columns: 12 Found: 2"),
        (world.row("count", "", 5, learned="2024-02-02"), "seed/counter.csv: row 4, period_start: '' is no date"),
    ],
)
def test_refused_observations_move_nothing(published: Path, tmp_path: Path, text: str, found: str) -> None:
    root = shutil.copytree(published, tmp_path / "world")
    first = current(root / "builds")
    world.add(root, COUNTER, text + "\n")
    with pytest.raises(BuildError, match=f"(?s){found}") as told:
        made(root, hour=1, publish=True)
    assert str(root) not in str(told.value)
    assert first and current(root / "builds") == first
    assert files(root) == [first.name, "CURRENT"]


def test_another_header_is_refused_with_the_one_expected(root: Path) -> None:
    world.swap(root, COUNTER, ",low,high,", ",high,low,")
    with pytest.raises(BuildError, match=r"counter\.csv: columns are .*high, low.*; expected .*low, high"):
        made(root)


def test_broken_declarations_move_nothing(root: Path) -> None:
    first = made(root)
    world.add(root, "catalogue/sources/counter.toml", world.source("counter"))
    with pytest.raises(CatalogueError, match="source counter: the id is used 2 times"):
        made(root, hour=1)
    assert current(root / "builds") == first.path


def test_a_folder_that_cannot_be_written_is_an_os_error(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OSError, match="file"):
        made(root, builds=tmp_path / "file")
    with pytest.raises(OSError, match="builds"):
        made(root, builds=tmp_path / "file" / "builds")


def test_a_folder_with_a_quote_in_its_name(root: Path, tmp_path: Path) -> None:
    assert made(root, builds=tmp_path / "O'Neill", publish=True).path.is_file()


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.95])
def test_a_build_that_was_cut_off_is_made_anew(root: Path, share: float) -> None:
    first = made(root).path
    raw = first.read_bytes()
    first.write_bytes(raw[: int(len(raw) * share)])
    second = made(root, hour=1)
    assert second.new and second.path != first
    assert current(root / "builds") == second.path


def test_a_file_that_is_no_database_is_made_anew(root: Path) -> None:
    made(root).path.write_text("something else\n" * 10_000)
    assert made(root, hour=1).new


@pytest.mark.parametrize("text", ["", "\n", "20200101T000000Z-000000000000.duckdb\n"])
def test_current_that_names_nothing_is_none(root: Path, text: str) -> None:
    first = made(root)
    (root / "builds" / "CURRENT").write_text(text)
    assert current(root / "builds") is None
    second = made(root, hour=1)
    assert second.new and current(root / "builds") == second.path != first.path


def test_without_a_folder_there_is_no_current(tmp_path: Path) -> None:
    assert current(tmp_path / "builds") is None


def test_the_file_is_of_the_storage_that_older_duckdb_opens(root: Path) -> None:
    path = made(root, publish=True).path
    with duckdb.connect(str(path), read_only=True, config=READING) as db:
        (tags,) = db.execute("SELECT tags FROM duckdb_databases() WHERE database_name = ?", [path.stem]).fetchone()
    assert tags["storage_version"].startswith("v1.0.0")


@pytest.fixture
def tiny(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command line over the tiny world; what it writes goes below DATA_DIR."""
    monkeypatch.setattr(command, "build", partial(build, data=root, seed=root / "seed"))
    monkeypatch.setattr(command, "SEED", tmp_path / "seed")
    monkeypatch.setattr(command, "DATA", tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    return root


def test_build_and_status(tiny: Path, capsys: pytest.CaptureFixture) -> None:
    assert command.main(["status"]) == 1
    assert "run: python -m etl build" in capsys.readouterr().err
    assert command.main(["build"]) == 0
    assert capsys.readouterr().out.startswith("built ")
    assert command.main(["build"]) == 0
    assert capsys.readouterr().out.startswith("nothing to build; served is ")
    assert command.main(["status"]) == 0
    assert capsys.readouterr().out.startswith("2 late, 1 kept by hand\n")


def test_what_is_refused_ends_with_1(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    world.add(tiny, COUNTER, world.row("count", "2024-02-02", 5000) + "\n")
    assert command.main(["build"]) == 1
    assert "value 5000 lies outside" in capsys.readouterr().err
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file"))
    world.swap(tiny, COUNTER, "5000", "50")
    assert command.main(["build"]) == 1
    assert "file" in capsys.readouterr().err


def test_mistakes_end_with_2(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    world.add(tiny, "catalogue/sources/counter.toml", world.source("counter"))
    assert command.main(["build"]) == 2
    assert "source counter: the id is used 2 times" in capsys.readouterr().err
    assert command.main(["seed", "--from", str(tmp_path / "nowhere")]) == 2
    assert "nowhere is not a folder" in capsys.readouterr().err
    for arguments in ([], ["bild"], ["seed"]):
        with pytest.raises(SystemExit) as ended:
            command.main(arguments)
        assert ended.value.code == 2


def test_seed_without_its_recordings_ends_with_1(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert command.main(["seed", "--from", str(tmp_path)]) == 1
    assert "No such file" in capsys.readouterr().err


def test_seed_says_what_it_appended(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(seed, "replay", lambda *_: {"counter": 3})
    assert command.main(["seed", "--from", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "counter: 3 rows appended\n"
    assert (tmp_path / "LICENCES.md").read_text(encoding="utf-8").startswith("# Terms of the data")


def test_help_names_every_command(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"python -m etl {name}" in out for name in ("build", "seed --from", "status"))
