"""What a reader sees first of an article: how much of it holds, a mark for each claim, and its figures."""

from collections.abc import Sequence
from html import escape

from dashboard.chart.records import sure
from dashboard.parts.card import marked_text
from dashboard.parts.sparkline import sparkline
from dashboard.parts.verdict import sign, tone
from dashboard.record.build import Build
from dashboard.record.claims import UNPUBLISHED, ArticleRecord, ClaimRecord, ExcerptRecord
from dashboard.record.series import newest_values
from dashboard.say import say, say_day
from dashboard.views.ledger import counted_sources
from dashboard.words.message import article_message, briefly, tally
from dashboard.words.reasons import finite, lead, measured, now_value, then_value, when
from etl.vocabulary import counted

# So many characters of a quote stand on either side of its figure.
AROUND = 56
HEADS = ("What the article said", "It said", "Known that day")


def first_screen(build: Build, article: ArticleRecord, excerpts: Sequence[ExcerptRecord]) -> str:
    """The sentence, the marks, the count of each verdict, and a row for each claim with a figure.

    `excerpts`: of the article, as of the day that is looked at.
    """
    claims = [claim for excerpt in excerpts for claim in excerpt.claims]
    places = [excerpt.id for excerpt in excerpts for _ in excerpt.claims]
    told = [(excerpt, claim) for excerpt in excerpts for claim in excerpt.claims if claim.now != UNPUBLISHED]
    return (
        f'<div class="ci ci-first"><h1 class="ci-title">{escape(article_message(claims))}</h1>{_line(article, claims)}'
        f"{_marks(claims, places)}{_tally(claims)}"
        f"{_figures(build, [pair for pair in told if pair[1].stated is not None])}</div>"
    )


def _line(article: ArticleRecord, claims: Sequence[ClaimRecord]) -> str:
    read = {row.who or row.event_source for claim in claims for row in claim.found_now} - {""}
    computed = f" · verdicts computed from {counted(len(read), 'source')}" if read else ""
    return (
        f'<p class="ci-soft">“{escape(article.title)}”, {escape(article.publisher)}, '
        f'{escape(say_day(article.published_on))}{computed} · <a href="method" target="_self">how</a></p>'
    )


def _marks(claims: Sequence[ClaimRecord], places: Sequence[str]) -> str:
    """One mark for each claim, in the article's order, by colour and sign; each leads to its claim."""
    items = "".join(
        f'<li><a class="ci-mark {tone(claim.now.verdict)}" href="#{escape(place)}" target="_self" '
        f'title="{escape(f"{claim.statement}: {claim.now.verdict}")}" '
        f'aria-label="{escape(f"{claim.statement}: {claim.now.verdict}")}">{sign(claim.now.verdict)}</a></li>'
        for claim, place in zip(claims, places, strict=True)
    )
    return f'<ol class="ci-marks" aria-label="A mark for each claim, in the article’s order">{items}</ol>'


def _tally(claims: Sequence[ClaimRecord]) -> str:
    counts = "".join(
        f"<span>{sign(verdict)}<b>{count} {escape(verdict)}</b></span> " for verdict, count in tally(claims)
    )
    return f'<p class="ci-tally">{counts}</p>'


def _figures(build: Build, rows: Sequence[tuple[ExcerptRecord, ClaimRecord]]) -> str:
    """What it said, what was known that day and is known now, and the verdict, of each claim with a figure."""
    if not rows:
        return ""
    moment = when(rows[0][1])
    heads = (*HEADS, f"Known {moment}, of that day", "Verdict")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(_row(build, excerpt, claim, heads) for excerpt, claim in rows)
    return f'<table class="ci-figures"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(build: Build, excerpt: ExcerptRecord, claim: ClaimRecord, heads: Sequence[str]) -> str:
    cells = (
        f"<b>{escape(say(claim.stated, claim.unit))}</b>",
        _value(*then_value(claim)) if measured(claim) else "",
        (_value(*now_value(claim)) + _picture(build, claim)) if measured(claim) else "",
        f'<b class="ci-judged {tone(claim.now.verdict)}">{sign(claim.now.verdict)}'
        f"{escape(claim.now.verdict.capitalize())}</b>{_soft(briefly(claim, *counted_sources(claim)))}",
    )
    told = "".join(f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in zip(heads[1:], cells, strict=True))
    quote = f'<a href="#{escape(excerpt.id)}" target="_self">{_quote(excerpt, claim)}</a>'
    return f'<tr><th scope="row">{quote}</th>{told}</tr>'


def _quote(excerpt: ExcerptRecord, claim: ClaimRecord) -> str:
    """So much of the excerpt as says the figure, which is marked."""
    if claim.figure_at is None:
        return f"“{escape(excerpt.quote)}”"
    start, end = claim.figure_at, claim.figure_at + len(claim.figure)
    first, last = _word(excerpt.quote, max(0, start - AROUND), end), _word_end(excerpt.quote, end + AROUND, start)
    words = marked_text(excerpt.quote[first:last], [(start - first, end - first)])
    return f"“{'… ' if first else ''}{words}{' …' if last < len(excerpt.quote) else ''}”"


def _word(text: str, place: int, before: int) -> int:
    """Where the first whole word from a place on begins."""
    if place == 0:
        return 0
    space = text.find(" ", place, before)
    return place if space < 0 else space + 1


def _word_end(text: str, place: int, after: int) -> int:
    """Where the last whole word up to a place ends."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", after, place)
    return place if space < 0 else space


def _picture(build: Build, claim: ClaimRecord) -> str:
    """The interval of what leads beside the article's figure; else the course of its series; for the eye alone."""
    row = lead(claim.found_now)
    if row is None or row.unit != claim.unit or claim.stated is None:
        return ""
    low, high = finite(row.lo), finite(row.hi)
    if low is not None and high is not None and low < high:
        return _interval(sure(row.value), low, high, claim.stated)
    rows = newest_values(build, sure(row.series_id), sure(row.entity), claim.asof)
    return sparkline(list(zip(rows["period_end"], rows["value"], strict=True)), claim.published)


def _interval(value: float, low: float, high: float, stated: float) -> str:
    first, last = min(low, stated), max(high, stated)
    room = (last - first) / 8

    def place(number: float) -> str:
        return f"{100 * (number - first + room) / (last - first + 2 * room):.1f}%"

    return (
        f'<div class="ci-track" aria-hidden="true"><i class="band" style="left:{place(low)};'
        f'right:calc(100% - {place(high)})"></i><i class="dot" style="left:{place(value)}"></i>'
        f'<i class="stated" style="left:{place(stated)}"></i></div>'
    )


def _value(value: str, note: str) -> str:
    return f"<b>{escape(value)}</b>{_soft(note)}"


def _soft(words: str) -> str:
    return f'<span class="ci-soft">{escape(words)}</span>' if words else ""
