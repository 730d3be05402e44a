"""UNHCR: the table of its R package `refugees`, all years and countries of asylum, persons from Ukraine alone."""

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import tidy
from etl.sources.unhcr import COLUMNS, FIRST, OTHERS, host, host_observations

# The table was taken when these years were final.
LAST = 2025


def package(files: dict[str, bytes]) -> pd.DataFrame:
    """Series refugees and refugees_total as etl.sources.unhcr gives them, from file `population` (CSV).

    Earlier years than FIRST are left out, later ones refused. Raises SourceError.
    """
    answer = Answer("unhcr", "population", files)
    hosts: dict[tuple[int, str], int] = {}
    for line, row in answer.rows(sorted(COLUMNS), unused=tuple(OTHERS)):
        where = f"row {line}"
        if row["coo_iso"] != "UKR":
            raise answer.refused(f"{where}, coo_iso", f"{row['coo_iso']!r} where 'UKR' is expected")
        number = answer.date(row["year"], f"{where}, year", "%Y").year
        if number > LAST:
            raise answer.refused(f"{where}, year", f"{row['year']!r} is no year up to {LAST}")
        if number < FIRST:
            continue
        refugees = answer.count(row["refugees"], f"{where}, refugees")
        key = number, host(answer, row["coa_iso"], refugees, where)
        if key in hosts:
            raise answer.refused(where, f"{key[1]} stands twice in {key[0]}")
        hosts[key] = refugees
    return tidy(host_observations(answer, hosts))
