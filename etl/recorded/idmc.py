"""Internal Displacement Monitoring Centre: people displaced inside Ukraine, as in UNHCR's R package `refugees`."""

import datetime as dt

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year

COLUMNS = ["year", "coo_iso", "coa_iso", "total"]
NAMES = ("coo_name", "coo", "coa_name", "coa")


def package(files: dict[str, bytes]) -> pd.DataFrame:
    """Series idps (persons at the end of the year), entity UKR, from file `idmc` (CSV). Raises SourceError."""
    answer = Answer("idmc", "idmc", files)
    found = []
    for line, row in answer.rows(COLUMNS, unused=NAMES):
        for column in ("coo_iso", "coa_iso"):
            if row[column] != "UKR":
                raise answer.refused(f"row {line}, {column}", f"{row[column]!r} where 'UKR' is expected")
        of = answer.date(row["year"], f"row {line}, year", "%Y", since=dt.date(2014, 1, 1)).year
        found.append(Observation("idps", "UKR", year(of), answer.count(row["total"], f"row {line}, total")))
    if len({row.period for row in found}) < len(found):
        raise answer.refused("answer", "a year stands twice")
    return tidy(found)
