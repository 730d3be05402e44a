"""The ledger: every claim as one entry, what a reader asks of the list, and the part of the address that says it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.address.params import choice, shortened
from dashboard.record.build import Build
from dashboard.record.claims import ArticleRecord, ClaimRecord, articles, excerpts
from dashboard.record.verdict_days import Change, changed
from dashboard.words.message import SIGNS, tally
from etl.vocabulary import DATED, CheckOutcome, Judgement, counted

VERDICTS = tuple(verdict for verdict in Judgement if verdict != Judgement.UNPUBLISHED)
ONLY = ("", "changed", "forecasts")
SORTS = ("article", "verdict", "changed", "evidence", "statement")
SCOPES = ("", "all")
PARAMETERS = ("verdict", "only", "words", "sort", "articles")
SILENT = (CheckOutcome.NO_DATA, CheckOutcome.NOT_DUE)


@dataclass(frozen=True, eq=False)
class RatedClaim:
    """One claim. `excerpt`: its id; `change`: None where the verdict is that of then.

    `sources`: how many say something about it now; `independent`: of how many origins.
    """

    claim: ClaimRecord
    excerpt: str
    quote: str
    article: ArticleRecord
    change: Change | None
    sources: int
    independent: int


@dataclass(frozen=True)
class LedgerView:
    """Which entries are listed, and in which order. `verdicts` empty: all of them. `articles`: "all", or the one read.

    `words`: all of them stand in statement, quote or article.
    """

    verdicts: tuple[str, ...] = ()
    only: str = ONLY[0]
    words: str = ""
    sort: str = SORTS[0]
    articles: str = SCOPES[0]


def parse_ledger(given: Mapping[str, str]) -> tuple[LedgerView, list[str]]:
    """What an address, as `params.read` gives it, asks for, and a sentence for each value that was ignored."""
    given = {**dict.fromkeys(PARAMETERS, ""), **given}
    named = tuple(dict.fromkeys(given["verdict"].split(","))) if given["verdict"] else ()
    problems = [
        f"‘{shortened(name)}’ in ‘verdict’ was ignored: it is one of {', '.join(VERDICTS)}"
        for name in named
        if name not in VERDICTS
    ]
    chosen = {
        name: choice(name, choices, given[name], problems)
        for name, choices in (("only", ONLY), ("sort", SORTS), ("articles", SCOPES))
    }
    verdicts = tuple(name for name in named if name in VERDICTS)
    return LedgerView(verdicts, words=given["words"], **chosen), problems


def ledger_params(asked: LedgerView) -> dict[str, str]:
    """Every parameter of the ledger with its value as text: `parse_ledger` of it asks for the same."""
    return {
        "verdict": ",".join(asked.verdicts),
        "only": asked.only,
        "words": asked.words,
        "sort": asked.sort,
        "articles": asked.articles,
    }


def rated_claims(build: Build, article_ids: Sequence[str], asof: dt.date | None = None) -> list[RatedClaim]:
    """All claims of these articles, in their own order. `asof`: the day that stands in for now."""
    rows = articles(build)
    return [
        RatedClaim(claim, excerpt.id, excerpt.quote, rows[name], changed(build, claim), *counted_sources(claim))
        for name in article_ids
        for excerpt in excerpts(build, name, asof)
        for claim in excerpt.claims
    ]


def counted_sources(claim: ClaimRecord) -> tuple[int, int]:
    """How many sources say something about a claim now, counting the same as it does, and of how many origins.

    Events are told by who reports them. Sources of one origin count once in a verdict.
    """
    sources: set[str] = set()
    origins: set[str] = set()
    for row in claim.found_now:
        if not row.decides or row.outcome in SILENT:
            continue
        if row.kind in DATED:
            reporters = {row.event_source, row.then_source} - {""}
            sources |= reporters
            origins |= reporters
        else:
            sources.add(row.who)
            origins.add(row.origin)
    return len(sources), len(origins)


def chosen_claims(found: Iterable[RatedClaim], asked: LedgerView) -> list[RatedClaim]:
    """The entries that are asked for, sorted; those that are alike stay in the articles' order."""
    kept = [entry for entry in found if _asked_for(entry, asked)]
    return sorted(kept, key=lambda entry: _place(entry, asked.sort))


def _asked_for(entry: RatedClaim, asked: LedgerView) -> bool:
    claim = entry.claim
    if asked.verdicts and claim.now.verdict not in asked.verdicts:
        return False
    if asked.only == "changed" and entry.change is None:
        return False
    if asked.only == "forecasts" and claim.resolves_on is None:
        return False
    text = f"{claim.statement} {entry.quote} {entry.article.title}".casefold()
    return all(word in text for word in asked.words.casefold().split())


def _place(entry: RatedClaim, sort: str) -> tuple:
    """What entries are sorted by. Raises ValueError for a sort that is none of SORTS."""
    if sort == "article":
        return ()
    if sort == "verdict":
        return (list(SIGNS).index(entry.claim.now.verdict),)
    if sort == "changed":
        return (entry.change is None, -entry.change.day.toordinal() if entry.change else 0)
    if sort == "evidence":
        return (-entry.independent, -entry.sources)
    if sort == "statement":
        return (entry.claim.statement.casefold(),)
    raise ValueError(f"entries are not sorted by {sort!r}")


def verdict_tally(found: Sequence[RatedClaim]) -> str:
    """How many entries there are, by today's verdict: "3 claims: 2 supported, 1 open"; "No claim" without any."""
    words = ", ".join(f"{count} {verdict}" for verdict, count in tally([entry.claim for entry in found]))
    return f"{counted(len(found), 'claim')}: {words}" if found else "No claim"
