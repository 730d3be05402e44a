"""CREA's Russia Fossil Tracker: what importers paid for Russian oil, gas and coal, as saved by a public repository."""

import datetime as dt
from collections import defaultdict

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, PeriodDays, month, tidy

SOURCE = "crea"
# The day on which the repository asked: a month that was not over by then is partial, and withheld.
ASKED = dt.date(2026, 8, 22)
FUELS = {"oil_eur_per_day": "fuel_oil", "gas_eur_per_day": "fuel_gas", "coal_eur_per_day": "fuel_coal"}
SUM = "total_eur_per_day"
DESTINATIONS = {
    "China": "CHN",
    "EU": "EU27",
    "India": "IND",
    "Others": "other_destinations",
    "South Korea": "KOR",
    "Türkiye": "TUR",
    "United Kingdom": "GBR",
    "United States": "USA",
}
WORLD = "Total"  # a row that the repository summed itself
ROUNDING = 1.0  # euros a day, of hundreds of millions


def monthly_table(files: dict[str, bytes]) -> pd.DataFrame:
    """Series fossil_revenue (mn_eur_per_day, by destination) and fossil_revenue_by_fuel (summed over destinations).

    File `monthly`: date (first of the month), destination_region, euros a day for oil, gas, coal and their total.
    The rows "Total" are checked against the destinations and not read in. Raises SourceError, also for a month
    without one of the destinations.
    """
    answer = Answer(SOURCE, "monthly", files)
    paid = _paid(answer)
    rows = []
    for period, destinations in paid.items():
        fuels: dict[str, float] = defaultdict(float)
        for region in (*DESTINATIONS, WORLD):
            if region not in destinations:
                raise answer.refused(str(period[0]), f"{region!r} is missing")
        for region, entity in DESTINATIONS.items():
            rows.append(_row("fossil_revenue", entity, period, destinations[region][SUM]))
            for column in FUELS:
                fuels[column] += destinations[region][column]
        for column, total in (fuels | {SUM: sum(fuels.values())}).items():
            if abs(total - destinations[WORLD][column]) > ROUNDING:
                raise answer.refused(f"{period[0]}, {column}", f"the destinations do not add up to {WORLD!r}")
        rows += [_row("fossil_revenue_by_fuel", entity, period, fuels[column]) for column, entity in FUELS.items()]
    return tidy(row for row in rows if row.period[1] < ASKED)


def _paid(answer: Answer) -> dict[PeriodDays, dict[str, dict[str, float]]]:
    """{month: {region: {column: euros a day}}}."""
    paid: dict[PeriodDays, dict[str, dict[str, float]]] = defaultdict(dict)
    for line, row in answer.rows(["date", "destination_region", *FUELS, SUM]):
        first, region = answer.date(row["date"], f"row {line}, date"), row["destination_region"]
        if first.day != 1:
            raise answer.refused(f"row {line}, date", f"{row['date']!r} is not the first of a month")
        if region not in DESTINATIONS and region != WORLD:
            raise answer.refused(f"row {line}, destination_region", f"unknown destination {region!r}")
        period = month(first.year, first.month)
        if region in paid[period]:
            raise answer.refused(f"row {line}", f"{region} stands twice for {row['date']}")
        euros = {column: answer.number(row[column], f"row {line}, {column}") for column in (*FUELS, SUM)}
        if abs(sum(euros[column] for column in FUELS) - euros[SUM]) > ROUNDING:
            raise answer.refused(f"row {line}, {SUM}", "oil, gas and coal do not add up to the total")
        paid[period][region] = euros
    return paid


def _row(series: str, entity: str, period: PeriodDays, euros: float) -> Observation:
    return Observation(series, entity, period, round(euros / 1e6, 3), status="estimate")
