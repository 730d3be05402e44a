"""IMF, International Trade in Goods by partner: Russia's trade with the European Union, from a saved extract."""

import csv
import re

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year

SOURCE = "imf_trade"
DATASET, UNION = "IMF.STA:IMTS(1.0.0)", ("G998", "European Union (EU)")
SERIES = {"XG": "trade_exports_to_eu", "MG": "trade_imports_from_eu"}
INDICATORS = {"XG": "XG_FOB_USD", "MG": "MG_CIF_USD"}
SAME = {"DATASET": DATASET, "OBS_MEASURE": "OBS_VALUE", "COUNTRY.ID": "RUS", "FREQUENCY.ID": "A", "SCALE.ID": "6"}
COLUMNS = [*SAME, "INDICATOR.ID", "COUNTERPART_COUNTRY.ID", "COUNTERPART_COUNTRY", "TRADE_FLOW.ID"]
NAMES = ("SERIES_CODE", "COUNTRY", "INDICATOR", "FREQUENCY", "SCALE", "TRADE_FLOW")
MIRRORED = 2022  # the first year for which Russia reported no partners


def trade_table(files: dict[str, bytes]) -> pd.DataFrame:
    """Series trade_exports_to_eu and trade_imports_from_eu (bn_usd, yearly), entity RUS.

    File `trade`: one row a partner and flow, one column a year, millions of dollars. Only the partner European Union
    is read: partners include groups that overlap, so rows are never added. Raises SourceError.
    """
    answer = Answer(SOURCE, "trade", files)
    header = next(csv.reader([answer.text().partition("\n")[0].strip()]))
    years = [name for name in header if re.fullmatch(r"20\d\d", name)]
    if not years:
        raise answer.refused("header", "no column is a year")
    rows, seen = [], set()
    for line, row in answer.rows([*COLUMNS, *years], unused=NAMES):
        for column, expected in SAME.items():
            if row[column] != expected:
                raise answer.refused(f"row {line}, {column}", f"{row[column]!r} where {expected!r} is expected")
        flow = row["TRADE_FLOW.ID"]
        if flow not in SERIES or row["INDICATOR.ID"] != INDICATORS[flow]:
            raise answer.refused(f"row {line}, INDICATOR.ID", f"{row['INDICATOR.ID']!r} of flow {flow!r} is not known")
        partner = row["COUNTERPART_COUNTRY.ID"], row["COUNTERPART_COUNTRY"]
        if (partner[0] == UNION[0]) != (partner[1] == UNION[1]):
            raise answer.refused(f"row {line}, COUNTERPART_COUNTRY", f"{partner} is not {UNION}")
        if partner != UNION:
            continue
        if flow in seen:
            raise answer.refused(f"row {line}", f"flow {flow!r} with the union stands twice")
        seen.add(flow)
        for name in years:
            dollars = answer.number(row[name], f"row {line}, {name}")
            status = "estimate" if int(name) >= MIRRORED else "final"
            rows.append(Observation(SERIES[flow], "RUS", year(int(name)), round(dollars / 1000, 3), status=status))
    for flow in sorted(SERIES.keys() - seen):
        raise answer.refused("rows", f"no row for flow {flow!r} with {UNION[1]}")
    return tidy(rows)
