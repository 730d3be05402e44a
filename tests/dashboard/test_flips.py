"""What would change a verdict: at the value told the whole build judges otherwise, just short of it as before."""

import datetime as dt
import itertools
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import evidence, flips
from dashboard.evidence import ClaimRecord
from dashboard.light.catalogue import catalogue
from etl import build as builder
from etl.build import READING
from tests.etl import world

EXAMPLES = itertools.count()


def built(folder: Path, *checks: str, **keys: object) -> Path:
    """A build of the tiny world with one claim `c` of these checks."""
    root = world.write(folder / "data")
    (root / "articles/piece.toml").write_text(world.article(world.claim("c", *checks, **keys)))
    return builder.build(data=root, seed=root / "seed", builds=folder / "builds", log=folder / "log").path


def claim_of(path: Path, name: str = "c", asof: dt.date | None = None) -> ClaimRecord:
    found = (c for a in evidence.articles(path) for e in evidence.excerpts(path, a, asof) for c in e.claims)
    return next(claim for claim in found if claim.id == name)


def told(path: Path, name: str = "c", asof: dt.date | None = None) -> tuple[str, ...]:
    return tuple(text.replace("\u00a0", " ") for text in flips.told(path, claim_of(path, name, asof)))


def changed(path: Path, *updates: tuple[str, list]) -> Path:
    """A copy of a build in which rows were changed."""
    copy = path.with_name(f"{path.stem}-{next(EXAMPLES)}.duckdb")
    shutil.copy(path, copy)
    with duckdb.connect(str(copy)) as db:
        for sql, values in updates:
            db.execute(sql, values)
    return copy


def evidence_is(lo: float, hi: float, series: str = "count") -> tuple[str, list]:
    sql = "UPDATE observation SET value = ?, low = ?, high = ? WHERE series_id = ? AND period_end = '2024-02-01'"
    return sql, [lo if lo == hi else None, lo, hi, series]


NOW = "SELECT verdict FROM claim_verdict WHERE (claim_id, basis, shift_days) = (?, 'now', 0)"


def verdict(path: Path, name: str) -> str:
    with duckdb.connect(str(path), read_only=True, config=READING) as db:
        ((found,),) = db.execute(NOW, [name]).fetchall()
    return found


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two checks of one series: one against limits, one against the other side's 300."""
    return built(
        tmp_path_factory.mktemp("tested"),
        world.check(low=95, high=105),
        world.check(series="count", than="claimed", low=0),
        **world.LOST_100,
    )


NUMBERS = st.integers(0, 40)
LIMITS = st.tuples(st.none() | NUMBERS, st.none() | NUMBERS).filter(
    lambda pair: pair != (None, None) and (None in pair or pair[0] <= pair[1])
)


@settings(max_examples=15)
@given(st.sampled_from(["series", "comparison"]), st.tuples(NUMBERS, NUMBERS).map(sorted), LIMITS)
def test_at_the_value_told_the_verdict_changes_and_just_short_of_it_not(tested, kind, ends, limits):
    found = {"lo": float(ends[0]), "hi": float(ends[1])}
    path = changed(
        tested,
        evidence_is(**found),
        # Compared with 10; else with nothing.
        evidence_is(10.0, 10.0, "claimed"),
        ("DELETE FROM claim_check WHERE kind <> ?", [kind]),
        ("UPDATE claim_check SET limit_low = ?, limit_high = ?", list(limits)),
    )
    claim = claim_of(path)
    with duckdb.connect(str(changed(path))) as db:

        def so(**moved: float) -> str:
            db.execute(*evidence_is(**(found | moved)))
            ((said,),) = db.execute(NOW, ["c"]).fetchall()
            return said

        assert claim.now.verdict == so()
        apart = 10 if kind == "comparison" else 0
        for flip in flips.flips(path, claim):
            ((_, step),) = flip.steps
            moved = {name: value + apart for name, value in step.instead.items()}
            assert so(**moved) == flip.verdict
            for name, value in moved.items():
                # A limit is a whole number here: what lies past one has it just short of it.
                edge = float(round(value))
                short = edge if edge != value else edge - 0.001 * (1 if edge > found[name] else -1)
                # A value is moved as a whole.
                whole = len(moved) == 2 and found["lo"] == found["hi"]
                assert so(**({"lo": short, "hi": short} if whole else {**moved, name: short})) == claim.now.verdict


def ends(*checks: str, lo: float, hi: float, folder: Path, **keys: object) -> tuple[str, ...]:
    """What is told of a claim when `count` found these ends."""
    return told(changed(built(folder, *checks, **keys), evidence_is(lo, hi)))


@pytest.mark.parametrize(
    ("low", "high", "lo", "hi", "words"),
    [
        (
            {"low": 95},
            {},
            90,
            110,
            "supported with its lower end at 95 or more and contradicted with its upper end below 95",
        ),
        ({"low": 95}, {"high": 95}, 95, 95, "contradicted with a value above 95 or below 95"),
        (
            {"low": 95},
            {"high": 105},
            90,
            110,
            "contradicted with its lower end above 105 or with its upper end below 95 "
            "and supported with both its ends between 95 and 105",
        ),
        ({"low": 95}, {}, 80, 80, "supported with a value at 95 or more"),
        ({}, {"high": 95}, 90, 95, "uncertain with its upper end above 95"),
    ],
)
def test_it_is_told_which_end_would_have_to_reach_what(tmp_path, low, high, lo, hi, words):
    (sentence,) = ends(world.check(**low, **high), lo=lo, hi=hi, folder=tmp_path)
    assert sentence.endswith(f": the verdict would be {words}.")


def test_an_event_would_have_to_be_found_or_not(tmp_path):
    path = built(tmp_path / "found", world.check(event="start"))
    assert told(path) == (
        "The verdict would be not checkable with “The start” (1 Jan 2024) not found by 1 February 2024.",
    )


def test_what_only_a_party_says_no_value_changes(tmp_path):
    path = built(tmp_path, world.check(series="claimed", low=95))
    assert claim_of(path).now.reason == "party"
    assert told(path) == (
        "No value would change it: one that is no party to the war and repeats none would have to say so.",
    )


def test_a_forecast_that_is_not_due_waits_for_its_day(tmp_path):
    path = built(tmp_path, world.check(low=95), resolves_on={"raw": "2024-06-01"})
    assert told(path) == ("No value changes it before the data reach that day.",)


def test_of_a_record_set_back_it_is_what_was_known_then(real_build):
    day = dt.date(2025, 3, 20)
    assert told(real_build, "casualties-850k", day)
    for name, moment in (("casualties-850k", None), ("casualties-850k", day)):
        claim = claim_of(real_build, name, moment)
        assert all(flip.verdict != claim.now.verdict for flip in flips.flips(real_build, claim))


REAL = [
    ("finland-sweden-nato", "nato_members", "2024-03-07", (31, 33), (32,)),
    ("key-rate-21", "key_rate", "2025-03-07", (20.49, 21.51), (20.5, 21.5)),
]


@pytest.mark.parametrize(("name", "series", "day", "otherwise", "same"), REAL)
def test_on_the_real_build(real_build: Path, name: str, series: str, day: str, otherwise: tuple, same: tuple):
    def with_value(value: float) -> str:
        sql = "UPDATE observation SET value = ? WHERE series_id = ? AND period_end = ?"
        return verdict(changed(real_build, (sql, [value, series, day])), name)

    before = claim_of(real_build, name).now.verdict
    assert {with_value(value) for value in same} == {before}
    assert before not in {with_value(value) for value in otherwise}


def test_two_sided_limits_tell_both_sides(real_build: Path):
    assert any(text.endswith("with a value above 32 or below 32.") for text in told(real_build, "finland-sweden-nato"))


def test_the_casualties_hang_on_the_ends_of_the_interval(real_build: Path):
    first = told(real_build, "casualties-850k")[0]
    assert "supported with its lower end at 845,000 or more" in first
    assert "with its upper end below 845,000" in first


def test_a_comparison_tells_what_would_have_to_be_compared(real_build: Path):
    (sentence,) = told(real_build, "more-than-us-british-ww2")
    assert sentence.endswith("with what it is compared with, its upper end above 850,000.")


def test_programs_are_told_the_same(real_build: Path):
    for each in catalogue(real_build)["claims"]:
        assert tuple(each["would_change"]) == flips.told(real_build, claim_of(real_build, each["id"]))
