"""Where a number of a chart comes from: a panel that opens when a point is chosen, with a mouse or from two lists."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.address.view import View
from dashboard.chart.records import Member, Obs, sure
from dashboard.chart.selection import observed_rows
from dashboard.draw.plotly.points import Point, period_ends, pointed_at, rests_on, rows_at
from dashboard.parts.vintages import vintages
from dashboard.record.provenance import point as every_vintage
from dashboard.record.shown import view_observations
from dashboard.say import say_day, say_period
from dashboard.ui.context import Context
from dashboard.views import told_rows
from dashboard.views.pictures import drawings, drawn, selections

TITLE = "Where a number comes from"
# So many points are told at once.
MOST = 12


def keep_chosen(ctx: Context, view: View, pane: View) -> None:
    """Keep the point that was chosen in a pane of a view for this session; to be called when that changes."""
    points = st.session_state[f"chart-{pane.name}"]["selection"]["points"]
    if not points:
        return
    found = pointed_at(drawn(ctx.build, pane), points[0]["curve_number"], points[0]["point_index"])
    if found:
        kept = {"member": found.member, "end": found.end, "now": found.now}
        st.session_state.update({_key(view, name): value for name, value in kept.items()})
        st.session_state[_key(view, "opened")] = st.session_state.get(_key(view, "opened"), 0) + 1


def where(ctx: Context, view: View) -> None:
    """The panel: which point, every vintage of it, the files and the SQL. Made when it is open."""
    times = st.session_state.get(_key(view, "opened"), 0)
    box = st.expander(TITLE, expanded=times > 0, key=f"where-{view.name}-{times}", on_change="rerun")
    if not box.open:
        return
    with box:
        view = _record(ctx, view)
        chosen = selections(ctx.build, view)
        units = {member.id: selection.unit for selection in chosen for member in selection.members}
        members = [member for selection in chosen for member in selection.members if member.rows]
        if not members:
            st.html('<p class="ci">No data in this window.</p>')
            return
        point = _lists(view, members)
        observed = observed_rows(view_observations(ctx.build, view))
        found = rows_at(members, point)
        told = (vintages(ctx.build, each, row, units[each.id], observed) for each, row in found[:MOST])
        st.html("".join(told))
        if len(found) > MOST:
            st.html(f'<p class="ci ci-soft">And {len(found) - MOST} more on this day: choose one of them above.</p>')
        rests = [each for member, row in found[:MOST] for _, each in rests_on(member, row, observed)]
        _sql(ctx, rests)


def _key(view: View, name: str) -> str:
    return f"where_{name}_{view.name}"


def _record(ctx: Context, view: View) -> View:
    """The view whose rows are told: where the newest data stand faint behind a record set back, one of the two."""
    if all(layer.kind != "ghost" for picture in drawings(ctx.build, view) for layer in picture.layers):
        return view
    words = {False: f"As known on {say_day(sure(view.asof))}", True: "As known now (faint)"}
    now = st.radio("Which record", list(words), key=_key(view, "now"), format_func=words.__getitem__, horizontal=True)
    return replace(view, asof=None) if now else view


def _lists(view: View, members: Sequence[Member]) -> Point:
    """Two lists that name a point: of whom, and of which period. What was chosen before stays if it is still there."""
    names = {"": "All shown"} | {member.id: member.name for member in members}
    names = names if len(members) > 1 else {members[0].id: members[0].name}
    state, member_key, end_key = st.session_state, _key(view, "member"), _key(view, "end")
    if state.get(member_key) not in names:
        state[member_key] = next(iter(names))
    left, right = st.columns(2)
    if len(members) > 1:
        left.selectbox("Of whom or what", list(names), key=member_key, format_func=names.__getitem__)
    days = period_ends(members, state[member_key])
    if state.get(end_key) not in days:
        state[end_key] = days[0]
    own = [member for member in members if state[member_key] in ("", member.id)]
    (left if len(members) == 1 else right).selectbox("Period", days, key=end_key, format_func=_periods(own).__getitem__)
    return Point(state[member_key], state[end_key])


def _periods(members: Sequence[Member]) -> dict[dt.date, str]:
    """Periods in words by their last day; where series of several rhythms are listed together, the day alone."""
    rhythms = {member.series.frequency for member in members}
    return {
        row.end: say_period(row.start, row.end, member.series.frequency) if len(rhythms) == 1 else say_day(row.end)
        for member in members
        for row in member.rows
    }


def _sql(ctx: Context, rests: Sequence[Obs]) -> None:
    """The SQL of every vintage that is told, where anyone can run it, and the files that hold the series."""
    ids = list(dict.fromkeys(each.series_id for each in rests))
    for sentence in told_rows.withheld_titles(ctx.build, ids):
        st.html(f'<p class="ci ci-soft">{escape(sentence)}</p>')
    open_ids = told_rows.passed_on(ctx.build, ids)
    asked = [every_vintage(each.series_id, each.entity, each.end) for each in rests if each.series_id in open_ids]
    if asked:
        place = "/data/current.duckdb" if ctx.routed else "the build’s file"
        st.html(f'<p class="ci ci-soft">The SQL that finds every vintage; it can be run on {place}:</p>')
        st.code(";\n\n".join(dict.fromkeys(asked)) + ";", language="sql")
    items = "".join(
        f"<li><code>{escape(each.path)}</code> <code>{each.sha256}</code></li>"
        for each in told_rows.held_in(ctx.build, ids)
    )
    st.html(
        f'<div class="ci"><span class="ci-soft">From these files, each with its SHA-256:</span><ul>{items}</ul></div>'
    )
