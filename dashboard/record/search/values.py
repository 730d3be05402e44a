"""The values that the search tells: newest ones, those of a period, and those that are a number that is asked for."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.record.build import Build, kept
from dashboard.record.series import record_at
from dashboard.say import PERCENTAGES
from etl.vocabulary import UNITS, KnownBasis, Status
from texts.figure import Figure
from texts.figures import said_numbers, says

Places: TypeAlias = npt.NDArray[np.intp]
Numbers: TypeAlias = npt.NDArray[np.float64]
ROWS = """
SELECT k.series_id, k.entity, k.period_start, k.period_end, k.value, k.low, k.high, k.status, k.basis, k.recorded,
       s.unit, s.steps
FROM {rows} k JOIN series s USING (series_id)
WHERE coalesce(k.value, k.low, k.high) IS NOT NULL
ORDER BY s.ordinal, k.entity, k.period_end, k.period_start
"""


@dataclass(frozen=True)
class Value:
    """One observation: of a series and entity, over a period, in `unit`. None for a number that is not there.

    `basis`: None for the newest; `recorded`: when it was learned is when we recorded it.
    """

    series: str
    entity: str
    start: dt.date
    end: dt.date
    value: float | None
    low: float | None
    high: float | None
    unit: str
    status: Status
    basis: KnownBasis | None
    recorded: bool

    @property
    def most(self) -> float:
        """The highest number that it says."""
        return max(number for number in (self.value, self.low, self.high) if number is not None)


@kept(2)
def held(build: Build, asof: dt.date | None) -> pd.DataFrame:
    """Every observation with a number, in order of series, entity and time; as known now, or at the end of a day.

    Columns of ROWS; `line` numbers the lines of a series and an entity from 0 on, `reach` is the last day of each.
    """
    rows, at = record_at(asof)
    with build.looking(at.get("t")) as db:
        frame = db.execute(ROWS.format(rows=rows), at or None).df()
    changed = (frame["series_id"] != frame["series_id"].shift()) | (frame["entity"] != frame["entity"].shift())
    frame = frame.assign(line=changed.cumsum() - 1)
    return frame.assign(reach=frame.groupby("line")["period_end"].transform("max"))


@kept(2)
def last_values(build: Build, asof: dt.date | None) -> dict[str, list[Value]]:
    """{series: the newest value of each of its entities}."""
    frame = held(build, asof)
    return _by_series(frame, np.arange(len(frame)))


def values_of(build: Build, asof: dt.date | None, period: tuple[dt.date, dt.date]) -> dict[str, list[Value]]:
    """{series: for each entity the last value of a period}: of it whole, or of a part of it. Of a single day also the
    value of the period around it, or what is in force then."""
    first, last = (np.datetime64(day) for day in period)
    frame = held(build, asof)
    start, end = frame["period_start"].to_numpy(), frame["period_end"].to_numpy()
    inside = (start >= first) & (end <= last)
    if first == last:
        inside = (start <= first) & (end >= first)
    # What changes in steps holds on from before, as far as is held.
    in_force = frame["steps"].to_numpy() & (end <= last) & (frame["reach"].to_numpy() >= first)
    return _by_series(frame, np.flatnonzero(inside | in_force))


def values_that_are(build: Build, asof: dt.date | None, number: Figure) -> dict[str, list[Value]]:
    """{series: for each entity the newest value, low or high that a figure says}, as published or as pages round it."""
    frame, (values, places) = held(build, asof), _sorted_numbers(build, asof)
    units, unit_of = _units(build, asof)
    found = [np.empty(0, dtype=int)]
    for wanted in _wanted(number):
        slack = abs(wanted) * 1e-9
        left, right = np.searchsorted(values, wanted - slack), np.searchsorted(values, wanted + slack, side="right")
        there = places[left:right]
        said = [code for code in np.unique(unit_of[there]) if says(number, wanted, units[code])]
        found.append(there[np.isin(unit_of[there], said)])
    return _by_series(frame, np.unique(np.concatenate(found)))


def _wanted(number: Figure) -> list[float]:
    """What a series may hold where a figure says it: money is held in thousands, millions or billions."""
    factors = {1.0, 100.0, 0.01, *(1000.0**power for power in range(-4, 5))}
    return sorted({sign * value * factor for value in said_numbers(number) for factor in factors for sign in (1, -1)})


@kept(2)
def _sorted_numbers(build: Build, asof: dt.date | None) -> tuple[Numbers, Places]:
    """All numbers in order, as published and as pages round them, and the row of `held` that each is of."""
    frame = held(build, asof)
    decimals = (
        frame["unit"].map({unit: 2 if unit in PERCENTAGES else UNITS[unit].decimals for unit in UNITS}).to_numpy()
    )
    numbers, places = [], []
    for name in ("value", "low", "high"):
        column = frame[name].to_numpy(dtype=float)
        rounded = np.round(column * 10.0**decimals) / 10.0**decimals
        for each in (column, rounded):
            (there,) = np.nonzero(~np.isnan(each))
            numbers.append(each[there])
            places.append(there)
    every, rows = np.concatenate(numbers), np.concatenate(places)
    order = np.argsort(every, kind="stable")
    return every[order], rows[order]


@kept(2)
def _units(build: Build, asof: dt.date | None) -> tuple[list[str], Places]:
    """The units that occur, and for each row of `held` which of them it has."""
    codes, units = pd.factorize(held(build, asof)["unit"])
    return [str(unit) for unit in units], codes


def _by_series(frame: pd.DataFrame, places: Places) -> dict[str, list[Value]]:
    """{series: of each of its entities the last of the rows at these places, which are in order}."""
    lines = frame["line"].to_numpy()[places]
    last = places[np.append(lines[1:] != lines[:-1], True)] if len(places) else places
    found: dict[str, list[Value]] = {}
    for row in frame.iloc[last].to_dict("records"):
        value = Value(
            series=row["series_id"],
            entity=row["entity"],
            start=row["period_start"].date(),
            end=row["period_end"].date(),
            value=_number(row["value"]),
            low=_number(row["low"]),
            high=_number(row["high"]),
            unit=row["unit"],
            status=Status(row["status"]),
            basis=KnownBasis(row["basis"]) if row["basis"] else None,
            recorded=bool(row["recorded"]),
        )
        found.setdefault(value.series, []).append(value)
    return found


def _number(number: float) -> float | None:
    return None if math.isnan(number) else number
