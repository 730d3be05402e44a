"""The claims of an article with their checks and verdicts, as a build holds them. All SQL about claims stands here."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboard.address.view import View
from dashboard.chart.marks import happened
from dashboard.chart.records import ArticleDay
from dashboard.record.build import Build, ask, end_of, kept
from dashboard.say import say, short_day

FINDINGS = """
SELECT r.*, c.figure, c.over_months, c.since_day, c.max_age_days, c.than_series_id, c.than_entity, c.at_day,
       c.plus_series_id, c.plus_entity, c.among, c.strict_low, c.strict_high,
       CASE WHEN r.statistic = 'change_pct' THEN 'percent'
            WHEN r.statistic = 'ratio' AND c.than_series_id = '' THEN 'times'
            WHEN r.statistic IN ('rank_greatest', 'rank_least') THEN 'rank'
            WHEN r.statistic = 'change' AND s.unit IN ('percent', 'percent_of_gdp') THEN 'points'
            ELSE s.unit END AS unit, s.unit AS level_unit,
       s.frequency, s.interval_words, s.counts_words, coalesce(p.who, '') AS who, coalesce(p.repeats, '') AS repeats,
       e.title AS event_title, e.url AS event_url, e.source_name AS event_source, e.verified AS event_verified,
       e2.title AS then_title, e2.url AS then_url, e2.source_name AS then_source, e2.verified AS then_verified
FROM check_result r
JOIN claim_check c USING (check_id)
LEFT JOIN series s ON s.series_id = coalesce(nullif(c.series_id, ''), nullif(c.than_series_id, ''))
LEFT JOIN speaker p
    ON p.series_id = s.series_id AND (p.entity IS NULL OR p.entity = if(c.series_id <> '', c.entity, c.than_entity))
LEFT JOIN event e ON e.event_id = c.event_id
LEFT JOIN event e2 ON e2.event_id = c.then_event_id
WHERE r.article_id = $article AND r.shift_days = 0
ORDER BY r.claim_id, r.ordinal
"""

VERDICTS = """
SELECT v.* FROM claim_verdict v JOIN claim USING (claim_id) WHERE article_id = $article
"""

SINCE = """
SELECT c.claim_id, c.ordinal, l.period_start, l.period_end, s.unit, s.frequency,
       if(p.series_id IS NULL, l.value, added(l.value, p.value)) AS value,
       if(p.series_id IS NULL, l.low, added(coalesce(l.low, l.value), coalesce(p.low, p.value))) AS low,
       if(p.series_id IS NULL, l.high, added(coalesce(l.high, l.value), coalesce(p.high, p.value))) AS high
FROM claim_check c JOIN series s USING (series_id)
JOIN {rows} l ON l.series_id = c.series_id AND l.entity = c.entity
LEFT JOIN {rows} p ON p.series_id = c.plus_series_id AND p.entity = c.plus_entity
                  AND (p.period_start, p.period_end) = (l.period_start, l.period_end)
WHERE c.article_id = $article AND (c.plus_series_id = '' OR p.series_id IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY c.check_id ORDER BY l.period_end DESC) = 1
"""


@dataclass(frozen=True)
class Verdict:
    """A verdict and the code of its reason, as verdict.sql computes them."""

    verdict: str
    reason: str


# What stands in place of both verdicts where the record is looked at as of a day before the article appeared.
UNPUBLISHED = Verdict("not yet published", "unpublished")


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
    shifted: dict[tuple[str, int], Verdict]
    found_then: tuple[dict[str, Any], ...]
    found_now: tuple[dict[str, Any], ...]
    since: dict[int, dict[str, Any]]
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
def articles(build: Build) -> dict[str, dict[str, Any]]:
    """The rows of all articles by id, in the order in which they appeared. Raises LookupError when there is none."""
    rows = ask(build, "SELECT * FROM article ORDER BY ordinal")
    if not rows:
        raise LookupError(f"{build.path.name} holds no article")
    return {row["article_id"]: row for row in rows}


def unfinished(build: Build) -> list[str]:
    """The files of articles that were left out of a build."""
    return [row["file"] for row in ask(build, "SELECT DISTINCT file FROM unfinished ORDER BY file")]


def article(build: Build, article_id: str = "") -> dict[str, Any]:
    """An article's row, the first one's without an id. Raises KeyError for an unknown id."""
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
def _standing(build: Build, article_id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the checks of an article found then and now, and its verdicts; the same whatever day is looked back from."""
    return ask(build, FINDINGS, article=article_id), ask(build, VERDICTS, article=article_id)


def _outcomes(found: list[dict[str, Any]], basis: str) -> list[tuple[Any, ...]]:
    """All of what was found that a verdict is made of."""
    says = ("check_id", "outcome", "decides", "origin", "party", "unverified", "counts")
    return sorted(tuple(row[name] for name in says) for row in found if row["basis"] == basis)


def _judged(
    build: Build, article_id: str, t: dt.datetime, found: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What was found then and at `t`, and the verdicts. `found`: what was found at `t`."""
    standing, verdicts = _standing(build, article_id)
    then = [row for row in standing if row["basis"] == "then"]
    # How a week to either side changes it is asked of then and now only.
    judged = [row for row in verdicts if (row["basis"], row["shift_days"]) == ("then", 0)]
    # Mostly nothing was learned since that changes what a check finds: then nobody has to judge again.
    for basis in ("now", "then"):
        if _outcomes(found, "asof") == _outcomes(standing, basis):
            same = [row for row in verdicts if (row["basis"], row["shift_days"]) == (basis, 0)]
            return then + found, judged + [row | {"basis": "asof"} for row in same]
    return then + found, judged + ask(build, VERDICTS, t, article=article_id)


@kept(32)
def _excerpts(build: Build, article_id: str, asof: dt.date | None) -> tuple[ExcerptRecord, ...]:
    published = article(build, article_id)["published_on"]
    appeared = asof is None or published <= asof
    found: list[dict[str, Any]] = []
    judged: list[dict[str, Any]] = []
    since: list[dict[str, Any]] = []
    if asof is None:
        found, judged = _standing(build, article_id)
        since = ask(build, SINCE.format(rows="latest"), article=article_id)
    elif appeared:
        t = end_of(asof)
        found, judged = _judged(build, article_id, t, ask(build, FINDINGS, t, article=article_id))
        since = ask(build, SINCE.format(rows="known_at($t)"), article=article_id, t=t)
    claims = ask(build, "SELECT * FROM claim WHERE article_id = $article ORDER BY ordinal", article=article_id)
    now = "now" if asof is None else "asof"

    def record(claim: dict[str, Any]) -> ClaimRecord:
        name = claim["claim_id"]
        verdicts = {
            (row["basis"], row["shift_days"]): Verdict(row["verdict"], row["reason"])
            for row in judged
            if row["claim_id"] == name
        }
        return ClaimRecord(
            id=name,
            article_id=article_id,
            published=published,
            statement=claim["statement"],
            figure=claim["figure"],
            stated=claim["stated"],
            unit=claim["unit"],
            counts=claim["counts"],
            chart_id=claim["chart_id"],
            untested=claim["untested"],
            resolves_on=claim["resolves_on"],
            then=verdicts["then", 0] if appeared else UNPUBLISHED,
            now=verdicts[now, 0] if appeared else UNPUBLISHED,
            shifted={key: verdict for key, verdict in verdicts.items() if key[1] != 0},
            found_then=tuple(row for row in found if row["claim_id"] == name and row["basis"] == "then"),
            found_now=tuple(row for row in found if row["claim_id"] == name and row["basis"] == now),
            since={row["ordinal"]: row for row in since if row["claim_id"] == name},
            asof=asof,
            figure_at=claim["figure_at"],
        )

    rows = ask(build, "SELECT * FROM excerpt WHERE article_id = $article ORDER BY ordinal", article=article_id)
    return tuple(
        ExcerptRecord(
            id=row["excerpt_id"],
            quote=row["quote"],
            chart_id=row["chart_id"],
            claims=tuple(record(claim) for claim in claims if claim["excerpt_id"] == row["excerpt_id"]),
        )
        for row in rows
    )


@kept(256)
def article_day(build: Build, article_id: str, chart_id: str) -> ArticleDay:
    """An article's day, and the figures of its claims that this chart shows in their own unit.

    A figure is about the day of its claim's first check; what flows over months or years, about that day's period.
    """
    article = ask(build, "SELECT title, published_on FROM article WHERE article_id = $id", id=article_id)[0]
    figures = ask(
        build,
        """SELECT DISTINCT l.claim_id, l.stated, l.unit, l.resolves_on, l.ordinal, k.at_day, k.series_id, k.entity,
                  if(t.measures = 'flow', CASE t.frequency
                      WHEN 'M' THEN date_trunc('month', k.at_day) WHEN 'Q' THEN date_trunc('quarter', k.at_day)
                      WHEN 'A' THEN date_trunc('year', k.at_day) ELSE k.at_day END, k.at_day)::DATE AS from_day
           FROM claim l JOIN chart_series c USING (chart_id) JOIN series s USING (series_id)
           LEFT JOIN claim_check k ON k.claim_id = l.claim_id AND k.ordinal = 0
           LEFT JOIN series t ON t.series_id = k.series_id
           WHERE l.article_id = $article AND l.chart_id = $chart AND l.stated IS NOT NULL AND l.unit = s.unit
           ORDER BY l.ordinal""",
        article=article_id,
        chart=chart_id,
    )
    lines = []
    for row in figures:
        ahead = f", for {short_day(row['resolves_on'])}" if row["resolves_on"] else ""
        lines.append((row["claim_id"], f"The article{ahead}: {say(row['stated'], row['unit'])}", row["stated"]))
    about = tuple((row["claim_id"], row["from_day"], row["at_day"]) for row in figures if row["at_day"])
    measured = tuple((row["claim_id"], row["series_id"], row["entity"]) for row in figures if row["series_id"])
    return ArticleDay(article["title"], article["published_on"], tuple(lines), about, measured)


def view_of(claim: ClaimRecord) -> View:
    """The view that illustrates a claim; of no chart where it has none."""
    return View(chart=claim.chart_id, article=claim.article_id, asof=claim.asof)


def article_shown(build: Build, view: View) -> ArticleDay | None:
    """The article that a view names, as `article_day` has it; None where it names none, or as of a day before it."""
    found = article_day(build, view.article, view.chart) if view.article else None
    return found if found and happened(found.date, view) else None


@kept(1)
def _illustrated(build: Build) -> frozenset[tuple[str, str]]:
    """Every article with each chart that illustrates a claim of its."""
    rows = ask(build, "SELECT DISTINCT article_id, chart_id FROM claim")
    return frozenset((row["article_id"], row["chart_id"]) for row in rows)


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
