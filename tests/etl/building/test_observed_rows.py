"""A seed or log with something that is no date is refused by file, row and column."""

from pathlib import Path

import pytest

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
