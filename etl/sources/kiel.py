"""Kiel Institute, Ukraine Support Tracker: what governments set aside for Ukraine, month by month, in billion euros.

Answers, all CSV: `release_info` (one row), `total_allocations` (month by kind of aid), `data_explorer` (donor by month;
a month in which a donor has nothing has no row), `procurement_trends` (military aid by origin) and `eu_aid_shares`
(members' parts in the aid of the EU institutions). The five files must be of one release: the same last month, and
donors that add up to the total of every month.
"""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, PeriodDays, month, tidy

SOURCE = "kiel"
Amounts = dict[PeriodDays, float]
FIRST = dt.date(2022, 1, 1)
KINDS = {"military": "aid_military", "financial": "aid_financial", "humanitarian": "aid_humanitarian"}
ORIGINS = {
    "stockpile": "aid_from_stockpiles",
    "procurement": "aid_procured",
    "unspecified": "aid_origin_unspecified",
    "nato_purl": "aid_nato_purl",
}
EU_MEMBERS = (
    *("AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN"),
    *("FRA", "DEU", "GRC", "HUN", "IRL", "ITA", "LVA", "LTU", "LUX"),
    *("MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE"),
)
OTHERS = ("AUS", "CAN", "CHE", "CHN", "GBR", "IND", "ISL", "JPN", "KOR", "NOR", "NZL", "TUR", "TWN")
# The file's code of a donor: its group. A donor that is not here is refused, so that no group grows unseen.
GROUPS = {
    "USA": "USA",
    "EU": "eu_institutions",
    **dict.fromkeys(EU_MEMBERS, "eu_members"),
    **dict.fromkeys(OTHERS, "other_donors"),
}
# Only what is charted is kept: the publisher's terms are not settled.
LARGEST = ("USA", "EU", "DEU", "GBR", "CAN", "JPN", "DNK", "NLD", "NOR", "SWE")
SHARES = ("DNK", "EST", "LTU", "NOR", "SWE", "LVA", "FIN", "NLD", "POL", "CAN", "DEU", "GBR", "USA")
WITH_EU = ("DNK", "EST", "LTU", "LVA", "SWE", "FIN", "NLD", "POL", "DEU", "SVK", "FRA", "ITA", "ESP")
# Sums of numbers published with six decimals differ by their rounding alone.
ROUNDING = 0.001


@dataclass
class Donor:
    """One donor: its GDP (bn_eur; 0 for the EU institutions), and what it allocated and committed in each month."""

    gdp: float
    allocated: Amounts = field(default_factory=dict)
    committed: Amounts = field(default_factory=dict)


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Monthly support_allocations, support_military_origin (by kind), support_by_donor_group, support_allocated and
    support_commitments; cumulative since January 2022: support_allocated_total, support_committed_total,
    support_by_donor_total (bn_eur), support_share_of_gdp and support_share_with_eu (percent_of_gdp).

    The vintage is the day of the release. Raises SourceError, also when the files are not of one release.
    """
    released, months = _release(Answer(SOURCE, "release_info", files))
    totals = _table(Answer(SOURCE, "total_allocations", files), ["total_allocations", *KINDS], months)
    origins = _table(Answer(SOURCE, "procurement_trends", files), list(ORIGINS), months)
    explorer = Answer(SOURCE, "data_explorer", files)
    donors = _donors(explorer, months)
    _add_up(explorer, donors, {period: cells["total_allocations"] for period, cells in totals.items()})
    found: dict[tuple[str, str], Amounts] = {}
    for series, names, table in (
        ("support_allocations", KINDS, totals),
        ("support_military_origin", ORIGINS, origins),
    ):
        for column, entity in names.items():
            found[series, entity] = {period: round(cells[column], 6) for period, cells in table.items()}
    for group, amounts in by_group({iso: donor.allocated for iso, donor in donors.items()}, months).items():
        found["support_by_donor_group", group] = amounts
    allocated = {period: cells["total_allocations"] for period, cells in totals.items()}
    committed = summed([donor.committed for donor in donors.values()], months)
    found["support_allocated", "all_donors"] = allocated
    found["support_commitments", "all_donors"] = committed
    found["support_allocated_total", "all_donors"] = running(allocated, months)
    found["support_committed_total", "all_donors"] = running(committed, months)
    for iso in LARGEST:
        entity = GROUPS[iso] if iso == "EU" else iso
        found["support_by_donor_total", entity] = running(_of(explorer, donors, iso).allocated, months)
    for iso in SHARES:
        donor = _of(explorer, donors, iso)
        if not donor.gdp:
            raise explorer.refused(f"{iso}, gdp", "0, so there is no share of it")
        total = running(donor.allocated, months)
        found["support_share_of_gdp", iso] = {period: donor_share(total[period], donor.gdp) for period in months}
    for iso, percent in _with_eu(Answer(SOURCE, "eu_aid_shares", files)):
        found["support_share_with_eu", iso] = {months[-1]: percent}
    return tidy(
        Observation(series, entity, period, value, vintage=released)
        for (series, entity), amounts in found.items()
        for period, value in amounts.items()
    )


def summed(parts: Sequence[Mapping[PeriodDays, float]], months: Sequence[PeriodDays]) -> Amounts:
    """The sum of several donors in each month; a month without a row of a donor adds nothing."""
    return {period: round(math.fsum(part.get(period, 0.0) for part in parts), 6) for period in months}


def by_group(donors: Mapping[str, Mapping[PeriodDays, float]], months: Sequence[PeriodDays]) -> dict[str, Amounts]:
    """{group: sum of its donors in each month}, every group of GROUPS. Raises KeyError for a donor that has none."""
    parts: dict[str, list[Mapping[PeriodDays, float]]] = {group: [] for group in GROUPS.values()}
    for iso, amounts in donors.items():
        parts[GROUPS[iso]].append(amounts)
    return {group: summed(amounts, months) for group, amounts in parts.items()}


def running(amounts: Mapping[PeriodDays, float], months: Sequence[PeriodDays]) -> Amounts:
    """The total from the first month to each month; a month without a row adds nothing."""
    held = [amounts.get(period, 0.0) for period in months]
    return {period: round(math.fsum(held[: number + 1]), 6) for number, period in enumerate(months)}


def donor_share(amount: float, gdp: float) -> float:
    """Per cent, to two decimals; less than 0.01 keeps six, so that little does not become nothing."""
    percent = 100 * amount / gdp
    return round(percent, 2 if percent >= 0.01 else 6)


def _release(answer: Answer) -> tuple[dt.datetime, list[PeriodDays]]:
    """The day of the release, and every month from January 2022 to the last one that it covers."""
    rows = list(answer.rows(["release", "period", "date", "label"]))
    if len(rows) != 1:
        raise answer.refused("answer", f"{len(rows)} releases where one is expected")
    line, row = rows[0]
    last = answer.date(row["period"], f"row {line}, period", "%m/%Y")
    released = answer.date(row["date"], f"row {line}, date")
    if not FIRST <= last < released:
        raise answer.refused(f"row {line}, period", f"{row['period']!r} for a release of {released}")
    count = 12 * (last.year - FIRST.year) + last.month
    months = [month(FIRST.year + number // 12, number % 12 + 1) for number in range(count)]
    return dt.datetime.combine(released, dt.time()), months


def _period(answer: Answer, line: int, row: dict[str, str]) -> PeriodDays:
    """The row's month."""
    first = answer.date(f"{row['year']}-{row['month']}", f"row {line}, year and month", "%Y-%m")
    return month(first.year, first.month)


def _amount(answer: Answer, line: int, row: dict[str, str], column: str) -> float:
    """An amount of money: nothing that was set aside or promised is below zero."""
    value = answer.number(row[column], f"row {line}, {column}")
    if value < 0:
        raise answer.refused(f"row {line}, {column}", f"{row[column]} is below zero")
    return value


def _table(answer: Answer, columns: list[str], months: list[PeriodDays]) -> dict[PeriodDays, dict[str, float]]:
    """A file with one row a month: every month of the release, once."""
    table: dict[PeriodDays, dict[str, float]] = {}
    for line, row in answer.rows(["year", "month", *columns]):
        period = _period(answer, line, row)
        if period in table:
            raise answer.refused(f"row {line}, month", f"{period[0]:%Y-%m} stands twice")
        table[period] = {column: _amount(answer, line, row, column) for column in columns}
    for period in sorted(set(months) ^ set(table)):
        found = "is missing" if period in months else "is not covered by the release"
        raise answer.refused("month", f"{period[0]:%Y-%m} {found}")
    return table


def _donors(answer: Answer, months: list[PeriodDays]) -> dict[str, Donor]:
    """{code: donor}. `to_be_allocated` is what a month's commitments exceed its allocations by; it may be negative."""
    columns = ["iso", "year", "month", "total", *KINDS, "commitments", "to_be_allocated", "gdp"]
    donors: dict[str, Donor] = {}
    for line, row in answer.rows(columns, unused=("country", "pct_gdp")):
        iso, period = row["iso"], _period(answer, line, row)
        if iso not in GROUPS:
            raise answer.refused(f"row {line}, iso", f"{iso!r} is in no group of donors")
        if period not in months:
            raise answer.refused(f"row {line}, month", f"{period[0]:%Y-%m} is not covered by the release")
        number = {name: _amount(answer, line, row, name) for name in ("total", *KINDS, "commitments", "gdp")}
        donor = donors.setdefault(iso, Donor(number["gdp"]))
        if period in donor.allocated:
            raise answer.refused(f"row {line}, month", f"{iso}, {period[0]:%Y-%m} stands twice")
        if donor.gdp != number["gdp"]:
            raise answer.refused(f"row {line}, gdp", f"{row['gdp']}, but an earlier row of {iso} has {donor.gdp}")
        rest = answer.number(row["to_be_allocated"], f"row {line}, to_be_allocated")
        for column, value, parts in (
            ("total", number["total"], [number[kind] for kind in KINDS]),
            ("to_be_allocated", rest, [number["commitments"], -number["total"]]),
        ):
            if abs(value - math.fsum(parts)) > ROUNDING:
                raise answer.refused(f"row {line}, {column}", f"{row[column]}, but its parts give {math.fsum(parts):g}")
        donor.allocated[period], donor.committed[period] = number["total"], number["commitments"]
    return donors


def _add_up(answer: Answer, donors: dict[str, Donor], totals: Amounts) -> None:
    """The donors give the total of every month; else the files are of different releases. Raises SourceError."""
    for period, value in summed([donor.allocated for donor in donors.values()], list(totals)).items():
        if abs(value - totals[period]) > ROUNDING:
            raise answer.refused(
                f"{period[0]:%Y-%m}", f"donors add up to {value:g}, but total_allocations has {totals[period]:g}"
            )


def _of(answer: Answer, donors: dict[str, Donor], iso: str) -> Donor:
    """A donor that is charted by itself."""
    if iso not in donors:
        raise answer.refused("iso", f"no row of {iso}")
    return donors[iso]


def _with_eu(answer: Answer) -> Iterator[tuple[str, float]]:
    """(member, per cent of GDP) of the members charted: its own aid and its part in that of the EU institutions."""
    shares: dict[str, float] = {}
    parts = ["bilateral_pct_gdp", "eu_share_pct_gdp"]
    for line, row in answer.rows(["iso", *parts, "total_pct_gdp"], unused=("country", "eu_share_bn")):
        if row["iso"] not in EU_MEMBERS or row["iso"] in shares:
            raise answer.refused(f"row {line}, iso", f"{row['iso']!r} is no member of the EU, or stands twice")
        total = _amount(answer, line, row, "total_pct_gdp")
        if abs(total - sum(_amount(answer, line, row, part) for part in parts)) > ROUNDING:
            raise answer.refused(f"row {line}, total_pct_gdp", f"{total:g} is not the sum of its parts")
        shares[row["iso"]] = total
    for iso in WITH_EU:
        if iso not in shares:
            raise answer.refused("iso", f"no row of {iso}")
        yield iso, round(shares[iso], 2)
