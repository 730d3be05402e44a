"""Air-raid alerts in Ukraine by region, from a volunteers' channel, one row an alert, times in UTC.

Answer `volunteer`: CSV. `naive` marks alerts whose end was not seen: the publisher sets it thirty minutes after the
start. Luhansk region is left out: it has been under one permanent alert since 4 April 2022, which is not listed.
"""

import datetime as dt
from collections import defaultdict

import pandas as pd

from etl.months import whole_months
from etl.observations import observation, tidy
from etl.reading import Answer

TIME = "%Y-%m-%d %H:%M:%S%z"
ASSUMED = dt.timedelta(minutes=30)
NAIVE = {"True": True, "False": False}
PERMANENT = "Luhanska oblast"
REGIONS = {
    "Kyiv City": "kyiv_city",
    **{
        f"{name} oblast": name.lower().replace("-", "_")
        for name in (
            *("Cherkaska", "Chernihivska", "Chernivetska", "Dnipropetrovska", "Donetska", "Ivano-Frankivska"),
            *("Kharkivska", "Khersonska", "Khmelnytska", "Kirovohradska", "Kyivska", "Lvivska", "Mykolaivska"),
            *("Odeska", "Poltavska", "Rivnenska", "Sumska", "Ternopilska", "Vinnytska", "Volynska", "Zakarpatska"),
            *("Zaporizka", "Zhytomyrska"),
        )
    },
}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series alerts (alerts) and alert_hours (hours), whole months, by region; an alert belongs to its start's month.

    A month without an alert in a region has no row: the answer does not say whether anyone was listening. Raises
    SourceError for an unknown region or flag, an end before the start, and an alert that stands twice.
    """
    answer = Answer("air_alerts", "volunteer", files)
    lengths: dict[tuple[str, dt.date], list[dt.timedelta]] = defaultdict(list)
    seen: set[tuple[str, dt.datetime]] = set()
    for line, row in answer.rows(["region", "started_at", "finished_at", "naive"]):
        started = _time(answer, line, row, "started_at")
        length = _time(answer, line, row, "finished_at") - started
        if row["region"] not in REGIONS and row["region"] != PERMANENT:
            raise answer.refused(f"row {line}, region", f"unknown region {row['region']!r}")
        if row["naive"] not in NAIVE:
            raise answer.refused(f"row {line}, naive", f"{row['naive']!r} is neither True nor False")
        if length <= dt.timedelta(0):
            raise answer.refused(f"row {line}, finished_at", "the alert ends before it starts")
        if NAIVE[row["naive"]] and length != ASSUMED:
            raise answer.refused(f"row {line}, finished_at", f"an assumed end after {length}, not after thirty minutes")
        if (row["region"], started) in seen:
            raise answer.refused(f"row {line}", f"the alert of {row['region']} at {started} stands twice")
        seen.add((row["region"], started))
        if row["region"] != PERMANENT:
            lengths[REGIONS[row["region"]], started.date().replace(day=1)].append(length)
    days = [started.date() for _, started in seen]
    whole = dict(whole_months(min(days), max(days)))
    rows = []
    for (region, start), held in lengths.items():
        if start in whole:
            hours = sum(held, dt.timedelta(0)) / dt.timedelta(hours=1)
            rows.append(observation("alerts", region, (start, whole[start]), len(held)))
            rows.append(observation("alert_hours", region, (start, whole[start]), round(hours, 1)))
    return tidy(rows)


def _time(answer: Answer, line: int, row: dict[str, str], column: str) -> dt.datetime:
    try:
        time = dt.datetime.strptime(row[column], TIME)
    except ValueError as error:
        raise answer.refused(f"row {line}, {column}", f"{row[column]!r} is not a time like {TIME}") from error
    if time.utcoffset() != dt.timedelta(0):
        raise answer.refused(f"row {line}, {column}", f"{row[column]!r} is not in UTC")
    return time
