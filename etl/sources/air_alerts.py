"""Air-raid alerts in Ukraine by region, from a volunteers' channel, one row an alert, times in UTC.

Answer `volunteer`: CSV. `naive` marks alerts whose end was not seen: the publisher sets it thirty minutes after the
start. An alert may begin while another of its region lasts. Luhansk region is left out: it has been under one permanent
alert since 4 April 2022, which is not listed.
"""

import datetime as dt
from collections import defaultdict

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.months import astray, whole_months
from etl.parsing.observations import Observation, tidy

TIME = "%Y-%m-%d %H:%M:%S%z"
FIRST = dt.date(2022, 2, 24)
ASSUMED = dt.timedelta(minutes=30)
# The longest alert of the record lasted a week.
LONGEST = dt.timedelta(days=100)
NAIVE = {"True": True, "False": False}
PERMANENT = "Luhanska oblast"
Span = tuple[dt.datetime, dt.datetime]
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
    """Series alerts (alerts, by the month of their start) and alert_hours (hours), whole months, by region.

    An hour under several alerts is one. A month without an alert in a region has no row: the answer does not say
    whether anyone was listening. Raises SourceError for an unknown region or flag, an end before the start or
    long after it, and an alert that stands twice. The last few alerts after a long silence are passed over and told.
    """
    answer = Answer("air_alerts", "volunteer", files)
    alerts: dict[str, list[Span]] = defaultdict(list)
    seen: set[tuple[str, dt.datetime]] = set()
    for line, row in answer.rows(["region", "started_at", "finished_at", "naive"]):
        started = _time(answer, line, row, "started_at")
        finished = _time(answer, line, row, "finished_at")
        length = finished - started
        if row["region"] not in REGIONS and row["region"] != PERMANENT:
            raise answer.refused(f"row {line}, region", f"unknown region {row['region']!r}")
        if row["naive"] not in NAIVE:
            raise answer.refused(f"row {line}, naive", f"{row['naive']!r} is neither True nor False")
        if length <= dt.timedelta(0):
            raise answer.refused(f"row {line}, finished_at", "the alert ends before it starts")
        if row["region"] != PERMANENT and length > LONGEST:
            raise answer.refused(
                f"row {line}, finished_at", f"{row['finished_at']!r} is {length.days} days after the start"
            )
        if NAIVE[row["naive"]] and length != ASSUMED:
            raise answer.refused(f"row {line}, finished_at", f"an assumed end after {length}, not after thirty minutes")
        if (row["region"], started) in seen:
            raise answer.refused(f"row {line}", f"the alert of {row['region']} at {started} stands twice")
        seen.add((row["region"], started))
        if row["region"] != PERMANENT:
            alerts[REGIONS[row["region"]]].append((started, finished))
    strays = astray(started.date() for _, started in seen)
    for region, started in sorted(seen):
        if started.date() in strays:
            answer.remark(f"the alert of {region} at {started} is left out: it follows on a long silence")
    days = {started.date() for _, started in seen} - strays
    rows = []
    for month in whole_months(min(days), max(days)):
        for region, spans in alerts.items():
            if count := sum(month[0] <= started.date() <= month[1] for started, _ in spans):
                rows.append(Observation("alerts", region, month, count))
            if lasted := _within(spans, month):
                rows.append(Observation("alert_hours", region, month, round(lasted / dt.timedelta(hours=1), 1)))
    return tidy(rows, answer.remarks)


def _within(spans: list[Span], month: tuple[dt.date, dt.date]) -> dt.timedelta:
    """How much of a month lies in any of the spans."""
    reached = dt.datetime.combine(month[0], dt.time(), dt.UTC)
    end = dt.datetime.combine(month[1] + dt.timedelta(days=1), dt.time(), dt.UTC)
    lasted = dt.timedelta(0)
    for started, finished in sorted(spans):
        begun, over = max(started, reached), min(finished, end)
        if begun < over:
            lasted, reached = lasted + (over - begun), over
    return lasted


def _time(answer: Answer, line: int, row: dict[str, str], column: str) -> dt.datetime:
    time = answer.time(row[column], f"row {line}, {column}", TIME)
    if time.date() < FIRST:
        raise answer.refused(f"row {line}, {column}", f"{row[column]!r} is before {FIRST}, when the list began")
    if time.utcoffset() != dt.timedelta(0):
        raise answer.refused(f"row {line}, {column}", f"{row[column]!r} is not in UTC")
    return time
