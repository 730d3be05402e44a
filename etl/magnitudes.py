"""Limits of checks against what their series hold: one in thousands, of a series of persons, is a slip."""

from collections.abc import Iterator

import duckdb

from etl.article_rules import CHANGES, measured_in
from etl.articles import located
from etl.catalogue import Catalogue
from etl.claims import RANKS, Check, Claim

# So many times larger or smaller than all that its line held within a year is no limit, but another unit.
FAR = 50
# A claim may be as wrong as it likes: limits near what its figure states are meant.
NEAR = 10
# Sizes of each check's line within a year of its day, or of the row nearest to it. NULL: the line has no row but zeros.
SIZES = """
SELECT check_id, min(size) AS least, max(size) AS most, sum(size) AS total FROM (
    SELECT c.check_id, abs(coalesce(l.value, l.low, l.high)) AS size,
           abs(date_diff('day', l.period_end, coalesce(c.at_day, a.published_on))) AS away
    FROM claim_check c
    JOIN article a USING (article_id)
    JOIN latest l ON l.series_id = coalesce(nullif(c.series_id, ''), c.than_series_id)
                 AND l.entity = if(c.series_id <> '', c.entity, c.than_entity)
    WHERE coalesce(l.value, l.low, l.high) <> 0
    QUALIFY away <= 366 + min(away) OVER (PARTITION BY c.check_id)
) GROUP BY check_id
"""


def misplaced(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> dict[str, list[str]]:
    """{article: its limits of another magnitude than their series, each with file, line and remedy}.

    `db` holds the catalogue and its observations.
    """
    sizes = {name: row for name, *row in db.execute(SIZES).fetchall()}
    found: dict[str, list[str]] = {}
    for article, _, claim in catalogue.claims():
        for number, check in enumerate(claim.check, start=1):
            held = sizes.get(f"{claim.id}/{number}")
            for problem in _odd(catalogue, claim, number, check, *held) if held else ():
                found.setdefault(article.id, []).append(located(problem, catalogue.places))
    return found


def _odd(
    catalogue: Catalogue, claim: Claim, number: int, check: Check, least: float, most: float, total: float
) -> Iterator[str]:
    if check.statistic in ("change_pct", "ratio", *RANKS):
        return
    (series,) = (s for s in catalogue.series if s.id == (check.series or check.than))
    # A change, or a difference, may be as small as it likes.
    lowest = 0.0 if check.statistic in CHANGES or (check.than and check.series) else least / FAR
    highest = FAR * (total if check.statistic == "sum" else most)
    given = {"figure": check.figure} if check.figure is not None else {}
    if not check.than or check.series:
        given |= {key: getattr(check, key) for key in ("low", "above", "high", "below")}
    for key, limit in given.items():
        if not limit or lowest < abs(limit) < highest:
            continue
        stated = claim.stated if claim.figure and claim.unit == measured_in(check, series) else None
        if stated and 1 / NEAR <= abs(limit / stated) <= NEAR:
            continue
        yield (
            f"claim {claim.id}, check {number}, {key}: {limit:,.10g} is of another magnitude than series {series.id}, "
            f"which holds {least:,.10g} to {most:,.10g} around that day: give it in {series.unit}"
        )
