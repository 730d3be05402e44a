import base64
import datetime as dt
import re

import pytest

from dashboard.parts.sparkline import BEFORE, sparkline

MARKED = dt.date(2025, 3, 7)


def course(*values: float, every: int = 10) -> list[tuple[dt.date, float]]:
    """Values that end some days after the marked one."""
    last = MARKED + dt.timedelta(days=30)
    return [(last - dt.timedelta(days=every * place), value) for place, value in enumerate(reversed(values))][::-1]


def drawn(html: str) -> tuple[list[tuple[float, float]], float]:
    """The places of the line, and how far to the right the marked day stands."""
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", html)[1]).decode()
    points = re.search(r'points="([^"]+)"', svg)[1]
    marked = float(re.search(r'<path d="M([\d.]+) 0V', svg)[1])
    return [tuple(map(float, point.split(","))) for point in points.split()], marked


@pytest.mark.parametrize("values", [[1.0, 2.0, 1.0], [float(n) for n in range(70)], [3.0, 3.0, 3.0]])
def test_a_sparkline_stays_in_its_frame_and_ends_at_the_last_value(values: list[float]):
    places, marked = drawn(sparkline(course(*values), MARKED))
    assert all(0 <= x <= 200 and 0 <= y <= 46 for x, y in places)
    assert 3 <= len(places) <= 62 and places[-1][0] == 194
    assert 0 < marked < 194


def test_higher_values_stand_higher_and_later_ones_further_right():
    places, _ = drawn(sparkline(course(1.0, 5.0, 3.0), MARKED))
    assert places[1][1] < places[2][1] < places[0][1]
    assert places[0][0] < places[1][0] < places[2][0]


def test_days_are_spaced_as_they_are():
    rows = [(MARKED, 1.0), (MARKED + dt.timedelta(days=1), 2.0), (MARKED + dt.timedelta(days=10), 3.0)]
    (first, second, last), marked = drawn(sparkline(rows, MARKED))
    assert marked == first[0] and (second[0] - first[0]) * 9 == pytest.approx(last[0] - second[0], abs=1)


def test_what_lies_long_before_the_marked_day_is_left_out_and_two_values_are_no_course():
    assert sparkline(course(1.0, 2.0), MARKED) == ""
    old = [(MARKED - BEFORE - dt.timedelta(days=n), 9.0) for n in (2, 1)]
    assert sparkline([*old, *course(1.0, 2.0, 3.0)], MARKED) == sparkline(course(1.0, 2.0, 3.0), MARKED)
    assert sparkline([*old, *course(1.0, 2.0)], MARKED) == ""
