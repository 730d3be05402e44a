"""Federal Reserve Bank of St. Louis (FRED): the Brent spot price of the US Energy Information Administration.

Answer `brent`: CSV with the columns observation_date and DCOILBRENTEU, US dollars a barrel. A day without trading has
a row with an empty cell; older answers have a full stop there.
"""

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, day, tidy

SERIES = "DCOILBRENTEU"
NO_TRADING = ("", ".")


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series brent_fred (US dollars a barrel, daily), entity BRENT. Raises SourceError."""
    answer = Answer("fred", "brent", files)
    rows = []
    for line, row in answer.rows(["observation_date", SERIES]):
        date = answer.date(row["observation_date"], f"row {line}, observation_date")
        if row[SERIES] not in NO_TRADING:
            value = answer.number(row[SERIES], f"row {line}, {SERIES}")
            rows.append(Observation("brent_fred", "BRENT", day(date), value))
    if not rows:
        raise answer.refused("answer", "no day with a price")
    return tidy(rows)
