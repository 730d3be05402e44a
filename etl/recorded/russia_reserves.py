"""International reserves of Russia: the Bank of Russia's monthly table, and earlier totals from a research data set."""

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, PeriodDays, month_before, tidy
from etl.recorded.macro import SHEET, monthly_column

SOURCE = "russia_reserves"
SERIES = {"total_mln_usd": "reserves_total", "fx_mln_usd": "reserves_currencies", "gold_mln_usd": "reserves_gold"}
ROUNDING = 1.5  # million dollars: a total and its two parts, each printed to a million


def reserves_tables(files: dict[str, bytes]) -> pd.DataFrame:
    """Series reserves_total, reserves_currencies, reserves_gold (bn_usd, month ends), entity RUS.

    File `reserves_monthly`: date, total_mln_usd, fx_mln_usd, gold_mln_usd, "as of the first" of a month, which is the
    end of the month before. File `macro`: the workbook's columns Date and INTRES, end of the month itself, for the
    months before. Raises SourceError, also when the parts do not add up or the two files differ on a common month.
    """
    monthly, macro = Answer(SOURCE, "reserves_monthly", files), Answer(SOURCE, "macro", files)
    rows: dict[tuple[str, PeriodDays], float] = {}
    for line, row in monthly.rows(["date", *SERIES]):
        first = monthly.date(row["date"], f"row {line}, date")
        if first.day != 1:
            raise monthly.refused(f"row {line}, date", f"{row['date']!r} is not the first of a month")
        period = month_before(first)
        if ("reserves_total", period) in rows:
            raise monthly.refused(f"row {line}, date", f"{row['date']} stands twice")
        amounts = {column: monthly.number(row[column], f"row {line}, {column}") for column in SERIES}
        total, currencies, gold = amounts.values()
        if abs(total - currencies - gold) > ROUNDING:
            raise monthly.refused(f"row {line}", f"currencies and gold add up to {currencies + gold:g}, not {total:g}")
        rows |= {(SERIES[column], period): round(value / 1000, 3) for column, value in amounts.items()}
    for period, millions in monthly_column(macro, "INTRES").items():
        total = round(millions / 1000, 3)
        known = rows.setdefault(("reserves_total", period), total)
        if known != total:
            raise macro.refused(f"sheet {SHEET}, {period[1]}", f"{total:g}, but reserves_monthly has {known:g}")
    return tidy(Observation(series, "RUS", period, value) for (series, period), value in rows.items())
