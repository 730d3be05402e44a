"""A year of daily refreshes as publishers make them, written as the log that they would leave.

It is made like the histories that were recorded. The Economist computes both its series anew each day: between
computations of the same days, of November 2025, April and August 2026, deaths rose by up to 24 % in 20 weeks and
casualties by 3 %, and the bounds of the newest days jump by more than 1 % of the largest value from day to day. Of the
fires, half of all months change a little each day. Other sources revise some of their periods when they have news.
"""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from etl.declared.catalogue import Catalogue
from etl.declared.shapes import Series
from etl.learning.log import rows_to_append
from etl.learning.recomputed import taken_and_waiting
from etl.parsing.columns import COLUMNS, KEY
from etl.parsing.observations import read_csv, write_csv
from etl.parsing.precision import told_with
from etl.vocabulary import UNITS

DAYS = 365
BEGUN = dt.datetime(2026, 10, 1, 6)
# How often a series has a new period, in days; of an irregular one about once a month.
EVERY = {"D": 1, "W": 7, "M": 30, "Q": 91, "A": 365, "I": 30}
# What is revised with news: so many periods where they come daily, else one in so many.
REVISIONS, ONE_IN = 5, 10
VALUES = ["value", "low", "high"]
# The share by which the newest values are others after DRIFTED days, and back again after as many more.
DRIFT, DRIFTED = {"casualties_economist": 0.03, "deaths_economist": 0.24}, 140
# The share of their value by which bounds of the newest days jump from day to day, and single months of fires.
JUMP = 0.02


def write(catalogue: Catalogue, seed: Path, log: Path) -> None:
    """For each file of the seed the log of DAYS refreshes after it."""
    log.mkdir(parents=True)
    by_id = {series.id: series for series in catalogue.series}
    for path in sorted(seed.glob("*.csv")):
        held = read_csv(path)
        of = {name: by_id[name] for name in held["series_id"].unique()}
        if any(series.recomputed for series in of.values()):
            learned = [_recomputed(series, held[held["series_id"] == name]) for name, series in of.items()]
            write_csv(pd.concat(learned), log / path.name)
        else:
            _write_revised(path, of, log / path.name)


def told_finer(seed: Path) -> int:
    """How many rows are appended when a source's every number is told with a decimal more."""
    held = read_csv(seed)
    held = held[held["status"] != "withdrawn"]
    digits = told_with(held).groupby("series_id").max().loc[held["series_id"]].set_axis(held.index) + 1
    finer = held.assign(**{name: held[name] + (held.index % 9 - 4) * 0.1 ** digits[name] for name in VALUES})
    answer = finer.assign(vintage=pd.Series(pd.NaT, held.index, "datetime64[us]"))
    return len(rows_to_append(held, answer, BEGUN))


def _recomputed(series: Series, held: pd.DataFrame) -> pd.DataFrame:
    """What a refresh a day appends of a history that is another each day."""
    known, appended = held, []
    for day in range(1, DAYS + 1):
        moment = BEGUN + dt.timedelta(days=day)
        now, _ = taken_and_waiting(known, rows_to_append(known, _computed(series, held, day), moment), moment)
        known = pd.concat([known, now], ignore_index=True)
        # The first row of a key and its newest are all that is asked about: the others would only take time.
        known = known[~known.duplicated(KEY) | ~known.duplicated(KEY, keep="last")]
        appended.append(now)
    return pd.concat(appended)


def _computed(series: Series, held: pd.DataFrame, day: int) -> pd.DataFrame:
    """The answer of one day: the whole history, up to the periods that have come since."""
    every = EVERY[series.frequency]
    lines = []
    for _, line in held.groupby("entity"):
        line = line.sort_values("period_end")
        new = pd.concat([line.tail(1)] * (day // every), ignore_index=True) if day >= every else line[:0]
        days = np.arange(1, len(new) + 1) * every
        for end in ("period_start", "period_end"):
            new[end] = [date + dt.timedelta(days=int(later)) for date, later in zip(new[end], days, strict=True)]
        if series.measures == "cumulative":
            for name in VALUES:
                new[name] += np.arange(1, len(new) + 1) * line[name].diff().iloc[-1]
        lines.append(pd.concat([line, new], ignore_index=True))
    rows = pd.concat(lines, ignore_index=True)
    # The newer, the more: the beginning of the war is told by many estimates.
    weight = (rows.groupby("entity").cumcount() / rows.groupby("entity")["entity"].transform("size")) ** 2
    swing = abs((day / DRIFTED + 1) % 2 - 1)
    noise = (day * 7919 % 17) / 8 - 1
    if series.interval:
        drift = 1 + DRIFT[series.id] * swing * weight
        moved = {"value": drift, "low": drift + JUMP * noise * weight, "high": drift + JUMP * noise * weight}
    else:
        moved = dict.fromkeys(VALUES, 1 + JUMP * noise * ((rows.index + day) % 2) * weight)
    figures = {name: (rows[name] * share).round() for name, share in moved.items()}
    return rows.assign(**figures, vintage=pd.Series(pd.NaT, rows.index, "datetime64[us]"))


def _write_revised(path: Path, of: dict[str, Series], log: Path) -> None:
    """The log of a source that revises some of its periods when it has news."""
    with path.open(encoding="utf-8", newline="") as file:
        held = {tuple(row[name] for name in COLUMNS[:4]): row for row in csv.DictReader(file)}
    with log.open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for day in range(1, DAYS + 1):
            rows = list(_learned(held, of, day))
            writer.writerows(rows)
            held |= {tuple(row[name] for name in COLUMNS[:4]): row for row in rows}


def _learned(held: dict[tuple, dict], of: dict[str, Series], day: int) -> Iterator[dict]:
    """What the refresh of one day appends to what is held of a source."""
    vintage = {"vintage": (BEGUN + dt.timedelta(days=day)).isoformat()}
    newest: dict[tuple[str, str], dict] = {}
    for row in held.values():
        line = row["series_id"], row["entity"]
        newest[line] = max(newest.get(line, row), row, key=lambda row: row["period_end"])
    due = {name for name, series in of.items() if day % EVERY[series.frequency] == 0 and not series.ended}
    for (name, _), row in newest.items():
        if name in due:
            every = EVERY[of[name].frequency]
            yield row | {end: _later(row[end], every) for end in ("period_start", "period_end")} | vintage
    rows = [row for row in held.values() if row["series_id"] in due]
    many = REVISIONS if any(of[name].frequency == "D" for name in due) else len(rows) // ONE_IN
    for place in {(day * many + number) * 7919 % len(rows) for number in range(many)}:
        yield _changed(rows[place], of[rows[place]["series_id"]], day) | vintage


def _changed(row: dict, series: Series, day: int) -> dict:
    """The row with figures a little lower than before, inside what is expected."""
    share, places = 1 - 0.0001 * (day % 9 + 1), 0 if UNITS[series.unit].whole else 1
    figures = {
        name: max(round(float(row[name]) * share, places), series.expect.low) for name in VALUES if row[name] != ""
    }
    return row | figures


def _later(date: str, days: int) -> str:
    return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()
