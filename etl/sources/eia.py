"""US Energy Information Administration: Europe Brent Spot Price FOB, as repackaged by datasets/oil-prices.

Answer `brent_daily`: CSV with the columns Date and Price, US dollars a barrel; days without trading have no row.
"""

import datetime as dt

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, day, tidy

START = dt.date(2014, 1, 1)


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series brent (US dollars a barrel, daily), entity BRENT, from 2014 on. Raises SourceError."""
    answer = Answer("eia", "brent_daily", files)
    rows = []
    for line, row in answer.rows(["Date", "Price"]):
        date = answer.date(row["Date"], f"row {line}, Date")
        value = answer.number(row["Price"], f"row {line}, Price")
        if date >= START:
            rows.append(Observation("brent", "BRENT", day(date), value))
    if not rows:
        raise answer.refused("answer", f"no row from {START} on")
    return tidy(rows)
