"""Ministry of Finance of Russia: the federal budget by month (open data set fedbud_month).

Answer `monthly`: CSV with Russian headings, billions of roubles, cumulative from January of each year. The published
file has 49 columns of which five are read here; since the ministry adds and renames the others freely and none of
them bears on these five, headings that are not needed are allowed in this source only.
"""

import csv
import io

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, month, tidy

YEAR, MONTH = "Год", "Месяц"
COLUMNS = {
    "federal_revenue": "Доходы, всего",
    "oil_gas_revenue": "Нефтегазовые доходы",
    "federal_expenditure": "Расходы, всего",
    "national_defence_spending": "Расходы на национальную оборону",
    "federal_balance": "Дефицит (-)/Профицит (+)",
}
MAY_BE_BLANK = "national_defence_spending"  # not published since January 2022
MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
FIRST_YEAR = 2014
ROUNDING = 0.15  # bn: three printed figures, each rounded to 0.1
# By series; what may be blank is left out where it is.
Cumulative = dict[str, float]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series of COLUMNS (bn_rub, single months), entity RUS, from 2014 on. Raises SourceError.

    A month is the difference of two cumulative figures, rounded to 1 decimal. The newest year in the file is
    provisional. A balance that is not revenue less expenditure is unverified, and so is the month after it.
    """
    years = _years(Answer("federal_budget", "monthly", files))
    rows = []
    for year, months in years.items():
        if year < FIRST_YEAR:
            continue
        usual = "provisional" if year == max(years) else "final"
        for number, cumulative in enumerate(months, start=1):
            before = months[number - 2] if number > 1 else dict.fromkeys(COLUMNS, 0.0)
            for series, value in cumulative.items():
                doubt = _doubt(months, number) if series == "federal_balance" else ""
                status = "unverified" if doubt else usual
                single = round(value - before[series], 1)
                rows.append(Observation(series, "RUS", month(year, number), single, status=status, note=doubt))
    return tidy(rows)


def _years(answer: Answer) -> dict[int, list[Cumulative]]:
    """Each year's cumulative figures, January first. Raises SourceError when a month is missing inside a year."""
    header = next(csv.reader(io.StringIO(answer.text())))
    years: dict[int, list[Cumulative]] = {}
    for line, row in answer.rows([YEAR, MONTH, *COLUMNS.values()], unused=tuple(name.strip() for name in header)):
        where = f"row {line}"
        year = answer.date(row[YEAR], f"{where}, {YEAR}", "%Y").year
        months = years.get(year, [])
        unfinished = [earlier for earlier, found in years.items() if earlier != year and len(found) < 12]
        expected = MONTHS[len(months)] if len(months) < 12 else "another year"
        if unfinished or row[MONTH] != expected or year != max(years, default=year - 1) + (not months):
            raise answer.refused(where, f"{row[MONTH]} {year} does not follow the month before it")
        cumulative = {
            series: answer.number(row[column], f"{where}, {column}")
            for series, column in COLUMNS.items()
            if row[column] or series != MAY_BE_BLANK
        }
        if months and MAY_BE_BLANK in cumulative.keys() - months[-1].keys():
            raise answer.refused(f"{where}, {COLUMNS[MAY_BE_BLANK]}", "a figure after a blank one of the same year")
        years[year] = [*months, cumulative]
    if max(years) < FIRST_YEAR:
        raise answer.refused("answer", f"no month from {FIRST_YEAR} on")
    return years


def _doubt(months: list[Cumulative], number: int) -> str:
    """Why the balance of a month is not certain: its own cumulative row, or the one it is reckoned from."""
    own = _mismatch(months[number - 1])
    if own:
        return f"cumulative from January: {own}"
    before = _mismatch(months[number - 2]) if number > 1 else ""
    return f"reckoned from the month before, where, cumulative from January: {before}" if before else ""


def _mismatch(row: Cumulative) -> str:
    reckoned, printed = row["federal_revenue"] - row["federal_expenditure"], row["federal_balance"]
    if abs(reckoned - printed) <= ROUNDING:
        return ""
    return f"the source prints a balance of {printed:.1f}, where revenue less expenditure is {reckoned:.1f}"
