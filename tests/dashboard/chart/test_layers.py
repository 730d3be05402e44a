import datetime as dt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.chart.layers import MOST_POINTS, bars, changed_rows, lines, party, period, points, thin
from dashboard.chart.periods import follows, runs
from dashboard.chart.records import Member, SeriesInfo
from dashboard.chart.selection import observed_rows
from tests.dashboard.samples import DAY, days, frame, month, row, series, year


def member(declared: SeriesInfo, data: object) -> Member:
    return Member(declared.id, declared.label, "blue", declared, tuple(observed_rows(data)))


def extents(found: list) -> list[tuple[dt.date, dt.date]]:
    return [(run[0].end, run[-1].end) for run in found]


def test_a_missing_month_leaves_a_hole() -> None:
    rows = observed_rows(frame(*(month(2025, n, 1.0) for n in (1, 2, 4, 5))))
    assert [len(run) for run in runs(rows, "M", ())] == [2, 2]


def test_a_missing_value_leaves_a_hole() -> None:
    data = frame(month(2025, 1, 1.0), month(2025, 2, None), month(2025, 3, 3.0))
    layers, _ = lines(member(series(frequency="M"), data), "persons")
    assert [[r.y for r in layer.rows] for layer in layers] == [[1.0], [3.0]]


@pytest.mark.parametrize(("gap", "whole"), [(14, True), (15, False)])
def test_a_daily_line_crosses_holidays_and_no_more(gap: int, whole: bool) -> None:
    before, after = observed_rows(frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 1) + dt.timedelta(days=gap), 2.0)))
    assert follows(before, after, "D") == whole
    assert follows(before, after, "I")


@pytest.mark.parametrize(
    ("frequency", "next_end", "skipped"),
    [
        ("W", DAY(2025, 4, 7), DAY(2025, 4, 14)),
        ("M", DAY(2025, 4, 30), DAY(2025, 5, 31)),
        ("Q", DAY(2025, 6, 30), DAY(2025, 9, 30)),
        ("A", DAY(2026, 3, 31), DAY(2027, 3, 31)),
    ],
)
def test_each_rhythm_has_its_own_gap(frequency: str, next_end: dt.date, skipped: dt.date) -> None:
    first, second, third = observed_rows(frame(*(row(day, 1.0) for day in (DAY(2025, 3, 31), next_end, skipped))))
    assert follows(first, second, frequency)
    assert not follows(first, third, frequency)


def test_an_unknown_rhythm_is_refused() -> None:
    first, second = observed_rows(days([1.0, 2.0]))
    with pytest.raises(ValueError, match="unknown frequency 'H'"):
        follows(first, second, "H")


def test_a_line_breaks_on_the_day_of_a_break() -> None:
    broken = series(breaks=((DAY(2025, 3, 3), "counted otherwise"),))
    layers, _ = lines(member(broken, days([1.0, 2.0, 3.0, 4.0])), "persons")
    assert [[r.x.day for r in layer.rows] for layer in layers] == [[1, 2], [3, 4]]


def test_a_step_is_its_days_of_change_and_the_last() -> None:
    declared = series(steps=True, unit="percent", measures="level")
    layers, thinned = lines(member(declared, days([20.0, 20.0, 21.0, 21.0, 21.0])), "percent")
    assert [(layer.kind, [(r.x.day, r.y) for r in layer.rows]) for layer in layers] == [
        ("step", [(1, 20.0), (3, 21.0), (5, 21.0)])
    ]
    assert not thinned


def test_a_change_of_status_is_a_change() -> None:
    rows = observed_rows(frame(row(DAY(2025, 3, 1), 1.0), row(DAY(2025, 3, 2), 1.0, status="provisional")))
    assert changed_rows([*rows, rows[1]]) == [rows[0], rows[1]]


@settings(max_examples=30)
@given(st.integers(1, 3 * MOST_POINTS), st.integers(1, 5), st.integers(0, 99))
def test_thinning_keeps_first_last_lowest_and_highest(number: int, parts: int, seed: int) -> None:
    random = Random(seed)
    rows = observed_rows(days([random.uniform(-1e6, 1e6) for _ in range(number)]))
    size = -(-number // parts)
    whole = [rows[place : place + size] for place in range(0, number, size)]
    thinned = thin(whole)
    assert sum(map(len, thinned)) <= MOST_POINTS
    assert (thinned == whole) == (number <= MOST_POINTS)
    for before, after in zip(whole, thinned, strict=True):
        assert set(after) <= set(before)
        assert (after[0], after[-1]) == (before[0], before[-1])
        assert min(r.value for r in after) == min(r.value for r in before)
        assert max(r.value for r in after) == max(r.value for r in before)
        assert after == sorted(after, key=lambda r: r.end)


def test_a_short_line_is_not_thinned_a_long_one_says_so() -> None:
    assert lines(member(series(), days([float(n) for n in range(MOST_POINTS)])), "persons")[1] is False
    layers, thinned = lines(member(series(), days([float(n) for n in range(MOST_POINTS + 1)])), "persons")
    assert thinned
    assert len(layers[0].rows) <= MOST_POINTS


def test_an_interval_is_a_band_below_its_line_and_in_its_words() -> None:
    data = frame(row(DAY(2025, 3, 1), 5.0, low=4.0, high=6.0), row(DAY(2025, 3, 2), 7.0))
    band, line = lines(member(series(interval="95 % interval"), data), "persons")[0]
    assert (band.kind, band.name, [(r.low, r.high) for r in band.rows]) == ("band", "95 % interval", [(4.0, 6.0)])
    assert (line.kind, [r.text for r in line.rows]) == ("line", ["5 (4–6), 1 March 2025", "7, 2 March 2025"])


@settings(max_examples=20)
@given(st.integers(1, 2 * MOST_POINTS), st.sampled_from(["D", "M"]), st.booleans(), st.integers(0, 99))
def test_wherever_a_line_is_pointed_at_the_value_told_is_that_of_the_day_told(
    number: int, frequency: str, steps: bool, seed: int
) -> None:
    """Lines that are read together are thinned to different days: the day that heads them is not that of each."""
    random = Random(seed)
    values = [float(random.randint(0, 9)) for _ in range(number)]
    monthly = frame(*(month(1900 + n // 12, n % 12 + 1, value) for n, value in enumerate(values)))
    one = member(series(frequency=frequency, steps=steps), days(values) if frequency == "D" else monthly)
    told = {f"{value:.0f}, {period(row, one)}" for value, row in zip(values, one.rows, strict=True)}
    shown = [row.text for layer in lines(one, "persons")[0] for row in layer.rows]
    assert len(told) == number and set(shown) <= told and len(set(shown)) == len(shown)


def test_a_value_that_has_only_bounds_is_a_range_even_beside_a_line() -> None:
    data = frame(row(DAY(2025, 3, 1), 5.0), row(DAY(2025, 3, 2), None, low=6.0))
    ranged, line = lines(member(series(), data), "persons")[0]
    assert (ranged.kind, ranged.rows[0].text) == ("range", "Claimed by Ukraine, 2 March 2025: at least 6")
    assert [r.y for r in line.rows] == [5.0]


def test_points_say_who_when_and_what() -> None:
    published = series(varies_by="publisher", frequency="I")
    data = frame(
        row(DAY(2025, 3, 1), 5.0, entity="nato", low=4.0, high=6.0),
        row(DAY(2025, 3, 2), None, entity="mod", low=7.0),
        row(DAY(2025, 3, 3), 8.0, entity="mod", status="unverified"),
    )
    ranges, dots = points(member(published, data), "persons", {"nato": "NATO", "mod": "Ministry of Defence"})
    assert [(r.x.day, r.low, r.high) for r in ranges.rows] == [(1, 4.0, 6.0), (2, 7.0, None)]
    assert ranges.rows[1].text == "Ministry of Defence, 2 March 2025: at least 7"
    assert [r.text for r in dots.rows] == [
        "NATO, 1 March 2025: 5 (4–6)",
        "Ministry of Defence, 3 March 2025: 8, unverified",
    ]
    assert [r.status for r in dots.rows] == ["final", "unverified"]


def test_a_yearly_flow_stands_in_the_middle_of_its_year_a_level_at_its_end() -> None:
    data = frame(year(2024, 5.0))
    flow, level = (
        lines(member(series(frequency="A", measures=measures), data), "persons")[0][0].rows[0].x
        for measures in ("flow", "level")
    )
    assert (flow, level) == (DAY(2024, 7, 1), DAY(2024, 12, 31))


def test_bars_tell_their_period_once() -> None:
    one = member(series(frequency="A"), frame(year(2023, 5.0), year(2024, None, low=6.0, high=8.0)))
    assert [(r.x, r.y, r.low, r.text) for r in bars(one, "persons", None)[0].rows] == [
        (DAY(2023, 1, 1), 5.0, None, "5, 2023"),
        (DAY(2024, 1, 1), None, 6.0, "6–8, 2024"),
    ]
    assert [r.text for r in bars(one, "persons", lambda r: str(r.end.year))[0].rows] == ["5", "6–8"]
    assert bars(member(series(), frame()), "persons", None) == []


def test_only_a_warring_partys_count_of_losses_is_its_own_word() -> None:
    assert party(member(series(party="a party to the war"), frame()))
    assert not party(member(series(side="Russia"), frame()))
    # The side of its publisher is not asked: who repeats a party is one's word as well, and only in that series.
    assert party(member(series(side="ally of Ukraine", party="repeating a party to the war"), frame()))
