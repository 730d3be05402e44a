"""Eurostat, data set gov_ev: general government expenditure on defence in the European Union.

Answer `defence`: JSON-stat 2.0. `value` and `status` are sparse: only cells that hold something, by their place
counted along all dimensions, the last one running fastest.
"""

import math
from itertools import product
from typing import Any

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, tidy, year

DIMENSIONS = {"freq", "expend", "na_item", "unit", "geo", "time"}
ITEMS = {"TE": "eu_defence_spending", "P51G": "eu_defence_investment"}
AREAS = {
    "EU27_2020": "EU27",
    "DE": "DEU",
    "FR": "FRA",
    "IT": "ITA",
    "PL": "POL",
    "ES": "ESP",
    "NL": "NLD",
    "SE": "SWE",
    "FI": "FIN",
}
# What a letter says beside a value. A forecast, a secret, or a cell that cannot have a value is no value.
FLAGS = {
    "p": ("provisional", ""),
    "e": ("estimate", ""),
    "b": ("final", "break in the series"),
    "d": ("final", "the definition differs"),
    "u": ("final", "low reliability"),
    "n": ("final", "not significant"),
    "r": ("final", "revised"),
    "s": ("estimate", "an estimate by Eurostat"),
}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series eu_defence_spending (item TE) and eu_defence_investment (item P51G), bn_eur, yearly, by country.

    A cell without a value is absent, and is not filled in from the others. Raises SourceError.
    """
    answer = Answer("eurostat", "defence", files)
    data = answer.json()
    if not isinstance(data, dict) or data.get("class") != "dataset" or data.get("version") != "2.0":
        raise answer.refused("answer", f"not a JSON-stat 2.0 data set: {str(data)[:100]}")
    values, marks = data.get("value"), data.get("status", {})
    if not isinstance(values, dict) or not isinstance(marks, dict) or not values:
        raise answer.refused("value, status", "expected cells by their place, at least one")
    index = _index(answer, data)
    places = {name: place for place, name in enumerate(data["id"])}
    rows = []
    for item, area, time in product(ITEMS, AREAS, index["time"]):
        wanted = {"freq": "A", "expend": "DEF", "na_item": item, "unit": "MIO_EUR", "geo": area, "time": time}
        flat = 0
        for name in places:
            if wanted[name] not in index[name]:
                raise answer.refused(f"dimension {name}", f"category {wanted[name]!r} is missing")
            flat = flat * data["size"][places[name]] + index[name][wanted[name]]
        value, where = values.get(str(flat)), f"{item}, {area}, {time}"
        if value is None:
            continue
        thousands = round(answer.amount(value, where) / 1000, 4)
        period = year(answer.date(time, where, "%Y").year)
        status, note = _status(answer, marks.get(str(flat), ""), where)
        rows.append(Observation(ITEMS[item], AREAS[area], period, thousands, status=status, note=note))
    if not rows:
        raise answer.refused("value", "no cell for any of the countries")
    return tidy(rows)


def _index(answer: Answer, data: dict[str, Any]) -> dict[str, dict[str, int]]:
    """{dimension: {category: place}}, checked against the sizes and the cells."""
    names, sizes = data.get("id", []), data.get("size", [])
    if set(names) != DIMENSIONS or len(names) != len(sizes):
        raise answer.refused("id", f"expected the dimensions {', '.join(sorted(DIMENSIONS))}, found {', '.join(names)}")
    dimensions = data.get("dimension", {})
    index = {name: dimensions.get(name, {}).get("category", {}).get("index") for name in names}
    for name, size in zip(names, sizes, strict=True):
        if not isinstance(index[name], dict) or sorted(index[name].values()) != list(range(size)):
            raise answer.refused(f"dimension {name}", f"its categories are not numbered 0 to {size - 1}")
    cells = math.prod(sizes)
    for place in data["value"]:
        if not place.isdecimal() or int(place) >= cells:
            raise answer.refused("value", f"place {place!r} is outside the {cells} cells")
    return index


def _status(answer: Answer, flags: str, where: str) -> tuple[str, str]:
    """Eurostat's letters for one cell, several at once possible, as our status and note."""
    statuses, notes = {"final"}, []
    for flag in flags:
        if flag not in FLAGS:
            raise answer.refused(f"{where}, status", f"unknown flag {flag!r}")
        statuses.add(FLAGS[flag][0])
        notes += [FLAGS[flag][1]] if FLAGS[flag][1] else []
    status = next(status for status in ("estimate", "provisional", "final") if status in statuses)
    return status, "; ".join(notes)
