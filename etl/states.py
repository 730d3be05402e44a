"""Who is alive: the one state of each source, by what is held of it, what it answered last, and the day.

"Unchanged" says only that an answer was what it was before. Whether that is well, how far the data reach says.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from etl.history import Standing
from etl.store import COMMAND
from etl.vocabulary import PERIOD_DAYS

REFUSED, UNREACHABLE, HELD_BACK, SILENT, LATE = "refused", "unreachable", "held back", "silent", "late"
ON_TIME, FRESH, KEPT, RECORDED, EMPTY, ENDED = "on time", "fresh", "kept by hand", "recorded once", "no data", "ended"
# What needs somebody comes first; from ON_TIME on nobody has to do anything.
STATES = (REFUSED, UNREACHABLE, HELD_BACK, SILENT, LATE, ON_TIME, FRESH, KEPT, RECORDED, EMPTY, ENDED)
NEEDY = STATES[: STATES.index(ON_TIME)]
# Publishers have weekends. Nothing newer for so many rhythms is silence.
GRACE, SILENCE = 3, 3

HELD = """
WITH reach AS (
    SELECT s.series_id, s.source_id, s.frequency, s.known_after_days, s.ended_on, max(l.period_end) AS newest,
           max(l.vintage) FILTER (l.cause IS DISTINCT FROM 'ours') AS learned
    FROM series s LEFT JOIN latest l USING (series_id) GROUP BY ALL
)
SELECT o.source_id AS source, o.publisher, o.landing_url, o.kept, o.proven, o.expected_every_days AS every_days,
       if(count(r.series_id) = count(r.ended_on), max(r.ended_on), NULL) AS ended,
       coalesce(max(r.newest) FILTER (r.ended_on IS NULL), max(r.newest)) AS newest, max(r.learned)::DATE AS learned,
       coalesce(list(DISTINCT r.frequency ORDER BY r.frequency) FILTER (r.ended_on IS NULL), []) AS frequencies,
       coalesce(min(r.known_after_days) FILTER (r.ended_on IS NULL), 0) AS lag_days
FROM source o LEFT JOIN reach r USING (source_id)
GROUP BY ALL ORDER BY any_value(o.ordinal)
"""


@dataclass(frozen=True)
class Held:
    """What a build holds of a source. `ended`: when its last series did, if all have; `newest`: the last day of its
    newest period; `learned`: the last day on which it had something new; `frequencies`, `lag_days` (the least usual
    lag): of the series that go on."""

    source: str
    publisher: str
    landing_url: str
    kept: bool
    proven: bool
    every_days: int | None
    ended: dt.date | None
    newest: dt.date | None
    learned: dt.date | None
    frequencies: Sequence[str]
    lag_days: int


@dataclass(frozen=True)
class State:
    """One of STATES, and what belongs to it. `due`: the last day on which nothing newer is as it should be; `asked`:
    when a refresh last asked, in UTC; `succeeded`: when that last went well; `problem`: why it did
    not, and what was held back; `remedy`: what to do, in words, empty where nothing is."""

    source: str
    publisher: str
    landing_url: str
    state: str
    newest: dt.date | None
    learned: dt.date | None
    due: dt.date | None
    asked: dt.datetime | None
    succeeded: dt.datetime | None
    problem: str
    remedy: str


def held(db: duckdb.DuckDBPyConnection) -> list[Held]:
    """What a build holds of each source, in their declared order."""
    answer = db.execute(HELD)
    names = [column[0] for column in answer.description]
    return [Held(**dict(zip(names, row, strict=True))) for row in answer.fetchall()]


def due(newest: dt.date, every_days: int, frequencies: Iterable[str], lag_days: int, rhythms: int = 1) -> dt.date:
    """The last day on which nothing newer than `newest` is as it should be: the rhythm, or the period where that is
    longer, then the usual lag and GRACE. `rhythms`: so many instead of one. The quickest of several frequencies counts.
    """
    rhythm = max(every_days, min(map(PERIOD_DAYS.__getitem__, frequencies), default=0))
    return newest + dt.timedelta(days=rhythms * rhythm + lag_days + GRACE)


def states(sources: Iterable[Held], standings: Mapping[str, Standing], today: dt.date) -> list[State]:
    """The state of every source, those that need somebody first, then in the order given."""
    found = [state(each, standings.get(each.source), today) for each in sources]
    return sorted(found, key=lambda one: STATES.index(one.state))


def state(source: Held, last: Standing | None, today: dt.date) -> State:
    """The state of one source. `last`: what it answered when it was last asked, if it ever was."""
    word = _word(source, last, today)
    return State(
        source.source,
        source.publisher,
        source.landing_url,
        word,
        source.newest,
        source.learned,
        None if source.ended or source.newest is None or source.every_days is None else _due(source),
        last and last.at,
        last and last.succeeded,
        "; ".join(filter(None, (last.answer.problem, *last.answer.held_back))) if last else "",
        remedy(word, source, last),
    )


def _word(source: Held, last: Standing | None, today: dt.date) -> str:
    if source.ended:
        return ENDED
    if last and last.answer.outcome in (REFUSED, UNREACHABLE):
        return last.answer.outcome
    if last and last.answer.held_back:
        return HELD_BACK
    if source.newest is None:
        return EMPTY
    if source.every_days is None:
        return KEPT if source.kept else RECORDED
    if today <= _due(source):
        return FRESH if last and last.answer.outcome == FRESH else ON_TIME
    return SILENT if last and last.at.date() > _due(source, SILENCE) else LATE


def _due(source: Held, rhythms: int = 1) -> dt.date:
    return due(source.newest, source.every_days, source.frequencies, source.lag_days, rhythms)


def remedy(word: str, source: Held, last: Standing | None) -> str:
    """What to do about a source in this state, in words. Raises ValueError for a state that there is not."""
    refreshed = f"{COMMAND} refresh {source.source}"
    if word == REFUSED:
        return "each refresh tries again; if it lasts, see “When a source is refused” in docs/refreshing.md"
    if word == UNREACHABLE:
        return f"wait, unless its address has moved: then mend files in data/catalogue/sources/{source.source}.toml"
    if word == HELD_BACK:
        return f"see “What is doubted” in docs/refreshing.md; if it is true: {refreshed} --accept"
    if word == SILENT:
        return "see on the publisher’s page whether it goes on elsewhere, or has ended"
    if word == LATE and source.kept:
        return f"see what the publisher’s page has, and add it to data/tables/{source.source}.csv"
    if word == LATE and last and last.at.date() > _due(source):
        return "wait: the publisher has nothing newer yet"
    if word == LATE:
        return f"refresh it: {refreshed}"
    if word == EMPTY and source.every_days is not None and not source.kept:
        return f"to try it: {refreshed}"
    if word in STATES:
        return ""
    raise ValueError(f"there is no state {word!r}")


def tally(found: Iterable[State]) -> str:
    """How many sources are in which state, those that need somebody first: "3 silent, 11 late, 22 on time"."""
    counts = Counter(one.state for one in found)
    return ", ".join(f"{counts[word]} {word}" for word in STATES if counts[word])


def as_json(one: State) -> dict[str, Any]:
    """A state for programs: days as 2025-03-07, moments in UTC as 2025-03-07T05:31:00Z, null where there is none."""
    told = asdict(one)
    for name in ("newest", "learned", "due"):
        told[name] = told[name] and told[name].isoformat()
    for name in ("asked", "succeeded"):
        told[name] = told[name] and f"{told[name].isoformat(timespec='seconds')}Z"
    return told
