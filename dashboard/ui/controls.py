"""The controls of the chart page. The address is the one truth: controls show it, and write it when they change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypedDict, TypeVar

import streamlit as st

from dashboard.address.together import MOST_SERIES
from dashboard.address.view import ON, SWITCH, Known, Scale, View
from dashboard.chart.records import ChartInfo
from dashboard.record.shown import SeriesLine
from dashboard.say import say, say_range, short_day
from dashboard.ui.making import ANY_DAY, made_control
from dashboard.ui.written import write_view
from etl.vocabulary import ChartKind

Seen = TypeVar("Seen")


class Writing(TypedDict, Generic[Seen]):
    """What a control does when it changes: `on_change`, called with what was seen when it was drawn."""

    on_change: Callable[[Seen], None]
    args: tuple[Seen]


SCALE_LABELS = {"linear": "Even", "log": "Logarithmic"}
# Where the words are kept by which series are found.
FIND = "view_find"
EVENT_LABELS = {"off": "No events", "on": "Events"}
PERIOD_LABELS = {"off": "No periods", "on": "Periods shaded"}


def controls(
    info: ChartInfo, view: View, known: Known, lines: Mapping[str, SeriesLine], found: Sequence[str], timed: bool
) -> None:
    """Draw the controls that make sense for this chart, as the view says; a change rewrites the address.

    `lines`: what can be put beside each other; `found`: those of them that FIND asks for. `timed`: whether it is drawn
    along time, so that events and periods have a place.
    """
    # Set before the widgets are made: the address may have changed under them, through a link or Back.
    st.session_state.update(
        {
            "view_from": view.start,
            "view_to": view.end,
            "view_scale": str(view.scale),
            "view_pick": list(view.pick),
            "view_events": SWITCH[bool(view.events)],
            "view_categories": [name for name in view.events if name != ON],
            "view_periods": SWITCH[view.periods],
            "view_article": view.article,
            "view_series": list(view.series),
        }
    )
    write: Writing[View] = {"on_change": _write, "args": (view,)}
    if view.series or view.chart in known.members:
        _series_control(info, view, known, lines, found)
    pickable = known.charts.get(view.chart, ())
    if len(pickable) > 1:
        names = {each.id: each.label for each in info.series} | {each.id: each.name for each in info.entities}
        st.multiselect("Show only", pickable, key="view_pick", format_func=lambda name: names[name], **write)
    if info.kind == ChartKind.TIME:
        made_control(info, view, known)
        st.segmented_control(
            "Scale", [*map(str, Scale)], key="view_scale", format_func=SCALE_LABELS.__getitem__, **write
        )
    st.date_input("From", key="view_from", **ANY_DAY, **write)
    st.date_input("To", key="view_to", **ANY_DAY, **write)
    if timed and info.kind != ChartKind.TIMELINE:
        st.segmented_control("Events", SWITCH, key="view_events", format_func=EVENT_LABELS.__getitem__, **write)
    if view.events or info.kind == ChartKind.TIMELINE:
        st.multiselect("Only these categories of events", known.categories, key="view_categories", **write)
    if timed and info.kind != ChartKind.TIMELINE:
        st.segmented_control("Periods", SWITCH, key="view_periods", format_func=PERIOD_LABELS.__getitem__, **write)
    if known.articles and info.kind not in (ChartKind.BARS, ChartKind.MAP):
        titles = {"": "None", **known.articles}
        st.selectbox("Day and figures of", list(titles), key="view_article", format_func=titles.__getitem__, **write)


def _series_control(
    info: ChartInfo, view: View, known: Known, lines: Mapping[str, SeriesLine], found: Sequence[str]
) -> None:
    """What stands in the chart, or is put beside a declared chart's own members."""
    beside, titles = _members(view, known) if view.chart else (), {each.id: each.title for each in info.series}
    st.text_input("Find a series", key=FIND, placeholder="What it counts, of whom, or who publishes it")
    if not found:
        st.html('<p class="ci ci-soft">No series is found by these words.</p>')
    st.multiselect(
        "Put any series beside these" if view.chart else "Series",
        list(dict.fromkeys([*view.series, *(name for name in found if name not in beside)])),
        key="view_series",
        format_func=lambda name: line_words(lines[name]) if name in lines else titles.get(name, name),
        max_selections=max(MOST_SERIES - len(beside), 1),
        placeholder="Choose from those found",
        on_change=_write_series,
        args=(view, known),
    )


def line_words(line: SeriesLine) -> str:
    """A line as a list offers it: what it is of, its newest value, and how far it reaches."""
    bounds = say_range(line.low, line.high, line.unit) if line.low is not None or line.high is not None else ""
    newest = say(line.value, line.unit) if line.value is not None else bounds
    name = ", ".join(filter(None, (line.title, line.entity, line.publisher)))
    return f"{name}: {newest}, {short_day(line.last)} (since {line.first.year})"


def _members(view: View, known: Known) -> tuple[str, ...]:
    """What a declared chart shows, as `View.series` names it."""
    return tuple(
        name
        for name in known.members[view.chart]
        if not view.pick or name in view.pick or name.partition(":")[2] in view.pick
    )


def _write_series(before: View, known: Known) -> None:
    """Write the series chosen; beside a declared chart's own members as many as have room."""
    chosen = tuple(st.session_state["view_series"])
    if before.chart and chosen:
        beside = _members(before, known)[: MOST_SERIES - len(chosen)]
        chosen = tuple(dict.fromkeys([*beside, *chosen]))
    write_view(replace(before, chart="" if chosen else before.chart, pick=() if chosen else before.pick, series=chosen))


def timeline_controls(view: View, charts: Mapping[str, str], known: Known) -> None:
    """The timeline's controls: the chart beside the events ({id: title}), their categories, and the window."""
    st.session_state.update(
        {
            "line_chart": view.chart,
            "line_categories": [name for name in view.events if name != ON],
            "line_from": view.start,
            "line_to": view.end,
            "line_periods": SWITCH[view.periods],
        }
    )
    write: Writing[View] = {"on_change": _write_timeline, "args": (view,)}
    left, middle, right = st.columns([0.4, 0.3, 0.3])
    left.selectbox("Chart", list(charts), key="line_chart", format_func=charts.__getitem__, **write)
    middle.multiselect("Categories of events", known.categories, key="line_categories", placeholder="All", **write)
    with right:
        first, last = st.columns(2)
        first.date_input("From", key="line_from", **ANY_DAY, **write)
        last.date_input("To", key="line_to", **ANY_DAY, **write)
    st.segmented_control(
        "Periods",
        SWITCH,
        key="line_periods",
        format_func=PERIOD_LABELS.__getitem__,
        label_visibility="collapsed",
        **write,
    )


def _write_timeline(before: View) -> None:
    state = st.session_state
    view = replace(
        before,
        chart=state["line_chart"],
        # What was picked belongs to the chart it was picked from.
        pick=before.pick if state["line_chart"] == before.chart else (),
        events=tuple(state["line_categories"]) or (ON,),
        start=state["line_from"],
        end=state["line_to"],
        periods=(state["line_periods"] or SWITCH[before.periods]) == ON,
    )
    write_view(view)


def _write(before: View) -> None:
    """Write the whole view into the address. A control that is not drawn, or is cleared, keeps what was there."""
    state = st.session_state
    view = replace(
        before,
        start=state["view_from"],
        end=state["view_to"],
        scale=Scale(state["view_scale"] or before.scale),
        pick=tuple(state["view_pick"]),
        events=_events(before),
        periods=(state["view_periods"] or SWITCH[before.periods]) == ON,
        article=before.article if state["view_article"] is None else state["view_article"],
    )
    write_view(view)


def _events(before: View) -> tuple[str, ...]:
    """The categories chosen; all when events are on and none is. A timeline has no switch: what it names is shown."""
    state = st.session_state
    chosen = tuple(state["view_categories"])
    switched = state["view_events"] or SWITCH[bool(before.events)]
    if before.events and switched != ON:
        return ()
    return chosen or ((ON,) if switched == ON else ())
