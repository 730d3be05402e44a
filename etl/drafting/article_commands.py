"""The commands about one article: `check` validates and judges its file, `draft` writes the beginning of one."""

import datetime as dt
import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from etl.building import declared_rows, observed_rows, schema
from etl.building.magnitudes import misplaced
from etl.declared import catalogue
from etl.declared.article_files import located, toml
from etl.declared.articles import Article
from etl.declared.catalogue import Catalogue, CatalogueError, left_out
from etl.drafting.against_text import misfits, unclaimed_figures
from etl.drafting.candidates import series_index
from etl.drafting.draft import draft
from etl.store import DATA, SEED, log_dir
from etl.vocabulary import DATED, UNITS, Basis, CheckKind, KnownBasis, counted

FOUND = """
SELECT r.*, CASE WHEN r.statistic = 'change_pct' THEN 'percent'
                 WHEN r.statistic = 'ratio' AND c.than_series_id = '' THEN 'times'
                 WHEN r.statistic IN ('rank_greatest', 'rank_least') THEN 'rank'
                 ELSE s.unit END AS unit,
       c.series_id AS tested, c.than_series_id AS than, c.entity, c.than_entity, c.event_id, c.then_event_id
FROM check_result r JOIN claim_check c USING (check_id)
LEFT JOIN series s ON s.series_id = coalesce(nullif(c.series_id, ''), nullif(c.than_series_id, ''))
WHERE r.shift_days = 0 AND r.basis IN ('then', 'now') ORDER BY r.claim_id, r.ordinal, r.basis DESC
"""
SAID = "SELECT claim_id, basis, verdict, reason FROM claim_verdict WHERE shift_days = 0 AND basis IN ('then', 'now')"


def check_article(
    file: Path, text: Path | None = None, *, data: Path = DATA, seed: Path = SEED, log: Path | None = None
) -> int:
    """Print what is wrong with an article's file, or else each claim with its verdicts and what its checks found.

    With `text`, also what does not fit to the article's text. Judged by seed, log and declarations as they are now, as
    a build made now would: the file may be new, or a changed one. Returns 0, or 1 for problems.
    Raises OSError for a file that cannot be read, ValueError for a file of the seed or the log that is none.
    """
    # What cannot be read is a wrong argument; the catalogue would tell it as one of the problems.
    file.open("rb").close()
    raw = text.read_bytes() if text else None
    try:
        declared = catalogue.load(data, article=file)
    except CatalogueError as error:
        print(f"{file.name} has problems, or the declarations it is read with:\n{error}", file=sys.stderr)
        return 1
    for said in left_out(declared.unfinished):
        print(said, file=sys.stderr)
    name = toml(file)["article"]["id"]
    article = next(article for article in declared.articles if article.id == name)
    problems = [located(problem, declared.places) for problem in misfits(article, raw)] if raw is not None else []
    observed = [*sorted(seed.glob("*.csv")), *sorted((log or log_dir()).glob("*.csv"))]
    with judged_database(declared, article, observed) as db:
        print("\n".join(claim_lines(db, article)))
        problems += misplaced(db, replace(declared, articles=[article])).get(article.id, [])
    if text is not None and raw is not None and not problems:
        said = raw.decode("utf-8")
        problems += [
            f"{text.name}, line {said.count(chr(10), 0, figure.start) + 1}: {figure.text!r} at {figure.start} is "
            f"neither claimed nor ignored; claim it in {file.name}, or give it an [[ignored]] entry"
            for figure in unclaimed_figures(article, said)
        ]
    if problems:
        print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


def draft_article(text: Path, target: Path | None, published: dt.date | None, title: str) -> int:
    """Print a draft of the article's file, or write it to `target`. Returns 0, or 1 for a text without figures.

    Raises OSError for a file that cannot be read or written; one that is there is not overwritten.
    """
    declared = catalogue.load()
    for said in left_out(declared.unfinished):
        print(said, file=sys.stderr)
    try:
        made = draft(text.read_bytes(), series_index(declared), published=published, title=title)
    except ValueError as error:
        print(f"{text.name}: the text {error}", file=sys.stderr)
        return 1
    if target is None:
        sys.stdout.write(made)
        return 0
    with target.open("x", encoding="utf-8") as file:
        file.write(made)
    return 0


def judged_database(declared: Catalogue, article: Article, files: list[Path]) -> duckdb.DuckDBPyConnection:
    """The tables and views of a build in memory, with this article alone. `files`: seed and log."""
    alone = replace(declared, articles=[article])
    db = duckdb.connect()
    db.execute("SET threads = 1")
    schema.create(db)
    declared_rows.fill(db, alone)
    observed_rows.gather(db, alone, files)
    return db


def claim_lines(db: duckdb.DuckDBPyConnection, article: Article) -> Iterator[str]:
    """Each claim with its verdicts, and each check with its outcomes, line by line."""
    verdicts = {(claim, basis): (said, reason) for claim, basis, said, reason in db.execute(SAID).fetchall()}
    answer = db.execute(FOUND)
    names = [column[0] for column in answer.description]
    found = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    claims = [claim for excerpt in article.excerpt for claim in excerpt.claim]
    yield f"{article.id}: {article.title}, {article.published_on}, {counted(len(claims), 'claim')}"
    for claim in claims:
        ahead = f" (a forecast for {claim.resolves_on})" if claim.resolves_on else ""
        yield f"\n{claim.id}: {claim.statement}{ahead}"
        for basis in (Basis.THEN, Basis.NOW):
            said, reason = verdicts[claim.id, basis]
            yield f"  {basis:<4}  {said}{f' ({reason})' if reason and reason != said else ''}"
        if claim.untested:
            yield f"  untested: {claim.untested}"
        for row in (row for row in found if row["claim_id"] == claim.id):
            if row["basis"] == Basis.THEN:
                yield f"  check {row['ordinal'] + 1}: {row['label']}{'' if row['decides'] else ' (does not decide)'}"
            yield f"    {row['basis']:<4}  {check_line(row)}"


def check_line(row: dict[str, Any]) -> str:
    """What one check found: outcome, value with its interval, period and vintage, or why there is none."""
    if row["kind"] in DATED:
        events = [
            f"{row[name]} on {row[day]}" for name, day in (("event_id", "event_day"), ("then_event_id", "then_day"))
        ]
        said = "; ".join(events[: 2 if row["kind"] == CheckKind.ORDER else 1])
    elif row["value"] is None and row["lo"] is None:
        said = ""
    else:
        unit = f" {UNITS[row['unit']].label}"
        exact = row["lo"] == row["hi"] or row["lo"] is None or row["kind"] == CheckKind.COMPARISON
        interval = "" if exact else f", {_number(row['lo'])} to {_number(row['hi'])}"
        value = f"no value{interval},{unit}" if row["value"] is None else f"{_number(row['value'])}{unit}{interval}"
        against = f" against {_ends(row['than_lo'], row['than_hi'])}" if row["than_lo"] is not None else ""
        if row["kind"] == CheckKind.COMPARISON and row["lo"] is not None:
            against += f", {'quotient' if row['statistic'] == 'ratio' else 'difference'} {_ends(row['lo'], row['hi'])}"
        days = dict.fromkeys(str(row[name]) for name in ("period_start", "period_end") if row[name])
        period = f"; {' to '.join(days)}" if days else ""
        hindsight = ", hindsight" if row["known_basis"] == KnownBasis.HINDSIGHT else ""
        known = f", known {row['vintage']:%Y-%m-%d}{hindsight}" if row["vintage"] else ""
        said = f"{value}{against}{period}{known}"
    trouble = f" ({row['trouble']})" if row["trouble"] and row["trouble"] != row["outcome"] else ""
    return f"{row['outcome']}{trouble}{f': {said}' if said else ''}"


def _ends(low: float, high: float) -> str:
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


def _number(value: float) -> str:
    return f"{value:,.10g}" if math.isfinite(value) else ("no end below" if value < 0 else "no end above")
