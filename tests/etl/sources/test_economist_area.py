"""The Economist's area under Russian control: square metres, a repeated day, months between two ends."""

from pathlib import Path

import pytest

from etl.sources.economist_area import UKRAINE, parse
from tests.etl.sources.refusals import PAGE, facts, refused, swapped, value
from tests.fixtures import answer

FILES = answer("economist_area")
AREA = "area_assessed_as_russia_controlled"


def test_square_metres_become_square_kilometres() -> None:
    rows = [fact for fact in facts(parse(FILES)) if fact[0] == "area_controlled"]
    assert rows[:3] == [
        ("area_controlled", "RUS", "2022-02-27", 100000.0, "estimate"),
        ("area_controlled", "RUS", "2022-02-28", 100200.5, "estimate"),
        ("area_controlled", "RUS", "2022-03-01", 101000.2, "estimate"),
    ]


def test_a_repeated_day_with_the_same_value_stands_once() -> None:
    days = [fact[2] for fact in facts(parse(FILES)) if fact[0] == "area_controlled"]
    assert FILES["area"].count(b"2022-04-30") == 2 and days.count("2022-04-30") == 1


def test_a_repeated_day_with_another_value_is_refused() -> None:
    lines = FILES["area"].decode().splitlines()
    lines.append(lines[3].replace(lines[3].split(",")[0], "2022-04-30"))
    refused("economist_area", {"area": "\n".join(lines).encode()}, "area", "2022-04-30 stands twice with different")


def test_a_share_is_kept_as_published() -> None:
    assert value(parse(FILES), "area_share", "2022-02-28") == 16.6


def test_a_share_of_another_area_is_refused() -> None:
    raw = swapped(FILES["area"], f",{100200.5 / UKRAINE * 100!r}", f",{100200.5 / 600000 * 100!r}")
    refused("economist_area", {"area": raw}, "area", "is not the share of 100200 km2")


def test_a_months_change_lies_between_two_month_ends_that_are_both_held() -> None:
    # No change for February, whose start is not held, for May and June, as 31 May is missing, and for August, cut off.
    assert [fact[2:4] for fact in facts(parse(FILES)) if fact[0] == "area_change"] == [
        ("2022-03-31", 19800.2),
        ("2022-04-30", -30000.5),
        ("2022-07-31", -500.0),
    ]


def test_the_columns_of_change_are_not_read() -> None:
    raw = swapped(FILES["area"], ",0.0,0.0,", ",9.9,oddly,")
    assert parse({"area": raw}).equals(parse(FILES))


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "HTML page"), (b"date,area\n", "is missing")])
def test_answer_refused(raw: bytes, found: str) -> None:
    refused("economist_area", {"area": raw}, "area", found)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (f",{AREA},", ",area,", f"column '{AREA}' is missing"),
        (f",{AREA}_percent", ",percent", f"column '{AREA}_percent' is missing"),
        ("percent\n", "percent,source\n", "unknown column 'source'"),
        ("2022-02-27,1", "2022-02-27,9", "no area within Ukraine"),
        ("2022-02-27,1", "2022-02-27,-1", "no area within Ukraine"),
        ("2022-02-27,", "27/02/2022,", "row 2, date"),
        ("100000040000.0", "NA", "'NA' is not a number"),
    ],
)
def test_row_refused(old: str, new: str, found: str) -> None:
    raw = FILES["area"].decode()
    assert old in raw
    refused("economist_area", {"area": raw.replace(old, new, 1).encode()}, "area", found)


def test_recorded(recorded: Path) -> None:
    path = recorded / "conflict/territory-control/area_assessed_as_controlled_by_russia.csv"
    frame = parse({"area": path.read_bytes()})
    levels = frame[frame.series_id == "area_controlled"].set_index("period_end").value
    levels.index = levels.index.astype(str)
    assert len(levels) == 1642 and levels.index.max() == "2026-08-21"
    assert (levels["2022-02-23"], levels.max(), levels.idxmax()) == (43679.1, 166336.0, "2022-03-24")
    assert (round(levels["2025-03-06"]), round(levels["2026-08-21"])) == (116_314, 120_586)
    assert value(frame, "area_share", "2025-03-06") == 19.27 and value(frame, "area_share", "2026-08-21") == 19.98
    # The changes of all months add up to the level at the end of the last less that before the first.
    changes = frame[frame.series_id == "area_change"]
    assert len(changes) == 53
    assert changes.value.sum() == pytest.approx(levels["2026-07-31"] - levels["2022-02-28"], abs=3)
