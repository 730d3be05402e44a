"""Urals crude oil: a column of a research data set that does not say where its prices come from."""

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, month, tidy
from etl.recorded.macro import monthly_column

SOURCE = "urals"
# The data set repeats July's price for June 2023, where the Finance Ministry published 55.28.
WRONG = month(2023, 6)
DOUBTED = month(2022, 6)
DOUBT = "about three dollars above the mean that the Finance Ministry was quoted with for this month"


def urals_column(files: dict[str, bytes]) -> pd.DataFrame:
    """Series urals (usd_per_barrel, monthly mean, approximate), entity URALS; June 2023 is withheld.

    File `macro`: the workbook's columns Date and URALS. Raises SourceError.
    """
    prices = monthly_column(Answer(SOURCE, "macro", files), "URALS")
    return tidy(
        Observation("urals", "URALS", period, price, status="estimate", note=DOUBT if period == DOUBTED else "")
        for period, price in prices.items()
        if period != WRONG
    )
