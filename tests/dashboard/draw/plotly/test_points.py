"""From a point of the figure that a browser shows back to its observations, for every kind of chart."""

from dataclasses import replace

import pytest

from dashboard.address.how import How
from dashboard.address.view import View
from dashboard.chart.records import Member
from dashboard.chart.selection import observed_rows, select
from dashboard.draw.plotly.figure import figure
from dashboard.draw.plotly.points import Point, every_point, period_ends, pointed_at, rests_on, rows_at
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.record.series import observations
from dashboard.record.shown import view_observations
from dashboard.ui.panel import pointed
from dashboard.views import pictures
from dashboard.views.pictures import drawn, panes
from tests.dashboard.samples import DAY, chart, drawing, frame, month, row, series

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
    return select(charts.chart_info(build, view.chart), observations(build, view.chart, view.asof), view)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.chart} {view.transform}")
@pytest.mark.parametrize("narrow", [False, True])
def test_every_point_that_can_be_chosen_leads_to_its_own_observation(real_build: Build, view: View, narrow: bool):
    made, found = pointed(real_build, view, False, narrow).to_dict(), every_point(drawn(real_build, view))
    members = selected(real_build, view).members
    together = made["layout"].get("hovermode") == "x"
    tested = 0
    for curve, trace in enumerate(made["data"]):
        own = [member for member in members if member.name == trace.get("name")]
        if trace.get("hoverinfo") == "skip" or not own:
            continue
        across = trace.get("orientation") == "h"
        for number, value in enumerate(trace["x" if across else "y"]):
            point = found[curve][number] if found[curve] else None
            if value is None:
                assert point is None
                continue
            assert point and (point.member == ("" if together else own[0].id) or across)
            value += trace["base"][number] if trace.get("base") else 0
            rows = [each for member, each in rows_at(members, point) if member.name == trace["name"]]
            assert any(value in (each.value, each.low, each.high) for each in rows), (trace["name"], number)
            tested += 1
    assert tested > 1


@pytest.mark.parametrize("chart", ["casualties", "key-rate"])
def test_a_point_of_the_faint_line_leads_to_what_is_known_now(real_build: Build, chart: str):
    view = View(chart=chart, asof=DAY(2023, 6, 1))
    made, found = pointed(real_build, view, False, False).to_dict(), every_point(drawn(real_build, view))
    now = selected(real_build, replace(view, asof=None)).members
    tested = 0
    for curve, trace in enumerate(made["data"]):
        if "as known now" not in str(trace.get("customdata")):
            continue
        for number, (place, value) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            if value is None:
                continue
            point = found[curve][number]
            assert point and point.now and point.end <= DAY.fromisoformat(place)
            rows = [each for member, each in rows_at(now, point) if member.name == trace["name"]]
            assert value in [each.value for each in rows], (trace["name"], place)
            tested += point.end > view.asof
    assert tested > 1


def test_a_step_that_holds_to_the_end_of_the_axis_is_its_newest_observation():
    info = chart(series("rate", frequency="I", steps=True))
    data = frame(row(DAY(2025, 1, 1), 21.0, series_id="rate"), row(DAY(2025, 6, 1), 20.0, series_id="rate"))
    picture = drawing(info, data, View(chart=info.id, end=DAY(2025, 9, 9)))
    line = figure(picture, False).to_dict()["data"][0]
    assert line["x"] == ["2025-01-01", "2025-06-01", "2025-09-09", None]
    newest = Point("", DAY(2025, 6, 1))
    found = [pointed_at(picture, 0, number) for number in range(4)]
    assert found == [Point("", DAY(2025, 1, 1)), newest, newest, None]


@pytest.mark.parametrize("name", ["second-world-war", "support-share-with-eu"])
def test_each_bar_beside_a_category_is_its_own_period(real_build: Build, name: str):
    view = View(chart=name)
    picture = drawn(real_build, view)
    bars = pointed(real_build, view, False, False).to_dict()["data"]
    shown = [(member.id, each.end) for member in selected(real_build, view).members for each in member.rows]
    found = [pointed_at(picture, curve, 0) for curve in range(len(bars))]
    assert sorted((point.member, point.end) for point in found) == sorted(shown)


def test_what_is_no_observation_leads_nowhere(real_build: Build):
    view = View(chart="key-rate", events=("on",))
    picture = drawn(real_build, view)
    traces = pointed(real_build, view, False, False).to_dict()["data"]
    (curve,) = (curve for curve, trace in enumerate(traces) if trace.get("name") == "Defence")
    found = {pointed_at(picture, curve, number) for number in range(len(traces[curve]["x"]))}
    assert found == {None} and len(traces[curve]["x"]) > 1


def test_a_browser_is_sent_words_alone(real_build: Build):
    for name in ("key-rate", "rearm-europe", "support-by-group"):
        sent = pointed(real_build, View(chart=name), False, False).to_dict()["data"]
        assert sent and all("observed" not in trace for trace in sent)
        told = [words for trace in sent for each in trace.get("customdata", ()) if each for words in each]
        assert told and all(isinstance(words, str) for words in told)


def members(build: Build, view: View) -> list[Member]:
    return list(selected(build, view).members)


def test_periods_are_listed_newest_first_of_one_member_or_of_all(real_build: Build):
    shown = members(real_build, View(chart="casualties"))
    every = period_ends(shown, "")
    assert every == sorted(every, reverse=True) and len(set(every)) == len(every)
    for member in shown:
        own = period_ends(shown, member.id)
        assert set(own) == {each.end for each in member.rows} <= set(every)


def test_a_value_as_published_rests_on_itself_alone(real_build: Build):
    view = View(chart="casualties")
    observed = observed_rows(observations(real_build, view.chart))
    for member in members(real_build, view):
        for each in member.rows[-20:]:
            assert rests_on(member, each, observed) == [("this period", each)]


def test_a_changed_value_rests_on_what_it_is_computed_from():
    rows = [month(2024 + number // 12, number % 12 + 1, 100.0 + number) for number in range(15)]
    info, data = chart(series(frequency="M", measures="cumulative")), frame(*rows)
    observed = observed_rows(data)
    for transform, compute in (
        ("change_year", lambda now, base: 100 * (now.value / base.value - 1)),
        ("change_period", lambda now, base: 100 * (now.value / base.value - 1)),
        ("per_day", lambda now, base: (now.value - base.value) / (now.end - base.end).days),
        ("index", lambda now, base: 100 * now.value / base.value),
    ):
        (member,) = select(info, data, View(chart=info.id, transform=transform)).members
        assert member.rows
        for each in member.rows:
            (_, now), (what, base) = rests_on(member, each, observed)
            assert each.value == pytest.approx(compute(now, base)) and now.end == each.end and what
    with pytest.raises(ValueError, match="unknown transform 'root'"):
        rests_on(replace(member, how=How("root")), member.rows[0], observed)


def test_a_mean_rests_on_all_of_its_window_and_of_many_on_its_ends():
    rows = [month(2023 + number // 12, number % 12 + 1, 100.0 + number) for number in range(30)]
    info, data = chart(series(frequency="M", measures="level")), frame(*rows)
    for months, told in ((3, 3), (24, 24)):
        *_, member = select(info, data, View(chart=info.id, transform="mean", months=months)).members
        found = rests_on(member, member.rows[-1], observed_rows(data))
        assert len(found) == told
        assert member.rows[-1].value == pytest.approx(sum(each.value for _, each in found) / told)


def test_what_two_lines_make_rests_on_both(real_build: Build):
    view = View(series=("equipment_claimed:tank/equipment_confirmed_russia:tank", "key_rate-inflation_rosstat"))
    for pane in panes(real_build, view):
        (member,) = pictures.selected(real_build, pane).members
        observed = observed_rows(view_observations(real_build, pane))
        (_, one), (_, other) = rests_on(member, member.rows[-1], observed)
        made = one.value / other.value if "/" in member.id else one.value - other.value
        assert member.rows[-1].value == pytest.approx(made) and one.end == other.end == member.rows[-1].end


def test_a_quotient_rests_on_both_its_series(real_build: Build):
    (name,) = [each for each in charts.chart_ids(real_build) if charts.chart_info(real_build, each).divide][:1]
    view = View(chart=name)
    observed = observed_rows(observations(real_build, name))
    member = next(each for each in members(real_build, view) if each.rows)
    above, below = (each for _, each in rests_on(member, member.rows[-1], observed))
    by_series = {each.series_id: each.value for each in (above, below)}
    one, other = member.rows[-1].series_id.split("/")
    assert member.rows[-1].value == pytest.approx(by_series[one] / by_series[other])
