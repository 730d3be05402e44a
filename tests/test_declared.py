"""What pyproject.toml declares: all that is imported and nothing else, locked with the hashes of all files."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNNING = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
TESTING = RUNNING + [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
RUN, BESIDE = ("app.py", "conflict_indicators", "dashboard", "etl", "pages", "texts"), ("bench", "tests", "tools")
LOCKED = re.compile(r"^([a-z0-9-]+)==([^\s;]+)[^\n]*((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)$", re.MULTILINE)


def imported(*parts: str) -> set[str]:
    """The packages of others that these files and folders import, by the names under which they are installed."""
    paths = [
        path for part in parts for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"))
    ]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    tops = {module.partition(".")[0] for module in modules}
    tops -= {*sys.stdlib_module_names, "app", *(part.removesuffix(".py") for part in (*RUN, *BESIDE))}
    distributions = packages_distributions()
    return {canonicalize_name(name) for top in tops for name in distributions.get(top, [top])}


def names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(one.name) for one in requirements}


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Of each package in a lock its version, and how many files may be installed as it."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {found[1]: (found[2], found[3].count("--hash")) for found in LOCKED.finditer(text)}


def test_what_running_imports_is_declared_and_nothing_else() -> None:
    assert imported(*RUN) == names(RUNNING)


def test_what_tests_and_tools_import_is_declared() -> None:
    assert imported(*BESIDE) - names(TESTING) == set()


@pytest.mark.parametrize(
    ("file", "requirements"), [("requirements.txt", RUNNING), ("requirements-dev.txt", TESTING)], ids=["run", "test"]
)
def test_locks_hold_what_is_declared_at_a_version_that_is_allowed(file: str, requirements: list[Requirement]) -> None:
    versions = {name: version for name, (version, _) in locked(file).items()}
    asked = {canonicalize_name(one.name): one.specifier for one in requirements}
    assert set(asked) - set(versions) == set(), "not locked yet; make locks does"
    off = {name: versions[name] for name, allowed in asked.items() if not allowed.contains(versions[name])}
    assert off == {}, "locked at another version than declared; make locks mends it"


def test_tests_run_with_the_versions_that_are_installed_to_run() -> None:
    run, test = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_line_of_a_lock_is_a_version_with_hashes_and_names_no_host(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    left = [line for line in LOCKED.sub("", text).splitlines() if line and not line.lstrip().startswith("#")]
    assert left == [] and "://" not in text


def test_locks_hold_the_files_of_every_system_and_python() -> None:
    """Made where only the files of one machine are served, they would have one or two of each package."""
    files = {name: count for name, (_, count) in locked("requirements.txt").items()}
    assert min(files[name] for name in ("duckdb", "numpy", "pandas", "pydantic-core")) > 10
