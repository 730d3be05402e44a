"""Ratios, sums, ranks and strict limits, with intervals and with what is missing; on the tiny world."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.declared.catalogue import CatalogueError
from tests.etl import world
from tests.etl.world import add_series, asked, check, outcomes, row

TOLD = "SELECT value, lo, hi FROM check_result WHERE basis = 'then' AND shift_days = 0 ORDER BY ordinal"
PERIOD = "SELECT value, period_start::VARCHAR, period_end::VARCHAR, vintage::DATE::VARCHAR FROM check_result"
AT = "WHERE basis = 'then' AND shift_days = 0"
ONCE = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny world: `count` is 99 on 31 January 2024 and 100 on the article's day, 1 February; `claimed` is 300."""
    return world.write(tmp_path)


def told(db: duckdb.DuckDBPyConnection) -> list[tuple]:
    """(value, lo, hi) of every check."""
    return db.execute(TOLD).fetchall()


def refused(root: Path, words: str, *checks: str, **keys: object) -> None:
    """The world with these checks is refused in these words."""
    with pytest.raises(CatalogueError, match=words):
        asked(root, *checks, **keys)


def test_a_ratio_of_two_series(root: Path) -> None:
    ratio = {"series": "claimed", "than": "count", "statistic": "ratio"}
    db = asked(
        root,
        check(**ratio, low=3, high=3),
        check(**ratio, above=3),
        check(figure=50, than="count", high=0.5, statistic="ratio"),
    )
    assert told(db) == [(300, 3, 3), (300, 3, 3), (50, 0.5, 0.5)]
    assert [outcome for outcome, _ in outcomes(db)] == ["holds", "fails", "holds"]


def test_a_ratio_has_the_bounds_of_both(root: Path) -> None:
    add_series(root, "wide", row("wide", "2024-02-01", 100, low=80, high=120))
    add_series(root, "least", row("least", "2024-02-01", low=200))
    add_series(root, "none", row("none", "2024-02-01", 0, low=0, high=5))
    pairs = [("wide", "count"), ("count", "wide"), ("wide", "wide"), ("least", "wide"), ("count", "none")]
    db = asked(root, *(check(series=over, than=under, statistic="ratio", low=1) for over, under in pairs))
    inf = float("inf")
    assert [bounds[1:] for bounds in told(db)] == [
        *((0.8, 1.2), (0.833333333333, 1.25), (0.666666666667, 1.5), (1.66666666667, inf)),
        (-inf, inf),  # by what may be zero nothing can be divided
    ]
    assert [outcome for outcome, _ in outcomes(db)] == [*3 * ["uncertain"], "holds", "uncertain"]


def test_what_lies_exactly_on_its_limit_is_judged_so(root: Path) -> None:
    # In binary 0.3 - 0.1 is less than 0.2, 0.1 + 0.2 more than 0.3, 0.3 / 0.1 less than 3, 1.1 - 1 more than 0.1.
    def of(name: str, before: str, first: float, last: float) -> None:
        add_series(root, name, row(name, before, first), row(name, "2024-02-01", last), unit="percent")

    of("tenths", "2024-01-01", 0.1, 0.3)
    of("tenth", "2024-01-01", 1, 1.1)
    of("fifth", "2024-01-31", 0.1, 0.2)
    add_series(root, "one", row("one", "2024-02-01", 0.1), unit="percent")
    month = {"over_months": 1}
    db = asked(
        root,
        check(series="tenths", statistic="change", low=0.2, high=0.2, **month),
        check(series="tenths", statistic="ratio", low=3, high=3, **month),
        check(series="tenth", statistic="change_pct", high=10, low=10, **month),
        check(series="tenths", than="fifth", low=0.1, high=0.1),
        check(series="fifth", plus="one", above=0.3),
        check(series="fifth", statistic="sum", since={"raw": "2024-01-31"}, high=0.3, low=0.3),
        check(series="fifth", statistic="mean", since={"raw": "2024-01-31"}, above=0.15),
    )
    numbers = [0.2, 3, 10, 0.3, 0.3, 0.3, 0.15]
    assert [value for value, _, _ in told(db)] == numbers
    assert [outcome for outcome, _ in outcomes(db)] == [*4 * ["holds"], "fails", "holds", "fails"]


def test_a_ratio_of_two_periods(root: Path) -> None:
    add_series(root, "rate", row("rate", "2023-02-01", 16), row("rate", "2024-02-01", 21), unit="percent")
    twelve = {"series": "rate", "statistic": "ratio", "over_months": 12}
    db = asked(
        root,
        check(**twelve, low=1.25),
        check(**twelve, low=2),
        check(series="rate", statistic="ratio", since={"raw": "2020-01-01"}, low=1),
    )
    assert outcomes(db) == [("holds", ""), ("fails", ""), ("no data", "incomplete")]
    assert told(db)[0] == (21 / 16, 21 / 16, 21 / 16)


def test_a_ratio_does_not_span_a_change_of_counting(root: Path) -> None:
    breaks = {"raw": '[{ on = 2024-01-20, note = "new" }]'}
    add_series(root, "rate", row("rate", "2024-01-01", 10), row("rate", "2024-02-01", 20), breaks=breaks)
    db = asked(root, check(series="rate", statistic="ratio", over_months=1, low=2))
    assert outcomes(db) == [("no data", "across a break")]


def test_a_sum_adds_the_periods_that_both_have(root: Path) -> None:
    rows = [row("more", "2024-01-30", 7), row("more", "2024-01-31", 5, low=4, high=8, learned="2024-02-01")]
    add_series(root, "more", *rows)
    db = asked(root, check(plus="more", low=103, high=107), check(plus="more", low=104))
    # The newest of `count` alone is of the day after.
    assert told(db) == 2 * [(104, 103, 107)]
    assert [outcome for outcome, _ in outcomes(db)] == ["holds", "uncertain"]
    assert db.execute(f"{PERIOD} {AT} LIMIT 1").fetchone() == (104, "2024-01-31", "2024-01-31", "2024-02-01")


def test_a_sum_without_a_common_period_is_no_data(root: Path) -> None:
    add_series(root, "more", row("more", "2024-01-29", 5))
    assert outcomes(asked(root, check(plus="more", low=1))) == [("no data", "nothing held")]


def test_a_change_of_a_sum(root: Path) -> None:
    add_series(root, "more", row("more", "2024-01-31", 5), row("more", "2024-02-01", 15))
    db = asked(root, check(plus="more", statistic="change", since={"raw": "2024-01-31"}, low=11, high=11))
    assert outcomes(db) == [("holds", "")]


RANKED = [("2023-12-01", 90), ("2024-01-01", 80), ("2024-02-01", 80)]


def test_the_least_or_greatest_of_a_window(root: Path) -> None:
    add_series(root, "fund", *(row("fund", day, value) for day, value in RANKED))
    since = {"series": "fund", "since": {"raw": "2023-12-01"}}
    db = asked(
        root,
        check(**since, statistic="rank_least", high=1),
        check(**since, statistic="rank_greatest", high=1),
        check(series="fund", statistic="rank_least", since={"raw": "2019-01-01"}, high=1),
    )
    # Equal values share a rank: as low as it ever was is the lowest. The window must be held whole.
    assert told(db)[:2] == [(1, 1, 1), (2, 2, 2)]
    assert outcomes(db) == [("holds", ""), ("fails", ""), ("no data", "incomplete")]


def test_a_rank_of_what_is_known_within_bounds_only(root: Path) -> None:
    add_series(root, "fund", row("fund", "2024-01-02", 90, low=70, high=95), row("fund", "2024-02-01", 80))
    db = asked(root, check(series="fund", statistic="rank_least", over_months=1, high=1))
    assert told(db) == [(1, 1, 2)] and outcomes(db) == [("uncertain", "")]


GIVEN = [("alpha", "2024-02-01", 5), ("beta", "2024-02-01", 7), ("RUS", "2024-01-31", 9)]


def test_a_rank_among_entities_of_the_same_period(root: Path) -> None:
    rows = [row("aid", day, value, entity=name) for name, day, value in GIVEN]
    add_series(root, "aid", *rows, varies_by="donor", entities=["alpha", "beta", "RUS"])
    first = {"series": "aid", "statistic": "rank_greatest", "high": 1}
    db = asked(
        root,
        check(**first, entity="beta", among=["alpha", "beta"]),
        check(**first, entity="alpha", among=["beta"]),
        check(**first, entity="beta", among="all"),
        check(**first, entity="beta", among=["alpha", "RUS"]),
        check(series="aid", entity="alpha", statistic="rank_least", high=1, among="all"),
    )
    # RUS has nothing of that day: without a name it is not asked for, by name it is missed.
    assert outcomes(db) == [("holds", ""), ("fails", ""), ("holds", ""), ("no data", "incomplete"), ("holds", "")]


@ONCE
@given(st.lists(st.integers(0, 9), min_size=2, max_size=6))
def test_a_rank_is_that_of_the_sorted_values(tmp_path_factory: pytest.TempPathFactory, values: list[int]) -> None:
    root = world.write(tmp_path_factory.mktemp("world"))
    days = [f"2024-01-{31 - number:02}" for number in range(len(values))]
    add_series(root, "fund", *(row("fund", day, value) for day, value in zip(days, values, strict=True)))
    window = {"series": "fund", "over_months": 1}
    db = asked(root, *(check(**window, statistic=f"rank_{end}", low=1) for end in ("greatest", "least")))
    expected = [sorted(values, reverse=True).index(values[0]) + 1, sorted(values).index(values[0]) + 1]
    assert [value for value, _, _ in told(db)] == expected


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        ({"low": 100}, "holds"),
        ({"above": 100}, "fails"),
        ({"above": 99}, "holds"),
        ({"high": 100}, "holds"),
        ({"below": 100}, "fails"),
        ({"above": 99, "below": 101}, "holds"),
        ({"above": 99, "high": 100}, "holds"),
    ],
)
def test_more_than_leaves_the_limit_out(root: Path, limits: dict, outcome: str) -> None:
    assert outcomes(asked(root, check(**limits))) == [(outcome, "")]


def test_a_strict_limit_and_an_interval(root: Path) -> None:
    add_series(root, "wide", row("wide", "2024-02-01", 100, low=95, high=105))
    db = asked(
        root,
        *(check(series="wide", **limit) for limit in ({"above": 105}, {"above": 95}, {"above": 94}, {"below": 95})),
    )
    assert [outcome for outcome, _ in outcomes(db)] == ["fails", "uncertain", "holds", "fails"]
    first = check(series="wide", statistic="first_reached", above=95)
    assert outcomes(asked(root, first)) == [("uncertain", "")]


def test_what_is_told_has_the_period_of_its_own(root: Path) -> None:
    days = [("2024-01-01", 5), ("2024-01-15", 3), ("2024-01-20", 3), ("2024-02-01", 4)]
    add_series(root, "fund", *(row("fund", day, value, learned="2024-02-01") for day, value in days))
    names = ("min", "max", "mean")
    db = asked(root, *(check(series="fund", statistic=name, over_months=1, low=0) for name in names))
    assert db.execute(
        f"SELECT statistic, period_start::VARCHAR, period_end::VARCHAR FROM check_result {AT} ORDER BY ordinal"
    ).fetchall() == [
        ("min", "2024-01-20", "2024-01-20"),  # the last of equal ones
        ("max", "2024-01-01", "2024-01-01"),
        ("mean", "2024-01-01", "2024-02-01"),
    ]


def test_the_highest_so_far_has_its_own_period(root: Path) -> None:
    add_series(root, "said", row("said", "2024-01-05", 120), row("said", "2024-02-01", 90))
    db = asked(root, check(series="said", statistic="first_reached", low=110))
    assert db.execute(f"{PERIOD} {AT}").fetchone() == (120, "2024-01-05", "2024-01-05", "2024-01-05")


def test_what_does_not_fit_is_refused(root: Path) -> None:
    add_series(root, "hurt", row("hurt", "2024-02-01", 5), counts="killed_wounded")
    add_series(root, "rate", row("rate", "2024-02-01", 5), unit="percent")
    refused(root, "adds count and hurt, which count different things", check(plus="hurt", low=1))
    refused(root, "series count is in persons, rate in percent", check(than="rate", statistic="ratio", low=1))
    refused(
        root,
        "series count has one entity, so nothing to rank it among",
        check(statistic="rank_least", among="all", high=1),
    )
    refused(root, "there is no event 'nothing'", check(event="start", against=["nothing"]))
    refused(root, "low or above, high or below", check(low=1, above=1))
    refused(root, "low is above high", check(above=2, below=2))
    refused(root, "ratio needs a window: give since or over_months, or than", check(statistic="ratio", low=1))
    refused(
        root, "rank_least needs a window: give since or over_months, or among", check(statistic="rank_least", high=1)
    )
    refused(root, "among belongs to a rank", check(among="all", low=1))
    refused(root, "an order of two events has no against", check(event="start", then="end", against=["end"]))
    refused(root, "neither plus nor among", check(plus="claimed", low=1), resolves_on={"raw": "2024-06-01"})
    both = check(low=1, max_age_days=3), check(low=2)
    refused(root, "check 2: max_age_days is left out, and 3 in claim c, check 1: give series count one", *both)
