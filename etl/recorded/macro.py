"""One column of a student's research data set on Russia's economy: a workbook of monthly figures without a codebook."""

import re

from etl.parsing.answer import Answer
from etl.parsing.observations import PeriodDays, month, month_before
from etl.parsing.workbooks import sheet_values

SHEET = "factor data"


def monthly_column(answer: Answer, name: str) -> dict[PeriodDays, float]:
    """{month: number} of one column. The column Date is text like 01.2020, never a number.

    Raises SourceError, also when a month is missing or stands twice.
    """
    header, *lines = sheet_values(answer, SHEET)
    places = []
    for column in ("Date", name):
        if header.count(column) != 1:
            raise answer.refused(f"sheet {SHEET}, header", f"{header.count(column)} columns {column!r}; expected one")
        places.append(header.index(column))
    found: dict[PeriodDays, float] = {}
    for number, line in enumerate(lines, start=2):
        date, cell = (line[place] for place in places)
        where = f"sheet {SHEET}, row {number}"
        # As a number, 01.2020 would read 1.202, and 10.2020 and 1.2020 would be one month.
        if not isinstance(date, str) or not re.fullmatch(r"(0[1-9]|1[0-2])\.\d{4}", date):
            raise answer.refused(f"{where}, Date", f"{date!r} is not text like 01.2020")
        period = month(int(date[3:]), int(date[:2]))
        if found and month_before(period[0]) != next(reversed(found)):
            raise answer.refused(f"{where}, Date", f"{date} does not follow the month before it")
        found[period] = answer.amount(cell, f"{where}, {name}")
    if not found:
        raise answer.refused(f"sheet {SHEET}", "a header without rows")
    return found
