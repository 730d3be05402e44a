"""Which calendar months an answer covers from first day to last, so that a sum over one leaves nothing out."""

import datetime as dt
from collections.abc import Iterable

from etl.parsing.observations import month


def whole_months(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The months, as first and last day, that lie wholly between two days held, both of them included."""
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    months = [month(number // 12, number % 12 + 1) for number in numbers]
    return [period for period in months if first <= period[0] and period[1] <= last]


# So many days without a word, and then a few rows: a slip of a year rather than news. No list here was silent for two.
QUIET, FEW = 100, 5


def astray(days: Iterable[dt.date]) -> set[dt.date]:
    """The last days of a daily list, where they are few and follow on more than QUIET days without one.

    Such a day must not decide which months the answer covers. `days`: one for each row.
    """
    ordered = sorted(days)
    for place in range(max(1, len(ordered) - FEW), len(ordered)):
        if (ordered[place] - ordered[place - 1]).days > QUIET:
            return set(ordered[place:])
    return set()
