"""What is found: entries ranked by how many words, numbers and days of a query they say, and how rare those are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.record.build import Build
from dashboard.record.search.findables import Findable, Findables, findables
from dashboard.record.search.query import SearchQuery, plain_id, search_query
from dashboard.record.search.values import Value, last_values, values_of, values_that_are
from dashboard.record.search.words import OFFERED, Weights, close_words, concepts, matches, ranked, rarity, word_stems
from etl.vocabulary import Frequency
from texts.figure import Figure
from texts.figures import said_numbers, says

# What is stated is meant rather than one of many values of a series; a chart is what most look for.
STATED, TOLD, HELD = 2.5, 2.0, 1.0
LIKELY = {"chart": 1.2, "claim": 1.0, "series": 1.0, "quantity": 1.0, "event": 0.9, "word": 0.9, "source": 0.8}
# A series that no chart draws has no data yet, or is a copy of another; a title's very words are no chance.
UNDRAWN, TITLED = 0.8, 1.3
# What says so much less than the best is no answer.
LEAST = 0.2
# Of so many words that nothing has, others are offered.
MOST_UNKNOWN = 3
# By such a share two numbers differ that may be meant for each other.
NEAR = 0.05


@dataclass(frozen=True)
class Hit:
    """An entry, with the value that answers: of the period, or the number, that is asked for, else of a series its
    newest. `series`: the label of its series, of a chart of several; `entity`: the name of its entity, if any.

    `answers`: whether it is of the period or the number. `of`: how many have such a value, where none of them is named.
    """

    entry: Findable
    value: Value | None = None
    series: str = ""
    entity: str = ""
    frequency: Frequency = Frequency.IRREGULAR
    answers: bool = False
    of: int = 0


@dataclass(frozen=True)
class SearchAnswer:
    """What is found, best first. `query`: as it was read. `unknown`: {what nothing has: what is like it}."""

    query: SearchQuery
    found: tuple[Hit, ...]
    unknown: dict[str, list[str]]


def find(build: Build, query: str, asof: dt.date | None = None) -> SearchAnswer:
    """The entries that say something of a query. `asof`: the day at whose end the record is looked at; nothing that
    was learned later, and no event that came later, answers."""
    wanted, every = search_query(query), findables(build)
    by_word = matches(every.index, word_stems(" ".join(wanted.words)))
    values = [values_that_are(build, asof, number) for number in wanted.numbers]
    by_number = [_saying(every, number, held) for number, held in zip(wanted.numbers, values, strict=True)]
    units = [*(by_word[word] for word in sorted(by_word)), *by_number]
    if wanted.period:
        values.append(values_of(build, asof, wanted.period))
        units.append(_in_period(every, wanted.period, values[-1]))
    come = {place: one for place, one in enumerate(every.all) if not (asof and one.day and one.day > asof)}
    scores = {
        place: score * _likely(come[place], every.titles[place] == by_word.keys())
        for place, score in ranked(units).items()
        if place in come
    }
    named = {place for place, one in come.items() if plain_id(one.id) in wanted.ids}
    order = sorted(
        dict.fromkeys(named, 0.0) | scores,
        key=lambda place: (place not in named, place if place in named else -scores[place], place),
    )
    least = LEAST * max(scores.values(), default=0.0)
    about = concepts(every.index, by_word)
    found = tuple(
        _found(build, every, every.all[place], values, about, asof)
        for place in order
        if place in named or scores[place] >= least
    )
    return SearchAnswer(wanted, found, _unknown(every, wanted, by_word, by_number))


def _likely(entry: Findable, titled: bool) -> float:
    """How likely an entry of its kind is what is meant. `titled`: whether its title’s very words are asked for."""
    drawn = UNDRAWN if entry.kind == "series" and not entry.chart else 1.0
    return LIKELY[entry.kind] * drawn * (TITLED if titled else 1.0)


def _saying(every: Findables, number: Figure, held: Mapping[str, Sequence[Value]]) -> Weights:
    """The entries that say a number: claims and events that state it, series with such a value."""
    size, places = len(every.all), enumerate(every.all)
    stated = {
        place for place, one in places if one.kind == "claim" and one.stated and says(number, one.stated, one.unit)
    }
    told = {place for place, each in every.numbers.items() if any(_alike(number, other) for other in each)}
    series = {place for place, one in enumerate(every.all) if one.kind == "series" and one.id in held}
    of_words = rarity(len(stated | told), size)
    return (
        dict.fromkeys(series, HELD * rarity(len(series), size))
        | dict.fromkeys(told, TOLD * of_words)
        | dict.fromkeys(stated, STATED * of_words)
    )


def _in_period(every: Findables, period: tuple[dt.date, dt.date], held: Mapping[str, Sequence[Value]]) -> Weights:
    """The entries of a period: events, and series and charts with a value of it."""
    there = [
        place
        for place, entry in enumerate(every.all)
        if any(name in held for name in entry.series) or (entry.day and period[0] <= entry.day <= period[1])
    ]
    return dict.fromkeys(there, rarity(len(there), len(every.all)))


def _found(
    build: Build,
    every: Findables,
    entry: Findable,
    answering: Sequence[Mapping[str, Sequence[Value]]],
    about: set[str],
    asof: dt.date | None,
) -> Hit:
    """An entry with its value. `answering`: values of what is asked for, by series. `about`: what the words name."""
    for values in answering:
        for name in entry.series:
            if name in values:
                return _valued(every, entry, name, values[name], about, True)
    if entry.kind != "series":
        return Hit(entry)
    newest = last_values(build, asof).get(entry.id, [])
    return _valued(every, entry, entry.id, newest, about, False)


def _valued(
    every: Findables, entry: Findable, series: str, values: Sequence[Value], about: set[str], answers: bool
) -> Hit:
    """An entry with that of several values which is of the entity named, else with the newest and largest."""
    if not values:
        return Hit(entry)
    of = every.series[series]
    names = dict(of.entities)
    said = {name: len(every.names[called] & about) for name, called in names.items()}
    best = max(
        values, key=lambda value: (said.get(value.entity, 0), value.end, value.value or value.low or value.high or 0.0)
    )
    return Hit(
        entry,
        best,
        series=(of.names or [""])[0] or "" if len(entry.series) > 1 else "",
        entity=names.get(best.entity, ""),
        frequency=of.frequency,
        answers=answers,
        of=0 if said.get(best.entity) or len(values) == 1 else len(values),
    )


def _alike(number: Figure, other: Figure) -> bool:
    return other.value is not None and says(number, other.value, other.unit)


def _unknown(
    every: Findables, wanted: SearchQuery, by_word: Mapping[str, Weights], by_number: Sequence[Weights]
) -> dict[str, list[str]]:
    """{word or number that nothing has: those like it}, of the first few words."""
    lost = [word for word in wanted.words if not any(by_word[stem] for stem in word_stems(word))]
    words = {word: close_words(every.index, word) if n < MOST_UNKNOWN else [] for n, word in enumerate(lost)}
    numbers = [number for number, saying in zip(wanted.numbers, by_number, strict=True) if not saying]
    return words | {number.text: _close_numbers(every, number) for number in numbers}


def _close_numbers(every: Findables, number: Figure) -> list[str]:
    """Numbers of claims and events that differ little from one that nothing says, as they are written there."""
    told = {other.text: other for figures in every.numbers.values() for other in figures}
    off = {
        text: abs(1 - asked / other.value)
        for text, other in told.items()
        for asked in said_numbers(number)
        if other.value and (number.unit == other.unit or not number.unit)
    }
    return sorted((text for text in off if off[text] < NEAR), key=lambda text: (off[text], text))[:OFFERED]
