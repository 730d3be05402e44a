"""What pages say of refreshes, in words. What is said is the history that `etl.history` reads."""

import datetime as dt
from collections import Counter

from dashboard.record.build import Build
from dashboard.record.sources import source_holdings
from dashboard.say import join_words, say_day
from etl import states
from etl.history import WELL, History, Outcome, Result, Run, Standing
from etl.states import SourceState


def alive(build: Build, history: History, today: dt.date) -> list[SourceState]:
    """The state of every source of a build; those that need somebody come first."""
    return states.source_states(source_holdings(build), history.standings, today)


def state_words(one: SourceState, today: dt.date) -> str:
    """When a source last had something new, and when newer data are due, or were: a sentence or two in words."""
    new = f"Something new last on {say_day(one.learned)}." if one.learned else "Never had anything here."
    if one.due is None:
        return new
    return f"{new} Newer data {'were' if one.due < today else 'are'} due by {say_day(one.due)}."


def behind(last: Standing | None, due: dt.date) -> str:
    """Why a source has nothing newer here though that was due by a day, in words. `last`: what it answered last."""
    if last is None:
        return "newer data are due: never refreshed here"
    since = f"last refreshed on {say_day(last.succeeded)}" if last.succeeded else "never refreshed here"
    if last.result.outcome not in WELL:
        return f"newer data are due: {last.result.outcome} on {say_day(last.at)}, {since}"
    if last.at.date() <= due:
        return f"newer data are due: not refreshed since {say_day(last.at)}"
    return f"refreshed on {say_day(last.at)}, and the publisher has nothing newer"


def answer_tally(run: Run) -> str:
    """How many sources came to what: "12 fresh, 3 unchanged and 1 refused"."""
    counts = Counter(answer.outcome for answer in run.results)
    return join_words([f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]]) or "no source asked"


def row_changes(answer: Result) -> str:
    """What became of the rows: "12 new, 3 changed", or that nothing did."""
    counts = (("new", answer.new), ("changed", answer.changed), ("withdrawn", answer.gone))
    return ", ".join(f"{count:,} {word}" for word, count in counts if count) or "nothing new"
