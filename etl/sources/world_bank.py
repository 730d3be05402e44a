"""World Bank, Indicators API v2: military spending, inflation and gross domestic product by country.

Answers `military`, `inflation` and `gdp`: JSON, an array of two, what is told of the pages and the rows, newest first.
A missing value is null. An error comes with HTTP 200, as an array of one with a `message`.
"""

from collections.abc import Iterator

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year

# {answer: (series, indicator, what to multiply its figures by)}
INDICATORS = {
    "military": ("military_share_world_bank", "MS.MIL.XPND.GD.ZS", 1),
    "inflation": ("inflation_world_bank", "FP.CPI.TOTL.ZG", 1),
    "gdp": ("gdp_world_bank", "NY.GDP.MKTP.CD", 1e-9),
}
COUNTRIES = ("RUS", "UKR", "BLR", "POL", "DEU", "FIN", "SWE", "USA")
KEYS = {"indicator", "country", "countryiso3code", "date", "value", "unit", "obs_status", "decimal"}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series military_share_world_bank (percent_of_gdp), inflation_world_bank (percent) and gdp_world_bank (bn_usd).

    Yearly, by ISO code of the country, rounded to 3 decimals. Raises SourceError, also for an answer of several pages,
    a country that was not asked for, and one that was and is absent.
    """
    return tidy(row for file in INDICATORS for row in _rows(Answer("world_bank", file, files), file))


def _rows(answer: Answer, file: str) -> Iterator[Observation]:
    series, indicator, factor = INDICATORS[file]
    seen = set()
    for number, row in enumerate(_listed(answer), start=1):
        where = f"row {number}"
        if not isinstance(row, dict) or row.keys() != KEYS:
            raise answer.refused(where, f"expected the keys {', '.join(sorted(KEYS))}, found {row!r}")
        if not isinstance(row["indicator"], dict) or row["indicator"].get("id") != indicator:
            raise answer.refused(f"{where}, indicator", f"{row['indicator']!r} where {indicator} is expected")
        country = row["countryiso3code"]
        if country not in COUNTRIES:
            raise answer.refused(f"{where}, countryiso3code", f"{country!r} is none of the countries asked for")
        if row["unit"] != "" or row["obs_status"] != "":
            raise answer.refused(where, f"unknown unit {row['unit']!r} or obs_status {row['obs_status']!r}")
        seen.add(country)
        value, of = row["value"], answer.date(str(row["date"]), f"{where}, date", "%Y").year
        if value is None:
            continue
        amount = answer.amount(value, f"{where}, value")
        yield Observation(series, country, year(of), round(amount * factor, 3))
    if missing := [country for country in COUNTRIES if country not in seen]:
        raise answer.refused("answer", f"no row of {', '.join(missing)}")


def _listed(answer: Answer) -> list:
    """The rows of the one page."""
    found = answer.json()
    if isinstance(found, list) and len(found) == 1 and isinstance(found[0], dict) and "message" in found[0]:
        raise answer.refused("message", f"the service answers with an error: {found[0]['message']!r}")
    if not isinstance(found, list) or len(found) != 2 or not isinstance(found[0], dict):
        raise answer.refused("answer", f"expected an array of two, found {str(found)[:100]}")
    if (found[0].get("page"), found[0].get("pages")) != (1, 1):
        raise answer.refused("pages", f"page {found[0].get('page')!r} of {found[0].get('pages')!r}; expected one page")
    if not isinstance(found[1], list) or not found[1]:
        raise answer.refused("rows", "no rows")
    return found[1]
