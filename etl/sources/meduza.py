"""Meduza, Mediazona and BBC News Russian: Russian soldiers' deaths by week, confirmed by name and estimated.

Answer `weekly`: CSV, one row per ISO week. `BmzNow` counts the names held when the file was made; `Bmz<year>` the same
weeks as counted in an earlier edition, so one answer carries several vintages. A column's name gives the year, not the
day, and it is not the year's last day: the columns for 2023, 2024 and 2025 add up to more than the totals published
weeks later (42,196 against 40,599 on 2 January 2024; 95,933 against 88,726 on 18 January 2025), totals which passed
them by early March of the next year. They are dated 1 March of the next year, and only weeks that had ended within
their own year are read.

`EDAssembled` with `EDAssembledLow` and `EDAssembledHigh` is their most trusted estimate of all deaths: excess deaths
from the probate registry (`ED`), or for the trailing half-year a model's prediction of them (`EDPrediction`), and the
missing. Of `ED` and `EDPrediction` exactly one is filled. In one week low and high stand in each other's column. The
other columns are not read.
"""

import datetime as dt
import re
from collections.abc import Iterator

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy

ESTIMATE = ["EDAssembled", "EDAssembledLow", "EDAssembledHigh"]
OBSERVED, PREDICTED = "ED", "EDPrediction"
UNUSED = (
    *("ECSuperlates", "EDSuperlatesFromCoeffs", "EDSuperlatesCourts"),
    *("EDHigh", "EDLow", "EDPredictionHigh", "EDPredictionLow"),
)
# Names are added for months after a death, so the newest weeks of every vintage are incomplete.
INCOMPLETE_WEEKS = 26
DATED = "Count of an earlier edition; its day is not stated, dated 1 March of the next year"
SWAPPED = "The file has the low end of this interval as the high one, and the high end as the low one"

Week = tuple[dt.date, dt.date]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series deaths_confirmed_by_week and deaths_excess_by_week (persons per week), entity RUS.

    Vintage None for the newest edition; the estimate is only in that one. Raises SourceError.
    """
    answer = Answer("meduza", "weekly", files)
    header = answer.text().splitlines()[0].split(",")
    editions = [name for name in header if re.fullmatch(r"Bmz\d{4}", name)]
    columns = ["Year", "Week", "BmzNow", *editions, OBSERVED, PREDICTED, *ESTIMATE]
    rows = list(answer.rows(columns, unused=UNUSED))
    weeks = sorted(((_week(answer, line, cells), line, cells) for line, cells in rows), key=lambda entry: entry[0])
    counts = [row for column in ("BmzNow", *editions) for row in _edition(answer, column, weeks)]
    return tidy(counts + [_estimate(answer, *entry) for entry in weeks])


def _week(answer: Answer, line: int, cells: dict[str, str]) -> Week:
    where = f"row {line}, Year, Week"
    try:
        year, week = answer.date(cells["Year"], f"row {line}, Year", "%Y").year, answer.count(cells["Week"], where)
        monday = dt.date.fromisocalendar(year, week, 1)
    except ValueError as error:
        raise answer.refused(where, f"{cells['Year']}, {cells['Week']} is no ISO week") from error
    return monday, monday + dt.timedelta(days=6)


def _edition(answer: Answer, column: str, weeks: list[tuple[Week, int, dict[str, str]]]) -> Iterator[Observation]:
    vintage, note = None, ""
    if column != "BmzNow":
        year = int(column.removeprefix("Bmz"))
        weeks = [entry for entry in weeks if entry[0][1] <= dt.date(year, 12, 31)]
        vintage, note = dt.datetime(year + 1, 3, 1), DATED
    for left, (week, line, cells) in zip(range(len(weeks), 0, -1), weeks, strict=True):
        deaths = answer.count(cells[column], f"row {line}, {column}")
        status = "provisional" if left <= INCOMPLETE_WEEKS else "final"
        yield Observation("deaths_confirmed_by_week", "RUS", week, deaths, status=status, note=note, vintage=vintage)


def _estimate(answer: Answer, week: Week, line: int, cells: dict[str, str]) -> Observation:
    if bool(cells[OBSERVED]) == bool(cells[PREDICTED]):
        raise answer.refused(f"row {line}", f"not exactly one of {OBSERVED} and {PREDICTED} is filled")
    value, low, high = (round(answer.number(cells[column], f"row {line}, {column}")) for column in ESTIMATE)
    note = ""
    if low > high:
        low, high, note = high, low, SWAPPED
    if not low <= value <= high:
        raise answer.refused(f"row {line}", f"{value} lies outside its own interval, {low} to {high}")
    status = "provisional" if cells[PREDICTED] else "estimate"
    return Observation("deaths_excess_by_week", "RUS", week, value, low=low, high=high, status=status, note=note)
