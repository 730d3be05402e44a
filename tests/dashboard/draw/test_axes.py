import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.view import View
from dashboard.chart.records import Drawing
from dashboard.draw import axes, labels
from dashboard.draw.plotly.figure import figure
from dashboard.draw.still.inline import inline
from dashboard.record import charts
from dashboard.record.build import Build
from dashboard.views.pictures import drawn
from tests.dashboard.reading import SVG, parsed
from tests.dashboard.samples import DAY, chart, days, drawing, series

FIRST = drawing(chart(series()), days([1.0, 2.0]), View())


def over(start: dt.date, end: dt.date, frequency: str = "D") -> Drawing:
    return dataclasses.replace(FIRST, start=start, end=end, frequency=frequency)


def named(picture: Drawing, most: int, plot: float = 700) -> list[str]:
    return [tick.words for tick in axes.time_ticks(picture, most, 13, plot, 0) if tick.words]


@given(st.dates(), st.dates(), st.integers(3, 7), st.integers(150, 900))
def test_ticks_are_few_in_order_and_their_words_stand_clear(one: dt.date, other: dt.date, most: int, plot: int) -> None:
    picture = over(min(one, other), max(one, other))
    end = axes.last_day(picture)
    found = axes.time_ticks(picture, most, 13, plot, 20)
    assert [tick.day for tick in found] == sorted({tick.day for tick in found})
    assert all(picture.start <= tick.day <= end for tick in found)
    shown = [tick for tick in found if tick.words]
    # No steps are longer than fifty years.
    assert len(shown) <= max(most, (end - picture.start).days / 365 / axes.YEARS[-1]) + 2
    assert len({tick.words for tick in shown}) == len(shown)
    lefts = [(tick.day - picture.start).days / (end - picture.start).days * plot for tick in shown]
    rights = [left + labels.lines_width([tick.words], 13) for left, tick in zip(lefts, shown, strict=True)]
    assert all(
        right <= left for right, left in zip([*rights, plot + 20], [*lefts[1:], plot + 20], strict=False) if lefts
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (DAY(2014, 3, 1), DAY(2026, 8, 22), ["2016", "2018", "2020", "2022", "2024", "2026"]),
        (DAY(2022, 2, 24), DAY(2026, 8, 22), ["2023", "2024", "2025", "2026"]),
        (DAY(2025, 1, 1), DAY(2025, 6, 20), ["Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025", "May 2025", "Jun 2025"]),
        (DAY(2025, 3, 1), DAY(2025, 3, 5), ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar"]),
    ],
)
def test_what_is_named_follows_the_span(start: dt.date, end: dt.date, words: list[str]) -> None:
    assert named(over(start, end), 7) == words


def test_years_between_those_named_have_a_tick_too() -> None:
    found = axes.time_ticks(over(DAY(2014, 1, 1), DAY(2026, 8, 22)), 7, 13, 700, 40)
    assert [tick.day for tick in found] == [DAY(year, 1, 1) for year in range(2014, 2027)]
    assert [tick.words for tick in found if tick.day.year % 2] == [""] * 6


def test_a_name_without_room_is_left_out_but_its_tick_stays() -> None:
    picture = over(DAY(2022, 2, 24), DAY(2026, 8, 22))
    assert named(picture, 7, 110) == ["2023", "2025"]
    assert len(axes.time_ticks(picture, 7, 13, 110, 0)) == 4


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_a_years_name_begins_where_the_year_does_in_every_chart(real_build: Build, narrow: bool) -> None:
    for chart_id in charts.chart_ids(real_build):
        picture = drawn(real_build, View(chart=chart_id, article="weakness-2025-03"))
        if picture.start is None:
            continue
        end, root = axes.last_day(picture), parsed(inline(picture, narrow))
        left, right = (float(root.get(f"data-{side}")) for side in ("left", "right"))
        years = [each for each in root.iter(f"{SVG}text") if re.fullmatch(r"(19|20)\d\d", each.text)]
        for each in years:
            share = (dt.date(int(each.text), 1, 1) - picture.start).days / (end - picture.start).days
            assert each.get("text-anchor") is None, chart_id
            assert float(each.get("x")) == pytest.approx(left + share * (right - left), abs=0.1), chart_id
        axis = figure(picture, False, narrow).layout.xaxis
        assert (axis.ticklabelposition, axis.ticklabelmode) == ("outside right", None), chart_id
        told = [(day, text) for day, text in zip(axis.tickvals, axis.ticktext, strict=True) if text]
        assert (told and years) or (end - picture.start).days < 600, chart_id
        assert all(day.day == 1 and text in (f"{day.year}", f"{day:%b} {day.year}") for day, text in told), chart_id
