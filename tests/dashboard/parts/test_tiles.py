import base64
import re

import pytest

from dashboard.parts.tiles import sparkline


def places(values: list[float]) -> list[tuple[float, float]]:
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", sparkline(values))[1]).decode()
    points = re.search(r'points="([^"]+)"', svg)[1]
    return [tuple(map(float, point.split(","))) for point in points.split()]


@pytest.mark.parametrize("values", [[1.0], [1.0, 2.0], [float(n) for n in range(5000)], [3.0, 3.0, 3.0]])
def test_a_sparkline_stays_in_its_frame_and_ends_at_the_last_value(values: list[float]):
    drawn = places(values)
    assert all(0 <= x <= 200 and 0 <= y <= 46 for x, y in drawn)
    assert 2 <= len(drawn) <= 62
    assert drawn[-1][0] == 190


def test_higher_values_stand_higher():
    drawn = places([1.0, 5.0, 3.0])
    assert drawn[1][1] < drawn[2][1] < drawn[0][1]
