"""The real record set back: nothing learned later, the newest as of a far day, earlier vintages where they are held."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import Layer
from dashboard.chart.selection import observed_rows
from dashboard.record import charts
from dashboard.record.build import Build, end_of
from dashboard.record.series import observations
from dashboard.views.pictures import drawn
from tests.dashboard.samples import drawing

DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2026, 12, 31))
FAR = dt.date(2100, 1, 1)
SHARED = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
# (chart, series, entity, last day of the period, day): (value as known on that day, as known now); None: no value.
VINTAGES = {
    # Meduza's list of names as it stood in each edition.
    ("deaths-by-week", "deaths_confirmed_by_week", "RUS", "2023-01-08", "2024-12-31"): (782, 1146),
    ("deaths-by-week", "deaths_confirmed_by_week", "RUS", "2023-01-08", "2025-03-07"): (1082, 1146),
    ("deaths-by-week", "deaths_confirmed_by_week", "RUS", "2023-01-08", "2026-03-07"): (1112, 1146),
    # Mediazona's totals by the day on which they were published.
    ("deaths", "deaths_confirmed_total", "RUS", "2025-03-28", "2025-03-27"): (None, 100_001),
    ("deaths", "deaths_confirmed_total", "RUS", "2024-11-22", "2024-11-23"): (None, 79_819),
    ("deaths", "deaths_confirmed_total", "RUS", "2024-11-22", "2024-11-24"): (79_819, 79_819),
    # NATO's edition of June 2024, and that of August 2025.
    ("nato-share-2024-edition", "nato_share_gdp_2024", "POL", "2014-12-31", "2024-06-16"): (None, 1.88),
    ("nato-share-2024-edition", "nato_share_gdp_2024", "POL", "2014-12-31", "2024-06-17"): (1.88, 1.88),
    ("nato-share-2025-members", "nato_share_gdp_2025", "POL", "2025-12-31", "2025-08-27"): (None, 4.48),
    # An estimate of a year under way is known from its publication on.
    ("nato-share-2025-members", "nato_share_gdp_2025", "POL", "2025-12-31", "2025-08-28"): (4.48, 4.48),
    ("national-defence-plans", "national_defence_planned", "budget_draft_2022", "2024-12-31", "2022-09-29"): (
        4648,
        4648,
    ),
    # Estimates by the day on which they were published, not the day that they are about.
    ("casualties", "casualties_published_russia", "uk_mod_months", "2025-02-01", "2025-05-02"): (None, 831_374),
    ("casualties", "casualties_published_russia", "uk_mod_months", "2025-02-01", "2025-05-03"): (831_374, 831_374),
    # Civilians killed in March 2022 as first reported, and in two later reports.
    ("civilians-killed", "civilians_killed_by_month", "UKR", "2022-03-31", "2022-11-06"): (None, 4289),
    ("civilians-killed", "civilians_killed_by_month", "UKR", "2022-03-31", "2022-11-10"): (3298, 4289),
    ("civilians-killed", "civilians_killed_by_month", "UKR", "2022-03-31", "2023-03-06"): (3951, 4289),
    ("civilians-killed", "civilians_killed_first_reported", "UKR", "2022-03-31", "2023-03-06"): (3298, 3298),
}


@pytest.mark.parametrize("case", VINTAGES, ids=lambda case: f"{case[1]} on {case[4]}")
def test_an_earlier_vintage_that_is_recorded_is_shown(real_build: Build, case: tuple[str, ...]) -> None:
    chart, name, entity, end, day = case

    def value(asof: dt.date | None) -> float | None:
        rows = observations(real_build, chart, asof)
        found = rows[(rows["series_id"] == name) & (rows["entity"] == entity) & (rows["period_end"] == end)]
        assert len(found) <= 1 and (asof is None or (found["basis"] == "then").all())
        return found["value"].iloc[0] if len(found) else None

    assert (value(dt.date.fromisoformat(day)), value(None)) == VINTAGES[case]


@pytest.mark.parametrize(
    ("chart", "day", "shape"),
    [
        ("deaths-by-week", "2025-03-07", "line"),
        ("deaths", "2025-03-07", "points"),
        ("casualties", "2025-03-07", "line"),
    ],
)
def test_its_chart_has_the_newest_behind_it(real_build: Build, chart: str, day: str, shape: str) -> None:
    picture = drawn(real_build, View(chart=chart, asof=dt.date.fromisoformat(day)))
    assert shape in {layer.shape for layer in picture.layers if layer.kind == "ghost"}
    assert "Faint: as known now." in picture.notes


def solid(layers: tuple[Layer, ...]) -> list[Layer]:
    """The layers of data that was known."""
    return [layer for layer in layers if layer.kind not in ("ghost", "marks")]


@SHARED
@given(st.data(), DAYS)
def test_nothing_learned_after_the_day_is_shown_but_faintly(
    real_build: Build, data: st.DataObject, day: dt.date
) -> None:
    chart = data.draw(st.sampled_from(charts.chart_ids(real_build)))
    rows = observations(real_build, chart, day)
    assert set(rows["basis"]) <= {"then", "hindsight"}
    moment = pd.Timestamp(end_of(day))
    then = rows["basis"] == "then"
    assert (rows[then]["vintage"] <= moment).all() and (rows[~then]["vintage"] > moment).all()
    assert (rows[~then]["period_end"] <= moment).all()
    view = View(chart=chart, asof=day, events=("on",))
    picture = drawn(real_build, view)
    # What stands before the ghosts is made of these rows alone.
    info = charts.chart_info(real_build, chart)
    mapped = charts.outlines(real_build) if info.kind == "map" else ()
    window = {} if picture.start is None else {"start": picture.start, "end": picture.end}
    assert solid(picture.layers) == solid(drawing(info, rows, View(chart, asof=day, **window), mapped=mapped).layers)
    marks = [place.x for layer in picture.layers if layer.kind == "marks" for place in layer.rows]
    assert all(place <= day for place in marks)


@SHARED
@given(st.data())
def test_the_newest_view_is_the_record_as_of_a_far_day(real_build: Build, data: st.DataObject) -> None:
    chart = data.draw(st.sampled_from(charts.chart_ids(real_build)))
    now, far = (
        [row._replace(basis="", recorded=False) for row in observed_rows(observations(real_build, chart, day))]
        for day in (None, FAR)
    )
    assert [row for row in now if row.status != "withdrawn"] == far
    newest, set_back = drawn(real_build, View(chart=chart)), drawn(real_build, View(chart=chart, asof=FAR))
    assert newest.layers == set_back.layers and (newest.start, newest.end) == (set_back.start, set_back.end)
