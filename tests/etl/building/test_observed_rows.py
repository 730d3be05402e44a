"""A seed or log with something that is no date is refused by file, row and column, and the day decides what counts."""

import datetime as dt
from pathlib import Path

import pytest

from etl.building.build import Built, build
from tests.etl import world

GOOD = world.row("count", "2024-02-02", 5)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (GOOD.replace("2024-02-02", "", 1), "period_start: '' is no date"),
        (GOOD.replace("2024-02-02", "2024-02-30"), "period_start: '2024-02-30' is no date"),
        # DuckDB's own reader would take these for the third, and for the second of another moment.
        (GOOD.replace(",2024-02-02,2024-02-02T", ",2024-02-3x,2024-02-02T"), "period_end: '2024-02-3x' is no date"),
        (GOOD.replace("T00:00:00", "T00:00:0x"), "vintage: '2024-02-02T00:00:0x' is no date"),
        (GOOD.replace("T00:00:00", ""), "vintage: '2024-02-02' is no date"),
    ],
)
def test_what_is_no_date_is_refused_by_row_and_column(tmp_path: Path, row: str, found: str) -> None:
    root = world.write(tmp_path)
    world.judged(root)
    world.add(root, "seed/counter.csv", f"{GOOD.replace('02-02', '02-03')}\n{row}\n")
    with pytest.raises(ValueError) as refused:
        world.judged(root)
    assert str(refused.value) == f"seed/counter.csv: row 5, {found}"


def test_a_build_of_a_day_to_come_is_not_taken_as_present(tmp_path: Path) -> None:
    """A clock that was ahead counted what was learned on a day to come."""
    root = world.write(tmp_path)
    world.add(root, "seed/counter.csv", world.row("count", "2024-02-02", 5, learned="2099-02-02") + "\n")

    def made(year: int) -> Built:
        places = {"data": root, "seed": root / "seed", "log": root / "log", "builds": root / "builds"}
        return build(**places, now=dt.datetime(year, 5, 1), publish=False)

    ahead, right, again = made(2100), made(2024), made(2024)
    assert (ahead.new, right.new, again.new) == (True, True, False)
    assert right.path.name.startswith("2024") and right.path == again.path
