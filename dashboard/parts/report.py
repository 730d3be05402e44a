"""How a reader tells that something is wrong: a report with all that is known about what was looked at filled in."""

import datetime as dt
from typing import NamedTuple
from urllib.parse import quote, urlencode

from dashboard import settings
from dashboard.say import say_day

ASKED = "What is wrong, and what says so:"


class Report(NamedTuple):
    """The lines that name what was looked at, and the link that begins a report with them; empty without REPORT_TO."""

    text: str
    link: str


def report(what: str, address: str, build: str, asof: dt.date | None) -> Report:
    """A report about a chart or a claim, named in words. `address`: of its page; `asof`: the day of the record."""
    record = f"the record of {say_day(asof)}" if asof else "the newest record"
    text = f"{what}\n{address}\nBuild {build}, {record}"
    target, body = settings.report_to(), f"{ASKED}\n\n\n\n{text}"
    if not target:
        return Report(text, "")
    if target.startswith("mailto:"):
        # Mail programs read a plus sign as one.
        return Report(text, f"{target}?{urlencode({'subject': what, 'body': body}, quote_via=quote)}")
    return Report(text, f"{target}{'&' if '?' in target else '?'}{urlencode({'title': what, 'body': body})}")
