"""What a view shows: the members of its chart, picked, transformed and windowed, every row of them."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.address.how import HOW, Transform
from dashboard.address.view import View
from dashboard.chart import areas, ratio, transforms
from dashboard.chart.definitions import definition, joined_words, refusal, short_words
from dashboard.chart.made import how_of, in_window, made
from dashboard.chart.periods import LONGEST_DAILY_GAP
from dashboard.chart.records import ChartInfo, EntityInfo, Member, Obs, Selection, SeriesInfo
from dashboard.say import first_known, join_words, say_day
from etl.vocabulary import ChartKind, Colour, Dimension, Frequency, KnownBasis, Measure, Status

FILLED = ("value", "low", "high")
# So many members a note names; more are counted.
NAMED = 5


def along_entities(info: ChartInfo) -> bool:
    """Whether the chart varies along entities. Over time, publishers of one quantity are one set of points instead."""
    if info.divide:
        return True
    together = () if info.kind == ChartKind.BARS else (Dimension.PUBLISHER,)
    return len(info.series) == 1 and not info.series[0].entity and info.series[0].varies_by not in ("", *together)


def pickable(info: ChartInfo) -> tuple[str, ...]:
    """The ids that `pick` chooses from: the chart's entities, or its series."""
    return tuple(one.id for one in (info.entities if along_entities(info) else info.series))


def member_names(info: ChartInfo) -> tuple[str, ...]:
    """The chart's members as `View.series` names them."""
    if along_entities(info):
        return tuple(f"{info.series[0].id}:{entity.id}" for entity in info.entities)
    # Beside each other, series that vary are of the one entity that the chart names.
    return tuple(
        series.id if series.varies_by in ("", Dimension.PUBLISHER) else f"{series.id}:{info.entities[0].id}"
        for series in info.series
    )


def picked(info: ChartInfo, view: View) -> tuple[SeriesInfo, ...]:
    """The series that a view shows: of a chart that varies along them those picked, else all."""
    if along_entities(info) or not view.pick:
        return info.series
    return tuple(series for series in info.series if series.id in view.pick)


def picked_ids(info: ChartInfo, view: View) -> tuple[str, ...]:
    """Under which ids the record holds the series that a view shows, each once."""
    return tuple(dict.fromkeys(name for series in picked(info, view) for name in series.series_ids))


def shown_unit(unit: str, transform: Transform) -> str:
    """The unit of values that were published in `unit`, after a transform; empty for none."""
    if transform in (Transform.CHANGE_YEAR, Transform.CHANGE_PERIOD):
        return transforms.change_unit(unit)
    return "index" if transform == Transform.INDEX and unit else unit


def series_unit(series: SeriesInfo, view: View) -> str:
    """The unit in which a view shows a series."""
    return shown_unit(series.unit, how_of(series, view).kind)


def select(info: ChartInfo, data: pd.DataFrame, view: View) -> Selection:
    """Members with their rows, in the unit of the view's transform. `data`: the columns of Obs, dates as dates.

    Notes say in words what was left out and why. Raises ValueError when the series have different units, and when
    anything but a chart along time is to be transformed.
    """
    if view.transform != Transform.NONE and info.kind != ChartKind.TIME:
        raise ValueError(f"chart {info.id}: charts of kind {info.kind!r} show values as published only")
    units = {series_unit(series, view) for series in info.series}
    if len(units) > 1:
        raise ValueError(f"chart {info.id}: its series have different units: {', '.join(sorted(units))}")
    start, end = window(info, view)
    observed, notes, undefined = observed_rows(data), [], []
    members: list[Member] = []
    if info.divide:
        notes.append(f"{info.series[0].title}, divided by: {info.series[1].title}. Only days that both have.")
        observed = ratio.ratios(info, observed)
        info = dataclasses.replace(info, series=(ratio.divided(info),), divide=False)
        units = {shown_unit(ratio.UNIT, view.transform)}
    for member in _members(info, observed):
        if view.pick and member.id not in view.pick:
            continue
        rows = tuple(row for row in member.rows if row.status != Status.WITHDRAWN)
        if len(rows) < len(member.rows):
            notes.append(f"{member.name}: values that the publisher withdrew are not shown.")
        how = how_of(member.series, view)
        refused = refusal(member.series, how)
        if refused:
            notes.append(f"{member.name}: left out, since {refused}.")
            undefined.append(member.name)
            continue
        if how.kind != Transform.NONE and any(row.low is not None or row.high is not None for row in rows):
            notes.append(f"{member.name}: the interval is not carried through.")
        # On a map what holds until it changes is still there, however long ago it began.
        since = None if info.kind == ChartKind.MAP and member.series.steps else start
        series, shown, lost = made(rows, member.series, how, since, end)
        if lost:
            notes.append(f"{member.name}: {lost}.")
            undefined += [] if shown else [member.name]
        if not shown and info.kind == ChartKind.TIME and how.kind == Transform.NONE:
            shown = _in_force(rows, member.series, start, end, view.asof)
            notes += [f"{member.name}: no value inside the window; the last one before it holds."] if shown else []
        if info.kind in (ChartKind.BARS, ChartKind.STACKED) and member.series.measures == Measure.CUMULATIVE:
            shown = shown[-1:]
        if how.kind == Transform.MEAN:
            members += _behind(member, in_window(rows, start, end), members)
        members.append(dataclasses.replace(member, series=series, rows=shown, how=how))
    if info.kind == ChartKind.MAP:
        if view.start and any(member.series.steps for member in members):
            notes.append(f"‘from={view.start}’ was ignored: what began earlier and still holds is on the map too.")
        members = [member for member in areas.newest_members(members) if member.rows]
    notes += _notes(members, view, undefined)
    return Selection(tuple(members), next(iter(units), ""), tuple(notes), tuple(undefined))


def window(info: ChartInfo, view: View) -> tuple[dt.date | None, dt.date | None]:
    """First and last day to show: the view's, else the chart's own; None where open."""
    return view.start or info.start, view.end or info.end


def observed_rows(data: pd.DataFrame) -> list[Obs]:
    """The rows of a frame as observations in order of time; missing numbers are None."""
    if data.empty:
        return []
    columns = {
        "series_id": data["series_id"].tolist(),
        "entity": data["entity"].tolist(),
        "start": _days(data["period_start"]),
        "end": _days(data["period_end"]),
        "vintage": _days(data["vintage"]),
        **{name: [None if value != value else value for value in data[name].astype(float)] for name in FILLED},
        **{name: data[name].fillna("").tolist() for name in ("status", "note", "url", "basis")},
        "recorded": data["recorded"].tolist(),
    }
    return sorted(
        (Obs(*row) for row in zip(*columns.values(), strict=True)), key=lambda row: (row.end, row.start, row.entity)
    )


def _days(column: "pd.Series[dt.date]") -> list[dt.date | None]:
    # A missing day comes out as None; anything that is no date raises here, not in a drawing.
    return pd.to_datetime(column).to_numpy().astype("datetime64[D]").tolist()


def _members(info: ChartInfo, rows: list[Obs]) -> list[Member]:
    """Every member of the chart, picked or not: colours stay with their member whatever is picked."""
    by_entity = along_entities(info)
    parts: Sequence[EntityInfo | SeriesInfo] = info.entities if by_entity else info.series
    held: dict[str, list[Obs]] = {}
    for row in rows:
        held.setdefault(row.entity if by_entity else row.series_id, []).append(row)
        if not by_entity:
            held.setdefault(f"{row.series_id}:{row.entity}", []).append(row)
    spare = itertools.cycle([c for c in Colour if c not in {part.colour for part in parts}] or Colour)
    found = []
    for part in parts:
        colour = part.colour or next(spare)
        theirs = tuple(held.get(part.id, ())) if isinstance(part, EntityInfo) else _observed(part, held)
        if isinstance(part, EntityInfo):
            found.append(Member(part.id, part.name, colour, of_entity(info.series[0], part.id), theirs))
        else:
            found.append(Member(part.id, _name(part, theirs, info), colour, part, theirs))
    return found


def _observed(series: SeriesInfo, held: Mapping[str, Sequence[Obs]]) -> tuple[Obs, ...]:
    """The rows of a series, or of the two that it joins."""
    lines = [held.get(name, ()) for name in series.of or (series.id,)]
    return ratio.combined(series, *lines) if series.sign else tuple(lines[0])


def of_entity(series: SeriesInfo, entity: str) -> SeriesInfo:
    """The series as it is of one entity: with the breaks of its own."""
    own = [(on, note) for who, on, note in series.apart if who == entity]
    return dataclasses.replace(series, breaks=tuple(sorted([*series.breaks, *own]))) if own else series


def _name(series: SeriesInfo, rows: Sequence[Obs], info: ChartInfo) -> str:
    """The series' label; with its entity before it where the series has others too. Raises ValueError for several."""
    present = sorted({row.entity for row in rows})
    if series.varies_by in ("", Dimension.PUBLISHER) or not present:
        return series.label
    if len(present) > 1:
        raise ValueError(f"chart {info.id}: series {series.id} has the entities {join_words(present)}: name one")
    names = {entity.id: entity.name for entity in info.entities}
    return f"{names[present[0]]}: {series.label}"


def _behind(member: Member, rows: tuple[Obs, ...], members: Sequence[Member]) -> list[Member]:
    """What a moving mean is made of, faint behind it; nothing where it stands there already."""
    name = member.name.removesuffix(f", {short_words(member.series.how, member.series)}")
    own = (member.series.sign or "").join(member.series.of) or member.id
    id = f"{own}{HOW}{Transform.NONE}"
    if any(each.id in (own, id) for each in members):
        return []
    series = dataclasses.replace(member.series, id=id, interval="")
    plain = tuple(row._replace(low=None, high=None) for row in rows)
    called = "not averaged" if member.series.sign else "as published"
    return [Member(id, f"{name}, {called}", member.colour, series, plain, faint=True)]


def _in_force(
    rows: tuple[Obs, ...], series: SeriesInfo, start: dt.date | None, end: dt.date | None, asof: dt.date | None
) -> tuple[Obs, ...]:
    """Of a series that holds until it changes, the last row before a window without any, where it holds there.

    What is recorded on working days holds over those between; of what is recorded only when it changes the last holds.
    """
    before = [row for row in rows if start and row.end < start]
    if not series.steps or not before or (asof and start and asof < start):
        return ()
    if series.frequency == Frequency.IRREGULAR:
        return (before[-1],)
    after = [row for row in rows if end and row.start > end]
    return (before[-1],) if after and after[0].start - before[-1].end <= LONGEST_DAILY_GAP else ()


def _notes(members: list[Member], view: View, undefined: Sequence[str]) -> list[str]:
    notes = []
    held = [member for member in members if member.name not in undefined]
    empty = [member.name for member in held if not any(_held(row) for row in member.rows)]
    if empty and len(empty) < len(members):
        notes.append(f"No data in this window: {_some(empty, members)}.")
    joined = [(m.name, words) for m in members if not m.faint and (words := joined_words(m.series))]
    notes += [*(f"{name}: {words}." for name, words in joined), *_definitions(members)]
    indexed = [m for m in members if m.rows and m.how.kind == Transform.INDEX and not m.how.day]
    if len({m.rows[0].end for m in indexed}) > 1:
        starts = [f"{m.name} {say_day(m.rows[0].end)}" for m in indexed]
        told = f": {join_words(starts)}" if len(starts) <= NAMED else ""
        notes.append(f"Each line is 100 at its own first value{told}.")
    for recorded in (True, False):
        late = [
            member.name
            for member in members
            if any(row.basis == KnownBasis.HINDSIGHT and row.recorded == recorded for row in member.rows)
        ]
        if view.asof and late:
            words = f"{first_known(recorded)}, not as known on {say_day(view.asof)}"
            notes.append(f"{_some(late, [m for m in members if m.rows])}: {words}.")
    for member in members:
        shown = [on for on, _ in member.series.breaks if member.rows and member.rows[0].end < on <= member.rows[-1].end]
        notes.extend(
            f"{member.name}, {say_day(on)}: {note.removesuffix('.')}."
            for on, note in member.series.breaks
            if on in shown
        )
    return list(dict.fromkeys(notes))


def _definitions(members: Sequence[Member]) -> list[str]:
    """How each transform is computed, once; with whose it is where members differ."""
    said: dict[str, list[str]] = {}
    for member in members:
        words = definition(member.how, member.series)
        if words and member.rows:
            said.setdefault(words, []).append(member.name)
    several = len({member.how for member in members if not member.faint}) > 1 or len(said) > 1
    return [
        f"{_some(names, members)}: {words[:1].lower()}{words[1:]}" if several else words
        for words, names in said.items()
    ]


def _some(names: Sequence[str], members: Sequence[Member]) -> str:
    """Members by name, or where they are many their number."""
    if len(names) <= NAMED:
        return join_words(names)
    return "All" if len(names) == len(members) else f"{len(names)} of {len(members)}"


def _held(row: Obs) -> bool:
    return row.value is not None or row.low is not None or row.high is not None
