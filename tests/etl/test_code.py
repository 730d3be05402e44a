"""What is made anew when code changes: answers by what their parser imports, builds by what building does."""

import shutil
from pathlib import Path

import duckdb
import pytest

from etl.building.build import READING, build
from etl.building.schema import SQL
from etl.code import code_files
from etl.learning import answers
from etl.store import ROOT
from tests.etl import world

OTHERS = ("etl/reporting/progress.py", "etl/history.py", "etl/drafting/draft.py", "etl/__main__.py")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program's own code."""
    for folder in ("etl", "texts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def named(module: str, root: Path = ROOT) -> set[str]:
    return {path.relative_to(root).as_posix() for path in code_files(module, root)}


def test_imports_are_followed_wherever_they_stand_and_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    texts = {
        "a/__init__.py": "",
        "a/one.py": "import json\nimport pandas as pd\nfrom a.b import two, word\n\ndef late():\n    import a.three\n",
        "a/b/__init__.py": "word = 1\n",
        "a/b/two.py": "from a.one import late\n",
        "a/three.py": '"""Imports a.four."""\n',
        "a/four.py": "",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert named("a.one", tmp_path) == texts.keys() - {"a/four.py"}
    assert named("json", tmp_path) == set()


def test_a_parser_is_its_module_and_what_that_imports() -> None:
    sipri, unhcr = named("etl.sources.sipri"), named("etl.sources.unhcr")
    assert {"etl/sources/sipri.py", "etl/parsing/workbooks.py", "etl/parsing/answer.py"} <= sipri
    assert "etl/parsing/workbooks.py" not in unhcr and "etl/vocabulary.py" in unhcr
    assert not {"etl/sources/unhcr.py", "etl/learning/refresh.py", *OTHERS} & sipri


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        ("etl/sources/bis.py", True),
        ("etl/parsing/observations.py", True),
        ("etl/store.py", True),
        ("etl/sources/fred.py", False),
        ("etl/parsing/workbooks.py", False),
        ("etl/learning/refresh.py", False),
    ],
)
def test_an_answer_is_read_again_when_what_its_parser_imports_changed(
    copy: Path, monkeypatch: pytest.MonkeyPatch, changed: str, other: bool
) -> None:
    monkeypatch.setattr(answers, "code_files", lambda module: code_files(module, copy))
    before = answers.code_of("bis", {})
    with (copy / changed).open("a") as file:
        file.write("# another word\n")
    assert (answers.code_of("bis", {}) != before) is other
    assert answers.code_of("bis", {"table": b"a"}) != answers.code_of("bis", {"table": b"b"})


def test_a_build_names_the_code_that_made_it_and_another_is_made_by_other_code_alone(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write(root := tmp_path / "world")
    monkeypatch.setattr("etl.building.build.code_files", lambda module: code_files(module, copy))
    monkeypatch.setattr("etl.building.build.ROOT", copy)
    monkeypatch.setattr("etl.building.build.SQL", [copy / path.relative_to(ROOT) for path in SQL])
    places = {"data": root, "seed": root / "seed", "log": root / "log", "builds": root / "builds"}
    made = build(**places)
    with duckdb.connect(str(made.path), read_only=True, config=READING) as db:
        code = {name for (name,) in db.execute("SELECT path FROM input WHERE path LIKE 'code/%'").fetchall()}
    expected = named("etl.building.build") | {path.relative_to(ROOT).as_posix() for path in SQL}
    assert code == {f"code/{name}" for name in expected}
    assert {"etl/declared/rules.py", "texts/plain.py"} <= expected and not {*OTHERS} & expected

    def anew(changed: str) -> bool:
        with (copy / changed).open("a") as file:
            file.write("# another word\n")
        return build(**places).new

    assert not any(map(anew, OTHERS))
    assert anew("etl/declared/rules.py")
