"""Search: what is found for words, numbers and days, best first, each with its newest value or its verdict."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from dashboard import settings
from dashboard.address.params import choice, problem_sentences, shortened
from dashboard.address.view import View, claim_url, query, view_url
from dashboard.chart.layers import UNSETTLED
from dashboard.documents.pieces import Caution, Document, Subject, Words, location
from dashboard.documents.prose import heading
from dashboard.parts.masthead import search_form
from dashboard.parts.verdict import sign, tone
from dashboard.record import claims
from dashboard.record.search.findables import KINDS, Findable
from dashboard.record.search.found import Hit, SearchAnswer, find
from dashboard.record.search.values import Value, last_values
from dashboard.record.search.words import fold
from dashboard.say import hindsight, join_words, say, say_day, say_period, say_range
from dashboard.views.pictures import seen_line
from etl.vocabulary import Frequency, KnownBasis, counted

MOST, LONGEST = 20, 200
LEDE = (
    "Charts, series, claims, events, sources and the words of the glossary, by words, by a number in whichever way it "
    "is written, and by a day, month or year: “inflation April 2022”."
)


def search(about: Subject) -> Document:
    """The page’s pieces: the field, and what was found for the words of the address, best first."""
    asked, problems = about.asked.get("q", ""), list[str]()
    kind = choice("kind", ("", *KINDS), about.asked.get("kind", ""), problems)
    said = location(about, settings.PAGES[0]).followed()
    field = Words(f'<div class="ci">{search_form(said, asked, "ci-search")}</div>')
    head: Document = (heading(about, "Search", LEDE), *map(Caution, problem_sentences(problems)), field)
    if not asked:
        return head
    answer = find(about.build, asked, about.asof)
    found = [each for each in answer.found if kind in ("", each.entry.kind)]
    notes = [f'<p class="ci">{note}</p>' for note in _notes(answer, asked, said)]
    return (*head, *map(Words, notes), *([Words(_results(about, answer, found, kind, said))] if found else []))


def result_link(entry: Findable, said: Mapping[str, str], view: View) -> str:
    """Where an entry stands: an address of the dashboard, without a slash. `said`: what every page follows; `view`: the
    window, day and article of a chart."""
    if entry.chart:
        return view_url(View(entry.chart, view.start, view.end, asof=view.asof, article=view.article)).removeprefix("/")
    if entry.kind == "event":
        there = View(chart="", events=(entry.topic,), asof=view.asof, article=view.article)
        return view_url(there, page="timeline").removeprefix("/")
    if entry.kind == "claim":
        return claim_url(entry.article, entry.excerpt, view.asof)
    if entry.kind == "quantity":
        return f"who{query({'quantity': entry.id, **said})}"
    if entry.kind == "word":
        return f"glossary{query({'word': entry.id, **said})}"
    return f"sources{query(said)}#{entry.source}"


def _notes(answer: SearchAnswer, asked: str, said: Mapping[str, str]) -> list[str]:
    """What a reader is told before the results, each as HTML: of what nothing is known, and what is like it."""
    words = answer.unknown
    near = [
        f'<a href="{escape(_address(asked, said, word, other))}" target="_self">{escape(other)}</a>'
        for word, others in words.items()
        for other in others
    ]
    meant = f" Did you mean: {' · '.join(near)}?" if near else ""
    if not answer.found:
        return [f"Nothing here is called “{escape(shortened(asked))}”.{meant or ' Try fewer or other words.'}"]
    notes = []
    if words:
        lost = join_words([f"“{escape(shortened(word))}”" for word in words], "or")
        notes.append(f"Nothing here has {lost}.{meant}")
    if answer.query.cut:
        notes.append("Only the first words of so long a text were looked for.")
    return notes


def _address(asked: str, said: Mapping[str, str], word: str, other: str) -> str:
    """The same search with another word in place of one."""
    words = [other if fold(each) == word else each for each in asked.split()]
    meant = " ".join(words) if other in words else other
    return f"search{query({'q': meant, **said})}"


def _period_words(first: dt.date, last: dt.date) -> str:
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    month = (first.year, first.month, first.day) == (last.year, last.month, 1) and first < last
    return say_period(first, last, Frequency.YEARLY if whole else Frequency.MONTHLY if month else Frequency.DAILY)


def _results(about: Subject, answer: SearchAnswer, found: Sequence[Hit], kind: str, said: Mapping[str, str]) -> str:
    left = len(found) - MOST
    more = f'<p class="ci-soft">and {left} more: add a word{"" if kind else ", or choose a kind"}</p>'
    items = "".join(_result(about, answer, each, said) for each in found[:MOST])
    return (
        f'<div class="ci ci-found">{_kinds(about, answer, kind, said)}<ol>{items}</ol>{more if left > 0 else ""}</div>'
    )


def _kinds(about: Subject, answer: SearchAnswer, kind: str, said: Mapping[str, str]) -> str:
    """How many there are of each kind, as links to these alone."""
    counts = Counter(each.entry.kind for each in answer.found)
    if len(counts) < 2:
        return ""
    asked = {"q": about.asked["q"], **said}
    choices = {"": f"All {sum(counts.values())}"}
    choices |= {name: f"{several} {counts[name]}" for name, (_, several) in KINDS.items() if counts[name]}
    links = [
        f'<a href="{escape("search" + query(asked | ({"kind": name} if name else {})))}" target="_self"'
        f"{' aria-current=true' if name == kind else ''}>{escape(words)}</a>"
        for name, words in choices.items()
    ]
    return f'<nav class="ci-kinds" aria-label="Kinds of results">{" ".join(links)}</nav>'


def _result(about: Subject, answer: SearchAnswer, found: Hit, said: Mapping[str, str]) -> str:
    """One result as HTML."""
    entry = found.entry
    start, end = _window(answer, found)
    view = View(start=start, end=end, asof=about.asof, article=said.get("article", ""))
    told = entry.told if len(entry.told) < LONGEST else entry.told[:LONGEST].rsplit(" ", 1)[0] + " …"
    told = f"{say_day(entry.day)}, {told}" if entry.day else told
    value = _value(about, found)
    if answer.query.period and value and entry.series and not found.answers:
        value += f' <span class="ci-soft">(nothing of {_period_words(*answer.query.period)} is held)</span>'
    return (
        f'<li><span class="ci-kind">{escape(KINDS[entry.kind][0])}</span> '
        f'<a href="{escape(result_link(entry, said, view))}" target="_self">{escape(entry.title)}</a>'
        f'{f"<br>{value}" if value else ""}<br><span class="ci-soft">{escape(told)}</span></li>'
    )


def _window(answer: SearchAnswer, found: Hit) -> tuple[dt.date | None, dt.date | None]:
    """The window of a chart that shows the value which answers: the period asked for, and all of the value's own."""
    if not (answer.query.period and found.answers and found.value):
        return None, None
    first, last = answer.query.period
    return min(first, found.value.start), max(last, found.value.end)


def _value(about: Subject, found: Hit) -> str:
    """What a result says first, as HTML: a verdict, a value; empty where there is none."""
    entry = found.entry
    if entry.kind == "claim":
        return _verdict(about, entry)
    if found.value:
        return f'<span class="ci-value">{_observed(found, found.value)}</span>'
    if entry.kind == "chart":
        return escape(seen_line(about.build, View(chart=entry.id, asof=about.asof))) + _in_hindsight(about, entry)
    return "no data" if entry.kind == "series" else ""


def _in_hindsight(about: Subject, entry: Findable) -> str:
    """What is said of a chart’s newest values, of which some were not known then."""
    newest = last_values(about.build, about.asof)
    late = any(value.basis == KnownBasis.HINDSIGHT for name in entry.series for value in newest.get(name, ()))
    return ' <span class="ci-soft">(in hindsight, all or in part)</span>' if late else ""


def _observed(found: Hit, value: Value) -> str:
    """A value with its period and whose it is; of a record set back also that it was not known then."""
    number = say(value.value, value.unit) if value.value is not None else say_range(value.low, value.high, value.unit)
    period = say_period(value.start, value.end, Frequency.DAILY if value.start == value.end else found.frequency)
    notes = [str(value.status)] if value.status in UNSETTLED else []
    notes += [f"one of {counted(found.of, 'value')}"] if found.of else []
    notes += [hindsight(value.recorded)] if value.basis == KnownBasis.HINDSIGHT else []
    soft = f' <span class="ci-soft">({escape(", ".join(notes))})</span>' if notes else ""
    head = "".join(f"{escape(words)}: " for words in (found.series, found.entity) if words)
    return f"{head}<b>{escape(number)}</b>, {escape(period)}{soft}"


def _verdict(about: Subject, entry: Findable) -> str:
    every = claims.excerpts(about.build, entry.article, about.asof)
    (verdict,) = (claim.now.verdict for each in every for claim in each.claims if claim.id == entry.id)
    return f'<span class="ci-tone {tone(verdict)}">{sign(verdict)}{verdict.capitalize()}</span>'
