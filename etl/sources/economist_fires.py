"""The Economist: fires seen by satellites and classed as war-related by its model, summed by month and side.

Answer `fires`: CSV, newest day first, one row a day; whole numbers of fires. Only the two columns by side are summed;
cloud cover, fires of every origin and moving averages are not read.
"""

import datetime as dt

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.months import astray, whole_months
from etl.parsing.observations import Observation, tidy

# Fires of before the war are listed too, from 2021 on.
FIRST = dt.date(2021, 1, 1)
WAR = "war_fires_per_day"
HELD = {"ukraine_held": f"{WAR}_in_ukraine_held_area", "russia_held": f"{WAR}_in_russia_held_area"}
KINDS = ("fires_per_day", WAR)
PLACES = ("", "_in_ukraine_held_area", "_in_russia_held_area")
UNUSED = (
    *("cloud_cover_in_country", "cloud_cover_in_east_of_country"),
    *(f"fires_per_day{place}" for place in PLACES),
    *(f"{kind}{place}{mean}" for kind in KINDS for place in PLACES for mean in ("_non_cloud_days_7dma", "_7dma")),
)


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series war_fires (fires, months of which the answer has every day), by side that holds the place.

    Raises SourceError, also when a day stands twice or its two sides do not add up to the day's total.
    """
    answer = Answer("economist_fires", "fires", files)
    days: dict[dt.date, dict[str, int]] = {}
    for line, row in answer.rows(["date", WAR, *HELD.values()], unused=UNUSED):
        date = answer.date(row["date"], f"row {line}, date", since=FIRST)
        if date in days:
            raise answer.refused(f"row {line}, date", f"{date} stands twice")
        days[date] = {side: answer.count(row[column], f"row {line}, {column}") for side, column in HELD.items()}
        total = answer.count(row[WAR], f"row {line}, {WAR}")
        if sum(days[date].values()) != total:
            raise answer.refused(f"row {line}, {WAR}", f"{total} is not the sum of both sides")
    for date in sorted(strays := astray(days)):
        answer.remark(f"{date} is left out: it follows on a long silence")
    rows = []
    for start, end in whole_months(min(days), max(days.keys() - strays)):
        held = [counts for date, counts in days.items() if start <= date <= end]
        if len(held) == (end - start).days + 1:
            for side in HELD:
                rows.append(Observation("war_fires", side, (start, end), sum(counts[side] for counts in held)))
    return tidy(rows, answer.remarks)
