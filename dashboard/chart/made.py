"""What a transform makes of one member's rows: those of a window, and what it makes nothing of, in words."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.address.how import How, Transform
from dashboard.address.view import View
from dashboard.chart import transforms
from dashboard.chart.definitions import NOTHING, window_words
from dashboard.chart.records import Obs, SeriesInfo
from dashboard.say import say_day
from etl.vocabulary import Frequency, Measure, counted


class MadeRows(NamedTuple):
    """The series as it is once made so, its rows that are shown, and a clause on what was left out, or empty."""

    series: SeriesInfo
    rows: tuple[Obs, ...]
    lost: str


def how_of(series: SeriesInfo, view: View) -> How:
    """What a view makes of a series: its own transform, else that of all."""
    return view.how if series.how.kind == Transform.NONE else series.how


def made(rows: tuple[Obs, ...], series: SeriesInfo, how: How, start: dt.date | None, end: dt.date | None) -> MadeRows:
    """Rows of the window, transformed. What rests on others may rest on such before the window; an index without a day
    of its own begins inside it."""
    kind, window = how.kind, in_window(rows, start, end)
    if kind == Transform.INDEX:
        base = transforms.base_on(rows, how.day, series.frequency) if how.day else None
        shown = () if how.day and not base else transforms.index(window, series.breaks, base)
    else:
        shown = in_window(_transformed(rows, series, how), start, end)
    return MadeRows(_as_made(series, how), shown, _lost(series, window, rows, shown, how))


def in_window(rows: Sequence[Obs], start: dt.date | None, end: dt.date | None) -> tuple[Obs, ...]:
    """The rows of a window."""
    return tuple(row for row in rows if (not start or row.end >= start) and (not end or row.start <= end))


def _transformed(rows: tuple[Obs, ...], series: SeriesInfo, how: How) -> tuple[Obs, ...]:
    kind, breaks, often = how.kind, series.breaks, series.frequency
    if kind == Transform.CHANGE_YEAR:
        return transforms.change_year(rows, often, breaks, series.unit)
    if kind == Transform.CHANGE_PERIOD:
        return transforms.change_period(rows, often, breaks, series.unit, recomputed=series.recomputed)
    if kind == Transform.PER_DAY:
        return transforms.per_day(rows, breaks, recomputed=series.recomputed)
    if kind == Transform.PER_MONTH:
        return transforms.per_month(rows, series.measures, breaks, recomputed=series.recomputed)
    if kind in (Transform.SUM, Transform.MEAN):
        return transforms.moving(rows, often, breaks, how.months, summed=kind == Transform.SUM)
    return rows


def _as_made(series: SeriesInfo, how: How) -> SeriesInfo:
    """A series with the rhythm of what is made of it; a mean or a sum holds until nothing."""
    if how.kind == Transform.PER_MONTH:
        flows = Measure.FLOW if series.measures == Measure.CUMULATIVE else Measure.LEVEL
        return dataclasses.replace(series, frequency=Frequency.MONTHLY, measures=flows, steps=False)
    return dataclasses.replace(series, steps=False) if how.kind in (Transform.SUM, Transform.MEAN) else series


def _lost(series: SeriesInfo, window: Sequence[Obs], rows: Sequence[Obs], shown: Sequence[Obs], how: How) -> str:
    """What a transform makes nothing of, and why: of `window`, those of `rows` that lie in it. Empty for nothing."""
    kind = how.kind
    if kind == Transform.PER_DAY and series.recomputed:
        found = len(set(transforms.computed_apart(rows)).intersection(window))
        if found:
            return f"{_left_out(found)}, since each is of another computation than the one before it"
    if kind == Transform.NONE or not any(map(_held, window)):
        return ""
    if kind == Transform.CHANGE_YEAR:
        return _without_a_year_before(series, window, rows, shown)
    if not shown:
        if kind == Transform.INDEX and how.day:
            return f"left out, since no value above zero held on {say_day(how.day)}, or none shown compares with it"
        return f"left out, since {NOTHING[kind]}"
    return _partly(series, window, shown, how)


def _without_a_year_before(series: SeriesInfo, window: Sequence[Obs], rows: Sequence[Obs], shown: Sequence[Obs]) -> str:
    """The values of a window that have no change on a year, by why."""
    baseless = set(transforms.baseless(rows, series.frequency, series.breaks, series.unit)).intersection(window)
    told = []
    if baseless:
        told.append(f"{_left_out(len(baseless))}, since there is no change in per cent on zero or less a year before")
    missing = sum(row.value is not None for row in window) - len(baseless) - len(shown)
    if not shown and not baseless:
        return f"left out, since {NOTHING[Transform.CHANGE_YEAR]}"
    if missing:
        apart = " or a break lies between" if series.breaks else ""
        told.append(f"{_left_out(missing)}, since none of the same period a year before is held{apart}")
    return "; ".join(told)


def _partly(series: SeriesInfo, window: Sequence[Obs], shown: Sequence[Obs], how: How) -> str:
    """Which values of a window have nothing made of them, where some have."""
    kept = {row.end for row in shown}
    missing = [row for row in window if row.value is not None and row.end not in kept]
    if how.kind == Transform.PER_MONTH:
        whole = {(row.start.year, row.start.month) for row in shown}
        months = {(row.end.year, row.end.month) for row in window if row.value is not None} - whole
        verb = "is" if len(months) == 1 else "are"
        return f"{counted(len(months), 'month')} {verb} left out, since not whole" if months else ""
    if not missing:
        return ""
    if how.kind == Transform.CHANGE_PERIOD:
        again = ", or is of another computation" if series.recomputed else ""
        return (
            f"{_left_out(len(missing))}, since the one before is not held, not above zero or apart by a break{again}"
            if transforms.change_unit(series.unit) == "percent"
            else f"{_left_out(len(missing))}, since the one before is not held or apart by a break{again}"
        )
    if how.kind in (Transform.SUM, Transform.MEAN):
        return f"{_left_out(len(missing))}, since not all of the {window_words(how.months)} up to it are held"
    if how.kind == Transform.INDEX and how.day:
        return f"{_left_out(len(missing))}, since a break lies between it and {say_day(how.day)}"
    return ""


def _left_out(found: int) -> str:
    return f"{counted(found, 'value')} {'is' if found == 1 else 'are'} left out"


def _held(row: Obs) -> bool:
    return row.value is not None or row.low is not None or row.high is not None
