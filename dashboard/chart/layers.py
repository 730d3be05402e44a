"""From the observations of one member to the layers that draw it: lines, steps, bands, points, ranges."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from dashboard.chart.periods import runs
from dashboard.chart.records import ChartInfo, Kind, Layer, Member, Obs, Row, SeriesInfo, sure
from dashboard.publishers import labelled
from dashboard.say import say, say_period, say_range
from etl.vocabulary import PERIOD_MONTHS, Dimension, Frequency, Measure

MOST_POINTS = 700
UNSETTLED = ("provisional", "unverified")


def timed(member: Member, unit: str, names: Mapping[str, str]) -> tuple[list[Layer], bool]:
    """The layers of a member on an axis of time, and whether its line was thinned.

    `names`: who makes statements, by entity id.
    """
    if member.series.varies_by == Dimension.PUBLISHER:
        return points(member, unit, names), False
    # A line between statements far apart would say something about the days between them.
    return (points(member, unit, None), False) if is_stated(member.series) else lines(member, unit)


def is_stated(series: SeriesInfo) -> bool:
    """Whether values are separate statements: nothing is drawn between them."""
    return series.varies_by == Dimension.PUBLISHER or (series.frequency == Frequency.IRREGULAR and not series.steps)


def lines(member: Member, unit: str) -> tuple[list[Layer], bool]:
    """The member's value as one layer per unbroken run, each over its interval as a band, and whether it was thinned.

    No run crosses a hole. A row without a value is drawn as the range of its bounds.
    """
    series = member.series
    steps = series.steps
    whole = runs([row for row in member.rows if row.value is not None], series.frequency, series.breaks)
    whole = [changed_rows(run) for run in whole] if steps else whole
    drawn = thin(whole)
    layers = _ranges(member, [row for row in member.rows if row.value is None], unit)
    for run in drawn:
        rows = tuple(_dated(row, member, unit) for row in run)
        band = tuple(row._replace(y=None, text="") for row in rows if row.low is not None and row.high is not None)
        if band:
            layers.append(Layer("band", series.interval, member.id, member.colour, band))
        kind: Kind = "step" if steps else "line"
        layers.append(Layer(kind, member.name, member.id, member.colour, rows, party(member), faint=member.faint))
    return layers, drawn is not whole


def points(member: Member, unit: str, names: Mapping[str, str] | None) -> list[Layer]:
    """Separate statements: a point for a value, a range for bounds.

    `names`: who made them, by entity id; None: the member.
    """
    rows = tuple(_statement(row, row.value, member, unit, names) for row in member.rows if row.value is not None)
    layers = _ranges(member, member.rows, unit, names)
    return [*layers, Layer("points", member.name, member.id, member.colour, rows, party(member))] if rows else layers


def bars(member: Member, unit: str, beside: Callable[[Obs], str] | None) -> list[Layer]:
    """A bar for each period, at its first day, or at the category that `beside` names. Without a value: its bounds."""
    rows = []
    for row in member.rows:
        if (row.value, row.low, row.high) != (None, None, None):
            place, words, when = beside(row) if beside else row.start, said(row, unit), period(row, member)
            # The period is told once: in the category or beside the value.
            text = words if isinstance(place, str) and when in place else f"{words}, {when}"
            rows.append(Row(place, row.value, row.low, row.high, text, row.status, row.end, when))
    return [Layer("bars", member.name, member.id, member.colour, tuple(rows), party(member))] if rows else []


def party(member: Member) -> bool:
    """Whether this is a count of losses by a warring party, or repeats one: drawn differently and labelled so."""
    return member.series.party != ""


def publishers(info: ChartInfo) -> dict[str, str]:
    """{entity id: who that is}."""
    return {one.id: one.name for one in info.entities}


def speaker(series: SeriesInfo, entity: str, names: Mapping[str, str]) -> str:
    """Who states a value of a series that varies by publisher; a party to the war is labelled so."""
    return labelled(names[entity], dict(series.parties).get(entity, ""))


def said(row: Obs, unit: str) -> str:
    """A value in words with its interval and, when it is not settled, its status."""
    bounds = say_range(row.low, row.high, unit) if row.low is not None or row.high is not None else ""
    words = bounds if row.value is None and bounds else say(row.value, unit)
    if row.value is not None and bounds:
        words += f" ({bounds})"
    return f"{words}, {row.status}" if row.status in UNSETTLED else words


def changed_rows(run: Sequence[Obs]) -> list[Obs]:
    """The first row, those that differ from their predecessor, and the last: all that a step needs."""
    changed = [run[0]]
    changed += [row for previous, row in pairwise(run) if (row.value, row.status) != (previous.value, previous.status)]
    return changed if changed[-1] is run[-1] else [*changed, run[-1]]


def thin(drawn: list[list[Obs]]) -> list[list[Obs]]:
    """At most MOST_POINTS rows over all runs: of each bucket of neighbours its first, last, lowest and highest.

    Every run keeps these four, so more than MOST_POINTS / 4 runs may keep more.
    """
    if sum(map(len, drawn)) <= MOST_POINTS:
        return drawn
    kept = kept_places([[sure(row.value) for row in run] for run in drawn], MOST_POINTS)
    return [[run[place] for place in places] for run, places in zip(drawn, kept, strict=True)]


def kept_places(runs: Sequence[Sequence[float]], most: int) -> list[list[int]]:
    """Which values of each run a line keeps, so that about `most` remain over all runs."""
    total = sum(map(len, runs))
    return [_thinned(run, max(1, most // 4 * len(run) // total)) for run in runs]


def _thinned(run: Sequence[float], buckets: int) -> list[int]:
    if len(run) <= 4 * buckets:
        return list(range(len(run)))
    edges = [len(run) * number // buckets for number in range(buckets + 1)]
    kept: set[int] = set()
    for left, right in pairwise(edges):
        places = range(left, right)
        kept |= {left, right - 1, min(places, key=run.__getitem__), max(places, key=run.__getitem__)}
    return sorted(kept)


def _ranges(member: Member, rows: Sequence[Obs], unit: str, names: Mapping[str, str] | None = None) -> list[Layer]:
    bounded = tuple(
        _statement(row, None, member, unit, names) for row in rows if row.low is not None or row.high is not None
    )
    return [Layer("range", member.name, member.id, member.colour, bounded, party(member))] if bounded else []


def _statement(row: Obs, value: float | None, member: Member, unit: str, names: Mapping[str, str] | None) -> Row:
    who = speaker(member.series, row.entity, names) if names else member.name
    when = period(row, member)
    return _row(row, value, unit, member.series)._replace(text=f"{who}, {when}: {said(row, unit)}", when=when)


def _dated(row: Obs, member: Member, unit: str) -> Row:
    """A place of a line. Lines are read together on one day, and each has values on days of its own: it says which."""
    found = _row(row, row.value, unit, member.series)
    when = period(row, member)
    return found._replace(text=f"{found.text}, {when}", when=when)


def _row(row: Obs, value: float | None, unit: str, series: SeriesInfo) -> Row:
    return Row(placed_day(row, series), value, row.low, row.high, said(row, unit), row.status, row.end)


def placed_day(row: Obs, series: SeriesInfo) -> dt.date:
    """A value stands at the end of its period; what flows over a month or longer, in the middle of it."""
    middle = series.measures == Measure.FLOW and series.frequency in PERIOD_MONTHS
    return row.start + (row.end - row.start) / 2 if middle else row.end


def apart_words(row: Obs, member: Member) -> str:
    """Why a row does not compare with those of other members: its own way of counting changed. Empty where it does."""
    changed = [note for entity, on, note in member.series.apart if entity == row.entity and on <= row.end]
    return changed[-1] if changed else ""


def rhythm(member: Member) -> str:
    """How often a member has values; of lists of single days, though one a month, "D": each speaks of its day."""
    days = member.rows and all(row.start == row.end for row in member.rows)
    return Frequency.DAILY if days and member.series.frequency in PERIOD_MONTHS else member.series.frequency


def period(row: Obs, member: Member) -> str:
    """The row's period in words."""
    return say_period(row.start, row.end, member.series.frequency)
