"""The state of each source: one and only one, worse as days pass, and told with what to do."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import states
from etl.building.build import READING
from etl.history import WELL, Outcome, Result, Standing
from etl.states import GRACE, NEEDY, STATES, Holding, State, due_day, source_state, state_json, state_tally
from etl.vocabulary import PERIOD_DAYS, Frequency
from tests.etl import world

NEWEST = dt.date(2026, 1, 31)


def held(**changes: object) -> Holding:
    usual = {"source": "a", "publisher": "A", "landing_url": "https://example.org", "kept": False, "proven": True}
    usual |= {"every_days": 7, "ended": None, "newest": NEWEST, "learned": NEWEST, "frequencies": ["D"], "lag_days": 2}
    return Holding(**(usual | changes))


def answered(outcome: str, on: dt.date, problem: str = "", held_back: tuple[str, ...] = ()) -> Standing:
    at = dt.datetime.combine(on, dt.time(5, 30))
    answer = Result("a", outcome, 0, 0, 0, "", 1.0, (), problem, held_back=held_back)
    return Standing(at, answer, at if outcome in WELL else None)


def after(days: int) -> dt.date:
    return NEWEST + dt.timedelta(days=days)


def word(days: int, last: Standing | None = None, **changes: object) -> str:
    return source_state(held(**changes), last, after(days)).state


# The rhythm is 7 days, the usual lag 2: what is newer is due 7 + 2 + GRACE days after the newest period.
DUE, SILENT_FROM = 9 + GRACE, 23 + GRACE


@pytest.mark.parametrize(
    ("days", "last", "expected"),
    [
        (DUE, None, "on time"),
        (DUE + 1, None, "late"),
        (DUE, answered("unchanged", after(1)), "on time"),
        (DUE, answered("fresh", after(1)), "fresh"),
        # That a refresh brought something says nothing of its age.
        (DUE + 1, answered("fresh", after(1)), "late"),
        (DUE + 1, answered("unchanged", after(DUE + 1)), "late"),
        (790, answered("unchanged", after(SILENT_FROM)), "late"),
        (790, answered("unchanged", after(SILENT_FROM + 1)), "silent"),
        (790, answered("fresh", after(790)), "silent"),
        (1, answered("refused", after(1)), "refused"),
        (790, answered("unreachable", after(1)), "unreachable"),
        (1, answered("fresh", after(1), held_back=("8 after 80",)), "held back"),
        (790, answered("unchanged", after(790), held_back=("8 after 80",)), "held back"),
    ],
)
def test_a_source_that_is_asked_for(days: int, last: Standing | None, expected: str) -> None:
    assert word(days, last) == expected


def test_a_source_that_no_refresh_asks_for() -> None:
    assert word(9999, every_days=None, kept=True) == "kept by hand"
    assert (word(DUE, kept=True), word(DUE + 1, kept=True)) == ("on time", "late")
    assert word(9999, every_days=None, proven=False) == "recorded once"
    assert word(9999, newest=None) == "no data"
    assert word(9999, answered("refused", NEWEST), ended=NEWEST) == "ended"


@pytest.mark.parametrize(
    ("every", "frequencies", "lag", "days"),
    [
        (1, ["M"], 1, 32),
        (7, ["W"], 0, 7),
        (31, ["D"], 10, 41),
        (182, ["A"], 120, 486),
        (1, ["A", "D"], 0, 1),
        (5, [], 0, 5),
    ],
)
def test_what_is_newer_is_due_after_the_rhythm_or_the_period_and_the_lag(
    every: int, frequencies: list[str], lag: int, days: int
) -> None:
    assert due_day(NEWEST, every, frequencies, lag) == after(days + GRACE)


def test_every_frequency_has_a_length() -> None:
    assert PERIOD_DAYS.keys() == set(Frequency)


def told(days: int, last: Standing | None = None, **changes: object) -> str:
    return source_state(held(**changes), last, after(days)).remedy


def test_what_to_do_is_told_in_words() -> None:
    assert told(DUE) == told(0, answered("fresh", NEWEST)) == told(0, every_days=None) == ""
    assert told(99) == told(99, answered("unchanged", NEWEST)) == "refresh it: python -m etl refresh a"
    assert told(99, kept=True) == "see what the publisher’s page has, and add it to data/tables/a.csv"
    assert told(DUE + 1, answered("unchanged", after(DUE + 1))) == "wait: the publisher has nothing newer yet"
    assert told(99, answered("unchanged", after(99))).startswith("see on the publisher’s page whether")
    assert "When a source is refused" in told(0, answered("refused", NEWEST))
    assert "data/catalogue/sources/a.toml" in told(0, answered("unreachable", NEWEST))
    doubted = answered("fresh", NEWEST, held_back=("8 after 80", "9 after 90"))
    assert told(0, doubted).endswith("if it is true: python -m etl refresh a --accept")
    assert source_state(held(), doubted, NEWEST).problem == "8 after 80; 9 after 90"
    assert told(0, newest=None) == "to try it: python -m etl refresh a"
    assert told(0, newest=None, every_days=None) == ""


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
SOURCES = st.builds(
    Holding,
    source=st.sampled_from(["a", "b", "c"]),
    publisher=st.just("P"),
    landing_url=st.just("https://example.org"),
    kept=st.booleans(),
    proven=st.booleans(),
    every_days=st.none() | st.integers(1, 400),
    ended=st.none() | DAYS,
    newest=st.none() | DAYS,
    learned=st.none() | DAYS,
    frequencies=st.lists(st.sampled_from(list(Frequency)), unique=True),
    lag_days=st.integers(0, 400),
)
DOUBTED = st.sampled_from([(), ("8 after 80",)])
LAST = st.none() | st.builds(answered, st.sampled_from(Outcome), DAYS, held_back=DOUBTED)


@given(SOURCES, LAST, DAYS, st.integers(0, 2000))
def test_every_source_has_a_state_and_it_gets_no_better_by_waiting(
    source: Holding, last: Standing | None, today: dt.date, more: int
) -> None:
    now, later = (source_state(source, last, day) for day in (today, today + dt.timedelta(days=more)))
    assert now.state in STATES
    # Fresh and on time both need nobody; either becomes late.
    ranks = [STATES.index(one.state) for one in (now, later)]
    assert ranks[1] <= ranks[0]
    if now.state in NEEDY:
        assert now.remedy and (now.asked is None) == (last is None)
    if now.state == State.FRESH:
        assert last is not None and last.result.outcome == "fresh"


@given(st.lists(SOURCES), DAYS)
def test_all_are_told_and_counted_once_and_those_that_need_somebody_first(
    sources: list[Holding], today: dt.date
) -> None:
    found = states.source_states(sources, {"a": answered("refused", today), "b": answered("unchanged", today)}, today)
    assert sorted(one.source for one in found) == sorted(each.source for each in sources)
    ranks = [STATES.index(one.state) for one in found]
    assert ranks == sorted(ranks)
    counts = [part.partition(" ") for part in state_tally(found).split(", ") if part]
    assert sum(int(count) for count, _, _ in counts) == len(sources)
    assert [STATES.index(name) for _, _, name in counts] == sorted(set(ranks))


def test_a_state_for_programs() -> None:
    one = state_json(source_state(held(newest=None), answered("refused", dt.date(2026, 3, 1), "no column"), after(0)))
    assert one["state"] == "refused" and one["problem"] == "no column"
    assert (one["newest"], one["learned"]) == (None, "2026-01-31")
    assert (one["asked"], one["succeeded"]) == ("2026-03-01T05:30:00Z", None)


def test_what_a_build_holds_of_its_sources(tmp_path: Path) -> None:
    """A series that ended neither reaches nor is waited for; of a source whose series all did, that is told."""
    root = world.write(tmp_path)
    over = {"ended": {"raw": "2024-03-01"}, "known_after_days": 0}
    world.add_series(root, "over", world.row("over", "2024-03-01", 5), **over)
    world.add_series(root, "slow", world.row("slow", "2024-01-31", 5), frequency="M", known_after_days=30)
    world.swap(root, "catalogue/sources/party.toml", 'id = "claimed"', 'id = "claimed"\nended = 2024-02-01')
    ours = world.row("count", "2024-01-31", 98).replace("publisher", "ours")
    world.add(root, "seed/counter.csv", ours.replace("2024-01-31T", "2024-03-09T") + "\n")
    path = world.built(root)
    with duckdb.connect(str(path), read_only=True, config=READING) as db:
        found = {one.source: one for one in states.holdings(db)}
    assert list(found) == ["counter", "hands", "party"]
    counter = found["counter"]
    assert (counter.newest, counter.learned) == (dt.date(2024, 2, 1), dt.date(2024, 3, 1))
    assert (counter.every_days, counter.ended, counter.frequencies, counter.lag_days) == (1, None, ["D", "M"], 1)
    assert (found["party"].ended, found["party"].newest) == (dt.date(2024, 2, 1), dt.date(2024, 2, 1))
    assert (found["hands"].kept, found["hands"].every_days) == (True, None)
