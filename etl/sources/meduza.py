"""Meduza, Mediazona and BBC News Russian: Russian soldiers' deaths confirmed by name, by week of death.

Answer `weekly`: CSV, one row per ISO week. `BmzNow` counts the names held when the file was made; `Bmz<year>` the same
weeks as counted in an earlier edition, so one answer carries several vintages. A column's name gives the year, not the
day, and it is not the year's last day: the columns for 2023, 2024 and 2025 add up to more than the totals published
weeks later (42,196 against 40,599 on 2 January 2024; 95,933 against 88,726 on 18 January 2025), totals which passed
them by early March of the next year. They are dated 1 March of the next year, and only weeks that had ended within
their own year are read.

The other columns are estimates of excess deaths and missing (ED*, EC*): not counts by name, not read.
"""

import datetime as dt
import re
from collections.abc import Iterator

import pandas as pd

from etl.observations import observation, tidy
from etl.reading import Answer

UNUSED = (
    *("ECSuperlates", "EDSuperlatesFromCoeffs", "EDSuperlatesCourts"),
    *("ED", "EDHigh", "EDLow", "EDPrediction", "EDPredictionHigh", "EDPredictionLow"),
    *("EDAssembled", "EDAssembledHigh", "EDAssembledLow"),
)
# Names are added for months after a death, so the newest weeks of every vintage are incomplete.
INCOMPLETE_WEEKS = 26
DATED = "Count of an earlier edition; its day is not stated, dated 1 March of the next year"

Week = tuple[dt.date, dt.date]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series deaths_confirmed_by_week (persons per week), entity RUS, vintage None for the newest edition.

    Raises SourceError.
    """
    answer = Answer("meduza", "weekly", files)
    header = answer.text().splitlines()[0].split(",")
    editions = [name for name in header if re.fullmatch(r"Bmz\d{4}", name)]
    rows = list(answer.rows(["Year", "Week", "BmzNow", *editions], unused=UNUSED))
    weeks = [(_week(answer, line, cells), line, cells) for line, cells in rows]
    return tidy(row for column in ("BmzNow", *editions) for row in _edition(answer, column, sorted(weeks)))


def _week(answer: Answer, line: int, cells: dict[str, str]) -> Week:
    try:
        monday = dt.date.fromisocalendar(int(cells["Year"]), int(cells["Week"]), 1)
    except ValueError as error:
        raise answer.refused(f"row {line}, Year, Week", f"{cells['Year']}, {cells['Week']} is no ISO week") from error
    return monday, monday + dt.timedelta(days=6)


def _edition(answer: Answer, column: str, weeks: list[tuple[Week, int, dict[str, str]]]) -> Iterator[dict]:
    vintage, note = None, ""
    if column != "BmzNow":
        year = int(column.removeprefix("Bmz"))
        weeks = [entry for entry in weeks if entry[0][1] <= dt.date(year, 12, 31)]
        vintage, note = dt.datetime(year + 1, 3, 1), DATED
    for left, (week, line, cells) in zip(range(len(weeks), 0, -1), weeks, strict=True):
        deaths = answer.number(cells[column], f"row {line}, {column}")
        status = "provisional" if left <= INCOMPLETE_WEEKS else "final"
        yield observation("deaths_confirmed_by_week", "RUS", week, deaths, status=status, note=note, vintage=vintage)
