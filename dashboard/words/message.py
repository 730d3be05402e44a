"""What an article's claims come to, in a sentence, a sign and a few words each."""

from collections.abc import Sequence

from dashboard.chart.records import sure
from dashboard.record.claims import UNPUBLISHED, ClaimRecord
from dashboard.say import say_day
from etl.vocabulary import Judgement, counted

# The sign of each verdict beside its colour.
SIGNS = dict(zip(Judgement, "✓✕≠?–…·", strict=True))
# What the reason behind a verdict is, in a few words; the claim's card says it in a sentence.
WHY = {
    "": "",
    "definitions": "definitions differ",
    "sources": "sources differ",
    "windows": "it depends on the window",
    "interval": "the interval straddles the limit",
    "party": "only a party’s word",
    "unverified": "not verified",
    "no data": "nothing found that tests it",
    "not yet": "what it rests on had not happened",
    "not due": "its day has not come in the data",
    UNPUBLISHED.reason: "the article appeared later",
}
# A reason of more words is shortened where claims are listed.
LONGEST = 14
NUMBERS = ("none", *["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])


def article_message(claims: Sequence[ClaimRecord]) -> str:
    """ "Of 21 things this article said on 7 March 2025, the record bears out ten." As of a day, the record of that day.

    `claims`: of one article, at least one.
    """
    first = claims[0]
    if first.now == UNPUBLISHED:
        day = say_day(sure(first.asof))
        return f"This article appeared on {say_day(first.published)}: on {day} it had said nothing yet."
    borne = sum(claim.now.verdict == Judgement.SUPPORTED for claim in claims)
    record = f"the record of {say_day(first.asof)}" if first.asof else "the record"
    said = f"Of {counted(len(claims), 'thing')} this article said on {say_day(first.published)}, {record} bears out"
    return f"{said} {_number(borne)}."


def tally(claims: Sequence[ClaimRecord]) -> list[tuple[Judgement, int]]:
    """Each verdict that any of the claims has now with how many do, in their order."""
    now = [claim.now.verdict for claim in claims]
    return [(verdict, now.count(verdict)) for verdict in Judgement if verdict in now]


def briefly(claim: ClaimRecord, sources: int, origins: int) -> str:
    """Why the verdict is what it is now, in a few words; of a plain one, how many sources say so, of how many origins.

    Where then was another verdict, that too.
    """
    words = WHY[claim.now.reason] or _sources(sources, origins)
    before = f"{claim.then.verdict} when it appeared" if claim.then.verdict != claim.now.verdict else ""
    return "; ".join(filter(None, (words, before)))


def shortened_reason(claim: ClaimRecord, reason: str, sources: int, origins: int) -> str:
    """The reason, or if it is long so much of it as can be said in a few words. `reason`: as `explanation` says it.

    `sources`, `origins`: how many say something about it, as `briefly` takes them.
    """
    if len(reason.split()) <= LONGEST:
        return reason
    if claim.untested:
        return f"{reason.split('. ')[0].rstrip('.')}."
    words = WHY[claim.now.reason] or _sources(sources, origins)
    return f"{words[:1].upper()}{words[1:]}."


def _sources(sources: int, origins: int) -> str:
    said = counted(sources, "source")
    return said if sources == origins else f"{said}, {counted(origins, 'origin')}"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
