"""SIPRI Military Expenditure Database: spending as a share of GDP and in current US dollars.

Answer `workbook`: the published xlsx. Sheet `Share of GDP` holds fractions, sheet `Current US$` millions; the header
row begins with `Country`. `...`, `. .` and `xxx` mean no data. SIPRI marks its estimates by the colour of the figure
alone: blue for an estimate, red for a highly uncertain one.
"""

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year
from etl.parsing.workbooks import Cell, Cells, sheet_cells, workbook

COUNTRIES = {
    "Russia": "RUS",
    "Ukraine": "UKR",
    "United States of America": "USA",
    "United Kingdom": "GBR",
    "France": "FRA",
    "Germany": "DEU",
    "Poland": "POL",
    "Finland": "FIN",
    "Sweden": "SWE",
    "Norway": "NOR",
    "Estonia": "EST",
    "Latvia": "LVA",
    "Lithuania": "LTU",
    "Italy": "ITA",
    "Spain": "ESP",
    "Türkiye": "TUR",
}
# {sheet: (series, words its title must hold, what to multiply its figures by)}
SHEETS = {
    "Share of GDP": ("military_spending_share", "as percentage of gross domestic product", 100),
    "Current US$": ("military_spending_usd", "in millions of US$ at current prices", 0.001),
}
NO_DATA = ("...", ". .", "xxx")
FIRST_YEAR = 2014
UNCERTAIN = "highly uncertain in SIPRI's table"
# Excel's colours: none given, indexed 8 and theme 1 are black text.
COLOURS = {
    None: ("final", ""),
    ("theme", 1): ("final", ""),
    ("indexed", 8): ("final", ""),
    ("indexed", 12): ("estimate", ""),
    ("indexed", 10): ("estimate", UNCERTAIN),
}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series military_spending_share (percent_of_gdp) and military_spending_usd (bn_usd), yearly from 2014 on.

    Only the countries of COUNTRIES, by ISO 3166 code; values rounded to 3 decimals. Raises SourceError.
    """
    answer = Answer("sipri", "workbook", files)
    book = workbook(answer)
    rows = []
    for sheet in SHEETS:
        rows += _sheet(answer, sheet, sheet_cells(answer, book, sheet))
    return tidy(rows)


def _sheet(answer: Answer, sheet: str, rows: list[Cells]) -> list[Observation]:
    series, title, factor = SHEETS[sheet]
    if title not in str(rows[0][0].value):
        raise answer.refused(f"sheet {sheet}, title", f"expected {title!r}, found {rows[0][0].value!r}")
    columns = _years(answer, sheet, rows)
    observed = []
    for name, code in COUNTRIES.items():
        found = [row for row in rows if row[0].value == name]
        if len(found) != 1:
            raise answer.refused(f"sheet {sheet}", f"{len(found)} rows for {name!r}; expected one")
        for number, place in columns.items():
            cell, where = found[0][place], f"sheet {sheet}, {name}, {number}"
            if cell.value in NO_DATA:
                continue
            value = answer.amount(cell.value, where)
            if series == "military_spending_share" and not 0 <= value <= 1:
                raise answer.refused(where, f"expected a fraction of GDP, found {value}")
            status, note = _status(answer, cell, where)
            observed.append(Observation(series, code, year(number), round(value * factor, 3), status=status, note=note))
    if not observed:
        raise answer.refused(f"sheet {sheet}", "no figure for any of the countries")
    return observed


def _years(answer: Answer, sheet: str, rows: list[Cells]) -> dict[int, int]:
    """{year: place of its column} for the years from FIRST_YEAR on, without a gap."""
    headers = [row for row in rows if row[0].value == "Country"]
    if len(headers) != 1:
        raise answer.refused(f"sheet {sheet}", f"{len(headers)} header rows beginning with 'Country'; expected one")
    columns = {}
    for place, cell in enumerate(headers[0]):
        if isinstance(cell.value, int) and cell.value >= FIRST_YEAR:
            if cell.value in columns:
                raise answer.refused(f"sheet {sheet}, header", f"{cell.value} stands twice")
            columns[cell.value] = place
        elif not isinstance(cell.value, int) and cell.value not in ("Country", "Notes", None):
            raise answer.refused(f"sheet {sheet}, header", f"unknown column {cell.value!r}")
    if not columns or list(columns) != list(range(FIRST_YEAR, FIRST_YEAR + len(columns))):
        raise answer.refused(
            f"sheet {sheet}, header", f"expected every year from {FIRST_YEAR} on, found {list(columns)}"
        )
    return columns


def _status(answer: Answer, cell: Cell, where: str) -> tuple[str, str]:
    colour = cell.font.color
    mark = None if colour is None else (colour.type, getattr(colour, colour.type))
    if mark not in COLOURS:
        raise answer.refused(where, f"unknown colour {mark}")
    return COLOURS[mark]
