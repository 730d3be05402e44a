"""The controls of the chart page. The address is the one truth: controls show it, and write it when they change."""

import datetime as dt
from dataclasses import replace

import streamlit as st

from dashboard.shapes import ChartInfo
from dashboard.view import EVENTS, SCALES, SHOWS, TRANSFORMS, Known, View, address

SCALE_WORDS = {"linear": "Even", "log": "Logarithmic"}
TRANSFORM_WORDS = {
    "none": "As published",
    "change_year": "Change on a year earlier",
    "per_day": "Per day",
    "index": "First value = 100",
}
SHOW_WORDS = {"chart": "Chart", "table": "Table too"}
# A link may name any day; a control that refused it would fail the page.
ANY_DAY = {"min_value": dt.date.min, "max_value": dt.date.max}
EVENT_WORDS = {"off": "No events", "on": "Events"}


def controls(info: ChartInfo, view: View, known: Known) -> None:
    """Draw the controls that make sense for this chart, as the view says; a change rewrites the address."""
    # Set before the widgets are made: the address may have changed under them, through a link or Back.
    st.session_state.update(
        {
            "view_from": view.start,
            "view_to": view.end,
            "view_scale": view.scale,
            "view_pick": list(view.pick),
            "view_transform": view.transform,
            "view_show": view.show,
            "view_events": EVENTS[view.events],
            "view_asof": view.asof,
            "view_article": view.article,
        }
    )
    write = {"on_change": _write, "args": (view,)}
    left, middle, right = st.columns(3)
    with left:
        st.date_input("From", key="view_from", **ANY_DAY, **write)
        st.date_input("To", key="view_to", **ANY_DAY, **write)
    with middle:
        pickable = known.charts[view.chart]
        if len(pickable) > 1:
            names = {each.id: getattr(each, "label", "") or each.name for each in (*info.series, *info.entities)}
            st.multiselect("Show only", pickable, key="view_pick", format_func=lambda name: names[name], **write)
        if info.kind == "time":
            st.selectbox("Values", TRANSFORMS, key="view_transform", format_func=TRANSFORM_WORDS.get, **write)
        st.date_input("As known on", key="view_asof", **ANY_DAY, **write)
    with right:
        if info.kind == "time":
            st.segmented_control("Scale", SCALES, key="view_scale", format_func=SCALE_WORDS.get, **write)
            st.segmented_control("Events", EVENTS, key="view_events", format_func=EVENT_WORDS.get, **write)
        if known.articles and info.kind != "bars":
            words = {"": "None", **dict.fromkeys(known.articles, "Its day and figures")}
            st.segmented_control("Article", ("", *known.articles), key="view_article", format_func=words.get, **write)
        st.segmented_control("Show", SHOWS, key="view_show", format_func=SHOW_WORDS.get, **write)


def _write(before: View) -> None:
    """Write the whole view into the address. A control that is not drawn, or is cleared, keeps what was there."""
    state = st.session_state
    view = replace(
        before,
        start=state["view_from"],
        end=state["view_to"],
        scale=state["view_scale"] or before.scale,
        pick=tuple(state["view_pick"]),
        transform=state["view_transform"] or before.transform,
        show=state["view_show"] or before.show,
        events=(state["view_events"] or EVENTS[before.events]) == "on",
        asof=state["view_asof"],
        article=before.article if state["view_article"] is None else state["view_article"],
    )
    st.query_params.from_dict(address(view))
