"""Losses that pictures show: one day's file, with line breaks in names and numbers in labels."""

import datetime as dt
from pathlib import Path

import pytest

from etl.sources.general_staff import CLAIMED
from etl.sources.oryx import CLASSES, parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped
from tests.fixtures import answer

FILES = answer("oryx")


def changed(old: str, new: str) -> dict[str, bytes]:
    return {"types": swapped(FILES["types"], old, new)}


def test_exact_rows() -> None:
    frame = parse(FILES)
    russia, ukraine = "equipment_confirmed_russia", "equipment_confirmed_ukraine"
    assert facts(frame) == [
        (russia, "aircraft", "2026-03-01", 161, "final"),
        (russia, "armoured_vehicle", "2026-03-01", 444, "final"),
        (russia, "artillery", "2026-03-01", 286, "final"),
        (russia, "helicopter", "2026-03-01", 165, "final"),
        (russia, "rocket_artillery", "2026-03-01", 149, "final"),
        (russia, "tank", "2026-03-01", 101, "final"),
        (ukraine, "aircraft", "2026-03-01", 101, "final"),
        (ukraine, "armoured_vehicle", "2026-03-01", 204, "final"),
        (ukraine, "artillery", "2026-03-01", 166, "final"),
        (ukraine, "helicopter", "2026-03-01", 105, "final"),
        (ukraine, "rocket_artillery", "2026-03-01", 89, "final"),
        (ukraine, "tank", "2026-03-01", 41, "final"),
    ]
    assert set(frame.vintage) == {dt.datetime(2026, 3, 1)} and (frame.period_start == frame.period_end).all()


def test_the_fixture_has_a_line_break_in_a_name_and_numbers_in_a_label() -> None:
    assert b'Systems\n"' in FILES["types"] and b"of which: destroyed" in FILES["types"]


def test_numbers_in_labels_are_not_read() -> None:
    assert parse(changed("of which: destroyed: 2000", "of which: destroyed: 9")).equals(parse(FILES))


def test_the_older_name_of_rocket_artillery_is_the_same_class() -> None:
    assert parse(changed("Rocket and Missile Artillery", "Multiple Rocket Launchers")).equals(parse(FILES))


def test_totals_over_all_classes_are_not_read() -> None:
    assert parse(changed('"All Types",900', '"All Types",1')).equals(parse(FILES))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"type_total"', '"total"', "column 'type_total' is missing"),
        ('"Date"', '"Day"', "column 'Date' is missing"),
        ('"row_id"', '"row"', "unknown column 'row'"),
        ('"Russia","Tanks"', '"Belarus","Tanks"', "unknown country 'Belarus'"),
        ('"Helicopters"', '"Rotorcraft"', "unknown class 'Rotorcraft'"),
        ('"Russia","Aircraft"', '"Russia","Tanks"', "'Tanks' stands twice for Russia"),
        ('"Ukraine","Towed Artillery"', '"Ukraine","Radars"', "no row for Towed Artillery"),
        ('"Tanks",100,0', '"Tanks",101,0', "do not add up to 101"),
        ('"Tanks",100,0', '"Tanks",many,0', "'many' is not a number"),
        ('20,"2026-03-01"', '20,"2026-03-02"', "2 days in a file of one day"),
        ('20,"2026-03-01"', '20,"1 March"', "is not a date"),
    ],
)
def test_refused(old: str, new: str, found: str) -> None:
    refused("oryx", changed(old, new), "types", found)


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "an HTML page")])
def test_empty_file_and_error_page_are_refused(raw: bytes, found: str) -> None:
    refused("oryx", {"types": raw}, "types", found)


def test_recorded_excerpt_is_refused_for_the_classes_it_leaves_out(recorded: Path) -> None:
    raw = (recorded / "samples/oryx/leedrake5_byType_2025-03-01_excerpt.csv").read_bytes()
    refused("oryx", {"types": raw}, "types", "no row for Armoured Personnel Carriers, Mine-Resistant Ambush Protected")


def test_entities_are_those_of_the_claims() -> None:
    assert CLASSES.keys() <= CLAIMED.keys()
