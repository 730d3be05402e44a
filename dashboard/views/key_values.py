"""The values of a view that matter: first, last, highest, the article's day, and what is left at a coarser step."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.chart.layers import apart_words, period, speaker
from dashboard.chart.leading import has_number
from dashboard.chart.records import Member, Obs
from dashboard.say import say, say_range
from dashboard.words.spoken import highest
from etl.vocabulary import Dimension, Status

# So many rows of one member a reader goes through; more are told at the next coarser step.
MOST_ROWS = 30
# From finest to coarsest: rows of one bucket are told by their last.
STEPS: tuple[Callable[[dt.date], object], ...] = (
    lambda day: day,
    lambda day: (day.year, day.month),
    lambda day: (day.year, (day.month - 1) // 3),
    lambda day: day.year,
)
STEP_WORDS = ("every value", "the last of each month", "the last of each quarter", "the last of each year")


@dataclass(frozen=True)
class KeyValue:
    """One row of the table, in words. `day`: its last, as 2025-03-07. `why`: what makes it stand out, or empty."""

    day: str
    period: str
    value: str
    interval: str
    status: str
    who: str
    why: str

    @property
    def remarks(self) -> str:
        """What stands beside the value."""
        return "; ".join(filter(None, (self.why, self.who, self.status)))


@dataclass(frozen=True)
class Block:
    """One member of the view: its rows, newest first, how many there are in all, and at which step they are told."""

    name: str
    rows: tuple[KeyValue, ...]
    total: int
    step: str

    @property
    def remarked(self) -> bool:
        """Whether anything stands beside any value."""
        return any(row.remarks for row in self.rows)


def block(member: Member, unit: str, names: dict[str, str], article: dt.date | None) -> Block:
    """What matters of one member. `names`: who made a statement, by entity; `article`: the day of publication."""
    rows = [row for row in member.rows if has_number(row) or apart_words(row, member)]
    marked = outstanding(rows, article)
    step = coarseness(rows)
    kept = [row for row in thinned(rows, STEPS[step]) if row not in marked]
    shown = sorted([*kept, *marked], key=lambda row: (row.end, row.start), reverse=True)
    told = tuple(_told(row, member, unit, names, " and ".join(marked.get(row, ()))) for row in shown)
    return Block(member.name, told, len(rows), STEP_WORDS[step])


def outstanding(rows: Sequence[Obs], article: dt.date | None) -> dict[Obs, list[str]]:
    """{row: why it stands out}: the first, the newest, the highest, and the newest by the article's day.

    `rows`: those that say a number. The highest is the one that the description names. One row alone stands out from
    nothing.
    """
    if len(rows) < 2:
        return {}
    found: dict[Obs, list[str]] = {rows[0]: ["first"]}
    found.setdefault(highest(rows), []).append("highest")
    before = [row for row in rows if article and row.end <= article]
    if before:
        found.setdefault(before[-1], []).append("newest on the article’s day")
    found.setdefault(rows[-1], []).append("newest")
    return found


def coarseness(rows: Sequence[Obs]) -> int:
    """The finest of STEPS at which at most MOST_ROWS rows are left; the coarsest when none is."""
    fits = (place for place, step in enumerate(STEPS) if len(thinned(rows, step)) <= MOST_ROWS)
    return next(fits, len(STEPS) - 1)


def thinned(rows: Sequence[Obs], step: Callable[[dt.date], object]) -> list[Obs]:
    """The last row of each bucket of time and of each who said so; at the finest step every row."""
    if step is STEPS[0]:
        return list(rows)
    return list({(step(row.end), row.entity): row for row in rows}.values())


def _told(row: Obs, member: Member, unit: str, names: dict[str, str], why: str) -> KeyValue:
    bounded = row.low is not None or row.high is not None
    return KeyValue(
        day=row.end.isoformat(),
        period=period(row, member),
        value=say(row.value, unit) if row.value is not None or not bounded else "",
        interval=say_range(row.low, row.high, unit) if bounded else "",
        status="" if row.status == Status.FINAL else row.status,
        who=speaker(member.series, row.entity, names) if member.series.varies_by == Dimension.PUBLISHER else "",
        why=why if has_number(row) else row.note,
    )
