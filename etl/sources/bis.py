"""Bank for International Settlements: the key rate as republished in its central bank policy rates (WS_CBPOL).

Answer `key_rate`: CSV with the full header, or with the four columns of `detail=dataonly`; version 2 of the interface
puts more in front. Other areas and frequencies may be in the file and are left out. A missing observation is NaN with
OBS_STATUS M. What every further column says of an observation leaves its value as it is, but for those of MEANS.
"""

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, month, tidy

COLUMNS = ["FREQ", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"]
UNUSED = (
    *("TIME_FORMAT", "COMPILATION", "DECIMALS", "SOURCE_REF", "SUPP_INFO_BREAKS", "TITLE", "OBS_CONF"),
    *("OBS_PRE_BREAK", "STRUCTURE", "STRUCTURE_ID"),
)
# Where they stand: per cent a year, in ones, and no order to delete what was published.
MEANS = {"UNIT_MEASURE": ("368",), "UNIT_MULT": ("0",), "ACTION": ("I", "A", "M", "R")}
STATUSES = {"A": "final", "E": "estimate", "P": "provisional"}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series key_rate_bis (percent, monthly, at the month's end), entity RUS, from 2014 on. Raises SourceError."""
    answer = Answer("bis", "key_rate", files)
    rows = []
    for line, row in answer.rows(COLUMNS, optional=("OBS_STATUS", *MEANS), unused=UNUSED, others=True):
        if row["REF_AREA"] != "RU" or row["FREQ"] != "M":
            continue
        where = f"row {line}"
        if row["OBS_VALUE"] == "NaN" and row.get("OBS_STATUS", "M") == "M":
            continue
        for column, known in MEANS.items():
            if row.get(column, known[0]) not in known:
                raise answer.refused(f"{where}, {column}", f"{row[column]!r} where {' or '.join(known)} is expected")
        # `dataonly` has no status column; it states the published values.
        status = row.get("OBS_STATUS", "A")
        if status not in STATUSES:
            raise answer.refused(f"{where}, OBS_STATUS", f"unknown status {status!r}")
        first = answer.date(row["TIME_PERIOD"], f"{where}, TIME_PERIOD", "%Y-%m")
        value = answer.number(row["OBS_VALUE"], f"{where}, OBS_VALUE")
        if first.year >= 2014:
            rows.append(
                Observation("key_rate_bis", "RUS", month(first.year, first.month), value, status=STATUSES[status])
            )
    if not rows:
        raise answer.refused("answer", "no monthly rows for REF_AREA RU")
    return tidy(rows, answer.remarks)
