"""When a verdict changed: the newest stretch of days that agree with now, told by the days on which it may move."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record import claims, verdict_days
from dashboard.record.build import Build
from dashboard.record.claims import ClaimRecord
from dashboard.record.verdict_days import Change, changed, days_of_change, since, verdict_on
from etl.building import build as builder
from tests.etl import world

FIRST = dt.date(2024, 2, 2)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


@given(st.lists(st.booleans(), max_size=12))
def test_it_is_the_first_day_of_the_last_stretch_that_agrees(found: list[bool]):
    every = [day(number) for number in range(len(found))]
    asked: list[dt.date] = []

    def as_now(each: dt.date) -> bool:
        asked.append(each)
        return found[(each - FIRST).days]

    first = since(every, as_now)
    expected = [each for each in every if all(found[(each - FIRST).days :])]
    assert first == (expected[0] if expected else None)
    assert len(asked) <= len(expected) + 1


def built(tmp_path: Path, claim: str, rows: tuple[str, ...]) -> Build:
    """A build of the tiny world with this claim, and these rows of `count` alone."""
    root = world.write(tmp_path / "data")
    (root / "articles/piece.toml").write_text(world.article(claim))
    # Few days before it, each of which is judged.
    world.swap(root, "tables/events.csv", "end,2024-03-01", "end,2024-02-08")
    (root / "seed/counter.csv").write_text("\n".join([world.HEADER, *rows, ""]))
    return Build(
        builder.build(
            data=root, seed=root / "seed", builds=tmp_path / "builds", log=tmp_path / "log", publish=False
        ).path
    )


def claim_of(build: Build, asof: dt.date | None = None) -> ClaimRecord:
    ((found,),) = (excerpt.claims for excerpt in claims.excerpts(build, "piece", asof))
    return found


LOST = {"figure": "100", "stated": 100, "unit": "persons"}
TESTED = world.claim("c", world.check(low=95, high=105), **LOST)
AHEAD = world.claim("c", world.check(low=95, high=105), resolves_on={"raw": "2024-02-10"})
AWAITED = world.claim("c", world.check(event="end"), resolves_on={"raw": "2024-02-11"})


def row(end: str, value: float, learned: str = "") -> str:
    return world.row("count", end, value, learned=learned)


CASES = {
    "revised": (TESTED, (row("2024-02-01", 100), row("2024-02-01", 120, "2024-02-10")), "2024-02-10"),
    "revised back and again": (
        TESTED,
        (row("2024-02-01", 100), *(row("2024-02-01", v, f"2024-02-{d}") for v, d in ((120, 10), (100, 12), (130, 14)))),
        "2024-02-14",
    ),
    "stays as it was revised": (
        TESTED,
        (row("2024-02-01", 100), row("2024-02-01", 120, "2024-02-10"), row("2024-02-01", 121, "2024-02-14")),
        "2024-02-10",
    ),
    "learned late, published sooner": (
        TESTED,
        (row("2024-01-31", 90, "2024-02-08"), row("2024-02-01", 100, "2024-02-08")),
        "2024-02-02",
    ),
    "a forecast that came due": (
        AHEAD,
        (row("2024-01-31", 90), row("2024-02-09", 99), row("2024-02-10", 100, "2024-02-13")),
        "2024-02-13",
    ),
    "a forecast known in hindsight": (
        AHEAD,
        (row("2024-02-09", 99, "2024-02-14"), row("2024-02-10", 100, "2024-02-14")),
        "2024-02-11",
    ),
    "an event that came by the day of a forecast": (
        AWAITED,
        (row("2024-01-31", 90), row("2024-02-12", 90)),
        "2024-02-12",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_no_day_that_moves_a_verdict_is_missed(case: str, tmp_path: Path):
    claim, rows, expected = CASES[case]
    build = built(tmp_path, claim, rows)
    record = claim_of(build)
    assert record.then.verdict != record.now.verdict
    every = [day(number) for number in range((dt.date.fromisoformat(expected) - FIRST).days + 3)]
    naive = since(every, lambda each: verdict_on(build, "c", each).verdict == record.now.verdict)
    assert changed(build, record) == Change(naive, False) == Change(dt.date.fromisoformat(expected), False)
    # Nor is any move in between: on every other day the verdict is that of the day before.
    told = days_of_change(build, record)
    for before, after in zip([FIRST - dt.timedelta(days=1), *every], every, strict=False):
        assert after in told or verdict_on(build, "c", after) == verdict_on(build, "c", before)


def test_a_verdict_that_did_not_change_has_no_day(tmp_path: Path):
    build = built(tmp_path, TESTED, (row("2024-02-01", 100), row("2024-02-01", 101, "2024-03-01")))
    assert changed(build, claim_of(build)) is None


def test_as_of_a_day_only_what_had_changed_by_then_is_told(tmp_path: Path):
    rows = (row("2024-02-01", 100), row("2024-02-01", 120, "2024-02-10"), row("2024-02-01", 100, "2024-03-01"))
    build = built(tmp_path, TESTED, rows)
    assert changed(build, claim_of(build)) is None
    assert changed(build, claim_of(build, dt.date(2024, 2, 9))) is None
    assert changed(build, claim_of(build, dt.date(2024, 2, 15))) == Change(dt.date(2024, 2, 10), False)
    # As of a day before the article appeared no change since then can be told.
    assert changed(build, claim_of(build, dt.date(2023, 1, 1))) is None


def test_a_change_that_no_day_explains_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    build = built(tmp_path, TESTED, CASES["revised"][1])
    monkeypatch.setattr(verdict_days, "days_of_change", lambda build, claim: ())
    with pytest.raises(ValueError, match="claim c: nothing was learned"):
        changed(build, claim_of(build))


def test_a_reason_that_changed_alone_is_told_apart(tmp_path: Path):
    held = world.check(low=95), world.check(low=95, at={"raw": "2024-01-31"}), world.check(series="claimed", high=200)
    rows = (row("2024-01-31", 100), row("2024-02-01", 100), row("2024-01-31", 90, "2024-02-10"))
    build = built(tmp_path, world.claim("c", *held), rows)
    record = claim_of(build)
    assert (record.then.reason, record.now.reason) == ("sources", "windows")
    assert changed(build, record) == Change(dt.date(2024, 2, 10), True)


def test_on_the_real_build_every_change_is_on_its_day(real_build: Build):
    all_claims = [
        claim
        for name in claims.articles(real_build)
        for excerpt in claims.excerpts(real_build, name)
        for claim in excerpt.claims
    ]
    found = {claim.id: changed(real_build, claim) for claim in all_claims}
    assert found["casualties-850k"] == Change(dt.date(2025, 7, 9), False)
    for claim in all_claims:
        told = found[claim.id]
        assert (told is None) == (claim.then == claim.now)
        if told:
            assert verdict_on(real_build, claim.id, told.day) == claim.now
