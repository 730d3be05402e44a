"""Which addresses a file of a source is asked for at: written out, rolled on with the calendar, or found on a page."""

import datetime as dt
import re
from itertools import zip_longest
from urllib.parse import urljoin

from etl.declared.shapes import AnswerFile

# What is asked for where an address names the first day; how far back the newest month or year may lie.
FIRST = dt.date(2014, 1, 1)
MONTHS_BACK, YEARS_BACK = 4, 1
# A year's final counts are published within so many days of its end.
YEAR_SETTLED = dt.timedelta(days=183)
PLACE = re.compile(r"\{(from|to|ended|month|year):([^}]+)\}")


def addresses(urls: list[str], today: dt.date) -> list[list[str]]:
    """The addresses that `urls` stand for, in the order in which they are asked: of the newest month or year first.

    Those of one month or year stand together; they are mirrors of the same bytes.

    {from:form} and {to:form} are the first and last day asked for, {ended:form} the last year whose final counts are
    published, {month:form} and {year:form} the month or year of the file's name; `form` is a date's form as strftime
    writes it, with %-m for a month without a leading zero.
    """
    rolled = zip_longest(*([filled(url, today, day) for day in _days(url, today)] for url in urls))
    return [[url for url in row if url is not None] for row in rolled]


def between(urls: list[str], held: str, newest: str, today: dt.date) -> list[str]:
    """The addresses of the months or years after that of `held` and before that of `newest`, oldest first.

    Empty where `held` is no address of these templates, or they name no month or year.
    """
    for url in urls:
        at, day = [], today.replace(day=1)
        # As far back as is held: a dashboard may not have been refreshed for long, but not for ten years.
        while rolls(url) and day.year > today.year - 10 and held not in at:
            at.append(filled(url, today, day))
            day = (day - dt.timedelta(days=1)).replace(day=1)
        at = list(dict.fromkeys(at))
        if held in at and newest in at:
            return at[at.index(newest) + 1 : at.index(held)][::-1]
    return []


def linked_addresses(file: AnswerFile, page: str) -> list[str]:
    """The addresses that a publisher's page links to and that have the file's declared form, the newest name first.

    Newest by the numbers in it. Empty where the page links to none.
    """
    links = {urljoin(file.page, link) for link in re.findall(file.link, page)}
    return sorted(links, key=lambda link: [int(number) for number in re.findall(r"\d+", link)], reverse=True)


def filled(template: str, today: dt.date, day: dt.date) -> str:
    """A template with its days and its month or year, that of `day`, written in."""
    ended = dt.date((today - YEAR_SETTLED).year - 1, 1, 1)
    days = {"from": FIRST, "to": today, "ended": ended, "month": day, "year": day}

    def written(place: re.Match) -> str:
        day = days[place[1]]
        # Not every platform's strftime knows %-m.
        return day.strftime(place[2].replace("%-m", str(day.month)))

    return PLACE.sub(written, template)


def rolls(template: str) -> bool:
    """Whether an address names the month or year of its file."""
    return "{month:" in template or "{year:" in template


def _days(template: str, today: dt.date) -> list[dt.date]:
    """The days whose month or year an address may name, newest first; of an address that names none, today alone."""
    if "{year:" in template:
        return [dt.date(today.year - back, 1, 1) for back in range(YEARS_BACK + 1)]
    if "{month:" not in template:
        return [today]
    days = [today.replace(day=1)]
    for _ in range(MONTHS_BACK):
        days.append((days[-1] - dt.timedelta(days=1)).replace(day=1))
    return days
