"""The General Staff's claims: daily records as JSON, keys that come and go, and corrections."""

import datetime as dt
import json
from pathlib import Path

import pytest

from etl.parsing.answer import SourceError
from etl.sources.general_staff import AT_TIMES, parse
from tests.etl.sources.refusals import facts
from tests.fixtures import answer

FILES = answer("general_staff")


def changed(old: str, new: str, file: str = "personnel") -> dict[str, bytes]:
    text = FILES[file].decode()
    assert old in text
    return FILES | {file: text.replace(old, new, 1).encode()}


def test_exact_rows() -> None:
    frame = parse(FILES)
    frame = frame[frame.series_id == "losses_claimed_ukraine"]
    assert set(frame.entity) == {"RUS"}
    assert frame[["period_end", "value"]].to_numpy().tolist() == [
        [dt.date(2022, 2, 25), 2800],
        [dt.date(2022, 2, 26), 4300],
        [dt.date(2025, 3, 5), 880000],
        [dt.date(2025, 3, 6), 881500],
    ]
    assert (frame.period_start == frame.period_end).all()
    assert frame.low.isna().all() and frame.vintage.isna().all() and set(frame.status) == {"final"}


def test_equipment_rows() -> None:
    rows = [row[1:4] for row in facts(parse(FILES)) if row[0] == "equipment_claimed" and row[1] not in AT_TIMES]
    days = ("2022-04-30", "2022-05-01", "2025-03-05")
    values = {
        "aircraft": (120, 121, 300),
        "armoured_vehicle": (1900, 1910, 18000),
        "artillery": (310, 312, 20500),
        "drone": (150, 155, 25000),
        "helicopter": (110, 110, 290),
        "rocket_artillery": (101, 102, 1150),
        "tank": (700, 705, 8100),
        "vehicle": (1200 + 70, 1285, 35000),
    }
    assert rows == [(entity, *pair) for entity in values for pair in zip(days, values[entity], strict=True)]


def test_types_that_are_not_in_every_record_are_read_where_they_stand() -> None:
    rows = [row[1:4] for row in facts(parse(FILES)) if row[1] in AT_TIMES]
    listed = {
        (entity, record["date"], float(record[key]))
        for record in json.loads(FILES["equipment"])
        for entity, key in AT_TIMES.items()
        if key in record
    }
    assert len(rows) == len(listed) > 5 and set(rows) == listed


def test_corrections_are_told_and_not_added() -> None:
    frame = parse(FILES)
    told = frame[(frame.note != "") & ~frame.entity.isin(AT_TIMES)]
    assert [(row.entity, str(row.period_end), row.value) for row in told.itertuples()] == [
        ("armoured_vehicle", "2022-05-01", 1910),
        ("tank", "2025-03-05", 8100),
        ("vehicle", "2022-05-01", 1285),
        ("RUS", "2025-03-05", 880000),
    ]
    words = [note.split(" is listed")[0].removeprefix("A correction of ") for note in told.note]
    assert words == ["+4", "−2", "−12", "+1,400"]
    without = parse(FILES | {"correction": b'[{"date": "2022-05-01", "day": 67, "tank": 0}]'})
    assert without.value.equals(frame.value) and not without.note.any()


@pytest.mark.parametrize("file", ["personnel", "equipment", "correction"])
@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "HTML page"),
        (b"[]", "array"),
        (b'{"message": "limit reached"}', "array"),
        (b'[{"date": "2022-02-25"', "not JSON"),
    ],
)
def test_answer_refused(file: str, raw: bytes, found: str) -> None:
    with pytest.raises(SourceError, match=f"general_staff: {file}.*{found}"):
        parse(FILES | {file: raw})


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"personnel": 4300', '"losses": 4300', "record 2"),
        ('"day": 2,', '"day": 2, "tanks": 80,', "record 1"),
        ("4300", '"about 4300"', "record 2, personnel"),
        ("4300", "null", "record 2, personnel"),
        ("2025-03-05", "05.03.2025", "record 3, date"),
        ("2025-03-05", "0025-03-05", "record 3, date: '0025-03-05' is not between 1900 and 2100"),
        ("2025-03-05", "2022-02-23", "record 3, date: '2022-02-23' is before 2022-02-24"),
        ("880000", "880.000", "record 3, personnel: 880.0 is not a whole number"),
        ("880000", '"880.000"', "record 3, personnel: '880.000' is not a whole number"),
        ("880000", '"880,000"', "record 3, personnel: '880,000' is not a number"),
        ("880000", '880000, "personnel": 88000', "object: key 'personnel' stands twice"),
    ],
)
def test_record_refused(old: str, new: str, where: str) -> None:
    with pytest.raises(SourceError, match=f"general_staff: personnel, {where}"):
        parse(changed(old, new))


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("equipment", '"APC": 1900', '"APV": 1900', r"record 1: missing keys \['APC'\], unknown keys \['APV'\]"),
        ("equipment", '"submarines": 1', '"balloons": 1', "record 3: .*unknown keys .'balloons'"),
        ("equipment", '"fuel tank": 70, ', "", "record 1: expected"),
        ("equipment", '"fuel tank"', '"vehicles and fuel tanks"', "record 1: expected"),
        ("equipment", '"vehicles and fuel tanks": 1285, ', "", "record 2: expected"),
        ("equipment", '"tank": 705', '"tank": "some"', "record 2, tank"),
        ("equipment", '"MRL": 102', '"MRL": null', "record 2, MRL"),
        ("equipment", "2025-03-05", "05.03.2025", "record 3, date"),
        ("equipment", '"date": "2025-03-05", ', "", "record 3: expected an object with a date"),
        ("correction", '"submarines"', '"balloons"', "record 1: unknown key 'balloons'"),
        ("correction", '"tank": -2', '"tank": "two"', "record 2, tank"),
        ("correction", "2022-05-01", "2022-05-02", "2022-05-02: a correction for .*, of which that day has no total"),
        ("correction", "2022-05-01", "2025-03-05", "record 2: 2025-03-05 stands twice"),
    ],
)
def test_equipment_refused(file: str, old: str, new: str, where: str) -> None:
    with pytest.raises(SourceError, match=f"general_staff: {file}, {where}"):
        parse(changed(old, new, file))


def test_a_day_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="2022-02-25 stands twice"):
        parse(changed("2022-02-26", "2022-02-25"))


def test_missing_file_is_refused() -> None:
    with pytest.raises(SourceError, match="general_staff: personnel, answer: the file is missing"):
        parse({})


@pytest.fixture(scope="module")
def held(recorded: Path) -> dict[str, bytes]:
    folder = recorded / "conflict/general-staff-claims"
    names = {"personnel": "personnel", "equipment": "equipment", "correction": "equipment_correction"}
    return {file: (folder / f"russia_losses_{name}.json").read_bytes() for file, name in names.items()}


def test_recorded(held: dict[str, bytes]) -> None:
    frame = parse(held)
    frame = frame[frame.series_id == "losses_claimed_ukraine"]
    value = dict(zip(frame.period_end, frame.value, strict=True))
    assert len(frame) == 1626 and frame.value.is_monotonic_increasing
    assert value[dt.date(2025, 2, 10)] == 850_490
    assert value[dt.date(2025, 3, 6)] == 881_800
    assert value[dt.date(2025, 5, 9)] == 963_270
    assert max(value) == dt.date(2026, 8, 8) and value[max(value)] == 1_456_610


def test_recorded_equipment(held: dict[str, bytes]) -> None:
    frame = parse(held)
    frame = frame[(frame.series_id == "equipment_claimed") & ~frame.entity.isin(AT_TIMES)]
    value = frame.set_index(["entity", "period_end"]).value
    assert (frame.groupby("entity").period_end.nunique() == 1626).all() and len(frame) == 8 * 1626
    assert value["tank", dt.date(2022, 2, 25)] == 80 and value["tank", dt.date(2026, 8, 8)] == 12_251
    # The two early categories run on into the one of May 2022.
    assert value["vehicle", dt.date(2022, 4, 30)] == 1701 + 76 and value["vehicle", dt.date(2022, 5, 1)] == 1796


def test_recorded_totals_hold_the_corrections(held: dict[str, bytes]) -> None:
    """Falls are corrections, so adding these again would count them twice."""
    frame = parse(held)
    frame = frame[~frame.entity.isin(AT_TIMES)].set_index(["entity", "period_end"])
    for entity, day, correction, step in [
        ("armoured_vehicle", dt.date(2022, 10, 13), "−25", -14),
        ("aircraft", dt.date(2023, 10, 3), "−1", -1),
        ("aircraft", dt.date(2024, 10, 3), "−1", -1),
        ("rocket_artillery", dt.date(2024, 11, 30), "−4", -2),
        ("RUS", dt.date(2025, 2, 28), "+1,650", 2710),
    ]:
        assert frame.value[entity, day] - frame.value[entity, day - dt.timedelta(days=1)] == step
        assert f"A correction of {correction} " in frame.note[entity, day]
    falls = frame.value.groupby("entity").diff() < 0
    assert [(entity, str(day)) for entity, day in frame.index[falls]] == [
        ("aircraft", "2023-10-03"),
        ("aircraft", "2024-10-03"),
        ("armoured_vehicle", "2022-10-13"),
        ("artillery", "2026-03-04"),
        ("rocket_artillery", "2024-11-30"),
        ("rocket_artillery", "2025-04-22"),
        ("tank", "2023-05-28"),
    ]
