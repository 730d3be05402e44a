"""Where a verdict would change: which check's evidence would have to reach what for it to become which."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from dashboard.record import claims
from dashboard.record.build import Build, kept
from dashboard.record.claims import ClaimRecord, Verdict
from dashboard.record.findings import Finding
from dashboard.record.supposed import Instead, Judged, judge
from dashboard.say import join_words
from dashboard.words.reasons import NOT_DUE, finding
from dashboard.words.steps import EVENTS, Step, ways
from etl.vocabulary import CheckOutcome, Judgement

# What a check found, as far as a verdict or a step is made of it.
GROUNDS = attrgetter(
    *("check_id", "outcome", "trouble", "unverified", "event_day", "then_day"),
    *("value", "lo", "hi", "level_lo", "level_hi", "than_lo", "than_hi"),
)


@dataclass(frozen=True)
class Flip:
    """What alone would make a claim's verdict another: the step of one check, or one of each of several checks."""

    verdict: Judgement
    steps: tuple[tuple[str, Step], ...]


def flips(build: Build, claim: ClaimRecord) -> tuple[Flip, ...]:
    """All that alone would make the verdict of now, or of the as-of day, another; where nothing alone does, what
    together with others. In the order of the claim's checks, the nearest of each way."""
    records = [each for excerpt in claims.excerpts(build, claim.article_id, claim.asof) for each in excerpt.claims]
    return _flips(build, claim.article_id, _grounds(records)).get(claim.id, ())


@dataclass(frozen=True)
class Grounds:
    """All that an article's flips depend on: most days share it, since mostly nothing was learned that changes what is
    found. `records`: the claims it was taken from, on one of those days; it is the same without them.
    """

    verdicts: tuple[Verdict, ...]
    found: tuple[tuple[object, ...], ...]
    records: Sequence[ClaimRecord] = field(compare=False)


def _grounds(records: Sequence[ClaimRecord]) -> Grounds:
    rows = (row for claim in records for row in claim.found_now)
    verdicts = tuple(claim.now for claim in records)
    return Grounds(verdicts, tuple(GROUNDS(row) for row in rows), records)


@kept(64)
def _flips(build: Build, article_id: str, grounds: Grounds) -> dict[str, tuple[Flip, ...]]:
    records = grounds.records
    found = [row for claim in records for row in claim.found_now]
    walks = {
        claim.id: [(row, way) for row in claim.found_now if row.decides for way in ways(row, claim.published) if way]
        for claim in records
    }
    steps: dict[str, list[tuple[tuple[str, Step], ...]]] = {
        name: [((row.check_id, step),) for row, way in each for step in way] for name, each in walks.items()
    }
    judged = _judged(build, article_id, found, steps)
    alone = {claim.id: _first(claim, walks[claim.id], judged) for claim in records}
    together = {claim.id: _together(walks[claim.id], judged) for claim in records if not alone[claim.id]}
    again = _judged(build, article_id, found, together)
    for claim in records:
        for n, several in enumerate(together.get(claim.id, ())):
            verdict = again.verdicts[claim.id, claim.counts, n]
            if verdict != claim.now.verdict:
                alone[claim.id] += (Flip(verdict, several),)
    return alone


def _judged(
    build: Build, article_id: str, found: list[Finding], asked: dict[str, list[tuple[tuple[str, Step], ...]]]
) -> Judged:
    """Each claim's n-th supposition is judged as the n-th of all."""
    found = [row for row in found if asked.get(row.claim_id)]
    suppositions: list[dict[str, Instead]] = [{} for _ in range(max(map(len, asked.values()), default=0))]
    for each in asked.values():
        for n, several in enumerate(each):
            suppositions[n] |= {check: step.instead for check, step in several}
    return judge(build, article_id, found, suppositions) if suppositions else Judged({}, {})


def _first(claim: ClaimRecord, walks: list[tuple[Finding, tuple[Step, ...]]], judged: Judged) -> tuple[Flip, ...]:
    """The first step of each walk at which the verdict is another."""
    flips, n = [], 0
    for row, way in walks:
        verdicts = [judged.verdicts[claim.id, claim.counts, n + place] for place in range(len(way))]
        changed = next((place for place, said in enumerate(verdicts) if said != claim.now.verdict), None)
        if changed is not None:
            flips.append(Flip(verdicts[changed], ((row.check_id, way[changed]),)))
        n += len(way)
    return tuple(flips)


def _together(walks: list[tuple[Finding, tuple[Step, ...]]], judged: Judged) -> list[tuple[tuple[str, Step], ...]]:
    """For each outcome, a step of every check that could have it and has another."""
    found = []
    for outcome in (CheckOutcome.HOLDS, CheckOutcome.FAILS, CheckOutcome.NO_DATA):
        steps: dict[str, Step] = {}
        n = 0
        for row, way in walks:
            for step in way:
                check = row.check_id
                if row.outcome != outcome and judged.outcomes[check, n] == outcome:
                    steps.setdefault(check, step)
                n += 1
        if steps:
            found.append(tuple(steps.items()))
    return found


def flip_sentences(build: Build, claim: ClaimRecord) -> tuple[str, ...]:
    """Where the verdict would change, in sentences: one for each check that alone would do, or one for all."""
    if claim.untested or not claim.found_now:
        return ()
    found = flips(build, claim)
    if not found:
        return (UNMOVED[claim.now.reason],)
    rows = {row.check_id: row for row in claim.found_now}
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
    if row.kind in (*EVENTS, "order"):
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
