"""The verdict on a claim and its reason, then and now; on the tiny world."""

from pathlib import Path

import pytest

from tests.etl import world
from tests.etl.world import add_series, asked, check, outcomes, row, source, verdict

BOTH = {"entities": ["alpha", "beta"]}
COUNTER = "seed/counter.csv"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny world: `count` is 100 on the article's day, 1 February 2024; `claimed`, a party's, is 300."""
    return world.write(tmp_path)


@pytest.mark.parametrize(("limit", "reason"), [({"low": 95}, "party"), ({"low": 301}, "party")])
def test_only_a_partys_word_about_losses_is_uncertain(root: Path, limit: dict, reason: str) -> None:
    db = asked(root, check(series="claimed", **limit))
    assert outcomes(db)[0][0] in ("holds", "fails")
    assert verdict(db) == ("uncertain", reason)


def test_a_party_and_someone_else_decide_together(root: Path) -> None:
    assert verdict(asked(root, check(series="claimed", low=95), check(low=95))) == ("supported", "")


@pytest.mark.parametrize(
    "one",
    [
        check(event="end"),
        check(series="table", low=5, max_age_days=90),
        check(series="table", low=5, max_age_days=90, statistic="max", over_months=1),
        check(series="table", low=5, statistic="first_reached"),
        check(figure=6, than="table", low=0),
    ],
)
def test_what_rests_on_an_unverified_row_is_uncertain(root: Path, one: str) -> None:
    world.swap(root, "tables/hands.csv", "stored page", "not found")
    db = asked(root, one, published="2024-03-02")
    assert outcomes(db) == [("holds", "")]
    assert verdict(db) == ("uncertain", "unverified")


def test_a_window_with_one_unverified_row_is_unverified(root: Path) -> None:
    rows = [row("part", "2024-01-15", 100, status="unverified"), row("part", "2024-02-01", 100)]
    add_series(root, "part", *rows)
    db = asked(root, check(series="part", low=5, statistic="max", over_months=1))
    assert verdict(db) == ("uncertain", "unverified")


def test_sources_differ(root: Path) -> None:
    db = asked(root, check(low=95), check(series="claimed", high=200))
    assert verdict(db) == ("disputed", "sources")


def test_definitions_differ(root: Path) -> None:
    add_series(root, "hurt", row("hurt", "2024-02-01", 300), counts="killed_wounded")
    assert verdict(asked(root, check(high=150), check(series="hurt", high=150))) == ("disputed", "definitions")


def test_windows_differ(root: Path) -> None:
    assert verdict(asked(root, check(low=100), check(low=100, at={"raw": "2024-01-31"}))) == ("disputed", "windows")


def test_another_definition_does_not_decide(root: Path) -> None:
    add_series(root, "hurt", row("hurt", "2024-02-01", 300), counts="killed_wounded")
    db = asked(root, check(high=150), check(series="hurt", high=150), counts="killed")
    assert [outcome for outcome, _ in outcomes(db)] == ["holds", "fails"]
    assert verdict(db) == ("supported", "")
    assert verdict(asked(root, check(series="hurt", high=150), counts="killed")) == ("not checkable", "no data")


def test_sources_of_one_origin_count_once(root: Path) -> None:
    world.add(root, "catalogue/sources/copier.toml", source("copier", derives_from=["counter"]))
    add_series(root, "copy", row("copy", "2024-02-01", 100), of="copier")
    both = "SELECT holds FROM claim_verdict WHERE basis = 'then' AND shift_days = 0"
    assert asked(root, check(low=95), check(series="copy", low=95)).execute(both).fetchall() == [(1,)]
    assert asked(root, check(low=95), check(series="claimed", low=95)).execute(both).fetchall() == [(2,)]
    # Two publishers of one list are two origins, unless one repeats a source in it: then it is that source's.
    said = [row("said", "2024-02-01", 100, entity=name) for name in ("alpha", "beta")]
    add_series(root, "said", *said, varies_by="publisher", **BOTH, repeats={"raw": '{ beta = "copier" }'})
    checks = [check(series="said", entity=name, low=95) for name in ("alpha", "beta")]
    assert asked(root, *checks).execute(both).fetchall() == [(2,)]
    assert asked(root, *checks, check(low=95)).execute(both).fetchall() == [(2,)]


def test_a_publisher_that_repeats_a_party_is_a_partys_word(root: Path) -> None:
    said = [row("said", "2024-02-01", 100, entity=name) for name in ("alpha", "beta")]
    add_series(root, "said", *said, varies_by="publisher", **BOTH, repeats={"raw": '{ beta = "party" }'})
    assert verdict(asked(root, check(series="said", entity="beta", low=95))) == ("uncertain", "party")
    assert verdict(asked(root, check(series="said", entity="alpha", low=95))) == ("supported", "")


def test_who_repeats_whom_is_said_of_one_series(root: Path) -> None:
    for name, repeats in (("averages", {"repeats": {"raw": '{ beta = "party" }'}}), ("totals", {})):
        said = row(name, "2024-02-01", 100, entity="beta")
        add_series(root, name, said, varies_by="publisher", entities=["beta"], **repeats)
    db = asked(root, *(check(series=name, entity="beta", low=95) for name in ("averages", "totals")))
    asked_of = "SELECT series_id, origin, speaks_for, repeats, party FROM speaker WHERE entity = 'beta' ORDER BY ALL"
    assert db.execute(asked_of).fetchall() == [
        ("averages", "party", "Ukraine", "Party", "repeating a party to the war"),
        ("totals", "beta", "none", "", ""),
    ]
    assert verdict(db) == ("supported", "")


SAID = ("2024-01-20", 100), ("2024-02-01", 90)


def test_another_that_said_less_does_not_contradict_an_attribution(root: Path) -> None:
    said = [row("said", day, value, entity=name) for name, (day, value) in zip(("alpha", "beta"), SAID, strict=True)]
    add_series(root, "said", *said, varies_by="publisher", **BOTH)
    checks = [check(series="said", entity=name, low=95) for name in ("alpha", "beta")]
    assert verdict(asked(root, *checks)) == ("disputed", "sources")
    assert verdict(asked(root, *checks, kind="attribution")) == ("supported", "")
    # The same source that said so, and later less, has said so.
    first = check(series="said", entity="alpha", low=95, statistic="first_reached")
    assert (
        verdict(asked(root, first, check(series="said", entity="alpha", low=105), kind="attribution"))[0] == "supported"
    )
    # None that was asked said so; what only straddles does not decide against one that did.
    assert verdict(asked(root, checks[1], kind="attribution")) == ("contradicted", "")
    add_series(root, "wide", row("wide", "2024-02-01", 95, low=80, high=110))
    wide = check(series="wide", low=95)
    assert verdict(asked(root, checks[0], wide)) == ("uncertain", "interval")
    assert verdict(asked(root, checks[0], wide, kind="attribution")) == ("supported", "")
    assert verdict(asked(root, wide, kind="attribution")) == ("uncertain", "interval")


def test_a_partys_word_is_enough_to_say_that_it_said_so(root: Path) -> None:
    assert verdict(asked(root, check(series="claimed", low=95))) == ("uncertain", "party")
    assert verdict(asked(root, check(series="claimed", low=95), kind="attribution")) == ("supported", "")


def test_an_event_speaks_against_a_claim_once_it_has_happened(root: Path) -> None:
    checks = (check(event="start", against=["end"]), check(low=95))
    world.swap(root, "tables/events.csv", "summary only", "stored page")
    db = asked(root, *checks, published="2024-02-01")
    assert outcomes(db) == [("holds", ""), ("holds", ""), ("no data", "not yet")]
    assert verdict(db) == ("supported", "")
    ids = db.execute("SELECT check_id, kind, event_id FROM claim_check ORDER BY ordinal").fetchall()
    assert ids == [("c/1", "event", "start"), ("c/2", "series", ""), ("c/3", "against", "end")]
    assert verdict(asked(root, checks[0], published="2024-03-01")) == ("disputed", "sources")
    # It speaks against an attribution as well.
    assert verdict(asked(root, checks[0], published="2024-03-01", kind="attribution")) == ("disputed", "sources")
    # What would speak for it had not happened: the other alone contradicts.
    assert verdict(asked(root, check(event="end", against=["start"]))) == ("contradicted", "")


def test_what_had_not_happened_is_told_from_what_is_not_held(root: Path) -> None:
    assert verdict(asked(root, check(event="end"))) == ("not checkable", "not yet")
    add_series(root, "none", row("none", "2024-03-02", 100))
    assert verdict(asked(root, check(event="end"), check(series="none", low=1))) == ("not checkable", "not yet")
    assert verdict(asked(root, check(series="none", low=1))) == ("not checkable", "no data")
    # What has no rhythm is made of decisions and statements: before the first there was none.
    add_series(root, "plan", row("plan", "2024-03-02", 800), frequency="I")
    assert verdict(asked(root, check(series="plan", low=1))) == ("not checkable", "not yet")
    assert verdict(asked(root, check(series="plan", low=1), published="2024-03-02")) == ("supported", "")
    add_series(root, "old", row("old", "2020-01-01", 100))
    assert verdict(asked(root, check(event="end"), check(series="old", low=1))) == ("not checkable", "no data")


def test_what_is_published_late_may_be_as_old_as_its_lag_and_a_period(root: Path) -> None:
    late = row("late", "2023-10-31", 100, start="2023-10-01", learned="2024-01-20")
    for lag, found in ((100, ("holds", "")), (20, ("no data", "too old"))):
        add_series(root, f"late{lag}", late.replace("late", f"late{lag}"), frequency="M", known_after_days=lag)
        assert outcomes(asked(root, check(series=f"late{lag}", low=1))) == [found]


def test_then_sees_what_was_known_and_now_the_newest_vintage_of_the_same_day(root: Path) -> None:
    world.add(root, COUNTER, row("count", "2024-02-01", 80, learned="2024-06-01") + "\n")
    world.add(root, COUNTER, row("count", "2024-05-01", 200) + "\n")
    db = asked(root, check(low=95, high=105))
    assert verdict(db, "then") == ("supported", "")
    assert verdict(db, "now") == ("contradicted", "")


def test_a_week_earlier_or_later(root: Path) -> None:
    add_series(root, "toll", *(row("toll", day, value) for day, value in (("2024-01-25", 90), ("2024-02-08", 110))))
    db = asked(root, check(series="toll", low=100))
    assert [verdict(db, basis, shift)[0] for basis in ("then", "now") for shift in (-7, 0, 7)] == 2 * [
        *("contradicted", "contradicted", "supported")
    ]
