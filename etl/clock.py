"""The one clock of the program, in UTC as vintages are. Who needs the time is given it; only entry points ask."""

import datetime as dt


def now() -> dt.datetime:
    """The moment, in UTC and without a zone, as vintages are written."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def today() -> dt.date:
    """The day, in UTC."""
    return now().date()
