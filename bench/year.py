"""A year of daily refreshes, written as the log they would leave."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from etl.catalogue import Catalogue
from etl.declarations import Series
from etl.log import TOGETHER
from etl.observations import COLUMNS

DAYS = 365
BEGUN = dt.datetime(2026, 10, 1, 6)
# How often a series has a new period, in days; of an irregular one about once a month.
EVERY = {"D": 1, "W": 7, "M": 30, "Q": 91, "A": 365, "I": 30}
REVISIONS = 5
VALUES = ("value", "low", "high")


def write(catalogue: Catalogue, seed: Path, log: Path) -> None:
    """For each file of the seed the log of DAYS refreshes after it: new periods where they are due, REVISIONS of
    periods held, and of what is recomputed all of them, as often as that is recorded."""
    log.mkdir(parents=True)
    by_id = {series.id: series for series in catalogue.series}
    for path in sorted(seed.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            held = {tuple(row[name] for name in COLUMNS[:4]): row for row in csv.DictReader(file)}
        with (log / path.name).open("w", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            for day in range(1, DAYS + 1):
                rows = list(_learned(held, by_id, day))
                writer.writerows(rows)
                held |= {tuple(row[name] for name in COLUMNS[:4]): row for row in rows}


def _learned(held: dict[tuple, dict], by_id: dict[str, Series], day: int) -> Iterator[dict]:
    """What the refresh of one day appends to what is held of a source."""
    vintage = {"vintage": (BEGUN + dt.timedelta(days=day)).isoformat()}
    rows = list(held.values())
    several = {(day * REVISIONS + number) * 7919 % len(rows) for number in range(REVISIONS)}
    whole = day % TOGETHER.days == 0
    for place, row in enumerate(rows):
        series = by_id[row["series_id"]]
        if whole if series.recomputed else place in several:
            yield _changed(row, series, day) | vintage
    newest: dict[tuple[str, str], dict] = {}
    for row in rows:
        line = row["series_id"], row["entity"]
        newest[line] = max(newest.get(line, row), row, key=lambda row: row["period_end"])
    for (name, _), row in newest.items():
        every = EVERY[by_id[name].frequency]
        if day % every == 0 and not by_id[name].ended:
            yield row | {end: _later(row[end], every) for end in ("period_start", "period_end")} | vintage


def _changed(row: dict, series: Series, day: int) -> dict:
    """The row with figures a little lower than before, inside what is expected."""
    share = 1 - 0.0001 * (day % 9 + 1)
    figures = {name: max(round(float(row[name]) * share, 1), series.expect.low) for name in VALUES if row[name] != ""}
    return row | figures


def _later(date: str, days: int) -> str:
    return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()
