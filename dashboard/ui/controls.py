"""The controls of the chart page. The address is the one truth: controls show it, and write it when they change."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Generic, TypedDict, TypeVar

import streamlit as st

from dashboard.address.view import ON, SWITCH, Known, Scale, Show, Transform, View, view_params
from dashboard.chart.records import ChartInfo
from etl.vocabulary import ChartKind

Seen = TypeVar("Seen")


class Writing(TypedDict, Generic[Seen]):
    """What a control does when it changes: `on_change`, called with what was seen when it was drawn."""

    on_change: Callable[[Seen], None]
    args: tuple[Seen]


class Limits(TypedDict):
    """Between which days a control takes one."""

    min_value: dt.date
    max_value: dt.date


SCALE_LABELS = {"linear": "Even", "log": "Logarithmic"}
TRANSFORM_LABELS: dict[str, str] = {
    Transform.NONE: "As published",
    Transform.CHANGE_YEAR: "Change on a year earlier",
    Transform.PER_DAY: "Per day",
    Transform.INDEX: "First value = 100",
}
SHOW_LABELS = {"chart": "Chart", "table": "Table too"}
# A link may name any day; a control that refused it would fail the page.
ANY_DAY: Limits = {"min_value": dt.date.min, "max_value": dt.date.max}
EVENT_LABELS = {"off": "No events", "on": "Events"}
PERIOD_LABELS = {"off": "No periods", "on": "Periods shaded"}


def controls(info: ChartInfo, view: View, known: Known, timed: bool) -> None:
    """Draw the controls that make sense for this chart, as the view says; a change rewrites the address.

    `timed`: whether it is drawn along time, so that events and periods have a place.
    """
    # Set before the widgets are made: the address may have changed under them, through a link or Back.
    st.session_state.update(
        {
            "view_from": view.start,
            "view_to": view.end,
            "view_scale": str(view.scale),
            "view_pick": list(view.pick),
            "view_transform": str(view.transform),
            "view_show": str(view.show),
            "view_events": SWITCH[bool(view.events)],
            "view_categories": [name for name in view.events if name != ON],
            "view_periods": SWITCH[view.periods],
            "view_article": view.article,
        }
    )
    write: Writing[View] = {"on_change": _write, "args": (view,)}
    left, middle, right = st.columns(3)
    with left:
        st.date_input("From", key="view_from", **ANY_DAY, **write)
        st.date_input("To", key="view_to", **ANY_DAY, **write)
    with middle:
        pickable = known.charts[view.chart]
        if len(pickable) > 1:
            names = {each.id: each.label for each in info.series} | {each.id: each.name for each in info.entities}
            st.multiselect("Show only", pickable, key="view_pick", format_func=lambda name: names[name], **write)
        if info.kind == ChartKind.TIME:
            st.selectbox(
                "Values",
                [*map(str, Transform)],
                key="view_transform",
                format_func=TRANSFORM_LABELS.__getitem__,
                **write,
            )
    with right:
        if info.kind == ChartKind.TIME:
            st.segmented_control(
                "Scale", [*map(str, Scale)], key="view_scale", format_func=SCALE_LABELS.__getitem__, **write
            )
        if timed and info.kind != ChartKind.TIMELINE:
            st.segmented_control("Events", SWITCH, key="view_events", format_func=EVENT_LABELS.__getitem__, **write)
        if view.events or info.kind == ChartKind.TIMELINE:
            st.multiselect("Only these categories of events", known.categories, key="view_categories", **write)
        if timed and info.kind != ChartKind.TIMELINE:
            st.segmented_control("Periods", SWITCH, key="view_periods", format_func=PERIOD_LABELS.__getitem__, **write)
        if known.articles and info.kind not in (ChartKind.BARS, ChartKind.MAP):
            titles = {"": "None", **known.articles}
            st.selectbox(
                "Day and figures of", list(titles), key="view_article", format_func=titles.__getitem__, **write
            )
        st.segmented_control("Show", [*map(str, Show)], key="view_show", format_func=SHOW_LABELS.__getitem__, **write)


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
    st.query_params.from_dict(view_params(view))


def _write(before: View) -> None:
    """Write the whole view into the address. A control that is not drawn, or is cleared, keeps what was there."""
    state = st.session_state
    view = replace(
        before,
        start=state["view_from"],
        end=state["view_to"],
        scale=Scale(state["view_scale"] or before.scale),
        pick=tuple(state["view_pick"]),
        transform=Transform(state["view_transform"] or before.transform),
        show=Show(state["view_show"] or before.show),
        events=_events(before),
        periods=(state["view_periods"] or SWITCH[before.periods]) == ON,
        article=before.article if state["view_article"] is None else state["view_article"],
    )
    st.query_params.from_dict(view_params(view))


def _events(before: View) -> tuple[str, ...]:
    """The categories chosen; all when events are on and none is. A timeline has no switch: what it names is shown."""
    state = st.session_state
    chosen = tuple(state["view_categories"])
    switched = state["view_events"] or SWITCH[bool(before.events)]
    if before.events and switched != ON:
        return ()
    return chosen or ((ON,) if switched == ON else ())
