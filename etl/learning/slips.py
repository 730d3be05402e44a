"""Rows of an answer that look like a slip of the pen: impossible by what is declared, odd beside their neighbours."""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from etl.declared.shapes import Series
from etl.learning.doubts import Doubt, Judge
from etl.learning.log import newest_rows
from etl.parsing.admitted import row_words
from etl.parsing.observations import Key, Observation, joined, keys_in, observations_of, plain_rows
from etl.parsing.plausible import issues
from etl.vocabulary import UNITS, Frequency, Measure, Status

# Days from one period to the next. What is irregular has no step: each statement is another's.
APART = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 30,
    Frequency.QUARTERLY: 91,
    Frequency.YEARLY: 365,
}
# A running total whose corrections are allowed: by how much of it they may lower it, and how often it may hold what it
# held before, from what size on, before that looks like a digit too few or too many.
LOWERED, GROWN, LARGE = 0.05, 2, 100
# What is so many times as much or as little is of another order of magnitude, unless one of the newest LATELY rows
# moved half as far; of fewer than SHORT rows nothing is usual, and only of LONG ones how far a total is corrected.
FAR, LATELY, SHORT, LONG = 5, 24, 3, 100
ANOTHER = "is of another order of magnitude"
# {what an observation is known by: its value}.
Earlier = Mapping[Key, float]
# What is said again may differ by so much of it.
NEAR = 0.1
# So many impossible rows are slips; of more the answer is another than it should be.
FEW, SHARE = 5, 0.05


@dataclass(frozen=True)
class Valued:
    """An observation that has a value."""

    row: Observation
    value: float

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.row.key

    @property
    def entity(self) -> str:
        """Of whom it is."""
        return self.row.entity


def valued(frame: pd.DataFrame) -> Iterator[tuple[Hashable, Valued]]:
    """The rows of a frame that have a value, each with its label in the index."""
    for index, row in observations_of(frame):
        if row.value is not None and not math.isnan(row.value):
            yield index, Valued(row, row.value)


def slips(series: Series, known: pd.DataFrame, found: pd.DataFrame, judge: Judge) -> Iterator[tuple[Doubt, Hashable]]:
    """The rows of `found` (changes of one series, to be appended to its `known`) that are doubted, with their index.

    A doubt that `judge` passes over is yielded too, since it is to be told; its row stands in the judgement of others.
    """
    held = newest_rows(known)
    held = held[held["status"] != Status.WITHDRAWN]
    now = found[found["status"] != Status.WITHDRAWN]
    now = newest_rows(now[now["value"].notna() | now["low"].notna() | now["high"].notna()])
    wrong = impossible(series, now)
    if wrong.sum() > max(FEW, SHARE * (len(held) + len(now))):
        return
    for index, row in observations_of(now[wrong]):
        told = [issue.message for issue in issues(_of_one(series), plain_rows(now.loc[[index]])) if issue.refused]
        yield Doubt(_name(row), row.value, f"{series.id}: {'; '.join(told)}", None), index
    now = now[~wrong]
    if not len(held):
        return
    for index, row in observations_of(_early(held, now)):
        doubt = Doubt(_name(row), row.value, f"{row_words(row)} lies before all that is held")
        yield doubt, index
        if not judge.trusts(doubt):
            now = now.drop(index)
    was = {row.key: row.value for _, row in valued(held)}
    if series.frequency not in APART:
        yield from _statements(series, held, now, was)
        return
    same = held[~keys_in(held, found)]
    changed = {row.key: index for index, row in observations_of(now)}
    rows = joined(same, now).sort_values(["period_end", "period_start"])
    for entity, history in rows.groupby("entity"):
        stated = [row for _, row in valued(history)]
        if any(row.key in changed for row in stated):
            # What is being changed may have been a slip, unless all of it is computed anew.
            of, all_of = (each[each["entity"] == entity] for each in (same, held))
            beside = Beside(series, was, changed, usual(of if len(of) >= SHORT else all_of))
            yield from _odd(beside, stated, judge)


def _early(held: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """The rows before all that is held of their entity: few are slips of a date, many a history told from earlier on.

    Once taken, such a row would stay, since no later answer reaches back to it.
    """
    early = now[now["period_start"] < now["entity"].map(held.groupby("entity")["period_start"].min())]
    return early if len(early) <= FEW else early.iloc[:0]


@dataclass(frozen=True)
class Usual:
    """How neighbours may differ by their history: by which `factor` at most, and by how much one `fall`s at most.

    Infinite where the history is too short to tell, or comes from zero or below.
    """

    factor: float
    fall: float


@dataclass(frozen=True)
class Beside:
    """What a changed row is held against: its series, the values that stood, and what is usual. `changed`: of each
    changed row its index."""

    series: Series
    was: Earlier
    changed: Mapping[Key, Hashable]
    usual: Usual


def usual(held: pd.DataFrame) -> Usual:
    """How the neighbours in one entity's rows differ."""
    values = held.sort_values(["period_end", "period_start"])["value"].dropna().tolist()
    lately = values[-LATELY:]
    factor = max(FAR, *(2 * _factor(*pair) for pair in pairwise(lately))) if len(lately) >= SHORT else math.inf
    fall = max(0, *(one - other for one, other in pairwise(values))) if len(values) >= LONG else math.inf
    return Usual(factor, fall)


def _factor(one: float, other: float) -> float:
    """How many times as large one of two numbers is; infinite where they have not the same sign."""
    if one == other:
        return 1
    return max(abs(one), abs(other)) / min(abs(one), abs(other)) if one * other > 0 else math.inf


def _leaps(old: float, new: float) -> bool:
    """Whether what is said of a period is of another order of magnitude than what stood, as when a comma slips."""
    return old != 0 and (new == 0 or (old * new > 0 and _factor(old, new) > FAR))


def _statements(
    series: Series, held: pd.DataFrame, now: pd.DataFrame, was: Earlier
) -> Iterator[tuple[Doubt, Hashable]]:
    """The changed rows of a series without neighbours that are far off what stood of them, what the same entity said
    last, or what all said lately."""
    stood = held[held["value"].notna()].sort_values("period_end")
    said_last: dict[Hashable, float] = stood.groupby("entity")["value"].last().to_dict()
    others: list[float] = stood["value"].tail(LATELY).tolist()
    low, high = (min(others) / FAR, max(others) * FAR) if len(others) >= SHORT else (-math.inf, math.inf)
    for index, row in valued(now):
        old, own = was.get(row.key), said_last.get(row.entity, row.value)
        if old is not None:
            if _leaps(old, row.value):
                yield _doubt(series, row, f"in place of {old:,.10g} {ANOTHER}", old), index
        elif _factor(own, row.value) > FAR:
            yield _doubt(series, row, f"after {own:,.10g} {ANOTHER}", own), index
        elif not low <= row.value <= high:
            yield _doubt(series, row, f"beside {others[-1]:,.10g} {ANOTHER}", others[-1]), index


def _odd(beside: Beside, history: list[Valued], judge: Judge) -> Iterator[tuple[Doubt, Hashable]]:
    """The changed rows of one entity that neighbours speak against, with their index."""
    stands: list[Valued] = []
    for row, after in zip(history, [*history[1:], None], strict=True):
        while True:
            reason, against = _reason(beside, stands, row)
            if not reason:
                stands.append(row)
            elif row.key in beside.changed:
                doubt = _doubt(beside.series, row, reason, against, contradicted=_lone(beside, stands, row, after))
                yield doubt, beside.changed[row.key]
                if judge.trusts(doubt):
                    stands.append(row)
            elif stands[-1].key in beside.changed:
                # What stood fits to what stood before: the one between is at fault.
                before = stands.pop()
                doubt = _doubt(beside.series, before, f"does not lead to {row.value:,.10g} after it", row.value)
                yield doubt, beside.changed[before.key]
                if judge.trusts(doubt):
                    stands += [before, row]
                    break
                continue
            else:
                stands.append(row)
            break


def _doubt(series: Series, row: Valued, reason: str, against: float, *, contradicted: bool = False) -> Doubt:
    """A doubt of a row. What lies about as far from `against`, on the same side, says the same, computed anew."""
    apart, step = abs(row.value - against), series.expect.max_step or 0
    near = max(step if apart > step else 0, min(NEAR * abs(row.value), apart))
    return Doubt(_name(row.row), row.value, f"{row_words(row.row)} {reason}", near=near, contradicted=contradicted)


def _reason(beside: Beside, stands: list[Valued], row: Valued) -> tuple[str, float]:
    """Why a row fits neither what stands before it nor what stood of it, in words, and that value; else empty, 0."""
    reason = _break(beside, stands[-1], row) if stands else ""
    if reason:
        return reason, stands[-1].value
    old = beside.was.get(row.key)
    if row.key not in beside.changed or old is None or not _leaps(old, row.value):
        return "", 0
    # What stood did not fit: this mends it.
    if stands and _step(beside, stands[-1], row, stands[-1].value, old):
        return "", 0
    return f"in place of {old:,.10g} {ANOTHER}", old


def _lone(beside: Beside, stands: list[Valued], row: Valued, after: Valued | None) -> bool:
    """Whether what comes after a doubted row, newer than what was held, fits to what stands and not to the row.

    A flow may be low or high in a single period.
    """
    if (
        beside.series.measures == Measure.FLOW
        or not stands
        or after is None
        or (row.key in beside.was and after.key not in beside.changed)
    ):
        return False
    return not _break(beside, stands[-1], after) and bool(_break(beside, row, after))


def _break(beside: Beside, before: Valued, row: Valued) -> str:
    """Why two neighbours do not fit, in words; empty where they do, or fitted as badly before this answer."""
    reason = _step(beside, before, row, before.value, row.value)
    old, new = (beside.was.get(one.key) for one in (before, row))
    if reason and old is not None and new is not None and _step(beside, before, row, old, new):
        stood, now = new - old, row.value - before.value
        slack = LOWERED * abs(old) if beside.series.expect.max_step is None else beside.series.expect.max_step
        return "" if stood * now > 0 and abs(now) <= abs(stood) + slack else reason
    return reason


def _step(beside: Beside, before: Valued, row: Valued, old: float, new: float) -> str:
    series, expect, total = beside.series, beside.series.expect, beside.series.measures == Measure.CUMULATIVE
    after = f"after {old:,.10g}"
    if new < old and (expect.never_falls or (total and old - new > min(old * LOWERED, beside.usual.fall))):
        return f"{after}, though it is a running total"
    # A running total goes on while nothing is published.
    apart = (row.row.period[1] - before.row.period[1]).days / APART[series.frequency] if total else 1
    if expect.max_step is not None and abs(new - old) > expect.max_step * max(1, apart):
        return f"{after} is a step of more than {expect.max_step:,.10g}"
    if total and old >= LARGE and new > old * GROWN * max(1, apart):
        return f"{after} is more than {GROWN} times as many"
    if _factor(old, new) > beside.usual.factor:
        return f"{after} {ANOTHER}"
    return ""


def impossible(series: Series, rows: pd.DataFrame) -> pd.Series:
    """Whether a row's figures are outside what is declared, fractions of what is counted, or outside each other."""
    figures = rows[["value", "low", "high"]].astype(float)
    wrong = ((figures < series.expect.low) | (figures > series.expect.high)).any(axis=1)
    if UNITS[series.unit].whole:
        wrong |= (figures % 1 > 0).any(axis=1)
    value, low, high = (figures[name] for name in figures)
    return wrong | (low > value) | (high < value) | (low > high)


def _of_one(series: Series) -> Series:
    return series.model_copy(update={"expect": series.expect.model_copy(update={"min_rows": 1})})


def _name(row: Observation) -> str:
    return ", ".join(map(str, row.key))
