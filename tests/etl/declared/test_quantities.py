"""Contested quantities: what may be declared, and what of it stands in a build."""

from pathlib import Path

import pytest

from etl.declared import catalogue
from tests.etl import world
from tests.etl.world import add, add_series, entry, row, swap

FILE = "catalogue/quantities.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return world.write(tmp_path)


def problems(root: Path) -> list[str]:
    with pytest.raises(catalogue.CatalogueError) as caught:
        catalogue.load(root)
    return caught.value.problems


def test_every_problem_is_told_at_once(root: Path) -> None:
    add_series(root, "said", row("said", "2024-02-01", 1, entity="alpha"), varies_by="publisher", entities=["alpha"])
    for keys in (
        {"series": "nobody"},
        {"series": "said"},
        {"series": "said", "entities": ["beta"]},
        {"series": "count", "entities": "all"},
        {"series": "claimed", "entities": ["alpha"]},
        {"series": "count", "colour": "red"},
    ):
        add(root, FILE, entry("quantity", id="toll", title="t", about="a") + entry("quantity.row", **keys))
    add(root, FILE, entry("quantity", id="empty", title="t", about="a", row={"raw": "[]"}))
    twice = entry("quantity", id="twice", title="t", about="a") + 2 * entry("quantity.row", series="count")
    add(root, FILE, twice)
    told = problems(root)
    assert sorted(told) == sorted(
        [
            "quantity toll, row.0.colour: unknown key",
            "quantity empty, row: List should have at least 1 item after validation, not 0; found []",
            "quantity toll: the id is used 6 times",
            "quantity toll: there is no series 'nobody'",
            "quantity toll: series said varies by publisher: name its entities",
            "quantity toll: series said has no entity 'beta'",
            "quantity toll: 'all' is for series that vary by publisher, which count does not",
            "quantity toll: series claimed has no entity 'alpha'",
            "quantity twice: series count stands there 2 times",
        ]
    )


def test_a_missing_file_is_a_problem(root: Path) -> None:
    (root / FILE).unlink()
    assert problems(root) == ["quantities.toml: the file is missing"]


def test_each_line_of_a_series_is_a_row_and_all_publishers_are_one(root: Path) -> None:
    add_series(root, "said", row("said", "2024-02-01", 1, entity="alpha"), varies_by="publisher", entities=["alpha"])
    add_series(root, "step", row("step", "2024-02-01", 1), steps=True, frequency="I")
    swap(root, FILE, 'series = "claimed"', 'series = "said"\nentities = "all"')
    add(root, FILE, entry("quantity.row", series="step"))
    found = world.judged(root).execute("SELECT * FROM quantity_series ORDER BY ordinal").fetchall()
    assert found == [("toll", "count", "RUS", 14, 0), ("toll", "said", "", 14, 1), ("toll", "step", "RUS", None, 2)]


def test_who_speaks_and_for_whom(root: Path) -> None:
    add(root, "catalogue/sources/echo.toml", world.source("echo", derives_from=["party"]) + world.series("echoed"))
    said = {"varies_by": "publisher", "entities": ["beta"], "repeats": {"raw": '{ beta = "party" }'}}
    add_series(root, "said", row("said", "2024-02-01", 1, entity="beta"), **said)
    add(root, "catalogue/sources/party.toml", world.series("mapped", counts=""))
    found = world.judged(root).execute(
        """SELECT who, origin, speaks_for, repeats, party FROM speaker
           WHERE (series_id, coalesce(entity, '')) IN
               (('count', ''), ('claimed', ''), ('echoed', ''), ('mapped', ''), ('said', 'alpha'), ('said', 'beta'))
           ORDER BY who, party"""
    )
    assert found.fetchall() == [
        ("Alpha", "alpha", "none", "", ""),
        ("Beta", "party", "Ukraine", "Party", "repeating a party to the war"),
        ("Counter", "counter", "none", "", ""),
        ("Echo", "party", "Ukraine", "Party", "repeating a party to the war"),
        ("Party", "party", "Ukraine", "", ""),  # of what is no count of losses
        ("Party", "party", "Ukraine", "", "a party to the war"),
    ]
