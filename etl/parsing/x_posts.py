"""When a post on X was made: its number says so, whatever the page shows."""

import datetime as dt
import re

POST = re.compile(r"//(?:x|twitter)\.com/\w+/status/(\d+)")
POST_EPOCH_MS = 1288834974657


def post_number(address: str) -> int | None:
    """The number of the post that an address leads to; None when it leads to no post."""
    found = POST.search(address)
    return int(found[1]) if found else None


def posted_on(number: int) -> dt.date:
    """The day, in UTC, on which the post of that number was made."""
    return dt.datetime.fromtimestamp(((number >> 22) + POST_EPOCH_MS) / 1000, dt.UTC).date()
