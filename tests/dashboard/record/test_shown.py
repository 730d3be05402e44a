"""What a chart that a reader put together says of itself."""

from dashboard.address.view import View
from dashboard.record.build import Build
from dashboard.record.shown import chart_of


def test_a_chart_names_the_units_in_which_its_lines_are_shown(real_build: Build) -> None:
    shown = chart_of(real_build, View(series=("federal_revenue~change_year", "brent~index", "key_rate~change_year")))
    assert shown.subtitle == "Per cent, index and percentage points"
    assert chart_of(real_build, View(series=("federal_revenue", "brent"))).subtitle == (
        "Billion roubles and US dollars a barrel"
    )
