"""What would change a verdict: at the value told the whole build judges otherwise, just short of it as before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.record.build import Build
from dashboard.words import flips
from tests.dashboard.supposing import built, changed, claim_of, evidence_is, told, verdict
from tests.etl import world


@dataclass(frozen=True)
class Kind:
    """One check of a claim by its number, what its other series says, and which value of its own makes it find x."""

    number: int
    other: float
    own: Callable[[float], float]


KINDS = {
    "value": Kind(1, 0, lambda x: x),
    "difference": Kind(2, 10, lambda x: x + 10),
    "ratio": Kind(3, 2, lambda x: 2 * x),
    "sum of two": Kind(4, 10, lambda x: x - 10),
    "greatest": Kind(5, 0, lambda x: x),
}
# Claims that are tried at once: to judge one takes as long as to judge all.
CLAIMS = range(8)


def checks(own: str, other: str) -> list[str]:
    """A check of each kind: of one series alone, against and together with the other, and in a window."""
    both = {"series": own, "than": other}
    return [
        world.check(series=own, low=95, high=105),
        world.check(**both, low=0),
        world.check(**both, statistic="ratio", low=0),
        world.check(series=own, plus=other, low=0),
        world.check(series=own, statistic="max", since={"raw": "2024-01-31"}, low=0),
    ]


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Claims c0, c1, …, each with checks of two series of its own, own0 and other0, own1 and other1, …"""
    folder = tmp_path_factory.mktemp("tested")
    root = world.write(folder / "data")
    for n in CLAIMS:
        rows = [world.row(f"own{n}", day, -50) for day in ("2024-01-31", "2024-02-01")]
        world.add_series(root, f"own{n}", *rows, expect={"raw": "{ low = -1000, high = 1000 }"})
        world.add_series(root, f"other{n}", world.row(f"other{n}", "2024-02-01", 300), of="party")
    claims = [world.claim(f"c{n}", *checks(f"own{n}", f"other{n}"), **world.LOST_100) for n in CLAIMS]
    (root / "articles/piece.toml").write_text(world.article(*claims), encoding="utf-8")
    return Build(world.built(root))


def evidence(name: str, n: int, lo: float, hi: float) -> list[tuple[str, list]]:
    """What lets the check of this kind of the n-th claim find these ends."""
    kind = KINDS[name]
    return [
        evidence_is(kind.own(lo), kind.own(hi), f"own{n}"),
        evidence_is(kind.other, kind.other, f"other{n}"),
    ]


def alone(name: str, n: int, low: float | None, high: float | None) -> list[tuple[str, list]]:
    """What leaves the n-th claim this one check, with these limits."""
    check = f"c{n}/{KINDS[name].number}"
    return [
        ("DELETE FROM claim_check WHERE claim_id = ? AND check_id <> ?", [f"c{n}", check]),
        ("UPDATE claim_check SET limit_low = ?, limit_high = ? WHERE check_id = ?", [low, high, check]),
    ]


NUMBERS = st.integers(0, 40)
LIMITS = st.tuples(st.none() | NUMBERS, st.none() | NUMBERS).filter(
    lambda pair: pair != (None, None) and (None in pair or pair[0] < pair[1])
)
CASES = st.tuples(
    st.sampled_from(sorted(KINDS)),
    st.tuples(NUMBERS, NUMBERS).map(sorted),
    LIMITS,
    st.tuples(*2 * [st.booleans()]),
)
Moved = dict[str, float]


def tries(build: Build, n: int, found: Moved) -> Iterator[tuple[Moved, str]]:
    """What of the n-th claim's evidence is moved, and the verdict that it has to have then."""
    claim = claim_of(build, f"c{n}")
    yield {}, claim.now.verdict
    for flip in flips.flips(build, claim):
        ((_, step),) = flip.steps
        moved = step.instead
        yield moved, flip.verdict
        for end, value in moved.items():
            # A limit is a whole number here: what lies past one has it just short of it.
            edge = float(round(value))
            short = edge if edge != value else edge - 0.001 * (1 if edge > found[end] else -1)
            # A value is moved as a whole.
            whole = len(moved) == 2 and found["lo"] == found["hi"]
            yield {"lo": short, "hi": short} if whole else {**moved, end: short}, claim.now.verdict


@settings(max_examples=7)
@example([("greatest", [0, 3], (1, 2), (False, False)), ("value", [0, 3], (1, 2), (True, False))])
@given(st.lists(CASES, min_size=len(CLAIMS), max_size=len(CLAIMS)))
def test_at_the_value_told_the_verdict_changes_and_just_short_of_it_not(tested, cases):
    updates, ends = [], []
    for n, (name, (lo, hi), limits, strict) in enumerate(cases):
        ends.append({"lo": float(lo), "hi": float(hi)})
        updates += [*evidence(name, n, **ends[n]), *alone(name, n, *limits)]
        updates.append(
            ("UPDATE claim_check SET strict_low = ?, strict_high = ? WHERE claim_id = ?", [*strict, f"c{n}"])
        )
    build = changed(tested, *updates)
    tried = [list(tries(build, n, found)) for n, found in enumerate(ends)]
    with duckdb.connect(str(changed(build).path)) as db:
        for several in zip_longest(*tried):
            expected = {f"c{n}": one[1] for n, one in enumerate(several) if one}
            for n, one in enumerate(several):
                for sql, values in evidence(cases[n][0], n, **(ends[n] | (one[0] if one else {}))):
                    db.execute(sql, values)
            said = dict(
                db.execute(
                    "SELECT claim_id, verdict FROM claim_verdict WHERE (basis, shift_days) = ('now', 0)"
                ).fetchall()
            )
            assert {name: said[name] for name in expected} == expected


def test_there_is_something_to_tell_of_every_kind(tested):
    updates = []
    for n, name in enumerate(KINDS):
        updates += [*evidence(name, n, 20, 20), *alone(name, n, 10, None)]
    one = changed(tested, *updates)
    for n, _ in enumerate(KINDS):
        assert [flip.verdict for flip in flips.flips(one, claim_of(one, f"c{n}"))] == ["contradicted"]


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
