"""Centre for Research on Energy and Clean Air (CREA), Russia Fossil Tracker: its counter, day by day.

Answer `counter`: JSON, an object whose `data` are records of a day with `value_eur`, `value_usd` and `value_tonne`,
cumulative since 24 February 2022. The model recomputes every day of it, so only ends of months are kept.
"""

import calendar
import datetime as dt

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, month, tidy

KEYS = {"date", "value_eur", "value_usd", "value_tonne"}
FIRST = dt.date(2022, 2, 24)


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series fossil_revenue_total (bn_eur, cumulative, at the end of each month), entity RUS, 3 decimals.

    Raises SourceError, also for a day that is missing or stands twice.
    """
    answer = Answer("crea_counter", "counter", files)
    found = answer.json()
    if not isinstance(found, dict) or not isinstance(found.get("data"), list) or not found["data"]:
        raise answer.refused("answer", f"expected an object with records under data, found {str(found)[:100]}")
    totals: dict[dt.date, float] = {}
    for number, record in enumerate(found["data"], start=1):
        where = f"record {number}"
        if not isinstance(record, dict) or record.keys() != KEYS:
            raise answer.refused(where, f"expected the keys {', '.join(sorted(KEYS))}, found {record!r}")
        date = answer.date(str(record["date"]), f"{where}, date", "%Y-%m-%dT%H:%M:%S")
        value = answer.amount(record["value_eur"], f"{where}, value_eur")
        if value < 0:
            raise answer.refused(f"{where}, value_eur", f"{value:g} is no sum")
        if date in totals:
            raise answer.refused(f"{where}, date", f"{date} stands twice")
        totals[date] = value
    for count, date in enumerate(sorted(totals)):
        if date != FIRST + dt.timedelta(days=count):
            raise answer.refused("data", f"{FIRST + dt.timedelta(days=count)} is missing, or a day before {FIRST}")
    ends = [date for date in totals if date.day == calendar.monthrange(date.year, date.month)[1]]
    if not ends:
        raise answer.refused("data", "no month is over")
    return tidy(
        Observation(
            "fossil_revenue_total", "RUS", month(end.year, end.month), round(totals[end] / 1e9, 3), status="estimate"
        )
        for end in ends
    )
