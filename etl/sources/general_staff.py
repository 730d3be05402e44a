"""General Staff of the Armed Forces of Ukraine: Russian personnel and equipment, as claimed each day.

Three answers, each a JSON array of one record per day with `date` and `day`; cumulative since 24 February 2022.
`personnel`: persons; the publisher says "losses" and defines no further; a "POW" key in early rows.
`equipment`: items. Keys appear and vanish: `military auto` and `fuel tank` became `vehicles and fuel tanks` on
1 May 2022, `special equipment`, `cruise missiles`, `submarines` and `ground robotic systems` came later, `mobile SRBM
system` and the words of `greatest losses direction` ended.
`correction`: items, and persons under `personnel`, by which the publisher corrected its totals, zero where it did not.
The totals hold them already: on 3 October 2024 a correction of one aircraft downwards is the whole fall of the total.
So they are told beside the day they are listed under, and never added. Its `day` has slips and is not read.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, day, tidy

SOURCE = "general_staff"
FIRST = dt.date(2022, 2, 24)
PERSONNEL_KEYS = {"date", "day", "personnel", "personnel*", "POW"}
# Equipment by entity. The vehicles have another key since 1 May 2022.
CLAIMED = {
    "tank": "tank",
    "armoured_vehicle": "APC",
    "artillery": "field artillery",
    "rocket_artillery": "MRL",
    "aircraft": "aircraft",
    "helicopter": "helicopter",
    "drone": "drone",
}
# Not in every record, or not of every day.
AT_TIMES = {
    "air_defence": "anti-aircraft warfare",
    "cruise_missile": "cruise missiles",
    "ground_robot": "ground robotic systems",
    "ship": "naval ship",
    "special_equipment": "special equipment",
    "submarine": "submarines",
}
VEHICLES = {"vehicles and fuel tanks"}
EARLY_VEHICLES = {"military auto", "fuel tank"}
EQUIPMENT_KEYS = {"date", *CLAIMED.values()}
UNREAD = {"day", "greatest losses direction", "mobile SRBM system"}
CORRECTED = {key: entity for entity, key in (CLAIMED | AT_TIMES).items()} | {"vehicles and fuel tanks": "vehicle"}

Corrections = dict[tuple[dt.date, str], int]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series losses_claimed_ukraine (persons, RUS) and equipment_claimed (items, by equipment), cumulative, daily.

    A published correction stands in the note of the day it is listed under. Raises SourceError, also for a correction
    of a day without totals.
    """
    personnel, equipment, correction = (
        Answer(SOURCE, file, files) for file in ("personnel", "equipment", "correction")
    )
    corrections = dict(_corrections(correction))
    rows = [*_personnel(personnel, corrections), *_equipment(equipment, corrections)]
    held = {(row.period[1], row.entity) for row in rows}
    for date, entity in corrections.keys() - held:
        raise correction.refused(str(date), f"a correction for {entity}, of which that day has no total")
    return tidy(rows)


def _records(answer: Answer) -> Iterator[tuple[str, dict[str, Any], dt.date]]:
    records = answer.json()
    if not isinstance(records, list) or not records:
        raise answer.refused("answer", "expected a JSON array of daily records")
    for number, record in enumerate(records, start=1):
        where = f"record {number}"
        if not isinstance(record, dict) or "date" not in record:
            raise answer.refused(where, f"expected an object with a date, found {record!r}")
        yield where, record, answer.date(str(record["date"]), f"{where}, date", since=FIRST)


def _personnel(answer: Answer, corrections: Corrections) -> Iterator[Observation]:
    for where, record, date in _records(answer):
        if not {"personnel"} <= record.keys() <= PERSONNEL_KEYS:
            raise answer.refused(where, f"expected the keys {', '.join(sorted(PERSONNEL_KEYS))}, found {record!r}")
        value = answer.count(record["personnel"], f"{where}, personnel")
        yield Observation("losses_claimed_ukraine", "RUS", day(date), value, note=_note(corrections.get((date, "RUS"))))


def _equipment(answer: Answer, corrections: Corrections) -> Iterator[Observation]:
    for where, record, date in _records(answer):
        vehicles = record.keys() & (VEHICLES | EARLY_VEHICLES)
        if vehicles not in (VEHICLES, EARLY_VEHICLES):
            raise answer.refused(where, f"expected {VEHICLES} or {EARLY_VEHICLES}, found {sorted(vehicles)}")
        missing = EQUIPMENT_KEYS - record.keys()
        unknown = record.keys() - EQUIPMENT_KEYS - vehicles - set(AT_TIMES.values()) - UNREAD
        if missing or unknown:
            raise answer.refused(where, f"missing keys {sorted(missing)}, unknown keys {sorted(unknown)}")
        named = CLAIMED | {entity: key for entity, key in AT_TIMES.items() if key in record}
        totals = {entity: answer.count(record[key], f"{where}, {key}") for entity, key in named.items()}
        totals["vehicle"] = sum(answer.count(record[key], f"{where}, {key}") for key in vehicles)
        for entity, value in totals.items():
            note = _note(corrections.get((date, entity)))
            yield Observation("equipment_claimed", entity, day(date), value, note=note)


def _corrections(answer: Answer) -> Iterator[tuple[tuple[dt.date, str], int]]:
    seen = set()
    for where, record, date in _records(answer):
        if date in seen:
            raise answer.refused(where, f"{date} stands twice")
        seen.add(date)
        for key in record.keys() - {"date", "day"}:
            if key not in CORRECTED.keys() | UNREAD | {"personnel"}:
                raise answer.refused(where, f"unknown key {key!r}")
            if key in UNREAD:
                continue
            if value := answer.count(record[key], f"{where}, {key}", signed=True):
                yield (date, CORRECTED.get(key, "RUS")), value


def _note(correction: int | None) -> str:
    if correction is None:
        return ""
    words = f"{correction:+,}".replace("-", "−")
    return (
        f"A correction of {words} is listed under this day. The publisher’s totals include it; nothing is added here."
    )
