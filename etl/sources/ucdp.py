"""Uppsala Conflict Data Program: deaths in state-based conflict, by the country where they happened and by year.

Answer `country_years`: the published CSV of the country-year dataset on organized violence, latin-1, all countries.
"""

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year

COUNTRIES = {"369": ("UKR", "Ukraine"), "365": ("RUS", "Russia (Soviet Union)")}
FIRST = 2014
BOUNDS = {name: f"sb_total_deaths_{name}_cy" for name in ("best", "low", "high")}
KEYS = ["country_id_cy", "country_cy", "year_cy", *BOUNDS.values(), "version"]
# Published with a high estimate below the best one. It is left out; any other such row is refused.
CROSSED = {("25.1", "RUS", 2024)}
NOTE = "the published high estimate, {:,}, lies below the best one and is left out"
KILLINGS = ("best", "high", "low")
CONFLICT = ("exist", "dyad_count", "dyad_ids", "dyad_names")
DEATHS = ("deaths_parties", "deaths_civilians", "deaths_unknown")
UNUSED = tuple(
    f"{name}_cy"
    for name in (
        *("region", "main_govt_name"),
        *(f"{kind}_{part}" for kind in ("sb", "ns") for part in (*CONFLICT, *DEATHS)),
        *(
            f"sb_{kind}_{part}"
            for kind in ("intrastate", "interstate")
            for part in (*CONFLICT, "main_govt_inv_incomp", *DEATHS, *(f"deaths_{name}" for name in KILLINGS))
        ),
        *(f"os_{part}" for part in CONFLICT),
        *(f"os_{who}_inv" for who in ("main_govt", "any_govt", "nsgroup")),
        *(f"os_{who}_killings_{name}" for who in ("main_govt", "any_govt", "nsgroup") for name in KILLINGS),
        "os_killings_unknown",
        *(f"{kind}_total_deaths_{name}" for kind in ("ns", "os") for name in KILLINGS),
        *(f"cumulative_total_{part}_in_orgvio" for part in DEATHS),
        *(f"cumulative_total_deaths_in_orgvio_{name}" for name in KILLINGS),
    )
)


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series deaths_ucdp (persons, years from 2014 on), entities UKR and RUS: best estimate with low and high.

    Raises SourceError, also for several versions in one file, a missing country, and an interval that does not hold
    its best estimate.
    """
    answer = Answer("ucdp", "country_years", files, "latin-1")
    rows, versions = [], set()
    for line, row in answer.rows(KEYS, unused=UNUSED):
        versions.add(row["version"])
        if len(versions) > 1:
            raise answer.refused(f"row {line}, version", f"several versions: {', '.join(sorted(versions))}")
        if row["country_id_cy"] not in COUNTRIES:
            continue
        entity, name = COUNTRIES[row["country_id_cy"]]
        if row["country_cy"] != name:
            raise answer.refused(f"row {line}, country_cy", f"{row['country_cy']!r} where {name!r} is expected")
        number = answer.date(row["year_cy"], f"row {line}, year_cy", "%Y").year
        if number < FIRST:
            continue
        best, low, most = (answer.count(row[column], f"row {line}, {column}") for column in BOUNDS.values())
        crossed = most < best and (row["version"], entity, number) in CROSSED
        high, note = (None, NOTE.format(most)) if crossed else (most, "")
        if low > best or (high is not None and high < best):
            raise answer.refused(f"row {line}", f"best {best} lies outside low {low} to high {high}")
        rows.append(
            Observation("deaths_ucdp", entity, year(number), best, low=low, high=high, status="estimate", note=note)
        )
    for entity, name in COUNTRIES.values():
        if not any(row.entity == entity for row in rows):
            raise answer.refused("answer", f"no year of {name}")
    return tidy(rows)
