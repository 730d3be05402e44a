"""A claim's card as HTML: the excerpt with its figures marked, and for each claim verdict, reason and three values."""

from collections.abc import Iterable
from html import escape

from dashboard.address import who
from dashboard.address.view import view_url
from dashboard.parts.glossary import glossed
from dashboard.parts.verdict import sign, tone
from dashboard.record import quantities
from dashboard.record.build import Build, kept
from dashboard.record.claims import ClaimRecord, ExcerptRecord, view_of
from dashboard.record.findings import Finding
from dashboard.say import say_day
from dashboard.views.ledger import counted_sources
from dashboard.words import flips, strongest
from dashboard.words.message import shortened_reason
from dashboard.words.reasons import (
    explanation,
    finding,
    headline,
    measured,
    sensitivity,
    values,
    when,
)
from etl.vocabulary import NUMERIC, counted

# What leads to the report of an error.
WRONG = "Something wrong?"
# What is opened in place: of a card, and of one that is brief, which has its values there too.
HEAD, BRIEFLY = "How this verdict came about", "Reason and values"
# Leads to the words behind a verdict.
HOW = "Check and reading: how what the excerpt claims was tested, and what the verdict rests on."


@kept(256)
def card(
    build: Build,
    excerpt: ExcerptRecord,
    beside: str = "",
    alone: bool = False,
    routed: bool = False,
    brief: bool = False,
) -> str:
    """One excerpt with its claims, words of the glossary linked.

    `beside`: the chart shown next to it, which is not linked again. `alone`: the card is what a page is about:
    its claim is the heading, and how the verdict came about is in sight. `routed`: whether claims have pages of their
    own: a link leads to the rows and SQL of each; a card alone stands above them. `brief`: values, and a reason that is
    long, are opened in place.
    """
    rows = routed and not alone
    claims = "".join(_claim(build, claim, beside, alone, rows, brief) for claim in excerpt.claims)
    return f'<div class="ci" id="{escape(excerpt.id)}"><p class="ci-quote">“{_marked(excerpt)}”</p>{claims}</div>'


def _marked(excerpt: ExcerptRecord) -> str:
    # Quoted within a quotation: single marks inside, each as long as the double one.
    quote = excerpt.quote.translate({ord("“"): "‘", ord("”"): "’"})
    places = [(claim.figure_at, len(claim.figure)) for claim in excerpt.claims]
    figures = [(start, start + length) for start, length in places if start is not None]
    return marked_text(quote, figures)


def marked_text(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """Plain text as HTML with stretches of it marked, each from a place to one past its end; what overlaps is one."""
    parts, done = [], 0
    for start, end in _apart(stretches):
        parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return "".join([*parts, escape(text[done:])])


def _apart(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _claim(build: Build, claim: ClaimRecord, beside: str, alone: bool, rows: bool, brief: bool) -> str:
    tag = "h1" if alone else "p"
    reason = explanation(claim)
    said = shortened_reason(claim, reason, *counted_sources(claim)) if brief else reason
    # What moved is shown by its values.
    folded = brief and claim.then.verdict == claim.now.verdict
    shown, how = [_values(build, claim), _strongest(claim)], _how(build, claim)
    how = f"<p><b>{HEAD}</b></p>{how}" if brief and how else how
    within = [f"<p>{escape(reason)}</p>" if said != reason else "", *(shown if folded else []), how]
    who, further = _who(build, claim), _further(claim) if rows else ""
    within += [f"<p>{who}{further}</p>"] if brief and any(within) else []
    within += [f"<p>{further}</p>"] if further and not brief and any(within) else []
    opened = "".join(within)
    parts = [
        f'<{tag} class="ci-statement">{escape(claim.statement)}{_ahead(build, claim)}</{tag}>',
        f'<div class="ci-verdict {tone(claim.now.verdict)}"><b>{sign(claim.now.verdict)}'
        f"{glossed(build, headline(claim.then, claim.now, when(claim)))}.</b> "
        f"{escape(said)}</div>",
        *([] if folded else shown),
        _opened(opened, alone, BRIEFLY if brief else HEAD) if opened else "",
        "" if claim.chart_id == beside else _link(claim),
        "" if brief and opened else who,
        "" if opened else further,
    ]
    return f'<div class="ci-claim">{"".join(parts)}</div>'


def _ahead(build: Build, claim: ClaimRecord) -> str:
    if claim.resolves_on is None:
        return ""
    return f' <span class="ci-soft">{glossed(build, f"A forecast for {say_day(claim.resolves_on)}")}</span>'


def _values(build: Build, claim: ClaimRecord) -> str:
    if not measured(claim):
        return ""
    shown = values(claim)
    if len({value for _, (value, _) in shown}) == 1:
        # One number is said once; what was known then says how it was known.
        name = "The same then, now and since" if claim.asof is None else f"The same then and {when(claim)}"
        shown = ((name, shown[0][1]),)
    cells = "".join(
        f'<div><span class="ci-soft">{glossed(build, name)}</span><b>{escape(value)}</b>'
        f'<span class="ci-soft">{escape(note)}</span></div>'
        for name, (value, note) in shown
    )
    return f'<div class="ci-values">{cells}</div>'


def _strongest(claim: ClaimRecord) -> str:
    """The strongest evidence for the claim and against it, as far as the verdict's reason does not say it already."""
    lines = strongest.evidence_lines(claim.found_now, explanation(claim), claim.now.reason)
    return f'<p class="ci-strongest">{"<br>".join(map(escape, lines))}</p>' if lines else ""


def _opened(inner: str, opened: bool, head: str) -> str:
    return f"<details{' open' if opened else ''}><summary>{head}</summary>{inner}</details>"


def _how(build: Build, claim: ClaimRecord) -> str:
    """Every check, then and now, with its reading; what would change the verdict, whether the day does; who reports."""
    if not claim.found_now:
        return ""
    rows = "".join(
        f"<tr><td>{escape(now.label)}{'' if now.decides else _aside(now)}<br>"
        f'<span class="ci-soft">{escape(now.reading)}</span></td>'
        f"<td>{_outcome(then)}</td><td>{_outcome(now)}</td></tr>"
        for then, now in zip(claim.found_then, claim.found_now, strict=True)
    )
    second = when(claim)[:1].upper() + when(claim)[1:]
    turning = "<br>".join(escape(sentence) for sentence in flips.flip_sentences(build, claim))
    return (
        f'<p class="ci-soft">{glossed(build, HOW)}</p><div class="ci-wide"><table>'
        f"<tr><th>Check and reading</th><th>Then</th><th>{escape(second)}</th></tr>{rows}</table></div>"
        f"<p>What would change the verdict {escape(when(claim))}:<br>{turning}</p>"
        f"<p>{escape(sensitivity(claim))}</p>{_reports(claim)}"
    )


def _aside(row: Finding) -> str:
    counts = f": {escape(row.counts_words)}" if row.counts_words else ""
    return f' <span class="ci-soft">(under another definition{counts}; does not decide)</span>'


def _outcome(row: Finding) -> str:
    return f"{row.outcome}<br><span class='ci-soft'>{escape(finding(row))}</span>"


def _reports(claim: ClaimRecord) -> str:
    """The events' sources as links, each with whether it was verified."""
    reports = {}
    for row in claim.found_now:
        event = (row.event_title, row.event_url, row.event_source, row.event_verified)
        then = (row.then_title, row.then_url, row.then_source, row.then_verified)
        for title, link, source, verified in (event, then):
            if link:
                reports[title] = (link, source, "" if verified == "stored page" else f" ({verified})")
    if not reports:
        return ""
    items = "".join(
        f'<li>{escape(title)}: <a href="{escape(link)}" rel="noopener" target="_blank">{escape(source)}</a>'
        f"{escape(seen)}</li>"
        for title, (link, source, seen) in reports.items()
    )
    return f"<ul>{items}</ul>"


def _link(claim: ClaimRecord) -> str:
    if not claim.chart_id:
        return ""
    link = view_url(view_of(claim)).removeprefix("/")
    return f'<a href="{escape(link)}" target="_self">The chart for this</a>'


def _who(build: Build, claim: ClaimRecord) -> str:
    """Links to the sources of what the claim is about, beside each other."""
    links = []
    for name in quantities.bearing(build, claim.id):
        count = quantities.source_count(build, name, claim.asof)
        link = who.who_url(who.WhoView(name), claim.article_id, claim.asof)
        sources = counted(count, "source")
        links.append(f' <a href="{escape(link)}" target="_self">Who says so: {sources}</a>')
    return "".join(links)


def _further(claim: ClaimRecord) -> str:
    """Links to what the claim's own page has beside the card: what it rests on, and how an error is told."""
    series = any(row.kind in NUMERIC for row in claim.found_now)
    parts = [("rows", "Rows and SQL")] if series else []
    page = f"claim/{escape(claim.id)}{f'?asof={claim.asof.isoformat()}' if claim.asof else ''}"
    links = (
        f' <a class="ci-to-{part}" href="{page}#{part}" target="_self">{words}</a>'
        for part, words in (*parts, ("wrong", WRONG))
    )
    return "".join(links)
