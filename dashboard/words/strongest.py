"""The strongest evidence for and against a claim among what its checks found, also under other definitions.

The order: a check that decides before one under another definition; independent before a party to the war; verified
before unverified; a narrow interval before a wide one; and else the order in which the checks are declared.
"""

import math
from collections.abc import Iterable

from dashboard.record.findings import Finding
from dashboard.words.reasons import finding
from etl.vocabulary import COUNTS, CheckOutcome

UNVERIFIED = "unverified"


def strongest(found: Iterable[Finding], outcome: CheckOutcome) -> Finding | None:
    """The strongest of the findings with this outcome, HOLDS or FAILS; None where none is held."""
    return min((row for row in found if row.outcome == outcome), key=strength, default=None)


def strength(row: Finding) -> tuple[bool, bool, bool, float, int]:
    """What the order goes by: less is stronger."""
    return not row.decides, bool(row.party), row.unverified, interval_width(row), row.ordinal


def interval_width(row: Finding) -> float:
    """How wide a finding's interval is beside its value: 0 for an event or an exact value, endless where an end is."""
    if row.lo is None or row.hi is None:
        return 0.0
    if not (math.isfinite(row.lo) and math.isfinite(row.hi)):
        return math.inf
    if row.lo == row.hi:
        return 0.0
    return (row.hi - row.lo) / abs(row.value) if row.value else math.inf


def evidence_lines(found: Iterable[Finding], said: str = "", reason: str = "") -> tuple[str, ...]:
    """A line for and a line against, as "Against it: Whole fund, in dollars: 1.7 % …", where such evidence is held.

    `said`: what stands above the lines already; evidence that is told there, and that nothing weakens but what the
    verdict's `reason` is, is not repeated.
    """
    rows = list(found)
    lines = (
        (strongest(rows, outcome), name)
        for outcome, name in ((CheckOutcome.HOLDS, "For"), (CheckOutcome.FAILS, "Against"))
    )
    return tuple(_line(row, name) for row, name in lines if row and (_untold(row, reason) or finding(row) not in said))


def _untold(row: Finding, reason: str) -> bool:
    """Whether something weakens a piece of evidence that the verdict's reason does not say."""
    return bool(set(_asides(row)) - ({UNVERIFIED} if reason == "unverified" else set()))


def _line(row: Finding, name: str) -> str:
    return f"{', '.join((f'{name} it: {finding(row)}', *_asides(row)))}."


def _asides(row: Finding) -> list[str]:
    """What weakens a piece of evidence."""
    asides = []
    if not row.decides:
        asides.append(f"under another definition ({COUNTS[row.counts]})")
    if row.party:
        asides.append(f"its source is {row.party}")
    if row.unverified:
        asides.append("unverified")
    return asides
