"""What a new series and a new source touch: the catalogue alone, and one parser, one fixture and one catalogue file."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from etl.declared.shapes import Recorded, Series
from etl.learning import seed
from etl.parsing.observations import read_csv
from etl.sources import parser
from etl.store import ROOT
from tests.etl.ours import CATALOGUE
from tests.fixtures import answer

SEVERAL = [
    source.id
    for source in CATALOGUE.sources
    if source.files and sum(series.source == source.id for series in CATALOGUE.series) > 1
]
# The dry example of CONTRIBUTING.md.
SOURCE = """
[[source]]
id = "hospitals"
publisher = "A ministry"
kind = "government"
side = "Ukraine"
landing_url = "https://example.org"
files = [{ name = "damaged", urls = ["https://example.org/damaged.csv"] }]
licence = "CC BY 4.0"
terms_read = true
share = "open"
proven = true
expected_every_days = 31

[[series]]
id = "hospitals_damaged"
title = "Hospitals damaged"
label = "Damaged"
unit = "items"
frequency = "M"
measures = "flow"
entity = "UKR"
known_after_days = 10
definition = "Hospitals reported damaged in a month."
expect = { low = 0, high = 500 }

[[recorded]]
learned = 2026-09-01T00:00:00
files = { damaged = "damaged.csv" }
"""
PARSER = '''"""A ministry: hospitals damaged, by month."""

import pandas as pd

from etl.parsing.observations import month, Observation, tidy
from etl.parsing.answer import Answer


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series hospitals_damaged (items, by month). Raises SourceError."""
    answer = Answer("hospitals", "damaged", files)
    rows = []
    for line, row in answer.rows(["month", "damaged"]):
        first = answer.date(row["month"], f"row {line}, month", "%Y-%m")
        value = answer.number(row["damaged"], f"row {line}, damaged")
        rows.append(Observation("hospitals_damaged", "UKR", month(first.year, first.month), value))
    return tidy(rows)
'''
FIXTURE = "month,damaged\n2026-07,4\n2026-08,6\n"


def seeded(tmp_path: Path, source: str, series: list[Series]) -> set[str]:
    """The series that the seed of a source holds after its fixture was replayed under these entries."""
    tmp_path.mkdir()
    answers = {
        name: raw
        for name, raw in answer(source).items()
        if name in {file.name for entry in CATALOGUE.sources if entry.id == source for file in entry.files}
    }
    for name, raw in answers.items():
        (tmp_path / name).write_bytes(raw)
    entry = Recorded(source=source, learned="2026-11-01T00:00:00", files={name: name for name in answers})
    (tmp_path / "seed").mkdir()
    seed.replay(replace(CATALOGUE, series=series, recorded=[entry]), tmp_path, tmp_path / "seed")
    path = tmp_path / "seed" / f"{source}.csv"
    return set(read_csv(path)["series_id"]) if path.exists() else set()


@pytest.mark.parametrize("source", SEVERAL)
def test_a_series_that_is_declared_is_kept_and_one_that_is_not_is_not(tmp_path: Path, source: str) -> None:
    """One entry of the catalogue is all that a series more of a known source needs."""
    read = set(parser(source)(answer(source))["series_id"])
    own = [series for series in CATALOGUE.series if series.source == source]
    one, *others = sorted(own, key=lambda series: series.id not in read)
    assert seeded(tmp_path / "before", source, others) == read & {series.id for series in others}
    assert seeded(tmp_path / "after", source, own) == read & {series.id for series in others} | {one.id}


def test_an_entity_that_is_declared_is_kept_and_one_that_is_not_is_not(tmp_path: Path) -> None:
    (claimed,) = [series for series in CATALOGUE.series if series.id == "equipment_claimed"]
    for count, entities in enumerate((["tank"], ["tank", "ship"])):
        folder = tmp_path / str(count)
        seeded(folder, "general_staff", [claimed.model_copy(update={"entities": entities})])
        assert set(read_csv(folder / "seed/general_staff.csv")["entity"]) == set(entities)


def test_a_source_more_touches_a_parser_a_fixture_and_a_catalogue_file(tmp_path: Path) -> None:
    """In a copy of the repository: three files are written by hand, two by `etl seed`, and the build holds the rows."""
    for folder in ("etl", "texts", "data"):
        ignored = shutil.ignore_patterns("__pycache__", "builds", "log", "raw")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    written = {
        "data/catalogue/sources/hospitals.toml": SOURCE,
        "etl/sources/hospitals.py": PARSER,
        "tests/fixtures/hospitals/damaged.csv": FIXTURE,
    }
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    only = "from etl import store; from etl.declared import catalogue; from etl.learning import seed;"
    only += "from dataclasses import replace; from pathlib import Path;"
    only += "c = catalogue.load(); r = [e for e in c.recorded if e.source == 'hospitals'];"
    only += "seed.replay(replace(c, recorded=r), Path('tests/fixtures/hospitals'), store.SEED);"
    only += "(store.DATA / 'LICENCES.md').write_text(seed.licences(c), encoding='utf-8')"
    for command in (["-c", only], ["-m", "etl", "build"], ["-m", "etl", "status"]):
        done = subprocess.run(
            [sys.executable, "-B", *command],
            cwd=tmp_path,
            env=os.environ | {"DATA_DIR": str(tmp_path / "var"), "PYTHONPATH": ""},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    assert "hospitals" in done.stdout and "2026-08-31" in done.stdout
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "var" not in path.parts}
    changed = {path.relative_to(tmp_path).as_posix() for path in after if after[path] != before.get(path)}
    assert changed == written.keys() | {"data/seed/hospitals.csv", "data/LICENCES.md"}
