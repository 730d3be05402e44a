"""Rows of an answer that look like a slip of the pen: impossible by what is declared, odd beside their neighbours."""

import math
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from etl.declared.shapes import Series
from etl.learning.doubts import Doubt, Judge
from etl.learning.log import newest
from etl.parsing.admitted import said
from etl.parsing.observations import KEY
from etl.parsing.plausible import issues
from etl.vocabulary import UNITS

# Days from one period to the next. What is irregular has no step: each statement is another's.
APART = {"D": 1, "W": 7, "M": 30, "Q": 91, "A": 365}
# A running total whose corrections are allowed: by how much of it they may lower it, and how often it may hold what it
# held before, from what size on, before that looks like a digit too few or too many.
LOWERED, GROWN, LARGE = 0.05, 2, 100
# What is so many times as much or as little is of another order of magnitude, unless one of the newest LATELY rows
# moved half as far; of fewer than SHORT rows nothing is usual, and only of LONG ones how far a total is corrected.
FAR, LATELY, SHORT, LONG = 5, 24, 3, 100
ANOTHER = "is of another order of magnitude"
# What is said again may differ by so much of it.
NEAR = 0.1
# So many impossible rows are slips; of more the answer is another than it should be.
FEW, SHARE = 5, 0.05


def slips(series: Series, known: pd.DataFrame, found: pd.DataFrame, judge: Judge) -> Iterator[tuple[Doubt, Hashable]]:
    """The rows of `found` (changes of one series, to be appended to its `known`) that are doubted, with their index.

    A doubt that `judge` passes over is yielded too, since it is to be told; its row stands in the judgement of others.
    """
    held = newest(known)
    held = held[held["status"] != "withdrawn"]
    now = found[found["status"] != "withdrawn"]
    now = newest(now[now["value"].notna() | now["low"].notna() | now["high"].notna()])
    wrong = impossible(series, now)
    if wrong.sum() > max(FEW, SHARE * (len(held) + len(now))):
        return
    for index in now.index[wrong]:
        row = now.loc[[index]]
        told = [issue.message for issue in issues(_of_one(series), row) if issue.refused]
        yield Doubt(_name(next(row.itertuples())), row["value"].iat[0], f"{series.id}: {'; '.join(told)}", None), index
    now = now[~wrong]
    if not len(held):
        return
    for row in _early(held, now).itertuples():
        doubt = Doubt(_name(row), row.value, f"{said(row)} lies before all that is held")
        yield doubt, row.Index
        if not judge.trusts(doubt):
            now = now.drop(row.Index)
    was = held.set_index(KEY)["value"]
    if series.frequency not in APART:
        yield from _statements(series, held, now, was)
        return
    same = held[~held.set_index(KEY).index.isin(found.set_index(KEY).index)]
    rows = pd.concat([same.assign(place=None), now.assign(place=now.index)])
    rows = rows[rows["value"].notna()].sort_values(["period_end", "period_start"])
    for entity, history in rows.groupby("entity"):
        if history["place"].notna().any():
            # What is being changed may have been a slip, unless all of it is computed anew.
            of, all_of = (each[each["entity"] == entity] for each in (same, held))
            beside = Beside(series, was, usual(of if len(of) >= SHORT else all_of))
            yield from _odd(beside, list(history.itertuples()), judge)


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
    """What a changed row is held against: its series, the values that stood ({KEY: value}), and what is usual."""

    series: Series
    was: pd.Series
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
    series: Series, held: pd.DataFrame, now: pd.DataFrame, was: pd.Series
) -> Iterator[tuple[Doubt, Hashable]]:
    """The changed rows of a series without neighbours that are far off what stood of them, what the same entity said
    last, or what all said lately."""
    said_last = held[held["value"].notna()].sort_values("period_end").groupby("entity")["value"].last()
    others = held.sort_values("period_end")["value"].dropna().tail(LATELY)
    low, high = (others.min() / FAR, others.max() * FAR) if len(others) >= SHORT else (-math.inf, math.inf)
    for row in now[now["value"].notna()].itertuples():
        old, own = was.get(_key(row)), said_last.get(row.entity, row.value)
        if pd.notna(old):
            if _leaps(old, row.value):
                yield _doubt(series, row, f"in place of {old:,.10g} {ANOTHER}", old), row.Index
        elif _factor(own, row.value) > FAR:
            yield _doubt(series, row, f"after {own:,.10g} {ANOTHER}", own), row.Index
        elif not low <= row.value <= high:
            yield _doubt(series, row, f"beside {others.iloc[-1]:,.10g} {ANOTHER}", others.iloc[-1]), row.Index


def _odd(beside: Beside, history: list[tuple], judge: Judge) -> Iterator[tuple[Doubt, Hashable]]:
    """The changed rows of one entity that neighbours speak against. `place`: of a changed row its index."""
    stands: list[tuple] = []
    for row, after in zip(history, [*history[1:], None], strict=True):
        while True:
            reason, against = _reason(beside, stands, row)
            if not reason:
                stands.append(row)
            elif pd.notna(row.place):
                doubt = _doubt(beside.series, row, reason, against, contradicted=_lone(beside, stands, row, after))
                yield doubt, row.place
                if judge.trusts(doubt):
                    stands.append(row)
            elif pd.notna(stands[-1].place):
                # What stood fits to what stood before: the one between is at fault.
                before = stands.pop()
                doubt = _doubt(beside.series, before, f"does not lead to {row.value:,.10g} after it", row.value)
                yield doubt, before.place
                if judge.trusts(doubt):
                    stands += [before, row]
                    break
                continue
            else:
                stands.append(row)
            break


def _doubt(series: Series, row: tuple, reason: str, against: float, *, contradicted: bool = False) -> Doubt:
    """A doubt of a row. What lies about as far from `against`, on the same side, says the same, computed anew."""
    apart, step = abs(row.value - against), series.expect.max_step or 0
    near = max(step if apart > step else 0, min(NEAR * abs(row.value), apart))
    return Doubt(_name(row), row.value, f"{said(row)} {reason}", near=near, contradicted=contradicted)


def _reason(beside: Beside, stands: list[tuple], row: tuple) -> tuple[str, float]:
    """Why a row fits neither what stands before it nor what stood of it, in words, and that value; else empty, 0."""
    reason = _break(beside, stands[-1], row) if stands else ""
    if reason:
        return reason, stands[-1].value
    old = beside.was.get(_key(row))
    if pd.isna(row.place) or pd.isna(old) or not _leaps(old, row.value):
        return "", 0
    # What stood did not fit: this mends it.
    if stands and _step(beside, stands[-1], row, stands[-1].value, old):
        return "", 0
    return f"in place of {old:,.10g} {ANOTHER}", old


def _lone(beside: Beside, stands: list[tuple], row: tuple, after: tuple | None) -> bool:
    """Whether what comes after a doubted row, newer than what was held, fits to what stands and not to the row.

    A flow may be low or high in a single period.
    """
    if (
        beside.series.measures == "flow"
        or not stands
        or after is None
        or (_key(row) in beside.was.index and pd.isna(after.place))
    ):
        return False
    return not _break(beside, stands[-1], after) and bool(_break(beside, row, after))


def _break(beside: Beside, before: tuple, row: tuple) -> str:
    """Why two neighbours do not fit, in words; empty where they do, or fitted as badly before this answer."""
    reason = _step(beside, before, row, before.value, row.value)
    old, new = (beside.was.get(_key(one)) for one in (before, row))
    if reason and pd.notna(old) and pd.notna(new) and _step(beside, before, row, old, new):
        stood, now = new - old, row.value - before.value
        slack = LOWERED * abs(old) if beside.series.expect.max_step is None else beside.series.expect.max_step
        return "" if stood * now > 0 and abs(now) <= abs(stood) + slack else reason
    return reason


def _step(beside: Beside, before: tuple, row: tuple, old: float, new: float) -> str:
    series, expect, total = beside.series, beside.series.expect, beside.series.measures == "cumulative"
    after = f"after {old:,.10g}"
    if new < old and (expect.never_falls or (total and old - new > min(old * LOWERED, beside.usual.fall))):
        return f"{after}, though it is a running total"
    # A running total goes on while nothing is published.
    apart = (row.period_end - before.period_end).days / APART[series.frequency] if total else 1
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


def _name(row: tuple) -> str:
    return ", ".join(map(str, _key(row)))


def _key(row: tuple) -> tuple:
    return tuple(getattr(row, name) for name in KEY)
