"""What the verdicts on an article's claims would be had its checks found something else: judged by verdict.sql itself.

A supposition is a moment of its own. So the views of a build that come after what was found judge all of them at once,
and nothing is looked up again: what was found is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.record.build import Build
from dashboard.record.findings import Finding
from etl.vocabulary import CheckOutcome, Judgement

# A check's evidence, as it would be: columns of check_found by name; what is left out stays as it was found.
Instead = Mapping[str, Any]
# What is supposed together: by check.
Supposition = Mapping[str, Instead]

# What may be supposed, with its type.
EVIDENCE = {"lo": "DOUBLE", "hi": "DOUBLE", "trouble": "VARCHAR", "event_day": "DATE"}
VERDICTS = """
SELECT claim_id, meant, shift_days, verdict FROM verdict_under WHERE claim_id IN (SELECT unnest($claims))
"""
OUTCOMES = "SELECT check_id, shift_days, outcome FROM check_result"


@dataclass(frozen=True)
class Judged:
    """`verdicts`: {(claim, meant, number of the supposition): verdict}; `outcomes`: {(check, number): outcome}."""

    verdicts: dict[tuple[str, str, int], Judgement]
    outcomes: dict[tuple[str, int], CheckOutcome]


def judge(build: Build, article_id: str, found: Sequence[Finding], suppositions: Sequence[Supposition]) -> Judged:
    """The verdicts under each supposition, numbered as given. `found`: what all checks of the article found.

    Suppositions about different claims may stand in one mapping: each claim is judged by its own checks.
    """
    numbers = range(len(suppositions))
    with build.cursor() as db:
        db.execute("CREATE TEMP TABLE evidence AS FROM main.check_found LIMIT 0")
        columns = {name: kind for name, kind, *_ in db.execute("DESCRIBE evidence").fetchall()}
        db.execute(
            f"INSERT INTO evidence SELECT {_listed(columns)}",
            {name: [getattr(row, name) for row in found] for name in columns},
        )
        db.execute(
            "CREATE TEMP TABLE moment AS SELECT $article AS article_id, 'supposed' AS basis, n AS shift_days,"
            " NULL::DATE AS day, NULL::TIMESTAMP AS t FROM (SELECT unnest($numbers)::INTEGER AS n)",
            {"article": article_id, "numbers": list(numbers)},
        )
        instead = [
            {"shift_days": n, "check_id": check, **given} for n in numbers for check, given in suppositions[n].items()
        ]
        columns = {"shift_days": "INTEGER", "check_id": "VARCHAR", **EVIDENCE}
        db.execute(
            f"CREATE TEMP TABLE instead AS SELECT {_listed(columns)}",
            {name: [row.get(name) for row in instead] for name in columns},
        )
        given = ", ".join(f"coalesce(i.{name}, e.{name}) AS {name}" for name in EVIDENCE)
        db.execute(
            "CREATE TEMP TABLE check_found AS"
            f" SELECT e.* REPLACE (m.basis AS basis, m.shift_days AS shift_days, {given})"
            " FROM evidence e, moment m LEFT JOIN instead i ON (i.check_id, i.shift_days) = (e.check_id, m.shift_days)"
        )
        # Temporary tables come before the views of the build that have their names, in its other views too.
        outcomes = db.execute(OUTCOMES).fetchall()
        claims = list({row.claim_id for row in found})
        verdicts = db.execute(VERDICTS, {"claims": claims}).fetchall()
    return Judged(
        {(claim, meant, n): Judgement(verdict) for claim, meant, n, verdict in verdicts},
        {(check, n): CheckOutcome(outcome) for check, n, outcome in outcomes},
    )


def _listed(columns: Mapping[str, str]) -> str:
    """Rows from lists of their cells, one a column."""
    return ", ".join(f"unnest(${name}::{kind}[]) AS {name}" for name, kind in columns.items())
