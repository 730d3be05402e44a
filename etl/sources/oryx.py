"""Oryx: equipment lost by Russia and by Ukraine as far as pictures show it, by type, as scraped by Lee Drake.

Answer `types`: CSV with an unnamed index column, the state of Oryx's two pages on the day in `Date`; items,
cumulative, one row per country and class, split into destroyed, abandoned, captured and damaged. Class names may end in
a line break. Rows of totals carry numbers in their label, which are typed by hand and not read. Classes are renamed,
added and dropped over time, so totals over all of them are not comparable between days; single classes are.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, day, tidy

SOURCE = "oryx"
FIRST = dt.date(2022, 2, 24)
SERIES = {"Russia": "equipment_confirmed_russia", "Ukraine": "equipment_confirmed_ukraine"}
MRAP = "Mine-Resistant Ambush Protected"
# Armoured vehicles: the classes of Oryx's own total of armoured combat vehicles, less its tanks.
CLASSES = {
    "tank": ("Tanks",),
    "armoured_vehicle": (
        "Armoured Fighting Vehicles",
        "Infantry Fighting Vehicles",
        "Armoured Personnel Carriers",
        MRAP,
    ),
    "artillery": ("Towed Artillery", "Self-Propelled Artillery"),
    "rocket_artillery": ("Rocket and Missile Artillery",),
    "aircraft": ("Aircraft",),
    "helicopter": ("Helicopters",),
}
READ = {name for names in CLASSES.values() for name in names}
RENAMED = {"Multiple Rocket Launchers": "Rocket and Missile Artillery"}
UNREAD = {
    *("Anti-Aircraft Guns", "Anti-Tank Guided Missiles", "Anti-tank Guided Missiles", "Communications Stations"),
    *("Artillery Support Vehicles And Equipment", "Artillery and Missile Support Vehicles And Equipment"),
    *("Command Posts And Communications Stations", "Engineering Vehicles", "Engineering Vehicles And Equipment"),
    *("Heavy Mortars", "Infantry Mobility Vehicles", "Jammers And Deception Systems", "Logistics Trains"),
    *("Man-Portable Air Defence Systems", "Naval Ships", "Naval Ships and Submarines", "Radars"),
    *("Radars And Communications Equipment", "Reconnaissance Unmanned Aerial Vehicles"),
    *("Self-Propelled Anti-Aircraft Guns", "Self-Propelled Anti-Tank Missile Systems"),
    *("Surface-To-Air Missile Systems", "Trucks and similar vehicles", "Trucks, Vehicles and Jeeps"),
    *("Trucks, Vehicles, Jeeps, and Trains", "Trucks, Vehicles, and Jeeps", "Unmanned Aerial Vehicles"),
    *("Unmanned Combat Aerial Vehicles", "Unmanned Ground Vehicles"),
}
TOTAL = re.compile(r"All Types|Losses (of|excluding) .+")
HOW = ["destroyed", "abandoned", "captured", "damaged"]
COLUMNS = ["country", "equipment_type", *HOW, "type_total"]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series equipment_confirmed_russia and equipment_confirmed_ukraine (items, by equipment) of the answer's day.

    Raises SourceError, also when a class that is read is missing, stands twice or does not add up.
    """
    answer = Answer(SOURCE, "types", files)
    totals: dict[str, dict[str, int]] = {country: {} for country in SERIES}
    dates = set()
    for line, row in answer.rows([*COLUMNS, "Date"], unused=("", "row_id")):
        dates.add(answer.date(row["Date"], f"row {line}, Date", since=FIRST))
        read_class(answer, f"row {line}", row, totals)
    if len(dates) != 1:
        raise answer.refused("Date", f"{len(dates)} days in a file of one day")
    date = dates.pop()
    return tidy(row for country in SERIES for row in confirmed(answer, date, country, totals[country]))


def read_class(
    answer: Answer,
    where: str,
    row: Mapping[str, str],
    totals: dict[str, dict[str, int]],
    unread: frozenset[str] = frozenset(),
) -> None:
    """Put the total of one row into {country: {class: items}}; totals and classes not read are passed over.

    `unread`: names of classes that only this answer has. Raises SourceError for an unknown country or class.
    """
    country, name = row["country"], RENAMED.get(row["equipment_type"], row["equipment_type"])
    if country not in SERIES:
        raise answer.refused(f"{where}, country", f"unknown country {country!r}")
    if name in UNREAD | unread or TOTAL.fullmatch(name):
        return
    if name not in READ:
        raise answer.refused(f"{where}, equipment_type", f"unknown class {name!r}")
    if name in totals[country]:
        raise answer.refused(f"{where}, equipment_type", f"{name!r} stands twice for {country}")
    total = answer.count(row["type_total"], f"{where}, type_total")
    if sum(answer.count(row[column], f"{where}, {column}") for column in HOW) != total:
        raise answer.refused(where, f"{', '.join(HOW)} do not add up to {total}")
    totals[country][name] = total


def confirmed(
    answer: Answer,
    date: dt.date,
    country: str,
    totals: dict[str, int],
    *,
    lacking: frozenset[str] = frozenset(),
    unlisted: frozenset[str] = frozenset(),
) -> Iterator[Observation]:
    """The rows of one country and day, one per entity of CLASSES; vintage: that day.

    `lacking`: classes that the answer leaves out, so that their entities have no row. `unlisted`: classes that Oryx
    itself did not list yet. Raises SourceError for any other class that is missing.
    """
    for entity, names in CLASSES.items():
        if lacking.intersection(names):
            continue
        listed = [name for name in names if name not in unlisted]
        if missing := [name for name in listed if name not in totals]:
            raise answer.refused(f"{country}, {date}", f"no row for {', '.join(missing)}")
        value = sum(totals[name] for name in listed)
        yield Observation(SERIES[country], entity, day(date), value, vintage=dt.datetime.combine(date, dt.time()))
