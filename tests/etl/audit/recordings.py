"""What the recorded files say, read once more in the plainest way: nothing here is shared with the parsers.

Each reader gives {(entity, last day of the period): value} of one series, in the unit of the build.
"""

import calendar
import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

Values = dict[tuple[str, dt.date], float]
RUSSIAN = [
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
]
ENGLISH = [name.lower() for name in calendar.month_name]
BUDGET = {
    "federal_revenue": "Доходы, всего",
    "oil_gas_revenue": "Нефтегазовые доходы",
    "federal_expenditure": "Расходы, всего",
    "national_defence_spending": "Расходы на национальную оборону",
    "federal_balance": "Дефицит (-)/Профицит (+)",
}
REGIONS = {"China": "CHN", "India": "IND", "Turkey": "TUR"}


def lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def before(first: str) -> dt.date:
    """The last day of the month before one that is named by its first day."""
    return dt.date.fromisoformat(first) - dt.timedelta(days=1)


def economist(root: Path, kind: str) -> Values:
    rows = lines(root / f"conflict/casualty-estimates/meta-estimate-{kind}.csv")
    said = ((row["date"], row["estimate"]) for row in rows)
    return {("RUS", dt.date.fromisoformat(day)): float(value) for day, value in said if value not in ("", "NA")}


def area(root: Path, column: str, factor: float) -> Values:
    rows = lines(root / "conflict/territory-control/area_assessed_as_controlled_by_russia.csv")
    return {("RUS", dt.date.fromisoformat(row["date"])): float(row[column]) * factor for row in rows}


def brent(root: Path) -> Values:
    rows = lines(root / "economy/oil-prices/brent-daily.csv")
    return {("BRENT", dt.date.fromisoformat(row["Date"])): float(row["Price"]) for row in rows if row["Price"]}


def key_rate_bis(root: Path) -> Values:
    rows = lines(root / "economy/key-rate/bis_cbpol.csv")
    of = (row for row in rows if (row["FREQ"], row["REF_AREA"]) == ("M", "RU"))
    return {("RUS", month_end(*map(int, row["TIME_PERIOD"].split("-")))): float(row["OBS_VALUE"]) for row in of}


def key_rate(root: Path) -> Values:
    rows = lines(root / "economy/key-rate/cbr-2021-2026/key_rate.csv")
    return {("RUS", dt.date.fromisoformat(row["date"])): float(row["key_rate_pct"]) for row in rows}


def usd_rub(root: Path) -> Values:
    rows = lines(root / "economy/rub-exchange-rate/fx_rates.csv")
    of = (row for row in rows if row["currency"] == "USD")
    return {("RUS", dt.date.fromisoformat(row["date"])): float(row["rub_per_unit"]) for row in of}


def personnel(root: Path) -> Values:
    path = root / "conflict/general-staff-claims/russia_losses_personnel.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {("RUS", dt.date.fromisoformat(row["date"])): float(row["personnel"]) for row in rows}


def budget(root: Path, series: str) -> Values:
    """The file adds up from January on; the build has each month."""
    rows = list(lines(root / "economy/federal-budget/fedbud_month_selected_columns.csv"))
    told = ((int(row["Год"]), row["Месяц"].strip().lower(), row[BUDGET[series]]) for row in rows)
    sums = {(year, RUSSIAN.index(month) + 1): float(value) for year, month, value in told if value and month in RUSSIAN}
    return {
        ("RUS", month_end(year, month)): value - (sums[year, month - 1] if month > 1 else 0)
        for (year, month), value in sums.items()
        if month == 1 or (year, month - 1) in sums
    }


def fund(root: Path, column: str) -> Values:
    rows = lines(root / "economy/national-wealth-fund/rnwf.csv")
    said = ((row["Date"], row[column].replace(",", "")) for row in rows)
    return {("RUS", before(day)): float(value) for day, value in said if value.replace(".", "").isdigit()}


def weeks(root: Path, column: str) -> Values:
    rows = lines(root / "conflict/confirmed-deaths/meduza_2026_weekly.csv")
    return {("RUS", dt.date.fromisocalendar(int(row["Year"]), int(row["Week"]), 7)): float(row[column]) for row in rows}


def reserves(root: Path, column: str) -> Values:
    rows = lines(root / "economy/russia-reserves/reserves_monthly.csv")
    return {("RUS", before(row["date"])): float(row[column]) / 1000 for row in rows if row[column]}


def british(root: Path) -> Values:
    path = "conflict/casualty-estimates/Soldier deaths_casualties in Ukraine - uk mod month-by-month estimates.csv"
    column = "casualties (average daily losses)"
    return {
        ("RUS", month_end(int(row["year"]), ENGLISH.index(row["month"].strip().lower()))): float(row[column])
        for row in lines(root / path)
        if row[column]
    }


def refugees(root: Path) -> Values:
    rows = lines(root / "conflict/displacement/unhcr_refugees_package_population_coo_ukraine_1992_2025.csv")
    of = (row for row in rows if int(row["year"]) >= 2022)
    return {(row["coa_iso"], dt.date(int(row["year"]), 12, 31)): float(row["refugees"]) for row in of}


def fossils(root: Path) -> Values:
    rows = lines(root / "economy/fossil-exports-crea/crea_monthly.csv")
    of = (row for row in rows if row["destination_region"] in REGIONS)
    return {
        (REGIONS[row["destination_region"]], month_end(*map(int, row["date"].split("-")[:2]))): float(
            row["total_eur_per_day"]
        )
        / 1e6
        for row in of
    }


def tanks(root: Path, country: str) -> Values:
    rows = lines(root / "conflict/oryx-equipment/oryx_totals_by_type_history_2022-03_2025-07.csv")
    of = (row for row in rows if (row["country"], row["equipment_type"]) == (country, "Tanks"))
    return {("tank", dt.date.fromisoformat(row["snapshot_date"])): float(row["type_total"]) for row in of}


READERS: dict[str, Callable[[Path], Values]] = {
    "casualties_economist": lambda root: economist(root, "casualties"),
    "deaths_economist": lambda root: economist(root, "deaths"),
    "area_controlled": lambda root: area(root, "area_assessed_as_russia_controlled", 1e-6),
    "area_share": lambda root: area(root, "area_assessed_as_russia_controlled_percent", 1),
    "brent": brent,
    "key_rate": key_rate,
    "key_rate_bis": key_rate_bis,
    "usd_rub": usd_rub,
    "losses_claimed_ukraine": personnel,
    **{series: (lambda root, series=series: budget(root, series)) for series in BUDGET},
    "fund_total_usd": lambda root: fund(root, "amount_blnUSD"),
    "fund_total_rub": lambda root: fund(root, "amount_blnRUB"),
    "deaths_confirmed_by_week": lambda root: weeks(root, "BmzNow"),
    "deaths_excess_by_week": lambda root: weeks(root, "EDAssembled"),
    "reserves_total": lambda root: reserves(root, "total_mln_usd"),
    "reserves_gold": lambda root: reserves(root, "gold_mln_usd"),
    "reserves_currencies": lambda root: reserves(root, "fx_mln_usd"),
    "losses_uk_mod_daily_average": british,
    "refugees": refugees,
    "fossil_revenue": fossils,
    "equipment_confirmed_russia": lambda root: tanks(root, "Russia"),
    "equipment_confirmed_ukraine": lambda root: tanks(root, "Ukraine"),
}
