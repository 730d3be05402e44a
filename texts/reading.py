"""A text read sentence by sentence: its figures, and what the words around say of each."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from texts.around.attribution import named, said_by
from texts.around.bounds import bound, denied
from texts.around.changes import change, record
from texts.around.periods import figure_period, from_today
from texts.around.units import Counted, counted_amounts
from texts.dates import Dated, dates, settled
from texts.figure import ChangeKind, Direction, Extreme, Figure, Kind
from texts.not_figures import not_figures
from texts.numbers.amount import Amount
from texts.numbers.amounts import amounts
from texts.tokens import Sort, Span, Token, token_sentences, tokens

AHEAD = re.compile(r"\b(?:will|next|is to|are to|by|until|forecast|planned|due)\b")
# So many sentences before one tell what it speaks of.
CONTEXT = 2
# So many characters around a figure say what becomes of it.
NEAR = 240
# A sentence that begins so speaks of who was named before.
GOES_ON = ("it", "its", "they", "he", "she", "their")


def read_figures(text: str, written: dt.date | None = None) -> list[Figure]:
    """Every figure and date of a text, in order. `written`: the day, for dates without a year."""
    dated = {each.start: each for each in dates(text)}
    found, before = [], list[list[Token]]()
    for sentence in token_sentences(tokens(text, _spans(text, list(dated.values())))):
        told = _with_years(sentence, dated, written)
        context = [token for each in before[-CONTEXT:] for token in each]
        found += _figures(text, told, context, dated, written)
        before.append(told)
    return found


def named_dates(text: str, written: dt.date | None = None) -> list[Dated]:
    """Every date that a text names, also months alone, each settled as in `read_figures`."""
    dated = {each.start: each for each in dates(text)}
    every = tokens(text, _spans(text, list(dated.values())))
    return [
        replace(dated[token.start], period=token.period)
        for sentence in token_sentences(every)
        for token in _with_years(sentence, dated, written)
        if token.sort == Sort.DATE
    ]


def _spans(text: str, dated: Sequence[Dated]) -> list[Span]:
    """What is one token each: dates, and what is no figure. Of two that overlap the earlier, then the longer counts."""
    spans: list[Span] = [(each.start, each.end, Sort.DATE, each.period) for each in dated]
    spans += [(start, end, Sort.NO_FIGURE, "") for start, end in not_figures(text)]
    kept, last = [], 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= last:
            kept.append(span)
            last = span[1]
    return kept


def _with_years(sentence: list[Token], dated: dict[int, Dated], written: dt.date | None) -> list[Token]:
    """A sentence whose dates have years as far as can be told."""
    whole = [
        (token.start, token.period[:4]) for token in sentence if token.sort == Sort.DATE and "????" not in token.period
    ]
    years = [(start, int(year)) for start, year in whole if year.isdigit()]
    ahead = bool(AHEAD.search(" ".join(token.low for token in sentence)))
    told = []
    for token in sentence:
        if token.sort == Sort.DATE and "????" in token.period:
            year = next(
                (year for start, year in reversed(years) if start < token.start), years[0][1] if years else None
            )
            token = replace(token, period=settled(dated[token.start], year, written, ahead=ahead).period)
        told.append(token)
    return told


def _figures(
    text: str, sentence: list[Token], before: Sequence[Token], dated: dict[int, Dated], written: dt.date | None
) -> list[Figure]:
    found = amounts(sentence)
    told = counted_amounts(sentence, found, before)
    first, last = sentence[0].start, sentence[-1].end
    who = said_by(text[first:last]) if found else ""
    if found and not who and before and sentence[0].low in GOES_ON:
        who = named(text[before[0].start : first])
    words = text[first:last].replace("’", "'").lower()
    extreme = record(_flat(words)) if found else (Extreme.NONE, 0)
    ends = [0, *(each.last for each in found)]
    starts = [*(each.first for each in found[1:]), len(sentence)]
    read = []
    for at, (amount, each) in enumerate(zip(found, told, strict=True)):
        start, end = sentence[amount.first].start, sentence[amount.last - 1].end
        left, right = (
            _flat(words[max(0, start - first - NEAR) : start - first]),
            _flat(words[end - first : end - first + NEAR]),
        )
        figure = _figure(text[start:end], start, amount, each)
        how, way = change(left, right, _flat(words[start - first : end - first]), multiple=each.unit == "times")
        place, between = (amount.first, amount.last), (ends[at], starts[at])
        when = figure_period(sentence, (left, right), place, between, left=how == ChangeKind.FROM)
        read.append(
            replace(
                figure,
                bound=bound(left, right),
                denied=denied(left, right),
                change=how,
                direction=way,
                period=when or (from_today(words, written) if how != ChangeKind.FROM else ""),
                said_by=who,
            )
        )
    read = _moved(text, read)
    read = _with_record(read, extreme[0], _since(sentence, first + extreme[1]))
    read += [
        Figure(token.start, text[token.start : token.end], Kind.DATE, None, "", period=token.period)
        for token in sentence
        if token.sort == Sort.DATE and _tells_when(token, dated)
    ]
    return sorted(read, key=lambda each: each.start)


def _flat(words: str) -> str:
    return " ".join(re.sub(r"\n> ?", " ", words).split()) if words.strip() else ""


def _figure(said: str, start: int, amount: Amount, each: Counted) -> Figure:
    return Figure(
        start,
        said,
        each.kind,
        each.value,
        each.unit,
        each.low,
        each.high,
        of=amount.of,
        doubtful=amount.doubtful,
        part=amount.part,
        per=each.per,
    )


def _tells_when(token: Token, dated: dict[int, Dated]) -> bool:
    """Whether a date says enough to be one alone: a month without a year does not, a day does."""
    said = dated[token.start]
    return said.whole or len(said.period) > len("????-12") or said.period == ""


def _with_record(read: list[Figure], extreme: Extreme, since: str) -> list[Figure]:
    """A record is one of the first figure of a sentence that is a level."""
    if extreme == Extreme.NONE:
        return read
    at = next((at for at, each in enumerate(read) if each.change in (ChangeKind.NONE, ChangeKind.TO)), None)
    return [replace(each, record=extreme, since=since) if step == at else each for step, each in enumerate(read)]


def _moved(text: str, read: list[Figure]) -> list[Figure]:
    """ "From 16 to 21": the second is what was reached, and both tell where it went."""
    told = list(read)
    for at, (one, other) in enumerate(pairwise(read)):
        if one.change == ChangeKind.FROM and text[one.end : other.start].strip() == "to":
            way = one.direction
            if (
                one.value is not None
                and other.value is not None
                and one.unit == other.unit
                and one.value != other.value
            ):
                way = Direction.UP if other.value > one.value else Direction.DOWN
            told[at], told[at + 1] = (
                replace(told[at], direction=way),
                replace(other, change=ChangeKind.TO, direction=way),
            )
    return told


def _since(sentence: Sequence[Token], place: int) -> str:
    for word, date in pairwise(sentence):
        if word.low == "since" and date.sort == Sort.DATE and word.start >= place - 1:
            return date.period
    return ""
