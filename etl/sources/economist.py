"""The Economist: modelled estimates of Russian casualties and deaths, day by day, from published estimates.

Answers `casualties` and `deaths`: CSV, newest day first, one row per day since 24 February 2022; persons, cumulative.
`pi_low` and `pi_high` are the model's prediction interval. The newest days are published before they are computed: all
their cells are NA, and they are skipped; mostly it is one, in September 2025 it was up to 22. The publisher computes
the whole history anew at each run.
"""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, day, tidy

FIRST = dt.date(2022, 2, 24)
SERIES = {"casualties": "casualties_economist", "deaths": "deaths_economist"}
CELLS = ["estimate", "ci_lower", "ci_upper", "pi_low", "pi_high"]
COLUMNS = ["date", *CELLS, "type", "country"]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series casualties_economist and deaths_economist, entity RUS; whole persons, with low and high.

    Raises SourceError, also for an empty cell on a day before the newest that has an estimate.
    """
    answers = [Answer("economist", file, files) for file in SERIES]
    rows = [row for answer in answers for row in _estimates(answer)]
    return tidy(rows, (remark for answer in answers for remark in answer.remarks))


def _estimates(answer: Answer) -> Iterator[Observation]:
    rows = list(answer.rows(COLUMNS, unused=("days_since_invasion",)))
    days = [answer.date(cells["date"], f"row {line}, date", since=FIRST) for line, cells in rows]
    empty = {
        date for date, (_, cells) in zip(days, rows, strict=True) if all(cells[column] == "NA" for column in CELLS)
    }
    newest = max(set(days) - empty, default=dt.date.max)
    if len(awaited := [date for date in empty if date > newest]) > 1:
        answer.remark(f"the newest {len(awaited)} days have no estimate yet, from {min(awaited)} on")
    for date, (line, cells) in zip(days, rows, strict=True):
        for column, expected in (("type", answer.file), ("country", "russia")):
            if cells[column] != expected:
                raise answer.refused(f"row {line}, {column}", f"{cells[column]!r} where {expected!r} is expected")
        if date in awaited:
            continue
        number = {column: round(answer.number(cells[column], f"row {line}, {column}")) for column in CELLS}
        value, low, high = number["estimate"], number["pi_low"], number["pi_high"]
        yield Observation(SERIES[answer.file], "RUS", day(date), value, low=low, high=high, status="estimate")
