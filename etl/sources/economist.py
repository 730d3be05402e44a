"""The Economist: modelled estimates of Russian casualties and deaths, day by day, from published estimates.

Answers `casualties` and `deaths`: CSV, newest day first, one row per day since 24 February 2022; persons, cumulative.
`pi_low` and `pi_high` are the model's prediction interval. The newest day is published before it is computed: all its
cells are NA, and it is skipped. The publisher computes the whole history anew at each run.
"""

from collections.abc import Iterator

import pandas as pd

from etl.observations import day, observation, tidy
from etl.reading import Answer

SERIES = {"casualties": "casualties_economist", "deaths": "deaths_economist"}
CELLS = ["estimate", "ci_lower", "ci_upper", "pi_low", "pi_high"]
COLUMNS = ["date", *CELLS, "type", "country"]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series casualties_economist and deaths_economist, entity RUS; whole persons, with low and high.

    Raises SourceError, also for an empty cell on any day but the newest.
    """
    return tidy(row for file in SERIES for row in _estimates(Answer("economist", file, files)))


def _estimates(answer: Answer) -> Iterator[dict]:
    rows = list(answer.rows(COLUMNS, unused=("days_since_invasion",)))
    days = [answer.date(cells["date"], f"row {line}, date") for line, cells in rows]
    newest = max(days)
    for date, (line, cells) in zip(days, rows, strict=True):
        for column, expected in (("type", answer.file), ("country", "russia")):
            if cells[column] != expected:
                raise answer.refused(f"row {line}, {column}", f"{cells[column]!r} where {expected!r} is expected")
        if date == newest and all(cells[column] == "NA" for column in CELLS):
            continue
        number = {column: round(answer.number(cells[column], f"row {line}, {column}")) for column in CELLS}
        value, low, high = number["estimate"], number["pi_low"], number["pi_high"]
        yield observation(SERIES[answer.file], "RUS", day(date), value, low=low, high=high, status="estimate")
