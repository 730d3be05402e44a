"""A view as layers, ready to be drawn: what the interactive chart, the still picture and the alt text all rest on."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.address.how import Transform
from dashboard.address.view import Scale, View
from dashboard.chart import areas, ghosts, layers, marks
from dashboard.chart.definitions import NO_TRANSFORM, UNDEFINED
from dashboard.chart.leading import held_on, leading, measuring
from dashboard.chart.records import (
    ArticleDay,
    ChartInfo,
    Drawing,
    Event,
    Layer,
    Member,
    Obs,
    Period,
    Row,
    Selection,
)
from dashboard.chart.selection import window
from dashboard.say import join_words, say_day
from etl.vocabulary import ChartKind, Frequency, counted

# Why a kind of chart has no logarithm.
LINEAR = {
    **dict.fromkeys(("bars", "stacked"), "The scale is linear here: bars begin at zero."),
    "map": "A map has classes of values instead of a scale.",
    "timeline": "Events have no scale.",
}


@dataclass(frozen=True, eq=False)
class Around:
    """What is drawn around the data of a view.

    `article`: its day and figures. `events`: columns day, title, category, verified; drawn in a timeline, and elsewhere
    as the view asks for them. `periods`: stretches that the view may shade. `mapped`: countries that have a place on a
    map. `newest`: what the same view would show of the newest data, of which a view set back shows a faint line.
    """

    article: ArticleDay | None = None
    events: pd.DataFrame | None = None
    periods: Sequence[Period] = ()
    mapped: Collection[str] = ()
    newest: Selection | None = None


ALONE = Around()


def drawing(info: ChartInfo, selection: Selection, view: View, around: Around = ALONE) -> Drawing:
    """Draw what was selected of a chart's observations as the view asks.

    Without data the drawing has no layers and a note says so. Subtitle and alt text are for words to fill in. Raises
    ValueError for a kind of chart not drawn here.
    """
    article, events, periods = around.article, around.events, around.periods
    scale, members, notes = _scaled(info.kind, selection, view)
    listed = [] if events is None else marks.chosen_events(events, view, *window(info, view))
    found, thinned = _layers(info, members, selection.unit, listed)
    found = _led(found, leading(members, article))
    if info.kind == ChartKind.MAP:
        notes += areas.uncounted(members)
        notes.append(areas.outside(members, selection.unit, around.mapped, valued=info.since is None))
    if around.newest is not None and info.kind == ChartKind.TIME:
        _, now, _ = _scaled(info.kind, around.newest, view)
        behind = ghosts.ghosts(info, members, now, selection.unit)
        notes += ghosts.ghost_notes(behind, found, view)
        found = [*behind, *found]
    if thinned:
        most = f"at most {layers.MOST_POINTS} points of a line"
        notes.append(f"The picture shows {most}: of each stretch the first, last, lowest and highest.")
    start, end = _extent(info, view, members, found, article)
    ahead = _ahead(info, view, article) if end else ()
    found = [_held(layer, members, window(info, view)[0], end, view.asof) for layer in found]
    if view.events and info.kind != ChartKind.TIMELINE and start and end:
        found += marks.event_layers([event for event in listed if start <= event.date <= end])
    notes += _bands(members, found)
    if view.periods and info.kind != ChartKind.TIMELINE and start and end:
        shaded = marks.shades(marks.ended(periods, view), start, end)
        found += shaded
        notes.append(marks.shades_note(shaded))
    notes += _left_out(info, view, listed, events, periods)
    if not found:
        notes.append(_nothing(selection, view))
    elif article:
        end = max([end, *ahead]) if end else None
        stated = _stated(article, info, view, start)
        shown = [layer for layer in stated if start is None or end is None or _within(layer, start, end)]
        notes += _outside(stated, shown)
        found += [*_met(article, members, shown, selection.unit), *shown, *_appears(article, start, end)]
    return Drawing(
        chart=info.id,
        kind=info.kind,
        title=info.title,
        subtitle="",
        unit=selection.unit,
        scale=scale,
        frequency=min((layers.rhythm(m) for m in members), key=tuple(Frequency).index, default="D"),
        layers=tuple(found),
        start=start,
        end=end,
        notes=tuple(filter(None, (info.note, *selection.notes, *notes))),
        alt="",
    )


def _scaled(kind: str, selection: Selection, view: View) -> tuple[str, list[Member], list[str]]:
    """The scale that is drawn, and the members as far as they can be drawn on it."""
    if view.scale == Scale.LINEAR:
        return "linear", list(selection.members), []
    if kind != ChartKind.TIME:
        return "linear", list(selection.members), [LINEAR[kind]]
    members, dropped = [], 0
    for member in selection.members:
        rows = tuple(_above_zero(row) for row in member.rows)
        dropped += sum(old.value != new.value for old, new in zip(member.rows, rows, strict=True))
        members.append(dataclasses.replace(member, rows=rows))
    note = f"{counted(dropped, 'value')} of zero or below cannot be drawn on a logarithmic scale."
    return "log", members, [note] if dropped else []


def _above_zero(row: Obs) -> Obs:
    value, low, high = (None if number is None or number <= 0 else number for number in (row.value, row.low, row.high))
    return row._replace(value=value, low=low, high=high)


def _layers(info: ChartInfo, members: Sequence[Member], unit: str, events: Sequence[Event]) -> tuple[list[Layer], bool]:
    """The layers of what is shown, and whether any line was thinned for the picture."""
    if info.kind == ChartKind.TIMELINE:
        return marks.event_layers(events), False
    if info.kind == ChartKind.MAP:
        return areas.areas(members, unit, info.since), False
    if info.kind in (ChartKind.BARS, ChartKind.STACKED):
        bars = [bar for m in members for bar in layers.bars(m, unit, _beside(info, members, m))]
        return _alike(bars) if len(info.series) == 1 else bars, False
    if info.kind != ChartKind.TIME:
        raise ValueError(f"chart {info.id}: charts of kind {info.kind!r} are not drawn")
    names = layers.publishers(info)
    drawn = [layers.timed(member, unit, names) for member in members]
    return [layer for found, _ in drawn for layer in found], any(thinned for _, thinned in drawn)


def _nothing(selection: Selection, view: View) -> str:
    if selection.undefined:
        made = UNDEFINED.get(view.transform, NO_TRANSFORM)
        return f"Nothing is drawn: {made} from what is held for this window."
    return "Nothing is drawn: no source held has data for this window."


def _bands(members: Sequence[Member], found: Sequence[Layer]) -> list[str]:
    """What each band of the picture is."""
    banded = {layer.entity for layer in found if layer.kind == "band"}
    return [f"{m.name}: the band is the {m.series.interval}." for m in members if m.id in banded]


def _beside(info: ChartInfo, members: Sequence[Member], member: Member) -> Callable[[Obs], str] | None:
    """How a bar's category is named, or None where bars stand in time: over several periods of a regular series."""
    if info.kind == ChartKind.BARS and all(len(each.rows) <= 1 for each in members):
        # Several series beside each other have the room to say in full what each one counts.
        name = member.series.title if len(info.series) > 1 and not member.series.varies_by else member.name
        return lambda _: name
    if info.kind == ChartKind.BARS and any(each.series.frequency == Frequency.IRREGULAR for each in members):
        prefix = f"{member.name}, " if len(members) > 1 else ""
        return lambda row: prefix + layers.period(row, member)
    return None


def _alike(bars: Sequence[Layer]) -> list[Layer]:
    """Bars of one quantity beside their names in one colour: the name already says which is which."""
    named = all(isinstance(row.x, str) for bar in bars for row in bar.rows)
    return [dataclasses.replace(bar, colour=bars[0].colour) for bar in bars] if named else list(bars)


def _held(
    layer: Layer, members: Sequence[Member], first: dt.date | None, end: dt.date | None, asof: dt.date | None
) -> Layer:
    """A step that is recorded only when it changes holds to the end of the axis: no change is recorded after it. In a
    record set back, to its day. So does any that began before the `first` day of the window and holds over it."""
    if "step" not in (layer.kind, layer.shape) or end is None:
        return layer
    irregular = {member.id for member in members if member.series.frequency == Frequency.IRREGULAR}
    if layer.entity not in irregular and not (first and layer.rows[-1].day < first):
        return layer
    last, until = layer.rows[-1], end if layer.kind == "ghost" or asof is None else min(end, asof)
    if last.day >= until:
        return layer
    return dataclasses.replace(layer, rows=(*layer.rows, last._replace(x=until)))


def _left_out(
    info: ChartInfo, view: View, listed: Sequence[Event], events: pd.DataFrame | None, periods: Sequence[Period]
) -> list[str]:
    """That a record set back leaves out what happened later, where the window has any of it."""
    if view.asof is None:
        return []
    later = False
    if events is not None and (view.events or info.kind == ChartKind.TIMELINE):
        every = marks.chosen_events(events, dataclasses.replace(view, asof=None), *window(info, view))
        later = len(every) > len(listed)
    if view.periods:
        later = later or len(marks.ended(periods, view)) < len(periods)
    return [f"What happened after {say_day(view.asof)} is left out: it was not known."] if later else []


def _extent(
    info: ChartInfo, view: View, members: Sequence[Member], found: Sequence[Layer], article: ArticleDay | None
) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of the time axis; none without layers, and none when bars stand beside categories."""
    rows = [row for layer in found for row in layer.rows]
    if not rows or any(isinstance(row.x, str) for row in rows):
        return None, None
    places = [row.day for row in rows]
    # A bar stands over its whole period, also where the window begins inside it; and a step where it began.
    first, end = window(info, view)
    start = first
    if start and any("step" in (layer.kind, layer.shape) or layer.kind == "bars" for layer in found):
        start = min(start, *places)
    days = [*places, *(row.end for member in members for row in member.rows), *([article.date] if article else [])]
    return start or min(days), end or max([*days, *([first] if first else [])])


def _ahead(info: ChartInfo, view: View, article: ArticleDay | None) -> tuple[dt.date, ...]:
    """The days of an article's figures for which the axis reaches further than the data, unless its end is chosen."""
    if article is None or window(info, view)[1] or view.transform != Transform.NONE:
        return ()
    return tuple(last for _, _, last in article.about)


def _stated(article: ArticleDay, info: ChartInfo, view: View, start: dt.date | None) -> list[Layer]:
    """The article's figures beside values as published: at the day or over the period that each is about, or, where
    there is no axis of time, as levels."""
    if view.transform != Transform.NONE or info.kind in (ChartKind.TIMELINE, ChartKind.MAP):
        return []
    about = {claim: (first, last) for claim, first, last in article.about}
    found = []
    for claim, label, value in article.figures:
        days = dict.fromkeys(about.get(claim, (article.date,)) if start else (None,))
        rows = tuple(Row(day, value, None, None, label, "final") for day in days)
        # At its day a forecast's figure needs no words for it.
        short = f"{label.partition(':')[0].partition(',')[0]}:{label.rpartition(':')[2]}"
        layer = Layer("figure", short, claim, "article", rows)
        found.append(layer if start else dataclasses.replace(layer, kind="hline", name=label))
    return found


def _within(layer: Layer, start: dt.date, end: dt.date) -> bool:
    return start <= layer.rows[0].day and layer.rows[-1].day <= end


def _outside(stated: Sequence[Layer], shown: Sequence[Layer]) -> list[str]:
    """Which figures are about days outside the window."""
    outside = [f"{layer.name} ({say_day(layer.rows[-1].day)})" for layer in stated if layer not in shown]
    return [f"Outside this window: {join_words(outside)}."] if outside else []


def _met(article: ArticleDay, members: Sequence[Member], shown: Sequence[Layer], unit: str) -> list[Layer]:
    """Where the record stands at the day of each figure that a line of the picture measures."""
    found = []
    for layer in (layer for layer in shown if layer.kind == "figure"):
        member = measuring(members, [each for each in article.measured if each[0] == layer.entity])
        row = held_on(member, layer.rows[-1].day) if member else None
        if member and row and row.value is not None and not layers.is_stated(member.series):
            # A step holds to the figure's day.
            day = layer.rows[-1].day if member.series.steps else layers.placed_day(row, member.series)
            text = f"{member.name}: {layers.said(row, unit)}"
            found.append(
                Layer("met", text, member.id, member.colour, (Row(day, row.value, None, None, text, "final"),))
            )
    return found


def _led(found: list[Layer], lead: Member | None) -> list[Layer]:
    """Other lines than the one that leads are quiet."""
    lines = [layer.entity for layer in found if layer.kind in ("line", "step")]
    if lead is None or lead.id not in lines:
        return found
    return [
        dataclasses.replace(layer, quiet=layer.kind in ("line", "step") and layer.entity != lead.id) for layer in found
    ]


def _appears(article: ArticleDay, start: dt.date | None, end: dt.date | None) -> list[Layer]:
    """The article's day, where the window holds it."""
    if not (start and end and start <= article.date <= end):
        return []
    day = Row(article.date, None, None, None, f"{article.title}, {say_day(article.date)}", "final")
    return [Layer("vline", "article appears", "article", "article", (day,))]
