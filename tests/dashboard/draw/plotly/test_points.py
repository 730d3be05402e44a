"""From a point of the figure that a browser shows back to its observations, for every kind of chart."""

from dataclasses import replace

import pytest

from dashboard.address.view import View
from dashboard.chart.records import Member
from dashboard.chart.selection import observations, select
from dashboard.draw.plotly.points import Point, ends, pointed_at, rests_on, standing
from dashboard.record import queries
from dashboard.record.build import Build
from dashboard.ui.panel import pointed
from tests.dashboard.samples import DAY, chart, frame, month, row, series, year

VIEWS = (
    View(chart="key-rate"),
    View(chart="casualties"),
    View(chart="eu-defence-spending"),
    View(chart="support-by-group"),
    View(chart="rearm-europe"),
    View(chart="second-world-war"),
    View(chart="casualties", transform="change_year"),
)


def selected(build: Build, view: View):
    return select(queries.chart(build, view.chart), queries.observations(build, view.chart, view.asof), view)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.chart} {view.transform}")
@pytest.mark.parametrize("narrow", [False, True])
def test_every_point_that_can_be_chosen_leads_to_its_own_observation(real_build: Build, view: View, narrow: bool):
    figure = pointed(real_build, view, False, narrow).to_dict()
    members = selected(real_build, view).members
    together = figure["layout"].get("hovermode") == "x unified"
    tested = 0
    for curve, trace in enumerate(figure["data"]):
        own = [member for member in members if member.name == trace.get("name")]
        if trace.get("hoverinfo") == "skip" or not own:
            continue
        across = trace.get("orientation") == "h"
        for number, value in enumerate(trace["x" if across else "y"]):
            if value is None:
                continue
            point = pointed_at(figure, curve, number, members)
            assert point and (point.member == ("" if together else own[0].id) or across)
            value += trace["base"][number] if trace.get("base") else 0
            rows = [each for member, each in standing(members, point) if member.name == trace["name"]]
            assert any(value in (each.value, each.low, each.high) for each in rows), (trace["name"], number)
            tested += 1
    assert tested > 1


@pytest.mark.parametrize("chart", ["casualties", "key-rate"])
def test_a_point_of_the_faint_line_leads_to_what_is_known_now(real_build: Build, chart: str):
    view = View(chart=chart, asof=DAY(2023, 6, 1))
    figure = pointed(real_build, view, False, False).to_dict()
    then, now = (selected(real_build, each).members for each in (view, replace(view, asof=None)))
    tested = 0
    for curve, trace in enumerate(figure["data"]):
        if trace.get("meta") != "as known now":
            continue
        for number, (place, value) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            if value is None:
                continue
            point = pointed_at(figure, curve, number, then, now)
            assert point and point.now and point.end <= DAY.fromisoformat(place)
            rows = [each for member, each in standing(now, point) if member.name == trace["name"]]
            assert value in [each.value for each in rows], (trace["name"], place)
            tested += point.end > view.asof
    assert tested > 1


def test_a_step_that_holds_to_the_end_of_the_axis_is_its_newest_observation():
    member = Member("rate", "Rate", "blue", series("rate", frequency="I", steps=True), ())
    observed = observations(frame(row(DAY(2025, 1, 1), 21.0), row(DAY(2025, 6, 1), 20.0)))
    held = Member(member.id, member.name, member.colour, member.series, tuple(observed))
    trace = {"type": "scatter", "name": "Rate", "x": ["2025-01-01", "2025-06-01", "2025-09-09"], "y": [21, 20, 20]}
    figure = {"data": [trace], "layout": {}}
    assert pointed_at(figure, 0, 2, [held]) == Point("rate", DAY(2025, 6, 1))
    assert pointed_at(figure, 0, 0, [held]) == Point("rate", DAY(2025, 1, 1))


def test_of_two_bars_as_long_as_each_other_each_is_its_own_period():
    observed = observations(frame(year(1942, 5.0), year(1943, 5.0)))
    held = Member("a", "A", "blue", series(frequency="A"), tuple(observed))
    for number in (1942, 1943):
        words = {"hovertemplate": f"{number}: %{{text}}", "text": ["5"], "x": [5.0], "base": [0.0]}
        figure = {"data": [{"type": "bar", "orientation": "h", "name": "A", **words}], "layout": {}}
        assert pointed_at(figure, 0, 0, [held]) == Point("a", DAY(number, 12, 31))


def test_what_is_no_observation_leads_nowhere():
    figure = {"data": [{"type": "scatter", "name": "Events", "x": ["2025-01-01"]}], "layout": {}}
    assert pointed_at(figure, 0, 0, []) is None
    held = Member("a", "A", "blue", series(), tuple(observations(frame(row(DAY(2025, 3, 1), 1.0)))))
    early = {"data": [{"type": "scatter", "name": "A", "x": ["2024-01-01", None]}], "layout": {}}
    assert pointed_at(early, 0, 0, [held]) is None and pointed_at(early, 0, 1, [held]) is None


def members(build: Build, view: View) -> list[Member]:
    return list(selected(build, view).members)


def test_periods_are_listed_newest_first_of_one_member_or_of_all(real_build: Build):
    shown = members(real_build, View(chart="casualties"))
    every = ends(shown, "")
    assert every == sorted(every, reverse=True) and len(set(every)) == len(every)
    for member in shown:
        own = ends(shown, member.id)
        assert set(own) == {each.end for each in member.rows} <= set(every)


def test_a_value_as_published_rests_on_itself_alone(real_build: Build):
    view = View(chart="casualties")
    observed = observations(queries.observations(real_build, view.chart))
    for member in members(real_build, view):
        for each in member.rows[-20:]:
            assert rests_on(member, each, observed, "none") == [("this period", each)]


def test_a_changed_value_rests_on_what_it_is_computed_from():
    rows = [month(2024 + number // 12, number % 12 + 1, 100.0 + number) for number in range(15)]
    info, data = chart(series(frequency="M", measures="cumulative")), frame(*rows)
    observed = observations(data)
    for transform, compute in (
        ("change_year", lambda now, base: 100 * (now.value / base.value - 1)),
        ("per_day", lambda now, base: (now.value - base.value) / (now.end - base.end).days),
        ("index", lambda now, base: 100 * now.value / base.value),
    ):
        (member,) = select(info, data, View(chart=info.id, transform=transform)).members
        assert member.rows
        for each in member.rows:
            (_, now), (what, base) = rests_on(member, each, observed, transform)
            assert each.value == pytest.approx(compute(now, base)) and now.end == each.end and what
    with pytest.raises(ValueError, match="unknown transform 'root'"):
        rests_on(member, member.rows[0], observed, "root")


def test_a_quotient_rests_on_both_its_series(real_build: Build):
    (name,) = [each for each in queries.charts(real_build) if queries.chart(real_build, each).divide][:1]
    view = View(chart=name)
    observed = observations(queries.observations(real_build, name))
    member = next(each for each in members(real_build, view) if each.rows)
    above, below = (each for _, each in rests_on(member, member.rows[-1], observed, "none"))
    by_series = {each.series_id: each.value for each in (above, below)}
    one, other = member.rows[-1].series_id.split("/")
    assert member.rows[-1].value == pytest.approx(by_series[one] / by_series[other])
