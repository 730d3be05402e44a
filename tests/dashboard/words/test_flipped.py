"""What would change a verdict: at the value told the whole build judges otherwise, just short of it as before."""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.record.build import Build
from dashboard.words import flips
from tests.dashboard.supposing import NOW, built, changed, claim_of, evidence_is, told, verdict
from tests.etl import world


@dataclass(frozen=True)
class Kind:
    """One check of `tested` by its number, what the other series says, and which value of `count` makes it find x."""

    number: int
    other: float
    count: Callable[[float], float]


KINDS = {
    "value": Kind(1, 0, lambda x: x),
    "difference": Kind(2, 10, lambda x: x + 10),
    "ratio": Kind(3, 2, lambda x: 2 * x),
    "sum of two": Kind(4, 10, lambda x: x - 10),
    "greatest": Kind(5, 0, lambda x: x),
}


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Checks of one series: alone, against and together with the other side's, and in a window."""
    other = {"series": "count", "than": "claimed"}
    return built(
        tmp_path_factory.mktemp("tested"),
        world.check(low=95, high=105),
        world.check(**other, low=0),
        world.check(**other, statistic="ratio", low=0),
        world.check(series="count", plus="claimed", low=0),
        world.check(series="count", statistic="max", since={"raw": "2024-01-31"}, low=0),
        **world.LOST_100,
    )


NUMBERS = st.integers(0, 40)
LIMITS = st.tuples(st.none() | NUMBERS, st.none() | NUMBERS).filter(
    lambda pair: pair != (None, None) and (None in pair or pair[0] < pair[1])
)


@settings(max_examples=30)
@example("greatest", [0, 3], (1, 2), (False, False))
@example("value", [0, 3], (1, 2), (True, False))
@given(st.sampled_from(sorted(KINDS)), st.tuples(NUMBERS, NUMBERS).map(sorted), LIMITS, st.tuples(*2 * [st.booleans()]))
def test_at_the_value_told_the_verdict_changes_and_just_short_of_it_not(tested, name, ends, limits, strict):
    kind, found = KINDS[name], {"lo": float(ends[0]), "hi": float(ends[1])}

    def finds(lo: float, hi: float) -> tuple[str, list]:
        return evidence_is(kind.count(lo), kind.count(hi))

    build = changed(
        tested,
        finds(**found),
        evidence_is(kind.other, kind.other, "claimed"),
        # Of the window the day before has less than all that is asked.
        ("UPDATE observation SET value = ? WHERE period_end = '2024-01-31'", [-50]),
        ("DELETE FROM claim_check WHERE check_id <> ?", [f"c/{kind.number}"]),
        ("UPDATE claim_check SET limit_low = ?, limit_high = ?", list(limits)),
        ("UPDATE claim_check SET strict_low = ?, strict_high = ?", list(strict)),
    )
    claim = claim_of(build)
    with duckdb.connect(str(changed(build).path)) as db:

        def so(**moved: float) -> str:
            db.execute(*finds(**(found | moved)))
            ((said,),) = db.execute(NOW, ["c"]).fetchall()
            return said

        assert claim.now.verdict == so()
        for flip in flips.flips(build, claim):
            ((_, step),) = flip.steps
            moved = step.instead
            assert so(**moved) == flip.verdict
            for end, value in moved.items():
                # A limit is a whole number here: what lies past one has it just short of it.
                edge = float(round(value))
                short = edge if edge != value else edge - 0.001 * (1 if edge > found[end] else -1)
                # A value is moved as a whole.
                whole = len(moved) == 2 and found["lo"] == found["hi"]
                assert so(**({"lo": short, "hi": short} if whole else {**moved, end: short})) == claim.now.verdict


def test_there_is_something_to_tell_of_every_kind(tested):
    for kind in KINDS.values():
        at = (kind.count(20), kind.count(20))
        one = changed(
            tested,
            evidence_is(*at),
            evidence_is(kind.other, kind.other, "claimed"),
            ("DELETE FROM claim_check WHERE check_id <> ?", [f"c/{kind.number}"]),
            ("UPDATE claim_check SET limit_low = 10, limit_high = NULL", []),
        )
        assert [flip.verdict for flip in flips.flips(one, claim_of(one))] == ["contradicted"]


def test_a_rank_is_lost_at_the_next_one(tmp_path):
    world.write(tmp_path / "data")
    rows = [world.row("kept", f"2024-01-{day:02}", value) for day, value in ((29, 10), (30, 20), (31, 30))]
    world.add_series(tmp_path / "data", "kept", *rows, world.row("kept", "2024-02-01", 40))
    ranked = world.check(series="kept", statistic="rank_greatest", since={"raw": "2024-01-29"}, high=2)
    build = built(tmp_path, ranked, written=True)
    assert [text.rpartition(": ")[2] for text in told(build)] == [
        "the verdict would be contradicted with a rank of no. 3 or lower."
    ]

    def of(value: float) -> str:
        sql = "UPDATE observation SET value = ? WHERE series_id = 'kept' AND period_end = '2024-02-01'"
        return verdict(changed(build, (sql, [value])), "c")

    assert (of(25), of(15)) == ("supported", "contradicted")


EVENTS = {
    "not yet": ("2024-02-01", "“The end” found by 1 February 2024", "disputed"),
    "happened": ("2024-03-01", "“The end” (1 March 2024) not found by 1 March 2024", "supported"),
}


@pytest.mark.parametrize(("published", "words", "otherwise"), EVENTS.values(), ids=EVENTS)
def test_what_speaks_against_a_claim_is_told_by_its_title(tmp_path, published, words, otherwise):
    world.write(tmp_path / "data")
    world.swap(tmp_path / "data", "tables/events.csv", "summary only", "stored page")
    build = built(tmp_path, world.check(event="start", against=["end"]), written=True, published=published)
    (sentence,) = [text for text in told(build) if "The end" in text]
    assert f"The verdict would be {otherwise} with {words}." == sentence
    day = "2024-01-15" if otherwise == "disputed" else "2024-04-01"
    moved = changed(build, ("UPDATE event SET day = ? WHERE event_id = 'end'", [day]))
    assert verdict(moved, "c") == otherwise != verdict(build, "c")


def test_where_no_check_alone_would_do_all_that_would_have_to_change_is_told(tmp_path):
    # Both are only on a limit from one side, so that each alone leaves the other's doubt.
    checks = [world.check(low=95), world.check(series="count", than="claimed", low=-205)]
    build = changed(built(tmp_path, *checks), evidence_is(90, 110))
    assert verdict(build, "c") == "uncertain"
    found = flips.flips(build, claim_of(build))
    for flip in found:
        together = {name: value for _, step in flip.steps for name, value in step.instead.items()}
        assert together and flip.verdict != "uncertain"
    both = [flip for flip in found if len(flip.steps) == 2]
    assert {flip.verdict for flip in both} == {"supported", "contradicted"}
    assert verdict(changed(build, evidence_is(95, 110)), "c") == "supported"
    assert verdict(changed(build, evidence_is(90, 94.999)), "c") == "contradicted"
