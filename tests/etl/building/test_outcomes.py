"""The outcome of a check: holds, fails, uncertain, or no data and why; on the tiny world."""

from pathlib import Path

import pytest

from tests.etl import world
from tests.etl.world import add_series, asked, check, outcomes, row, verdict

REACHED, RISE = "first_reached", {"statistic": "change", "over_months": 1}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny world: `count` is 100 on the article's day, 1 February 2024; `claimed`, a party's, is 300."""
    return world.write(tmp_path)


def monthly(root: Path, *values: tuple[str, str, float], **keys: object) -> None:
    """Series `fund` by month, each row (first day, last day, value) learned on its last day."""
    rows = [row("fund", end, value, start=start) for start, end, value in values]
    add_series(root, "fund", *rows, **({"frequency": "M", "known_after_days": 0, "counts": ""} | keys))


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        ({"low": 100}, "holds"),
        ({"high": 100}, "holds"),
        ({"low": 90, "high": 110}, "holds"),
        ({"low": 101}, "fails"),
        ({"high": 99}, "fails"),
        ({"low": 101, "high": 110}, "fails"),
        ({"low": 80, "high": 99}, "fails"),
    ],
)
def test_a_number_holds_or_fails(root: Path, limits: dict, outcome: str) -> None:
    db = asked(root, check(**limits))
    assert outcomes(db) == [(outcome, "")]
    assert verdict(db) == ({"holds": "supported", "fails": "contradicted"}[outcome], "")


@pytest.mark.parametrize(
    ("evidence", "limits", "outcome"),
    [
        ({"value": 100, "low": 90, "high": 110}, {"low": 95}, "uncertain"),
        ({"value": 100, "low": 90, "high": 110}, {"low": 90, "high": 110}, "holds"),
        ({"value": 100, "low": 90, "high": 110}, {"low": 111}, "fails"),
        ({"low": 90}, {"low": 95}, "uncertain"),  # at least 90
        ({"low": 90}, {"low": 90}, "holds"),
        ({"low": 90}, {"high": 89}, "fails"),
        ({"high": 90}, {"low": 80}, "uncertain"),  # at most 90
        ({"high": 90}, {"low": 91}, "fails"),
    ],
)
def test_an_interval_holds_fails_or_straddles(root: Path, evidence: dict, limits: dict, outcome: str) -> None:
    add_series(root, "range", row("range", "2024-02-01", **evidence))
    db = asked(root, check(series="range", **limits))
    assert outcomes(db) == [(outcome, "")]
    if outcome == "uncertain":
        assert verdict(db) == ("uncertain", "interval")


def test_evidence_too_old_is_no_data(root: Path) -> None:
    add_series(root, "old", row("old", "2024-01-17", 100))
    assert outcomes(asked(root, check(series="old", low=95))) == [("no data", "too old")]
    assert outcomes(asked(root, check(series="old", low=95, max_age_days=15))) == [("holds", "")]


def test_a_step_stays_in_force_however_old(root: Path) -> None:
    add_series(root, "step", row("step", "2020-01-01", 100), steps=True)
    assert outcomes(asked(root, check(series="step", low=95))) == [("holds", "")]


def test_nothing_held_is_no_data_and_not_contradicted(root: Path) -> None:
    add_series(root, "none", row("none", "2024-02-02", 100))
    db = asked(root, check(series="none", low=95), check(figure=5, than="none", low=0))
    assert outcomes(db) == 2 * [("no data", "nothing held")]
    assert verdict(db) == ("not checkable", "no data")


def test_what_no_data_can_test_is_not_checkable(root: Path) -> None:
    assert verdict(asked(root, untested="a state of mind")) == ("not checkable", "no data")


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ({"low": 10, "high": 10}, ("holds", "")),
        ({"low": 11}, ("fails", "")),
        ({"low": 0, "over_months": 3}, ("no data", "incomplete")),  # nothing is held from so early
        ({"statistic": "change_pct", "low": 19.9, "high": 20.1}, ("holds", "")),
        ({"statistic": "change_pct", "high": -10}, ("fails", "")),
        ({"over_months": None, "since": "2024-01-15", "low": 20, "high": 20}, ("holds", "")),
    ],
)
def test_a_change(root: Path, asked_for: dict, found: tuple[str, str]) -> None:
    monthly(root, ("2023-12-01", "2023-12-31", 40), ("2024-01-01", "2024-01-31", 50), ("2024-02-01", "2024-02-29", 60))
    keys = {key: {"raw": value} if key == "since" else value for key, value in (RISE | asked_for).items()}
    keys = {key: value for key, value in keys.items() if value is not None}
    assert outcomes(asked(root, check(series="fund", **keys), published="2024-03-01")) == [found]


def test_a_change_counts_from_the_month_asked_and_not_from_a_much_older_one(root: Path) -> None:
    monthly(root, ("2023-06-01", "2023-06-30", 40), ("2024-02-01", "2024-02-29", 60))
    db = asked(root, check(series="fund", low=5, **RISE), published="2024-03-01")
    assert outcomes(db) == [("no data", "incomplete")]


@pytest.mark.parametrize("base", [{"value": 0}, {"value": 50, "low": 0}, {"value": 50, "low": 50, "high": 900}])
def test_per_cent_of_an_uncertain_base_is_uncertain(root: Path, base: dict) -> None:
    rows = [row("fund", "2024-01-31", start="2024-01-01", **base), row("fund", "2024-02-29", 60, start="2024-02-01")]
    add_series(root, "fund", *rows, frequency="M")
    db = asked(root, check(series="fund", low=5, **RISE | {"statistic": "change_pct"}), published="2024-03-01")
    assert outcomes(db) == [("uncertain", "")]


def test_a_change_across_a_break_is_no_data(root: Path) -> None:
    breaks = {"raw": '[{ on = 2024-02-10, note = "counted anew" }]'}
    monthly(root, ("2024-01-01", "2024-01-31", 50), ("2024-02-01", "2024-02-29", 60), breaks=breaks)
    db = asked(root, check(series="fund", low=5, **RISE), check(series="fund", low=5), published="2024-03-01")
    assert outcomes(db) == [("no data", "across a break"), ("holds", "")]


@pytest.mark.parametrize(("who", "outcome"), [("RUS", ("no data", "across a break")), ("alpha", ("holds", ""))])
def test_a_break_of_one_entity_breaks_no_other(root: Path, who: str, outcome: tuple[str, str]) -> None:
    breaks = {"raw": f'[{{ on = 2024-02-10, entity = "{who}", note = "counted anew" }}]'}
    held = {"entity": "", "varies_by": "country", "entities": ["RUS", "alpha"], "breaks": breaks}
    monthly(root, ("2024-01-01", "2024-01-31", 50), ("2024-02-01", "2024-02-29", 60), **held)
    assert outcomes(asked(root, check(series="fund", entity="RUS", low=5, **RISE), published="2024-03-01")) == [outcome]


@pytest.mark.parametrize(("statistic", "value"), [("sum", 110), ("mean", 55), ("min", 50), ("max", 60)])
def test_a_window(root: Path, statistic: str, value: float) -> None:
    monthly(root, ("2023-12-01", "2023-12-31", 900), ("2024-01-01", "2024-01-31", 50), ("2024-02-01", "2024-02-29", 60))
    exact = check(series="fund", statistic=statistic, over_months=2, low=value, high=value)
    assert outcomes(asked(root, exact, published="2024-03-01")) == [("holds", "")]


@pytest.mark.parametrize("missing", [0, 1])
def test_a_sum_with_a_month_missing_is_no_data(root: Path, missing: int) -> None:
    months = [("2023-12-01", "2023-12-31", 40), ("2024-01-01", "2024-01-31", 50), ("2024-02-01", "2024-02-29", 60)]
    monthly(root, *(month for place, month in enumerate(months) if place != missing))
    db = asked(root, check(series="fund", statistic="sum", over_months=3, low=0), published="2024-03-01")
    assert outcomes(db) == [("no data", "incomplete")]


def test_first_reached_says_when(root: Path) -> None:
    add_series(
        root, "toll", row("toll", "2024-01-05", 90), row("toll", "2024-01-09", 100), row("toll", "2024-01-20", 120)
    )
    db = asked(root, *(check(series="toll", statistic=REACHED, low=limit) for limit in (100, 121)))
    assert outcomes(db) == [("holds", ""), ("fails", "")]
    found = db.execute(
        "SELECT reached_on::VARCHAR FROM check_result WHERE basis = 'then' AND shift_days = 0 ORDER BY ordinal"
    )
    assert found.fetchall() == [("2024-01-09",), (None,)]


@pytest.mark.parametrize(("first", "low", "outcome"), [(150, 0, "holds"), (90, 0, "fails"), (100, 0, "holds")])
def test_a_comparison_of_a_figure(root: Path, first: float, low: float, outcome: str) -> None:
    assert outcomes(asked(root, check(figure=first, than="count", low=low))) == [(outcome, "")]


def test_a_comparison_and_a_change_carry_both_intervals(root: Path) -> None:
    rows = [row("range", "2024-01-01", 50, low=40, high=60), row("range", "2024-02-01", 150, low=90, high=200)]
    add_series(root, "range", *rows)
    add_series(root, "other", row("other", "2024-02-01", 100, low=80, high=120))
    difference, rise = {"series": "range", "than": "other"}, {"series": "range", **RISE}
    limits = [{"low": -30, "high": 120}, {"low": -29, "high": 120}, {"low": -30, "high": 119}]  # 90 - 120 to 200 - 80
    limits += [{"low": 30, "high": 160}, {"low": 31, "high": 160}, {"low": 30, "high": 159}]  # 90 - 60 to 200 - 40
    db = asked(root, *(check(**(difference if n < 3 else rise), **limit) for n, limit in enumerate(limits)))
    assert [outcome for outcome, _ in outcomes(db)] == 2 * ["holds", "uncertain", "uncertain"]


def test_events_and_their_order(root: Path) -> None:
    checks = [
        check(event="start"),
        check(event="end"),
        check(event="start", then="end"),
        check(event="end", then="start"),
    ]
    assert outcomes(asked(root, *checks)) == [("holds", ""), *3 * [("no data", "not yet")]]
    later = asked(root, *checks, check(event="start", then="start"), published="2024-03-02")
    assert [outcome for outcome, _ in outcomes(later)] == ["holds", "holds", "holds", "fails", "uncertain"]


def test_an_event_asked_about_by_an_earlier_day(root: Path) -> None:
    by = [check(event="start", at={"raw": day}) for day in ("2023-12-31", "2024-01-01")]
    assert outcomes(asked(root, *by)) == [("no data", "not yet"), ("holds", "")]
