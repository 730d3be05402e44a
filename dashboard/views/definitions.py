"""A claim read under another definition: the verdict if its words counted something else, and how that differs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.record.build import Build, end_of, kept, records
from dashboard.record.claims import UNPUBLISHED, ClaimRecord, Verdict
from dashboard.record.findings import Finding
from dashboard.say import join_words, lowered
from dashboard.words.reasons import headline, when
from etl.vocabulary import COUNTS, Basis, Judgement

UNDER = """
SELECT v.claim_id, v.meant, v.basis, v.verdict, v.reason,
       (SELECT list(d.check_id) FROM check_deciding d JOIN claim_check c USING (check_id)
        WHERE (c.claim_id, d.meant) = (v.claim_id, v.meant)) AS deciding
FROM verdict_under v JOIN claim l USING (claim_id)
WHERE l.article_id = $article AND v.shift_days = 0
"""


@dataclass(frozen=True)
class _Row:
    claim_id: str
    meant: str
    basis: Basis
    verdict: Judgement
    reason: str
    deciding: list[str] | None


@dataclass(frozen=True)
class Under:
    """A claim's verdicts by basis under one meaning, and the ids of the checks that decide it."""

    verdicts: Mapping[str, Verdict]
    deciding: frozenset[str]


@kept(32)
def _all(build: Build, article_id: str, asof: dt.date | None) -> dict[tuple[str, str], Under]:
    """{(claim, meant): Under} of an article, judged now, or at the end of `asof`."""
    rows = records(build, _Row, UNDER, article=article_id)
    if asof is not None:
        rows = [row for row in rows if row.basis == Basis.THEN]
        rows += records(build, _Row, UNDER, end_of(asof), article=article_id)
    found: dict[tuple[str, str], Under] = {}
    for row in rows:
        key = row.claim_id, row.meant
        before = found.get(key, Under({}, frozenset(row.deciding or ())))
        found[key] = replace(before, verdicts={**before.verdicts, row.basis: Verdict(row.verdict, row.reason)})
    return found


def meanings(build: Build, claim: ClaimRecord) -> tuple[str, ...]:
    """What a claim's words may be taken to count, its own first; empty where every meaning has the same checks, and
    where the claim is not judged."""
    if claim.now == UNPUBLISHED:
        return ()
    found = {
        meant: under for (name, meant), under in _all(build, claim.article_id, claim.asof).items() if name == claim.id
    }
    if len({under.deciding for under in found.values()}) < 2:
        return ()
    order = list(COUNTS)
    return (claim.counts, *sorted(found.keys() - {claim.counts}, key=order.index))


def read_as(build: Build, claim: ClaimRecord, meant: str) -> ClaimRecord:
    """The claim as if its words counted `meant`: verdicts, and which of its checks decide.

    Raises KeyError for a meaning that none of its checks has.
    """
    under = _all(build, claim.article_id, claim.asof)[claim.id, meant]

    def found(rows: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(row, decides=row.check_id in under.deciding) for row in rows)

    return replace(
        claim,
        counts=meant,
        then=under.verdicts[Basis.THEN],
        now=under.verdicts[Basis.ASOF if claim.asof else Basis.NOW],
        shifted={},
        found_then=found(claim.found_then),
        found_now=found(claim.found_now),
    )


def meaning_words(claim: ClaimRecord, meant: str) -> str:
    """A meaning as a choice: "As claimed: killed and wounded", "Killed alone"."""
    words = COUNTS[meant] if meant else "the words do not say what they count"
    return f"As claimed: {words}" if meant == claim.counts else words[:1].upper() + words[1:]


def difference(claim: ClaimRecord, other: ClaimRecord) -> str:
    """How the verdict changes from `claim` to `other`, its reading under another meaning, and why."""
    labels = [f"“{row.label}”" for row in other.found_now if row.decides]
    decide = f"only {join_words(labels)} {'decides' if len(labels) == 1 else 'decide'}"
    was, now = (lowered(headline(each.then, each.now, when(each))) for each in (claim, other))
    if was == now:
        reason = ", only its reason is another" if (claim.then, claim.now) != (other.then, other.now) else ""
        return f"The verdict stays the same, {was}{reason}, though {decide} it."
    return f"As claimed: {was}. Counting {COUNTS[other.counts]}: {now}, since {decide} it."
