"""National Wealth Fund of Russia: the whole fund and its liquid part, and the gold, yuan and euros in it.

Answer `total` (rnwf.csv) and `structure` (rnwf_structure.csv, one column a date, millions) give figures "as of the
first" of a month, which are the end of the month before. Answer `workbook` is the ministry's own table, where a
column is the month itself. The liquid part is a line of `structure`; before October 2022 it follows from the workbook.
Gold, yuan and euros on accounts with the Bank of Russia are lines of both: kilograms and millions in `structure`,
tonnes and billions in the workbook. Bonds in yuan are another line and not counted with them.
"""

import csv
import datetime as dt
import re

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, PeriodDays, month, month_before, tidy
from etl.parsing.workbooks import Values, sheet_values

SOURCE = "wealth_fund"
START = dt.date(2014, 1, 1)
ROUNDING = 0.02  # billions or tonnes: two figures, each printed to 0.01
ACCOUNTS = "Balance on Federal Treasury accounts with the Bank of the Russia"
LINES = {
    "Volume of the National Wealth Fund, RUB mln": "fund_total_rub",
    "Volume of the National Wealth Fund, USD mln": "fund_total_usd",
    "Volume of liquid assets of the Fund, RUB mln": "fund_liquid_rub",
    "Volume of liquid assets of the Fund, USD mln": "fund_liquid_usd",
    f"{ACCOUNTS}, GOLD kg": "fund_gold",
    f"{ACCOUNTS}, CNY mln": "fund_yuan",
    f"{ACCOUNTS}, EUR mln": "fund_euro",
}
SERIES = tuple(LINES.values())
SHEET, UNIT, HEADING = "Таблица по ФНБ", "млрд. руб.", "Показатель"
TOTAL_RUB = "Объем на конец периода"
TOTAL_USD = "Объем средств фонда на конец периода (млрд. долларов США)"
OTHER_ASSETS = "Размещено в иные разрешенные активы на конец периода"
HOLDINGS = {"золото в обезличенной форме*****": "fund_gold", "китайские юани": "fund_yuan", "евро": "fund_euro"}
# What the asterisks after gold point to: without this footnote its line would be billions, like the others.
IN_TONNES = "***** В тоннах."
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
Figures = dict[PeriodDays, dict[str, float]]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series fund_total_rub, fund_liquid_rub (bn_rub), fund_total_usd, fund_liquid_usd (bn_usd), fund_gold (tonnes),
    fund_yuan (bn_cny), fund_euro (bn_eur); RUS, monthly.

    Month ends from January 2014 on. A month missing from `total` is taken from the next file that has it, with a
    note; where two files have the same figure they must agree within 0.02 bn or tonnes. Raises SourceError.
    """
    answers = {name: Answer(SOURCE, name, files) for name in ("total", "structure", "workbook")}
    figures = {
        "total": _total(answers["total"]),
        "structure": _structure(answers["structure"]),
        "workbook": _workbook(answers["workbook"]),
    }
    rows = []
    for period in sorted(set().union(*figures.values())):
        if period[0] < START:
            continue
        for series in SERIES:
            held = {
                name: months[period][series] for name, months in figures.items() if series in months.get(period, {})
            }
            if not held:
                continue
            first, value = next(iter(held.items()))
            for name, other in held.items():
                if abs(other - value) > ROUNDING:
                    raise answers[name].refused(f"{period[1]}, {series}", f"{other:.12g}, but {first} has {value:.12g}")
            rows.append(Observation(series, "RUS", period, value, note=_note(series, first)))
    return tidy(rows)


def _note(series: str, file: str) -> str:
    if series.startswith("fund_total") and file != "total":
        return f"absent from the list of monthly totals; taken from the file '{file}' of the same answer"
    if series == "fund_liquid_rub" and file == "workbook":
        return "the whole fund less other permitted assets, both from the ministry's workbook"
    if series == "fund_liquid_usd" and file == "workbook":
        return "the whole fund less other permitted assets, turned into dollars at the rate implied by the whole fund"
    return ""


def _total(answer: Answer) -> Figures:
    figures: Figures = {}
    for line, row in answer.rows(["Date", "amount_blnUSD", "amount_blnRUB"], unused=("", "Date(m,Y)")):
        where = f"row {line}"
        period = month_before(_first(answer, row["Date"], f"{where}, Date", "%Y-%m-%d"))
        found = {
            "fund_total_rub": answer.number(row["amount_blnRUB"], f"{where}, amount_blnRUB"),
            "fund_total_usd": answer.number(row["amount_blnUSD"], f"{where}, amount_blnUSD"),
        }
        if figures.setdefault(period, found) != found:
            raise answer.refused(where, f"{row['Date']} stands twice with different amounts")
    return figures


def _structure(answer: Answer) -> Figures:
    dates = next(csv.reader([answer.text().partition("\n")[0].strip()], delimiter=";"))[1:]
    periods = {text: month_before(_first(answer, text, "header", "%d.%m.%Y")) for text in dates}
    figures: Figures = {period: {} for period in periods.values()}
    for line, row in answer.rows(["Data", *dates], sep=";"):
        series = LINES.get(row["Data"])
        if series is None:
            continue
        for text, period in periods.items():
            if series in figures[period]:
                raise answer.refused(f"row {line}", f"{row['Data']!r} for {text} stands twice")
            figures[period][series] = round(answer.number(row[text], f"row {line}, {text}") / 1000, 4)
    for label, series in LINES.items():
        if any(series not in found for found in figures.values()):
            raise answer.refused("lines", f"{label!r} is missing")
    return figures


def _first(answer: Answer, text: str, where: str, form: str) -> dt.date:
    date = answer.date(text, where, form)
    if date.day != 1:
        raise answer.refused(where, f"{text!r} is not the first of a month")
    return date


def _workbook(answer: Answer) -> Figures:
    rows = sheet_values(answer, SHEET)
    if not any(UNIT in row for row in rows):
        raise answer.refused(f"sheet {SHEET}", f"the unit {UNIT!r} is missing")
    if not any(isinstance(row[0], str) and row[0].strip() == IN_TONNES for row in rows):
        raise answer.refused(f"sheet {SHEET}", f"the footnote {IN_TONNES!r} is missing")
    header = _line(answer, rows, HEADING)
    lines = {label: _line(answer, rows, label) for label in (TOTAL_RUB, TOTAL_USD, OTHER_ASSETS, *HOLDINGS)}
    figures: Figures = {}
    for place in range(2, len(header)):
        if header[place] is None and all(line[place] is None for line in lines.values()):
            continue
        period = _month(answer, header[place], f"sheet {SHEET}, column {place + 1}")
        where = f"sheet {SHEET}, {period[1]}"
        if period in figures:
            raise answer.refused(where, "the month stands twice")
        cells = {label: _cell(answer, line[place], f"{where}, {label}") for label, line in lines.items()}
        total, dollars, other = cells[TOTAL_RUB], cells[TOTAL_USD], cells[OTHER_ASSETS]
        if total <= 0:
            raise answer.refused(where, f"the whole fund is {total:g}")
        liquid = total - other
        figures[period] = {
            "fund_total_rub": total,
            "fund_total_usd": dollars,
            "fund_liquid_rub": round(liquid, 2),
            "fund_liquid_usd": round(liquid * dollars / total, 2),
            **{series: cells[label] for label, series in HOLDINGS.items()},
        }
    return figures


def _line(answer: Answer, rows: list[Values], label: str) -> Values:
    found = [row for row in rows if isinstance(row[1], str) and row[1].strip() == label]
    if len(found) != 1:
        raise answer.refused(f"sheet {SHEET}", f"{len(found)} lines {label!r}; expected one")
    return found[0]


def _month(answer: Answer, heading: object, where: str) -> PeriodDays:
    """A heading's month: a date, or text such as 'Январь 2008*' and 'фев.26 ***'."""
    if isinstance(heading, dt.datetime):
        return month(heading.year, heading.month)
    parts = re.fullmatch(r"([а-я]{3})[а-я]*\.? ?(\d{4}|\d{2}) ?\**", str(heading).strip().lower())
    if not parts or parts[1] not in MONTHS:
        raise answer.refused(where, f"{heading!r} is not a month")
    return month(int(parts[2]) + (2000 if len(parts[2]) == 2 else 0), MONTHS.index(parts[1]) + 1)


def _cell(answer: Answer, cell: object, where: str) -> float:
    """A number, or the ministry's text for one: '12 405,77***', where the asterisks point to a footnote."""
    if isinstance(cell, str):
        return answer.number(cell.strip().rstrip("*").rstrip(), where, thousands=" \xa0", decimal=",")
    return answer.amount(cell, where)
