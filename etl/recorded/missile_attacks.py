"""Air Force of Ukraine: missiles and drones launched and stopped, one row an attack and model, as structured by others.

Files `attacks` and `models`, CSV. Counted are missiles and long-range attack drones. Left out are what only appears
once it is shot down, so that its launches are not known: reconnaissance drones, small drones of the front line and
drones of unknown type; and bombs, which are reported only now and then.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.months import whole_months
from etl.parsing.observations import Observation, tidy

SOURCE = "missile_attacks"
DRONES, CRUISE, BALLISTIC, OTHER, LEFT_OUT = (
    *("attack_drones", "cruise_missiles", "ballistic_missiles", "other_missiles"),
    "",
)
# Air-defence missiles fired at the ground fly like ballistic ones, and the Air Force often counts them together.
CATEGORIES = {
    "cruise missile": CRUISE,
    "ballistic missile": BALLISTIC,
    "surface-to-air missile": BALLISTIC,
    "surface-to-air and ballistic": BALLISTIC,
    "guided bomb": LEFT_OUT,
}
# What the list of models does not have, does not tell, or files under another kind than the words of the model say.
OWN = {
    "Shahed-136/131": DRONES,
    "Shahed-136/131 and Lancet": DRONES,
    **dict.fromkeys(("Unknown UAV", "Lancet", "Kub", "Молнія", "Молнія and Lancet", "Привет-82", "Фенікс"), LEFT_OUT),
    **dict.fromkeys(("Картограф", "Orion", "Mohajer-6", "Aerial Bomb"), LEFT_OUT),
    "X-47 Kinzhal and Iskander-M/KN-23": BALLISTIC,
    "Intercontinental ballistic missile": BALLISTIC,
    "Unknown Missile": OTHER,
    "Iskander-M and Iskander-K": OTHER,
    "Iskander-M/KN-23 and Iskander-K and Kalibr": OTHER,
    "Iskander-M/KN-23 and Iskander-K and X-59/X-69": OTHER,
    "X-101/X-555 and Kalibr and Iskander-M/KN-23": OTHER,
}
COLUMNS = ["time_start", "model", "launched", "destroyed", "not_reach_goal"]
UNUSED = (
    *("time_end", "launch_place", "target", "target_main", "still_attacking", "border_crossing", "is_shahed"),
    *("num_hit_location", "num_fall_fragment_location", "carrier", "turbojet", "turbojet_destroyed"),
    *("affected region", "destroyed_details", "launched_details", "launch_place_details", "source"),
)
MODEL_COLUMNS = ["model", "category", "type"]
MODEL_UNUSED = (
    *("national_origin", "launch_platform", "name", "name_NATO", "in_sevice", "designer", "manufacturer"),
    *("guidance_system", "unit_cost"),
)
NOTE = "at least: an attack of the month has no published number"
Sums = dict[tuple[str, str, dt.date], list[int | None]]


def tables(files: dict[str, bytes]) -> pd.DataFrame:
    """Series attacks_launched and attacks_intercepted (launches, whole months), by kind; months of the attacks' start.

    Where an attack's number is missing, the month's sum is a low without a value. Raises SourceError, also for an
    unknown model, and for an attack with more shot down than launched.
    """
    kinds = _kinds(Answer(SOURCE, "models", files))
    answer = Answer(SOURCE, "attacks", files)
    sums: Sums = defaultdict(list)
    days = []
    for line, row in answer.rows(COLUMNS, unused=UNUSED):
        form = "%Y-%m-%d %H:%M" if " " in row["time_start"] else "%Y-%m-%d"
        date = answer.date(row["time_start"], f"row {line}, time_start", form)
        days.append(date)
        if row["model"] not in kinds:
            raise answer.refused(f"row {line}, model", f"unknown model {row['model']!r}")
        launched, destroyed, lost = (_count(answer, line, row, column) for column in COLUMNS[2:])
        if launched is not None and destroyed is not None and destroyed > launched:
            raise answer.refused(f"row {line}, destroyed", f"{destroyed} of {launched} launched")
        kind, start = kinds[row["model"]], date.replace(day=1)
        if kind != LEFT_OUT:
            sums["attacks_launched", kind, start].append(launched)
        # Of attacks reported as one number over several kinds, how many were stopped says nothing of any kind.
        if kind not in (LEFT_OUT, OTHER):
            sums["attacks_intercepted", kind, start].append(None if destroyed is None else destroyed + (lost or 0))
    return tidy(_months(sums, dict(whole_months(min(days), max(days)))))


def _kinds(answer: Answer) -> dict[str, str]:
    """{model: kind}, or LEFT_OUT for what is not counted."""
    kinds = dict(OWN)
    for line, row in answer.rows(MODEL_COLUMNS, unused=MODEL_UNUSED):
        if row["model"] in OWN:
            continue
        if row["category"] in CATEGORIES:
            kinds[row["model"]] = CATEGORIES[row["category"]]
        elif (row["category"], row["type"]) == ("UAV", "reconnaissance"):
            kinds[row["model"]] = LEFT_OUT
        else:
            raise answer.refused(f"row {line}, category", f"unknown kind {row['category']!r}, {row['type']!r}")
    return kinds


def _count(answer: Answer, line: int, row: dict[str, str], column: str) -> int | None:
    if not row[column]:
        return None
    return answer.count(row[column], f"row {line}, {column}")


def _months(sums: Sums, whole: dict[dt.date, dt.date]) -> Iterator[Observation]:
    for (series, kind, start), numbers in sums.items():
        if start in whole:
            total = sum(number for number in numbers if number is not None)
            period = (start, whole[start])
            if None in numbers:
                yield Observation(series, kind, period, None, low=total, note=NOTE)
            else:
                yield Observation(series, kind, period, total)
