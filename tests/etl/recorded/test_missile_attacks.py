"""Attacks by missiles and drones: kinds from models, missing numbers as lower bounds, whole months."""

import csv
from pathlib import Path

import pytest

from etl.parsing.answer import SourceError
from etl.recorded.missile_attacks import COLUMNS, MODEL_COLUMNS, MODEL_UNUSED, UNUSED, tables
from tests.etl.sources.refusals import PAGE, swapped

HEAD = ",".join((*COLUMNS, *UNUSED))
MODEL_HEAD = ",".join((*MODEL_COLUMNS, *MODEL_UNUSED))


def attack(start: str, model: str, launched: str, destroyed: str, lost: str = "") -> str:
    return ",".join((start, model, launched, destroyed, lost, *("" for _ in UNUSED)))


def model(name: str, category: str, type_: str = "") -> str:
    return ",".join((name, category, type_, *("" for _ in MODEL_UNUSED)))


def table(*lines: str) -> bytes:
    return "\n".join((*lines, "")).encode()


FILES = {
    "models": table(
        MODEL_HEAD,
        model("Orlan-10", "UAV", "reconnaissance"),
        model("Shahed-136/131", "UAV", "loitering munition"),
        model("Lancet", "UAV", "loitering munition"),
        model("Kalibr", "cruise missile"),
        model("X-47 Kinzhal and Iskander-M/KN-23", "cruise missile"),
        model("Iskander-M", "ballistic missile"),
        model("C-300", "surface-to-air missile"),
        model("C-400 and Iskander-M", "surface-to-air and ballistic"),
        model("GBU", "guided bomb"),
    ),
    "attacks": table(
        HEAD,
        attack("2025-04-02 18:00", "Shahed-136/131", "50.0", "40.0"),
        attack("2025-03-31 21:00", "Shahed-136/131", "100.0", "60.0", "30.0"),
        attack("2025-03-16 3:30", "Kalibr", "8.0", ""),
        attack("2025-03-15", "Kalibr", "4.0", "3.0"),
        attack("2025-03-14", "C-300", "", "0.0"),
        attack("2025-03-14", "Iskander-M", "2.0", "1.0"),
        attack("2025-02-28 23:40", "C-400 and Iskander-M", "6.0", "2.0"),
        attack("2025-02-20", "X-47 Kinzhal and Iskander-M/KN-23", "2.0", "2.0"),
        attack("2025-02-20", "Unknown Missile", "19.0", ""),
        attack("2025-02-11", "Orlan-10", "7.0", "7.0"),
        attack("2025-02-11", "Lancet", "5.0", "5.0"),
        attack("2025-02-11", "Unknown UAV", "9.0", "9.0"),
        attack("2025-02-11", "GBU", "3.0", "0.0"),
        attack("2025-02-10", "Shahed-136/131", "20.0", "11.0", "0.0"),
        attack("2025-01-28", "Shahed-136/131", "20.0", "20.0"),
    ),
}


def rows(files: dict[str, bytes]) -> dict[tuple[str, str, str], tuple[float, float]]:
    """{(series, kind, month): (value, low)}, what is missing as -1."""
    return {
        (r.series_id.removeprefix("attacks_"), r.entity, str(r.period_end)[:7]): (r.value, r.low)
        for r in tables(files).fillna({"value": -1, "low": -1}).itertuples()
    }


def test_exact_rows() -> None:
    assert rows(FILES) == {
        ("launched", "attack_drones", "2025-02"): (20, -1),
        ("launched", "ballistic_missiles", "2025-02"): (8, -1),
        ("launched", "other_missiles", "2025-02"): (19, -1),
        ("launched", "attack_drones", "2025-03"): (100, -1),
        ("launched", "cruise_missiles", "2025-03"): (12, -1),
        ("launched", "ballistic_missiles", "2025-03"): (-1, 2),
        ("intercepted", "attack_drones", "2025-02"): (11, -1),
        ("intercepted", "ballistic_missiles", "2025-02"): (4, -1),
        ("intercepted", "attack_drones", "2025-03"): (90, -1),
        ("intercepted", "cruise_missiles", "2025-03"): (-1, 3),
        ("intercepted", "ballistic_missiles", "2025-03"): (1, -1),
    }


def test_a_lower_bound_says_why() -> None:
    frame = tables(FILES)
    assert set(frame[frame.value.isna()].note) == {"at least: an attack of the month has no published number"}
    assert set(frame[frame.value.notna()].note) == {""}


def test_an_attack_over_midnight_belongs_to_its_start() -> None:
    attacks = swapped(FILES["attacks"], "2025-03-31 21:00", "2025-04-01 00:10")
    assert ("launched", "attack_drones", "2025-03") not in rows(FILES | {"attacks": attacks})


def test_what_is_only_reported_when_shot_down_is_left_out() -> None:
    kept = [line for line in FILES["attacks"].decode().splitlines() if "2025-02-11" not in line]
    assert rows(FILES | {"attacks": table(*kept)}) == rows(FILES)


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("attacks", "launched", "fired", "column 'launched' is missing"),
        ("attacks", "destroyed,", "shot,", "column 'destroyed' is missing"),
        ("attacks", HEAD, f"{HEAD},weather", "unknown column 'weather'"),
        ("attacks", "Orlan-10", "Orlan-99", "unknown model 'Orlan-99'"),
        ("attacks", "50.0,40.0", "50.0,51.0", "51 of 50 launched"),
        ("attacks", "50.0,40.0", "50.5,40.0", "'50.5' is not a whole number"),
        ("attacks", "50.0,40.0", "-50.0,40.0", "'-50.0' is not a whole number, zero or more"),
        ("attacks", "50.0,40.0", "many,40.0", "'many' is not a number"),
        ("attacks", "2025-02-10", "10.02.2025", "row 15, time_start"),
        ("models", "category", "class", "column 'category' is missing"),
        ("models", "guided bomb", "torpedo", "unknown kind 'torpedo'"),
        ("models", "Orlan-10,UAV,reconnaissance", "Orlan-10,UAV,strike", "unknown kind 'UAV', 'strike'"),
    ],
)
def test_refused(file: str, old: str, new: str, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        tables({**FILES, file: swapped(FILES[file], old, new)})
    assert (caught.value.source, caught.value.file) == ("missile_attacks", file)
    assert found in str(caught.value)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "an HTML page")])
def test_empty_file_and_error_page_are_refused(file: str, raw: bytes, found: str) -> None:
    with pytest.raises(SourceError, match=f"{file}, .*{found}"):
        tables({**FILES, file: raw})


def test_recorded(recorded: Path) -> None:
    folder = recorded / "conflict/missile-drone-attacks"
    files = {
        "attacks": (folder / "missile_attacks_daily.csv").read_bytes(),
        "models": (folder / "missiles_and_uavs.csv").read_bytes(),
    }
    held = rows(files)
    assert {month for _, _, month in held} == {
        f"{year}-{number:02}"
        for year in range(2022, 2027)
        for number in range(1, 13)
        if (2022, 10) <= (year, number) <= (2026, 5)
    }
    launched = {key[1:]: max(numbers) for key, numbers in held.items() if key[0] == "launched"}
    for month, total in (("2025-02", 4006), ("2025-07", 6531), ("2026-05", 8424)):
        assert sum(number for (_, when), number in launched.items() if when == month) == total
    assert held["launched", "attack_drones", "2025-07"] == (6323, -1)
    assert held["intercepted", "attack_drones", "2025-07"] == (5567, -1)
    bounds = [key for key, (value, _) in held.items() if value == -1]
    assert bounds == [("intercepted", "cruise_missiles", "2025-01"), ("launched", "ballistic_missiles", "2024-02")]


def test_recorded_months_with_everything_counted_are_those_known(recorded: Path) -> None:
    """What the recording's description gives for three months includes what is left out here."""
    with (recorded / "conflict/missile-drone-attacks/missile_attacks_daily.csv").open(encoding="utf-8") as file:
        attacks = [(row["time_start"][:7], row["launched"]) for row in csv.DictReader(file)]
    for month, total in (("2025-02", 4107), ("2025-07", 6688), ("2026-05", 10098)):
        assert sum(float(number or 0) for when, number in attacks if when == month) == total
