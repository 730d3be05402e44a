"""Rosstat: consumer price indices by month, from its workbook ipc_mes.

Answer `cpi`: sheet 01 (all goods and services), months in rows, years in columns, each cell an index to the previous
month (100 = no change). Inflation on a year earlier is not in the file: Rosstat's own footnote says to multiply the
monthly indices.
"""

import math

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, month, tidy
from etl.parsing.workbooks import Values, sheet_values

SHEET = "01"
TITLE = "Индексы потребительских цен на товары и услуги"
MONTHLY, AFTER = "к концу предыдущего месяца", "к декабрю предыдущего года"
MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
FIRST_YEAR = 2014


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series inflation_rosstat (percent on a year earlier, monthly), entity RUS, from 2014 on. Raises SourceError.

    Each value is the product of twelve monthly indices less 100, rounded to 2 decimals.
    """
    answer = Answer("rosstat", "cpi", files)
    indices = _indices(answer, sheet_values(answer, SHEET))
    rows = []
    for place in range(12, len(indices)):
        product = math.prod(index / 100 for index in indices[place - 11 : place + 1])
        period = month(FIRST_YEAR - 1 + place // 12, place % 12 + 1)
        rows.append(Observation("inflation_rosstat", "RUS", period, round((product - 1) * 100, 2)))
    return tidy(rows)


def _indices(answer: Answer, rows: list[Values]) -> list[float]:
    """Monthly indices from January of the year before FIRST_YEAR to the newest month, without a hole."""
    if not str(rows[0][0]).startswith(TITLE):
        raise answer.refused(f"sheet {SHEET}, title", f"expected {TITLE!r}, found {rows[0][0]!r}")
    labels = [str(row[0]).strip() for row in rows]
    if labels.count(MONTHLY) != 1 or labels.count(AFTER) != 1:
        raise answer.refused(f"sheet {SHEET}", f"expected one line {MONTHLY!r} and one line {AFTER!r}")
    start, end = labels.index(MONTHLY) + 1, labels.index(AFTER)
    if tuple(labels[start:end]) != MONTHS:
        raise answer.refused(f"sheet {SHEET}", f"expected the twelve months, found {', '.join(labels[start:end])}")
    columns = _columns(answer, rows[start - 2])
    indices: list[float] = []
    ended = ""
    for year in range(FIRST_YEAR - 1, max(columns) + 1):
        for name, row in zip(MONTHS, rows[start:end], strict=True):
            where = f"sheet {SHEET}, {name} {year}"
            cell = row[columns[year]]
            if cell is None:
                ended = ended or where
            elif ended:
                raise answer.refused(ended, "the cell is empty but later months are filled")
            else:
                indices.append(answer.amount(cell, where))
    if len(indices) <= 12:
        raise answer.refused(f"sheet {SHEET}", f"no month of {FIRST_YEAR} or later")
    return indices


def _columns(answer: Answer, header: Values) -> dict[int, int]:
    """{year: place of its column}: whole years without a gap, the first needed one among them."""
    found = [(year, place) for place, year in enumerate(header) if place and year is not None]
    columns = {year: place for year, place in found if isinstance(year, int)}
    years = [year for year, _ in found if isinstance(year, int)]
    if not years or len(years) < len(found):
        above = [year for year, _ in found]
        raise answer.refused(f"sheet {SHEET}, years", f"expected years above the months, found {above}")
    if years != list(range(years[0], years[0] + len(years))) or FIRST_YEAR - 1 not in columns:
        raise answer.refused(f"sheet {SHEET}, years", f"expected every year from {FIRST_YEAR - 1} on, found {years}")
    return columns
