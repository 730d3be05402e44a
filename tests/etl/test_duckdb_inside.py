"""What etl/duckdb_inside.py takes for granted, one test for each: which fails says what to look at in a new DuckDB."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl import duckdb_inside
from etl.building import schema
from etl.building.build import READING

ROWS = "a,b\n1,2024-01-01\n"
READ = "FROM read_csv($file, header = true, auto_detect = false, columns = {'a': 'DOUBLE', 'b': 'VARCHAR'})"
# Writes until the limit, as if the disk were full, and prints the name of what DuckDB says then.
FILLING = """
import resource, signal, sys
import duckdb
from etl.duckdb_inside import UNWRITTEN
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    db = duckdb.connect()
    db.execute(f"ATTACH '{sys.argv[1]}' AS filled")
    db.execute("CREATE TABLE filled.t AS SELECT random() FROM range(1_000_000)")
    db.execute("CHECKPOINT filled")
except UNWRITTEN:
    print("told")
"""


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A file with a table, a view and a macro, and a view over each."""
    path = tmp_path / "build.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE held AS SELECT unnest(range(100_000)) AS n")
        db.execute("CREATE VIEW seen AS SELECT sum(n) AS n FROM held")
        db.execute("CREATE MACRO known(t) AS TABLE SELECT n FROM seen WHERE t = 1")
        db.execute("CREATE VIEW verdict AS SELECT n FROM seen")
        db.execute("CREATE VIEW judged AS FROM known(1)")
    return path


@pytest.mark.parametrize("name", ["held", "seen"], ids=["over a table", "over a view"])
def test_temporary_tables_come_before_a_file_s_own_in_its_views(build: Path, name: str) -> None:
    with duckdb.connect(str(build), read_only=True, config=READING) as db:
        db.execute(f"CREATE TEMP TABLE {name} AS SELECT -1::HUGEINT AS n")
        for view in ("verdict", "judged"):
            said = f"{view} does not read temporary {name}: look at supposed.py and public_copy.py"
            assert db.execute(f"FROM {view}").fetchall() == [(-1,)], said


def test_temporary_macros_come_before_a_file_s_own_in_its_views(build: Path) -> None:
    with duckdb.connect(str(build), read_only=True, config=READING) as db:
        db.execute("CREATE TEMP MACRO known(t) AS TABLE SELECT -1 AS n")
        said = "the file's own macro is read: look at dashboard/record/build.py"
        assert db.execute("FROM judged").fetchall() == [(-1,)], said


def test_what_is_temporary_is_seen_by_its_own_connection_alone(build: Path) -> None:
    with duckdb.connect(str(build), read_only=True, config=READING) as db:
        db.cursor().execute("CREATE TEMP TABLE seen AS SELECT -1 AS n")
        assert db.execute("FROM verdict").fetchall() != [(-1,)], "one reader's supposition is another's verdict"


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("x,2024-01-02", 'string "x" to'),
        ("1,2,3", "Expected Number of Columns: 2 Found: 3"),
        ('1,"open', "unterminated quote"),
        ("1,caf\xe9", "not utf-8"),
    ],
    ids=["no number", "too many cells", "open quote", "another encoding"],
)
def test_messages_about_a_file_name_the_line_first_and_settings_last(tmp_path: Path, row: str, wrong: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(f"{ROWS}{row}\n".encode("latin-1"))
    with duckdb.connect() as db, pytest.raises(duckdb.Error) as found:
        db.execute(READ, {"file": str(path)})
    said = duckdb_inside.trouble(found.value)
    assert "Line: 3" in said and wrong in said, "DuckDB words it otherwise: look at duckdb_inside.REMEDIES"
    assert "strict_mode" not in said and "strict_mode" in str(found.value), "its settings begin with other words"


def test_a_file_that_was_cut_off_opens_and_is_not_whole(build: Path) -> None:
    with duckdb.connect(str(build), read_only=True) as db:
        assert duckdb_inside.has_all_blocks(db, build), "a finished file is smaller than its blocks"
    with build.open("r+b") as file:
        file.truncate(build.stat().st_size - 100_000)
    with duckdb.connect(str(build), read_only=True) as db:
        assert not duckdb_inside.has_all_blocks(db, build), (
            "blocks are counted otherwise: look at pragma_database_size()"
        )


@pytest.mark.skipif(sys.platform == "win32", reason="no limit can be set to a file's size there")
def test_a_full_disk_is_told_by_an_error_that_is_looked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FILLING, str(tmp_path / "full.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout == "told\n", f"another error than UNWRITTEN: {done.stderr}"


def test_a_file_that_is_written_has_no_log_and_is_whole_when_it_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "build.part"
    with schema.connected() as db:
        schema.attach(db, path, "built")
        db.execute("CREATE TABLE built.held AS SELECT unnest(range(1000)) AS n")
        assert [file.name for file in tmp_path.iterdir()] == [path.name]
        schema.finish(db, "built")
        with duckdb.connect(str(path), read_only=True, config=READING) as read:
            assert read.execute("SELECT count(*) FROM held").fetchone() == (1000,)
