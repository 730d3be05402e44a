"""The Economist: area of Ukraine assessed as under Russian control, day by day, from maps of ISW and AEI.

Answer `area`: CSV, oldest day first; square metres, and per cent of Ukraine. The columns of change are not read:
after a day that stands twice, those over seven and thirty days count one day too few.
"""

import datetime as dt

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.months import whole_months
from etl.parsing.observations import Observation, day, tidy

AREA, SHARE = "area_assessed_as_russia_controlled", "area_assessed_as_russia_controlled_percent"
CHANGES = tuple(f"change_in_{AREA}{span}" for span in ("", "_in_past_7_days", "_in_past_30_days"))
# The area of Ukraine that the publisher divides by, in square kilometres: every row of the file implies it.
UKRAINE = 603_628
FIRST = dt.date(2022, 2, 22)
ONE_DAY = dt.timedelta(days=1)


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series area_controlled (km2) and area_share (percent) by day, area_change (km2) by month; entity RUS.

    A change is the level on a month's last day less that on the last day of the month before, where both are held.
    Raises SourceError, also for a share that is not that of the area, and for a day that stands twice with two values.
    """
    answer = Answer("economist_area", "area", files)
    levels: dict[dt.date, tuple[float, float]] = {}
    for line, row in answer.rows(["date", AREA, SHARE], unused=CHANGES):
        date = answer.date(row["date"], f"row {line}, date", since=FIRST)
        area = answer.number(row[AREA], f"row {line}, {AREA}") / 1e6
        share = answer.number(row[SHARE], f"row {line}, {SHARE}")
        if not 0 <= area <= UKRAINE:
            raise answer.refused(f"row {line}, {AREA}", f"{area:g} km2 is no area within Ukraine")
        if abs(100 * area / UKRAINE - share) > 0.001:
            raise answer.refused(f"row {line}, {SHARE}", f"{share:g} is not the share of {area:g} km2")
        # The publisher repeats a day now and then, with the same value.
        if levels.setdefault(date, (area, share)) != (area, share):
            raise answer.refused(f"row {line}, date", f"{date} stands twice with different values")
    rows = []
    for date, (area, share) in levels.items():
        rows.append(Observation("area_controlled", "RUS", day(date), round(area, 1), status="estimate"))
        rows.append(Observation("area_share", "RUS", day(date), round(share, 2), status="estimate"))
    for start, end in whole_months(min(levels), max(levels)):
        if start - ONE_DAY in levels and end in levels:
            change = levels[end][0] - levels[start - ONE_DAY][0]
            rows.append(Observation("area_change", "RUS", (start, end), round(change, 1), status="estimate"))
    return tidy(rows)
