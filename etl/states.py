"""Who is alive: the one state of each source, by what is held of it, what it answered last, and the day.

"Unchanged" says only that an answer was what it was before. Whether that is well, how far the data reach says.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import duckdb

from etl.history import Outcome, Standing
from etl.store import COMMAND
from etl.vocabulary import PERIOD_DAYS


class State(StrEnum):
    """The states of a source. What needs somebody comes first; from ON_TIME on nobody has to do anything."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    HELD_BACK = "held back"
    SILENT = "silent"
    LATE = "late"
    ON_TIME = "on time"
    FRESH = "fresh"
    KEPT = "kept by hand"
    RECORDED = "recorded once"
    EMPTY = "no data"
    ENDED = "ended"


STATES = tuple(State)
NEEDY = STATES[: STATES.index(State.ON_TIME)]
# Publishers have weekends. Nothing newer for so many rhythms is silence.
GRACE, SILENCE = 3, 3

HOLDINGS = """
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
class Holding:
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
class SourceState:
    """One of STATES, and what belongs to it. `due`: the last day on which nothing newer is as it should be; `asked`:
    when a refresh last asked, in UTC; `succeeded`: when that last went well; `problem`: why it did
    not, and what was held back; `remedy`: what to do, in words, empty where nothing is."""

    source: str
    publisher: str
    landing_url: str
    state: State
    newest: dt.date | None
    learned: dt.date | None
    due: dt.date | None
    asked: dt.datetime | None
    succeeded: dt.datetime | None
    problem: str
    remedy: str


def holdings(db: duckdb.DuckDBPyConnection) -> list[Holding]:
    """What a build holds of each source, in their declared order."""
    answer = db.execute(HOLDINGS)
    names = [column[0] for column in answer.description]
    return [Holding(**dict(zip(names, row, strict=True))) for row in answer.fetchall()]


def due_day(newest: dt.date, every_days: int, frequencies: Iterable[str], lag_days: int, rhythms: int = 1) -> dt.date:
    """The last day on which nothing newer than `newest` is as it should be: the rhythm, or the period where that is
    longer, then the usual lag and GRACE. `rhythms`: so many instead of one. The quickest of several frequencies counts.
    """
    rhythm = max(every_days, min(map(PERIOD_DAYS.__getitem__, frequencies), default=0))
    return newest + dt.timedelta(days=rhythms * rhythm + lag_days + GRACE)


def source_states(sources: Iterable[Holding], standings: Mapping[str, Standing], today: dt.date) -> list[SourceState]:
    """The state of every source, those that need somebody first, then in the order given."""
    found = [source_state(each, standings.get(each.source), today) for each in sources]
    return sorted(found, key=lambda one: STATES.index(one.state))


def source_state(source: Holding, last: Standing | None, today: dt.date) -> SourceState:
    """The state of one source. `last`: what it answered when it was last asked, if it ever was."""
    state = _state(source, last, today)
    return SourceState(
        source.source,
        source.publisher,
        source.landing_url,
        state,
        source.newest,
        source.learned,
        None if source.ended else _due(source),
        last.at if last else None,
        last.succeeded if last else None,
        "; ".join(filter(None, (last.result.problem, *last.result.held_back))) if last else "",
        remedy(state, source, last),
    )


def _state(source: Holding, last: Standing | None, today: dt.date) -> State:
    outcome = last.result.outcome if last else None
    if source.ended:
        return State.ENDED
    if outcome in (Outcome.REFUSED, Outcome.UNREACHABLE):
        return State(outcome)
    if last and last.result.held_back:
        return State.HELD_BACK
    if source.newest is None:
        return State.EMPTY
    due, silent = _due(source), _due(source, SILENCE)
    if due is None or silent is None:
        return State.KEPT if source.kept else State.RECORDED
    if today <= due:
        return State.FRESH if outcome == Outcome.FRESH else State.ON_TIME
    return State.SILENT if last and last.at.date() > silent else State.LATE


def _due(source: Holding, rhythms: int = 1) -> dt.date | None:
    """The day of `due_day`; None where nothing is held, or nothing newer is expected."""
    if source.newest is None or source.every_days is None:
        return None
    return due_day(source.newest, source.every_days, source.frequencies, source.lag_days, rhythms)


def remedy(state: State, source: Holding, last: Standing | None) -> str:
    """What to do about a source in this state, in words; empty where nothing is."""
    refreshed = f"{COMMAND} refresh {source.source}"
    if state == State.REFUSED:
        return "each refresh tries again; if it lasts, see “When a source is refused” in docs/refreshing.md"
    if state == State.UNREACHABLE:
        return f"wait, unless its address has moved: then mend files in data/catalogue/sources/{source.source}.toml"
    if state == State.HELD_BACK:
        return f"see “What is doubted” in docs/refreshing.md; if it is true: {refreshed} --accept"
    if state == State.SILENT:
        return "see on the publisher’s page whether it goes on elsewhere, or has ended"
    if state == State.LATE and source.kept:
        return f"see what the publisher’s page has, and add it to data/tables/{source.source}.csv"
    if state == State.LATE and last and (due := _due(source)) and last.at.date() > due:
        return "wait: the publisher has nothing newer yet"
    if state == State.LATE:
        return f"refresh it: {refreshed}"
    if state == State.EMPTY and source.every_days is not None and not source.kept:
        return f"to try it: {refreshed}"
    return ""


def state_tally(found: Iterable[SourceState]) -> str:
    """How many sources are in which state, those that need somebody first: "3 silent, 11 late, 22 on time"."""
    counts = Counter(one.state for one in found)
    return ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])


def state_json(one: SourceState) -> dict[str, Any]:
    """A state for programs: days as 2025-03-07, moments in UTC as 2025-03-07T05:31:00Z, null where there is none."""
    told = asdict(one)
    for name in ("newest", "learned", "due"):
        told[name] = told[name] and told[name].isoformat()
    for name in ("asked", "succeeded"):
        told[name] = told[name] and f"{told[name].isoformat(timespec='seconds')}Z"
    return told
