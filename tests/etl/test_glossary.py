"""Words and periods: each word once, what it refers to is there, and periods run from one held event to a later one."""

import csv
import re
import tomllib
from collections import Counter

import pytest

from etl.declarations import ID
from etl.paths import DATA

WORDS = tomllib.loads((DATA / "catalogue/glossary.toml").read_text(encoding="utf-8"))["word"]
KEYS = {"id", "word", "also", "meaning", "see"}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"tables/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry["id"])
def test_a_word_is_whole(entry: dict) -> None:
    assert {"id", "word", "meaning"} <= entry.keys() <= KEYS
    assert re.fullmatch(ID, entry["id"])
    assert set(entry.get("see", [])) <= {other["id"] for other in WORDS} - {entry["id"]}
    assert entry["meaning"].endswith(".") and not re.search(r"[\"']|  ", entry["meaning"])
    assert 1 <= len(re.findall(r"[.](?: |$)", entry["meaning"])) <= 3


def test_each_id_and_each_form_of_a_word_stands_once() -> None:
    forms = Counter(form.lower() for entry in WORDS for form in (entry["word"], *entry.get("also", [])))
    assert len({entry["id"] for entry in WORDS}) == len(WORDS)
    assert [form for form, count in forms.items() if count > 1] == []


def test_every_verdict_and_status_has_its_word() -> None:
    words = {entry["word"] for entry in WORDS}
    assert {"supported", "contradicted", "disputed", "uncertain", "not checkable"} <= words
    assert {"final", "provisional", "estimate", "unverified"} <= words


def test_a_period_runs_from_a_held_event_to_a_later_one() -> None:
    days = {row["id"]: row["date"] for row in table("events")}
    periods = table("periods")
    assert len({row["id"] for row in periods}) == len(periods) >= 4
    for row in periods:
        assert set(row) == {"id", "title", "from_event", "to_event", "note"}
        assert re.fullmatch(ID, row["id"]) and row["title"]
        assert days[row["from_event"]] < days[row["to_event"]]
