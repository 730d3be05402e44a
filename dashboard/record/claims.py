"""The claims of an article with their checks and verdicts, as a build holds them. All SQL about claims stands here."""

import datetime as dt
from dataclasses import dataclass, replace

from dashboard.address.view import View
from dashboard.record.build import Build, end_of, kept, records
from dashboard.record.findings import Finding, NewestRow, findings, newest_read
from etl.vocabulary import Basis, Judgement

VERDICTS = """
SELECT v.* FROM claim_verdict v JOIN claim USING (claim_id) WHERE article_id = $article
"""


@dataclass(frozen=True)
class Verdict:
    """A verdict and the code of its reason, as verdict.sql computes them."""

    verdict: Judgement
    reason: str


# What stands in place of both verdicts where the record is looked at as of a day before the article appeared.
UNPUBLISHED = Verdict(Judgement.UNPUBLISHED, "unpublished")


@dataclass(frozen=True)
class VerdictRow:
    """One row of claim_verdict: a claim's verdict then, now or as of a moment, with the day of publication shifted."""

    claim_id: str
    basis: Basis
    shift_days: int
    verdict: Judgement
    reason: str


@dataclass(frozen=True)
class ArticleRecord:
    """An article as it is declared. `sample`: a text of our own, which nobody claims. `url` may be empty."""

    article_id: str
    title: str
    publisher: str
    author: str
    url: str
    published_on: dt.date
    published_on_basis: str
    summary: str
    sample: bool


@dataclass(frozen=True)
class _Claim:
    claim_id: str
    excerpt_id: str
    statement: str
    figure: str
    figure_at: int | None
    stated: float | None
    unit: str
    counts: str
    chart_id: str
    untested: str
    resolves_on: dt.date | None


@dataclass(frozen=True)
class _Excerpt:
    excerpt_id: str
    quote: str
    chart_id: str


# Records are made once per build, so they are told apart by identity: that makes them cheap keys.
@dataclass(frozen=True, eq=False)
class ClaimRecord:
    """A claim with its verdicts and what its checks found then and now. `since`: newest rows by the check's ordinal.

    `figure_at`: characters of the quote before `figure`, None where there is no figure.
    `resolves_on`: of a forecast, the day that it is about. `asof`: the day that stands in for now, None for now. Of a
    day before its article was `published`, both verdicts are UNPUBLISHED, and nothing was found.
    """

    id: str
    article_id: str
    published: dt.date
    statement: str
    figure: str
    stated: float | None
    unit: str
    counts: str
    chart_id: str
    untested: str
    resolves_on: dt.date | None
    then: Verdict
    now: Verdict
    shifted: dict[tuple[Basis, int], Verdict]
    found_then: tuple[Finding, ...]
    found_now: tuple[Finding, ...]
    since: dict[int, NewestRow]
    asof: dt.date | None = None
    figure_at: int | None = None


@dataclass(frozen=True, eq=False)
class ExcerptRecord:
    """An excerpt with its claims, and the chart that stands beside it, if any."""

    id: str
    quote: str
    chart_id: str
    claims: tuple[ClaimRecord, ...]


@kept(1)
def articles(build: Build) -> dict[str, ArticleRecord]:
    """All articles by id, in the order in which they appeared. Raises LookupError when there is none."""
    found = records(build, ArticleRecord, "SELECT * FROM article ORDER BY ordinal")
    if not found:
        raise LookupError(f"{build.path.name} holds no article")
    return {each.article_id: each for each in found}


def unfinished(build: Build) -> list[str]:
    """The files of articles that were left out of a build."""
    with build.cursor() as db:
        return [file for (file,) in db.execute("SELECT DISTINCT file FROM unfinished ORDER BY file").fetchall()]


def article(build: Build, article_id: str = "") -> ArticleRecord:
    """An article, the first one without an id. Raises KeyError for an unknown id."""
    found = articles(build)
    return found[article_id] if article_id else next(iter(found.values()))


def excerpts(build: Build, article_id: str, asof: dt.date | None = None) -> tuple[ExcerptRecord, ...]:
    """An article's excerpts in its own order, each with its claims.

    `asof`: the day at whose end they are judged instead of now; nothing learned later counts, and nothing is judged as
    of a day before the article appeared.
    """
    # A day that is left out and one that is None are two keys to a cache.
    return _excerpts(build, article_id, asof)


@kept(16)
def _standing(build: Build, article_id: str) -> tuple[list[Finding], list[VerdictRow]]:
    """What the checks of an article found then and now, and its verdicts; the same whatever day is looked back from."""
    return findings(build, article_id), _verdicts(build, article_id)


def _verdicts(build: Build, article_id: str, moment: dt.datetime | None = None) -> list[VerdictRow]:
    return records(build, VerdictRow, VERDICTS, moment, article=article_id)


def _outcomes(found: list[Finding], basis: Basis) -> list[tuple[object, ...]]:
    """All of what was found that a verdict is made of."""
    return [
        (row.check_id, row.outcome, row.decides, row.origin, row.party, row.unverified, row.counts)
        for row in sorted(found, key=lambda row: row.check_id)
        if row.basis == basis
    ]


def _judged(
    build: Build, article_id: str, t: dt.datetime, found: list[Finding]
) -> tuple[list[Finding], list[VerdictRow]]:
    """What was found then and at `t`, and the verdicts. `found`: what was found at `t`."""
    standing, verdicts = _standing(build, article_id)
    then = [row for row in standing if row.basis == Basis.THEN]
    # How a week to either side changes it is asked of then and now only.
    judged = [row for row in verdicts if (row.basis, row.shift_days) == (Basis.THEN, 0)]
    # Mostly nothing was learned since that changes what a check finds: then nobody has to judge again.
    for basis in (Basis.NOW, Basis.THEN):
        if _outcomes(found, Basis.ASOF) == _outcomes(standing, basis):
            same = [row for row in verdicts if (row.basis, row.shift_days) == (basis, 0)]
            return then + found, judged + [replace(row, basis=Basis.ASOF) for row in same]
    return then + found, judged + _verdicts(build, article_id, t)


@kept(32)
def _excerpts(build: Build, article_id: str, asof: dt.date | None) -> tuple[ExcerptRecord, ...]:
    published = article(build, article_id).published_on
    appeared = asof is None or published <= asof
    found: list[Finding] = []
    judged: list[VerdictRow] = []
    since: list[NewestRow] = []
    if asof is None:
        found, judged = _standing(build, article_id)
        since = newest_read(build, article_id)
    elif appeared:
        t = end_of(asof)
        found, judged = _judged(build, article_id, t, findings(build, article_id, t))
        since = newest_read(build, article_id, t)
    own = "WHERE article_id = $article ORDER BY ordinal"
    declared = records(build, _Claim, f"FROM claim {own}", article=article_id)
    now = Basis.NOW if asof is None else Basis.ASOF

    def record(claim: _Claim) -> ClaimRecord:
        mine = [row for row in found if row.claim_id == claim.claim_id]
        verdicts = {
            (row.basis, row.shift_days): Verdict(row.verdict, row.reason)
            for row in judged
            if row.claim_id == claim.claim_id
        }
        return ClaimRecord(
            id=claim.claim_id,
            article_id=article_id,
            published=published,
            statement=claim.statement,
            figure=claim.figure,
            stated=claim.stated,
            unit=claim.unit,
            counts=claim.counts,
            chart_id=claim.chart_id,
            untested=claim.untested,
            resolves_on=claim.resolves_on,
            then=verdicts[Basis.THEN, 0] if appeared else UNPUBLISHED,
            now=verdicts[now, 0] if appeared else UNPUBLISHED,
            shifted={key: verdict for key, verdict in verdicts.items() if key[1] != 0},
            found_then=tuple(row for row in mine if row.basis == Basis.THEN),
            found_now=tuple(row for row in mine if row.basis == now),
            since={row.ordinal: row for row in since if row.claim_id == claim.claim_id},
            asof=asof,
            figure_at=claim.figure_at,
        )

    quoted = records(build, _Excerpt, f"FROM excerpt {own}", article=article_id)
    return tuple(
        ExcerptRecord(
            id=each.excerpt_id,
            quote=each.quote,
            chart_id=each.chart_id,
            claims=tuple(record(claim) for claim in declared if claim.excerpt_id == each.excerpt_id),
        )
        for each in quoted
    )


def view_of(claim: ClaimRecord) -> View:
    """The view that illustrates a claim; of no chart where it has none."""
    return View(chart=claim.chart_id, article=claim.article_id, asof=claim.asof)


@kept(1)
def _illustrated(build: Build) -> frozenset[tuple[str, str]]:
    """Every article with each chart that illustrates a claim of its."""
    with build.cursor() as db:
        return frozenset(db.execute("SELECT DISTINCT article_id, chart_id FROM claim").fetchall())


@kept(256)
def charted(build: Build, article_id: str, chart_id: str, asof: dt.date | None = None) -> tuple[ExcerptRecord, ...]:
    """The excerpts with a claim that the given chart illustrates, with just those claims."""
    # Judging an article for a chart that none of its claims has would cost as much.
    if (article_id, chart_id) not in _illustrated(build):
        return ()
    return tuple(
        ExcerptRecord(excerpt.id, excerpt.quote, excerpt.chart_id, claims)
        for excerpt in excerpts(build, article_id, asof)
        if (claims := tuple(claim for claim in excerpt.claims if claim.chart_id == chart_id))
    )
