"""Oryx: the totals by type of two public repositories, from April 2022 on, one day for each month.

`history` holds most days until July 2025, `months` the first of each month since September 2025 and thirteen classes.
Both: CSV with snapshot_date, the columns of a scrape, and the commit it was taken from.
"""

import datetime as dt

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy
from etl.sources.oryx import COLUMNS, MRAP, SERIES, SOURCE, confirmed, read_class

# A month is shown by its first day held, if that is one of the first ten; a month without one stays empty.
LATEST_DAY = 10
# Days on which the scrape is wrong, so that they are not used. On the first it cut a class of Russia's page in two and
# lost a part of it; on the others Ukraine's towed guns destroyed are 11, between 97 the time before and 98 after.
CUT = frozenset(
    {"Infantry Fighting Vehicles (1849, of which destroyed: 1159, damaged: 40, abandoned: 81, cap", "tured: 569)"}
)
SPOILT = {dt.date(2022, 12, 26), dt.date(2024, 1, 9), dt.date(2024, 1, 10)}
# Ukraine's page has listed mine-resistant vehicles since this day; until then its armoured vehicles are without them.
MRAP_SINCE = dt.date(2022, 6, 26)
# What the newer table leaves out, and its own names for what it unified.
LACKING = frozenset({"Towed Artillery", "Rocket and Missile Artillery"})
UNIFIED = frozenset({"Naval Ships (and Submarines)", "Trucks (label varies)"})

Totals = dict[str, dict[str, int]]


def monthly_tables(files: dict[str, bytes]) -> pd.DataFrame:
    """Series equipment_confirmed_russia and equipment_confirmed_ukraine (items), a day near the start of each month.

    Towed guns and rocket artillery end with `history`. Raises SourceError, also when both files have a month.
    """
    history, months = Answer(SOURCE, "history", files), Answer(SOURCE, "months", files)
    older, newer = _chosen(_days(history, CUT)), _chosen(_days(months, UNIFIED))
    if common := older.keys() & newer.keys():
        raise months.refused("snapshot_date", f"{min(common)} is in both files")
    rows: list[Observation] = []
    for answer, chosen, lacking in ((history, older, frozenset()), (months, newer, LACKING)):
        for date, totals in chosen.values():
            for country in SERIES:
                early = country == "Ukraine" and date < MRAP_SINCE
                rows += confirmed(
                    answer,
                    date,
                    country,
                    totals[country],
                    lacking=lacking,
                    unlisted=frozenset({MRAP}) if early else frozenset(),
                )
    return tidy(rows)


def _days(answer: Answer, unread: frozenset[str]) -> dict[dt.date, Totals]:
    days: dict[dt.date, Totals] = {}
    for line, row in answer.rows(["snapshot_date", *COLUMNS], unused=("source_commit",)):
        date = answer.date(row["snapshot_date"], f"row {line}, snapshot_date")
        totals = days.setdefault(date, {country: {} for country in SERIES})
        read_class(answer, f"row {line}", row, totals, unread)
    return days


def _chosen(days: dict[dt.date, Totals]) -> dict[tuple[int, int], tuple[dt.date, Totals]]:
    """The first good day held of each month, by year and month, if it is early enough."""
    chosen: dict[tuple[int, int], tuple[dt.date, Totals]] = {}
    for date in sorted(days):
        if date.day <= LATEST_DAY and date not in SPOILT:
            chosen.setdefault((date.year, date.month), (date, days[date]))
    return chosen
