"""Bank for International Settlements: the key rate as republished in its central bank policy rates (WS_CBPOL).

Answer `key_rate`: CSV with the full header, or with the four columns of `detail=dataonly`. Other areas and
frequencies may be in the file and are left out. A missing observation is NaN with OBS_STATUS M.
"""

import pandas as pd

from etl.observations import month, observation, tidy
from etl.reading import Answer

COLUMNS = ["FREQ", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"]
UNUSED = (
    *("UNIT_MEASURE", "UNIT_MULT", "TIME_FORMAT", "COMPILATION", "DECIMALS", "SOURCE_REF", "SUPP_INFO_BREAKS"),
    *("TITLE", "OBS_STATUS", "OBS_CONF", "OBS_PRE_BREAK"),
)
STATUSES = {"A": "final", "E": "estimate", "P": "provisional"}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series key_rate_bis (percent, monthly, at the month's end), entity RUS, from 2014 on. Raises SourceError."""
    answer = Answer("bis", "key_rate", files)
    rows = []
    for line, row in answer.rows(COLUMNS, unused=UNUSED):
        if row["REF_AREA"] != "RU" or row["FREQ"] != "M":
            continue
        where = f"row {line}"
        if row["OBS_VALUE"] == "NaN" and row.get("OBS_STATUS", "M") == "M":
            continue
        # `dataonly` has no status column; it states the published values.
        status = row.get("OBS_STATUS", "A")
        if status not in STATUSES:
            raise answer.refused(f"{where}, OBS_STATUS", f"unknown status {status!r}")
        first = answer.date(row["TIME_PERIOD"], f"{where}, TIME_PERIOD", "%Y-%m")
        value = answer.number(row["OBS_VALUE"], f"{where}, OBS_VALUE")
        if first.year >= 2014:
            rows.append(
                observation("key_rate_bis", "RUS", month(first.year, first.month), value, status=STATUSES[status])
            )
    if not rows:
        raise answer.refused("answer", "no monthly rows for REF_AREA RU")
    return tidy(rows)
