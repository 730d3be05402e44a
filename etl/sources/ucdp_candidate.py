"""Uppsala Conflict Data Program: candidate events of one month, summed for Ukraine by kind of violence.

Answer `month`: CSV, a row for each event of the world with best, low and high estimates of deaths. All events count,
whatever `code_status` says of their checks. An event counts for the month in which it ended.
"""

from collections import Counter

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, month, tidy

COLUMNS = ["id", "code_status", "type_of_violence", "country", "country_id", "date_start", "date_end"]
ESTIMATES = ("best", "low", "high")
UNUSED = (
    *("relid", "year", "active_year", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id"),
    *("dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id"),
    *("side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline"),
    *("source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude"),
    *("longitude", "geom_wkt", "priogrid_gid", "region", "event_clarity", "date_prec", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "gwnoa", "gwnob"),
)
UKRAINE = ("369", "Ukraine")
KINDS = {"1": "state_based", "2": "non_state", "3": "one_sided"}
TIME = "%Y-%m-%d %H:%M:%S.%f"


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series deaths_ucdp_candidate (persons, by month), entities KINDS: sums of best, low and high estimates.

    Raises SourceError, also for events of several months, an event that stands twice, and a file without Ukraine.
    """
    answer = Answer("ucdp_candidate", "month", files)
    seen: set[str] = set()
    months: set[tuple[int, int]] = set()
    sums: dict[str, Counter[str]] = {}
    for line, row in answer.rows([*COLUMNS, *ESTIMATES], unused=UNUSED):
        if row["id"] in seen:
            raise answer.refused(f"row {line}, id", f"event {row['id']} stands twice")
        seen.add(row["id"])
        if (row["country_id"] == UKRAINE[0]) != (row["country"] == UKRAINE[1]):
            raise answer.refused(f"row {line}, country", f"{row['country']!r} has the number {row['country_id']!r}")
        if row["country_id"] != UKRAINE[0]:
            continue
        if row["type_of_violence"] not in KINDS:
            raise answer.refused(f"row {line}, type_of_violence", f"unknown code {row['type_of_violence']!r}")
        start, end = (answer.date(row[name], f"row {line}, {name}", TIME) for name in ("date_start", "date_end"))
        if start > end:
            raise answer.refused(f"row {line}, date_end", "the event ends before it starts")
        months.add((end.year, end.month))
        counts = {name: answer.count(row[name], f"row {line}, {name}") for name in ESTIMATES}
        sums.setdefault(KINDS[row["type_of_violence"]], Counter()).update(counts)
    if len(months) != 1:
        raise answer.refused("answer", f"events of one month in Ukraine are expected, found {sorted(months)}")
    (of,) = months
    for kind, deaths in sums.items():
        if not deaths["low"] <= deaths["best"] <= deaths["high"]:
            raise answer.refused("answer", f"{kind}: best lies outside low to high: {dict(deaths)}")
    return tidy(
        Observation(
            "deaths_ucdp_candidate", kind, month(*of), n["best"], low=n["low"], high=n["high"], status="provisional"
        )
        for kind, n in sums.items()
    )
