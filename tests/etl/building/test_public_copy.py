"""The public copy of a build: everything that may be passed on, and nothing else, down to the bytes."""

import datetime as dt
import struct
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

import duckdb
import pytest

from dashboard.record.build import Build
from etl.building import public_copy, schema
from etl.building.build import KEPT_BUILDS, READING, build
from tests.etl import world

# A value, an interval and words that stand nowhere else: in the withheld series and in an open one.
SECRET, LOW, HIGH, WORDS = 271.828125, 250.0625, 290.03125, "withheld-in-words"
OPEN, OPEN_WORDS = 314.15625, "open-in-words"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return world.write(tmp_path / "world")


def made(root: Path, hour: int = 0) -> Path:
    now = dt.datetime(2024, 5, 1, 12) + dt.timedelta(hours=hour)
    places = {"data": root, "seed": root / "seed", "log": root / "log", "builds": root / "builds"}
    return build(**places, now=now).path


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config=READING)


def noted(row: str, note: str) -> str:
    """A row of a seed file with words in its cell for a note."""
    cells = row.split(",")
    cells[-3] = note
    return ",".join(cells)


@pytest.fixture
def withholding(root: Path) -> Path:
    """The world with a claim that checks a withheld series, an open one, and one against the other."""
    secret = noted(world.row("secret", "2024-02-01", SECRET, low=LOW, high=HIGH), WORDS)
    free = noted(world.row("free", "2024-02-01", OPEN), OPEN_WORDS)
    world.add(root, "catalogue/sources/closed.toml", world.source("closed", share="shown"))
    world.add_series(root, "secret", secret, of="closed", unit="km")
    world.add_series(root, "free", free, unit="km")
    checks = [
        world.check(series="secret", low=200),
        world.check(series="free", low=300),
        world.check(series="free", than="secret", low=10),
        world.check(figure=300, than="secret", low=5),
    ]
    claims = world.article(world.claim("lost-100", *checks, figure="100"))
    (root / "articles/piece.toml").write_text(claims, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def real(real_build: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    """The real build as `whole` and its copy as `copied`."""
    with duckdb.connect() as db:
        db.execute(f"ATTACH '{real_build.path}' AS whole (READ_ONLY)")
        db.execute(f"ATTACH '{public_copy.public_path(real_build.path)}' AS copied (READ_ONLY)")
        yield db


def test_no_byte_of_the_copy_tells_what_is_withheld(withholding: Path):
    path = made(withholding)
    whole, copied = path.read_bytes(), public_copy.public_path(path).read_bytes()
    for value in (SECRET, LOW, HIGH):
        assert struct.pack("<d", value) in whole
        assert struct.pack("<d", value) not in copied
    assert WORDS.encode() in whole and WORDS.encode() not in copied
    assert struct.pack("<d", OPEN) in copied and OPEN_WORDS.encode() in copied


def test_no_table_or_view_tells_what_is_withheld(withholding: Path):
    path = made(withholding)
    said: dict[str, str] = {}
    for name in ("whole", "copied"):
        with opened(path if name == "whole" else public_copy.public_path(path)) as db:
            tables = [row[0] for row in db.execute("SELECT table_name FROM information_schema.tables").fetchall()]
            rows = [db.execute(f"FROM {table}").fetchall() for table in tables]
            rows.append(db.execute("FROM known_at(TIMESTAMP '2024-03-01')").fetchall())
            said[name] = repr(rows)
    # What can be computed from a withheld value and an open one would tell it as well.
    hidden = [SECRET, LOW, HIGH, WORDS, OPEN - HIGH, OPEN - LOW, 300 - HIGH, 300 - LOW]
    assert [told for told in hidden if str(told) in said["copied"]] == []
    assert [told for told in hidden if str(told) not in said["whole"]] == []
    assert str(OPEN) in said["copied"]


def test_what_is_odd_about_withheld_values_is_not_told(withholding: Path):
    path = made(withholding)
    # A step that is odd is told with its values, so words about withheld series stay behind.
    with duckdb.connect(str(path)) as db:
        db.execute("INSERT INTO issue VALUES ('secret', 'rose to 271.8'), ('free', 'rose to 314.2')")
    with schema.connected() as db:
        public_copy.make_copy(db, path, public_copy.public_path(path))
    with opened(public_copy.public_path(path)) as db:
        assert db.execute("FROM issue").fetchall() == [("free", "rose to 314.2")]


def test_outcomes_and_verdicts_are_those_of_the_whole_build(withholding: Path):
    path = made(withholding)
    told = "SELECT check_id, basis, shift_days, outcome, decides, party, period_end FROM check_result ORDER BY ALL"
    with opened(path) as whole, opened(public_copy.public_path(path)) as copied:
        assert copied.execute(told).fetchall() == whole.execute(told).fetchall() != []
        verdicts = "FROM claim_verdict ORDER BY ALL"
        assert copied.execute(verdicts).fetchall() == whole.execute(verdicts).fetchall() != []
        found = "SELECT value, lo, hi FROM check_result WHERE basis = 'now' AND shift_days = 0 ORDER BY ordinal"
        nothing = (None, None, None)
        assert copied.execute(found).fetchall() == [nothing, (OPEN, OPEN, OPEN), nothing, nothing]
        assert nothing not in whole.execute(found).fetchall()


@pytest.mark.parametrize("held", [None, 0, 5000])
def test_a_copy_that_is_missing_or_cut_off_is_made_though_there_is_nothing_to_build(root: Path, held: int | None):
    path = made(root)
    copy = public_copy.public_path(path)
    before = copy.read_bytes()
    copy.unlink() if held is None else copy.write_bytes(before[:held])
    assert made(root, hour=1) == path
    assert copy.read_bytes() == before


def test_neither_is_the_day_told_on_which_withheld_values_reached_a_limit(withholding: Path):
    check = world.check(series="secret", statistic="first_reached", low=200)
    claims = world.article(world.claim("lost-100", check, figure="100"))
    (withholding / "articles/piece.toml").write_text(claims, encoding="utf-8")
    path = made(withholding)
    reached = "SELECT DISTINCT reached_on IS NULL FROM {} WHERE outcome = 'holds'"
    with opened(path) as whole, opened(public_copy.public_path(path)) as copied:
        assert whole.execute(reached.format("check_result")).fetchall() == [(False,)]
        assert copied.execute(reached.format("check_result")).fetchall() == [(True,)]


def test_every_number_that_a_check_finds_is_known_here(real: duckdb.DuckDBPyConnection):
    """A number that verdict.sql adds to a check must be declared, or be hidden where it may only be shown."""
    sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = 'check_result' AND data_type = 'DOUBLE'"
    found = {name for (name,) in real.execute(sql).fetchall()}
    assert found - {"limit_low", "limit_high"} == set(public_copy.FOUND_VALUES) - {"reached_on"}


def test_a_copy_that_cannot_be_written_leaves_current_where_it_was(root: Path):
    path = made(root)
    public_copy.public_path(path).unlink()
    public_copy.public_path(path).parent.rmdir()
    public_copy.public_path(path).parent.write_text("not a folder", encoding="utf-8")
    world.add(root, "seed/counter.csv", world.row("count", "2024-02-02", 101) + "\n")
    with pytest.raises(OSError, match="public"):
        made(root, hour=1)
    assert (root / "builds/CURRENT").read_text(encoding="utf-8").strip() == path.name
    assert [each.name for each in (root / "builds").glob("*.duckdb*")] == [path.name]


def test_only_the_newest_builds_are_kept_and_copies_go_with_them(root: Path):
    names = []
    for hour in range(KEPT_BUILDS + 2):
        world.add(root, "seed/counter.csv", world.row("count", f"2024-03-{hour + 1:02}", 101) + "\n")
        names.append(made(root, hour).name)
    builds, copies = ({path.name for path in folder.iterdir()} for folder in (root / "builds", root / "builds/public"))
    assert copies == {*names[-KEPT_BUILDS:]} and builds == copies | {"CURRENT", "public"}


def test_the_copy_is_of_the_storage_that_older_duckdb_opens(root: Path):
    path = made(root)
    # Bytes 8 to 12 are DuckDB's mark; the version of the storage follows: 64 is that of 1.0.
    assert public_copy.public_path(path).read_bytes()[8:20] == b"DUCK" + (64).to_bytes(8, "little")


def test_the_real_copy_has_the_tables_and_columns_of_the_build(real: duckdb.DuckDBPyConnection):
    columns = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = ? ORDER BY ALL"
    whole, copied = (real.execute(columns, [name]).fetchall() for name in ("whole", "copied"))
    assert copied == whole != []
    views = "SELECT view_name FROM duckdb_views() WHERE database_name = ? AND NOT internal ORDER BY ALL"
    kept = [row for row in real.execute(views, ["whole"]).fetchall() if row[0] not in public_copy.JUDGED]
    assert real.execute(views, ["copied"]).fetchall() == kept != []


def test_the_real_copy_has_every_open_row_and_no_other(real: duckdb.DuckDBPyConnection):
    share = "SELECT share, count(*) FROM {0}.observation JOIN {0}.series USING (series_id) "
    share += "JOIN {0}.source USING (source_id) GROUP BY share"
    whole, copied = (dict(real.execute(share.format(name)).fetchall()) for name in ("whole", "copied"))
    assert whole["shown"] > 1000 and copied == {"open": whole["open"]}
    assert real.execute("FROM copied.observation EXCEPT ALL FROM whole.observation").fetchall() == []


def test_the_rest_of_the_real_copy_equals_the_build(real: duckdb.DuckDBPyConnection):
    tables = real.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'whole'").fetchall()
    for table in {row[0] for row in tables} - set(public_copy.OF_SERIES) | {"claim_verdict", "verdict_under", "period"}:
        assert real.execute(f"(FROM whole.{table}) EXCEPT ALL (FROM copied.{table})").fetchall() == []
        assert real.execute(f"(FROM copied.{table}) EXCEPT ALL (FROM whole.{table})").fetchall() == []


def test_what_open_series_were_known_to_be_is_the_same(real: duckdb.DuckDBPyConnection):
    held = {}
    for name in ("whole", "copied"):
        real.execute(f"USE {name}")
        sql = "SELECT k.* FROM known_at(TIMESTAMP '2025-03-07 23:59:59') k JOIN series USING (series_id)"
        sql += " JOIN source USING (source_id) WHERE share = 'open' ORDER BY ALL"
        held[name] = real.execute(sql).fetchall()
        assert len(held[name]) > 1000 and real.execute("SELECT count(*) > 1000 FROM latest").fetchone() == (True,)
    assert held["copied"] == held["whole"]


def test_only_checks_of_withheld_series_lose_their_values(real: duckdb.DuckDBPyConnection):
    changed = {
        row[0]
        for row in real.execute(
            "SELECT check_id FROM (FROM whole.check_result EXCEPT FROM copied.check_result)"
        ).fetchall()
    }
    withheld = {row[0] for row in real.execute(public_copy.UNTOLD).fetchall()}
    assert changed == withheld != set()
    told = " OR ".join(f"{name} IS NOT NULL" for name in public_copy.FOUND_VALUES)
    assert (
        real.execute(
            f"SELECT check_id FROM copied.check_found WHERE check_id IN ({public_copy.UNTOLD}) AND ({told})"
        ).fetchall()
        == []
    )


def test_no_number_of_the_real_copy_has_the_noise_of_binary_arithmetic(real: duckdb.DuckDBPyConnection):
    found = "SELECT check_id, unnest([value, lo, hi, level, base_value]) AS number FROM copied.check_result"
    numbers = {(check, number) for check, number in real.execute(found).fetchall() if number is not None}
    assert len(numbers) > 50
    assert [one for one in numbers if isfinite(one[1]) and float(f"{one[1]:.12g}") != one[1]] == []
