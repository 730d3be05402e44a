"""The General Staff's claims: daily records as JSON."""

import datetime as dt
from pathlib import Path

import pytest

from etl.reading import SourceError
from etl.sources.general_staff import parse
from tests.fixtures import answer

FILES = answer("general_staff")


def changed(old: str, new: str) -> dict[str, bytes]:
    text = FILES["personnel"].decode()
    assert old in text
    return {"personnel": text.replace(old, new, 1).encode()}


def test_exact_rows() -> None:
    frame = parse(FILES)
    assert set(frame.series_id) == {"losses_claimed_ukraine"} and set(frame.entity) == {"RUS"}
    assert frame[["period_end", "value"]].to_numpy().tolist() == [
        [dt.date(2022, 2, 25), 2800],
        [dt.date(2022, 2, 26), 4300],
        [dt.date(2025, 3, 5), 880000],
        [dt.date(2025, 3, 6), 881500],
    ]
    assert (frame.period_start == frame.period_end).all()
    assert frame.low.isna().all() and frame.vintage.isna().all() and set(frame.status) == {"final"}


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
def test_answer_refused(raw: bytes, found: str) -> None:
    with pytest.raises(SourceError, match=f"general_staff: personnel.*{found}"):
        parse({"personnel": raw})


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"personnel": 4300', '"losses": 4300', "record 2"),
        ('"day": 2,', '"day": 2, "tanks": 80,', "record 1"),
        ("4300", '"about 4300"', "record 2, personnel"),
        ("4300", "null", "record 2, personnel"),
        ("2025-03-05", "05.03.2025", "record 3, date"),
    ],
)
def test_record_refused(old: str, new: str, where: str) -> None:
    with pytest.raises(SourceError, match=f"general_staff: personnel, {where}"):
        parse(changed(old, new))


def test_a_day_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="2022-02-25 stands twice"):
        parse(changed("2022-02-26", "2022-02-25"))


def test_missing_file_is_refused() -> None:
    with pytest.raises(SourceError, match="general_staff: personnel, answer: the file is missing"):
        parse({})


def test_recorded(recorded: Path) -> None:
    raw = (recorded / "conflict/general-staff-claims/russia_losses_personnel.json").read_bytes()
    frame = parse({"personnel": raw})
    value = dict(zip(frame.period_end, frame.value, strict=True))
    assert len(frame) == 1626 and frame.value.is_monotonic_increasing
    assert value[dt.date(2025, 2, 10)] == 850_490
    assert value[dt.date(2025, 3, 6)] == 881_800
    assert value[dt.date(2025, 5, 9)] == 963_270
    assert max(value) == dt.date(2026, 8, 8) and value[max(value)] == 1_456_610
