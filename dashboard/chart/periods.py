"""Which periods follow one another, which lie in one stretch between breaks, and which lie a year or months apart."""

import datetime as dt
from collections.abc import Sequence

from dashboard.chart.records import Obs
from etl.vocabulary import PERIOD_MONTHS, Frequency

Breaks = Sequence[tuple[dt.date, str]]
# A daily series skips weekends and holidays; beyond this its silence is a gap.
LONGEST_DAILY_GAP = dt.timedelta(days=14)


def segment(day: dt.date, breaks: Breaks) -> int:
    """How many breaks lie on or before `day`: values compare only within one segment."""
    return sum(on <= day for on, _ in breaks)


def runs(rows: Sequence[Obs], frequency: str, breaks: Breaks) -> list[list[Obs]]:
    """Rows in order of time as unbroken runs: a new one begins after a break and after a missing period."""
    found: list[list[Obs]] = []
    for row in rows:
        previous = found[-1][-1] if found else None
        if previous and follows(previous, row, frequency) and segment(previous.end, breaks) == segment(row.end, breaks):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def follows(previous: Obs, row: Obs, frequency: str) -> bool:
    """Whether no period is missing in between. Raises ValueError for a frequency that is none of D, W, M, Q, A, I."""
    if frequency == Frequency.IRREGULAR:
        return True
    if frequency == Frequency.DAILY:
        return row.end - previous.end <= LONGEST_DAILY_GAP
    if frequency == Frequency.WEEKLY:
        return row.end - previous.end <= dt.timedelta(weeks=1)
    if frequency in PERIOD_MONTHS:
        months = 12 * (row.end.year - previous.end.year) + row.end.month - previous.end.month
        return months <= PERIOD_MONTHS[frequency]
    raise ValueError(f"unknown frequency {frequency!r}")


def year_before(start: dt.date, frequency: str) -> dt.date | None:
    """The first day of the same period a year before; 52 weeks for weeks; None for 29 February.

    Raises ValueError for a frequency that is none of D, W, M, Q, A, I.
    """
    if frequency not in tuple(Frequency):
        raise ValueError(f"unknown frequency {frequency!r}")
    if frequency == Frequency.WEEKLY:
        return start - dt.timedelta(weeks=52)
    if (start.month, start.day) == (2, 29):
        return None
    return start.replace(year=start.year - 1)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last of that month where it is shorter."""
    month = 12 * day.year + day.month - 1 - months
    last = (dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(month // 12, month % 12 + 1, min(day.day, last))


def month_ends(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
