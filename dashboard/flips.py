"""Where a verdict would change: which check's evidence would have to reach what for it to become which."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from cachetools import LRUCache, cached

from dashboard import evidence
from dashboard.evidence import ClaimRecord
from dashboard.reasons import NOT_DUE, Finding, finding
from dashboard.supposed import Instead, Judged, judge
from dashboard.words import join_words, say_day, say_exactly, short_day

EVENTS = ("event", "against")
RANKS = ("rank_greatest", "rank_least")
# What a check found, as far as a verdict or a step is made of it.
GROUNDS = (
    *("check_id", "outcome", "trouble", "unverified", "event_day", "then_day"),
    *("value", "lo", "hi", "level_lo", "level_hi", "than_lo", "than_hi"),
)


@dataclass(frozen=True)
class Step:
    """One thing that a check might have found instead: `instead` as columns of check_found, in words after "with" what
    moves, and where to.
    """

    moves: str
    words: str
    instead: Instead


@dataclass(frozen=True)
class Flip:
    """What alone would make a claim's verdict another: the step of one check, or one of each of several checks."""

    verdict: str
    steps: tuple[tuple[str, Step], ...]


def ways(row: Finding, published: dt.date) -> list[tuple[Step, ...]]:
    """The ways in which a check's evidence might be moved alone, each a walk away from what was found.

    Outcomes are constant between limits, so a walk steps on each limit and just past it.
    """
    if row["kind"] in EVENTS:
        return [(_event(row, row["at_day"] or published),)] if row["trouble"] in ("", "not yet") else []
    if row["trouble"]:
        return []
    if row["kind"] == "order":
        return _orders(row)
    return list(_numbers(row))


def _event(row: Finding, day: dt.date) -> Step:
    moves = f"“{row['event_title']}” "
    if row["trouble"]:
        return Step(moves, f"found by {say_day(day)}", {"trouble": ""})
    return Step(f"{moves}({short_day(row['event_day'])}) ", f"not found by {say_day(day)}", {"trouble": "not yet"})


def _orders(row: Finding) -> list[tuple[Step, ...]]:
    moves, day = f"“{row['event_title']}” ", row["then_day"]
    same = Step(moves, f"on the day of “{row['then_title']}”, {short_day(day)}", {"event_day": day})
    if row["event_day"] < day:
        return [(same,), (Step("it ", "later", {"event_day": day + dt.timedelta(1)}),)]
    return [(same,), (Step("it ", "earlier", {"event_day": day - dt.timedelta(1)}),)]


def just(value: float, up: bool) -> float:
    """A number just past another: nearer than any value is ever told."""
    return value + (1 if up else -1) * 1e-9 * max(1.0, abs(value))


def _numbers(row: Finding) -> Iterator[tuple[Step, ...]]:
    """A value moves as a whole; of an interval one end alone, and both where they lie on both sides."""
    lo, hi = row["lo"], row["hi"]
    lower = "the most that it reached for certain " if row["statistic"] == "first_reached" else "its lower end "
    limits = sorted({limit for limit in (row["limit_low"], row["limit_high"]) if limit is not None})
    for up in (True, False):
        if row["statistic"] != "ratio" and row["kind"] == "comparison":
            yield from _compared(row, limits, up)
        elif row["statistic"] in RANKS:
            yield from _ranked(row, limits, up)
        elif lo == hi:
            yield _walk(row, "a value ", lo, limits, up, lambda x: {"lo": x, "hi": x})
        else:
            yield _walk(row, lower, lo, [x for x in limits if x <= hi], up, lambda x: {"lo": x})
            yield _walk(row, "its upper end ", hi, [x for x in limits if x >= lo], up, lambda x: {"hi": x})
    if len(limits) == 2 and lo < limits[0] and hi > limits[1] and row["kind"] != "comparison":
        low, high = limits
        words = f"between {say_exactly(low, row['unit'])} and {say_exactly(high, row['unit'])}"
        inner = {"lo": just(low, True), "hi": just(high, False)} if low < high else {"lo": low, "hi": low}
        yield (Step("both its ends ", words, inner),)


def _ranked(row: Finding, limits: Sequence[float], up: bool) -> Iterator[tuple[Step, ...]]:
    """Ranks are whole: past a limit lies the next one. The lower end of what a rank may be is the best."""
    lo, hi = row["lo"], row["hi"]
    ranks = sorted({limit + step for limit in limits for step in (0, 1 if up else -1)}, reverse=not up)
    ends = {"a rank of ": ("lo", "hi")} if lo == hi else {"its best rank at ": ("lo",), "its worst rank at ": ("hi",)}
    for moves, moved in ends.items():
        start, least, most = row[moved[0]], 1 if "lo" in moved else lo, hi if moved == ("lo",) else math.inf
        yield tuple(
            Step(moves, f"no. {rank:.0f} or {'lower' if up else 'higher'}", dict.fromkeys(moved, rank))
            for rank in ranks
            if least <= rank <= most and ((rank > start) if up else (rank < start))
        )


def _compared(row: Finding, limits: Sequence[float], up: bool) -> Iterator[tuple[Step, ...]]:
    """The value tested moves, or, where the article's own figure is tested, what it is compared with."""
    if row["series_id"]:
        name, low, high = "", row["level_lo"], row["level_hi"]
        least, most = row["than_hi"], row["than_lo"]
        shifts = {"lo": lambda x: x - least, "hi": lambda x: x - most}
        candidates = {limit + part for limit in limits for part in (least, most)}
    else:
        name, low, high = "what it is compared with, ", row["than_lo"], row["than_hi"]
        # The higher that is, the lower the difference.
        shifts = {"hi": lambda x: row["value"] - x, "lo": lambda x: row["value"] - x}
        candidates = {row["value"] - limit for limit in limits}
    if low == high:
        ends = {name or "a value ": (low, tuple(shifts), candidates)}
    else:
        lower, upper = shifts
        ends = {
            f"{name}its lower end ": (low, (lower,), [x for x in candidates if x <= high]),
            f"{name}its upper end ": (high, (upper,), [x for x in candidates if x >= low]),
        }
    for words, (start, moved, steps) in ends.items():
        yield _walk(row, words, start, steps, up, lambda x, moved=moved: {end: shifts[end](x) for end in moved})


def _walk(
    row: Finding, end: str, start: float, candidates: Iterable[float], up: bool, instead: Callable[[float], Instead]
) -> tuple[Step, ...]:
    """Steps on and just past each candidate that lies in one direction, the nearest first."""
    steps = []
    for x in sorted(candidates, reverse=not up):
        said = say_exactly(x, row["unit"])
        if (x > start) if up else (x < start):
            on = {name: _snapped(row, value, x) for name, value in instead(x).items()}
            steps.append(Step(end, f"at {said} or {'more' if up else 'less'}", on))
        if (x >= start) if up else (x <= start):
            steps.append(Step(end, f"{'above' if up else 'below'} {said}", instead(just(x, up))))
    return tuple(steps)


def _snapped(row: Finding, value: float, size: float) -> float:
    """The limit that a computed value is, but for the last digits of a difference."""
    limits = (row["limit_low"], row["limit_high"])
    near = 1e-12 * max(1.0, abs(size))
    return next((x for x in limits if x is not None and math.isclose(x, value, rel_tol=0, abs_tol=near)), value)


def flips(path: Path, claim: ClaimRecord) -> tuple[Flip, ...]:
    """All that alone would make the verdict of now, or of the as-of day, another; where nothing alone does, what
    together with others. In the order of the claim's checks, the nearest of each way."""
    records = [each for excerpt in evidence.excerpts(path, claim.article_id, claim.asof) for each in excerpt.claims]
    return _flips(path, claim.article_id, records).get(claim.id, ())


def _grounds(path: Path, article_id: str, records: list[ClaimRecord]) -> tuple[object, ...]:
    """All that flips depend on: most days share it, since mostly nothing was learned that changes what is found."""
    rows = (row for claim in records for row in claim.found_now)
    verdicts = tuple(claim.now for claim in records)
    return path, article_id, verdicts, tuple(tuple(row[name] for name in GROUNDS) for row in rows)


@cached(LRUCache(64), key=_grounds, lock=Lock())
def _flips(path: Path, article_id: str, records: list[ClaimRecord]) -> dict[str, tuple[Flip, ...]]:
    found = [row for claim in records for row in claim.found_now]
    walks = {
        claim.id: [(row, way) for row in claim.found_now if row["decides"] for way in ways(row, claim.published) if way]
        for claim in records
    }
    steps = {name: [((row["check_id"], step),) for row, way in each for step in way] for name, each in walks.items()}
    judged = _judged(path, article_id, found, steps)
    alone = {claim.id: _first(claim, walks[claim.id], judged) for claim in records}
    together = {claim.id: _together(walks[claim.id], judged) for claim in records if not alone[claim.id]}
    again = _judged(path, article_id, found, together)
    for claim in records:
        for n, several in enumerate(together.get(claim.id, ())):
            verdict = again.verdicts[claim.id, claim.counts, n]
            if verdict != claim.now.verdict:
                alone[claim.id] += (Flip(verdict, several),)
    return alone


def _judged(
    path: Path, article_id: str, found: list[Finding], asked: dict[str, list[tuple[tuple[str, Step], ...]]]
) -> Judged:
    """Each claim's n-th supposition is judged as the n-th of all."""
    found = [row for row in found if asked.get(row["claim_id"])]
    suppositions: list[dict[str, Instead]] = [{} for _ in range(max(map(len, asked.values()), default=0))]
    for each in asked.values():
        for n, several in enumerate(each):
            suppositions[n] |= {check: step.instead for check, step in several}
    return judge(path, article_id, found, suppositions) if suppositions else Judged({}, {})


def _first(claim: ClaimRecord, walks: list[tuple[Finding, tuple[Step, ...]]], judged: Judged) -> tuple[Flip, ...]:
    """The first step of each walk at which the verdict is another."""
    flips, n = [], 0
    for row, way in walks:
        verdicts = [judged.verdicts[claim.id, claim.counts, n + place] for place in range(len(way))]
        changed = next((place for place, said in enumerate(verdicts) if said != claim.now.verdict), None)
        if changed is not None:
            flips.append(Flip(verdicts[changed], ((row["check_id"], way[changed]),)))
        n += len(way)
    return tuple(flips)


def _together(walks: list[tuple[Finding, tuple[Step, ...]]], judged: Judged) -> list[tuple[tuple[str, Step], ...]]:
    """For each outcome, a step of every check that could have it and has another."""
    found = []
    for outcome in ("holds", "fails", "no data"):
        steps: dict[str, Step] = {}
        n = 0
        for row, way in walks:
            for step in way:
                check = row["check_id"]
                if row["outcome"] != outcome and judged.outcomes[check, n] == outcome:
                    steps.setdefault(check, step)
                n += 1
        if steps:
            found.append(tuple(steps.items()))
    return found


def told(path: Path, claim: ClaimRecord) -> tuple[str, ...]:
    """Where the verdict would change, in sentences: one for each check that alone would do, or one for all."""
    if claim.untested or not claim.found_now:
        return ()
    found = flips(path, claim)
    if not found:
        return (UNMOVED[claim.now.reason],)
    rows = {row["check_id"]: row for row in claim.found_now}
    if len(found[0].steps) > 1:
        return tuple(
            f"The verdict would be {flip.verdict} if all of these were so. "
            f"{'. '.join(_placed(rows[check], _with([step])) for check, step in flip.steps)}."
            for flip in found
        )
    told = []
    for check in dict.fromkeys(flip.steps[0][0] for flip in found):
        ways: dict[str, list[Step]] = {}
        for flip in found:
            if flip.steps[0][0] == check:
                ways.setdefault(flip.verdict, []).append(flip.steps[0][1])
        would = join_words([f"{verdict} with {_with(steps)}" for verdict, steps in ways.items()])
        told.append(f"{_placed(rows[check], f'the verdict would be {would}')}.")
    return tuple(told)


def _with(steps: list[Step]) -> str:
    """ "a value below 31 or above 33": what moves is said once."""
    words: dict[str, list[str]] = {}
    for step in steps:
        words.setdefault(step.moves, []).append(step.words)
    return join_words([f"{moves}{join_words(each, 'or')}" for moves, each in words.items()], "or with")


def _placed(row: Finding, words: str) -> str:
    """What would have to be found, after the check and what it found; events name themselves."""
    if row["kind"] in (*EVENTS, "order"):
        return words[:1].upper() + words[1:]
    return f"{finding(row)}: {words}"


NONE_ALONE = "Nothing that one of its checks might have found would make it another."
# Why a verdict stays whatever the values, and what would have to change, by its reason.
UNMOVED = {
    "": NONE_ALONE,
    "definitions": NONE_ALONE,
    "sources": NONE_ALONE,
    "windows": NONE_ALONE,
    "interval": NONE_ALONE,
    "party": "No value would change it: one that is no party to the war and repeats none would have to say so.",
    "unverified": "It would change only if what it rests on were read on the publisher’s own page.",
    "no data": "It would change only if a value for that time were found in a source held.",
    "not yet": "It would change only if what it rests on had happened by then.",
    NOT_DUE: "No value changes it before the data reach that day.",
}
