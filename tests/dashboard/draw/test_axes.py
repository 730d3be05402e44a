import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import Drawing
from dashboard.draw import axes
from tests.dashboard.samples import DAY, chart, days, drawing, series

FIRST = drawing(chart(series()), days([1.0, 2.0]), View())


def over(start: dt.date, end: dt.date, frequency: str = "D") -> Drawing:
    return dataclasses.replace(FIRST, start=start, end=end, frequency=frequency)


@given(st.dates(), st.dates(), st.integers(3, 7), st.sampled_from("DA"))
def test_words_of_days_are_few_in_order_and_on_the_axis(one: dt.date, other: dt.date, most: int, often: str) -> None:
    picture = over(min(one, other), max(one, other), often)
    found = axes.day_words(picture, most)
    places = [place for place, _ in found]
    assert places == sorted(places)
    assert all(0 <= place <= (axes.last_day(picture) - picture.start).days for place in places)
    # No steps are longer than fifty years.
    assert len(found) <= max(most, (axes.last_day(picture) - picture.start).days / 365 / axes.YEARS[-1]) + 2
    assert len({words for _, words in found}) == len(found)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (DAY(2014, 3, 1), DAY(2026, 8, 22), ["2016", "2018", "2020", "2022", "2024", "2026"]),
        (DAY(2022, 2, 24), DAY(2026, 8, 22), ["2023", "2024", "2025", "2026"]),
        (DAY(2025, 1, 1), DAY(2025, 6, 20), ["Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025", "May 2025", "Jun 2025"]),
        (DAY(2025, 3, 1), DAY(2025, 3, 5), ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar", "6 Mar"]),
    ],
)
def test_days_are_named_as_the_interactive_chart_names_them(start: dt.date, end: dt.date, words: list[str]) -> None:
    found = axes.day_words(over(start, end), 7)
    assert [text for _, text in found] == words


def test_a_year_is_named_under_its_middle_where_values_stand_for_years() -> None:
    found = axes.day_words(over(DAY(2022, 1, 1), DAY(2024, 12, 31), "A"), 7)
    assert found == [(182.5, "2022"), (547.5, "2023"), (912.5, "2024")]
