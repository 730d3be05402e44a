"""Which calendar months an answer covers from first day to last, so that a sum over one leaves nothing out."""

import datetime as dt

from etl.parsing.observations import month


def whole_months(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The months, as first and last day, that lie wholly between two days held, both of them included."""
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    months = [month(number // 12, number % 12 + 1) for number in numbers]
    return [period for period in months if first <= period[0] and period[1] <= last]
