"""Bank of Russia: its tables of key rate and dollar rate as transcribed in public repositories, from 2014 on."""

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, day, tidy

SOURCE = "bank_of_russia"
START = dt.date(2014, 1, 1)
GITHUB = "https://github.com/"
Days = dict[dt.date, float]


def key_rate_tables(files: dict[str, bytes]) -> pd.DataFrame:
    """Series key_rate (percent, each business day), entity RUS, from 2014 on.

    Files `cbr_2013_2023` (tab-separated, Дата and Ставка, DD.MM.YYYY) and `cbr_2021_2026` (date, key_rate_pct).
    Raises SourceError, also when the two differ on a common day.
    """
    older, newer = Answer(SOURCE, "cbr_2013_2023", files), Answer(SOURCE, "cbr_2021_2026", files)
    tables = [
        (
            older,
            "geramond/2.Key_rate_predict_Time_series",
            _table(older, older.rows(["Дата", "Ставка"], sep="\t"), "Дата", "Ставка", "%d.%m.%Y"),
        ),
        (
            newer,
            "lorenzo-pasteris/Analisi-Russia-Ucraina",
            _table(newer, newer.rows(["date", "key_rate_pct"]), "date", "key_rate_pct", "%Y-%m-%d"),
        ),
    ]
    return _joined("key_rate", tables)


def usd_rub_tables(files: dict[str, bytes]) -> pd.DataFrame:
    """Series usd_rub (roubles for one US dollar, each day from which a rate is in force), entity RUS, from 2014 on.

    Files `cbr_1992_2025` (currency rate, date) and `fx_rates` (date, currency, rub_per_unit; only USD is read).
    Raises SourceError, also when the two differ on a common day.
    """
    older, newer = Answer(SOURCE, "cbr_1992_2025", files), Answer(SOURCE, "fx_rates", files)
    dollars = []
    for line, row in newer.rows(["date", "currency", "rub_per_unit"]):
        if row["currency"] not in ("USD", "EUR", "CNY"):
            raise newer.refused(f"row {line}, currency", f"unknown currency {row['currency']!r}")
        if row["currency"] == "USD":
            dollars.append((line, row))
    tables = [
        (
            older,
            "ZlataSparrow/Ruble_Volatility_Prediction",
            _table(older, older.rows(["currency rate", "date"]), "date", "currency rate", "%Y-%m-%d"),
        ),
        (
            newer,
            "lorenzo-pasteris/Analisi-Russia-Ucraina",
            _table(newer, dollars, "date", "rub_per_unit", "%Y-%m-%d"),
        ),
    ]
    return _joined("usd_rub", tables)


def _table(
    answer: Answer, rows: Iterable[tuple[int, dict[str, str]]], date_column: str, value_column: str, form: str
) -> Days:
    days: Days = {}
    for line, row in rows:
        date = answer.date(row[date_column], f"row {line}, {date_column}", form)
        if date in days:
            raise answer.refused(f"row {line}, {date_column}", f"{date} stands twice")
        days[date] = answer.number(row[value_column], f"row {line}, {value_column}")
    return days


def _joined(series: str, tables: list[tuple[Answer, str, Days]]) -> pd.DataFrame:
    """One row a day, from the first table that has it."""
    rows: dict[dt.date, Observation] = {}
    for answer, repository, days in tables:
        for date, value in days.items():
            if date < START:
                continue
            row = rows.setdefault(date, Observation(series, "RUS", day(date), value, url=GITHUB + repository))
            if row.value != value:
                raise answer.refused(str(date), f"{value}, but another table has {row.value}")
    return tidy(rows.values())
