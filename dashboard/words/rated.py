"""One sentence about a claim to be printed: who claimed it and when, how we rate it, and by whose word."""

import datetime as dt
from collections.abc import Iterator

from dashboard import settings
from dashboard.publishers import printed, publisher_words
from dashboard.record.claims import UNPUBLISHED, ArticleRecord, ClaimRecord
from dashboard.record.findings import Finding
from dashboard.say import join_words, say_day
from dashboard.words.reasons import NOT_DUE
from dashboard.words.sentence import short_enough
from etl.vocabulary import Judgement

# Kinds of checks that read a series.
NUMERIC = ("series", "comparison")
# So many sources at most are named, fewer where the sentence would grow too long.
MOST = 4
# Why, beside the verdict, by the reason's code.
SINCE = {
    "": "",
    "definitions": "since definitions differ",
    "sources": "since sources differ",
    "windows": "since it depends on the window",
    "interval": "since the evidence lies on both sides of the limit",
    "party": "since only a party to the war, or who repeats it, says so",
    "unverified": "since it rests on something not verified",
    "no data": "",
    "not yet": "",
    "not due": "",
}


def rated(claim: ClaimRecord, article: ArticleRecord, newest: dt.date) -> str:
    """A claim and our verdict on it. Who says what it rests on is named as that, never as who rates it.

    `newest`: the day on which the newest of all data held was learned. Raises KeyError for an
    unknown reason.
    """
    head = f"{claim.statement}, {_wrote(claim, article)}"
    if claim.asof and claim.now == UNPUBLISHED:
        return f"{head}; by {say_day(claim.asof)} that had not appeared, so {settings.NAME} does not rate it."
    day = f"as known on {say_day(claim.asof)}" if claim.asof else f"as of {say_day(newest)}"
    if {claim.then.verdict, claim.now.verdict} == {Judgement.NOT_CHECKABLE}:
        return f"{head}; {settings.NAME} holds nothing that can check this, {day}."
    tried = [f"{head}; {settings.NAME} {words}." for words in _tries(claim, day)]
    return next((text for text in tried if short_enough(text)), tried[-1])


def _wrote(claim: ClaimRecord, article: ArticleRecord) -> str:
    if article.sample:
        return "our sample text says"
    return f"{article.publisher} wrote on {say_day(claim.published)}"


def _tries(claim: ClaimRecord, day: str) -> Iterator[str]:
    """The verdict with its reason, the sources that it goes by, and the day: the longest first."""
    now = f"leaves this {Judgement.OPEN}" if claim.now.verdict == Judgement.OPEN else f"rates this {claim.now.verdict}"
    if claim.now.verdict == Judgement.OPEN and claim.resolves_on:
        now += f" until data reach {say_day(claim.resolves_on)}"
    then = f"and {claim.then.verdict} by what was known then" if claim.then.verdict != claim.now.verdict else ""
    names = _sources(claim)
    for why in dict.fromkeys((SINCE[claim.now.reason], "")):
        for most in range(min(MOST, len(names)), 0, -1):
            # With room for few, those with short names.
            shown = names[:most] if most > 1 else [min(names, key=len)]
            others = len(names) - len(shown)
            told = [*shown, *([f"{others} {'other' if others == 1 else 'others'}"] if others else [])]
            yield ", ".join(filter(None, (now, why, f"going by {join_words(told)}", day, then)))
        if not names:
            yield ", ".join(filter(None, (now, why, day, then)))


def _sources(claim: ClaimRecord) -> list[str]:
    rows = [row for row in (*claim.found_now, *claim.found_then) if row.decides and _speaks(row)]
    return list(dict.fromkeys(name for row in rows for name in _names(row)))


def _speaks(row: Finding) -> bool:
    """Whether a check found something, or tells how far things have come until a forecast's day."""
    return row.trouble == "" or (row.trouble == NOT_DUE and row.value is not None)


def _names(row: Finding) -> list[str]:
    """Who reports an event, or whose figure it is; a party to the war is labelled so."""
    if row.kind not in NUMERIC:
        return [publisher_words(printed(name, whole=False)) for name in (row.event_source, row.then_source) if name]
    party = f" ({row.party})" if row.party else ""
    return [f"{publisher_words(printed(row.who, whole=False))}{party}"]
