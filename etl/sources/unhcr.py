"""UNHCR: refugees from Ukraine at the end of each year, by country of asylum.

Answer `population`: JSON of api.unhcr.org, one page {page, maxPages, total, items}; an item is a year and a country of
asylum. Counts are numbers, or the strings "0" and "-" for none. UNHCR's own codes differ from ISO, so `coa_iso` is
read. Of the year under way the publisher gives a count of mid-year that nothing in the answer marks; so only years
whose final counts are published are asked for: see {ended} in etl.learning.addresses.
"""

import re
from collections.abc import Iterator

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year

FIRST = 2022
# Columns whose meaning is relied on; the others are counts of other people.
COLUMNS = {"year", "coo_iso", "coa_name", "coa_iso", "refugees"}
OTHERS = {
    *("coo_id", "coo_name", "coo", "coa_id", "coa", "asylum_seekers", "returned_refugees", "idps", "returned_idps"),
    *("stateless", "ooc", "oip", "hst"),
}
# Country not known, or persons of various countries: no place on a map, and no refugees so far.
NOWHERE = ("UNK", "XXA")
RUSSIA = "counted in another way than before 2024, evidently; the data do not say how"


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series refugees (persons at the end of the year, by ISO code of the host) and refugees_total (their sum, UKR).

    Raises SourceError, also for an answer of several pages, another country of origin or a year not asked for.
    """
    answer = Answer("unhcr", "population", files)
    return tidy(host_observations(answer, _hosts(answer, answer.json())))


def host_observations(answer: Answer, hosts: dict[tuple[int, str], int]) -> Iterator[Observation]:
    """The observations of {(year, host): refugees}. Raises SourceError where a year is missing or nobody is counted."""
    totals = dict.fromkeys(range(FIRST, max(number for number, _ in hosts) + 1), 0)
    for (number, host), count in hosts.items():
        totals[number] += count
        if count:
            note = RUSSIA if host == "RUS" and number >= 2024 else ""
            yield Observation("refugees", host, year(number), count, note=note)
    for number, total in totals.items():
        if not total:
            raise answer.refused(str(number), "no refugees at all in this year")
        yield Observation("refugees_total", "UKR", year(number), total)


def host(answer: Answer, code: str, refugees: int, where: str) -> str:
    """The host's code. Raises SourceError for what is no ISO code, and for refugees in no country or in Ukraine."""
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise answer.refused(f"{where}, coa_iso", f"{code!r} is not an ISO code")
    if refugees and code in (*NOWHERE, "UKR"):
        raise answer.refused(f"{where}, coa_iso", f"{refugees} refugees from Ukraine in {code!r}")
    return code


def _hosts(answer: Answer, page: object) -> dict[tuple[int, str], int]:
    if not isinstance(page, dict) or not isinstance(page.get("items"), list) or not page["items"]:
        raise answer.refused("answer", "no list of items")
    if page.get("page") != 1 or page.get("maxPages") != 1:
        found = f"page {page.get('page')!r} of {page.get('maxPages')!r}; one page with everything is expected"
        raise answer.refused("page", found)
    hosts: dict[tuple[int, str], int] = {}
    for place, item in enumerate(page["items"], start=1):
        where = f"item {place}"
        if not isinstance(item, dict) or not item.keys() >= COLUMNS or item.keys() - COLUMNS - OTHERS:
            raise answer.refused(where, f"other columns than expected: {', '.join(item)}")
        if item["coo_iso"] != "UKR":
            raise answer.refused(f"{where}, coo_iso", f"{item['coo_iso']!r} where 'UKR' is expected")
        number = answer.date(str(item["year"]), f"{where}, year", "%Y").year
        if number < FIRST:
            raise answer.refused(f"{where}, year", f"{number} is none of the years asked for")
        refugees = _count(answer, item["refugees"], f"{where}, refugees")
        key = number, host(answer, item["coa_iso"], refugees, where)
        if key in hosts:
            raise answer.refused(where, f"{key[1]} stands twice in {key[0]}")
        hosts[key] = refugees
    return hosts


def _count(answer: Answer, found: object, where: str) -> int:
    """A number, or the dash that stands for none."""
    if found == "-":
        return 0
    return answer.count(found, where)
