"""The Economist's war-related fires: whole months, both sides adding up to the day's total."""

from pathlib import Path

import pytest

from etl.sources.economist_fires import HELD, WAR, parse
from tests.etl.sources.refusals import PAGE, facts, refused
from tests.fixtures import answer

FILES = answer("economist_fires")


def changed(old: str, new: str) -> dict[str, bytes]:
    text = FILES["fires"].decode()
    assert old in text
    return {"fires": text.replace(old, new, 1).encode()}


def test_only_months_of_which_every_day_is_held_are_summed() -> None:
    # January and April are cut off, and March lacks a day.
    assert facts(parse(FILES)) == [
        ("war_fires", "russia_held", "2024-02-29", 30.0, "final"),
        ("war_fires", "ukraine_held", "2024-02-29", 43.0, "final"),
    ]


def test_a_day_of_another_year_is_told() -> None:
    frame = parse({"fires": FILES["fires"] + b"2062" + FILES["fires"].splitlines()[1][4:] + b"\n"})
    assert facts(frame) == facts(parse(FILES))
    assert frame.attrs["remarks"] == ("fires: 2062-04-02 is left out: it follows on a long silence",)


@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "HTML page"), (b"date,fires\n", "is missing")])
def test_answer_refused(raw: bytes, found: str) -> None:
    refused("economist_fires", {"fires": raw}, "fires", found)


@pytest.mark.parametrize("column", [WAR, *HELD.values()])
def test_renamed_column_is_refused(column: str) -> None:
    refused("economist_fires", changed(f",{column},", f",new_{column},"), "fires", f"column '{column}' is missing")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("_7dma\n", "_7dma,satellite\n", "unknown column 'satellite'"),
        ("2024-02-11,", "2024-02-10,", "2024-02-10 stands twice"),
        ("2024-04-02,0.4,0.5,5,2,", "2024-04-02,0.4,0.5,5,3,", "3 is not the sum of both sides"),
        ("2024-04-02,0.4,0.5,5,2,4,2,", "2024-04-02,0.4,0.5,5,2,4,2.5,", "'2.5' is not a whole number"),
        ("2024-04-02,0.4,0.5,5,2,4,2,", "2024-04-02,0.4,0.5,5,2,4,-2,", "'-2' is not a whole number, zero or more"),
        ("2024-04-02,0.4,0.5,5,2,4,2,", "2024-04-02,0.4,0.5,5,2,4,NA,", "'NA' is not a number"),
        ("2024-04-02,", "2 April,", "row 2, date"),
    ],
)
def test_row_refused(old: str, new: str, found: str) -> None:
    refused("economist_fires", changed(old, new), "fires", found)


def test_recorded(recorded: Path) -> None:
    frame = parse({"fires": (recorded / "conflict/conflict-events/strikes_by_location_and_day.csv").read_bytes()})
    months = frame.pivot(index="period_end", columns="entity", values="value")
    months.index = months.index.astype(str)
    assert len(months) == 53 and (months.index.min(), months.index.max()) == ("2022-03-31", "2026-07-31")
    assert months.loc["2024-09-30"].to_dict() == {"russia_held": 14_114, "ukraine_held": 32_049}
    assert months.loc["2025-07-31"].sum() == 30_767
