"""What pages say of refreshes, in words. What is said is the history that `etl.history` reads."""

import datetime as dt
from collections import Counter

from dashboard.words import join_words, short_day
from etl.history import OUTCOMES, Answer, Run


def due(succeeded: dt.datetime, every_days: int, today: dt.date) -> str:
    """When something new is to be expected, in words, or since when it has been."""
    day = (succeeded + dt.timedelta(days=every_days)).date()
    return f"past due since {short_day(day)}" if day < today else f"next due {short_day(day)}"


def tally(run: Run) -> str:
    """How many sources came to what: "12 fresh, 3 unchanged and 1 refused"."""
    counts = Counter(answer.outcome for answer in run.results)
    return join_words([f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts[outcome]]) or "no source asked"


def rows(answer: Answer) -> str:
    """What became of the rows: "12 new, 3 changed", or that nothing did."""
    counts = (("new", answer.new), ("changed", answer.changed), ("withdrawn", answer.gone))
    return ", ".join(f"{count:,} {word}" for word, count in counts if count) or "nothing new"
