"""NATO, Defence Expenditure of NATO Countries: Table 3 of the workbook of 2026, shares of gross domestic product.

Answer `workbook`: xlsx. Sheet `Table 3` begins with its title; a block has a subtitle, a header row whose first cell is
empty and whose others are years, `e` behind one meaning an estimate, and a row for each country in per cent. A `*`
behind a name is a footnote. An empty row or `Notes` ends the block. Another block, of change, may follow.
"""

import re
from collections.abc import Iterator

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year
from etl.parsing.workbooks import Values, sheet_values

SHEET, SUBTITLE = "Table 3", "share of real gdp"
EDITION = 2026
YEARS = range(2014, EDITION + 1)
COUNTRIES = {
    "Albania": "ALB",
    "Belgium": "BEL",
    "Bulgaria": "BGR",
    "Canada": "CAN",
    "Croatia": "HRV",
    "Czechia": "CZE",
    "Denmark": "DNK",
    "Estonia": "EST",
    "Finland": "FIN",
    "France": "FRA",
    "Germany": "DEU",
    "Greece": "GRC",
    "Hungary": "HUN",
    "Italy": "ITA",
    "Latvia": "LVA",
    "Lithuania": "LTU",
    "Luxembourg": "LUX",
    "Montenegro": "MNE",
    "Netherlands": "NLD",
    "North Macedonia": "MKD",
    "Norway": "NOR",
    "Poland": "POL",
    "Portugal": "PRT",
    "Romania": "ROU",
    "Slovak Republic": "SVK",
    "Slovenia": "SVN",
    "Spain": "ESP",
    "Sweden": "SWE",
    "Türkiye": "TUR",
    "United Kingdom": "GBR",
    "United States": "USA",
}
AGGREGATES = ("NATO Europe and Canada", "NATO Total")


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series nato_share_gdp_2026 (percent_of_gdp, yearly from 2014 on), by ISO code, 3 decimals; estimates say so.

    Raises SourceError, also for another edition, an unknown name, and a member without a row.
    """
    answer = Answer("nato_workbook", "workbook", files)
    rows = sheet_values(answer, SHEET)
    if not str(rows[0][0]).startswith(f"{SHEET}:"):
        raise answer.refused(f"sheet {SHEET}, title", f"expected {SHEET!r} and a colon, found {rows[0][0]!r}")
    header = next((place for place, row in enumerate(rows) if _years(row)), None)
    if header is None:
        raise answer.refused(f"sheet {SHEET}", "no header row of years behind an empty cell")
    subtitle = next((row[0] for row in reversed(rows[:header]) if row[0]), "")
    if SUBTITLE not in str(subtitle).lower():
        raise answer.refused(f"sheet {SHEET}, subtitle", f"expected {SUBTITLE!r}, found {subtitle!r}")
    columns = _years(rows[header])
    if [number for _, number, _ in columns] != list(YEARS):
        found = ", ".join(str(number) for _, number, _ in columns)
        raise answer.refused(f"sheet {SHEET}, header", f"not the years of the edition of {EDITION}: {found}")
    return tidy(_rows(answer, rows[header + 1 :], columns))


def _years(row: Values) -> list[tuple[int, int, bool]]:
    """(place, year, whether it is an estimate) of each column of a header row; nothing when the row is none."""
    cells = [(place, str(cell).strip()) for place, cell in enumerate(row) if place and cell is not None]
    if row[0] not in (None, "") or not all(re.fullmatch(r"\d{4}e?", cell, re.ASCII) for _, cell in cells):
        return []
    return [(place, int(cell[:4]), cell.endswith("e")) for place, cell in cells]


def _rows(answer: Answer, rows: list[Values], columns: list[tuple[int, int, bool]]) -> Iterator[Observation]:
    missing = set(COUNTRIES)
    for row in rows:
        name = str(row[0] or "").replace("*", "").strip()
        if not name or name.startswith("Notes"):
            break
        if name in AGGREGATES:
            continue
        if name not in missing:
            raise answer.refused(f"sheet {SHEET}", f"{name!r} is no member, or stands twice")
        missing.remove(name)
        for place, number, estimated in columns:
            if (value := row[place]) is not None:
                share = round(answer.amount(value, f"sheet {SHEET}, {name}, {number}"), 3)
                status = "estimate" if estimated else "final"
                yield Observation("nato_share_gdp_2026", COUNTRIES[name], year(number), share, status=status)
    if missing:
        raise answer.refused(f"sheet {SHEET}", f"no row of {', '.join(sorted(missing))}")
