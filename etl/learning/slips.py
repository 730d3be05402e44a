"""Rows of an answer that look like a slip of the pen: impossible by what is declared, odd beside their neighbours."""

from collections.abc import Hashable, Iterator

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
    if not len(held) or series.frequency not in APART:
        return
    was = held.set_index(KEY)["value"]
    taken = found.set_index(KEY).index
    rows = pd.concat([held[~held.set_index(KEY).index.isin(taken)].assign(place=None), now.assign(place=now.index)])
    rows = rows[rows["value"].notna()].sort_values(["period_end", "period_start"])
    for _, history in rows.groupby("entity"):
        if history["place"].notna().any():
            yield from _odd(series, list(history.itertuples()), was, judge)


def _odd(series: Series, history: list[tuple], was: pd.Series, judge: Judge) -> Iterator[tuple[Doubt, Hashable]]:
    """The changed rows of one entity that neighbours speak against. `place`: of a changed row its index."""
    stands: list[tuple] = []
    for row in history:
        while True:
            reason = _break(series, stands[-1], row, was) if stands else ""
            if not reason:
                stands.append(row)
            elif pd.notna(row.place):
                doubt = Doubt(_name(row), row.value, f"{said(row)} {reason}")
                yield doubt, row.place
                if judge.trusts(doubt):
                    stands.append(row)
            elif pd.notna(stands[-1].place):
                # What stood fits to what stood before: the one between is at fault.
                before = stands.pop()
                doubt = Doubt(
                    _name(before), before.value, f"{said(before)} does not lead to {row.value:,.10g} after it"
                )
                yield doubt, before.place
                if judge.trusts(doubt):
                    stands += [before, row]
                    break
                continue
            else:
                stands.append(row)
            break


def _break(series: Series, before: tuple, row: tuple, was: pd.Series) -> str:
    """Why two neighbours do not fit, in words; empty where they do, or fitted no better before this answer."""
    reason = _step(series, before, row, before.value, row.value)
    keys = [tuple(getattr(one, name) for name in KEY) for one in (before, row)]
    if reason and all(key in was.index for key in keys) and _step(series, before, row, *(was[key] for key in keys)):
        return ""
    return reason


def _step(series: Series, before: tuple, row: tuple, old: float, new: float) -> str:
    expect, total = series.expect, series.measures == "cumulative"
    after = f"after {old:,.10g}"
    if new < old and (expect.never_falls or (total and new < old * (1 - LOWERED))):
        return f"{after}, though it is a running total"
    # A running total goes on while nothing is published.
    apart = (row.period_end - before.period_end).days / APART[series.frequency] if total else 1
    if expect.max_step is not None and abs(new - old) > expect.max_step * max(1, apart):
        return f"{after} is a step of more than {expect.max_step:,.10g}"
    if total and old >= LARGE and new > old * GROWN * max(1, apart):
        return f"{after} is more than {GROWN} times as many"
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
    return ", ".join(str(getattr(row, name)) for name in KEY)
