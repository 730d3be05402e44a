"""How the program is laid out: who imports whom, how long files are, and what the documents must name."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST, MOST = 300, 16
FOLDERS = (
    ".ci",
    ".github",
    ".streamlit",
    "bench",
    "conflict_indicators",
    "dashboard",
    "data",
    "docs",
    "etl",
    "pages",
    "tests",
    "texts",
    "tools",
)
# What the program writes is no part of it.
WRITTEN = re.compile(r"(?:^|/)__pycache__/|^data/(?:(?:builds|log|raw)/|refreshes\.jsonl$|refresh\.lock$)|\.part$")
READ_SIDE, WRITE_SIDE = ("dashboard", "pages"), ("etl", "texts")
# Folders that only exist on somebody's machine. What follows an address or a word is no such path.
MACHINE = re.compile(r"(?<![\w.:/~-])(?:/(?:home|Users|root|tmp|work|mnt|var/folders)/\w|[A-Z]:\\Users)")


def files() -> list[Path]:
    """Every file that is part of the program, whether or not this folder is a git checkout."""
    found = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".")]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(path for path in found if not WRITTEN.search(path.relative_to(ROOT).as_posix()))


def python_files(*folders: str) -> list[Path]:
    return [
        path for path in files() if path.suffix == ".py" and (not folders or path.relative_to(ROOT).parts[0] in folders)
    ]


def imported(source: str) -> Iterator[str]:
    """Every module that code imports, at the top or inside a function, `from a import b` as a.b too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(path: Path, *forbidden: str) -> list[str]:
    names = imported(path.read_text(encoding="utf-8"))
    return [name for name in names if any(name == other or name.startswith(f"{other}.") for other in forbidden)]


def test_imports_are_found_wherever_they_stand() -> None:
    code = "import a.b as c\ndef f():\n    from d import e\nfrom . import g\n"
    assert list(imported(code)) == ["a.b", ".", "None.g", "d", "d.e"]


# Of the write side pages know what both sides read.
WRITES = tuple(
    f"etl.{room}" for room in ("learning", "drafting", "building", "sources", "recorded", "parsing", "declared")
)


@pytest.mark.parametrize("path", python_files("pages", "app.py"), ids=lambda path: path.name)
def test_pages_know_the_read_side_and_what_both_sides_read(path: Path) -> None:
    assert breaches(path, *WRITES, "etl.reporting", "duckdb", "plotly", "starlette.routing", "jinja2") == []


def making(path: Path) -> list[str]:
    """What a file of the read side imports of the making of builds."""
    return sorted({name for name in breaches(path, *WRITES) if name.count(".") == 2})


def test_what_the_read_side_knows_of_the_making_of_builds_is_written_down() -> None:
    """One makes a build where there is none, two know where one and its copy lie and how it is opened."""
    found = {path.relative_to(ROOT).as_posix(): making(path) for path in python_files("dashboard")}
    assert {path: names for path, names in found.items() if names} == {
        "dashboard/record/build.py": ["etl.building.build"],
        "dashboard/record/serving.py": ["etl.building.build", "etl.declared.catalogue"],
        "dashboard/web/api.py": ["etl.building.public_copy"],
    }


@pytest.mark.parametrize("path", python_files(*WRITE_SIDE), ids=lambda path: path.name)
def test_the_write_side_draws_nothing(path: Path) -> None:
    assert breaches(path, "streamlit", "plotly", "resvg_py", "dashboard", "pages") == []


CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}


def clocks(source: str) -> list[str]:
    """Where code asks which day or moment it is."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call, ast.Attribute))
    return [ast.unparse(call) for call in named if (ast.unparse(call.value).rpartition(".")[2], call.attr) in CLOCKS]


def test_clocks_are_found() -> None:
    code = "a = dt.date.today()\nb = datetime.now(tz)\nc = clock.today()\nd = dt.datetime(2025, 3, 7)"
    assert clocks(code) == ["dt.date.today", "datetime.now"]


@pytest.mark.parametrize(
    "path",
    python_files("app.py", "bench", "conflict_indicators", "dashboard", "etl", "pages", "texts", "tools"),
    ids=lambda path: path.name,
)
def test_the_time_is_asked_in_one_place_in_utc(path: Path) -> None:
    allowed = ["dt.datetime.now"] if path == ROOT / "etl" / "clock.py" else []
    assert clocks(path.read_text(encoding="utf-8")) == allowed


def test_both_sides_and_all_folders_are_there() -> None:
    assert {folder for folder in FOLDERS if not (ROOT / folder).is_dir()} == set()
    assert len(python_files(*READ_SIDE)) > 5 and len(python_files(*WRITE_SIDE)) > 10


def test_no_python_file_is_longer_than_300_lines() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {str(path): count for path, count in lines.items() if count > LONGEST} == {}


def test_no_folder_has_more_than_16_files_beside_each_other_but_those_of_sources() -> None:
    """A source has one file each of its parser, its tests, what is declared of it and what of it is held."""
    beside = Counter(path.parent.relative_to(ROOT).as_posix() for path in files())
    assert {folder for folder, count in beside.items() if count > MOST} == {
        "data/catalogue/sources",
        "data/seed",
        "etl/sources",
        "tests/etl/sources",
    }


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    told = makefile.partition("help:\n")[2].partition("\n\n")[0]
    told += "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    targets = set(phony.split()) - {"help"}
    assert {"run", "test", "refresh", "bench", "lint"} <= targets
    assert [target for target in sorted(targets) if not re.search(rf"make (?:\w+ )*{target}\b", told)] == []
    assert [target for target in sorted(targets) if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_paths_of_a_machine_are_recognised() -> None:
    machine = "/".join(["", "home", "someone", "x"])
    assert MACHINE.search(f'path = "{machine}"') and MACHINE.search(f"see {machine}")
    assert not MACHINE.search(f"https://example.org{machine}") and not MACHINE.search("/work-in-progress")


def test_no_file_names_a_path_of_a_machine() -> None:
    found = {}
    for path in files():
        raw = path.read_bytes()
        # Not all are UTF-8; what is looked for is ASCII.
        if b"\0" not in raw and (match := MACHINE.search(raw.decode("latin-1"))):
            found[path.relative_to(ROOT).as_posix()] = match.group()
    assert found == {}


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_reading_path_is_there_and_about_as_long_as_it_says() -> None:
    said, path = re.findall(r"Some ([\d,]+) lines, in this order, [^:]+: (.+?)\.\n\n", ARCHITECTURE, re.DOTALL)[0]
    files = re.findall(r"`([^`]+)`", path)
    lines = sum(len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in files)
    assert len(files) > 10
    assert abs(lines / int(said.replace(",", "")) - 1) < 0.1, lines


def test_every_file_that_the_architecture_names_is_there() -> None:
    """By its whole path, or as what follows a folder that was named before it."""
    there = {f"/{path.relative_to(ROOT).as_posix()}" for path in files()}
    named = set(re.findall(r"`([\w./]+\.(?:py|sql|css|js|html|toml))`", ARCHITECTURE))
    assert len(named) > 100
    assert sorted(name for name in named if not any(path.endswith(f"/{name}") for path in there)) == []


def test_rows_of_tables_have_the_cells_of_their_heads() -> None:
    tables = re.findall(r"(?:^\|.*\n)+", ARCHITECTURE, re.MULTILINE)
    assert len(tables) > 5
    wrong = [row for rows in tables for row in rows.splitlines() if row.count("|") != rows.split("\n")[0].count("|")]
    assert wrong == []


# Each module of a kind has the same one.
ALIKE = {"main", "package", "parse", "routes"}


def test_no_two_modules_give_one_name_to_two_things():
    defined: dict[str, list[str]] = {}
    for file in python_files("dashboard", "etl", "texts"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                defined.setdefault(node.name, []).append(str(file.relative_to(ROOT)))
    assert {name: files for name, files in defined.items() if len(files) > 1 and name not in ALIKE} == {}


# Columns and fields whose values are of a closed list in etl/vocabulary.py.
CLOSED = "basis|cause|frequency|known_basis|measures|share|statistic|status|varies_by"


def test_what_is_of_a_closed_list_is_never_compared_with_text():
    text = re.compile(rf"""(?<!for )\b(?:{CLOSED})(?:"\])? (?:[=!]=|(?:not )?in) \(?(?:"", )?"\w""")
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in python_files("dashboard", "etl", "pages")
        for match in text.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_test_waits_for_a_fixed_time():
    waits = re.compile(r"\b(?:time\.sleep|asyncio\.sleep|anyio\.sleep|threading\.Timer|wait_for_timeout)\(")
    assert [path.name for path in python_files("tests") if waits.search(path.read_text(encoding="utf-8"))] == []
