"""UK Ministry of Defence: average daily Russian losses of each month, as read off its graphs by The Economist.

Answer `monthly`: CSV, one row per month since March 2022, month by its English name, dates day first. The average is
what the graph shows; days, monthly sum and running sum are The Economist's arithmetic, which has to come out.
The address is the graph's post, whose number encodes the day. Where it ends one higher than the row above, a
spreadsheet counted it on when it was filled down: the address above is the post.
"""

import calendar
import datetime as dt
from collections.abc import Iterator

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, month, tidy
from etl.parsing.x_posts import post_number, posted_on

AVERAGE = "casualties (average daily losses)"
DAYS, SUM, RUNNING = "days in month", "casualties in month", "cumulative casualties"
NEXT = "date (at beginning of next month)"
COLUMNS = ["month", "year", AVERAGE, DAYS, SUM, RUNNING, NEXT, "source", "source_url", "note"]
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series losses_uk_mod_daily_average (persons a day, by month), entity RUS; vintage: the day of the post.

    Raises SourceError, also when days or sums do not come out, or a month is missing between two.
    """
    return tidy(_months(Answer("uk_mod_monthly", "monthly", files)))


def _months(answer: Answer) -> Iterator[Observation]:
    running, printed, post, expected = 0, -1, "", None
    for line, row in answer.rows(COLUMNS):
        where = f"row {line}"
        period, average = _average(answer, where, row)
        if expected not in (None, period[0]):
            raise answer.refused(f"{where}, month", f"{period[0]:%B %Y} where {expected:%B %Y} is expected")
        expected = period[1] + dt.timedelta(days=1)
        running += average * period[1].day
        if answer.count(row[RUNNING], f"{where}, {RUNNING}") != running:
            raise answer.refused(f"{where}, {RUNNING}", f"{row[RUNNING]} where the months add up to {running}")
        number = post_number(row["source_url"])
        if number is None:
            raise answer.refused(f"{where}, source_url", f"{row['source_url']!r} is no post")
        if number != printed + 1:
            post = row["source_url"]
        printed = number
        vintage = dt.datetime.combine(posted_on(number), dt.time())
        yield Observation(
            "losses_uk_mod_daily_average", "RUS", period, average, status="estimate", url=post, vintage=vintage
        )


def _average(answer: Answer, where: str, row: dict[str, str]) -> tuple[tuple[dt.date, dt.date], int]:
    """The month of a row and its average; what the row says besides must follow from them."""
    if row["month"] not in MONTHS or row["source"] != "UK MoD":
        raise answer.refused(f"{where}, month, source", f"{row['month']!r}, {row['source']!r} is not known")
    period = month(answer.date(row["year"], f"{where}, year", "%Y").year, MONTHS[row["month"]])
    average, days, total = (answer.count(row[name], f"{where}, {name}") for name in (AVERAGE, DAYS, SUM))
    following = answer.date(row[NEXT], f"{where}, {NEXT}", "%d/%m/%Y") - dt.timedelta(days=1)
    if (days, total, following) != (period[1].day, average * days, period[1]):
        raise answer.refused(where, f"days, sum and date do not follow from {average} a day in {period[0]:%B %Y}")
    return period, average
