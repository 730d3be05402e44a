"""The ledger's entries as an HTML table: one row a claim, on a phone one block."""

from collections.abc import Sequence
from html import escape

from dashboard.address.view import claim_url
from dashboard.parts.verdict import sign, tone
from dashboard.record.claims import UNPUBLISHED, ClaimRecord, Verdict
from dashboard.say import say, say_day, short_day
from dashboard.views.ledger import RatedClaim
from dashboard.words.message import WHY
from dashboard.words.reasons import measured, now_value, since_value, then_value, when
from etl.vocabulary import Judgement, counted


def ledger_html(found: Sequence[RatedClaim], several: bool, routed: bool) -> str:
    """The table as HTML. `several`: entries of more than one article, which each one then names. `routed`: whether
    claims have pages of their own.
    """
    if not found:
        return ""
    moment = when(found[0].claim)
    heads = (
        "Claim",
        "Stated",
        "Value then",
        f"Value {moment}",
        "Since" if moment == "now" else f"Newest {moment}",
        "Verdict then",
        f"Verdict {moment}",
        "When it changed",
        "Evidence",
    )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = "".join(_row(entry, heads, several, routed) for entry in found)
    return f'<div class="ci ci-ledger"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def link(entry: RatedClaim, routed: bool) -> str:
    """Where a claim is told in full, as of the same day: its own page where that is served, else its card."""
    asof = entry.claim.asof
    if routed:
        return f"claim/{entry.claim.id}{f'?asof={asof.isoformat()}' if asof else ''}"
    return claim_url(entry.article.article_id, entry.excerpt, asof)


def _row(entry: RatedClaim, heads: Sequence[str], several: bool, routed: bool) -> str:
    claim = entry.claim
    cells = (
        say(claim.stated, claim.unit) if claim.stated is not None else "",
        *(_value(*value) for value in _values(claim)),
        _verdict(claim.then) if claim.then != UNPUBLISHED else "",
        _verdict(claim.now),
        _change(entry),
        _evidence(entry),
    )
    told = "".join(f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in zip(heads[1:], cells, strict=True))
    return f'<tr id="{escape(claim.id)}"><th scope="row">{_claim(entry, several, routed)}</th>{told}</tr>'


def _claim(entry: RatedClaim, several: bool, routed: bool) -> str:
    claim, article = entry.claim, entry.article
    words = [f'<a href="{escape(link(entry, routed))}" target="_self">{escape(claim.statement)}</a>']
    if claim.resolves_on:
        words.append(_soft(f"A forecast for {say_day(claim.resolves_on)}"))
    if several:
        words.append(_soft(f"{article.title}, {article.publisher}, {short_day(article.published_on)}"))
    return "".join(words)


def _values(claim: ClaimRecord) -> tuple[tuple[str, str], ...]:
    """Value and note of then, now and since; of a claim that no number tests, and of a day that has not come, none."""
    if not measured(claim):
        return (("", ""),) * 3
    now = ("", "") if claim.now.verdict == Judgement.OPEN else now_value(claim)
    return then_value(claim), now, since_value(claim)


def _value(value: str, note: str) -> str:
    return f"<b>{escape(value)}</b>{_soft(note)}" if value else ""


def _verdict(verdict: Verdict) -> str:
    word = verdict.verdict
    words = f'<span class="ci-tone {tone(word)}">{sign(word)}{word.capitalize()}</span>'
    return words + _soft(WHY[verdict.reason])


def _change(entry: RatedClaim) -> str:
    if entry.change is None:
        return ""
    return short_day(entry.change.day) + _soft("the reason alone" if entry.change.reason_alone else "")


def _evidence(entry: RatedClaim) -> str:
    if entry.claim.now == UNPUBLISHED:
        return ""
    if not entry.sources:
        return "none found"
    return counted(entry.sources, "source") + _soft(f"{entry.independent} independent")


def _soft(words: str) -> str:
    return f'<span class="ci-soft">{escape(words)}</span>' if words else ""
