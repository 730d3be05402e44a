"""The controls that say what is made of published values: of all lines alike, of one of them, of two lines as one."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import TypedDict

import streamlit as st

from dashboard.address.how import MOVING, PUBLISHED, SPANS, How, Line, Sign, Transform, each_named, line
from dashboard.address.together import MOST_SERIES
from dashboard.address.view import Axes, Known, View
from dashboard.chart.definitions import refusal, short_words, window_words
from dashboard.chart.records import ChartInfo, SeriesInfo
from dashboard.chart.selection import series_unit
from dashboard.ui.written import write_view

LABELS: dict[str, str] = {
    Transform.NONE: "As published",
    Transform.CHANGE_YEAR: "Change on a year earlier",
    Transform.CHANGE_PERIOD: "Change on the period before",
    Transform.PER_DAY: "Per day",
    Transform.PER_MONTH: "By month: sums of totals, means of levels",
    Transform.SUM: "Sum over a window",
    Transform.MEAN: "Moving mean",
    Transform.INDEX: "Index: a day = 100",
}


class Limits(TypedDict):
    """Between which days a control takes one."""

    min_value: dt.date
    max_value: dt.date


# A link may name any day; a control that refused it would fail the page.
ANY_DAY: Limits = {"min_value": dt.date.min, "max_value": dt.date.max}
SIGNS = {Sign.RATIO: "divided by", Sign.DIFFERENCE: "less"}
AXES_LABELS: dict[str, str] = {Axes.ONE: "Two charts", Axes.TWO: "Two axes (can mislead)"}
ALL, JOIN, AXES = "view_transform", "view_join", "view_axes"


def made_control(info: ChartInfo, view: View, known: Known) -> None:
    """What is made of the values of all lines; where a reader put lines together, of each, and of two as one.

    `info`: the chart of the whole view.
    """
    owned = any(series.how != PUBLISHED for series in info.series)
    fit = [kind for kind in Transform if not all(refusal(series, How(kind)) for series in info.series)]
    options = [*map(str, dict.fromkeys([*fit, view.transform]))]
    _how_control("Values", ALL, None if owned else view.how, options, lambda how: _all(view, how))
    if len(view.series) < 2 and not owned:
        return
    with st.expander("Values of one line", expanded=owned):
        for place, (name, series) in enumerate(zip(view.series, info.series, strict=True)):
            how = line(name).how or view.how
            own = [kind for kind in Transform if kind == how.kind or not refusal(series, How(kind))]
            _how_control(_plain(series), f"{ALL}_{place}", how, [*map(str, own)], _one(view, place))
    _axes_control(info, view)
    pairs = _pairs(info, view, known)
    if pairs and len(view.series) < MOST_SERIES:
        st.session_state[JOIN] = None
        st.selectbox(
            "Add two lines as one",
            list(pairs),
            key=JOIN,
            format_func=pairs.__getitem__,
            placeholder="One divided by, or less, another",
            on_change=_join,
            args=(view,),
        )


def _axes_control(info: ChartInfo, view: View) -> None:
    """Whether lines of two units stand in two pictures, which is usual, or in one."""
    if len({series_unit(series, view) for series in info.series}) != 2 and view.axes == Axes.ONE:
        return
    st.session_state[AXES] = str(view.axes)
    st.selectbox(
        "Two units",
        [*map(str, Axes)],
        key=AXES,
        format_func=AXES_LABELS.__getitem__,
        help="Two axes in one chart can be made to say anything.",
        on_change=_write_axes,
        args=(view,),
    )


def _write_axes(view: View) -> None:
    write_view(replace(view, axes=Axes(st.session_state[AXES] or view.axes)))


def _plain(series: SeriesInfo) -> str:
    """A line's name without what is made of it."""
    return series.label.removesuffix(f", {short_words(series.how, series)}")


def _how_control(label: str, key: str, how: How | None, options: list[str], write: Callable[[How], View]) -> None:
    """One transform with what it needs to know. `how`: None where lines differ. `write`: the view with another one."""
    shown = how or PUBLISHED
    st.session_state.update(
        {key: str(how.kind) if how else None, f"{key}_months": shown.months, f"{key}_day": shown.day}
    )
    args = (key, shown, write)
    st.selectbox(
        label,
        options,
        key=key,
        format_func=LABELS.__getitem__,
        placeholder="Each line its own",
        on_change=_write,
        args=args,
    )
    if shown.kind in MOVING:
        st.selectbox("Over", SPANS, key=f"{key}_months", format_func=window_words, on_change=_write, args=args)
    if shown.kind == Transform.INDEX:
        st.date_input(
            "100 on",
            key=f"{key}_day",
            help="Empty: of the first value shown",
            **ANY_DAY,
            on_change=_write,
            args=args,
        )


def _write(key: str, before: How, write: Callable[[How], View]) -> None:
    state = st.session_state
    kind = Transform(state[key] or before.kind)
    months = state.get(f"{key}_months", before.months) if kind in MOVING else PUBLISHED.months
    day = state.get(f"{key}_day") if kind == Transform.INDEX else None
    write_view(write(How(kind, months, day)))


def _all(view: View, how: How) -> View:
    """The view with one transform of all lines."""
    plain = dict.fromkeys(line(name)._replace(how=None).name for name in view.series)
    return _shown(view, tuple(plain), how)


def _one(view: View, place: int) -> Callable[[How], View]:
    """The view with another transform of the line at a place."""

    def changed(how: How) -> View:
        own = [line(name)._replace(how=how).name if at == place else name for at, name in enumerate(view.series)]
        return _shown(view, *each_named(tuple(own), view.how))

    return changed


def _shown(view: View, series: tuple[str, ...], how: How) -> View:
    return replace(view, series=series, transform=how.kind, months=how.months, base=how.day)


def _pairs(info: ChartInfo, view: View, known: Known) -> dict[str, str]:
    """{name: words} of what two lines of the chart, in one unit, make."""
    lines = {name: series for name, series in zip(view.series, info.series, strict=True) if line(name).how is None}
    single = {name: known.units.get(name.partition(":")[0]) for name in lines if line(name).sign is None}
    found = {}
    for one, other in permutations([name for name, unit in single.items() if unit], 2):
        if single[one] == single[other]:
            for sign, words in SIGNS.items():
                found[Line((one, other), sign).name] = f"{lines[one].title} {words} {lines[other].title}"
    return {name: words for name, words in found.items() if name not in view.series}


def _join(view: View) -> None:
    chosen = st.session_state[JOIN]
    if chosen:
        write_view(replace(view, series=(*view.series, chosen)))
