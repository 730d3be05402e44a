"""General Staff of the Armed Forces of Ukraine: personnel losses of Russia as claimed each day.

Answer `personnel`: a JSON array of {"date", "day", "personnel", "personnel*"} with a "POW" key in early rows;
persons, cumulative since 24 February 2022, one row per day. The publisher says "losses" and defines no further.
"""

import pandas as pd

from etl.observations import day, observation, tidy
from etl.reading import Answer

KNOWN_KEYS = {"date", "day", "personnel", "personnel*", "POW"}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series losses_claimed_ukraine (persons, cumulative, daily), entity RUS. Raises SourceError."""
    answer = Answer("general_staff", "personnel", files)
    records = answer.json()
    if not isinstance(records, list) or not records:
        raise answer.refused("answer", "expected a JSON array of daily records")
    rows = []
    for number, record in enumerate(records, start=1):
        where = f"record {number}"
        if not isinstance(record, dict) or not {"date", "personnel"} <= record.keys() <= KNOWN_KEYS:
            raise answer.refused(where, f"expected the keys {', '.join(sorted(KNOWN_KEYS))}, found {record!r}")
        date = answer.date(str(record["date"]), f"{where}, date")
        value = answer.number(str(record["personnel"]), f"{where}, personnel")
        rows.append(observation("losses_claimed_ukraine", "RUS", day(date), value))
    return tidy(rows)
