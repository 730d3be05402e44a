"""Files and tables of what a view selects of a chart's observations."""

import pandas as pd

from dashboard.address.view import View
from dashboard.chart.records import ChartInfo
from dashboard.chart.selection import select
from dashboard.views import spreadsheet, tables


def csv_long(info: ChartInfo, data: pd.DataFrame, view: View) -> str:
    return spreadsheet.csv_long(info, [select(info, data, view)], view)


def csv_wide(info: ChartInfo, data: pd.DataFrame, view: View) -> str:
    return spreadsheet.csv_wide(info, [select(info, data, view)], view)


def observation_table(info: ChartInfo, data: pd.DataFrame, view: View) -> pd.DataFrame:
    return tables.observation_table(info, [select(info, data, view)])
